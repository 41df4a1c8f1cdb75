"""A line of yearly numbers carried on: a trend with an interval, else the plain compound growth.

The trend is a straight line through the logarithms of the numbers (ordinary least squares, as
statsmodels fits it), so growth is a constant share a year; gaps between years do no harm. Its
prediction interval is that of a single new observation. See Hyndman and Athanasopoulos,
Forecasting: Principles and Practice, 3rd edition (2021), chapters 5.8 (accuracy, time series
cross-validation) and 7.6.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from memcon.assess.figures import Value, growth

LEVEL = 0.8  # of the interval
FEWEST = 6  # yearly numbers from which a trend is drawn
_FIRST = 4  # numbers that the first trend of the back-test rests on
_RECENT = 5  # years that plain growth is taken from


@dataclass(frozen=True, slots=True)
class Projected:
    """The number for a year, with the ends of its interval where there is one."""

    year: int
    number: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class BackTest:
    """How the method would have done: each number from the fifth on, from those before it.

    `error` is the mean absolute percentage error as a fraction, `naive` that of taking the number
    before as it stands, `covered` how many of the `forecasts` lay within their interval.
    """

    forecasts: int
    error: float
    naive: float
    covered: int


@dataclass(frozen=True, slots=True)
class Projection:
    """Numbers carried on, by year; `rate` is the growth a year as a fraction.

    `method` is `trend`, `growth` (compound growth between two numbers, no interval) or `none`;
    `reason` says why it is no trend: `short` (fewer than six numbers), `sign` (one is not positive)
    or `library` (statsmodels is not installed).
    """

    method: str
    points: tuple[Projected, ...] = ()
    rate: float | None = None
    reason: str = ""
    back_test: BackTest | None = None
    first: int | None = None
    last: int | None = None


def project(path: Sequence[Value], until: int) -> Projection:
    """The path carried on year by year to a year, from the year after its last number.

    `path` holds one number for each whole year, oldest first.
    """
    known = [(value.last.year, value.number) for value in path]
    reason = _why_no_trend(known)
    if reason:
        return _grown(path, until, reason)
    years = list(range(known[-1][0] + 1, until + 1))
    rate, points = _trend(known, years)
    return Projection(
        "trend", tuple(points), round(rate, 4), "", _back_test(known), known[0][0], known[-1][0]
    )


def grown(latest: float, rate: float, years: float) -> float:
    """A number after some years of compound growth at a rate, a fraction a year."""
    return float(latest * (1 + rate) ** years)


def _why_no_trend(known: Sequence[tuple[int, float]]) -> str:
    if len(known) < FEWEST:
        return "short"
    if any(number <= 0 for _, number in known):
        return "sign"
    return "" if _has_library() else "library"


def _has_library() -> bool:
    try:
        import statsmodels.api  # noqa: F401
    except ImportError:
        return False
    return True


def _grown(path: Sequence[Value], until: int, reason: str) -> Projection:
    """Compound growth over the last years on record, the first of which is that far back."""
    if len(path) < 2:  # noqa: PLR2004 (from one number to another)
        return Projection("none", reason=reason)
    latest = path[-1]
    recent = [v for v in path if latest.last.year - v.last.year <= _RECENT]
    earlier = recent[0] if len(recent) > 1 else path[-2]
    rate = growth(earlier, latest)
    if rate is None:
        return Projection("none", reason=reason)
    last = latest.last.year
    points = tuple(
        Projected(year, grown(latest.number, rate, year - last))
        for year in range(last + 1, until + 1)
    )
    return Projection("growth", points, round(rate, 4), reason, None, earlier.last.year, last)


def _trend(
    known: Sequence[tuple[int, float]], years: Sequence[int]
) -> tuple[float, list[Projected]]:
    """The growth a year that a log-linear trend gives, and its numbers for some years."""
    import numpy as np
    import statsmodels.api as sm

    start = known[0][0]
    observed = np.array([year - start for year, _ in known], dtype=float)
    fitted = sm.OLS(
        np.log([number for _, number in known]), sm.add_constant(observed, has_constant="add")
    ).fit()
    rate = float(math.expm1(fitted.params[1]))
    if not years:
        return rate, []
    ahead = np.array([year - start for year in years], dtype=float)
    frame: Any = fitted.get_prediction(sm.add_constant(ahead, has_constant="add")).summary_frame(
        alpha=1 - LEVEL
    )
    columns = (frame["mean"], frame["obs_ci_lower"], frame["obs_ci_upper"])
    return rate, [
        Projected(year, *(float(math.exp(each)) for each in row))
        for year, *row in zip(years, *columns, strict=True)
    ]


def _back_test(known: Sequence[tuple[int, float]]) -> BackTest:
    """One step on, from every origin that leaves four numbers or more to fit."""
    errors, naive, covered = [], [], 0
    for end in range(_FIRST, len(known)):
        year, actual = known[end]
        _, (point,) = _trend(known[:end], [year])
        errors.append(abs(point.number - actual) / actual)
        naive.append(abs(known[end - 1][1] - actual) / actual)
        covered += (point.low or 0) <= actual <= (point.high or 0)
    count = len(errors)
    return BackTest(count, round(sum(errors) / count, 4), round(sum(naive) / count, 4), covered)
