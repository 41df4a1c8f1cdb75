from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import meeting
from memcon.assess.series import Series, series_of
from memcon.model.record import Record


def only(*meetings: Record) -> Series:
    found = series_of(meetings)
    assert len(found) == 1, [[r.get("ordinal") for r in each.numbered] for each in found]
    return found[0]


def commission(name: str, ordinal: int | None, day: str, **slots: object) -> Record:
    return meeting(day, ordinal, kind="commission", series=name, **slots)


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        ((18, 21, 24), (19, 20, 22, 23)),
        ((1, 2, 3), ()),
        ((7,), ()),
        ((4, 6), (5,)),
    ],
)
def test_the_numbers_in_between_are_missing(
    numbers: tuple[int, ...], missing: tuple[int, ...]
) -> None:
    held = [meeting(f"{1995 + number}-10-01", number) for number in numbers]
    assert only(*held).missing == missing


@pytest.mark.parametrize(
    ("days", "cadence"),
    [
        ({1: "2010-05-01", 2: "2011-05-01", 3: "2012-05-01"}, 365),
        ({3: "2010-05-01", 7: "2014-05-01"}, 365),
        ({1: "2020-01-10", 2: "2020-07-10", 3: "2021-01-10"}, 183),
        ({5: "2019-03-01"}, None),
    ],
)
def test_the_cadence_is_the_median_time_from_number_to_number(
    days: dict[int, str], cadence: int | None
) -> None:
    found = only(*(meeting(day, number) for number, day in days.items())).cadence
    assert (found.days if found else None) == pytest.approx(cadence, abs=2)


def test_a_name_that_says_annual_gives_the_cadence_of_a_single_meeting() -> None:
    series = only(commission("annual consultation on fisheries", 3, "2021-04-02"))
    assert series.cadence == timedelta(days=365)
    assert series.next_due == date(2022, 4, 2)


def test_meetings_at_the_top_are_one_series_whatever_they_are_called() -> None:
    series = only(
        meeting("2013-10-22", 18, series="summit between the two Prime Ministers"),
        meeting("2016-11-07", 21, series="Regular Meeting of Heads of Government"),
        meeting("2019-09-17", 24),
    )
    assert [record.get("ordinal") for record in series.numbered] == [18, 21, 24]
    assert series.kind == "heads_of_government"


def test_commissions_of_different_names_are_different_series() -> None:
    found = series_of(
        [
            commission("Joint Commission on Fisheries", 3, "2020-02-01"),
            commission("Joint Commission on Customs", 4, "2021-02-01"),
        ]
    )
    assert len(found) == 2


def test_a_short_name_joins_the_only_series_that_it_can_stand_for() -> None:
    series = only(
        commission("Joint Commission on Fisheries", 3, "2020-02-01"),
        meeting("2021-02-01", 4, kind="other", series="Joint Commission"),
    )
    assert [record.get("ordinal") for record in series.numbered] == [3, 4]


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (
            ("ministerial", "session of the joint commission with her Peruvian counterpart"),
            ("commission", "session of their Joint Commission for Bilateral Cooperation"),
            1,
        ),
        (("ministerial", "session"), ("commission", "session of the joint commission"), 1),
        (("commission", "commission on fisheries"), ("ministerial", "commission on customs"), 2),
        (("ministerial", "strategic dialogue"), ("commission", "joint commission"), 2),
        (("heads_of_state", "session"), ("commission", "session of the joint commission"), 2),
    ],
)
def test_below_the_top_a_name_that_says_less_is_of_the_same_series(
    first: tuple[str, str], second: tuple[str, str], count: int
) -> None:
    meetings = [
        meeting(f"201{7 + n}-10-18", 6 + n, kind=kind, series=name)
        for n, (kind, name) in enumerate((first, second))
    ]
    assert len(series_of(meetings)) == count


def test_a_short_name_finds_its_series_once_others_are_joined() -> None:
    names = (
        "session of the joint commission with her Peruvian counterpart",
        "session",
        "session of their Joint Commission for Bilateral Cooperation",
    )
    found = only(*(commission(name, 6 + n, f"201{7 + n}-10-18") for n, name in enumerate(names)))
    assert [record.get("ordinal") for record in found.numbered] == [6, 7, 8]


def test_a_meeting_without_a_number_joins_the_series_that_it_is_named_after() -> None:
    loose = commission("the Joint Commission on Fisheries", None, "2021-02-01")
    series = only(commission("Joint Commission on Fisheries", 3, "2020-02-01"), loose)
    assert series.unnumbered == (loose,)


def test_talks_beside_a_larger_occasion_are_no_part_of_a_series() -> None:
    beside = meeting("2017-09-05", occasion="APEC summit")
    series = only(meeting("2016-09-05", 2), meeting("2018-09-05", 3), beside)
    assert series.unnumbered == ()


def test_meetings_of_different_pairs_are_different_series() -> None:
    other = meeting("2017-01-01", 2, parties=["BOL", "PER"])
    assert len(series_of([meeting("2016-01-01", 1), other])) == 2


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        ([(5, "2018-03-01"), (5, "2019-06-01")], "contradiction.number"),
        ([(5, "2018-03-01"), (6, "2018-03-02")], "contradiction.date"),
        ([(5, "2019-03-01"), (6, "2018-03-02")], "contradiction.order"),
        ([(5, "2018-03-01"), (6, "2019-03-02")], None),
        ([(5, "2018-03-01"), (5, "2018-03-04")], None),
        ([(5, "2018-03"), (6, "2018")], None),
    ],
)
def test_numbers_and_dates_check_each_other(days: list[tuple[int, str]], rule: str | None) -> None:
    found = only(*(meeting(day, number, doc=f"{day}.txt") for number, day in days)).conflicts()
    assert [each.rule for each in found] == ([rule] if rule else [])


@given(st.permutations([(n, f"{2000 + n}-05-0{n}") for n in range(1, 8)]))
def test_the_order_of_records_makes_no_difference(days: list[tuple[int, str]]) -> None:
    series = only(*(meeting(day, number) for number, day in days))
    assert [record.get("ordinal") for record in series.numbered] == list(range(1, 8))
    assert series.cadence == only(*(meeting(day, n) for n, day in sorted(days))).cadence
