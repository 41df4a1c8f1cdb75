from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.model.sampling import Share, lot


@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [  # the interval of Wilson as textbooks give it
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
        (10, 10, 0.7225, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_wilsons(right: int, judged: int, low: float, high: float) -> None:
    assert Share(right, judged).interval == pytest.approx((low, high), abs=0.0001)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_estimate_and_lies_in_between(pair: tuple[int, int]) -> None:
    share = Share(*pair)
    low, high = share.interval
    assert share.estimate is not None
    assert 0 <= low <= share.estimate <= high <= 1


def test_lots_are_the_same_for_the_same_seed_only() -> None:
    assert lot("a", "meeting-1") == lot("a", "meeting-1") != lot("b", "meeting-1")
