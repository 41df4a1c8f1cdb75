"""Readings joined to larger ones: parts of years, ranges, stretches up to a month."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from memcon.extract.temporal.operations.base import (
    LEAP_YEAR,
    UNIT_MONTHS,
    YEAR_MONTHS,
    Captured,
    Context,
    is_day,
    operation,
    part_of_day,
)
from memcon.extract.temporal.reading import Partial, Reading

_WEEK = 7  # days
_COMMON_YEAR = 2001  # stands in for a year not said when the end of a month is sought


def _is_year_long(reading: Reading) -> bool:
    if reading.kind == "Y":
        return True
    first, last = reading.first, reading.last
    if None in (first.year, first.month, last.year, last.month) or first.day:
        return False
    return first.shifted(YEAR_MONTHS - 1) == Partial(last.year, last.month)


@operation
def part_of(_: Context, got: Captured) -> Reading | None:
    """A quarter, half or run of months of a calendar or fiscal year."""
    part, year = got.parts["q"], got.parts["y"]
    if not _is_year_long(year) or year.portion or not part.first.month or not part.last.month:
        return None
    base = Partial(year.first.year, year.first.month or 1)
    ends = base.shifted(part.first.month - 1), base.shifted(part.last.month - 1)
    return Reading("I", *ends, part.precision, year.source)


@operation
def months_of(_: Context, got: Captured) -> Reading | None:
    """A run of months whose years a calendar or fiscal year gives."""
    part, year = got.parts["q"], got.parts["y"]
    months = part.first.month, part.last.month
    if not _is_year_long(year) or part.first.year or None in months:
        return None
    base = Partial(year.first.year, year.first.month or 1)

    def within(end: Partial) -> Partial:
        months_on = ((end.month or 1) - (base.month or 1)) % YEAR_MONTHS
        return replace(base.shifted(months_on), day=end.day)

    ends = within(part.first), within(part.last)
    return replace(part, first=ends[0], last=ends[1], source=year.source)


@operation
def month_of(_: Context, got: Captured) -> Reading | None:
    """A month or day whose year is said after it."""
    part, year = got.parts["q"], got.parts["y"]
    if part.first.year is not None or part.relative:
        return None
    if year.kind == "R":
        if year.relative != "that_year":
            return None
        relative_ = f"month_of_year:{part.first.month}"
        return replace(part, relative=relative_, source="context", weak=False)
    if year.portion or year.approximate:
        return None
    ends = part.first.at(year.first.year), part.last.at(year.first.year)
    return replace(part, first=ends[0], last=ends[1], source=year.source, weak=False)


@operation
def portion(_: Context, got: Captured) -> Reading | None:
    """The beginning, middle or end of a stretch of time; only of a year does it make one vague."""
    inner, part = got.parts["x"], got.get("portion")
    if inner.portion:
        return None
    vague = inner.kind == "Y" and part != "end"
    return replace(inner, portion=part, weak=False, approximate=inner.approximate or vague)


@operation
def same(_: Context, got: Captured) -> Reading | None:
    """The part itself, in more words."""
    return replace(got.parts["x"], weak=False)


@operation
def approximate(_: Context, got: Captured) -> Reading | None:
    """The part, marked as approximate."""
    inner = got.parts["x"]
    if inner.source != "explicit":
        return None
    return replace(inner, approximate=True, weak=False)


@operation
def run(context: Context, got: Captured) -> Reading | None:
    """From the first part to the last."""
    first, last = got.parts["a"], got.parts["b"]
    if first.relative or last.relative:
        return None
    if first.kind == "W" or last.kind == "W":
        last = _after(first, last)
        first = _ahead(context, first, last)
    start, end = first.first, last.last
    if start.year and end.year and (start.year, start.month or 0) > (end.year, end.month or 99):
        return None
    source = last.source if first.source == "explicit" else first.source
    if last.source == "explicit" and first.first.year is None:
        source = "explicit"
    vague = first.approximate or last.approximate
    found = Reading("I", start, end, "interval", source, approximate=vague)
    return replace(found, weekday=first.weekday)


def _after(first: Reading, last: Reading) -> Reading:
    """The last part, a week later where its weekday would fall before the first part."""
    if not (first.whole and last.whole and first.first.day and last.last.day):
        return last
    if last.weekday is None or last.last > first.first:
        return last
    end = last.last
    day = date(end.year or 1, end.month or 1, end.day or 1)
    while part_of_day(day) <= first.first:
        day += timedelta(days=_WEEK)
    return replace(last, first=part_of_day(day), last=part_of_day(day))


def _ahead(context: Context, first: Reading, last: Reading) -> Reading:
    """The first part, a week later where the last lies ahead: "from Saturday to next Thursday"."""
    told = first.whole and last.whole and first.first.day and last.last.day
    if not told or first.weekday is None or context.anchor is None:
        return first
    begin = first.first
    day = date(begin.year or 1, begin.month or 1, begin.day or 1)
    later = part_of_day(day + timedelta(days=_WEEK))
    if day >= context.anchor or later > last.last:
        return first
    return replace(first, first=later, last=later)


@operation
def adjacent(context: Context, got: Captured) -> Reading | None:
    """Two days, weekdays, months or years that follow each other, as one interval."""
    first, last = got.parts["a"], got.parts["b"]
    if first.kind != last.kind or first.relative or last.relative or first.portion or last.portion:
        return None
    if first.kind == "W":
        return run(context, got) if ((last.weekday or 0) - (first.weekday or 0)) % 7 == 1 else None
    one, two = first.first, last.first
    if first.kind == "Y":
        follows = two.year == (one.year or 0) + 1
    elif first.kind == "M":
        follows = two.month == (one.month or 0) % YEAR_MONTHS + 1
        follows = follows and (one.year is None or two.year is not None)
    else:
        follows = one.month == two.month and two.day == (one.day or 0) + 1
    if not follows:
        return None
    found = run(context, got)
    return None if found is None else replace(found, weak=first.weak and last.weak)


@operation
def eve(_: Context, got: Captured) -> Reading | None:
    """The day before."""
    inner = got.parts["x"]
    day = inner.first
    if day.month is None or day.day is None:
        return None
    before = date(day.year or LEAP_YEAR, day.month, day.day) - timedelta(days=1)
    if day.year is None and before.year != LEAP_YEAR:
        return None
    part = part_of_day(before) if day.year else part_of_day(before).at(None)
    return replace(inner, first=part, last=part)


@operation
def week_of(context: Context, got: Captured) -> Reading | None:
    """The week that a day lies in, begins or ends."""
    inner = got.parts["x"]
    day = _nearest_day(context, inner.first)
    if day is None:
        return None
    edge = got.get("week_edge")
    back = day.weekday() if edge == 0 else 0 if edge > 0 else _WEEK - 1
    start = day - timedelta(days=back)
    ends = part_of_day(start), part_of_day(start + timedelta(days=_WEEK - 1))
    return Reading("I", *ends, "interval", inner.source)


def _nearest_day(context: Context, part: Partial) -> date | None:
    """The day itself, in the year that brings it nearest to the anchor where none is said."""
    if part.month is None or part.day is None or not (part.year or context.anchor):
        return None
    if part.year:
        return date(part.year, part.month, part.day)
    anchor = context.anchor or date.min
    years = [anchor.year + step for step in (-1, 0, 1)]
    days = [date(y, part.month, part.day) for y in years if is_day(y, part.month, part.day)]
    return min(days, key=lambda day: abs((day - anchor).days), default=None)


@operation
def ending(_: Context, got: Captured) -> Reading | None:
    """A stretch of months up to and with a month ("the twelve months to March 2025")."""
    end = got.parts["x"]
    months = got.get("stretch")
    if "l" in got.parts and got.parts["l"].length:
        number, unit = got.parts["l"].length
        months = number * UNIT_MONTHS[unit] if unit in UNIT_MONTHS else None
    if not months or end.relative or (end.kind == "D" and not _ends_month(end.last)):
        return None
    last = Partial(end.last.year, end.last.month)
    first = replace(last, year=last.year or LEAP_YEAR).shifted(1 - round(months))
    first = first if last.year else first.at(None)
    return Reading("I", first, last, "interval", end.source, back=-1)


def _ends_month(day: Partial) -> bool:
    return day.day == calendar.monthrange(day.year or _COMMON_YEAR, day.month or 1)[1]
