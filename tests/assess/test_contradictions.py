from __future__ import annotations

from typing import Any

import pytest

from books import book, meeting, trade
from factory import record
from memcon.assess.contradictions import find_contradictions
from memcon.model.record import Record
from memcon.resolve.contradictions import contradictions


def stated(*values: Any) -> list[dict[str, Any]]:
    return [{"value": value, "docs": [f"{i}.txt"]} for i, value in enumerate(values)]


def usd(value: float, **more: str) -> dict[str, Any]:
    return {"value": value, "unit": "USD", **more}


@pytest.mark.parametrize(
    ("slot", "values", "is_one"),
    [
        ("date", ["2016-11-07", "2016-11-09"], True),
        ("date", ["2016-11-07", "2016-11"], False),
        ("date", ["2016-11-07/2016-11-09", "2016-11-08"], False),
        ("amount", [usd(88e9), usd(120e9)], True),
        ("amount", [usd(88e9), usd(88.2e9)], False),
        ("amount", [usd(100e9, qualifier="over"), usd(107.06e9)], False),
        ("amount", [usd(100e9, qualifier="over"), usd(90e9)], True),
        ("ordinal", [21, 22], True),
        ("status", ["planned", "held"], False),
        ("status", ["held", "cancelled"], True),
        ("series", ["Annual talks", "Yearly consultations"], False),
    ],
)
def test_only_values_that_cannot_all_be_true_contradict(
    slot: str, values: list[Any], is_one: bool
) -> None:
    found = contradictions(record("meeting", stated={slot: stated(*values)}, **{slot: values[0]}))
    assert [each.slot for each in found] == ([slot] if is_one else [])


def person(name: str, role: str = "Prime Minister", country: str = "CHL") -> dict[str, str]:
    return {"name": name, "role": role, "country": country}


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        (person("Ana Ruiz"), person("Jorge Paz"), True),
        (person("Ana Ruiz"), person("A. Ruiz"), False),
        (person("Ana Ruiz"), person("Jorge Paz", country="PER"), False),
        (person("Ana Ruiz"), person("Jorge Paz", role="Minister of Trade"), False),
    ],
)
def test_two_persons_on_one_seat_contradict(
    first: dict[str, str], second: dict[str, str], is_one: bool
) -> None:
    told = {"participants": stated([first], [second])}
    found = contradictions(meeting("2020-01-01", stated=told, participants=[first, second]))
    assert bool(found) is is_one


def test_figures_of_one_period_that_no_rounding_explains_contradict() -> None:
    one, other = trade("2020", 10, doc="a.txt"), trade("2020", 14, doc="b.txt")
    (found,) = find_contradictions(book(one, other))
    assert found.rule == "contradiction.figure"
    assert [side.value["value"] for side in found.sides] == [10e9, 14e9]
    assert [side.docs for side in found.sides] == [("a.txt",), ("b.txt",)]


@pytest.mark.parametrize(
    "other",
    [
        trade("2020-01/2020-08", 14, doc="b.txt"),
        trade("2021", 14, doc="b.txt"),
        trade("2020", 14, doc="b.txt", nature="forecast"),
        trade("2020", 14, doc="b.txt", reporter="PER", counterpart="CHL"),
        trade("2020", 14, doc="b.txt", amount={"unit": "EUR"}),
        trade("2020", 14, doc="a.txt"),
        trade("2020", 10.4, doc="b.txt"),
    ],
    ids=["part-year", "year", "forecast", "mirror", "currency", "document", "rounding"],
)
def test_figures_of_different_things_do_not(other: Record) -> None:
    assert find_contradictions(book(trade("2020", 10, doc="a.txt"), other)) == []


def test_two_sources_that_number_one_meeting_differently_contradict() -> None:
    (found,) = find_contradictions(
        book(meeting("2020-03-02", 5, doc="a.txt"), meeting("2020-03-02", 6, doc="b.txt"))
    )
    assert found.rule == "contradiction.date"
    assert [side.value["ordinal"] for side in found.sides] == [5, 6]


def test_more_witnesses_make_a_contradiction_surer() -> None:
    def disputed(docs: list[str]) -> Record:
        values = [
            {"value": "2020-03-02", "docs": docs},
            {"value": "2020-05-02", "docs": ["z.txt"]},
        ]
        return meeting("2020-03-02", stated={"date": values})

    (few,) = find_contradictions(book(disputed(["a.txt"])))
    (many,) = find_contradictions(book(disputed(["a.txt", "b.txt", "c.txt"])))
    assert many.confidence > few.confidence
