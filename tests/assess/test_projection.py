"""Numbers carried on: the trend with its interval, the plain growth, and the back-test."""

from __future__ import annotations

import builtins
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import trade
from memcon.assess.figures import Value, figure_series
from memcon.assess.projection import FEWEST, Projection, grown, project


def path(*numbers: float, first: int = 2010) -> list[Value]:
    made = [trade(str(first + step), number) for step, number in enumerate(numbers)]
    (line,) = figure_series(made)
    return list(line.values)


STEADY = [10 * 1.05**step for step in range(8)]
UNEVEN = [10, 11, 10.5, 13, 12, 14, 16, 15]


@given(st.floats(-0.2, 0.4), st.integers(FEWEST, 12))
def test_steady_growth_is_found_and_carried_on(rate: float, length: int) -> None:
    made = project(path(*(10 * (1 + rate) ** step for step in range(length))), 2030)
    assert made.method == "trend"
    assert made.rate == pytest.approx(rate, abs=1e-4)
    assert made.points[-1].year == 2030
    assert made.points[-1].number == pytest.approx(10e9 * (1 + rate) ** 20, rel=1e-3)


def test_gaps_between_years_do_no_harm() -> None:
    values = path(*STEADY)
    made = project([*values[:3], *values[5:], *path(10 * 1.05**9, first=2019)], 2020)
    assert made.rate == pytest.approx(0.05, abs=1e-4)


def test_the_interval_holds_the_projection_and_widens() -> None:
    points = project(path(*UNEVEN), 2025).points
    widths = [math.log((point.high or 0) / (point.low or 1)) for point in points]
    assert all((p.low or 0) < p.number < (p.high or 0) for p in points)
    assert widths == sorted(widths)


def test_the_back_test_forecasts_each_number_from_those_before_it() -> None:
    tested = project(path(*STEADY), 2020).back_test
    assert tested is not None
    assert (tested.forecasts, tested.error) == (4, 0)
    assert tested.naive == pytest.approx(1 - 1 / 1.05, abs=1e-4)
    tested = project(path(*UNEVEN), 2020).back_test
    assert tested is not None
    assert tested.error > 0
    assert 0 <= tested.covered <= tested.forecasts


def test_few_numbers_are_carried_on_by_their_compound_growth() -> None:
    made = project(path(10, 12.1, first=2016), 2020)
    assert (made.method, made.reason, made.first, made.last) == ("growth", "short", 2016, 2017)
    assert made.points[0].number == pytest.approx(12.1e9 * 1.21, rel=1e-3)
    assert {(point.low, point.high) for point in made.points} == {(None, None)}


def test_plain_growth_is_that_of_the_last_five_years() -> None:
    old, recent = path(1, first=1990), path(10, 11, first=2016)
    assert project([*old, *recent], 2018).rate == pytest.approx(0.1, abs=1e-3)


@pytest.mark.parametrize("numbers", [(), (10,), (0, 10)])
def test_what_does_not_tell_of_growth_is_not_carried_on(numbers: tuple[float, ...]) -> None:
    known = path(*numbers) if numbers else []
    assert project(known, 2020) == Projection("none", reason="short")


def test_numbers_that_are_not_positive_have_no_trend() -> None:
    made = project(path(-1, *UNEVEN), 2020)
    assert (made.method, made.reason) == ("growth", "sign")


def test_without_the_library_growth_is_carried_on_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("statsmodels"):
            raise ImportError(name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    made = project(path(*UNEVEN), 2020)
    assert (made.method, made.reason, made.back_test) == ("growth", "library", None)


def test_compound_growth() -> None:
    assert grown(100, 0.1, 2) == pytest.approx(121)
