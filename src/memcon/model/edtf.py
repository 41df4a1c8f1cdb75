"""Dates as the record format writes them: EDTF values, their bounds and how they compare.

The forms are those that memcon writes and an analyst may type: years, months, days, decades
(`199X`), the seasons, quarters and halves of EDTF level 2 (`2015-21`, `2015-33`, `2015-40`), the
marks `~ ? %`, intervals with open (`..`) or unknown (empty) ends, and sets (`[2015,2017..2018]`).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from memcon.errors import RecordError

Precision = Literal["day", "month", "quarter", "half", "year", "decade", "century", "interval", ""]

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%]?)"
)
_SET = re.compile(r"[\[{](?P<items>[^\[\]{}]+)[\]}]")
# The second part of a level 2 date: the first month of the stretch and its length in months.
# The seasons are those of the northern hemisphere where the hemisphere is not said.
_SUB_YEARS: dict[int, tuple[int, int]] = {
    **{21 + i: (3 + 3 * i, 3) for i in range(4)},
    **{25 + i: (3 + 3 * i, 3) for i in range(4)},
    **{29 + i: ((8 + 3 * i) % 12 + 1, 3) for i in range(4)},
    **{33 + i: (1 + 3 * i, 3) for i in range(4)},
    **{37 + i: (1 + 4 * i, 4) for i in range(3)},
    40: (1, 6),
    41: (7, 6),
}
_MONTHS = 12
_QUARTERS = range(33, 37)
_HALVES = range(40, 42)
_RANK: dict[Precision, int] = {
    "day": 7,
    "month": 6,
    "quarter": 5,
    "half": 4,
    "interval": 3,
    "year": 3,
    "decade": 2,
    "century": 1,
    "": 0,
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day that a value may cover; `None` where the value is open at that side."""

    first: date | None
    last: date | None

    @property
    def is_closed(self) -> bool:
        """Whether both ends are known."""
        return self.first is not None and self.last is not None

    def contains(self, other: Bounds) -> bool:
        """Whether `other` lies wholly within."""
        return _low(self) <= _low(other) and _high(other) <= _high(self)

    def overlaps(self, other: Bounds) -> bool:
        """Whether there is a day in both."""
        return _low(self) <= _high(other) and _low(other) <= _high(self)

    @property
    def days(self) -> int | None:
        """The number of days, or `None` for an open value."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Edtf:
    """A parsed EDTF value: its text, its bounds, its precision and its marks."""

    text: str
    bounds: Bounds
    precision: Precision
    approximate: bool = False
    uncertain: bool = False

    @property
    def is_interval(self) -> bool:
        """Whether it is written as an interval, open or closed."""
        return "/" in self.text


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month that lie `months` after (or, if negative, before) a month."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def _low(bounds: Bounds) -> date:
    return bounds.first or date.min


def _high(bounds: Bounds) -> date:
    return bounds.last or date.max


@lru_cache(maxsize=100_000)
def parse(value: str) -> Edtf:
    """The parsed value; raises `RecordError` where it is no EDTF value that memcon knows."""
    text = value.strip()
    found = _parse_point(text) or _parse_interval(text) or _parse_set(text)
    if found is None:
        msg = f"{value!r} is no EDTF date; write it like 2016-11-07, 2016-11, ../2024 or 2010/.."
        raise RecordError(msg)
    return found


def is_valid(value: str) -> bool:
    """Whether `parse` accepts the value."""
    try:
        parse(value)
    except RecordError:
        return False
    return True


def bounds(value: str) -> Bounds:
    """First and last day of a value; `None` at an open side. Raises `RecordError` if invalid."""
    return parse(value).bounds


def precision(value: str) -> Precision:
    """How exactly a value is given: `day`, `month`, `quarter`, `half`, `year`, `interval`, ..."""
    return parse(value).precision


def precision_rank(value: str) -> int:
    """A number that is higher the more exact the value is; an open interval ranks as its bound."""
    found = parse(value)
    if not found.is_interval:
        return _RANK[found.precision]
    parts = [part for part in found.text.split("/") if part not in ("", "..")]
    ranks = [_RANK[parse(part).precision] for part in parts]
    return min(ranks, default=0)


def compatible(left: str, right: str) -> bool:
    """Whether two values can both be true of one thing.

    They can where one lies within the other, as `2016-11` holds `2016-11-07`; intervals that only
    overlap contradict each other, unless one is marked as approximate and they overlap.
    """
    if left == right:
        return True
    one, other = parse(left), parse(right)
    if one.bounds.contains(other.bounds) or other.bounds.contains(one.bounds):
        return True
    if one.approximate or other.approximate:
        return _widened(one).overlaps(_widened(other))
    return False


def _widened(value: Edtf) -> Bounds:
    """The bounds of an approximate value with half its length added at either side."""
    days = value.bounds.days
    if not value.approximate or days is None or value.bounds.first is None:
        return value.bounds
    first, last = value.bounds.first.toordinal(), _high(value.bounds).toordinal()
    margin = days // 2
    return Bounds(
        date.fromordinal(max(first - margin, date.min.toordinal())),
        date.fromordinal(min(last + margin, date.max.toordinal())),
    )


def from_day(day: date) -> str:
    """The EDTF value of a day."""
    return day.isoformat()


def interval(first: str, last: str) -> str:
    """The EDTF interval of two values (`..` for an open end); one value where they are equal."""
    return first if first == last else f"{first}/{last}"


def _parse_point(text: str) -> Edtf | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    mark = match["mark"]
    found = _point_bounds(match["year"], match["month"] or "", match["day"] or "")
    if found is None:
        return None
    limits, exactness = found
    return Edtf(text, limits, exactness, mark in ("~", "%"), mark in ("?", "%"))


def _point_bounds(year: str, month: str, day: str) -> tuple[Bounds, Precision] | None:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first == 0 or ("X" in year and month):
        return None
    if "X" in year:
        name: Precision = "century" if year.endswith("XX") else "decade"
        return Bounds(date(first, 1, 1), date(last, 12, 31)), name
    if month in ("", "XX"):
        return Bounds(date(first, 1, 1), date(first, 12, 31)), "year"
    if int(month) in _SUB_YEARS:
        return None if day else _sub_year(first, int(month))
    return _month_bounds(first, int(month), day)


def _month_bounds(year: int, month: int, day: str) -> tuple[Bounds, Precision] | None:
    if not 1 <= month <= _MONTHS:
        return None
    end = month_end(year, month)
    if day in ("", "XX"):
        return Bounds(date(year, month, 1), end), "month"
    if not 1 <= int(day) <= end.day:
        return None
    exact = date(year, month, int(day))
    return Bounds(exact, exact), "day"


def _sub_year(year: int, code: int) -> tuple[Bounds, Precision] | None:
    month, length = _SUB_YEARS[code]
    last = add_months(year, month, length - 1)
    if last[0] > date.max.year:
        return None
    name: Precision = "interval"
    if code in _QUARTERS:
        name = "quarter"
    elif code in _HALVES:
        name = "half"
    return Bounds(date(year, month, 1), month_end(*last)), name


def _parse_interval(text: str) -> Edtf | None:
    left, slash, right = text.partition("/")
    if not slash:
        return None
    ends = [None if part in ("", "..") else _parse_point(part) for part in (left, right)]
    if ends == [None, None]:
        return None
    for part, end in zip((left, right), ends, strict=True):
        if end is None and part not in ("", ".."):
            return None
    first = ends[0].bounds.first if ends[0] else None
    last = ends[1].bounds.last if ends[1] else None
    if first and last and first > last:
        return None
    marks = [end for end in ends if end]
    return Edtf(
        text,
        Bounds(first, last),
        "interval",
        any(end.approximate for end in marks),
        any(end.uncertain for end in marks),
    )


def _parse_set(text: str) -> Edtf | None:
    match = _SET.fullmatch(text)
    if match is None:
        return None
    members = [item.strip() for item in match["items"].split(",")]
    parsed = [
        _parse_interval(item.replace("..", "/", 1)) if ".." in item else _parse_point(item)
        for item in members
    ]
    known = [item for item in parsed if item is not None]
    if len(known) < len(parsed):
        return None
    firsts = [item.bounds.first for item in known]
    lasts = [item.bounds.last for item in known]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return Edtf(text, Bounds(first, last), "interval")
