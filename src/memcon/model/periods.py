"""The days that a record's dates cover, for putting records in order and comparing periods."""

from __future__ import annotations

from datetime import date

from memcon.errors import RecordError
from memcon.model import edtf
from memcon.model.record import Record


def limits(record: Record, slot: str = "date") -> edtf.Bounds | None:
    """The first and last day of a date slot; None where it is missing or no EDTF value."""
    value = record.get(slot)
    if not isinstance(value, str):
        return None
    try:
        return edtf.bounds(value)
    except RecordError:  # an analyst's or another program's date: shown as it is, not ordered
        return None


def first_day(record: Record, slot: str = "date") -> date | None:
    """The first day that a record's date covers, or the last of one with an open beginning."""
    found = limits(record, slot)
    return (found.first or found.last) if found else None


def last_day(record: Record, slot: str = "date") -> date | None:
    """The last day that a record's date covers, or the first of an open one."""
    found = limits(record, slot)
    return (found.last or found.first) if found else None


def covered_days(record: Record, slot: str = "date") -> int | None:
    """The number of days that a record's date covers; None where it is open or missing."""
    found = limits(record, slot)
    return found.days if found else None
