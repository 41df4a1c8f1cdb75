"""Numbers with 95 % intervals: rates, medians and concentration, where counts are small.

Shares are `memcon.model.sampling.Share` (Wilson).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from memcon.model.sampling import Z95, Share

_RESAMPLES = 2000
_SEED = 20161107  # the same interval each time
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval of 95 %, from `n` cases; no `value` where there are none.

    `low` and `high` are None where so few cases say nothing of them.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


def share(hits: int, n: int) -> Estimate:
    """A share with Wilson's score interval."""
    if not n:
        return Estimate(None, None, None, 0)
    found = Share(hits, n)
    low, high = found.interval
    return Estimate(found.estimate, low, high, n)


def rate(count: int, years: float) -> Estimate:
    """Events a year with Byar's interval for a Poisson count; None for no time.

    K. J. Rothman and J. D. Boice, Epidemiologic Analysis with a Programmable Calculator (1979): for
    a count of n the limits are n(1 - 1/9n - z/3√n)³ and, with m = n + 1, m(1 - 1/9m + z/3√m)³.
    """
    if years <= 0:
        return Estimate(None, None, None, count)
    low = count * (1 - 1 / (9 * count) - Z95 / (3 * math.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    high = more * (1 - 1 / (9 * more) + Z95 / (3 * math.sqrt(more))) ** 3
    return Estimate(count / years, max(0.0, low) / years, high / years, count)


def middle(values: Sequence[float]) -> Estimate:
    """The median with the interval between two order statistics, by the binomial distribution.

    H. A. David and H. N. Nagaraja, Order Statistics (2003), section 7.1. Fewer than six values have
    no such interval.
    """
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        return Estimate(None, None, None, 0)
    below, rank = 0.0, 0
    while rank < n // 2:
        below += math.comb(n, rank) / 2**n
        if below > _TAIL:
            break
        rank += 1
    if not rank:
        return Estimate(float(median(ordered)), None, None, n)
    return Estimate(float(median(ordered)), ordered[rank - 1], ordered[n - rank], n)


def concentration(weights: Sequence[Mapping[str, float]]) -> Estimate:
    """The Herfindahl-Hirschman index of shares, from 0 to 1, with a bootstrap interval.

    Each case spreads a weight of 1 over its categories. A. O. Hirschman, The paternity of an index,
    American Economic Review 54 (1964), 761-762; the interval is the percentile one of B. Efron,
    Bootstrap methods, Annals of Statistics 7 (1979), 1-26, over the cases, always the same.
    """
    n = len(weights)
    if not n:
        return Estimate(None, None, None, 0)
    names = sorted({name for each in weights for name in each})
    table = np.array([[each.get(name, 0.0) for name in names] for each in weights])
    value = _index(table.sum(axis=0))
    if n == 1:
        return Estimate(value, None, None, 1)
    drawn = np.random.default_rng(_SEED).multinomial(n, [1 / n] * n, size=_RESAMPLES)
    indices = [_index(sums) for sums in drawn @ table]
    low, high = np.quantile(indices, [_TAIL, 1 - _TAIL])
    return Estimate(value, float(low), float(high), n)


def _index(sums: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    shares = sums / sums.sum()
    return float((shares**2).sum())
