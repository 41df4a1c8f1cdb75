"""What every file of statistics comes down to: a dataset and its observations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from memcon.model import edtf

_EXAMPLES = 3  # names shown of what was passed over


@dataclass(frozen=True, slots=True)
class Dataset:
    """Where observations are from: code, title and publisher, edition and the day it came out."""

    code: str
    title: str
    publisher: str
    release: str = ""
    released: date | None = None
    url: str = ""
    is_official: bool = True


@dataclass(frozen=True, slots=True)
class Observation:
    """One number of a series, with the row of the file that it stands in.

    `series` is the source's key of the series, `period` the period as the source writes it and
    `date` the same in EDTF; `value` is in whole units. `reporter` and `counterpart` are codes of
    the record format, the names those of the source; `what` says what is counted, in its words.
    """

    row: int
    series: str
    period: str
    date: str
    indicator: str
    value: float
    unit: str
    reporter: str
    counterpart: str = ""
    nature: str = "actual"
    is_estimate: bool = False
    what: str = ""
    reporter_name: str = ""
    counterpart_name: str = ""
    sectors: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names the observation among all of its dataset."""
        return f"{self.series}@{self.period}"

    @property
    def parties(self) -> list[str]:
        """The states and organisations that it is about, sorted."""
        return sorted({self.reporter, self.counterpart} - {""})


@dataclass(slots=True)
class Passed:
    """What of a file was passed over: how many rows for which reason, with a few examples."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, reason: str, example: str = "") -> None:
        """Count one more."""
        self.counts[reason] += 1
        if example:
            self.examples.setdefault(reason, {})[example] = None

    def __str__(self) -> str:
        return "; ".join(self._part(reason, count) for reason, count in self.counts.most_common())

    def _part(self, reason: str, count: int) -> str:
        known = list(self.examples.get(reason, ()))
        shown = ", ".join(known[:_EXAMPLES]) + (", …" if len(known) > _EXAMPLES else "")
        return f"{count} {reason} ({shown})" if shown else f"{count} {reason}"


@dataclass(slots=True)
class Table:
    """The observations of a file that memcon can use, and what was passed over."""

    dataset: Dataset
    observations: list[Observation] = field(default_factory=list)
    passed: Passed = field(default_factory=Passed)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which observations are wanted: those of some parties alone, and of some years."""

    parties: Sequence[str] = ()
    since: date | None = None
    until: date | None = None

    def reason(self, observation: Observation) -> str:
        """Why an observation is left out; '' where it is wanted."""
        if self.parties and not set(observation.parties) <= set(self.parties):
            return "of other parties"
        limits = edtf.bounds(observation.date)
        if (self.since and limits.last and limits.last < self.since) or (
            self.until and limits.first and limits.first > self.until
        ):
            return "of other years"
        return ""
