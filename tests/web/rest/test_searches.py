"""Searches under a name over the API and in the browser: each person's own."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger, query_of
from web_site import bearer

API = "/api/v1"
GIVEN = {"party": ["CHN", "RUS"], "type": ["meeting"], "since": "2013", "status": "held"}


def test_a_search_is_kept_and_asked_again(client: TestClient) -> None:
    made = client.post(f"{API}/searches", json={"name": "Far East", "conditions": GIVEN})
    assert made.status_code == 201, made.text
    kept = made.json()
    assert kept["conditions"] == {**GIVEN, "since": "2013-01-01"}
    assert client.get(f"{API}/searches").json()["items"] == [kept]
    assert client.get(f"{API}/searches/{kept['id']}").json() == kept
    wanted = client.get(f"{API}/records", params=GIVEN).json()["items"]
    assert wanted
    assert client.get(kept["records"]).json()["items"] == wanted
    gone = client.delete(f"{API}/searches/{kept['id']}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get(f"{API}/searches/{kept['id']}").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "x", "conditions": {"party": ["Atlantis"]}}, 404),
        ({"name": "x", "conditions": {"since": "2015-13"}}, 422),
        ({"name": "x", "conditions": {"colour": "red"}}, 422),
        ({"name": "", "conditions": {}}, 422),
        ({"name": "x"}, 422),
    ],
)
def test_what_is_no_search_is_refused(client: TestClient, body: Any, status: int) -> None:
    assert client.post(f"{API}/searches", json=body).status_code == status


def test_nobody_sees_those_of_others(guarded: TestClient, ledger: Ledger) -> None:
    mine = ledger.as_user("reader").searches.save("mine", query_of("meeting"))
    for role, status in (("reader", 200), ("admin", 404)):
        asked = guarded.get(f"{API}/searches/{mine.id}", headers=bearer(ledger, role))
        assert asked.status_code == status
    assert guarded.get(f"{API}/searches", headers=bearer(ledger, "admin")).json()["items"] == []
    gone = guarded.delete(f"{API}/searches/{mine.id}", headers=bearer(ledger, "admin"))
    assert gone.status_code == 404


def test_a_filtered_list_is_kept_from_its_page(client: TestClient, ledger: Ledger) -> None:
    asked = "party=CHN&party=RUS&type=meeting&series=regular"
    page = client.get(f"/records?{asked}").text
    form = re.search(r'<form method="post" action="([^"]+)".*?name="csrf" value="(\w+)"', page)
    assert form is not None
    address, token = html.unescape(form[1]), form[2]
    sent = client.post(address, data={"csrf": token, "name": "Premiers <b>"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/searches")
    (kept,) = ledger.searches.all()
    assert kept.query == query_of("meeting", parties=["CHN", "RUS"], series="regular")
    listed = client.get("/searches").text
    assert "Premiers &lt;b&gt;" in listed
    assert f"/feeds/searches/{kept.id}.atom" in listed
    token = re.findall(r'name="csrf" value="(\w+)"', listed)[0]
    client.post("/searches", data={"csrf": token, "action": "remove", "search": kept.id})
    assert ledger.searches.all() == []
