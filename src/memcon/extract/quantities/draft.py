"""A number on its way to an amount, and what the steps on that way share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from memcon.extract.quantities.mention import Kind

_SCALES = (1e12, 1e9, 1e6, 1e3)


@dataclass(frozen=True, slots=True)
class Draft:
    """A number with what has been found out about it so far."""

    start: int
    end: int
    value: float
    vague: bool = False  # only a lower bound ("hundreds of")
    scaled: bool = False  # has a scale word or mark of its own ("5 million", "5m")
    in_words: bool = False
    fraction: bool = False
    signed: bool = False
    unit: str = ""
    kind: Kind = "number"
    per: str = ""
    counted: str = ""
    factor: float = 1.0  # of the unit's short form: "bcm" is a billion cubic metres

    @property
    def amount(self) -> float:
        """The value in its unit, without the noise of binary fractions."""
        return float(f"{self.value * self.factor:.12g}")

    def lent(self, other: Draft) -> Draft:
        """It with the scale and unit of the number that it shares them with ("10 to 12 bn")."""
        value = self.value
        if other.scaled and not self.scaled and value < other.value:
            value *= next((scale for scale in _SCALES if other.value >= scale), 1.0)
        if self.unit:
            return replace(self, value=value)
        return replace(
            self,
            value=value,
            unit=other.unit,
            kind=other.kind,
            per=other.per,
            counted=other.counted,
            factor=other.factor,
        )


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch shares a character with one of the spans."""
    return any(low < end and start < high for low, high in spans)


def plain(words: str) -> str:
    """Words as the data files have them: lower case, single spaces."""
    return " ".join(words.casefold().split())
