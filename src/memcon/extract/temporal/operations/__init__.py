"""The operations that the rules of `dates.yml` name: from words and parts to a reading.

An operation is given the context (anchor day and fiscal year), what the rule captured, and the
readings that it takes up; it returns a reading, or `None` where the words mean no date after all.
"""

from __future__ import annotations

from memcon.extract.temporal.operations import anchored, calendar_dates, joining, roles, told
from memcon.extract.temporal.operations.base import OPERATIONS, Captured, Context, Operation
from memcon.extract.temporal.operations.roles import deadline

__all__ = [
    "OPERATIONS",
    "Captured",
    "Context",
    "Operation",
    "anchored",
    "calendar_dates",
    "deadline",
    "joining",
    "roles",
    "told",
]
