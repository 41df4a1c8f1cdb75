"""What is open as of a day, and what had been known by then."""

from __future__ import annotations

from datetime import date

import pytest

from books import aim, book, dated, promise, trade
from factory import cite, record
from memcon.assess.book import Origin
from memcon.assess.known import known_by
from memcon.assess.open_items import open_items
from memcon.model.record import Record

ORIGINS = dated(early="2022-03-01", late="2024-05-01")


@pytest.mark.parametrize(
    ("item", "state"),
    [
        (promise("open a border post", due="../2022"), "overdue"),
        (promise("open a border post", due="../2025"), "due"),
        (promise("open a border post"), "open"),
        (promise("open a border post", status="met"), None),
        (record("instrument", title="customs protocol", status="under_negotiation"), "open"),
        (record("instrument", title="a memorandum", kind="memorandum", status="signed"), None),
        (
            record("instrument", title="tax treaty", kind="treaty", status="signed", date="2023"),
            "unratified",
        ),
        (record("project", name="Arica tunnel", status="planned", date="2023"), "overdue"),
        (record("project", name="Arica tunnel", status="under_way", date="2023"), "open"),
        (record("project", name="Arica tunnel", status="completed", date="2023"), None),
    ],
)
def test_items_are_open_until_a_record_tells_that_they_are_done(
    item: Record, state: str | None
) -> None:
    assert [each.state for each in open_items(book(item))] == ([state] if state else [])


def test_a_project_is_due_by_the_day_by_which_it_was_promised() -> None:
    project = record("project", name="Paracas lighthouse", status="planned")
    told = promise("rebuild the Paracas lighthouse", due="../2022")
    other = promise("paint the lighthouse", due="../2030")
    found = {item.record.id: item for item in open_items(book(project, told, other))}
    item = found[project.id]
    assert (item.due, item.state) == (date(2022, 12, 31), "overdue")


def test_a_promise_of_a_number_is_closed_once_the_number_is_in() -> None:
    assert open_items(book(aim("../2023", 10), trade("2023", 12, doc="late.txt"))) == ()


def test_age_counts_from_the_first_word_of_it() -> None:
    told = promise("open a border post", doc="early.txt")
    (item,) = open_items(book(told, origins=ORIGINS))
    assert item.since == date(2022, 3, 1)


def test_a_task_falls_to_the_body_whose_name_and_remit_bear_its_words() -> None:
    fish = record("body", name="fisheries commission", remit="shared stocks", status="existing")
    rail = record("body", name="railway board", status="existing")
    task = promise("agree quotas for shared stocks in the fisheries of the bay")
    assert [each.body for each in open_items(book(task, fish, rail))] == [fish]


def test_a_book_of_an_earlier_day_holds_what_was_told_by_then() -> None:
    signed = record(
        "instrument",
        title="customs protocol",
        status="signed",
        doc="early.txt",
        history=tuple(
            {"status": status, "evidence": [cite(doc=doc).to_json()]}
            for status, doc in (("planned", "early.txt"), ("signed", "late.txt"))
        ),
    )
    later = promise("open a border post", doc="late.txt")
    then = known_by(book(signed, later, origins=ORIGINS), date(2023, 1, 1))
    assert [each.get("status") for each in then.records] == ["planned"]


def test_a_note_by_hand_counts_by_the_day_that_it_tells_of() -> None:
    origins = [Origin("note.txt", date(2026, 11, 22), is_by_hand=True)]
    told = [promise("open a border post", date=day) for day in ("2022-03-01", "2024-03-01")]
    assert list(known_by(book(*told, origins=origins), date(2023, 1, 1)).records) == told[:1]


def test_what_an_analyst_found_out_later_was_not_known_then() -> None:
    told = promise(
        "open a border post",
        status="met",
        due="../2023",
        doc="early.txt",
        stated={
            "status": [{"value": "pending", "docs": ["early.txt"]}],
            "due": [{"value": "../2033", "docs": ["early.txt"]}],
        },
    )
    decided = tuple({"kind": "correct", "field": field} for field in ("status", "due"))
    known = Record(told.id, told.type, told.slots, told.evidence, told.stated, decisions=decided)
    (then,) = known_by(book(known, origins=ORIGINS), date(2023, 1, 1)).records
    assert (then.get("status"), then.get("due")) == ("pending", "../2023")
