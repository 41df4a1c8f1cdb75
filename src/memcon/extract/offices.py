"""Offices and who holds them: titles in a text, and office-holders by name, office and day.

Words are in `lang/<code>/offices.yml`, the offices themselves in
`reference/officeholders/offices.yml`, the people in `reference/officeholders/*.tsv`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick

from memcon.errors import DataError
from memcon.extract.lexicon import load_yaml

HOLDERS = "reference/officeholders"
USER_HOLDERS = ".officeholders.tsv"
COLUMNS = ("person", "aliases", "country", "office", "title", "from", "to", "source", "status")

Modifier = Literal["former", "acting", "elect", ""]


@dataclass(frozen=True, slots=True)
class Office:
    """A canonical office: `level` is the kind of a meeting of such people.

    One that is `lent` is often held in the service of an organisation.
    """

    name: str
    level: str
    sector: str
    single: bool = False
    stands_for: str = ""
    lent: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """What a title means; `country` is empty where it means that in any state."""

    term: str
    office: str
    level: str
    sector: str
    country: str = ""
    plural: bool = False


class TitleMatch(NamedTuple):
    """A title at characters `start` to `end` of a text."""

    start: int
    end: int
    title: Title


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office from `start` to `end` (ISO dates, short where less is known).

    An empty `end` means in office when the file was last checked.
    """

    person: str
    aliases: tuple[str, ...]
    country: str
    office: str
    title: str
    start: str
    end: str
    status: str


@lru_cache(maxsize=1)
def load_offices() -> Mapping[str, Office]:
    """The canonical offices by name."""
    path = f"{HOLDERS}/offices.yml"
    found = {}
    for name, fields in load_yaml(path).items():
        try:
            found[name] = Office(name, **fields)
        except TypeError as error:
            message = f"{path}: {name}: give level and sector, and at most single, stands_for, lent"
            raise DataError(message) from error
    return found


# ---------------------------------------------------------------------------------- titles


@dataclass(frozen=True, slots=True)
class _Form:
    """One term as it is looked for; `title` is None for a phrase that is no title."""

    title: Title | None
    case: Literal["any", "exact", "capitalised"] = "any"


