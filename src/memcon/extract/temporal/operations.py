"""The operations that the rules of `dates.yml` name: from words and parts to a reading.

An operation is given the context (anchor day and fiscal year), what the rule captured, and the
readings that it takes up; it returns a reading, or `None` where the words mean no date after all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from memcon.extract.temporal.reading import OPEN, Kind, Partial, Reading, Source, point
from memcon.model.edtf import Precision, add_months

YEAR_MONTHS = 12
WEEK, WORKING_WEEK = 7, 5  # days
LEAP_YEAR = 2000  # stands in for a year not said when a day is checked
_MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_DAYS: Mapping[str, float] = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against."""

    anchor: date | None
    fiscal_start: int = 4
    fiscal_named_by_start: bool = False
    month_first: bool = False  # 03/04/2025 is in March


@dataclass(frozen=True, slots=True)
class Captured:
    """What a rule captured: values by group name, the words, the rule's arguments, its parts."""

    values: Mapping[str, Any]
    words: Mapping[str, str]
    args: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Reading] = field(default_factory=dict)
    weak: bool = False
    weak_words: frozenset[str] = frozenset()

    def get(self, name: str) -> Any:  # noqa: ANN401 (numbers, codes and words)
        """The value of a group, of its numbered alternatives, or of the rule's argument."""
        for key in (name, f"{name}2", f"{name}3"):
            if self.values.get(key) is not None:
                return self.values[key]
        return self.args.get(name)

    def exact(self, name: str) -> Any:  # noqa: ANN401 (as above)
        """The value of the group of exactly this name."""
        return self.values.get(name)


Operation = Callable[[Context, Captured], Reading | None]
OPERATIONS: dict[str, Operation] = {}


def operation(function: Operation) -> Operation:
    """Register an operation under its own name."""
    OPERATIONS[function.__name__] = function
    return function


