"""What words say about time before role and year are settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from memcon.model.edtf import Precision, add_months

Role = Literal["point", "due", "since", "until", "duration", "recurring"]
Source = Literal["explicit", "document", "context"]
# Day, month, year, interval, part of a year, weekday, length, relative, nth day, cadence.
Kind = Literal["D", "M", "Y", "I", "Q", "S", "W", "L", "R", "N", "C"]


@dataclass(frozen=True, slots=True, order=True)
class Partial:
    """A day, month or year of which the text may leave out the larger parts."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    open: bool = False  # the open end of an interval

    def at(self, year: int | None) -> Partial:
        """The same in another year."""
        return replace(self, year=year)

    def shifted(self, months: int) -> Partial:
        """The month so many months later; both must be known."""
        year, month = add_months(self.year or 1, self.month or 1, months)
        return Partial(year, month)

    def edtf(self, *, approximate: bool = False) -> str:
        """The EDTF form; needs a year, unless it is the open end."""
        if self.open:
            return ".."
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
            text += f"-{self.day:02d}" if self.day else ""
        return text + ("~" if approximate else "")


OPEN = Partial(open=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: first and last part, and all that settling it needs."""

    kind: Kind
    first: Partial = Partial()
    last: Partial = Partial()
    precision: Precision = ""
    source: Source = "explicit"
    role: Role = "point"
    approximate: bool = False
    weak: bool = False  # counts only where a phrase takes it up
    decade: str = ""  # "199X", "18XX"
    portion: str = ""  # "early", "mid", "late", "start", "end"
    weekday: int | None = None
    relative: str = ""
    others: tuple[Partial, ...] = ()  # further days told in the same words ("on 5 and 9 May")
    cadence: str = ""
    length: tuple[float, str] | None = None
    back: int = 0  # where the year is looked for: -1 before, 1 after, 0 beside the anchor
    named: bool = False  # names a thing ("the accord of 1984"): no context for what follows
    strict: bool = False  # before the first day, not up to the last

    @property
    def whole(self) -> bool:
        """Whether the year is known."""
        return self.first.year is not None and self.last.year is not None


def point(part: Partial, kind: Kind, precision: Precision, source: Source) -> Reading:
    """A reading whose first and last part are the same."""
    return Reading(kind, part, part, precision, source)
