"""The records that findings are drawn from, as seen on a day, with where their words come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import wraps
from typing import Any, TypeVar

from memcon.model.periods import first_day, last_day
from memcon.model.rates import RateTable
from memcon.model.record import Record

T = TypeVar("T")
_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Origin:
    """A document as a witness.

    `country` is the state that its publisher belongs to, where known; documents of one `group`
    are reprints of one text; an official one is a statistical office's own data. One made by hand
    is an analyst's note, whose day is that of the note, not of what it tells.
    """

    doc: str
    date: date | None = None
    publisher: str = ""
    country: str = ""
    group: str = ""
    is_official: bool = False
    is_by_hand: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Records with the origins of their documents, as of a day.

    With `rates`, figures in other currencies count for targets, as converted.
    """

    records: Sequence[Record]
    origins: Mapping[str, Origin]
    as_of: date
    rates: RateTable | None = None
    _by_type: dict[str, list[Record]] = field(default_factory=dict, init=False)
    _told: dict[str, tuple[date | None, date | None]] = field(default_factory=dict, init=False)
    _made: dict[Callable[[Book], Any], Any] = field(default_factory=dict, init=False)

    def once(self, make: Callable[[Book], T]) -> T:
        """What `make` makes of the book: made when it is first asked for, and kept with it."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def of(self, record_type: str, *statuses: str) -> list[Record]:
        """Records of a type, in any of the statuses where some are given, oldest first."""
        if record_type not in self._by_type:
            found = [record for record in self.records if record.type == record_type]
            self._by_type[record_type] = sorted(found, key=self._age)
        known = self._by_type[record_type]
        return [r for r in known if not statuses or r.get("status") in statuses]

    def _age(self, record: Record) -> tuple[date, str]:
        return first_day(record) or self.reported(record) or date.max, record.id

    def origin(self, doc: str) -> Origin:
        """Where a document comes from; nothing is known of one that is not listed."""
        return self.origins.get(doc) or Origin(doc)

    def reported(self, record: Record) -> date | None:
        """The day of the latest document that a record rests on."""
        return self._days(record)[1]

    def first_reported(self, record: Record) -> date | None:
        """The day of the earliest document that a record rests on."""
        return self._days(record)[0]

    def is_over(self, record: Record) -> bool:
        """Whether the time that a figure covers had passed when its latest document appeared.

        Before that nothing is actual for the whole of it. Up to a month before its end counts as
        passed: results of a year are told in December.
        """
        last, told = last_day(record), self.reported(record)
        return last is None or told is None or last <= told + _MONTH

    def _days(self, record: Record) -> tuple[date | None, date | None]:
        """The days of the earliest and of the latest document, looked up once."""
        if record.id not in self._told:
            given = (self.origin(cite.doc).date for cite in record.evidence)
            days = [day for day in given if day is not None]
            self._told[record.id] = min(days, default=None), max(days, default=None)
        return self._told[record.id]

    def witnesses(self, docs: Iterable[str]) -> int:
        """How many independent witnesses documents are: reprints, and one publisher's, are one."""
        components: list[set[str]] = []
        for doc in docs:
            marks = self._marks(doc)
            joined = [each for each in components if each & marks]
            components = [each for each in components if not each & marks]
            components.append(marks.union(*joined))
        return len(components)

    def _marks(self, doc: str) -> set[str]:
        """What a document shares with others that are no witnesses apart from it."""
        known = self.origin(doc)
        marks = {f"document {doc}"}
        marks |= {f"publisher {known.publisher.casefold()}"} if known.publisher else set()
        return marks | ({f"text {known.group}"} if known.group else set())

    def is_past(self, record: Record, slot: str = "date") -> bool:
        """Whether a date slot lies wholly before the day of the book."""
        day = last_day(record, slot)
        return day is not None and day < self.as_of


def once(make: Callable[[Book], T]) -> Callable[[Book], T]:
    """A function of a book whose answer is kept with the book, whichever thread asks for it."""

    @wraps(make)
    def kept(book: Book) -> T:
        return book.once(make)

    return kept


def text_group(doc: str, copies: Sequence[str]) -> str:
    """The group of a document that has copies: the name of theirs that sorts first."""
    return min(doc, *copies) if copies else ""


def docs_of(*records: Record) -> tuple[str, ...]:
    """The documents that records rest on."""
    return tuple(sorted({cite.doc for record in records for cite in record.evidence}))


def parties_of(record: Record) -> tuple[str, ...]:
    """The parties of a record, sorted."""
    return tuple(sorted(str(party) for party in record.get("parties") or ()))


def by_parties(records: Iterable[Record]) -> dict[tuple[str, ...], list[Record]]:
    """Records by exactly their parties; those without any stand under the empty key."""
    found: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in records:
        found[parties_of(record)].append(record)
    return dict(found)
