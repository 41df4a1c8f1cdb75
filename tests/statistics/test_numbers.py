from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.statistics.numbers import number, power_of, value_of


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("56065.2", ".", "56065.2"),
        ("1,234,567.5", ".", "1234567.5"),
        ("1.234.567,5", ",", "1234567.5"),
        ("1 234 567", ".", "1234567"),
        ("1\u00a0234,5", ",", "1234.5"),
        ("1'234", ".", "1234"),
        ("12,5", ",", "12.5"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
        ("-3", ".", "-3"),
        ("−3", ".", "-3"),
        ("1.2E+10", ".", "12000000000"),
        ("0", ".", "0"),
    ],
)
def test_numbers_as_people_write_them(cell: str, decimal: str, expected: str) -> None:
    assert number(cell, decimal=decimal) == Decimal(expected)


@pytest.mark.parametrize("cell", ["", " ", "..", "NaN", "n/a", "-", "--", "null", ":", "NA"])
def test_marks_for_no_value_are_no_zero(cell: str) -> None:
    assert number(cell) is None


@pytest.mark.parametrize(
    ("cell", "decimal"),
    [("12,5", "."), ("1,234,5", "."), ("abc", "."), ("1.2.3", "."), ("inf", "."), ("5 %", "."),
     ("1.5", ",")],
)  # fmt: skip
def test_what_can_be_read_two_ways_is_refused(cell: str, decimal: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        number(cell, decimal=decimal)


@pytest.mark.parametrize(
    ("scale", "power"),
    [("Units", 0), ("Millions", 6), ("mln", 6), ("Billions", 9), ("1000", 3), ("1,000,000", 6)],
)
def test_scales_are_powers_of_ten(scale: str, power: int) -> None:
    assert power_of(scale) == power


@pytest.mark.parametrize("scale", ["dozens", "1500", "-3", ""])
def test_what_is_no_scale_is_refused(scale: str) -> None:
    with pytest.raises(ValueError, match="no scale"):
        power_of(scale)


@given(st.integers(-(10**12), 10**12), st.sampled_from([0, 3, 6, 9]))
def test_scaling_whole_numbers_is_exact(count: int, power: int) -> None:
    found = number(f"{count:,}")
    assert found is not None
    assert value_of(found, power) == count * 10**power


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_both_decimal_marks_give_one_number(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert number(english) == number(german, decimal=",") == amount
