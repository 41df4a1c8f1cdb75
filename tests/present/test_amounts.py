from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.present.amounts import human_amount, human_change


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ({"value": 70.59e9, "unit": "USD"}, "70.59 bn USD"),
        ({"value": 100e9, "unit": "USD", "qualifier": "over"}, "over 100 bn USD"),
        ({"value": 1.3e12, "unit": "JPY", "qualifier": "about"}, "about 1.3 trn JPY"),
        ({"value": 15_500_000, "unit": "NZD"}, "15.5 m NZD"),
        ({"value": 750_000, "unit": "EUR", "qualifier": "up_to"}, "up to 750,000 EUR"),
        ({"value": 24, "unit": "jet"}, "24 jets"),
        ({"value": 1, "unit": "jet"}, "1 jet"),
        ({"value": 3, "unit": "ferry"}, "3 ferries"),
        ({"value": 3, "unit": "survey"}, "3 surveys"),
        ({"value": 2, "unit": "bus"}, "2 buses"),
        ({"value": 40, "unit": "person"}, "40 people"),
        ({"value": 5, "unit": "aircraft"}, "5 aircraft"),
        ({"value": 7, "unit": "tonne of copper"}, "7 tonnes of copper"),
        ({"value": 2, "unit": "power_unit"}, "2 power units"),
        ({"value": 4.5, "unit": "percent"}, "4.5 %"),
        ({"value": 2, "unit": "percentage_points"}, "2 percentage points"),
        ({"low": 20e9, "high": 30e9, "unit": "USD"}, "20–30 bn USD"),
        ({"low": 900_000, "high": 2e6, "unit": "USD"}, "0.9–2 m USD"),
        ({"low": 10, "high": 20, "unit": "visitor"}, "10–20 visitors"),
        ({"value": 38e9, "unit": "cubic metre", "per": "year"}, "38 bn cubic metres a year"),
        ({"value": -5e9, "unit": "USD"}, "−5 bn USD"),
        ({"unit": "USD"}, ""),
    ],
)
def test_amounts_read_as_people_write_them(amount: dict[str, Any], words: str) -> None:
    assert human_amount(amount) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": 4.5, "unit": "percent", "basis": "yoy"}, "up 4.5 % on the year"),
        ({"value": -11, "unit": "percent", "basis": "qoq"}, "down 11 % on the quarter"),
        ({"value": 40, "unit": "percent", "basis": "since 2010"}, "up 40 % since 2010"),
        ({"value": 2e9, "unit": "USD"}, "up 2 bn USD"),
        ({"value": 0, "unit": "percent", "basis": "yoy"}, "unchanged on the year"),
        ({"unit": "percent"}, ""),
    ],
)
def test_changes_say_their_direction_and_basis(change: dict[str, Any], words: str) -> None:
    assert human_change(change) == words


@given(st.integers(min_value=0, max_value=10**15))
def test_no_digit_is_lost_below_a_millionth(value: int) -> None:
    shown, _, rest = human_amount({"value": value, "unit": "EUR"}).partition(" ")
    scale = {"bn": 10**9, "m": 10**6, "trn": 10**12}.get(rest.split()[0], 1)
    assert abs(float(shown.replace(",", "")) * scale - value) <= scale * 1e-6
