"""The roles that words give to a date: due, since, until, a term, a mere name."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date

from memcon.extract.temporal.operations.base import (
    UNIT_DAYS,
    UNIT_MONTHS,
    YEAR_MONTHS,
    Captured,
    Context,
    as_day,
    operation,
    part_of_day,
    plus_days,
)
from memcon.extract.temporal.reading import OPEN, Partial, Reading
from memcon.model.edtf import add_months


def _upper(inner: Reading) -> Partial:
    """The last part of a stretch as a limit: "the middle of 2025" is its sixth month."""
    if inner.kind == "Y" and inner.portion == "mid":
        return Partial(inner.last.year, 6)
    if inner.kind == "Y" and inner.portion == "start":
        return Partial(inner.last.year, 1)
    return inner.last


@operation
def due(context: Context, got: Captured) -> Reading | None:
    """Up to the last day of the part."""
    inner = got.parts["x"]
    day = as_day(inner.last) if inner.kind == "W" else None
    if day and context.anchor and day < context.anchor:
        later = plus_days(day, 7)
        inner = replace(inner, last=part_of_day(later)) if later else inner
    found = replace(inner, role="due", first=OPEN, last=_upper(inner), portion="", weak=False)
    return replace(found, approximate=False, back=1, decade="", length=None)


@operation
def due_before(context: Context, got: Captured) -> Reading | None:
    """Up to the day before the part; before its end or middle, up to that."""
    inner = got.parts["x"]
    found = due(context, got)
    if found is None or inner.portion in ("end", "mid"):
        return found
    return replace(found, strict=True, last=inner.first)


@operation
def within(context: Context, got: Captured) -> Reading | None:
    """Up to so long after the anchor."""
    stretch = got.parts["l"].length
    if stretch is None:
        return None
    name = "within_event" if "event" in got.words else "within"
    relative_ = f"{name}:{stretch[0]:g}:{stretch[1]}"
    found = Reading("I", OPEN, Partial(), "interval", "document", "due", relative=relative_)
    found = replace(found, length=stretch)
    if context.anchor is None or "event" in got.words:
        return replace(found, source="context")
    end = deadline(context.anchor, *stretch)
    return replace(found, last=end) if end else None


def deadline(start: date, number: float, unit: str) -> Partial | None:
    """The end of a term that begins on a day: exact for terms under a year, then less so.

    `None` where the term ends beyond the calendar.
    """
    if unit in UNIT_DAYS:
        day = plus_days(start, number * UNIT_DAYS[unit])
        return part_of_day(day) if day else None
    months = round(number * UNIT_MONTHS[unit])
    year, month = add_months(start.year, start.month, months)
    if year > date.max.year:
        return None
    if months < YEAR_MONTHS:
        return Partial(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return Partial(year, month) if months < 2 * YEAR_MONTHS else Partial(year)


@operation
def since(context: Context, got: Captured) -> Reading | None:
    """From the first day of the part on."""
    found = starting(context, got)
    return None if found is None else replace(found, back=-1, decade="")


@operation
def starting(_: Context, got: Captured) -> Reading | None:
    """From the first day of the part on, which may be yet to come."""
    inner = got.parts["x"]
    found = replace(inner, role="since", last=OPEN, weak=False, portion="")
    return replace(found, approximate=inner.approximate and inner.portion != "start")


@operation
def as_of(context: Context, got: Captured) -> Reading | None:
    """From the part on where it lies ahead; a state of things as of a day past is of that day."""
    inner = got.parts["x"]
    anchor = part_of_day(context.anchor) if context.anchor else None
    if anchor and inner.first.year and _known(inner.first) > _known(anchor):
        return starting(context, got)
    return replace(inner, weak=False)


def _known(part: Partial) -> tuple[int, int, int]:
    return (part.year or 0, part.month or 0, part.day or 0)


@operation
def until(context: Context, got: Captured) -> Reading | None:
    """Up to the last day of the part, for what lasts until then."""
    found = due(context, got)
    return None if found is None else replace(found, role="until")


@operation
def lasting(_: Context, got: Captured) -> Reading | None:
    """For so long; a length that is an adjective ("the ten-day exercise") stands for itself."""
    stretch = got.parts["l"]
    return replace(stretch, weak=False) if stretch.weak else None


@operation
def named(_: Context, got: Captured) -> Reading | None:
    """The part as the name of something ("the treaty of 1984"): it dates no other thing."""
    return replace(got.parts["x"], weak=False, named=True)


@operation
def taken(_: Context, got: Captured) -> Reading | None:
    """The part, which the words around it show to be a date."""
    return replace(got.parts["x"], weak=False)
