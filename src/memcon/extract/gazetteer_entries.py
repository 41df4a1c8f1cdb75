"""What the gazetteer finds: entries, hits, states and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["state", "igo", "organisation", "group", "place", "not_party"]
Form = Literal[
    "name",
    "adjective",
    "demonym",
    "capital",
    "seat",
    "prefix",
    "alias",
    "place",
    "together",  # of several states at once: "the two Koreas"
]


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a name.

    `code` is an ISO 3166-1 alpha-3 code or an organisation's acronym, "" where the thing is neither
    a state nor an intergovernmental organisation; `name` the name by which it is shown; `country`
    the state or intergovernmental organisation that it is, belongs to or lies in; `sector` the
    PLOVER sector; `source` the file and line of the user's dictionary, "" for memcon's own.
    """

    term: str
    code: str
    kind: Kind
    form: Form
    name: str
    country: str = ""
    sector: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text: `text[start:end]`, with every meaning that it can have there."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; `start` and `end` are its first and last day, where they matter."""

    code: str
    alpha2: str
    start: str = ""
    end: str = ""
    successors: tuple[str, ...] = ()
    continuator: str = ""

    def existed(self, year: int | None) -> bool:
        """Whether there was such a state in that year; without a year, whether there is now."""
        if year is None:
            return not self.end
        return self.start[:4] <= f"{year:04}" and (not self.end or f"{year:04}" <= self.end[:4])

    def existed_on(self, day: date) -> bool:
        """Whether there was such a state on that day; of two with one end and start the later."""
        return self.start <= day.isoformat() and (not self.end or day.isoformat() < self.end)


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of an organisation, with the years of joining and leaving where known."""

    code: str
    since: int | None = None
    until: int | None = None

    def includes(self, year: int | None) -> bool:
        """Whether it was a member in that year; without a year, whether it is now."""
        if year is None:
            return self.until is None
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True, slots=True)
class Organization:
    """An intergovernmental organisation.

    `members` is empty where they are not on file; `all_but` are those outside an organisation of
    all states, None for every other.
    """

    code: str
    seat: str = ""
    members: tuple[Membership, ...] = ()
    all_but: frozenset[str] | None = None
