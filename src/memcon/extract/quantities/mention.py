"""The results of the finders of amounts and changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["money", "share", "measure", "count", "number"]
Qualifier = Literal["over", "under", "about", "up_to", "at_least", ""]


def number(value: float) -> float | int:
    """An integer where the value is one."""
    return int(value) if float(value).is_integer() else value


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount in a text: its words, its value or range, its unit, and how it is hedged.

    `unit` is an ISO 4217 code, `percent`, `percentage_points`, a measure, or the head noun of what
    is counted, in the singular; it is empty for a bare number whose unit the text does not give.
    """

    start: int
    end: int
    value: float | int | None
    unit: str
    low: float | int | None = None
    high: float | int | None = None
    qualifier: Qualifier = ""
    per: str = ""  # "year", "day", "person", ... of a rate
    counted: str = ""  # the words of what is counted, as in the text
    kind: Kind = "number"
    conversion_of: int | None = None  # index of the amount that this one puts in another currency
    fraction: bool = False  # a share told in words ("a third"), not in percent
    signed: bool = False  # a share with a sign of its own ("+5%"): a change
    inherited: bool = False  # the unit is that of an earlier amount ("... 5 billion of them")
    ordinal: bool = False  # ordinals are found by `find_ordinals`; an amount never is one

    def to_value(self) -> dict[str, Any]:
        """The amount as the record format writes it."""
        value: dict[str, Any] = {}
        if self.value is not None:
            value["value"] = number(self.value)
        else:
            value["low"] = number(self.low or 0)
            value["high"] = number(self.high or 0)
        for name in ("unit", "qualifier", "per"):
            if getattr(self, name):
                value[name] = getattr(self, name)
        return value


@dataclass(frozen=True, slots=True)
class ChangeMention:
    """A rise or fall in a text: by how much, in what unit, against what."""

    start: int
    end: int
    value: float | int  # negative for a fall
    unit: str  # "percent", "percentage_points" or an ISO 4217 code
    basis: str = ""  # "yoy", "qoq", "mom", "since 2010", "over 5 years"

    def to_value(self) -> dict[str, Any]:
        """The change as the record format writes it."""
        value: dict[str, Any] = {"value": number(self.value), "unit": self.unit}
        if self.basis:
            value["basis"] = self.basis
        return value
