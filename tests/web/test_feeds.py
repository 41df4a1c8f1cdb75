"""Feeds: what is new in a search, for readers that can send nothing but an address."""

from __future__ import annotations

import time

import feedparser
import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger, query_of
from memcon.web.errors import PROBLEM

RECORDS, FINDINGS = "/feeds/records.atom", "/feeds/findings.atom"


@pytest.mark.parametrize("path", [RECORDS, FINDINGS])
def test_a_feed_is_read_by_a_reader(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.id
    assert found.feed.updated_parsed
    ids = [each.id for each in found.entries]
    assert 0 < len(ids) == len(set(ids)) <= 50
    for each in found.entries:
        assert each.title
        assert each.updated_parsed
        assert each.link.startswith("http://testserver/")
        assert "“" in each.content[0].value


def test_a_feed_follows_a_search(client: TestClient, ledger: Ledger) -> None:
    (pair, _), *_ = ledger.pairs()
    address = f"{RECORDS}?party={pair[0]}&party={pair[1]}&type=meeting&limit=200"
    found = feedparser.parse(client.get(address).content)
    wanted = ledger.records("meeting", parties=pair).records
    assert {each.id for each in found.entries} == {f"urn:memcon:{each.id}" for each in wanted}


def test_a_feed_is_named_by_what_it_asks(client: TestClient) -> None:
    made = feedparser.parse(client.get(f"{RECORDS}?text=gas pipeline&type=project").content)
    assert made.feed.id == "urn:memcon:/feeds/records.atom?text=gas+pipeline&type=project"
    assert "text=gas pipeline" in made.feed.title


def test_what_came_in_last_comes_first(client: TestClient, ledger: Ledger) -> None:
    first = feedparser.parse(client.get(f"{RECORDS}?limit=1").content).entries[0]
    last = max(ledger.read_times(each.name for each in ledger.documents()).values())
    assert time.strftime("%Y-%m-%dT%H:%M:%S", first.updated_parsed) == last[:19]


def test_tokens_in_addresses_are_for_feeds_alone(guarded: TestClient, ledger: Ledger) -> None:
    feed = ledger.users.create_token("reader", scopes=["feed"])
    strong = ledger.users.create_token("reader", scopes=["read", "feed"])
    assert guarded.get(f"{RECORDS}?token={feed}").status_code == 200
    assert guarded.get(f"{RECORDS}?token={strong}").status_code == 403
    assert guarded.get(RECORDS, headers={"Authorization": f"Bearer {feed}"}).status_code == 200
    for bad in ("", "memcon_a_b"):
        answer = guarded.get(f"{RECORDS}?token={bad}")
        assert answer.status_code == 401
        assert answer.headers["content-type"] == PROBLEM
    assert feed not in guarded.get(f"{RECORDS}?token={feed}").text
    me = guarded.get("/api/v1/records", headers={"Authorization": f"Bearer {feed}"})
    assert me.status_code == 403


def test_a_feed_shows_what_its_reader_sees(guarded: TestClient, ledger: Ledger) -> None:
    name = next(each.name for each in ledger.documents() if each.records)
    ledger.label(name, label="secret")
    token = ledger.users.create_token("reader", scopes=["feed"])
    for path in (RECORDS, FINDINGS):
        assert name not in guarded.get(f"{path}?token={token}&limit=200").text


# ---------------------------------------------------------------------- searches that are kept


def entries(client: TestClient, address: str) -> list[feedparser.FeedParserDict]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    return found.entries


def test_findings_follow_a_search_too(client: TestClient, ledger: Ledger) -> None:
    asked = "type=commitment&party=RUS"
    wanted = {each.id for each in ledger.records("commitment", parties=["RUS"]).records}
    found = ledger.findings(parties=["RUS"])
    on = {f"urn:memcon:{each.id}-{each.state}" for each in found if wanted & set(each.records)}
    assert on
    assert {each.id for each in entries(client, f"{FINDINGS}?{asked}&limit=200")} == on


def test_a_search_that_is_kept_has_records_and_findings(client: TestClient, ledger: Ledger) -> None:
    given = {"party": ["CHN", "RUS"], "type": ["commitment"]}
    body = {"name": "Promises", "conditions": given}
    kept = client.post("/api/v1/searches", json=body).json()
    found = entries(client, f"{kept['feed']}?limit=200")
    kinds = [each.tags[0].term for each in found]
    assert set(kinds) == {"record", "finding"}
    listed = client.get(f"{kept['records']}&limit=500").json()["items"]
    records = {each.id for each in found if each.tags[0].term == "record"}
    assert records == {f"urn:memcon:{each['id']}" for each in listed}
    assert sorted((each.updated for each in found), reverse=True) == [e.updated for e in found]
    ledger.searches.remove("Promises")
    assert client.get(kept["feed"]).status_code == 404


def test_the_feed_of_a_search_is_for_who_keeps_it(guarded: TestClient, ledger: Ledger) -> None:
    mine = ledger.as_user("reader").searches.save("mine", query_of("meeting"))
    own = ledger.users.create_token("reader", scopes=["feed"])
    other = ledger.users.create_token("admin", scopes=["feed"])
    address = f"/feeds/searches/{mine.id}.atom"
    assert guarded.get(f"{address}?token={own}").status_code == 200
    assert guarded.get(f"{address}?token={other}").status_code == 404
    assert guarded.get(address).status_code == 401
