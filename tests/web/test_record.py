"""The page of a record, and the decisions made on it in place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.model.record import Record


def token_of(client: TestClient, address: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(address).text)
    assert found, address
    return found.group(1)


def decide(client: TestClient, record: str, **fields: Any) -> Any:
    address = f"/record/{record}"
    data = {"csrf": token_of(client, address), **fields}
    return client.post(f"{address}/decide", data=data)


@pytest.fixture
def meeting(ledger: Ledger) -> Record:
    return ledger.records("meeting").records[0]


def test_every_field_and_every_quotation_is_shown(client: TestClient, ledger: Ledger) -> None:
    for record in ledger.records("meeting").records[:15]:
        text = client.get(f"/record/{record.id}").text
        for cite in record.evidence:
            assert f"/document/{cite.doc}?at={cite.start}-{cite.end}#at" in text
        for values in record.stated.values():
            for item in values:
                assert all(doc in text for doc in item["docs"])


def test_a_correction_is_shown_undone_and_told(
    client: TestClient, ledger: Ledger, meeting: Record
) -> None:
    before = meeting.get("date")
    made = decide(
        client,
        meeting.id,
        action="correct",
        field="date",
        value="7 November 2016",
        reason="misprint",
        expected=meeting.etag,
    )
    assert made.status_code == 303
    assert ledger.record(meeting.id).get("date") == "2016-11-07"
    page = client.get(made.headers["location"]).text
    assert "corrected by ana" in page
    decision = re.search(r'name="decision" value="([^"]+)"', page).group(1)
    undone = decide(client, meeting.id, action="undo", decision=decision)
    assert undone.status_code == 303
    assert ledger.record(meeting.id).get("date") == before


def test_who_looked_before_another_decided_is_told(client: TestClient, meeting: Record) -> None:
    assert decide(client, meeting.id, action="accept", expected=meeting.etag).status_code == 303
    late = decide(client, meeting.id, action="reject", reason="not so", expected=meeting.etag)
    assert late.status_code == 409
    assert "changed since you looked" in late.text


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"action": "reject"}, 400, "without a reason"),
        ({"action": "burn"}, 400, "action burn"),
        ({"action": "correct", "field": "date", "value": "soon", "reason": "x"}, 422, "soon"),
        ({"action": "merge", "other": "", "reason": "x"}, 400, "which other record"),
        ({"action": "merge", "other": "meeting-0", "reason": "x"}, 404, "no record of that id"),
        ({"action": "undo", "decision": "decision-0"}, 404, "no decision of that id"),
        ({"action": "note", "text": " "}, 400, "without words"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(
    client: TestClient, meeting: Record, fields: dict[str, str], status: int, said: str
) -> None:
    answer = decide(client, meeting.id, **fields)
    assert answer.status_code == status
    assert said in re.search(r'class="fault" role="alert">([^<]+)', answer.text).group(1)


def test_two_records_become_one_and_two_again(client: TestClient, ledger: Ledger) -> None:
    a, b = (record.id for record in ledger.records("visit").records[:2])
    made = decide(client, a, action="merge", other=f"http://x/record/{b}?done=1", reason="one")
    assert made.status_code == 303
    kept = min(a, b)
    assert made.headers["location"].startswith(f"/record/{kept}?")
    moved = client.get(f"/record/{max(a, b)}")
    assert moved.headers["location"] == f"/record/{kept}"
    decision = made.headers["location"].partition("done=")[2]
    decide(client, kept, action="undo", decision=decision)
    assert {a, b} <= {record.id for record in ledger.records("visit").records}


def test_a_decision_from_the_queue_leads_back_to_it(client: TestClient, meeting: Record) -> None:
    made = decide(client, meeting.id, action="accept", back="/review?type=meeting")
    assert made.headers["location"].startswith("/review?type=meeting&done=decision-")
    away = decide(client, meeting.id, action="note", text="x", back="//example.org")
    assert away.headers["location"].startswith("/record/")


def test_what_was_decided_is_no_more_in_the_queue(client: TestClient) -> None:
    page = client.get("/review?type=figure").text
    while "http-equiv" in page:
        page = client.get("/review?type=figure").text
    first = re.search(r'action="/record/([^/]+)/decide"', page).group(1)
    decide(client, first, action="reject", reason="not a figure")
    assert f"/record/{first}/decide" not in client.get("/review?type=figure").text


def test_findings_that_touch_a_record_come_as_a_part(client: TestClient, ledger: Ledger) -> None:
    finding = ledger.findings("contradiction")[0]
    address = f"/record/{finding.records[0]}/findings"
    part = client.get(address, headers={"X-Part": "yes"}).text
    assert "<html" not in part
    assert "<li>" in part
    assert "<html" in client.get(address).text
