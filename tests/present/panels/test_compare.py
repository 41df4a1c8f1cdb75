from __future__ import annotations

from books import USD, meeting, trade
from factory import cite, record, source
from memcon.model.record import Record
from memcon.present.panels.compare import periods, publishers
from panels import scene


def test_counts_stand_beside_each_other() -> None:
    before = scene(meeting("2010-01-01"), record("event", quad_class=1, goldstein=2.0))
    after = scene(
        meeting("2020-01-01"),
        meeting("2021-01-01", kind="ministerial"),
        record("event", quad_class=4, goldstein=-6.0),
    )
    told = periods(before, after)
    counts = {row["key"]: row["numbers"] for row in told["counts"]}
    assert counts == {
        "meeting": [1, 2],
        "event": [1, 1],
        "top_meetings": [1, 1],
        "quad_1": [1, 0],
        "quad_4": [0, 1],
    }
    assert told["tone"] == [2.0, -6.0]


def test_the_latest_whole_years_are_compared() -> None:
    before = scene(trade("2010", 8), trade("2011", 10))
    after = scene(trade("2020", 15), trade("2021-01/2021-06", 9))
    [row] = periods(before, after)["figures"]
    assert [value["words"] for value in row["values"]] == ["10 bn USD", "15 bn USD"]
    assert row["change"] == 0.5


def test_a_part_of_a_year_is_never_compared_with_a_whole_one() -> None:
    [row] = periods(scene(trade("2010", 8)), scene(trade("2021-01/2021-06", 9)))["figures"]
    assert row["change"] is None


def _told_by(*docs: str, stated: object = None) -> Record:
    evidence = tuple(cite(doc=doc) for doc in docs)
    slots = {"parties": ["CHL", "PER"], "title": "a fishing accord", "amount": {"value": 5, **USD}}
    return Record(
        f"instrument-{'-'.join(docs)}", "instrument", slots, evidence, stated=stated or {}
    )


def test_two_publishers_agree_differ_or_tell_alone() -> None:
    amounts = [
        {"value": {"value": 5, **USD}, "docs": ["a.txt"]},
        {"value": {"value": 9, **USD}, "docs": ["b.txt"]},
    ]
    told = publishers(
        scene(
            _told_by("a.txt", "b.txt", stated={"amount": amounts}),
            _told_by("a.txt", "b.txt", "c.txt"),
            _told_by("a.txt"),
            _told_by("c.txt"),
            sources=[
                source("a.txt", publisher="Lima Courier"),
                source("b.txt", publisher="Arica Post"),
                source("c.txt", publisher="Quito Day"),
            ],
        ),
        "Lima Courier",
        "Arica Post",
    )
    assert told["counts"] == {"disputed": 1, "agreed": 1, "one": 1, "other": 0}
    assert told["disputed"][0]["slots"] == [{"slot": "amount", "values": ["5 USD", "9 USD"]}]
