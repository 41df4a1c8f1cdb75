"""Explicit days in header lines, datelines and metadata: nothing relative, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from memcon.read.calendar import Calendar, calendar, fold, number
from memcon.read.words import header_words

EARLIEST, LATEST = 1800, 2200
LAST_MONTH = 12
FULL_YEAR = 4  # digits
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
    if not has_figure(text):
        return
    for match in _pattern().finditer(text):
        day = _day(match)
        if day is not None:
            yield day


def opening_day(text: str) -> Day | None:
    """The explicit day that a text begins with, as `find_days` would find it."""
    match = _pattern().match(text) if has_figure(text) else None
    return _day(match) if match is not None else None


def has_figure(text: str) -> bool:
    """Whether a text has a digit or numeral, without which it names no day."""
    return _figure().search(text) is not None


def _day(match: re.Match[str]) -> Day | None:
    group = match.groupdict()
    start, end = match.span()
    for form in ("iso", "compact", "signs", "vi"):
        if group[f"{form}_d"]:
            return _numbered(group, form, start, end)
    if group["num_y"]:
        first, second = int(group["num_a"]), int(group["num_b"])
        dotted = group["num_s"] == "."
        if not dotted and first <= LAST_MONTH and second <= LAST_MONTH and first != second:
            return None
        month, day = (first, second) if second > LAST_MONTH and not dotted else (second, first)
        return Day(start, end, month, day, int(group["num_y"]))
    side = next(side for side in ("dmy", "mdy", "ymd", "ydm") if group[f"{side}_m"])
    month = calendar().months[fold(group[f"{side}_m"]).rstrip(".")]
    text = group[f"{side}_y"]
    return Day(start, end, month, int(group[f"{side}_d"]), _full_year(text) if text else None)


def _numbered(group: dict[str, str | None], form: str, start: int, end: int) -> Day | None:
    year, month, day = (group[f"{form}_{part}"] or "" for part in "ymd")
    era = group.get(f"{form}_era")
    known = calendar()
    try:
        full = 1 if year == known.first_year else number(year or "0")
        if era:
            full += known.eras[era]
        return Day(start, end, number(month), number(day), full if year else None)
    except (KeyError, ValueError):
        return None  # signs that are numerals but no number


def _full_year(text: str) -> int:
    year = int(text.lstrip("'’"))
    known = calendar()
    if len(text) == FULL_YEAR and text.isdecimal():
        return year - known.buddhist_years if year > known.buddhist_from else year
    return year + (1900 if year >= SHORT_YEAR_PIVOT else 2000)


# 03/04/2025: day or month first cannot be told.
_AMBIGUOUS = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])([/-])(0?[1-9]|1[0-2])\2\d{4}(?!\d)")
_NUMERIC_SHAPE = re.compile(
    r"(?<!\d)(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?!\d)"
)


@cache
def _figure() -> re.Pattern[str]:
    known = calendar()
    return re.compile(rf"[\d{_class(known.numerals)}{known.ten}]")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(_alternatives(calendar())), re.IGNORECASE)


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _alternatives(known: Calendar) -> tuple[str, ...]:
    months, english = _one_of(known.months), _one_of(header_words().months)
    suffix, link = _one_of(known.day_suffixes), _one_of(known.links)
    day = rf"(?<![\d.,])(?P<dmy_d>\d{{1,2}})(?:{suffix})?"
    month = rf"(?P<dmy_m>{months})(?:\s?/\s?(?:{months}))?\.?"
    # Two digits alone are a year only after a hyphen, or last, and of the century before.
    year = r"(?P<{0}_y>\d{4}|['’]\d{2}|(?<=-)\d{2}|[4-9]\d(?=\s*(?:[)\],/]|\Z|\n)))(?!\d)"
    dmy = (
        day
        + rf"[\s\-./]*(?:(?:{link})\s+|d['’])?"
        + month
        + rf"(?![^\W\d_])(?:,?[\s\-/]*(?:(?:{link})\s+)?{year.replace('{0}', 'dmy')})?"
    )
    # After the day only where one stands before it, too: "Sep-12-09", but "September 9-13".
    with_hyphens = year.replace("(?<=-)", r"(?:(?<=-\d-)|(?<=-\d\d-))")
    mdy = (
        rf"\b(?P<mdy_m>{english})\.?"
        rf"(?!\w)[\s\-/]*(?P<mdy_d>\d{{1,2}})(?:{suffix})?(?![\d\w:])"
        rf"(?:[,/]?[\s-]*{with_hyphens.replace('{0}', 'mdy')})?"
    )
    return (*_numeric_alternatives(known), *_year_first(known, months), dmy, mdy)


def _numeric_alternatives(known: Calendar) -> tuple[str, ...]:
    numerals = _class(known.numerals)
    small = rf"\d{{1,2}}|[{numerals}{known.ten}]{{1,3}}"
    eras, first = _one_of(known.eras), re.escape(known.first_year)
    y, m, d = ("|".join(map(re.escape, known.signs[key])) for key in ("year", "month", "day"))
    vi_month, vi_year = (_one_of(known.numbered_months[key]) for key in ("month", "year"))
    era = rf"(?:(?P<signs_era>{eras})\s*)?"
    year = rf"\d{{4}}|(?<=\D)\d{{1,3}}|[{numerals}]{{4}}|{first}"
    year = rf"(?:{era}(?<![\d{numerals}])(?P<signs_y>{year})\s*(?:{y})\s*)?"
    return (
        r"(?<![\d/.-])(?P<iso_y>\d{4})(?P<iso_s>[-/.])\s?(?P<iso_m>\d{1,2})(?P=iso_s)\s?(?P<iso_d>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<num_a>\d{1,2})(?P<num_s>[-/.])\s?(?P<num_b>\d{1,2})(?P=num_s)\s?(?P<num_y>\d{4})(?!\d)",
        r"(?<!\d)(?P<compact_y>(?:1[89]|2[01])\d{2})(?P<compact_m>\d{2})(?P<compact_d>\d{2})(?=T|\s|$)",
        rf"{year}(?<![\d{numerals}{known.ten}])(?P<signs_m>{small})\s*(?:{m})\s*(?P<signs_d>{small})\s*(?:{d})",
        rf"(?<!\d)(?P<vi_d>\d{{1,2}})\s+(?:{vi_month})\s+(?P<vi_m>\d{{1,2}}),?\s+(?:(?:{vi_year})\s+)?(?P<vi_y>\d{{4}})(?!\d)",
    )


def _year_first(known: Calendar, months: str) -> tuple[str, ...]:
    links = _one_of(known.year_links)
    year = r"(?<![\d.,/-])(?P<{0}_y>(?:1[89]|2[01])\d{2})"
    ymd = (
        year
        + rf"(?:\.|-|/|\s(?:{links})\.?)?\s?(?P<ymd_m>{months})\.?"
        + r"[\s\-/]*(?P<ymd_d>\d{1,2})(?![\d:])"
    )
    ydm = year + rf"\.?\s(?:{links})\.?\s(?P<ydm_d>\d{{1,2}})\.?\s(?P<ydm_m>{months})(?![^\W\d_])"
    return (ymd.replace("{0}", "ymd"), ydm.replace("{0}", "ydm"))


def _class(signs: Iterable[str]) -> str:
    return "".join(map(re.escape, signs))
