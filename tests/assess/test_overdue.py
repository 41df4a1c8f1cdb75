from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from books import AS_OF, aim, book, dated, meeting, promise, trade
from factory import record
from memcon.assess.finding import Finding
from memcon.assess.overdue import find_overdue
from memcon.model.rates import Rate, RateTable
from memcon.model.record import Record

ORIGINS = dated(early="2020-01-10", late="2023-05-01")


def found_in(*records: Record, as_of: date = AS_OF) -> list[Finding]:
    return find_overdue(book(*records, as_of=as_of, origins=ORIGINS))


def instrument(title: str, status: str, **slots: object) -> Record:
    return record("instrument", title=title, status=status, kind="agreement", **slots)


PLANS = {
    "meeting": meeting("2021-03", 4, status="planned", doc="early.txt"),
    "visit": record(
        "visit",
        status="planned",
        date="2021",
        host="PER",
        visitor={"name": "Ana Ruiz", "country": "CHL"},
        doc="early.txt",
    ),
    "instrument": instrument("customs agreement", "planned", date="2021-12", doc="early.txt"),
    "project": record(
        "project",
        name="Arica desalination plant",
        status="under_way",
        date="../2022",
        doc="early.txt",
    ),
    "commitment": promise("open a border post at Chacalluta", due="../2022", doc="early.txt"),
}
OUTCOMES = {
    "meeting": meeting("2021-03-09", 4, doc="late.txt"),
    "visit": record(
        "visit",
        status="made",
        date="2021-06-03",
        host="PER",
        visitor={"name": "A. Ruiz", "country": "CHL"},
        doc="late.txt",
    ),
    "instrument": instrument("Agreement on customs", "signed", date="2022-02-01", doc="late.txt"),
    "project": record(
        "project", name="desalination plant in Arica", status="completed", doc="late.txt"
    ),
    "commitment": record(
        "project", name="Chacalluta border post", status="completed", doc="late.txt"
    ),
}


@pytest.mark.parametrize("kind", PLANS)
def test_what_is_past_its_date_without_word_of_it_is_overdue(kind: str) -> None:
    (found,) = found_in(PLANS[kind])
    assert (found.rule, found.state) == (f"overdue.{kind}", "overdue")
    assert found.details["days_overdue"] > 0


@pytest.mark.parametrize("kind", PLANS)
def test_what_a_later_record_tells_of_is_fulfilled_and_linked(kind: str) -> None:
    (found,) = found_in(PLANS[kind], OUTCOMES[kind])
    assert found.state == "fulfilled"
    assert found.records == (PLANS[kind].id, OUTCOMES[kind].id)


@pytest.mark.parametrize("kind", PLANS)
def test_what_lies_ahead_is_not_overdue(kind: str) -> None:
    assert found_in(PLANS[kind], as_of=date(2020, 6, 1)) == []


@pytest.mark.parametrize(
    "other",
    [
        meeting("2021-03-09", 3, doc="late.txt"),
        meeting("2021-03-09", None, kind="ministerial", doc="late.txt"),
        meeting("2023-03-09", None, doc="late.txt"),
        meeting("2021-03-09", 4, parties=["BOL", "PER"], doc="late.txt"),
    ],
    ids=["number", "level", "time", "parties"],
)
def test_another_meeting_is_no_fulfilment(other: Record) -> None:
    states = {each.state for each in found_in(PLANS["meeting"], other)}
    assert states == {"overdue"}


def test_a_later_number_implies_that_the_one_before_was_held() -> None:
    (found,) = found_in(PLANS["meeting"], meeting("2023-03-09", 6, doc="late.txt"))
    assert found.state == "fulfilled"
    assert found.details["inferred"]


@pytest.mark.parametrize(
    "other",
    [
        record("project", name="Antofagasta border museum", status="completed", doc="late.txt"),
        record("project", name="Chacalluta border post", status="planned", doc="late.txt"),
        instrument("agreement on cooperation", "signed", doc="late.txt"),
    ],
    ids=["words", "status", "generic"],
)
def test_what_says_something_else_fulfils_no_promise(other: Record) -> None:
    promised = [each for each in found_in(PLANS["commitment"], other) if "commitment" in each.rule]
    assert [each.state for each in promised] == ["overdue"]


def test_a_body_that_was_there_before_has_a_task_not_a_fulfilment() -> None:
    told = {"name": "Anchovy Committee", "status": "existing"}
    task = promise("set up the Anchovy Committee", due="../2022", doc="early.txt")
    states = [
        [each.state for each in found_in(task, record("body", doc=doc, **told))]
        for doc in ("early.txt", "late.txt")
    ]
    assert states == [["overdue"], ["fulfilled"]]


def test_a_promised_number_that_was_reached_is_fulfilled_by_the_figure() -> None:
    figure = trade("2023", 21, doc="late.txt")
    (found,) = found_in(aim("../2023", 20, doc="early.txt"), figure)
    assert (found.state, found.records[-1]) == ("fulfilled", figure.id)


def test_what_was_done_late_says_how_late() -> None:
    (found,) = found_in(PLANS["instrument"], OUTCOMES["instrument"])
    assert found.details["days_late"] == 32


def test_settled_things_are_not_looked_at() -> None:
    assert found_in(meeting("2021-01-01"), promise("do it", status="met", due="../2020")) == []


def test_a_promised_number_in_another_currency_is_reached_by_the_rates_given() -> None:
    euros = trade("2023", 19, amount={"unit": "EUR"}, doc="late.txt")
    pair = book(aim("../2023", 20, doc="early.txt"), euros, origins=ORIGINS)
    rates = RateTable((Rate("EUR", "2023", 0.9, "Central Bank"),))
    assert [each.state for each in find_overdue(pair)] == ["overdue"]
    assert [each.state for each in find_overdue(replace(pair, rates=rates))] == ["fulfilled"]


ACTS = [
    ("CONCEDE", "2021-03-01", "Peru lifted its restrictions on Chilean wheat", ["fulfilled"]),
    ("CONCEDE", "2021-03-01", "Peru lifted a ban on Chilean fish", ["overdue"]),
    ("CONCEDE", "", "to lift restrictions on Chilean wheat", ["overdue"]),
    ("AGREE", "2021-03-01", "Peru will lift restrictions on Chilean wheat", ["overdue"]),
]


@pytest.mark.parametrize(("kind", "day", "words", "states"), ACTS)
def test_an_act_that_does_what_was_promised_keeps_it(
    kind: str, day: str, words: str, states: list[str]
) -> None:
    promise = record(
        "commitment",
        action="lift restrictions on Chilean wheat",
        by=["PER"],
        due="../2021",
        status="pending",
        doc="early.txt",
    )
    when = {"date": day} if day else {}
    actors = [{"country": "PER"}]
    act = record("event", event_type=kind, actors=actors, doc="late.txt", quote=words, **when)
    found = find_overdue(book(promise, act, origins=ORIGINS))
    assert [each.state for each in found] == states
