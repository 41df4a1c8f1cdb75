"""EDTF dates as other formats have them, never more exact than they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from memcon.errors import RecordError
from memcon.model import edtf
from memcon.model.record import Record

_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class When:
    """A date of a record: its EDTF text and the days that it may cover, None at an open side."""

    text: str
    first: date | None
    last: date | None
    precision: str

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.precision == "day"

    @property
    def start(self) -> str:
        """Year, month or day (`2016`, `2016-11`) with which it begins, '' where it is none."""
        return _plain(self.text.partition("/")[0])

    @property
    def end(self) -> str:
        """Year, month or day with which an interval ends; of a single date that again."""
        first, slash, last = self.text.partition("/")
        return _plain(last if slash else first)


def when(record: Record, slot: str = "date") -> When | None:
    """The date of a record's slot; None where it has none, or one that is no EDTF."""
    value = record.get(slot)
    if not isinstance(value, str):
        return None
    try:
        found = edtf.parse(value)
    except RecordError:  # an analyst's or another program's date
        return None
    return When(value.strip(), found.bounds.first, found.bounds.last, found.precision)


def _plain(text: str) -> str:
    """An EDTF date that any program understands; an approximate one is none."""
    return text if text not in _OPEN and _PLAIN.fullmatch(text) else ""
