from __future__ import annotations

import json
from datetime import date

import pytest

from books import aim, book, dated, meeting, promise, trade
from factory import record
from memcon.assess.compare import Comparison, System, system_of
from memcon.model.record import Record

PAIR = ("CHL", "PER")


def system(*records: Record, as_of: str = "2024-01-01", since: str = "", **days: str) -> System:
    days = {"note": "2020-01-05", **days}
    return system_of(
        book(*records, as_of=date.fromisoformat(as_of), origins=dated(**days)),
        PAIR,
        since=date.fromisoformat(since) if since else None,
    )


def test_meetings_are_counted_a_year_over_the_time_that_documents_cover() -> None:
    found = system(
        meeting("1995-05-01", 1),
        meeting("2020-05-01", 26),
        meeting("2022-05-01", 28),
        meeting("2023-05-01", status="planned", kind="ministerial"),
        meeting("2023-06-01", kind="ministerial"),
    )
    assert (found.since, found.years) == (date(2020, 1, 1), 4.0)
    assert found.per_year.n == 3
    assert found.per_year.value == pytest.approx(0.75, abs=0.01)
    assert {level: value.n for level, value in found.by_level} == {
        "heads_of_government": 2,
        "ministers": 1,
    }


def test_a_first_day_that_is_given_counts_instead() -> None:
    found = system(meeting("2020-05-01", 26), meeting("2022-05-01", 28), since="2022-01-01")
    assert (found.years, found.per_year.n) == (2.0, 1)


def test_promises_are_kept_broken_overdue_or_open() -> None:
    found = system(
        promise("dredge the harbour", status="met"),
        promise("open a museum", status="dropped"),
        promise("pave the road to Tacna", due="2021"),
        promise("plant trees", due="2030"),
        promise("sing together"),
    )
    told = found.undertakings
    assert (told.kept, told.broken, told.overdue, told.open) == (1, 1, 1, 2)
    assert (found.kept.value, found.kept.n) == (0.5, 2)
    assert (found.kept_of_due.value, found.kept_of_due.n) == (pytest.approx(1 / 3), 3)


def test_a_number_aimed_at_counts_once_and_its_speed_is_known() -> None:
    found = system(
        aim("2022", 5, date="2020-01-05"),
        trade("2022", 5, nature="target"),
        trade("2022", 5.4, doc="later.txt"),
        later="2023-02-01",
    )
    assert (found.undertakings.kept, found.undertakings.open) == (1, 0)
    assert found.speed.value == (date(2022, 12, 31) - date(2020, 1, 5)).days


def test_concentration_is_over_what_parties_work_on_together() -> None:
    found = system(
        record("instrument", title="pact", status="signed", sectors=["energy"]),
        record("project", name="line", status="planned", sectors=["energy"]),
        record("body", name="board", status="existing", sectors=["trade"]),
        meeting("2020-05-01", sectors=["culture"]),
    )
    assert found.concentration.value == pytest.approx((2 / 3) ** 2 + (1 / 3) ** 2)
    assert found.effective_sectors == pytest.approx(1.8)
    assert found.sectors[0] == ("energy", pytest.approx(2 / 3))


def test_gaps_are_missing_numbers_and_long_waits() -> None:
    found = system(meeting("2020-05-01", 26), meeting("2022-05-01", 28), meeting("2023-05-01", 29))
    assert (found.seen.value, found.seen.n) == (0.75, 4)
    assert found.longest_gap == 730


def test_nothing_on_record_gives_no_numbers() -> None:
    found = system()
    assert found.per_year.n == 0
    assert found.kept.value is None
    assert found.concentration.value is None
    assert found.effective_sectors is None


def test_a_comparison_is_json() -> None:
    line = Comparison(date(2024, 1, 1), (system(meeting("2020-05-01", 26)),)).to_json()
    assert json.loads(json.dumps(line))["systems"][0]["per_year"]["n"] == 1
