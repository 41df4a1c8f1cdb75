from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.model import edtf
from memcon.statistics.periods import period


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2018", "2018"),
        ("2018-A1", "2018"),
        ("2018 [YR2018]", "2018"),
        ("201803", "2018-03"),
        ("2018-03", "2018-03"),
        ("2018M3", "2018-03"),
        ("2018M03", "2018-03"),
        ("2018-M03", "2018-03"),
        ("2018Q3", "2018-07/2018-09"),
        ("2018-Q4", "2018-10/2018-12"),
        ("2018-S2", "2018-07/2018-12"),
        ("2018-H1", "2018-01/2018-06"),
        ("2018-T3", "2018-09/2018-12"),
        ("2018-02-28", "2018-02-28"),
        ("2018-01/2018-08", "2018-01/2018-08"),
        ("2018-33", "2018-33"),
    ],
)
def test_periods_become_edtf(written: str, expected: str) -> None:
    assert period(written) == expected


@pytest.mark.parametrize(
    ("frequency", "expected"), [("A", "2018"), ("Q", "2018-04/2018-06"), ("M", "2018-04")]
)
def test_a_first_day_stands_for_its_period(frequency: str, expected: str) -> None:
    assert period("2018-04-01", frequency=frequency) == expected


@pytest.mark.parametrize(
    "written",
    ["", "0000", "2018-13", "201800", "2018Q5", "2018-S3", "2018-02-30", "18", "2018/..", "x"],
)
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|end"):
        period(written)


@given(
    st.integers(1000, 2999), st.sampled_from([("M", 12), ("Q", 4), ("S", 2), ("T", 3)]), st.data()
)
def test_the_parts_of_a_year_cover_it_without_gaps(
    year: int, part: tuple[str, int], data: st.DataObject
) -> None:
    letter, count = part
    number = data.draw(st.integers(1, count))
    found = edtf.bounds(period(f"{year}-{letter}{number}"))
    assert found.first is not None
    assert found.first.year == year
    assert (found.first.month - 1) == (number - 1) * 12 // count
    if number < count:
        following = edtf.bounds(period(f"{year}{letter}{number + 1}"))
        assert following.first is not None
        assert found.last is not None
        assert (following.first - found.last).days == 1
