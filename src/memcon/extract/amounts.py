"""Amounts, changes and ordinals in a text.

All three finders are pure functions of the text and the language's data files: `numbers.yml`,
`units.yml`, `changes.yml`, and the currencies of all languages in `reference/currencies.yml`.
"""

from __future__ import annotations

from collections.abc import Sequence

from memcon.extract.quantities.changes import change_grammar
from memcon.extract.quantities.mention import AmountMention, ChangeMention
from memcon.extract.quantities.numbers import OrdinalMention, find_ordinals
from memcon.extract.quantities.scanner import amount_scanner

__all__ = [
    "AmountMention",
    "ChangeMention",
    "OrdinalMention",
    "find_amounts",
    "find_changes",
    "find_ordinals",
]


def find_amounts(
    text: str,
    *,
    language: str = "en",
    country: str = "",
    exclude: Sequence[tuple[int, int]] = (),
) -> list[AmountMention]:
    """The amounts of a text in order: money, shares, measures and counted things.

    `country` (ISO 3166-1 alpha-3) decides what a bare "$" or "rupees" means; numbers that touch a
    span of `exclude` (dates, above all) are left out.
    """
    return amount_scanner(language).find(text, country, exclude)


def find_changes(
    text: str, *, amounts: Sequence[AmountMention], language: str = "en"
) -> list[ChangeMention]:
    """The rises and falls of a text in order; `amounts` are what `find_amounts` found in it."""
    return change_grammar(language).find(text, amounts)
