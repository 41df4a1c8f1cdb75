"""Systems of cooperation side by side: how often they meet, what they keep, where they work.

The measures and their sources in the literature are in docs/explanation/comparing-systems.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from memcon.assess.book import Book, docs_of
from memcon.assess.estimates import Estimate, concentration, middle, rate, share
from memcon.assess.levels import LEVELS, meeting_level
from memcon.assess.open_items import said
from memcon.assess.overdue import find_overdue
from memcon.assess.plain import plain
from memcon.assess.series import by_date, ordinal_of, series_of
from memcon.assess.sessions import took_place
from memcon.assess.structure import structure_of
from memcon.assess.targets import judged
from memcon.model.periods import first_day, last_day
from memcon.model.record import TOP_KINDS, Record

_YEAR = 365.25
_WORK = ("instrument", "project", "commitment", "body")  # what tells where parties work together


@dataclass(frozen=True, slots=True)
class Undertakings:
    """What became of promises: each commitment, and each number aimed at once.

    `kept` and `broken` have a known outcome; `overdue` passed their date without a word of it;
    `open` have no date, or one ahead. `days` are those from promise to fulfilment. `records` are
    those behind each number, what kept a promise among them.
    """

    kept: int
    broken: int
    overdue: int
    open: int
    days: tuple[int, ...] = ()
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class System:
    """The measures of one pair or group, over the time that documents cover.

    `per_year` are meetings held a year, `by_level` those at each level; `levels` the number of
    levels with a format on record. `kept` is the share kept of undertakings with a known outcome,
    `kept_of_due` that of all that were due; `speed` the median days from promise to fulfilment.
    `concentration` is the Herfindahl-Hirschman index over sectors, `effective_sectors` its inverse.
    `seen` is the share of meetings in numbered series that are on record, `longest_gap` the most
    days between two meetings of heads of state or government. `basis` has the records behind each
    number: `per_year`, `kept`, `broken`, `overdue`, `open`, `concentration`, `seen`, `longest_gap`.
    """

    parties: tuple[str, ...]
    since: date
    until: date
    years: float
    documents: int
    records: int
    per_year: Estimate
    by_level: tuple[tuple[str, Estimate], ...]
    levels: int
    formats: int
    undertakings: Undertakings
    kept: Estimate
    kept_of_due: Estimate
    speed: Estimate
    concentration: Estimate
    effective_sectors: float | None
    sectors: tuple[tuple[str, float], ...]
    seen: Estimate
    longest_gap: int | None
    basis: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several systems as of one day."""

    as_of: date
    systems: tuple[System, ...]

    def to_json(self) -> dict[str, Any]:
        """The comparison as JSON; what is empty is left out."""
        return dict(plain(self))


def system_of(book: Book, parties: Sequence[str], *, since: date | None = None) -> System:
    """The measures of some parties from the records of exactly these, as of the book's day.

    They are taken over the years from that of the first document on, or from `since`.
    """
    told = [day for record in book.records if (day := book.first_reported(record))]
    start = since or date(min(told, default=book.as_of).year, 1, 1)
    years = max((book.as_of - start).days / _YEAR, 0.0)
    held = _held(book, start)
    levels = Counter(meeting_level(each) for each in held)
    formats = structure_of(book, parties).all()
    known = undertakings(book, start)
    settled = known.kept + known.broken
    worked = [each for each in _work(book, start) if each.get("sectors")]
    work = [_spread(each) for each in worked]
    apart = _furthest(held)
    numbered = [each for each in book.of("meeting") if ordinal_of(each)]
    index = concentration(work)
    return System(
        parties=tuple(sorted(parties)),
        since=start,
        until=book.as_of,
        years=round(years, 2),
        documents=len(docs_of(*book.records)),
        records=len(book.records),
        per_year=rate(len(held), years),
        by_level=tuple((level, rate(levels[level], years)) for level in LEVELS if levels[level]),
        levels=len({each.level for each in formats}),
        formats=len(formats),
        undertakings=known,
        kept=share(known.kept, settled),
        kept_of_due=share(known.kept, settled + known.overdue),
        speed=middle(known.days),
        concentration=index,
        effective_sectors=1 / index.value if index.value else None,
        sectors=_shares(work),
        seen=_seen(book.of("meeting")),
        longest_gap=_days_between(*apart) if apart else None,
        basis={
            "per_year": tuple(held),
            **known.records,
            "concentration": tuple(worked),
            "seen": tuple(numbered),
            "longest_gap": apart,
        },
    )


