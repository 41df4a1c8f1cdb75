from __future__ import annotations

from datetime import date

from books import aim, trade
from factory import source
from memcon.present.panels.figures import figures
from panels import scene


def test_points_are_in_order_with_their_words_and_sources() -> None:
    made = scene(trade("2021", 12), trade("2020", 10, quote="ten billion"), sources=[source()])
    [chart] = figures(made)
    [line] = chart["lines"]
    assert [(point["period"], point["words"]) for point in line["points"]] == [
        ("2020", "10 bn USD"),
        ("2021", "12 bn USD"),
    ]
    assert line["points"][0]["sources"][0]["quote"] == "ten billion"


def test_a_part_of_a_year_is_marked() -> None:
    [chart] = figures(scene(trade("2020", 10), trade("2021-01/2021-06", 6)))
    kinds = [point["kind"] for point in chart["lines"][0]["points"]]
    assert kinds == ["year", "part"]


def test_each_reporter_has_a_line() -> None:
    both = [trade("2020", 10, reporter="CHL"), trade("2020", 11, reporter="PER")]
    [chart] = figures(scene(*both))
    assert [line["reporter"] for line in chart["lines"]] == ["CHL", "PER"]


def test_a_target_lies_at_its_due_date_with_what_became_of_it() -> None:
    made = scene(trade("2022", 8), trade("2023", 9), aim("../2023", 12), as_of=date(2024, 6, 1))
    [chart] = figures(made)
    [target] = chart["targets"]
    assert (target["words"], target["due"], target["state"]) == (
        "12 bn USD",
        "2023-12-31",
        "missed",
    )


def test_a_target_without_figures_is_no_chart() -> None:
    assert figures(scene(aim("../2030", 12))) == []


def test_a_sum_says_that_it_was_derived() -> None:
    sides = [
        trade("2020", 6, indicator="trade.exports", reporter="CHL", counterpart="PER"),
        trade("2020", 5, indicator="trade.imports", reporter="CHL", counterpart="PER"),
    ]
    total = next(each for each in figures(scene(*sides)) if each["indicator"] == "trade.total")
    [point] = total["lines"][0]["points"]
    assert (point["number"], point["derived"]) == (11e9, ["sum"])
    assert point["records"] == [each.id for each in sides]


def test_trade_comes_before_other_figures_and_forecasts_are_lines_of_their_own() -> None:
    visitors = {"value": 5000, "unit": "visitor"}
    charts = figures(
        scene(
            trade("2020", 1, indicator="tourism.visitors", amount=visitors),
            trade("2021", 2),
            trade("2030", 9, nature="forecast"),
        )
    )
    assert [chart["indicator"] for chart in charts] == ["trade.total", "tourism.visitors"]
    assert [line["nature"] for line in charts[0]["lines"]] == ["actual", "forecast"]


def test_a_number_told_before_its_period_was_over_is_marked() -> None:
    early = source(date=date(2020, 3, 4))
    [chart] = figures(scene(trade("2020", 10), sources=[early]))
    assert chart["lines"][0]["points"][0]["is_early"]


def test_of_several_numbers_for_a_period_one_is_the_lines() -> None:
    [chart] = figures(scene(trade("2020", 10), trade("2020", 90, amount={"qualifier": "about"})))
    points = chart["lines"][0]["points"]
    assert sorted(point["is_other"] for point in points) == [False, True]
