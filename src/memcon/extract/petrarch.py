"""Actors of the user's own: imports PETRARCH and TABARI dictionaries, and reads them back.

The format is that of `dictionaries.rst` of PETRARCH: `PHRASE_IN_UNDERSCORES_ [CODE]`, `+SYNONYM_`,
`[CODE 910101-950101]` for codes of a time, `PHRASE {PLURAL} [~CODE]` for agents, `!SET! = A, B`
for substitutions; `#`, `;` and `<!-- -->` begin comments. A blank in a phrase, by which PETRARCH
allows words in between, is read as the underscore is: the words must be consecutive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from datetime import date
from functools import lru_cache
from pathlib import Path

from memcon.errors import DataError, InputError
from memcon.extract.gazetteer_entries import Entry, Kind
from memcon.extract.lexicon import load_yaml

ACTORS_FILE = ".actors.tsv"
AGENTS_FILE = ".agents.tsv"
_CODES = "reference/cameo_actors.yml"
_CENTURY = 30  # a year of two digits up to this one is of the present century
_PART = 3  # letters in each part of a code
_STOP = "---STOP---"

_BRACKET = re.compile(r"\[([^\]\[]*)\]")
_PLURAL = re.compile(r"\{([^}{]*)\}")
_MARKER = re.compile(r"!(\w+)!")
_DEFINITION = re.compile(r"\s*!(?P<name>\w+)!\s*=\s*(?P<items>.+)")
_COMMENT = re.compile(r"<!--.*?-->")
_BETWEEN = re.compile(r"(\d+)\s*-\s*(\d+)")


@dataclass(frozen=True, slots=True)
class UserActor:
    """A name with the actor that it stands for, from `start` to `end` (days, both included).

    Without days it holds whenever no other entry of the same name does. `code` is the code of the
    dictionary, `source` its file and line.
    """

    term: str
    country: str
    sector: str
    code: str
    start: str
    end: str
    source: str


@dataclass(frozen=True, slots=True)
class UserAgent:
    """A word for a role with its PLOVER sector."""

    term: str
    sector: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What a dictionary says, and each line that could not be read, as a message."""

    actors: tuple[UserActor, ...]
    agents: tuple[UserAgent, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: how many entries to which files, and which lines were passed over."""

    actors: int
    agents: int
    files: tuple[Path, ...]
    faults: tuple[str, ...]


def import_dictionary(path: Path, folder: Path) -> Imported:
    """Write a dictionary's actors and agents to the user's lexicon, in place of an earlier import.

    Raises InputError when the file cannot be read, DataError when it holds no entry at all.
    """
    dictionary = read_dictionary(path)
    if not dictionary.actors and not dictionary.agents:
        reason = dictionary.faults[0] if dictionary.faults else "it is empty"
        message = f"{path}: no entry of a PETRARCH dictionary found; {reason}"
        raise DataError(message)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for ending, entries in ((ACTORS_FILE, dictionary.actors), (AGENTS_FILE, dictionary.agents)):
        target = folder / f"{path.stem}{ending}"
        if entries:
            target.write_text(_table(entries), encoding="utf-8")
            written.append(target)
        else:
            target.unlink(missing_ok=True)
    return Imported(
        len(dictionary.actors), len(dictionary.agents), tuple(written), dictionary.faults
    )


def load_user_actors(folder: Path) -> list[UserActor]:
    """The actors of the user's lexicon, in the order of files and lines; none without a folder.

    Raises DataError naming file and line when a row is malformed.
    """
    return [UserActor(*cells) for cells in _rows(folder, ACTORS_FILE, len(fields(UserActor)))]


def load_user_agents(folder: Path) -> list[UserAgent]:
    """The agents of the user's lexicon, in the order of files and lines; none without a folder.

    Raises DataError naming file and line when a row is malformed.
    """
    return [UserAgent(*cells) for cells in _rows(folder, AGENTS_FILE, len(fields(UserAgent)))]


def holding_on(actors: Iterable[UserActor], on: date | None) -> list[UserActor]:
    """The actors of each name that hold on a day, or by default where no day is given.

    Of one name, entries with a time that covers the day come before those without. What a
    dictionary declares to be no actor is among them.
    """
    by_term: dict[str, list[UserActor]] = {}
    for actor in actors:
        by_term.setdefault(actor.term, []).append(actor)
    holding = []
    for entries in by_term.values():
        timed = [entry for entry in entries if entry.start or entry.end]
        current = [entry for entry in timed if on is not None and _covers(entry, on)]
        holding += current or [entry for entry in entries if entry not in timed]
    return holding


def valid_on(actors: Iterable[UserActor], on: date | None) -> list[UserActor]:
    """The actors that names stand for on a day: those that hold and are no declared non-actors."""
    return [actor for actor in holding_on(actors, on) if not is_null(actor)]


def is_null(actor: UserActor) -> bool:
    """Whether a dictionary says that the name is no actor."""
    return actor.code == _codes().null


def as_entries(actors: Iterable[UserActor]) -> list[Entry]:
    """The actors as entries of the gazetteer.

    A state's or organisation's code alone names the party; with a role, or with neither, it is a
    group, known by its own name.
    """
    states = _codes().known_states
    entries = []
    for actor in actors:
        kind: Kind = "group"
        if actor.country and not actor.sector:
            kind = "state" if actor.country in states else "igo"
        code = actor.country if kind != "group" else ""
        entries.append(
            Entry(
                actor.term,
                code,
                kind,
                "alias",
                actor.term,
                actor.country,
                actor.sector,
                actor.source,
            )
        )
    return entries


# ---------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class _Codes:
    states: Mapping[str, str]
    known_states: frozenset[str]
    organizations: Mapping[str, str]
    international: Mapping[str, str]
    roles: Mapping[str, str]
    null: str
    plurals: tuple[tuple[str, str], ...]
    small_words: frozenset[str]


@lru_cache(maxsize=1)
def _codes() -> _Codes:
    data = load_yaml(_CODES)
    return _Codes(
        states=data["states"],
        known_states=frozenset(load_yaml("reference/states.yml")),
        organizations=data["organizations"],
        international=data["international"],
        roles=data["roles"],
        null=data["null"],
        plurals=tuple((ending, other) for ending, other in data["plurals"]),
        small_words=frozenset(data["small_words"]),
    )


@dataclass(slots=True)
class _Coded:
    """A code with the days between which it holds."""

    code: str
    start: str = ""
    end: str = ""


@dataclass(slots=True)
class _Record:
    """A primary phrase with its synonyms and codes, as gathered line by line."""

    lines: list[tuple[str, int]]  # phrase, line number
    codes: list[_Coded] = field(default_factory=list)


class _Fault(Exception):  # noqa: N818 (it never leaves this module)
    """A line that cannot be read; the message says why."""


def read_dictionary(path: Path) -> Dictionary:
    """The entries of a PETRARCH or TABARI dictionary of actors or agents.

    A line that cannot be read is passed over and listed in `faults` with file and line. Raises
    InputError when the file cannot be read at all.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read as UTF-8 text ({error}); save it as such"
        raise InputError(message) from error
    reader = _Reader(path.name)
    for number, line in _content(text):
        try:
            reader.take(line, number)
        except _Fault as fault:
            reader.faults.append(f"{path}:{number}: {fault}")
    reader.finish()
    return Dictionary(tuple(reader.actors), tuple(reader.agents), tuple(reader.faults))


class _Reader:
    """Gathers the records of one file."""

    def __init__(self, name: str) -> None:
        self.actors: list[UserActor] = []
        self.agents: list[UserAgent] = []
        self.faults: list[str] = []
        self._name = name
        self._sets: dict[str, list[str]] = {}
        self._record: _Record | None = None

    def take(self, line: str, number: int) -> None:
        """Take in one line, free of comments."""
        definition = _DEFINITION.fullmatch(line)
        if definition:
            items = [item.strip() for item in definition["items"].split(",")]
            self._sets[definition["name"]] = [item for item in items if item]
            return
        phrase, codes = _split(line)
        plain = phrase.strip()
        if not plain:
            self._current().codes += map(_coded, codes)
        elif plain.startswith("+"):
            record = self._current()
            record.codes += map(_coded, codes)
            record.lines.append((_words(plain[1:]), number))
        elif any("~" in code for code in codes):
            self._take_agent(plain, codes, number)
        else:
            self.finish()
            coded = [_coded(code) for code in codes]
            self._record = _Record([(_words(plain), number)], coded)

    def finish(self) -> None:
        """Turn the record under way into entries."""
        record, self._record = self._record, None
        if record is None:
            return
        for phrase, number in record.lines:
            source = f"{self._name}:{number}"
            for coded in record.codes:
                country, sector = _meaning(coded.code)
                for term in _spellings(phrase):
                    self.actors.append(
                        UserActor(term, country, sector, coded.code, coded.start, coded.end, source)
                    )

    def _current(self) -> _Record:
        if self._record is None:
            message = "a synonym or a code before any phrase; put the primary phrase first"
            raise _Fault(message)
        return self._record

    def _take_agent(self, phrase: str, codes: Sequence[str], number: int) -> None:
        self.finish()
        code = codes[0].strip()
        sector = _sector(_parts(code.strip("~")))
        for form in self._agent_forms(phrase):
            term = _words(form).lower()
            self.agents.append(UserAgent(term, sector, code, f"{self._name}:{number}"))

    def _agent_forms(self, phrase: str) -> list[str]:
        """An agent's singular and plural, or every item of a substitution set in its place."""
        marker = _MARKER.search(phrase)
        if marker:
            items = self._sets.get(marker[1])
            if items is None:
                message = f"!{marker[1]}! is not defined above; add a line !{marker[1]}! = A, B"
                raise _Fault(message)
            return [phrase[: marker.start()] + item + phrase[marker.end() :] for item in items]
        given = _PLURAL.search(phrase)
        if given:
            singular = phrase[: given.start()].strip()
            return [singular, given[1].strip()] if given[1].strip() else [singular]
        if "{" in phrase or "!" in phrase:
            message = f"{phrase!r}: a brace or ! that is not closed"
            raise _Fault(message)
        stem = phrase.strip().rstrip("_")
        ending, other = next(pair for pair in _codes().plurals if stem.endswith(pair[0]))
        return [stem, stem.removesuffix(ending) + other]


def _content(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers, comments taken out."""
    inside = False
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw
        if inside:
            inside = "-->" not in line
            continue
        line = _COMMENT.sub("", line)
        if "<!--" in line:
            line, inside = line[: line.index("<!--")], True
        line = re.split(r"[#;]", line, maxsplit=1)[0].rstrip()
        if _STOP in line:
            return
        if line.strip():
            yield number, line


def _split(line: str) -> tuple[str, list[str]]:
    """A line's phrase and the contents of its brackets."""
    rest = _BRACKET.sub("", line)
    if "[" in rest or "]" in rest:
        message = f"{line.strip()!r}: a bracket that is not closed; write [CODE]"
        raise _Fault(message)
    return rest, _BRACKET.findall(line)


def _words(phrase: str) -> str:
    words = phrase.replace("_", " ").split()
    if not words:
        message = f"{phrase!r}: a phrase without words"
        raise _Fault(message)
    return " ".join(words)


def _coded(text: str) -> _Coded:
    """A code with its time: `USAGOV`, `USAGOV >010120`, `USAGOV <20010120`, `USAGOV 1-2`."""
    code, _, rest = text.strip().partition(" ")
    if not code:
        message = "an empty code; write [CODE] or [CODE dates]"
        raise _Fault(message)
    rest = rest.strip()
    between = _BETWEEN.fullmatch(rest)
    if between:
        start, end = _day(between[1]), _day(between[2])
        if end < start:
            message = f"[{text}]: ends before it begins"
            raise _Fault(message)
        return _Coded(code, start, end)
    if rest.startswith("<"):
        return _Coded(code, end=_day(rest[1:].strip()))
    if rest.startswith(">"):
        return _Coded(code, start=_day(rest[1:].strip()))
    if rest:
        message = f"[{text}]: {rest!r} is no time; write <date, >date or date-date"
        raise _Fault(message)
    return _Coded(code)


def _day(digits: str) -> str:
    """An ISO day from `yymmdd` or `yyyymmdd`."""
    text = digits
    if re.fullmatch(r"\d{6}", digits):
        century = "20" if int(digits[:2]) <= _CENTURY else "19"
        text = century + digits
    parts = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    message = f"{digits!r} is no day; write yymmdd or yyyymmdd"
    if not parts:
        raise _Fault(message)
    try:
        return date(*map(int, parts.groups())).isoformat()
    except ValueError as error:
        raise _Fault(message) from error


def _parts(code: str) -> list[str]:
    return [code[start : start + _PART] for start in range(0, len(code), _PART)]


def _meaning(code: str) -> tuple[str, str]:
    """The state or organisation and the PLOVER sector of an actor's code, or ""."""
    known = _codes()
    parts = _parts(code)
    first = known.states.get(parts[0], parts[0])
    if first in known.known_states and parts[0] not in known.international:
        return first, _sector(parts[1:])
    named = (known.organizations[part] for part in parts if part in known.organizations)
    sector = known.international.get(parts[0]) or _sector(parts)
    return next(named, ""), sector


def _sector(parts: Sequence[str]) -> str:
    roles = _codes().roles
    return next((roles[part] for part in parts if part in roles), "")


def _spellings(phrase: str) -> list[str]:
    """A phrase in capitals as texts write it; a short single word may be an acronym, too."""
    small = _codes().small_words
    words = [
        word.lower() if place and word.lower() in small else _capitalised(word)
        for place, word in enumerate(phrase.split())
    ]
    spelled = " ".join(words)
    short = len(words) == 1 and len(phrase) <= 2 * _PART
    return [spelled, phrase.upper()] if short and spelled != phrase.upper() else [spelled]


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


# ------------------------------------------------------------------------------ the user's files


def _table(entries: Sequence[UserActor] | Sequence[UserAgent]) -> str:
    header = "\t".join(column.name for column in fields(entries[0]))
    return "\n".join([header, *("\t".join(astuple(entry)) for entry in entries)]) + "\n"


def _rows(folder: Path, ending: str, width: int) -> Iterator[list[str]]:
    for path in sorted(folder.glob(f"*{ending}")) if folder.is_dir() else ():
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines[1:], start=2):
            cells = line.split("\t")
            if len(cells) != width:
                message = f"{path}:{number}: {len(cells)} columns, expected {width}; import again"
                raise DataError(message)
            yield cells


def _covers(actor: UserActor, on: date) -> bool:
    day = on.isoformat()
    return actor.start <= day and (not actor.end or day <= actor.end)
