from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.assess.estimates import concentration, middle, rate, share

# Exact Poisson limits for a count (F. Garwood, 1936): Byar's come close to them.
EXACT = {1: (0.0253, 5.5716), 5: (1.6235, 11.6683), 20: (12.2165, 30.8884), 100: (81.364, 121.627)}


@pytest.mark.parametrize("count", EXACT)
def test_byars_limits_come_close_to_the_exact_ones(count: int) -> None:
    found = rate(count, 2.0)
    low, high = EXACT[count]
    assert found.value == count / 2
    assert found.low is not None
    assert found.high is not None
    assert found.low * 2 == pytest.approx(low, abs=0.12)
    assert found.high * 2 == pytest.approx(high, abs=0.12)


def test_no_event_has_an_upper_limit_and_no_time_has_no_rate() -> None:
    none = rate(0, 1.0)
    assert (none.value, none.low) == (0.0, 0.0)
    assert none.high == pytest.approx(3.69, abs=0.1)  # exact: -ln 0.025
    assert rate(3, 0.0).value is None


@pytest.mark.parametrize(
    ("n", "ranks"),
    [(5, None), (6, (1, 6)), (10, (2, 9)), (20, (6, 15)), (30, (10, 21))],
)
def test_the_interval_of_a_median_is_between_order_statistics(
    n: int, ranks: tuple[int, int] | None
) -> None:
    found = middle([float(each) for each in range(1, n + 1)])
    assert found.value == (n + 1) / 2
    assert (found.low, found.high) == (ranks or (None, None))


def test_work_in_one_sector_is_wholly_concentrated() -> None:
    found = concentration([{"energy": 1.0}] * 5)
    assert (found.value, found.low, found.high, found.n) == (1.0, 1.0, 1.0, 5)


def test_a_case_in_two_sectors_counts_half_in_each() -> None:
    found = concentration([{"energy": 0.5, "trade": 0.5}, {"energy": 1.0}])
    assert found.value == pytest.approx(0.75**2 + 0.25**2)


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=2, max_size=40))
def test_concentration_lies_between_even_and_single_and_is_the_same_each_time(
    names: list[str],
) -> None:
    cases = [{name: 1.0} for name in names]
    found = concentration(cases)
    assert found == concentration(cases)
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 1 / len(set(names)) - 1e-9 <= found.value <= 1 + 1e-9
    assert 0 < found.low <= found.high <= 1 + 1e-9


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_share_lies_in_its_interval(hits: int, misses: int) -> None:
    found = share(hits, hits + misses)
    if not hits + misses:
        assert found.value is found.low is found.high is None
        return
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    assert not math.isnan(found.low)
