from __future__ import annotations

from dataclasses import replace

import pytest

from factory import record, source
from memcon.present.panels.timeline import timeline
from panels import scene


@pytest.mark.parametrize(
    ("date", "first", "last", "is_range", "is_about"),
    [
        ("2019-09-17", "2019-09-17", "2019-09-17", False, False),
        ("2019-09-16/2019-09-18", "2019-09-16", "2019-09-18", True, False),
        ("2013", "2013-01-01", "2013-12-31", True, False),
        ("2015-33", "2015-01-01", "2015-03-31", True, False),
        ("../2024", "", "2024-12-31", True, False),
        ("2010/..", "2010-01-01", "", True, False),
        ("2012~", "2012-01-01", "2012-12-31", True, True),
    ],
)
def test_a_date_is_drawn_as_far_as_it_is_known(
    date: str, first: str, last: str, is_range: bool, is_about: bool
) -> None:
    [lane] = timeline(scene(record("project", name="a bridge", date=date)))
    [item] = lane["items"]
    drawn = (item["first"], item["last"], item["is_range"], item["is_about"])
    assert drawn == (first, last, is_range, is_about)


def test_lanes_are_in_order_and_those_without_records_are_left_out() -> None:
    lanes = timeline(
        scene(
            record("project", name="a bridge", date="2020"),
            record("visit", visitor={"name": "Ana Ruiz"}, host="PER", date="2020-01-02"),
            record("position", holder="CHL", stance="supports", topic="the bridge"),
        )
    )
    assert [lane["lane"] for lane in lanes] == ["visit", "project"]


def test_what_has_no_date_stands_apart() -> None:
    [lane] = timeline(scene(record("body", name="a border committee")))
    assert (lane["items"], [item["what"] for item in lane["undated"]]) == (
        [],
        ["A border committee"],
    )


def test_an_item_cites_each_document_with_its_words() -> None:
    held = record("meeting", date="2020-03-01", quote="They met in Lima.")
    [lane] = timeline(scene(held, sources=[source()]))
    [cite] = lane["items"][0]["sources"]
    assert (cite["doc"], cite["publisher"], cite["date"], cite["quote"]) == (
        "note.txt",
        "Lima Courier",
        "2020-03-04",
        "They met in Lima.",
    )


def test_filters_leave_items_out_but_not_of_what_follows_from_all() -> None:
    seen, unseen = record("project", name="a bridge"), record("project", name="a tunnel")
    made = replace(scene(seen, unseen), shown=frozenset({seen.id}))
    [lane] = timeline(made)
    assert [item["id"] for item in lane["undated"]] == [seen.id]
