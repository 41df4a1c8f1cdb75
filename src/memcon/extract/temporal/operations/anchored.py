"""Dates counted from the anchor: "last week", "three years ago", "on Tuesday"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from memcon.extract.temporal.operations.base import (
    UNIT_DAYS,
    UNIT_MONTHS,
    YEAR_MONTHS,
    Captured,
    Context,
    operation,
    part_of_day,
    plus_days,
)
from memcon.extract.temporal.operations.calendar_dates import season_of
from memcon.extract.temporal.reading import Partial, Reading, Source, point
from memcon.model.edtf import add_months


@operation
def weekday(context: Context, got: Captured) -> Reading | None:
    """A weekday: the last one up to the anchor, or the one that "last" or "next" points to."""
    if context.anchor is None:
        return None
    number = got.get("weekday")
    which = got.get("which")
    day = _weekday_near(context.anchor, number, which)
    found = point(part_of_day(day), "W", "day", "document")
    return replace(found, weekday=number, weak=got.words["weekday"].casefold() in got.weak_words)


def _weekday_near(anchor: date, number: int, which: int | None) -> date:
    back = (anchor.weekday() - number) % 7
    if which == 0:
        return anchor + timedelta(days=number - anchor.weekday())
    if which == 1:  # the one of next week: that of this week goes without "next"
        return anchor + timedelta(days=7 + number - anchor.weekday())
    return anchor - timedelta(days=7 if which == -1 and back == 0 else back)


@operation
def deictic_day(context: Context, got: Captured) -> Reading | None:
    """Today, yesterday, tomorrow and the like."""
    if context.anchor is None:
        return None
    day = context.anchor + timedelta(days=got.get("deictic"))
    return point(part_of_day(day), "D", "day", "document")


@operation
def which_month(context: Context, got: Captured) -> Reading | None:
    """A month named with "last", "this", "next" or "that"."""
    month, which = got.get("month"), got.get("which")
    if which is None:  # "that June": only the context tells the year
        found = point(Partial(None, month), "M", "month", "context")
        return replace(found, relative=f"month_of_year:{month}")
    if context.anchor is None:
        return None
    year = context.anchor.year
    if which < 0:
        year -= month >= context.anchor.month
    elif which > 0:
        year += month <= context.anchor.month
    return point(Partial(year, month), "M", "month", "document")


@operation
def which_unit(context: Context, got: Captured) -> Reading | None:
    """The last, this or next week, month, quarter, year or decade."""
    if context.anchor is None:
        return None
    which, unit = got.get("which"), got.get("unit")
    found = _unit(context.anchor, unit, which)
    return None if found is None else replace(found, weak=got.weak)


def _unit(anchor: date, unit: str, which: int) -> Reading | None:
    if unit == "day":
        return point(part_of_day(anchor + timedelta(days=which)), "D", "day", "document")
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday() - 7 * which)
        ends = part_of_day(monday), part_of_day(monday + timedelta(days=6))
        return Reading("I", *ends, "interval", "document")
    if unit == "month":
        return point(part_of_day(anchor).shifted(which), "M", "month", "document")
    if unit == "quarter":
        first = Partial(anchor.year, (anchor.month - 1) // 3 * 3 + 1).shifted(3 * which)
        return Reading("I", first, first.shifted(2), "quarter", "document")
    if unit == "year":
        return point(Partial(anchor.year + which), "Y", "year", "document")
    first_year = (anchor.year // 10 + which) * 10
    ends = Partial(first_year), Partial(first_year + 9)
    return Reading("I", *ends, "decade", "document", decade=f"{first_year // 10}X")


@operation
def weekend(context: Context, got: Captured) -> Reading | None:
    """A weekend; without a word that says which, the last one begun."""
    if context.anchor is None:
        return None
    monday = context.anchor - timedelta(days=context.anchor.weekday())
    saturday = monday + timedelta(days=5 + 7 * (got.get("which") or 0))
    if got.get("which") is None and saturday > context.anchor:
        saturday -= timedelta(days=7)
    ends = part_of_day(saturday), part_of_day(saturday + timedelta(days=1))
    return Reading("I", *ends, "interval", "document")


@operation
def year_end(context: Context, got: Captured) -> Reading | None:
    """The end of a year, the anchor's where none is said."""
    year = got.get("year")
    if year is None and context.anchor is None:
        return None
    source: Source = "explicit" if year else "document"
    year = year or (context.anchor.year if context.anchor else 1)
    found = point(Partial(year), "Y", "year", source)
    return replace(found, portion="end")


@operation
def offset(context: Context, got: Captured) -> Reading | None:
    """So many units before or after the anchor, as exactly as the unit is."""
    number = got.get("number") or 1
    if context.anchor is None:
        return None
    found = _offset(context.anchor, number * got.get("sign"), got.get("unit"))
    if found is not None and found.kind == "Y" and "hedge" in got.words:
        return replace(found, approximate=True)
    return found


def _offset(anchor: date, number: float, unit: str) -> Reading | None:
    if unit in UNIT_DAYS:
        day = plus_days(anchor, number * UNIT_DAYS[unit])
        if day is None:
            return None
        return _unit(day, "day" if unit in ("day", "hour") else "week", 0)
    year, month = add_months(anchor.year, anchor.month, round(number * UNIT_MONTHS[unit]))
    if not 0 < year < date.max.year:
        return None
    if unit == "decade":
        return replace(point(Partial(year), "Y", "year", "document"), approximate=True)
    return _unit(date(year, month, 1), unit, 0)


@operation
def span_units(context: Context, got: Captured) -> Reading | None:
    """The past or next so many units, as an interval from or to the anchor."""
    if context.anchor is None:
        return None
    back, unit = got.get("back"), got.get("unit")
    number = got.get("number")
    if number is None:
        if got.words["unit"].casefold() not in got.args.get("single", ()):
            return None  # "in recent years", "the next few months" name no stretch
        number = 1
    return _span(context.anchor, back * number, unit)


def _span(anchor: date, number: float, unit: str) -> Reading | None:
    length = (abs(number), unit)
    if unit in UNIT_DAYS:
        other = plus_days(anchor, number * UNIT_DAYS[unit])
        if other is None:
            return None
        ends = sorted((part_of_day(anchor), part_of_day(other)))
    elif unit == "month" or (unit == "year" and abs(number) == 1):
        here = Partial(anchor.year, anchor.month)
        ends = sorted((here, here.shifted(round(number * UNIT_MONTHS[unit]))))
    else:
        years_on = round(number * UNIT_MONTHS[unit] / YEAR_MONTHS)
        # Years to come are counted from the next one, years past up to the present one.
        start = anchor.year + (1 if number > 0 else 0)
        ends = sorted((Partial(start), Partial(anchor.year + years_on)))
    found = Reading("S", ends[0], ends[1], "interval", "document", "duration")
    return replace(found, length=length)


@operation
def which_season(context: Context, got: Captured) -> Reading | None:
    """The last, this or next spring, summer, autumn or winter."""
    if context.anchor is None:
        return None
    month, which = got.get("season"), got.get("which")
    # January and February belong to the winter that began the year before.
    year = context.anchor.year - (month == YEAR_MONTHS and context.anchor.month in (1, 2))
    if which < 0:
        year -= month + 2 >= context.anchor.month
    elif which > 0:
        year += month <= context.anchor.month
    return replace(season_of(year, month), source="document")
