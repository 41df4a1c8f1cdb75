from __future__ import annotations

from datetime import date

import pytest

from books import book, meeting
from memcon.assess.gaps import find_gaps
from memcon.model.record import Record

YEARLY = (meeting("2018-05-02", 4), meeting("2019-05-03", 5), meeting("2021-05-02", 7))


def test_missing_numbers_stand_between_their_neighbours() -> None:
    found = next(each for each in find_gaps(book(*YEARLY)) if each.rule == "gap.numbers")
    assert found.details["missing"] == [6]
    assert [side.value["ordinal"] for side in found.sides] == [5, 7]


def test_a_meeting_without_a_number_in_between_may_be_the_missing_one() -> None:
    loose = meeting("2020-05-09")
    found = next(each for each in find_gaps(book(*YEARLY, loose)) if each.rule == "gap.numbers")
    assert [side.record for side in found.sides if side.role == "perhaps"] == [loose.id]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(date(2022, 1, 1), "due"), (date(2022, 6, 1), "due"), (date(2023, 1, 1), "overdue")],
)
def test_the_next_meeting_is_due_by_the_cadence(as_of: date, state: str) -> None:
    found = next(e for e in find_gaps(book(*YEARLY, as_of=as_of)) if e.rule == "gap.next")
    assert (found.state, found.details["number"]) == (state, 8)
    assert found.details["next_due"].startswith("2022-05")


def test_a_planned_next_meeting_is_no_gap() -> None:
    planned = meeting("2022-05", 8, status="planned")
    found = find_gaps(book(*YEARLY, planned, as_of=date(2022, 1, 1)))
    assert [each.rule for each in found] == ["gap.numbers"]


@pytest.mark.parametrize(
    "meetings",
    [
        [meeting("2018-05-02", 4)],
        [meeting("2018-05-02", 4), meeting("2017-05-02", 7)],
        [meeting("2018-05-02"), meeting("2019-05-02")],
    ],
    ids=["one", "against time", "unnumbered"],
)
def test_a_series_that_tells_nothing_of_its_course_has_no_gap(meetings: list[Record]) -> None:
    assert find_gaps(book(*meetings)) == []