class TitleIndex:
    """Finds titles of offices in a text and says what one means in a given state."""

    def __init__(self, data: Mapping[str, Any], path: str) -> None:
        self._path = path
        self._offices = load_offices()
        self._forms: dict[str, _Form] = {}
        self._readings: dict[tuple[str, str], Title] = {}
        self._boundaries = bool(data.get("word_boundaries", True))
        self._add_terms(data.get("offices", {}))
        self._add_portfolios(data.get("portfolios", {}), data.get("patterns", []))
        self._add_readings(data.get("readings", []))
        for phrase in data.get("not_titles", []):
            self._forms[_folded(phrase)] = _Form(None)
        self._modifiers = _modifiers(data.get("modifiers", {}))
        self._terms = list(self._forms)
        self._automaton = AhoCorasick(self._terms)

    def find(self, text: str) -> list[TitleMatch]:
        """The titles in a text, longest first at each place, none overlapping."""
        folded = _folded(text)
        spans = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            form = self._forms[self._terms[index]]
            if self._fits(text, start, end, form):
                spans.append((start, -end, form))
        matches = []
        reached = 0
        for start, minus_end, form in sorted(spans, key=lambda span: span[:2]):
            if start < reached:
                continue
            reached = -minus_end
            if form.title is not None:
                matches.append(TitleMatch(start, reached, form.title))
        return matches

    def meaning(self, term: str, country: str = "") -> Title | None:
        """What a title means, in that state or organisation if it has a reading of its own."""
        folded = _folded(term.strip())
        own = self._readings.get((folded, country))
        if own is not None:
            return own
        form = self._forms.get(folded)
        return form.title if form else None

    def reading(self, title: Title, country: str) -> Title:
        """The same title as that state or organisation uses it."""
        return self._readings.get((_folded(title.term), country), title)

    def modifier(self, text: str, start: int, end: int) -> Modifier:
        """Whether the words beside a title make its holder a former, acting or future one."""
        before = _folded(text[max(0, start - 20) : start]).rstrip()
        after = _folded(text[end : end + 20]).lstrip()
        for name, (leading, trailing) in self._modifiers.items():
            if any(_ends_with_word(before, word) for word in leading):
                return name
            if any(_starts_with_word(after, word) for word in trailing):
                return name
        return ""

    def terms(self) -> Iterator[Title]:
        """Every title that is known, general meanings first."""
        yield from (form.title for form in self._forms.values() if form.title is not None)
        yield from self._readings.values()

    # ------------------------------------------------------------------ reading the file

    def _add_terms(self, offices: Mapping[str, Any]) -> None:
        for office, entry in offices.items():
            capitalised = frozenset(entry.get("capitalised", ()))
            for pair in entry.get("terms", ()):
                case: Literal["any", "capitalised"] = (
                    "capitalised" if pair[0] in capitalised else "any"
                )
                self._add(office, pair, _Form(None, case))
            for pair in entry.get("exact", ()):
                self._add(office, pair, _Form(None, "exact"))

    def _add(self, office: str, pair: list[str], form: _Form) -> None:
        for term, plural in zip(pair, (False, True), strict=False):
            title = self._title(term, office, plural=plural)
            key = _folded(term)
            old = self._forms.get(key)
            if old is not None and old.title is not None and old.title.office != office:
                message = (
                    f"{self._path}: {term!r} is both {old.title.office} and {office}; keep one"
                )
                raise DataError(message)
            self._forms[key] = replace(form, title=title)

    def _add_portfolios(
        self, portfolios: Mapping[str, list[str]], patterns: list[Mapping[str, Any]]
    ) -> None:
        for office, fields in portfolios.items():
            for pattern in patterns:
                rank = pattern["rank"]
                held = office if rank == "minister" else rank
                for field in fields:
                    for term, plural in zip(pattern["terms"], (False, True), strict=False):
                        full = term.replace("{p}", field)
                        title = self._title(full, held, plural=plural)
                        self._forms.setdefault(_folded(full), _Form(title))

    def _add_readings(self, readings: list[Mapping[str, Any]]) -> None:
        alone: dict[str, list[Title]] = {}
        for entry in readings:
            for pair in entry["terms"]:
                for term, plural in zip(pair, (False, True), strict=False):
                    title = self._title(term, entry["office"], plural=plural)
                    title = replace(
                        title,
                        level=entry.get("level", title.level),
                        sector=entry.get("sector", title.sector),
                    )
                    for country in entry["country"]:
                        here = replace(title, country=country)
                        self._readings[_folded(term), country] = here
                        alone.setdefault(_folded(term), []).append(here)
        for key, titles in alone.items():
            if key not in self._forms and len({title.office for title in titles}) == 1:
                only = len({title.country for title in titles}) == 1
                self._forms[key] = _Form(titles[0] if only else replace(titles[0], country=""))

    def _title(self, term: str, office: str, *, plural: bool) -> Title:
        known = self._offices.get(office)
        if known is None:
            message = f"{self._path}: {term!r}: no office {office!r} in {HOLDERS}/offices.yml"
            raise DataError(message)
        return Title(term, office, known.level, known.sector, plural=plural)

    def _fits(self, text: str, start: int, end: int, form: _Form) -> bool:
        if self._boundaries and not _is_whole(text, start, end):
            return False
        if form.case == "exact":
            number_before = text[:start].rstrip(" ")[-1:].isdigit()
            return (
                form.title is not None and text[start:end] == form.title.term and not number_before
            )
        return form.case == "any" or text[start].isupper()


@lru_cache(maxsize=4)
def load_titles(language: str = "en") -> TitleIndex:
    """The titles of offices in a language.

    Raises DataError naming file and term when an entry is wrong.
    """
    path = f"lang/{language}/offices.yml"
    return TitleIndex(load_yaml(path), path)


def _modifiers(data: Mapping[str, Any]) -> dict[Modifier, tuple[list[str], list[str]]]:
    found: dict[Modifier, tuple[list[str], list[str]]] = {}
    names: tuple[Modifier, ...] = ("former", "acting", "elect")
    for name in names:
        entry = data.get(name, {})
        found[name] = (entry.get("before", []), entry.get("after", []))
    return found


