from __future__ import annotations

from datetime import date

from books import book, dated, meeting
from factory import cite, record
from memcon.assess.changes import changes_since, changes_since_look, glance

ORIGINS = dated(before="2020-01-01", after="2023-01-01")
SINCE = date(2022, 1, 1)


def step(status: str, doc: str) -> dict[str, object]:
    return {"status": status, "evidence": [cite(doc=doc).to_json()]}


SIGNED = record(
    "instrument",
    title="customs agreement",
    status="signed",
    doc="before.txt",
    history=(step("planned", "before.txt"), step("signed", "after.txt")),
)


def test_what_only_later_documents_tell_of_is_new() -> None:
    old, new = meeting("2019-01-01", doc="before.txt"), meeting("2022-12-01", doc="after.txt")
    found = changes_since(book(old, new, origins=ORIGINS), SINCE)
    assert [(each.state, each.records) for each in found] == [("new", (new.id,))]


def test_a_status_that_later_documents_changed_is_a_change() -> None:
    (found,) = changes_since(book(SIGNED, origins=ORIGINS), SINCE)
    assert (found.details["before"], found.details["now"]) == ("planned", "signed")


def test_a_contradiction_that_a_later_document_brought_is_a_change() -> None:
    values = [
        {"value": "2019-01-01", "docs": ["before.txt"]},
        {"value": "2019-05-01", "docs": ["after.txt"]},
    ]
    told = meeting("2019-01-01", doc="before.txt", stated={"date": values})
    assert [e.rule for e in changes_since(book(told, origins=ORIGINS), SINCE)] == [
        "change.contradiction"
    ]
    assert changes_since(book(told, origins=ORIGINS), date(2023, 6, 1)) == []


def test_since_a_look_all_that_was_not_seen_then_is_new() -> None:
    seen, new = meeting("2019-01-01"), meeting("2019-02-01")
    found = changes_since_look(book(seen, new), {seen.id: glance(seen)})
    assert [each.records for each in found] == [(new.id,)]


def test_since_a_look_another_status_is_a_change() -> None:
    look = {SIGNED.id: {"status": "planned", "contradictions": ""}}
    (found,) = changes_since_look(book(SIGNED), look)
    assert found.rule == "change.status"


def test_a_record_that_was_merged_into_another_is_not_new() -> None:
    kept = meeting("2019-01-01")
    merged = type(kept)(kept.id, kept.type, kept.slots, kept.evidence, same_as=("meeting-old",))
    assert changes_since_look(book(merged), {"meeting-old": glance(merged)}) == []
