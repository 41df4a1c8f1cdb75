"""The result of the date finder."""

from __future__ import annotations

from dataclasses import dataclass

from memcon.extract.temporal.reading import Role, Source
from memcon.model.edtf import Precision


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time in a text: its words, its EDTF value, its role, what it rests on.

    `edtf` is empty where only context can settle the value (`relative` says how it is told), for
    what recurs (`cadence`), for a bare length of time (`length`, an ISO 8601 duration), and for a
    month or day whose year cannot be known (`unsure`).
    """

    start: int
    end: int
    edtf: str
    role: Role
    precision: Precision
    anchor: Source
    weekday: int | None = None  # 0 Monday; the value may be moved with `shift_future`
    month_only: bool = False  # the year is not said but taken from the anchor: may be moved too
    relative: str = ""  # "same_day", "following_day", "that_year", "weeks_after:3", "within:1:year"
    cadence: str = ""  # "yearly", "quarterly", ...
    length: str = ""  # "P3D", "P5Y"
    unsure: str = ""  # the value by the anchor, where another date makes the year doubtful: no edtf
    portion: str = ""  # "early", "mid", "late", "start" or "end" of the value