def _folded(text: str) -> str:
    """The text in lower case with plain spaces, every character still at its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_SPACES)


_SPACES = str.maketrans({"\n": " ", "\t": " ", "\xa0": " ", "\u2009": " ", "\u202f": " "})


def _is_whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() and text[start].isalnum():
        return False
    return not (after.isalnum() and text[end - 1].isalnum())


def _ends_with_word(text: str, word: str) -> bool:
    return text.endswith(word) and not text[: -len(word)][-1:].isalnum()


def _starts_with_word(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) :][:1].isalnum()


# ---------------------------------------------------------------------------------- holders


@dataclass(frozen=True, slots=True)
class NameRules:
    """How names are cut into full name and surname (`reference/officeholders/rules.yml`)."""

    as_of: str
    family_first: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    suffixes: frozenset[str]
    variants: Mapping[str, str]  # a spelling of a name's word → the one it is read as


class HolderIndex:
    """Office-holders by name, and by office and day."""

    def __init__(self, holders: Iterable[Holder], rules: NameRules) -> None:
        self._rules = rules
        self.holders = tuple(holders)
        self._by_name: dict[str, list[Holder]] = {}
        self._by_ends: dict[tuple[str, str], dict[tuple[str, ...], list[Holder]]] = {}
        self._by_office: dict[tuple[str, str], list[Holder]] = {}
        self._stand_ins = _stand_ins(load_offices())
        for holder in self.holders:
            self._by_office.setdefault((holder.country, holder.office), []).append(holder)
            for key in sorted(self._keys(holder)):
                self._by_name.setdefault(key, []).append(holder)
                words = tuple(key.split())
                if len(words) > 1:
                    ends = self._by_ends.setdefault((words[0], words[-1]), {})
                    ends.setdefault(words, []).append(holder)

    @property
    def as_of(self) -> str:
        """The day up to which the list was kept: an open end means in office then."""
        return self._rules.as_of

    def by_name(self, name: str, on: date | None = None) -> list[Holder]:
        """The tenures of people called that, by full name, variant or surname.

        A full name may have more given names and initials than the list: "Antony J. Blinken".
        With a day, only those in office then, so far as the dates say.
        """
        key = self._key(name)
        held = self._by_name.get(key) or self._by_more_words(key)
        if on is None:
            return list(held)
        return [holder for holder in held if _covers(holder, on, surely=False)]

    def _by_more_words(self, key: str) -> list[Holder]:
        """The tenures of people whose known names have the same ends and fewer words between."""
        words = [word for word in key.split() if len(word) > 1]
        if len(words) < 2:  # noqa: PLR2004 (a surname alone)
            return []
        ends = self._by_ends.get((words[0], words[-1]), {})
        found = (held for known, held in ends.items() if set(known).issubset(words))
        return next(found, [])

    def by_office(self, country: str, office: str, on: date | None) -> Holder | None:
        """Who held an office on a day, or None where that is not known or not certain.

        Without a day, the holder when the list was last kept. On a day of handover, the successor.
        """
        for name in (office, *self._stand_ins.get(office, ())):
            held = self._by_office.get((country, name))
            if held:
                return _in_office(held, on)
        return None

    def surname(self, holder: Holder) -> str:
        """The part of a holder's name by which a text calls them again."""
        words = _without_suffix(holder.person.split(), self._rules.suffixes)
        if holder.country in self._rules.family_first:
            return words[0]
        first = len(words) - 1
        while first > 1 and words[first - 1].lower() in self._rules.particles:
            first -= 1
        return " ".join(words[first:])

    def _key(self, name: str) -> str:
        variants = self._rules.variants
        return " ".join(variants.get(word, word) for word in name_key(name).split())

    def _keys(self, holder: Holder) -> set[str]:
        surname = self.surname(holder)
        keys = {self._key(name) for name in (holder.person, *holder.aliases, surname)}
        keys |= {_without_initials(key) for key in keys if " " in key}
        words = self._key(surname).split()
        bare = [word for word in words if word not in self._rules.articles]
        if bare and len(bare) < len(words):
            keys.add(" ".join(bare))
            keys.update(f"{article} {' '.join(bare)}" for article in self._rules.articles)
        return keys


def load_holders(folder: Path | None = None) -> HolderIndex:
    """All office-holders that memcon knows, with those of a folder of the user's if one is given.

    Of an office that a file `*.officeholders.tsv` of the folder lists, memcon's own rows count only
    up to that file's first. Raises DataError naming file and line when a row is malformed.
    """
    paths = sorted(folder.glob(f"*{USER_HOLDERS}")) if folder is not None else []
    return _holders(tuple((str(path), path.read_text(encoding="utf-8")) for path in paths))


@lru_cache(maxsize=4)
def _holders(texts: tuple[tuple[str, str], ...]) -> HolderIndex:
    """The holders of memcon's own files and of these texts, each with its name."""
    own: list[Holder] = []
    for source in sorted(files("memcon").joinpath(HOLDERS).iterdir(), key=lambda item: item.name):
        if source.name.endswith(".tsv"):
            own += read_holders(source.read_text(encoding="utf-8"), source.name)
    users: list[Holder] = []
    for name, text in texts:
        users += read_holders(text, name)
    return HolderIndex(_superseded(own, users), load_name_rules())


