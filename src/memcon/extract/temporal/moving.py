"""Mentions that the caller settles: moved to the future, or told from another date."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from memcon.extract.temporal.mention import DateMention
from memcon.extract.temporal.operations import deadline
from memcon.extract.temporal.reading import Partial
from memcon.model import edtf
from memcon.model.edtf import add_months

_YEAR_MONTHS = 12
_DAY_STEPS = {"same": 0, "following": 1, "previous": -1, "that": 0}


def shift_future(mention: DateMention, anchor: date) -> DateMention:
    """The mention on or after the anchor, for what is still to come ("meets on Monday").

    Weekdays move by weeks, days and months without a year by years; others stay as they are.
    """
    nth = mention.relative == "nth_day"
    if not mention.edtf or not (mention.weekday is not None or mention.month_only or nth):
        return mention
    limits = edtf.bounds(mention.edtf)
    last = limits.last or limits.first
    if last is None or last >= anchor:
        return mention
    if nth:
        return _mapped(mention, lambda day: _next_of_month(day.day, anchor))
    if mention.weekday is not None:
        days = 7 * -(-(anchor - last).days // 7)
        return _mapped(mention, lambda day: day + timedelta(days=days))
    years = anchor.year - last.year
    if _in_year(last, last.year + years) < anchor:
        years += 1
    return _mapped(mention, lambda day: _in_year(day, day.year + years))


def shift_past(mention: DateMention, anchor: date) -> DateMention:
    """The mention on or before the anchor, for what is told as done ("signed on 4 July")."""
    if not mention.edtf or not (mention.weekday is not None or mention.month_only):
        return mention
    limits = edtf.bounds(mention.edtf)
    first = limits.first or limits.last
    if first is None or first <= anchor:
        return mention
    if mention.weekday is not None:
        days = 7 * -(-(first - anchor).days // 7)
        return _mapped(mention, lambda day: day - timedelta(days=days))
    years = first.year - anchor.year
    if _in_year(first, first.year - years) > anchor:
        years += 1
    return _mapped(mention, lambda day: _in_year(day, day.year - years))


_PAIR = 2
_FISCAL_MONTHS = 11  # from the first to the last month of a year
_YEARS_ON = {"previous_year": -1, "following_year": 1}


def resolve_relative(mention: DateMention, reference: str) -> DateMention:
    """The mention with its value told from a reference date (EDTF): "the next day", "that year"."""
    base = _partial(reference)
    if mention.relative == "same_period":
        exactness = edtf.precision(reference)
        return replace(mention, edtf=reference, precision=exactness, anchor="context")
    if base is None or not mention.relative:
        return mention
    value = _fiscal_year(mention.relative, reference) or _told_from(mention.relative, base)
    if value is None:
        return mention
    exactness = "interval" if "/" in value else edtf.precision(value)
    return replace(mention, edtf=value, precision=exactness, anchor="context")


def _fiscal_year(relative: str, reference: str) -> str:
    """ "2020/21 ... a year later": the fiscal year so many years on, or ''."""
    name, _, number = relative.partition(":")
    unit, _, side = name.rpartition("_")
    steps = _YEARS_ON.get(name) or (round(float(number or 0)) if unit in ("year", "years") else 0)
    steps = -steps if number and side == "before" else steps
    first, _, last = reference.partition("/")
    ends = [edtf.bounds(end).first for end in (first, last) if end and edtf.is_valid(end)]
    if not steps or len(ends) != _PAIR or None in ends:
        return ""
    begin, end = (each for each in ends if each is not None)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    plain = len(first) == len(last) == len("2020") and end.year == begin.year + 1
    if not plain and (months != _FISCAL_MONTHS or begin.month == 1):
        return ""
    return "/".join(f"{int(end[:4]) + steps:04d}{end[4:]}" for end in (first, last))


def _mapped(mention: DateMention, move: Callable[[date], date]) -> DateMention:
    parts = [part if part in ("", "..") else _moved(part, move) for part in mention.edtf.split("/")]
    return replace(mention, edtf="/".join(parts))


def _moved(point: str, move: Callable[[date], date]) -> str:
    """A point of an EDTF value moved, at the precision that it has."""
    mark = point[-1] if point[-1] in "~?%" else ""
    plain = point.removesuffix(mark) if mark else point
    day = move(edtf.bounds(plain).first or date.min)
    return day.isoformat()[: len(plain)] + mark


def _next_of_month(number: int, anchor: date) -> date:
    """The next day with this number in its month, from the anchor on."""
    year, month = anchor.year, anchor.month
    if number < anchor.day:
        year, month = add_months(year, month, 1)
    return date(year, month, min(number, calendar.monthrange(year, month)[1]))


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _partial(value: str) -> Partial | None:
    """The known end of a value, the first one where both are known."""
    for point in value.split("/"):
        plain = point.rstrip("~?%")
        if plain and edtf.is_valid(plain) and plain.replace("-", "").isdigit():
            year, month, day = [*(int(part) for part in plain.split("-")), None, None][:3]
            return Partial(year, month, day)
    return None


def _told_from(relative: str, base: Partial) -> str | None:
    name, *numbers = relative.split(":")
    if name == "month_of_year":
        return Partial(base.year, int(numbers[0])).edtf()
    if name == "within":
        start = _as_date(base)
        end = deadline(start, float(numbers[0]), numbers[1]) if start else None
        return f"../{end.edtf()}" if end else None
    if name.endswith("_event"):
        return None
    if numbers:
        unit, _, side = name.rpartition("_")
        steps = float(numbers[0]) * (1 if side == "after" else -1)
        return _stepped(base, unit.removesuffix("s"), steps)
    side, _, unit = name.partition("_")
    return _stepped(base, unit, _DAY_STEPS[side]) if side in _DAY_STEPS else None


def _as_date(base: Partial) -> date | None:
    if base.year is None or base.month is None:
        return None
    return date(base.year, base.month, base.day or 1)


def _stepped(base: Partial, unit: str, steps: float) -> str | None:
    """So many units from the base, at the precision of the unit or of the base."""
    if unit in ("day", "week", "fortnight"):
        if base.day is None:
            return base.edtf() if steps == 0 else None
        day = date(base.year or 1, base.month or 1, base.day)
        size = {"day": 1, "week": 7, "fortnight": 14}[unit]
        moved = day + timedelta(days=round(steps * size))
        if unit == "week" and abs(steps) <= 1:
            monday = moved - timedelta(days=moved.weekday())
            return f"{monday}/{monday + timedelta(days=6)}"
        return moved.isoformat()
    if unit in ("year", "decade"):
        years = steps * (10 if unit == "decade" else 1)
        return Partial((base.year or 1) + round(years)).edtf()
    if unit in ("month", "quarter") and base.month:
        months = round(steps * (3 if unit == "quarter" else 1))
        return Partial(*add_months(base.year or 1, base.month, months)).edtf()
    return None
