"""Dates that the calendar alone tells: days, months, years, parts of years."""

from __future__ import annotations

import re
from dataclasses import replace

from memcon.extract.temporal.operations.base import (
    YEAR_MONTHS,
    Captured,
    Context,
    is_day,
    operation,
)
from memcon.extract.temporal.reading import Kind, Partial, Reading, Source, point
from memcon.model.edtf import Precision

_CENTURY = 100
_LAST_OF_CENTURY = 60  # years of two figures up to here belong to this century


def full_year(year: int) -> int:
    """A year of two figures in full: those to come within a generation belong to this century."""
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _LAST_OF_CENTURY else 1900)


@operation
def calendar_day(_: Context, got: Captured) -> Reading | None:
    """A day of a month, with or without its year."""
    month = got.get("month") or got.get("monthnumber")
    day, year = got.exact("day"), got.exact("year")
    if not is_day(year, month, day):
        return None
    return point(Partial(year, month, day), "D", "day", "explicit" if year else "document")


@operation
def numeric_day(context: Context, got: Captured) -> Reading | None:
    """A day in figures: day first, month first where the state writes so or nothing else fits."""
    day, month, year = got.exact("day"), got.exact("monthnumber"), got.exact("year")
    if month > YEAR_MONTHS or (context.month_first and day <= YEAR_MONTHS):
        day, month = month, day
    if not is_day(year, month, day):
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
    if not (is_day(year, month, first) and is_day(year, month, last)) or first >= last:
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
def years(context: Context, got: Captured) -> Reading | None:
    """A run of years; two that follow each other with a slash are a fiscal year."""
    first = got.exact("year")
    last = got.exact("year2")
    last = last if last >= _CENTURY else first // _CENTURY * _CENTURY + last
    if last <= first:
        return None
    if got.words.get("mark") == "/":
        return fiscal(first, context.fiscal_start) if last == first + 1 else None
    return Reading("I", Partial(first), Partial(last), "interval")


def fiscal(year: int, start: int) -> Reading:
    """A fiscal year by the calendar year and month in which it begins (0: not known)."""
    if not start:
        return Reading("I", Partial(year), Partial(year + 1), "interval")
    first = Partial(year, start)
    return Reading("I", first, first.shifted(YEAR_MONTHS - 1), "interval")


@operation
def fiscal_year(context: Context, got: Captured) -> Reading | None:
    """A fiscal year by its one or two calendar years."""
    first = full_year(got.exact("year"))
    if got.exact("year2") is None and not context.fiscal_start:
        return point(Partial(first), "Y", "year", "explicit")
    if got.exact("year2") is None and not context.fiscal_named_by_start:
        first -= 0 if context.fiscal_start == 1 else 1
    return fiscal(first, context.fiscal_start)


@operation
def fiscal_part(context: Context, got: Captured) -> Reading | None:
    """A quarter or half of a fiscal year in short ("Q1FY16")."""
    year = fiscal_year(context, got)
    months = 3 if got.words["part"] == "Q" else 6
    number = int(got.get("ordinal"))
    if year is None or number * months > YEAR_MONTHS or not context.fiscal_start:
        return None
    first = year.first.shifted(months * (number - 1))
    name: Precision = "quarter" if months == 3 else "half"  # noqa: PLR2004 (months)
    return Reading("I", first, first.shifted(months - 1), name)


@operation
def which_fiscal_year(context: Context, got: Captured) -> Reading | None:
    """The last, present or next fiscal year."""
    if context.anchor is None:
        return None
    year = context.anchor.year - (context.anchor.month < context.fiscal_start)
    return replace(fiscal(year + got.get("which"), context.fiscal_start), source="document")


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
    year = full_year(year) if year is not None else None
    ends = Partial(year, month), Partial(year, month + months - 1)
    kind: Kind = "Q" if year is None else "I"
    source = "document" if year is None else "explicit"
    return Reading(kind, *ends, precision, source, weak=got.weak)  # type: ignore[arg-type]


@operation
def season(_: Context, got: Captured) -> Reading | None:
    """A season of a year: three months, about."""
    return season_of(got.exact("year"), got.get("season"))


def season_of(year: int, month: int) -> Reading:
    """Three months, about, from the one in which a season begins."""
    first = Partial(year, month)
    return Reading("I", first, first.shifted(2), "interval", approximate=True)


@operation
def nth_day(_: Context, got: Captured) -> Reading | None:
    """A day of a month that only the context gives."""
    return replace(point(Partial(day=got.exact("day")), "N", "day", "context"), weak=True)
