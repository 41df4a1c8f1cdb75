from __future__ import annotations

from typing import Any

from factory import record
from memcon.model.record import Record
from memcon.present.panels.events import events
from panels import scene


def event(date: str, quad: int, goldstein: float, **slots: Any) -> Record:
    return record("event", date=date, quad_class=quad, goldstein=goldstein, **slots)


def test_events_are_counted_by_month_and_quad_class() -> None:
    told = events(
        scene(
            event("2020-01-05", 1, 3.0),
            event("2020-01-20", 1, 4.0),
            event("2020-03", 4, -5.0),
        )
    )["months"]
    assert told["spans"] == ["2020-01", "2020-02", "2020-03"]
    assert told["quads"] == {"1": [2, 0, 0], "2": [0, 0, 0], "3": [0, 0, 0], "4": [0, 0, 1]}
    assert told["goldstein"] == [3.5, None, -5.0]


def test_years_are_the_sums_of_their_months() -> None:
    told = events(scene(event("2019-12-31", 3, -2.0), event("2020-01-01", 3, -4.0)))
    assert told["years"]["spans"] == ["2019", "2020"]
    assert told["years"]["quads"]["3"] == [1, 1]


def test_events_known_to_the_year_only_or_undated_are_counted_apart() -> None:
    told = events(
        scene(
            event("2020", 1, 1.0),
            event("../2021", 1, 1.0),
            record("event", quad_class=1, goldstein=1.0),
            event("2020-05-30/2020-06-02", 2, 6.0),
        )
    )
    assert (told["months"]["spans"], told["coarse"], told["undated"]) == ([], 3, 1)
