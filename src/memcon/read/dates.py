"""Explicit days in header lines, datelines and metadata: nothing relative, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from memcon.read.words import HeaderWords, header_words

EARLIEST, LATEST = 1800, 2200
LAST_MONTH = 12
SHORT_YEAR_PIVOT = 70  # 70 to 99 are 19xx


@dataclass(frozen=True, slots=True)
class Day:
    """A day named in a text at [start:end]; `year` is None where the text gives none."""

    start: int
    end: int
    month: int
    day: int
    year: int | None

    @property
    def date(self) -> date | None:
        """The calendar day, where the year is given and the day exists."""
        return make_date(self.year, self.month, self.day) if self.year is not None else None


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """The one day that a metadata value names, with or without weekday and time; else None."""
    days = {found.date for found in find_days(text) if found.date is not None}
    return days.pop() if len(days) == 1 else None


def is_date_attempt(text: str) -> bool:
    """Whether a value that names no day still names a month, a year or an ambiguous day."""
    if any(found.year is None for found in find_days(text)) or _AMBIGUOUS.search(text):
        return True
    if _NUMERIC_SHAPE.search(text) or any(found.date is None for found in find_days(text)):
        return False
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
    return any(EARLIEST <= year <= LATEST for year in years)


def find_days(text: str) -> Iterator[Day]:
    """Every explicit day in a text, in order; days that can be read two ways are left out."""
    for match in _pattern().finditer(text):
        day = _day(match)
        if day is not None:
            yield day


def _day(match: re.Match[str]) -> Day | None:
    group = match.groupdict()
    start, end = match.span()
    for form in ("iso", "compact"):
        if group[f"{form}_y"]:
            year, month, number = (int(group[f"{form}_{part}"]) for part in "ymd")
            return Day(start, end, month, number, year)
    if group["num_y"]:
        first, second = int(group["num_a"]), int(group["num_b"])
        dotted = group["num_s"] == "."
        if not dotted and first <= LAST_MONTH and second <= LAST_MONTH and first != second:
            return None
        month, day = (first, second) if second > LAST_MONTH and not dotted else (second, first)
        return Day(start, end, month, day, int(group["num_y"]))
    side = "dmy" if group["dmy_m"] else "mdy"
    month = header_words().months[group[f"{side}_m"].lower().rstrip(".")]
    text = group[f"{side}_y"]
    return Day(start, end, month, int(group[f"{side}_d"]), _full_year(text) if text else None)


def _full_year(text: str) -> int:
    number = int(text.lstrip("'’"))
    if text.isdigit():
        return number
    return number + (1900 if number >= SHORT_YEAR_PIVOT else 2000)


# 03/04/2025: day or month first cannot be told.
_AMBIGUOUS = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])([/-])(0?[1-9]|1[0-2])\2\d{4}(?!\d)")
_NUMERIC_SHAPE = re.compile(
    r"(?<!\d)(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)"
)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(_alternatives(header_words())), re.IGNORECASE)


def _alternatives(words: HeaderWords) -> tuple[str, ...]:
    months = "|".join(sorted(map(re.escape, words.months), key=len, reverse=True))
    suffix = "|".join(map(re.escape, words.day_suffixes))
    link = "|".join(map(re.escape, words.day_links))
    day = rf"(?<![\d.,])(?P<{{0}}_d>\d{{1,2}})(?:{suffix})?"
    month = rf"(?P<{{0}}_m>{months})\.?"
    year = r"(?P<{0}_y>\d{4}|['’]\d{2})(?!\d)"
    dmy = day + rf"[\s\-]*(?:(?:{link})\s+)?" + month + rf"(?![^\W\d_])(?:,?[\s\-]*{year})?"
    mdy = (
        r"\b"
        + month
        + rf"(?!\w)[\s\-/]*(?P<mdy_d>\d{{1,2}})(?:{suffix})?(?![\d\w:])(?:[,/]?\s*{year})?"
    )
    return (
        r"(?<![\d/.-])(?P<iso_y>\d{4})[-/.](?P<iso_m>\d{1,2})[-/.](?P<iso_d>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<num_a>\d{1,2})(?P<num_s>[-/.])(?P<num_b>\d{1,2})(?P=num_s)(?P<num_y>\d{4})(?!\d)",
        r"(?<!\d)(?P<compact_y>(?:1[89]|2[01])\d{2})(?P<compact_m>\d{2})(?P<compact_d>\d{2})(?=T|\s|$)",
        dmy.replace("{0}", "dmy"),
        mdy.replace("{0}", "mdy"),
    )