@lru_cache(maxsize=1)
def load_name_rules() -> NameRules:
    """How the names in the tables of office-holders are cut."""
    rules = load_yaml(f"{HOLDERS}/rules.yml")
    return NameRules(
        as_of=str(rules["as_of"]),
        family_first=frozenset(rules["family_first"]),
        particles=frozenset(rules["particles"]),
        articles=frozenset(rules["articles"]),
        suffixes=frozenset(rules["suffixes"]),
        variants={
            name_key(word): name_key(words[0]) for words in rules["variants"] for word in words
        },
    )


def _superseded(own: list[Holder], users: list[Holder]) -> list[Holder]:
    """The user's rows, and memcon's own where the user has none of that office so early."""
    first: dict[tuple[str, str], str] = {}
    for holder in users:
        key = (holder.country, holder.office)
        first[key] = min(holder.start, first.get(key, holder.start))
    kept = [
        holder
        for holder in own
        if holder.start < first.get((holder.country, holder.office), "9999")
    ]
    return kept + users


def read_holders(text: str, name: str) -> list[Holder]:
    """The rows of one file of office-holders; lines that begin with # are comments.

    Raises DataError naming file and line when a row has not the nine columns.
    """
    holders = []
    header_seen = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header_seen:
            if tuple(cells) != COLUMNS:
                message = f"{name}:{number}: the first row must be: {' '.join(COLUMNS)}"
                raise DataError(message)
            header_seen = True
            continue
        if len(cells) != len(COLUMNS):
            message = f"{name}:{number}: {len(cells)} columns, expected {len(COLUMNS)}"
            raise DataError(message)
        person, aliases, country, office, title, start, end, _, status = cells
        variants = tuple(alias for alias in aliases.split("|") if alias)
        holders.append(Holder(person, variants, country, office, title, start, end, status))
    return holders


def name_key(name: str) -> str:
    """A name as it is compared: no case, accents, hyphens, apostrophes or dots."""
    if name.isascii():
        plain = name.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(plain.translate(_MARKS).split())


# Letters that Unicode does not decompose, as they are written without their mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "\u0131": "i",  # the Turkish i without a dot
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "ə": "a",
    }
)
_SPACED = "-\u2010\u2011\u2013."
_DROPPED = "'’‘\u02bb\u02bc`"
_MARKS = str.maketrans(dict.fromkeys(_SPACED, " ") | dict.fromkeys(_DROPPED, ""))


def _without_initials(key: str) -> str:
    """A full name as it is compared, without its initials: "john f kennedy" is "john kennedy"."""
    words = key.split()
    told = [word for word in words if len(word) > 1]
    return " ".join(told) if len(told) > 1 else key


def _without_suffix(words: list[str], suffixes: frozenset[str]) -> list[str]:
    while len(words) > 1 and words[-1].lower() in suffixes:
        words = words[:-1]
    return words


def _stand_ins(offices: Mapping[str, Office]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for office in offices.values():
        if office.stands_for:
            found[office.name] = (*found.get(office.name, ()), office.stands_for)
            found[office.stands_for] = (*found.get(office.stands_for, ()), office.name)
    return found


def _covers(holder: Holder, on: date, *, surely: bool) -> bool:
    """Whether a tenure includes a day: possibly, or surely despite dates of less precision."""
    day = on.isoformat()
    if surely:
        began = holder.start + "-12-31"[len(holder.start) - 4 :] <= day
        return began and (not holder.end or day <= holder.end + "-01-01"[len(holder.end) - 4 :])
    begun = holder.start <= day[: len(holder.start)]
    return begun and (not holder.end or day[: len(holder.end)] <= holder.end)


def _in_office(held: list[Holder], on: date | None) -> Holder | None:
    if on is None:
        return _only([holder for holder in held if not holder.end])
    sure = [holder for holder in held if _covers(holder, on, surely=True)]
    if sure:
        latest = max(holder.start for holder in sure)
        return _only([holder for holder in sure if holder.start == latest])
    possible = [holder for holder in held if _covers(holder, on, surely=False)]
    return _only(possible)


def _only(holders: list[Holder]) -> Holder | None:
    return holders[0] if len({holder.person for holder in holders}) == 1 else None
