"""What the operations share: what they read against, what a rule captured, their register."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from memcon.extract.temporal.reading import Partial, Reading

YEAR_MONTHS = 12
LEAP_YEAR = 2000  # stands in for a year not said when a day is checked
UNIT_MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
UNIT_DAYS: Mapping[str, float] = {"hour": 1 / 24, "day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read against."""

    anchor: date | None
    fiscal_start: int = 4  # the month in which fiscal years begin; 0 where that is not known
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

    def get(self, name: str) -> Any:
        """The value of a group, of its numbered alternatives, or of the rule's argument."""
        for key in (name, f"{name}2", f"{name}3"):
            if self.values.get(key) is not None:
                return self.values[key]
        return self.args.get(name)

    def exact(self, name: str) -> Any:
        """The value of the group of exactly this name."""
        return self.values.get(name)


Operation = Callable[[Context, Captured], Reading | None]
OPERATIONS: dict[str, Operation] = {}


def operation(function: Operation) -> Operation:
    """Register an operation under its own name."""
    OPERATIONS[function.__name__] = function
    return function


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether a month has such a day, in a year not said in any."""
    if not 1 <= month <= YEAR_MONTHS:
        return False
    return 1 <= day <= calendar.monthrange(year or LEAP_YEAR, month)[1]


def part_of_day(day: date) -> Partial:
    """A day as a part of an expression."""
    return Partial(day.year, day.month, day.day)


def as_day(part: Partial) -> date | None:
    """The day that a part tells in full, or `None`."""
    if part.year is None or part.month is None or part.day is None:
        return None
    return date(part.year, part.month, part.day)


def plus_days(day: date, days: float) -> date | None:
    """The day so many days later, or `None` beyond the calendar."""
    try:
        return day + timedelta(days=round(days))
    except OverflowError:
        return None
