"""What lies ahead: dates, targets, and where other growth would lead."""

from __future__ import annotations

import json
from datetime import date

import pytest

from books import aim, book, meeting, promise, trade
from factory import record
from memcon.assess.plan import Plan, horizon_years, plan
from memcon.errors import UsageError
from memcon.model.record import Record

AS_OF = date(2024, 6, 1)
HELD = (meeting("2022-05-02", 3), meeting("2023-05-03", 4))


def found(*records: Record, years: int = 5, growth: tuple[float, ...] = ()) -> Plan:
    known = book(*records, as_of=AS_OF)
    return plan(known, parties=("CHL", "PER"), years=years, growth=growth)


def test_everything_with_a_date_ahead_is_there_once_by_date() -> None:
    goal = aim("../2026", 40)
    same = record(
        "figure",
        indicator="trade.total",
        nature="target",
        date="2026",
        amount={"value": 40e9, "unit": "USD"},
    )
    first = promise("open a border post", due="../2024")
    visit = record("visit", host="PER", visitor={"name": "A"}, status="planned", date="2025-03")
    treaty = record("instrument", title="tax treaty", status="planned", date="2028")
    past = promise("open a border post", due="../2023")
    loose = promise("open a border post")
    late = promise("open a border post", due="../2031")
    made = found(treaty, goal, same, visit, first, past, loose, late)
    ids = [each.record.id for each in made.ahead]
    assert [ids[0], ids[1], ids[3]] == [first.id, visit.id, treaty.id]
    assert ids[2] in (goal.id, same.id)
    assert len(ids) == 4


def test_meetings_are_expected_by_the_cadence_of_their_series() -> None:
    made = found(*HELD)
    assert [(each.ordinal, each.day.year) for each in made.ahead] == [
        (6, 2025),
        (7, 2026),
        (8, 2027),
    ]
    planned = meeting("2024-09", 5, status="planned")
    made = found(*HELD, planned)
    assert [(each.ordinal, each.series is None) for each in made.ahead[:2]] == [
        (0, True),
        (6, False),
    ]


def test_what_was_done_lies_ahead_no_more() -> None:
    kept = promise("open a Chacalluta border post", due="../2025")
    done = record("project", name="Chacalluta border post", status="completed", doc="later.txt")
    assert found(kept, done).ahead == ()


def test_a_target_has_its_path_where_it_leads_and_what_it_takes() -> None:
    numbers = [trade(str(2015 + step), 10 * 1.05**step) for step in range(8)]
    (made,) = found(aim("../2027", 20), *numbers).headings
    assert made.outcome.details["growth_needed"] == pytest.approx(0.0727, abs=1e-3)
    assert [value.period for value in made.outcome.path][-1] == "2022"
    assert (made.projection.method, made.projection.points[-1].year) == ("trend", 2029)


@pytest.mark.parametrize(
    ("rate", "number", "reached"),
    [(0.1, 11 * 1.1**4, 2033), (0.35, 11 * 1.35**4, 2026), (0.0, 11, None), (-0.05, 9, None)],
)
def test_other_growth_leads_elsewhere(rate: float, number: float, reached: int | None) -> None:
    records = (aim("2026", 30), trade("2021", 10), trade("2022", 11))
    (made,) = found(*records, growth=(rate,)).headings
    (tried,) = made.what_if
    assert tried.number == pytest.approx(number * 1e9, rel=0.01)
    assert tried.reached == reached


def test_a_target_that_lies_behind_is_no_heading() -> None:
    assert found(aim("../2023", 20), trade("2022", 11)).headings == ()


@pytest.mark.parametrize(("text", "years"), [("5y", 5), ("10 years", 10), ("15Y", 15), ("1y", 1)])
def test_a_horizon_is_so_many_years(text: str, years: int) -> None:
    assert horizon_years(text) == years


@pytest.mark.parametrize("text", ["5", "0y", "99y", "five", ""])
def test_what_is_no_horizon_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="write 5y, 10y or 15y"):
        horizon_years(text)


def test_as_json_every_record_named_is_there_with_its_evidence() -> None:
    line = json.loads(json.dumps(found(aim("../2026", 40), trade("2022", 11), *HELD).to_json()))
    named = {each["record"] for each in line["ahead"]}
    named |= {each for heading in line["headings"] for each in heading["target"]["records"]}
    assert named <= set(line["records"])
