"""The last look at a candidate before it becomes a record."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.extract.candidate import Candidate, balance_quotes, is_sound


def named(text: str) -> Candidate:
    return Candidate("position", {"topic": text}, [(0, 1)], (0, 1))


@pytest.mark.parametrize("text", ["Kazan railway | Design", "**fifth commission", "2", "[1]"])
def test_marks_of_layout_and_bare_numbers_are_no_names(text: str) -> None:
    assert not is_sound(named(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('steadfast friendship in lean years"', "steadfast friendship in lean years"),
        ("a “small door to a large house", "a small door to a large house"),
        ('a "small door" to a house', 'a "small door" to a house'),
        ("“Eastern” pipeline", "“Eastern” pipeline"),
    ],
)
def test_a_quotation_mark_without_its_partner_goes(text: str, expected: str) -> None:
    candidate = named(text)
    balance_quotes(candidate)
    assert candidate.slots["topic"] == expected


@given(st.text())
def test_quotes_are_balanced_afterwards(text: str) -> None:
    candidate = named(text)
    balance_quotes(candidate)
    left = candidate.slots["topic"]
    assert left.count('"') % 2 == 0
    assert left.count("«") == left.count("»")
