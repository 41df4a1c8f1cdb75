from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import aim, book, dated, trade
from factory import record
from memcon.assess.finding import Finding
from memcon.assess.targets import find_targets, targets
from memcon.model.rates import Rate, RateTable
from memcon.model.record import Record

PATH = (trade("2019", 10), trade("2020", 11), trade("2021", 12.1))


def assessed(*records: Record, **options: Any) -> Finding:
    found = find_targets(book(*records, **options))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("figures", "as_of", "state", "reason"),
    [
        ([], date(2026, 1, 1), "unknown", "no_figure"),
        (PATH, date(2026, 1, 1), "unknown", "no_figure_for_due_period"),
        ([*PATH, trade("2024", 20.4)], date(2026, 1, 1), "met", "reached"),
        ([*PATH, trade("2023", 21)], date(2026, 1, 1), "met", "reached"),
        ([*PATH, trade("2024", 17)], date(2026, 1, 1), "missed", "not_reached"),
        ([trade("2024-01/2024-10", 20.5)], date(2026, 1, 1), "met", "reached"),
        ([trade("2024-01/2024-10", 15)], date(2026, 1, 1), "unknown", "no_figure"),
        ([trade("2025", 20.5)], date(2026, 6, 1), "unknown", "no_figure_for_due_period"),
        (PATH, date(2022, 1, 1), "off_course", "projected"),
        ([*PATH, trade("2022", 15.5)], date(2023, 1, 1), "on_course", "projected"),
        (PATH[-1:], date(2022, 1, 1), "unknown", "no_growth_on_record"),
    ],
)
def test_a_target_is_judged_by_what_the_figures_say_as_of_a_day(
    figures: list[Record], as_of: date, state: str, reason: str
) -> None:
    found = assessed(aim("../2024", 20), *figures, as_of=as_of)
    assert (found.state, found.details["reason"]) == (state, reason)


def test_the_growth_needed_and_seen_are_yearly_rates() -> None:
    told = assessed(aim("../2024", 20), *PATH, as_of=date(2022, 1, 1)).details
    assert told["growth_seen"] == pytest.approx(0.10, abs=0.001)
    assert told["growth_needed"] == pytest.approx((20 / 12.1) ** (1 / 3) - 1, abs=0.001)
    assert told["projected"] == pytest.approx(12.1e9 * 1.1**3, rel=0.01)
    assert (told["growth_from"], told["growth_to"]) == ("2019", "2021")


def test_a_stated_change_is_the_growth_where_only_one_year_is_known() -> None:
    one = trade("2021", 12, change={"value": 25, "unit": "percent", "basis": "yoy"})
    found = assessed(aim("../2024", 20), one, as_of=date(2022, 1, 1))
    assert (found.state, found.details["growth_seen"]) == ("on_course", 0.25)


def test_what_was_reached_before_the_promise_meets_nothing() -> None:
    origins = dated(old="2019-02-01", new="2021-03-01")
    figure = trade("2018", 21, doc="old.txt")
    found = assessed(aim("../2024", 20, doc="new.txt"), figure, origins=origins)
    assert found.state != "met"


def test_sources_that_differ_on_the_due_year_leave_it_unknown() -> None:
    found = assessed(
        aim("../2023", 20), trade("2023", 20.1, doc="a.txt"), trade("2023", 18, doc="b.txt")
    )
    assert (found.state, found.details["reason"]) == ("unknown", "sources_differ")
    assert {side.docs for side in found.sides if side.role == "outcome"} == {("a.txt",), ("b.txt",)}


def test_a_missed_target_that_was_reached_later_says_so() -> None:
    found = assessed(aim("../2021", 20), trade("2021", 18), trade("2023", 22))
    assert (found.state, found.details["reached_later"]) == ("missed", "2023")


@pytest.mark.parametrize(
    ("qualifier", "observed", "state"),
    [
        ({}, {"qualifier": "over"}, "met"),
        ({}, {"qualifier": "under"}, "unknown"),
        ({"qualifier": "over"}, {}, "met"),
        ({"qualifier": "up_to"}, {}, "met"),
    ],
)
def test_qualified_numbers_are_read_as_they_are_meant(
    qualifier: dict[str, str], observed: dict[str, str], state: str
) -> None:
    found = assessed(aim("../2023", 20, target=qualifier), trade("2023", 20, amount=observed))
    assert found.state == state


def test_a_ceiling_is_missed_by_more() -> None:
    ceiling = aim("../2023", 5, target={"qualifier": "up_to"})
    assert assessed(ceiling, trade("2023", 7)).state == "missed"


def test_exports_and_imports_of_one_reporter_add_up_to_its_trade() -> None:
    sides = {"reporter": "CHL", "counterpart": "PER"}
    found = assessed(
        aim("../2023", 20),
        trade("2023", 12, indicator="trade.exports", **sides),
        trade("2023", 9, indicator="trade.imports", **sides),
    )
    outcome = [side for side in found.sides if side.role == "outcome"]
    assert found.state == "met"
    assert {side.value["number"] for side in outcome} == {21e9}
    assert all(side.value["derived"] == ["sum"] for side in outcome)


def test_other_currencies_count_only_by_the_rates_given() -> None:
    euros = trade("2023", 19, amount={"unit": "EUR"})
    pair = book(aim("../2023", 20), euros)
    assert find_targets(pair)[0].details["reason"] == "no_figure"
    table = RateTable((Rate("EUR", "2023", 0.9, "Central Bank"),))
    found = find_targets(replace(pair, rates=table))[0]
    assert found.state == "met"
    outcome = next(side for side in found.sides if side.role == "outcome")
    assert outcome.value["number"] == pytest.approx(19e9 / 0.9)
    assert (outcome.value["derived"], outcome.value["rates"]) == (["converted"], ["Central Bank"])


def test_a_figure_and_a_commitment_that_state_one_number_are_one_target() -> None:
    figure = trade("2024", 20, nature="target", doc="a.txt")
    silent = aim("../2024", 20, doc="b.txt")
    undated = aim("", 20, doc="c.txt")
    found = targets(book(figure, silent, undated))
    assert len(found) == 1
    assert {each.id for each in found[0].records} == {figure.id, silent.id, undated.id}
    assert found[0].due == date(2024, 12, 31)


def test_different_numbers_years_and_indicators_are_different_targets() -> None:
    exports = trade("2024", 20, nature="target", indicator="trade.exports")
    found = targets(
        book(aim("../2024", 20), aim("../2030", 20), aim("../2024", 30, doc="b.txt"), exports)
    )
    assert len(found) == 4


def test_a_stock_is_judged_by_its_state_at_the_time() -> None:
    def stock(day: str, value: float, **slots: Any) -> Record:
        amount = {"value": value, "unit": "USD"}
        return record("figure", indicator="investment.stock", date=day, amount=amount, **slots)

    goal = stock("2023", 5e9, nature="target")
    assert assessed(goal, stock("2023-12-31", 5.2e9, nature="actual")).state == "met"
    assert assessed(goal, stock("2023-12-31", 4.2e9, nature="actual")).state == "missed"


@given(
    values=st.lists(st.floats(1, 1000), min_size=1, max_size=8),
    goal=st.floats(1, 1000),
    year=st.integers(2005, 2030),
)
def test_every_target_gets_a_state_and_a_confidence(
    values: list[float], goal: float, year: int
) -> None:
    path = [trade(str(2010 + i), value) for i, value in enumerate(values)]
    found = assessed(aim(f"../{year}", goal), *path)
    assert found.state in {"met", "missed", "on_course", "off_course", "unknown"}
    assert 0 < found.confidence <= 1
