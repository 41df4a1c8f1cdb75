"""The persons of a document: one for all the forms of a name, with what the text adds to each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache

from memcon.extract.genders import genders
from memcon.extract.offices import Holder, HolderIndex, Title, load_offices
from memcon.extract.people import STYLES, NameRun, Person

_ARTICLE = re.compile(r"\b[A-Za-z]{2}-(?=[A-Z])")  # "al-", "el-" before a name
_MINISTER = "minister"  # of whatever
_SPOKESPERSON = "spokesperson"
_COMMANDER = "military_commander"  # also a rank by which statesmen are called


class Register:
    """The persons of one document: the same person under full name, surname and title."""

    def __init__(self, holders: HolderIndex, on: date | None) -> None:
        self._holders = holders
        self._on = on
        self._by_word: dict[str, list[Person]] = {}
        self.persons: list[Person] = []

    def add(self, run: NameRun) -> Person | None:
        """The person that a name stands for, with what the text adds about them.

        None where nothing says that it is a person.
        """
        if run.styled and self._is_called(run.styled):
            run.text = run.styled
        person = self.lookup(run.text)
        many = len(run.text.split()) > 1
        told = run.titled or run.listed is not None
        recognised = run.entity if many else run.entity and self._in_office(run.text)
        if person is None and not (told or recognised or (many and self._known(run.text))):
            return None
        if person is None:
            person = Person(run.text)
            self.persons.append(person)
        self._learn(person, run)
        return person

    def _is_called(self, name: str) -> bool:
        """Whether a style is part of the name of somebody on file: "Sheikh Hasina"."""
        return any(holder.person == name for holder in self._holders.by_name(name, None))

    def _known(self, name: str) -> bool:
        return bool(self._holders.by_name(name, None))

    def _in_office(self, surname: str) -> bool:
        """Whether a bare surname is that of somebody in office on the day, in one state."""
        holders = self._holders.by_name(surname, self._on)
        return len({holder.country for holder in holders}) == 1

    def _learn(self, person: Person, run: NameRun) -> None:
        if len(run.text.split()) > len(person.name.split()):
            person.name = run.text
        if run.role and (not person.role or (run.country and not person.country)):
            person.role = run.role
        if run.title is not None and not person.office:
            person.office = run.title.office
            person.level = run.title.level
            person.sector = run.title.sector or person.sector
        if run.country and not person.country:
            person.country = run.country
        elif run.title is not None and run.title.country and not person.country:
            person.country = run.title.country
        person.gender = person.gender or run.gender
        person.listed = person.listed or run.listed
        person.owned = person.owned or run.owner >= 0
        person.former = person.former or run.former
        person.forms.add(run.text)
        for word in _name_words(run.text):
            known = self._by_word.setdefault(word, [])
            if person not in known:
                known.append(person)

    def enter(self, name: str, role: str, title: Title | None, country: str) -> Person | None:
        """The person whom a title names, in the text or outside it; None where nobody is known."""
        if not name and title is not None and country:
            held = self.holding((title.office,), country)
            return held[0] if len(held) == 1 else None
        if not name:
            return None
        person = self.lookup(name)
        if person is None and (title is None and not self._known(name)):
            return None
        if person is None:
            person = Person(name)
            self.persons.insert(0, person)
        run = NameRun(-1, -1, name, role=role, title=title, country=country, titled=True)
        self._learn(person, run)
        return person

    def recall(self, run: NameRun) -> Person | None:
        """The known person that a name stands for, if there is one."""
        person = self.lookup(run.text)
        if person is not None:
            self._learn(person, run)
        return person

    def lookup(self, name: str) -> Person | None:
        """The person of the document that a full name or a part of one means, the latest first."""
        words = _name_words(name)
        if not words:
            return None
        candidates = [p for p in self._by_word.get(words[-1], []) if _compatible(p.name, name)]
        if not candidates and len(words) > 1:
            candidates = [p for p in self._by_word.get(words[0], []) if _compatible(p.name, name)]
        return candidates[-1] if candidates else None

    def gender(self, name: str, role: str) -> str:
        """The gender of somebody, by honorific, role or name; '' where nothing tells it."""
        person = self.lookup(name) if name else None
        if person is None:
            return genders().of_role(role)
        if not person.gender:
            on_file = {holder.person for holder in self._holdings(person)}
            names = on_file if " " not in person.name else (person.name,)
            told = {genders().of_name(each, on_file=bool(on_file)) for each in names}
            named = told.pop() if len(told) == 1 else ""
            person.gender = genders().of_role(person.role) or named
        return person.gender

    def labelled(self, label: str) -> Person | None:
        """The person that a transcript's label means: "MINISTER REES" is Ola Rees."""
        words = label.split()
        tried = (self.lookup(" ".join(words[start:])) for start in range(len(words)))
        return next((person for person in tried if person is not None), None)

    def complete(
        self,
        home: str,
        *,
        speakers: Sequence[Person] = (),
        author: str = "",
        elsewhere: Collection[str] = (),
        other: str = "",
    ) -> None:
        """Fill countries that the text leaves out: from what is known, else the dateline.

        The user's dictionaries go before the knowledge base, and their sector before that of an
        office in the text. `home` is the state of the dateline: a local report names its own
        officials without it, but not those named where it speaks of other states (`elsewhere`).
        A second holder of an office that only one holds at a time is of the `other` state that it
        is about.
        Of the `speakers` of a press conference a spokesperson serves the `author`, who has
        published it; so does a guest, if one is left without a state. Others of a text by
        somebody else's author are left without.
        """
        for person in self.persons:
            if person.listed is not None:
                person.country = person.country or person.listed.country
                person.sector = person.listed.sector or person.sector
            if person.country:
                continue
            chosen = self._holdings(person)
            if len({holder.country for holder in chosen}) == 1:
                person.country = chosen[0].country
                if self._has_held(chosen[0]):
                    person.office = person.office or chosen[0].office
        for person in self.persons:
            if person.country or not person.office or person.owned or person.office in STYLES:
                continue
            others = {each.country for each in speakers if each is not person} - {""}
            if person in speakers and author and person.office == _SPOKESPERSON:
                person.country = author
            elif person in speakers and home in others:
                person.country = author if author not in others else ""
            elif person.name not in elsewhere and author in ("", home):
                person.country = other if self._is_taken(person, home) else home

    def _is_taken(self, person: Person, home: str) -> bool:
        """Whether another person of the text holds an office of which a state has only one."""
        if not load_offices()[person.office].single or person.former:
            return False
        held = (p for p in self.holding((person.office,), home) if not p.former)
        return any(each is not person for each in held)

    def own(self, acting: Collection[str], author: str) -> None:
        """Take those who act in a statement, and are told to serve nobody else, for its author's.

        Its own officials it names without their state ("Minister Rees met Fiji's president").
        """
        for person in self.persons:
            known = person.country or person.owned or person.office in ("", *STYLES)
            if person.name in acting and not known:
                person.country = author

    def host(self, met: Mapping[str, str]) -> None:
        """Give those whom a statement's author met the state where he met them."""
        for person in self.persons:
            known = person.country or person.owned or person.office in ("", *STYLES)
            if not known and person.office != _SPOKESPERSON:
                person.country = met.get(person.name, "")

    def _has_held(self, holder: Holder) -> bool:
        """Whether somebody is in an office on the document's day, or was before."""
        return self._on is None or holder.start <= self._on.isoformat()

    def _holdings(self, person: Person) -> list[Holder]:
        """What the knowledge base says of a name: first at the document's date, then at any.

        A surname alone must come with the very office. What somebody was at another time says
        nothing of whom an envoy or a commissioner serves.
        """
        offices = load_offices()
        lent = person.office in offices and offices[person.office].lent
        for on in (self._on,) if lent else (self._on, None):
            holders = self._holders.by_name(person.name, on)
            fitting = [h for h in holders if _is_of(h, person.office)]
            styled = person.office in (*STYLES, _COMMANDER)  # "Colonel Nasser"
            if styled and not fitting and on is not None:
                fitting = holders if len({h.country for h in holders}) == 1 else []
            if fitting or len(person.name.split()) == 1:
                holders = fitting
            if holders:
                return holders
        return []

    def holding(self, offices: Sequence[str], country: str = "") -> list[Person]:
        """The persons with one of these offices (any, where none is given), in text order."""
        return [
            person
            for person in self.persons
            if (not offices or person.office in offices)
            and (not country or person.country == country)
        ]


@lru_cache(maxsize=4096)
def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name without accents, articles and initials: "José A. Meade"."""
    plain = _ARTICLE.sub("", name.replace("’", "'").replace(".", " "))
    letters = unicodedata.normalize("NFD", plain.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(word for word in bare.split() if len(word) > 1)


def _compatible(known: str, name: str) -> bool:
    """Whether two forms may be one person's: one's words are all among the other's."""
    left, right = set(_name_words(known)), set(_name_words(name))
    return left <= right or right <= left


def _is_of(holder: Holder, office: str) -> bool:
    """Whether an office in the text can be a holder's: a foreign minister is a minister."""
    return holder.office == office or (
        office == _MINISTER and holder.office.endswith(f"_{_MINISTER}")
    )