def _is_day(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= YEAR_MONTHS:
        return False
    return 1 <= day <= calendar.monthrange(year or LEAP_YEAR, month)[1]


def _of(day: date) -> Partial:
    return Partial(day.year, day.month, day.day)


def _full_year(year: int) -> int:
    """A year of two figures in full: those to come within a generation belong to this century."""
    return year if year > 99 else year + (2000 if year < 60 else 1900)  # noqa: PLR2004


# --- calendar dates ---------------------------------------------------------------------------


@operation
def calendar_day(_: Context, got: Captured) -> Reading | None:
    """A day of a month, with or without its year."""
    month = got.get("month") or got.get("monthnumber")
    day, year = got.exact("day"), got.exact("year")
    if not _is_day(year, month, day):
        return None
    return point(Partial(year, month, day), "D", "day", "explicit" if year else "document")


@operation
def numeric_day(context: Context, got: Captured) -> Reading | None:
    """A day in figures: day first, month first where the state writes so or nothing else fits."""
    day, month, year = got.exact("day"), got.exact("monthnumber"), got.exact("year")
    if month > YEAR_MONTHS or (context.month_first and day <= YEAR_MONTHS):
        day, month = month, day
    if not _is_day(year, month, day):
        return None
    return point(Partial(year, month, day), "D", "day", "explicit")


@operation
def calendar_month(_: Context, got: Captured) -> Reading | None:
    """A month, with or without its year; a word that is also another one is weak without it."""
    month, year = got.get("month") or got.get("monthnumber"), got.exact("year")
    word = got.words.get("month", "").casefold().rstrip(".")
    weak = got.weak or (not year and word in got.weak_words)
    found = point(Partial(year, month), "M", "month", "explicit" if year else "document")
    return replace(found, weak=weak)


@operation
def calendar_year(_: Context, got: Captured) -> Reading | None:
    """A year."""
    return replace(point(Partial(got.get("year")), "Y", "year", "explicit"), weak=got.weak)


@operation
def days_of_month(_: Context, got: Captured) -> Reading | None:
    """Some days of one month on end; days that are only listed must follow one another."""
    first, last, month, year = (got.exact(k) for k in ("day", "day2", "month", "year"))
    if not (_is_day(year, month, first) and _is_day(year, month, last)) or first >= last:
        return None
    source: Source = "explicit" if year else "document"
    ends = Partial(year, month, first), Partial(year, month, last)
    listed = [int(day) for day in re.findall(r"\d+", got.words.get("list", ""))]
    if got.words.get("list") and last - first != 1 + len(listed):
        if not all(first < day < last for day in listed):
            return None
        others = tuple(Partial(year, month, day) for day in [*listed, last])
        return replace(point(ends[0], "D", "day", source), others=others)
    return Reading("I", *ends, "interval", source)


@operation
def decade(_: Context, got: Captured) -> Reading | None:
    """A decade."""
    year = got.get("decade_word") or got.get("year")
    if year % 10:
        return None
    found = Reading("I", Partial(year), Partial(year + 9), "decade", weak=got.weak)
    return replace(found, decade=f"{year // 10}X")


@operation
def century(_: Context, got: Captured) -> Reading | None:
    """A century."""
    number = int(got.get("ordinal"))
    ends = Partial(100 * number - 99), Partial(100 * number)
    return Reading("I", *ends, "century", decade=f"{number - 1}XX")


@operation
def years(_: Context, got: Captured) -> Reading | None:
    """A run of years; two that follow each other with a slash are a fiscal year."""
    first = got.exact("year")
    last = got.exact("year2")
    last = last if last > 99 else first // 100 * 100 + last  # noqa: PLR2004
    if last <= first:
        return None
    if got.words.get("mark") == "/":
        return _fiscal(first, 4) if last == first + 1 else None
    return Reading("I", Partial(first), Partial(last), "interval")


def _fiscal(year: int, start: int) -> Reading:
    first = Partial(year, start)
    return Reading("I", first, first.shifted(YEAR_MONTHS - 1), "interval")


@operation
def fiscal_year(context: Context, got: Captured) -> Reading | None:
    """A fiscal year by its one or two calendar years."""
    first = _full_year(got.exact("year"))
    if got.exact("year2") is None and not context.fiscal_named_by_start:
        first -= 0 if context.fiscal_start == 1 else 1
    return _fiscal(first, context.fiscal_start)


@operation
def which_fiscal_year(context: Context, got: Captured) -> Reading | None:
    """The last, present or next fiscal year."""
    if context.anchor is None:
        return None
    year = context.anchor.year - (context.anchor.month < context.fiscal_start)
    return replace(_fiscal(year + got.get("which"), context.fiscal_start), source="document")


@operation
def quarter(_: Context, got: Captured) -> Reading | None:
    """A quarter of a year, with or without the year."""
    number = got.get("position") or got.get("ordinal") or (4 if got.get("final") else 0)
    return _part(3 * int(number) - 2, 3, "quarter", got)


@operation
def half(_: Context, got: Captured) -> Reading | None:
    """A half of a year, with or without the year."""
    number = int(got.get("position") or got.get("ordinal"))
    return _part(6 * number - 5, 6, "half", got)


@operation
def first_months(_: Context, got: Captured) -> Reading | None:
    """The first or last so many months of a year."""
    size = {"month": 1, "quarter": 3}.get(got.get("unit"))
    if size is None or got.get("number") is None:
        return None
    months = int(got.get("number") * size)
    if not 1 <= months <= YEAR_MONTHS:
        return None
    first = 1 if got.get("edge") > 0 else YEAR_MONTHS + 1 - months
    return _part(first, months, "interval", got)


def _part(month: int, months: int, precision: Precision, got: Captured) -> Reading:
    year = got.exact("year")
    year = _full_year(year) if year is not None else None
    ends = Partial(year, month), Partial(year, month + months - 1)
    kind: Kind = "Q" if year is None else "I"
    source = "document" if year is None else "explicit"
    return Reading(kind, *ends, precision, source, weak=got.weak)  # type: ignore[arg-type]


@operation
def season(_: Context, got: Captured) -> Reading | None:
    """A season of a year: three months, about."""
    return _season(got.exact("year"), got.get("season"))


def _season(year: int, month: int) -> Reading:
    first = Partial(year, month)
    return Reading("I", first, first.shifted(2), "interval", approximate=True)


@operation
def nth_day(_: Context, got: Captured) -> Reading | None:
    """A day of a month that only the context gives."""
    return replace(point(Partial(day=got.exact("day")), "N", "day", "context"), weak=True)


# --- against the anchor -----------------------------------------------------------------------


@operation
def weekday(context: Context, got: Captured) -> Reading | None:
    """A weekday: the last one up to the anchor, or the one that "last" or "next" points to."""
    if context.anchor is None:
        return None
    number = got.get("weekday")
    which = got.get("which")
    day = _weekday_near(context.anchor, number, which)
    found = point(_of(day), "W", "day", "document")
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
    return point(_of(day), "D", "day", "document")


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
        return point(_of(anchor + timedelta(days=which)), "D", "day", "document")
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday() - 7 * which)
        ends = _of(monday), _of(monday + timedelta(days=6))
        return Reading("I", *ends, "interval", "document")
    if unit == "month":
        return point(_of(anchor).shifted(which), "M", "month", "document")
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
    ends = _of(saturday), _of(saturday + timedelta(days=1))
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
    if unit in _DAYS:
        day = anchor + timedelta(days=round(number * _DAYS[unit]))
        if unit in ("day", "hour"):
            return point(_of(day), "D", "day", "document")
        return _unit(day, "week", 0)
    year, month = add_months(anchor.year, anchor.month, round(number * _MONTHS[unit]))
    if not 0 < year < date.max.year:
        return None
    if unit == "month":
        return point(Partial(year, month), "M", "month", "document")
    if unit == "quarter":
        return _unit(date(year, month, 1), "quarter", 0)
    found = point(Partial(year), "Y", "year", "document")
    return replace(found, approximate=unit == "decade")


