"""EDTF values: bounds, precision, compatibility; a second opinion from the edtf library."""

from __future__ import annotations

from datetime import date, datetime
from time import struct_time

import edtf as library
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import RecordError
from memcon.model import edtf

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31))


@pytest.mark.parametrize(
    ("value", "first", "last", "precision"),
    [
        ("2016-11-07", "2016-11-07", "2016-11-07", "day"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2016", "2016-01-01", "2016-12-31", "year"),
        ("2016~", "2016-01-01", "2016-12-31", "year"),
        ("2016-11-XX", "2016-11-01", "2016-11-30", "month"),
        ("199X", "1990-01-01", "1999-12-31", "decade"),
        ("18XX", "1800-01-01", "1899-12-31", "century"),
        ("2015-33", "2015-01-01", "2015-03-31", "quarter"),
        ("2015-36", "2015-10-01", "2015-12-31", "quarter"),
        ("2015-40", "2015-01-01", "2015-06-30", "half"),
        ("2015-41", "2015-07-01", "2015-12-31", "half"),
        ("2015-21", "2015-03-01", "2015-05-31", "interval"),
        ("2015-24", "2015-12-01", "2016-02-29", "interval"),
        ("2015-29", "2015-09-01", "2015-11-30", "interval"),
        ("2015-01/2015-08", "2015-01-01", "2015-08-31", "interval"),
        ("2016-11-07/2016-11-13", "2016-11-07", "2016-11-13", "interval"),
        ("[2015,2017..2018]", "2015-01-01", "2018-12-31", "interval"),
    ],
)
def test_bounds_and_precision(value: str, first: str, last: str, precision: str) -> None:
    found = edtf.parse(value)
    assert found.bounds == edtf.Bounds(date.fromisoformat(first), date.fromisoformat(last))
    assert found.precision == precision


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("../2024", None, date(2024, 12, 31)),
        ("/2024", None, date(2024, 12, 31)),
        ("2010/..", date(2010, 1, 1), None),
        ("2010-05-03/", date(2010, 5, 3), None),
        ("[..2024]", None, date(2024, 12, 31)),
    ],
)
def test_open_side_has_no_bound(value: str, first: date | None, last: date | None) -> None:
    found = edtf.bounds(value)
    assert (found.first, found.last) == (first, last)
    assert not found.is_closed
    assert found.days is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "..",
        "../..",
        "/",
        "2016-13",
        "2016-02-30",
        "2016-00",
        "0000",
        "16-11-07",
        "2017/2016",
        "2016-11-7",
        "November 2016",
        "199X-05",
        "2016-33-01",
        "[2016",
        "2016//2017",
        "2016/2017/2018",
    ],
)
def test_what_is_no_value_is_refused_by_name(value: str) -> None:
    assert not edtf.is_valid(value)
    with pytest.raises(RecordError, match="is no EDTF date"):
        edtf.parse(value)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2016-11", "2016-11-07", True),
        ("2016", "2016-11-07/2016-11-13", True),
        ("2016-11-07", "2016-11-08", False),
        ("2016-11", "2016-12", False),
        ("../2024", "2023", True),
        ("../2024", "2025", False),
        ("2010/..", "2015-03", True),
        ("2016-11-05/2016-11-09", "2016-11-08/2016-11-12", False),
        ("2016~", "2017-03", True),
        ("2016~", "2019", False),
        ("199X", "1994", True),
    ],
)
def test_compatible_values_lie_within_each_other(left: str, right: str, expected: bool) -> None:
    assert edtf.compatible(left, right) is expected
    assert edtf.compatible(right, left) is expected


def test_precision_rank_orders_from_vague_to_exact() -> None:
    values = ["18XX", "199X", "2016", "2016-40", "2016-33", "2016-11", "2016-11-07"]
    ranks = [edtf.precision_rank(value) for value in values]
    assert ranks == sorted(set(ranks))
    assert edtf.precision_rank("../2024-05") == edtf.precision_rank("2024-05")


def test_marks_are_told() -> None:
    assert edtf.parse("2016~").approximate
    assert edtf.parse("2016?").uncertain
    both = edtf.parse("2016%")
    assert both.approximate
    assert both.uncertain


def test_interval_of_equal_ends_is_one_value() -> None:
    assert edtf.interval("2016", "2016") == "2016"
    assert edtf.interval("..", "2016") == "../2016"


@given(DAYS)
def test_day_keeps_its_bounds(day: date) -> None:
    assert edtf.bounds(edtf.from_day(day)) == edtf.Bounds(day, day)


@given(DAYS, st.integers(min_value=-20000, max_value=20000))
def test_months_added_and_taken_away_cancel_out(day: date, months: int) -> None:
    assert edtf.add_months(*edtf.add_months(day.year, day.month, months), -months) == (
        day.year,
        day.month,
    )


@given(DAYS, DAYS)
def test_value_contains_its_parts(one: date, other: date) -> None:
    first, last = sorted((one, other))
    whole = edtf.interval(first.isoformat(), last.isoformat())
    assert edtf.compatible(whole, first.isoformat())
    assert edtf.compatible(whole, whole)
    assert edtf.compatible(f"../{last}", first.isoformat())


POINTS = st.one_of(
    DAYS.map(date.isoformat),
    st.dates(date(1000, 1, 1), date(9990, 1, 1)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(1000, 9990).map(str),
    st.integers(100, 998).map(lambda decade: f"{decade}X"),
)


def _day(moment: struct_time) -> date:
    return datetime(*moment[:3]).date()  # noqa: DTZ001 (a calendar day has no zone)


@given(POINTS)
def test_library_has_the_same_bounds(value: str) -> None:
    other = library.parse_edtf(value)
    mine = edtf.bounds(value)
    assert (mine.first, mine.last) == (_day(other.lower_strict()), _day(other.upper_strict()))


@given(st.text(alphabet="0123456789X-/.~?%[],", max_size=24))
def test_any_text_is_valid_or_refused(value: str) -> None:
    if edtf.is_valid(value):
        found = edtf.bounds(value)
        assert not found.is_closed or (found.days or 0) >= 1
