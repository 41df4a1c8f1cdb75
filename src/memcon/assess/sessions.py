"""The meetings of a format, counted: held and ahead, first and last, next due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from memcon.assess.book import Book
from memcon.assess.series import Series, ordinal_of
from memcon.model.periods import first_day, last_day
from memcon.model.record import Record


@dataclass(frozen=True, slots=True)
class Sessions:
    """The meetings of a format as of a day, counted.

    `held` are those told to have taken place on a day, or under a number; `undated` those of
    neither, which may be among them. `inferred` are those planned whose number a later meeting
    shows to have passed, `untold` those whose date has passed without a word of them, `ahead` those
    still planned. `first`, `last` and `next_planned` are dates as documents give them (EDTF),
    `missing` the numbers in between that are on no record. `stated` are counts that documents give
    ("five formal meetings") by period, with the figure's id.
    """

    held: int = 0
    inferred: int = 0
    undated: int = 0
    untold: int = 0
    ahead: int = 0
    first: str = ""
    last: str = ""
    numbers: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    next_planned: str = ""
    next_due: date | None = None
    is_overdue: bool = False
    stated: tuple[tuple[str, float, str], ...] = ()
    meetings: tuple[str, ...] = ()


def sessions_of(book: Book, series: Series, counts: Iterable[Record]) -> Sessions:
    """The meetings of a series, counted as of the day of the book.

    `counts` are figures of numbers of meetings: those told in the same words are `stated`.
    """
    told = [each for each in series.meetings if each.get("status") != "cancelled"]
    happened = took_place(told)
    held = [each for each in happened if each.get("status") == "held"]
    undated = [each for each in held if not ordinal_of(each) and last_day(each) is None]
    plans = [each for each in told if each not in happened and last_day(each)]
    ahead = sorted((each for each in plans if not book.is_past(each)), key=_by_day)
    dated = sorted((each for each in happened if last_day(each)), key=_by_day)
    return Sessions(
        held=len(held) - len(undated),
        inferred=len(happened) - len(held),
        undated=len(undated),
        untold=len(plans) - len(ahead),
        ahead=len(ahead),
        first=str(dated[0].get("date")) if dated else "",
        last=str(dated[-1].get("date")) if dated else "",
        numbers=tuple(sorted({ordinal_of(each) for each in told if ordinal_of(each)})),
        missing=series.missing,
        next_planned=str(ahead[0].get("date")) if ahead else "",
        next_due=series.next_due,
        is_overdue=series.is_late(book.as_of) and not ahead,
        stated=tuple(_stated(told, counts)),
        meetings=tuple(each.id for each in series.meetings),
    )


def _by_day(record: Record) -> tuple[date, date, str]:
    return last_day(record) or date.max, first_day(record) or date.max, record.id


def took_place(meetings: Sequence[Record]) -> list[Record]:
    """The meetings that were held, or must have been: a later number of the series was."""
    held = [each for each in meetings if each.get("status") == "held"]
    top = max((ordinal_of(each) for each in held), default=0)
    return [
        each
        for each in meetings
        if each in held or (0 < ordinal_of(each) < top and each.get("status") != "cancelled")
    ]


def _stated(
    meetings: Sequence[Record], counts: Iterable[Record]
) -> Iterable[tuple[str, float, str]]:
    """The numbers of meetings that documents give in the words that tell of these meetings."""
    for count in counts:
        amount = count.get("amount") or {}
        if any(_overlap(count, each) for each in meetings) and "value" in amount:
            yield str(count.get("date", "")), float(amount["value"]), count.id


def _overlap(one: Record, other: Record) -> bool:
    return any(
        a.doc == b.doc and a.start < b.end and b.start < a.end
        for a in one.evidence
        for b in other.evidence
    )
