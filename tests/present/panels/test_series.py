from __future__ import annotations

from datetime import date

import pytest

from books import meeting
from memcon.present.panels.series import series
from panels import scene

YEARLY = [meeting(f"{1999 + number}-05-01", number) for number in (20, 21, 23)]


def test_a_number_that_no_meeting_carries_is_missing() -> None:
    [told] = series(scene(*YEARLY))
    states = {slot["number"]: slot["state"] for slot in told["slots"]}
    assert states == {20: "held", 21: "held", 22: "missing", 23: "held"}
    assert told["missing"] == [22]


def test_each_number_leads_to_its_meetings() -> None:
    [told] = series(scene(*YEARLY))
    assert [slot["meetings"][0]["id"] for slot in told["slots"] if slot["meetings"]] == [
        record.id for record in YEARLY
    ]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2023, 1, 1), "due"), (date(2023, 6, 1), "due"), (date(2024, 6, 1), "overdue")],
)
def test_the_next_is_due_by_the_cadence(as_of: date, state: str) -> None:
    [told] = series(scene(*YEARLY, as_of=as_of))
    assert (told["next"]["state"], told["next"]["day"][:7]) == (state, "2023-05")


def test_a_planned_meeting_is_the_next_one() -> None:
    planned = meeting("2024-09-01", 24, status="planned")
    [told] = series(scene(*YEARLY, planned))
    assert (told["next"]["state"], told["next"]["meeting"]["id"]) == ("planned", planned.id)


def test_meetings_at_the_top_come_first() -> None:
    name = "fisheries commission"
    commission = [
        meeting(f"{year}-02-01", year - 2000, kind="commission", series=name)
        for year in range(2010, 2020)
    ]
    kinds = [told["kind"] for told in series(scene(*commission, *YEARLY))]
    assert kinds == ["heads_of_government", "commission"]


def test_numbers_that_cannot_all_be_right_are_told() -> None:
    twice = meeting("2020-11-20", 21)
    [told] = series(scene(*YEARLY, twice))
    assert "contradiction.number" in {one["rule"] for one in told["conflicts"]}