@operation
def span_units(context: Context, got: Captured) -> Reading | None:
    """The past or next so many units, as an interval from or to the anchor."""
    if context.anchor is None or (got.get("number") is None and got.words["back"] == ""):
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
    if unit in _DAYS:
        other = anchor + timedelta(days=round(number * _DAYS[unit]))
        ends = sorted((_of(anchor), _of(other)))
    elif unit == "month" or (unit == "year" and abs(number) == 1):
        here = Partial(anchor.year, anchor.month)
        ends = sorted((here, here.shifted(round(number * _MONTHS[unit]))))
    else:
        years_on = round(number * _MONTHS[unit] / YEAR_MONTHS)
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
    year = context.anchor.year - (month == YEAR_MONTHS and context.anchor.month <= 2)  # noqa: PLR2004
    if which < 0:
        year -= month + 2 >= context.anchor.month
    elif which > 0:
        year += month <= context.anchor.month
    return replace(_season(year, month), source="document")


# --- what only the context can settle ---------------------------------------------------------


@operation
def relative(_: Context, got: Captured) -> Reading | None:
    """A day, month or year that is told from another one in the text."""
    name = got.get("relative")
    if "event" in got.words:  # "the day after the vote"
        side, _, unit = name.partition("_")
        name = f"{unit}s_{'after' if side == 'following' else 'before'}_event:1"
    return Reading("R", source="context", relative=name)


@operation
def relative_offset(_: Context, got: Captured) -> Reading | None:
    """So many units before or after another date in the text."""
    number = got.get("number") or 1
    side = "after" if got.get("later") > 0 else "before"
    told = "_event" if "event" in got.words else ""  # "two days before the summit"
    name = f"{got.get('unit')}s_{side}{told}:{number:g}"
    return Reading("R", source="context", relative=name)


@operation
def cadence(_: Context, got: Captured) -> Reading | None:
    """How often; an adverb with a capital letter is part of a name ("The Daily ...")."""
    word = got.words.get("cadence", "")
    if word[:1].isupper() and " " not in word:
        return None
    return Reading("C", role="recurring", cadence=got.get("cadence"))


@operation
def length(_: Context, got: Captured) -> Reading | None:
    """A length of time; counts alone only where it is an adjective ("three-day")."""
    number = got.get("number")
    number = 1.0 if number is None else number
    if "working" in got.words:
        number *= WEEK / WORKING_WEEK
    weak = not got.words.get("hyphen")
    return Reading("L", role="duration", length=(number, got.get("unit")), weak=weak)


# --- joining ----------------------------------------------------------------------------------


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
def range(_: Context, got: Captured) -> Reading | None:  # noqa: A001 (named as in the data)
    """From the first part to the last."""
    first, last = got.parts["a"], got.parts["b"]
    if first.relative or last.relative:
        return None
    if first.kind == "W" or last.kind == "W":
        last = _after(first, last)
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
    while _of(day) <= first.first:
        day += timedelta(days=7)
    return replace(last, first=_of(day), last=_of(day))


