"""Whose voice a text is: who "I" and "we" are in a briefing, a speech or a ministry's statement."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from memcon.extract.actors import organisation_codes, party_actor
from memcon.extract.gazetteer import Gazetteer
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.offices import Title, TitleIndex
from memcon.extract.people import Person
from memcon.extract.register import Register
from memcon.extract.view import DocumentView
from memcon.model.document import Document
from memcon.model.party import Actor

_LABEL = re.compile(r"([^\W\d_][^:\n]{0,60}):\s|([QA])\.\s")
_JOURNALISTS = ("journalist", "MED")  # office and sector of those who ask
_FULL = 2  # words of a full name
_PARTICLE = 3  # letters of "von", "al"
_OPENING = 2  # paragraphs with a label that make a transcript


class Teller(NamedTuple):
    """Whose speech a title says that a text is."""

    name: str
    role: str
    title: Title | None
    country: str

    def unnamed(self, country: str) -> Actor | None:
        """The speaker by office, of this state where the title names none; None without either."""
        served = self.country or country
        if self.title is None or not served or served in organisation_codes():
            return None
        office = self.title.office
        return Actor("role", role=self.role, country=served, sector="GOV", office=office)


class Tellers:
    """Finds the person whose speech or statement a text is, by its title."""

    def __init__(self, words: DiscourseWords, titles: TitleIndex, gazetteer: Gazetteer) -> None:
        self._titles = titles
        self._gazetteer = gazetteer
        self._organs = words.ministry_nouns | words.government_nouns
        nouns = _any(words.speech_nouns)
        cases = _any(words.author_cases)
        ends = _any(words.occasion_cases)
        of = rf"\b(?:{nouns})s?(?:\s+(?:{cases})|\s[^,;:]{{,60}}?\sby)\s+(?:the\s+)?"
        self._of = re.compile(of, re.IGNORECASE)
        self._owned = re.compile(
            rf"^(.{{4,80}}?)['’]s?\s+(?:\w+\s+)?(?:{nouns})s?\b", re.IGNORECASE
        )
        self._end = re.compile(rf"\s(?:{ends})\s|[,;:()\n]|\s[–-]\s", re.IGNORECASE)
        self._apart = re.compile(r"\((?=[^()]+\))|\)")  # "the Premier (Ann Lee) at ..."
        self._owning = re.compile(rf"\s(?:{cases}|the)(?=\s|$)")
        self._styles = re.compile(rf"^(?:(?:{_any(words.honorifics)})\s+)+", re.IGNORECASE)

    def of(self, title: str) -> Teller | None:
        """The one person that a title names as the speaker; None where it names none."""
        phrase, after = self._phrase(title)
        found = self._read(phrase) if phrase else None
        if found is None or not after or (found.title is not None and found.name):
            return found
        if not found.name:  # "the spokesman of the Ministry, Ambassador Ann Lee"
            person = self._read(after)
            return found._replace(name=person.name) if person is not None else found
        office = self._read(after)  # "Remarks by Ann Lee, Premier of Fiji"
        if office is None or office.title is None or office.name:
            return found
        return office._replace(name=found.name)

    def _read(self, phrase: str) -> Teller | None:
        """Name, office and state of a phrase for a person."""
        offices = self._titles.find(phrase)
        office = offices[-1] if offices else None
        if office is not None and office.title.plural:
            return None
        hits = [hit for hit in self._gazetteer.scan(phrase) if hit.entries]
        rest = phrase[office.end :] if office is not None else phrase
        if office is not None:  # "Premier of Fiji Ann Lee", "Premier Ann Lee of Fiji"
            states = [hit for hit in hits if hit.start >= office.end]
            for hit in reversed(states):
                rest = rest[: hit.start - office.end] + rest[hit.end - office.end :]
            rest = self._owning.sub(" ", rest)
        name = self._styles.sub("", rest.strip())
        named = [hit.entries[0] for hit in hits]
        codes = {entry.country or entry.code for entry in named} - {""}
        country = codes.pop() if len(codes) == 1 else ""
        if office is None:
            organ = named or self._organs.intersection(phrase.lower().split())
            full = len(name.split()) >= _FULL and not organ
            return Teller(name, "", None, country) if full and _is_name(name) else None
        role = phrase[office.start : office.end]
        organ = self._organs.intersection(name.lower().split())  # "the spokesman of the Ministry"
        return Teller(name if _is_name(name) and not organ else "", role, office.title, country)

    def _phrase(self, title: str) -> tuple[str, str]:
        """The words for the speaker, and what follows them after a comma."""
        found = self._of.search(title)
        if found is not None:
            rest = self._apart.sub("", title[found.end() :])
            end = self._end.search(rest)
            if end is None:
                return rest, ""
            after = rest[end.end() :] if end[0] == "," else ""
            last = self._end.search(after)
            return rest[: end.start()], after[: last.start()] if last is not None else after
        owned = self._owned.match(title)
        return (owned[1].rpartition(":")[2].strip(), "") if owned is not None else ("", "")


class Voices:
    """Tells for every paragraph of a text who says "I" and "we" in it."""

    def __init__(self, words: DiscourseWords, titles: TitleIndex) -> None:
        self._words = words
        self._titles = titles
        self._joint = re.compile(rf"\b(?:{_any(words.joint_words)})\b", re.IGNORECASE)

    def of(self, document: DocumentView, labelled: Collection[int] = ()) -> dict[int, Actor]:
        """Who speaks in each paragraph without a speaker by name (those `labelled` have one).

        In a ministry's text it is the state, in a speech the speaker, in a briefing whose office
        stands before the answer; in a question nobody.
        """
        own = self._own(document)
        labels = labels_of(document.document)
        asked = [number for number, label in labels.items() if self._asks(label)]
        is_transcript = bool(asked) or len(labelled) >= _OPENING
        voice = own
        found: dict[int, Actor] = {}
        for number, block in enumerate(document.document.blocks):
            label = labels.get(number, "")
            if block.kind == "heading" or (not label and not is_transcript):
                voice = own
            elif number in labelled or self._asks(label):
                voice = None
            elif label and is_transcript:
                voice = self._answering(label, document, own) or (None if label else voice)
            if voice is not None and number not in labelled:
                found[number] = voice
        return found

    def _own(self, document: DocumentView) -> Actor | None:
        """The speaker whom the title names, else the state or body that has put the text out."""
        if document.declarers or self._joint.search(document.document.title):
            return None
        if document.teller is not None:
            return document.teller
        return party_actor(document.author) if document.author else None

    def _asks(self, label: str) -> bool:
        """Whether somebody who asks stands before a colon: "Q", "Question", "Journalist"."""
        word = label.partition(",")[0].strip().casefold()
        if word in self._words.asking_labels:
            return True
        offices = [match.title for match in self._titles.find(label)]
        return any(t.office in _JOURNALISTS or t.sector in _JOURNALISTS for t in offices)

    def _answering(self, label: str, document: DocumentView, own: Actor | None) -> Actor | None:
        """Of "Answer" the text's own speaker, of "Prime Minister" the author's premier."""
        if label.strip().casefold() in self._words.answering_labels:
            return own
        offices = self._titles.find(label)
        country = document.author or document.home
        if not offices or not country or country in organisation_codes():
            return own if offices else None
        title = offices[0].title
        role = label[offices[0].start : offices[0].end]
        role = role.title() if role.isupper() else role
        named = document.register.holding((title.office,), country)
        if len(named) == 1:
            return named[0].actor()
        return Actor("role", role=role, country=country, sector="GOV", office=title.office)


def _is_name(words: str) -> bool:
    """Whether all words begin large, but for particles; days and years are none."""
    return not any(map(str.isdigit, words)) and all(
        word[:1].isupper() or len(word) <= _PARTICLE for word in words.split()
    )


def labels_of(document: Document) -> dict[int, str]:
    """The words before a colon that paragraphs open with, by the number of the block."""
    opened = (_LABEL.match(document.text, block.start, block.end) for block in document.blocks)
    return {n: label[1] or label[2] for n, label in enumerate(opened) if label is not None}


def of_office(register: Register, titles: TitleIndex, label: str) -> Person | None:
    """The one person of a text whose office a label is: "PRIME MINISTER"."""
    offices = titles.find(label)
    if len(offices) != 1 or label.strip()[offices[0].end :].strip():
        return None
    held = register.holding((offices[0].title.office,))
    return held[0] if len(held) == 1 else None


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
