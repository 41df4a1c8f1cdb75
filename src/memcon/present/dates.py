"""EDTF dates as people write them: "7–13 November 2016", "by 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from memcon.present.labels import labels

_POINT = re.compile(r"(\d{3}[\dX]|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([~?%]?)")
_OPEN = ("", "..")
_WHOLE_YEARS = (("-01", "-12"), ("-01-01", "-12-31"))


@dataclass(frozen=True, slots=True)
class _Point:
    """One date of an EDTF value; 0 where a part is not known."""

    year: str
    month: int
    day: int
    mark: str


def human_date(value: str) -> str:
    """An EDTF value in words; a form that memcon does not write is shown as it is."""
    if value.startswith(("[", "{")):
        return ", ".join(human_date(item.replace("..", "/")) for item in value[1:-1].split(","))
    first, slash, last = value.partition("/")
    if not slash:
        return _one(value)
    if first[:4] == last[:4] and (first[4:], last[4:]) in _WHOLE_YEARS:
        return first[:4]
    words = labels().dates
    if first in _OPEN:
        return words["by"].format(date=_one(last))
    if last in _OPEN:
        return words["from"].format(date=_one(first))
    return _span(first, last)


def short_date(value: str) -> str:
    """An EDTF value in as few words as its form allows: "Jan–Aug 2019"."""
    text = human_date(value)
    words = labels()
    for month, short in zip(words.months, words.short_months, strict=True):
        text = text.replace(month, short)
    return text


def day_in_words(day: date) -> str:
    """A day: "7 November 2016"."""
    return f"{day.day} {labels().months[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """The month of a day, as one that is computed by a cadence is shown: "November 2016"."""
    return human_date(day.isoformat()[: len("2016-11")])


def _one(value: str) -> str:
    point = _parse(value)
    if point is None:
        return value
    return _marked(_point_words(point, with_year=True), point.mark)


def _span(first: str, last: str) -> str:
    start, end = _parse(first), _parse(last)
    if start is None or end is None or start.mark or end.mark:
        return f"{_one(first)} – {_one(last)}"
    if start.year != end.year:
        dash = "–" if not start.month and not end.month else " – "
        return f"{_one(first)}{dash}{_one(last)}"
    if start.day and end.day and start.month == end.month:
        return f"{start.day}–{_point_words(end, with_year=True)}"
    plain = 1 <= start.month <= 12 and 1 <= end.month <= 12 and not start.day and not end.day  # noqa: PLR2004
    dash = "–" if plain else " – "
    return f"{_point_words(start, with_year=False)}{dash}{_point_words(end, with_year=True)}"


def _parse(value: str) -> _Point | None:
    match = _POINT.fullmatch(value)
    if match is None:
        return None
    year, month, day, mark = match.groups()
    return _Point(year, _number(month), _number(day), mark)


def _number(part: str | None) -> int:
    return int(part) if part and part.isdigit() else 0


def _point_words(point: _Point, *, with_year: bool) -> str:
    words = labels()
    if "X" in point.year:
        name = "century" if point.year.endswith("XX") else "decade"
        return words.dates[name].format(year=point.year.replace("X", "0"))
    if not point.month:
        return point.year
    if point.month in words.parts_of_year:
        return words.parts_of_year[point.month].format(year=point.year)
    if point.month > len(words.months):
        return f"{point.year}-{point.month}"
    month = words.months[point.month - 1]
    parts = [str(point.day)] if point.day else []
    parts += [month, point.year] if with_year else [month]
    return " ".join(parts)


def _marked(text: str, mark: str) -> str:
    words = labels().dates
    if mark in ("~", "%"):
        text = words["approximate"].format(date=text)
    if mark in ("?", "%"):
        text = words["uncertain"].format(date=text)
    return text
