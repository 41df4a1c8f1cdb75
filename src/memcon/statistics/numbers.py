"""Numbers as statistical files write them: separators, missing values, scales."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from memcon.statistics.knowledge import knowledge

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([ ,.'])\d{3}(?:\1\d{3})*(?:([.,])\d+)?")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "−": "-"})
_HIGHEST = 15  # more digits than this a float does not hold


def number(text: str, *, decimal: str = ".") -> Decimal | None:
    """The number that a cell holds; None where it says that there is none.

    Thousands may be set apart by spaces, apostrophes or the mark that is not the decimal one.
    Raises ValueError for anything else.
    """
    shown = text.translate(_SPACES).strip()
    if shown.casefold() in _missing():
        return None
    grouped = _GROUPED.fullmatch(shown)
    if grouped and grouped[1] != decimal and grouped[2] in (None, decimal):
        shown = shown.replace(grouped[1], "")
    if decimal != ".":
        if "." in shown:
            message = f"{text!r} is no number with {decimal!r} before the decimals"
            raise ValueError(message)
        shown = shown.replace(decimal, ".")
    if not _PLAIN.fullmatch(shown):
        message = f"{text!r} is no number"
        raise ValueError(message)
    return Decimal(shown)


def value_of(amount: Decimal, power: int = 0) -> float:
    """A number times a power of ten, exactly: whole numbers as such, the others as floats."""
    scaled = amount.scaleb(power)
    if scaled == scaled.to_integral_value():
        return int(scaled)
    return float(scaled)


def power_of(scale: str) -> int:
    """The power of ten that a word or number for a scale means: 6 of "Millions" and 1000000.

    Raises ValueError where it means none.
    """
    shown = " ".join(scale.casefold().split())
    if shown in _scales():
        return _scales()[shown]
    digits = shown.replace(",", "").replace(" ", "")
    if re.fullmatch(r"10*", digits) and len(digits) <= _HIGHEST:
        return len(digits) - 1
    message = f"{scale!r} is no scale; write units, thousands, millions, billions or 1000"
    raise ValueError(message)


@lru_cache(maxsize=1)
def _missing() -> frozenset[str]:
    return frozenset(str(mark) for mark in knowledge("common")["missing"])


@lru_cache(maxsize=1)
def _scales() -> dict[str, int]:
    table = knowledge("common")["scales"]
    return {str(word): power for power, words in table.items() for word in words}
