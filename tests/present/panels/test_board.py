from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from books import aim, promise, trade
from factory import record, source
from memcon.model.record import Record
from memcon.present.panels.board import COLUMNS, board
from panels import scene


def column_of(card: Record, told: dict[str, list[dict[str, Any]]]) -> tuple[str, str]:
    [(column, basis)] = [
        (name, each["basis"])
        for name in COLUMNS
        for each in told[name]
        if card.id in each["records"]
    ]
    return column, basis


@pytest.mark.parametrize(
    ("made", "column", "basis"),
    [
        (promise("dredge the strait", due="../2030"), "pending", ""),
        (promise("dredge the strait", due="../2022"), "overdue", "day"),
        (promise("dredge the strait"), "pending", ""),
        (promise("dredge the strait", due="../2022", status="met"), "met", "document"),
        (promise("dredge the strait", status="missed"), "missed", "document"),
        (promise("dredge the strait", status="dropped"), "dropped", "document"),
        (aim("../2023", 5), "met", "figure"),
        (aim("../2023", 50), "missed", "figure"),
        (aim("../2030", 50), "pending", ""),
    ],
)
def test_a_promise_stands_where_documents_figures_or_its_date_put_it(
    made: Record, column: str, basis: str
) -> None:
    told = board(scene(trade("2022", 8), trade("2023", 9), made))
    assert column_of(made, told) == (column, basis)


def test_a_later_record_of_what_was_promised_meets_it() -> None:
    made = promise("open the Tacna rail terminal", doc="a.txt", due="../2022", date="2020-03-04")
    done = record(
        "project", doc="b.txt", name="Tacna rail terminal", status="completed", date="2021"
    )
    days = [source("a.txt"), source("b.txt", date=date(2022, 1, 5), publisher="Arica Post")]
    [card] = board(scene(made, done, sources=days))["met"]
    assert (card["id"], card["basis"], card["outcome"]) == (made.id, "record", [done.id])


def test_a_target_that_two_records_state_is_one_card() -> None:
    figure = trade("2030", 12, nature="target")
    told = board(scene(aim("../2030", 12), figure))
    [card] = [card for cards in told.values() for card in cards]
    assert card["is_target"]
    assert set(card["records"]) >= {figure.id}


def test_what_is_due_next_stands_on_top() -> None:
    late, soon = promise("widen the road", due="../2030"), promise("drain the marsh", due="../2026")
    told = board(scene(late, soon))
    assert [card["id"] for card in told["pending"]] == [soon.id, late.id]


def test_a_promise_that_is_shown_is_judged_by_records_that_are_not() -> None:
    made = aim("../2023", 5)
    all_of_it = scene(trade("2022", 8), trade("2023", 9), made)
    told = board(replace(all_of_it, shown=frozenset({made.id})))
    assert column_of(made, told) == ("met", "figure")
    assert board(replace(all_of_it, shown=frozenset())) == {name: [] for name in COLUMNS}
