"""What is missing from series of meetings: numbers never seen, and the next that is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from memcon.assess.book import Book, docs_of
from memcon.assess.finding import Finding, confidence, side
from memcon.assess.series import Series, ordinal_of, runs, series_in
from memcon.model.periods import last_day
from memcon.model.record import Record


def find_gaps(book: Book) -> list[Finding]:
    """Missing numbers, and next meetings that are due or overdue, one finding each a series."""
    found: list[Finding] = []
    for one in series_in(book):
        found += _numbers(book, one)
        found += _next(book, one)
    return found


def _numbers(book: Book, series: Series) -> Iterable[Finding]:
    for run in runs(series.missing) if series.rises else ():
        before = max((m for m in series.numbered if ordinal_of(m) < run[0]), key=ordinal_of)
        after = min((m for m in series.numbered if ordinal_of(m) > run[-1]), key=ordinal_of)
        perhaps = [m for m in series.unnumbered if _lies_between(m, before, after)]
        sides = [side("meeting", m, _told(m)) for m in (before, after)]
        sides += [side("perhaps", m, _told(m)) for m in perhaps]
        yield Finding(
            "gap.numbers",
            "missing",
            series.parties,
            tuple(sides),
            book.as_of,
            confidence("gap.numbers", [book.witnesses(docs_of(m)) for m in (before, after)]),
            details={"series": series.name, "level": series.kind, "missing": run},
        )


def _lies_between(meeting: Record, before: Record, after: Record) -> bool:
    day, first, last = last_day(meeting), last_day(before), last_day(after)
    return bool(day and first and last and first < day < last)


def _next(book: Book, series: Series) -> Iterable[Finding]:
    latest, cadence = series.last, series.cadence
    if latest is None or cadence is None:
        return
    due, day = series.next_due, last_day(latest)
    if due is None or day is None or day > book.as_of:
        return
    planned = [m for m in series.planned_after(day) if (last_day(m) or date.max) >= book.as_of]
    if planned:
        return  # the plan is on record, and overdue by itself once its date has passed
    number = max((ordinal_of(m) for m in series.numbered), default=0)
    yield Finding(
        "gap.next",
        "overdue" if series.is_late(book.as_of) else "due",
        series.parties,
        (side("meeting", latest, _told(latest)),),
        book.as_of,
        confidence("gap.next", [book.witnesses(docs_of(*series.held))], match=_regularity(series)),
        details={
            "series": series.name,
            "level": series.kind,
            "cadence_days": cadence.days,
            "next_due": due.isoformat(),
            **({"number": number + 1} if number else {}),
        },
    )


def _regularity(series: Series) -> float:
    """How far a cadence is trusted: more with every interval that it was taken from."""
    dated = sum(1 for meeting in series.numbered if last_day(meeting))
    return 1 - 0.5 ** max(dated - 1, 1)


def _told(meeting: Record) -> dict[str, object]:
    told = {"ordinal": meeting.get("ordinal"), "date": meeting.get("date")}
    return {slot: value for slot, value in told.items() if value is not None}