@operation
def adjacent(context: Context, got: Captured) -> Reading | None:
    """Two days, weekdays, months or years that follow each other, as one interval."""
    first, last = got.parts["a"], got.parts["b"]
    if first.kind != last.kind or first.relative or last.relative or first.portion or last.portion:
        return None
    if first.kind == "W":
        return range(context, got) if ((last.weekday or 0) - (first.weekday or 0)) % 7 == 1 else None
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
    found = range(context, got)
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
    part = _of(before) if day.year else _of(before).at(None)
    return replace(inner, first=part, last=part)


@operation
def week_of(context: Context, got: Captured) -> Reading | None:
    """The week that a day lies in, begins or ends."""
    inner = got.parts["x"]
    day = _nearest_day(context, inner.first)
    if day is None:
        return None
    edge = got.get("week_edge")
    start = day - timedelta(days=day.weekday() if edge == 0 else 0 if edge > 0 else 6)
    return Reading("I", _of(start), _of(start + timedelta(days=6)), "interval", inner.source)


def _nearest_day(context: Context, part: Partial) -> date | None:
    """The day itself, in the year that brings it nearest to the anchor where none is said."""
    if part.month is None or part.day is None or not (part.year or context.anchor):
        return None
    if part.year:
        return date(part.year, part.month, part.day)
    anchor = context.anchor or date.min
    years = [anchor.year + step for step in (-1, 0, 1)]
    days = [date(y, part.month, part.day) for y in years if _is_day(y, part.month, part.day)]
    return min(days, key=lambda day: abs((day - anchor).days), default=None)


@operation
def ending(_: Context, got: Captured) -> Reading | None:
    """A stretch of months up to and with a month ("the twelve months to March 2025")."""
    end = got.parts["x"]
    months = got.get("stretch")
    if "l" in got.parts and got.parts["l"].length:
        number, unit = got.parts["l"].length
        months = number * _MONTHS[unit] if unit in _MONTHS else None
    if not months or end.relative or end.kind == "D" and not _ends_month(end.last):
        return None
    last = Partial(end.last.year, end.last.month)
    first = replace(last, year=last.year or LEAP_YEAR).shifted(1 - round(months))
    first = first if last.year else first.at(None)
    return Reading("I", first, last, "interval", end.source, back=-1)


def _ends_month(day: Partial) -> bool:
    return day.day == calendar.monthrange(day.year or 2001, day.month or 1)[1]


# --- roles ------------------------------------------------------------------------------------


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
    if inner.kind == "W" and context.anchor and inner.last < _of(context.anchor):
        day = date(inner.last.year or 1, inner.last.month or 1, inner.last.day or 1)
        inner = replace(inner, last=_of(day + timedelta(days=7)))
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
    return replace(found, last=deadline(context.anchor, *stretch))


def deadline(start: date, number: float, unit: str) -> Partial:
    """The end of a term that begins on a day: exact for terms under a year, then less so."""
    if unit in _DAYS:
        return _of(start + timedelta(days=round(number * _DAYS[unit])))
    months = round(number * _MONTHS[unit])
    year, month = add_months(start.year, start.month, months)
    if months < YEAR_MONTHS:
        return Partial(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return Partial(year, month) if months < 2 * YEAR_MONTHS else Partial(year)


@operation
def since(context: Context, got: Captured) -> Reading | None:
    """From the first day of the part on."""
    found = starting(context, got)
    return None if found is None else replace(found, back=-1)


@operation
def starting(_: Context, got: Captured) -> Reading | None:
    """From the first day of the part on, which may be yet to come."""
    inner = got.parts["x"]
    found = replace(inner, role="since", last=OPEN, weak=False, decade="", portion="")
    return replace(found, approximate=inner.approximate and inner.portion != "start")


@operation
def until(context: Context, got: Captured) -> Reading | None:
    """Up to the last day of the part, for what lasts until then."""
    found = due(context, got)
    return None if found is None else replace(found, role="until")


@operation
def lasting(_: Context, got: Captured) -> Reading | None:
    """For so long."""
    return replace(got.parts["l"], weak=False)


@operation
def named(_: Context, got: Captured) -> Reading | None:
    """The part as the name of something ("the treaty of 1984"): it dates no other thing."""
    return replace(got.parts["x"], weak=False, named=True)


@operation
def taken(_: Context, got: Captured) -> Reading | None:
    """The part, which the words around it show to be a date."""
    return replace(got.parts["x"], weak=False)