def undertakings(book: Book, since: date) -> Undertakings:
    """What became of the promises made since a day: commitments, and numbers aimed at once each."""
    told = [*_aims(book), *_promises(book)]
    told = [each for each in told if each.made is None or each.made >= since]
    counts = Counter(each.state for each in told)
    days = [
        (each.done - each.made).days
        for each in told
        if each.state == "kept" and each.made and each.done and each.done >= each.made
    ]
    records = {
        state: tuple(record for each in told if each.state == state for record in each.records)
        for state in ("kept", "broken", "overdue", "open")
    }
    return Undertakings(
        counts["kept"],
        counts["broken"],
        counts["overdue"],
        counts["open"],
        tuple(sorted(days)),
        records,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A promise: its state, when it was made, and when it was kept."""

    state: str  # kept, broken, overdue, open
    records: tuple[Record, ...]
    made: date | None
    done: date | None = None


def _aims(book: Book) -> Iterable[_Told]:
    """The numbers aimed at, each once, however many documents and commitments state it."""
    for target, outcome in judged(book):
        made = min((day for each in target.records if (day := said(book, each))), default=None)
        done = max((each.last for each in outcome.deciding), default=None)
        is_late = outcome.state == "unknown" and bool(target.due and target.due < book.as_of)
        state = _STATES.get(outcome.state, "overdue" if is_late else "open")
        known = outcome.deciding if state in ("kept", "broken") else ()
        deciding = [record for each in known for record in each.records]
        yield _Told(state, (*target.records[:1], *deciding), made, done)


def _promises(book: Book) -> Iterable[_Told]:
    """The commitments without a number."""
    aims = {record.id for target, _ in judged(book) for record in target.records}
    outcomes = {each.sides[0].record: each for each in find_overdue(book)}
    by_id = {record.id: record for record in book.records}
    for record in book.of("commitment"):
        if record.id in aims:
            continue
        finding = outcomes.get(record.id)
        state = finding.state if finding else "open"
        state = _STATES.get(str(record.get("status")), _STATES.get(state, state))
        outcome = by_id.get(finding.sides[-1].record) if finding else None
        done = (first_day(outcome) or book.first_reported(outcome)) if outcome else None
        told = (record, outcome) if outcome and outcome.id != record.id else (record,)
        yield _Told(state, told, said(book, record), done)


_STATES: Mapping[str, str] = {
    "met": "kept",
    "fulfilled": "kept",
    "missed": "broken",
    "dropped": "broken",
}


def _held(book: Book, since: date) -> list[Record]:
    """The meetings that took place in the time that is looked at, by date."""
    placed = {
        each.id for series in series_of(book.of("meeting")) for each in took_place(series.meetings)
    }
    found = [
        each
        for each in book.of("meeting")
        if (each.id in placed or each.get("status") == "held")
        and (day := last_day(each))
        and since <= day <= book.as_of
    ]
    return sorted(found, key=by_date)


def _work(book: Book, since: date) -> Iterable[Record]:
    for record_type in _WORK:
        for record in book.of(record_type):
            day = last_day(record) or book.reported(record)
            if day is None or day >= since:
                yield record


def _spread(record: Record) -> dict[str, float]:
    """A weight of 1 spread over the sectors of a record."""
    sectors = [str(each) for each in record.get("sectors") or ()]
    return {each: 1 / len(sectors) for each in sectors}


def _shares(work: Iterable[Mapping[str, float]]) -> tuple[tuple[str, float], ...]:
    sums: dict[str, float] = {}
    for each in work:
        for name, weight in each.items():
            sums[name] = sums.get(name, 0.0) + weight
    whole = sum(sums.values())
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return tuple((name, weight / whole) for name, weight in ordered)


def _seen(meetings: Iterable[Record]) -> Estimate:
    """How many of the numbers of series, from the lowest to the highest, are on record."""
    there = due = 0
    for series in series_of(meetings):
        numbers = {ordinal_of(each) for each in series.numbered}
        if numbers and series.rises:
            there += len(numbers)
            due += max(numbers) - min(numbers) + 1
    return share(there, due)


def _furthest(held: Iterable[Record]) -> tuple[Record, ...]:
    """The two neighbours among top meetings with the most time between them; none without two."""
    top = [each for each in held if meeting_level(each) in TOP_KINDS]
    pairs = pairwise(sorted(top, key=by_date))
    return max(pairs, key=lambda pair: _days_between(*pair), default=())


def _days_between(earlier: Record, later: Record) -> int:
    return ((last_day(later) or date.min) - (last_day(earlier) or date.min)).days
