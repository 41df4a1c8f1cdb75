from __future__ import annotations

import pytest

from books import book, trade
from memcon.assess.mirror import mirrors
from memcon.model.record import Record

EXPORTS, IMPORTS = "trade.exports", "trade.imports"


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (trade("2022", 10, reporter="CHL"), trade("2022", 8, reporter="PER"), 0.2),
        (trade("2022", 10, reporter="CHL"), trade("2022", 8, reporter="CHL"), None),
        (trade("2022", 10, reporter="CHL"), trade("2021", 8, reporter="PER"), None),
        (
            trade("2022", 10, reporter="CHL"),
            trade("2022", 9.8, reporter="PER", amount={"qualifier": "over"}),
            None,
        ),
        (
            trade("2022", 5, indicator=EXPORTS, reporter="CHL", counterpart="PER"),
            trade("2022", 4, indicator=IMPORTS, reporter="PER", counterpart="CHL"),
            0.2,
        ),
        (
            trade("2022", 5, indicator=EXPORTS, reporter="CHL", counterpart="PER"),
            trade("2022", 4, indicator=IMPORTS, reporter="CHL", counterpart="PER"),
            None,
        ),
    ],
)
def test_one_flow_and_period_as_both_sides_count_it(
    one: Record, other: Record, gap: float | None
) -> None:
    assert [each.gap for each in mirrors(book(one, other))] == ([gap] if gap else [])
