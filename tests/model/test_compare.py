from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.model import compare


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("Treaty on Extradition", "treaty on extradition", 1, 1),
        ("the fisheries agreement", "agreement on fisheries", 1, 1),
        ("Joint Commission on Water", "water commission", 0.7, 1),
        ("railway to the coast", "free trade zone", 0, 0.2),
        ("African Union", "AU", 1, 1),
        ("visa waiver", "visa fees", 0.3, 0.7),
        ("平和条約", "平和条約", 1, 1),
        ("", "", 1, 1),
        ("", "treaty", 0, 0),
    ],
)
def test_phrases_are_as_alike_as_their_content_words(
    a: str, b: str, low: float, high: float
) -> None:
    assert low <= compare.similarity(a, b) <= high


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_does_not_depend_on_the_order(a: str, b: str) -> None:
    assert compare.similarity(a, b) == compare.similarity(b, a)
    assert 0 <= compare.similarity(a, b) <= 1
    assert compare.similarity(a, a) == 1


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Angela Merkel", "Merkel", True),
        ("Luiz Inácio Lula da Silva", "Luiz Inacio Lula da Silva", True),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
        ("M. Hasina", "Mohsina Hasina", True),
        ("Park Geun-hye", "Park Chung-hee", False),
        ("Li Peng", "Li Xiannian", False),
        ("George Bush", "George Brown", False),
        ("Pierre Trudeau", "Justin Trudeau", False),
        ("", "Merkel", False),
    ],
)
def test_names_meet_in_their_spellings_and_short_forms(a: str, b: str, same: bool) -> None:
    assert compare.same_name(a, b) is same
    assert compare.same_name(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("KEN", "KEN", 1),
        ("KEN", "UGA", 0),
        ("KEN", {"role": "officials", "country": "KEN"}, 0.5),
        ("KEN", {"name": "William Ruto", "country": "KEN"}, 0.5),
        ({"name": "Ruto", "country": "KEN"}, {"name": "Ruto", "country": "UGA"}, 0),
        ({"name": "Ruto", "country": "KEN"}, {"name": "William Ruto"}, 1),
        ({"name": "习近平", "country": "CHN"}, {"name": "Xi Jinping", "country": "CHN"}, None),
        ({"name": "习近平", "name_en": "Xi Jinping"}, {"name": "Xi Jinping"}, 1),
        ({"organisation": "Kenya Railways"}, {"organisation": "Kenya Railways"}, 1),
        ({"role": "envoy"}, {"role": "envoy"}, None),
    ],
)
def test_who_is_who(a: Any, b: Any, expected: float | None) -> None:
    assert compare.who(a, b) == expected


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ({"value": 1300000000, "unit": "USD"}, {"value": 1.3e9, "unit": "USD"}, 1, 1),
        ({"value": 1.32e9, "unit": "USD"}, {"value": 1.3e9, "unit": "USD"}, 0.9, 0.9),
        (
            {"value": 5e9, "unit": "USD", "qualifier": "over"},
            {"value": 5.2e9, "unit": "USD"},
            0.9,
            0.9,
        ),
        (
            {"value": 5e9, "unit": "USD", "qualifier": "under"},
            {"value": 5.6e9, "unit": "USD"},
            0,
            0.5,
        ),
        ({"value": 4.4e9, "unit": "EUR"}, {"value": 4.7e9, "unit": "EUR"}, 0.5, 0.5),
        ({"value": 10, "unit": "jet"}, {"value": 20, "unit": "jet"}, 0, 0),
        ({"value": 10, "unit": "jet"}, {"value": 10, "unit": "fighter"}, 0.5, 0.5),
        ({"value": 10, "unit": "jet"}, {"value": 12, "unit": "fighter"}, 0, 0),
        ({"value": 10, "unit": "EUR"}, {"value": 10, "unit": "jet"}, 0, 0),
        ({"value": 4e9, "unit": "EUR"}, {"value": 5e9, "unit": "EUR"}, 0.25, 0.25),
        ({"low": 4, "high": 6, "unit": "jet"}, {"value": 5, "unit": "jet"}, 0.9, 0.9),
        ({"value": 0, "unit": "jet"}, {"value": 0, "unit": "jet"}, 1, 1),
    ],
)
def test_amounts_meet_when_one_rounds_the_other(
    a: dict[str, Any], b: dict[str, Any], low: float, high: float
) -> None:
    found = compare.amount(a, b)
    assert found is not None
    assert low <= found <= high
    assert found == compare.amount(b, a)


@pytest.mark.parametrize(
    ("number", "unit"), [(1300000000, 1e8), (70.59, 0.01), (7, 1), (100, 100), (0, 0)]
)
def test_rounding_is_the_last_digit_that_is_not_zero(number: float, unit: float) -> None:
    assert compare.rounding(number) == pytest.approx(unit)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"name": "Łódź", "country": "POL"}, {"name": "Lodz", "country": "POL"}, 1),
        ({"name": "Lima", "country": "PER"}, {"name": "Lima", "country": "USA"}, 0),
        ({"name": "Lima", "country": "PER"}, {"country": "PER"}, None),
        ({"name": "Lima"}, {"name": "Cusco"}, 0),
        (None, {"name": "Lima"}, None),
    ],
)
def test_places(a: Any, b: Any, expected: float | None) -> None:
    assert compare.place(a, b) == expected


def test_equal_values_have_one_form() -> None:
    assert compare.canonical({"b": [2, 1.0], "a": "x"}) == compare.canonical(
        {"a": "x", "b": [1, 2]}
    )
    assert compare.canonical("1") != compare.canonical(1)
