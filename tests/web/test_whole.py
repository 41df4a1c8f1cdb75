"""The pages on the whole ledger: network, map, findings, sources, search, comparison, codebook."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.model.record import TYPE_SLOTS, TYPES
from memcon.present.names import party_names
from memcon.present.panels.network import network
from memcon.present.panels.sources import sources
from memcon.settings import Settings
from memcon.web.app import create_app
from memcon.web.kept import NotYetError
from memcon.web.words import words
from pages import WHOLE


def data_of(text: str, name: str) -> Any:
    """What a page hands to its script in an attribute."""
    found = re.search(rf"data-{name}='([^']*)'", text)
    assert found, name
    return json.loads(unescape(found.group(1)))


@pytest.fixture
def asked(client: TestClient) -> TestClient:
    """A client whose server has worked out what takes a moment."""
    for path in ("/findings", "/network"):
        for _ in range(20):
            if client.get(path).status_code == 200:
                break
    return client


def test_every_page_reads_without_scripts_in_little_html(asked: TestClient) -> None:
    for path in WHOLE:
        answer = asked.get(path)
        assert answer.status_code == 200, path
        assert answer.text.count("<h1") == 1, path
        assert len(answer.content) < 400_000, path


def test_a_network_says_in_its_table_what_it_draws(asked: TestClient, ledger: Ledger) -> None:
    text = asked.get("/network?measure=meets").text
    known = ledger.overview()
    chosen = known.select(types=["meeting", "visit"])
    told = network(known, chosen, party_names())
    assert data_of(text, "network")["edges"] == told["edges"]
    for edge in told["edges"][:10]:
        assert f'href="/dyad/{edge["a"]}-{edge["b"]}"' in text


def test_filters_hold_in_the_links_of_a_network(asked: TestClient) -> None:
    text = asked.get("/network?measure=signs&since=2014&sector=energy").text
    onward = re.findall(r'href="(/(?:network|dyad)[^"]+\?[^"]*)"', text)
    assert onward
    assert all("since=2014" in each and "sector=energy" in each for each in onward)


def test_a_map_has_all_states_in_its_table(asked: TestClient) -> None:
    text = asked.get("/map?party=CHN").text
    rows = data_of(text, "rows")
    assert rows[0]["id"] == "CHN"
    for row in rows[1:]:
        assert f'href="/dyad/CHN-{row["id"]}"' in text
    assert "Natural Earth" in text
    assert "takes no position on any border" in text


def test_borders_come_from_this_server(client: TestClient) -> None:
    layer = client.get("/map/borders.json").json()
    assert layer["type"] == "Topology"


def test_another_layer_of_borders_is_used_and_named(settings: Settings, tmp_path: Path) -> None:
    layer = tmp_path / "borders.json"
    layer.write_text(json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8")
    own = replace(settings, map_layer=layer, map_credit="Instituto Geográfico")
    with TestClient(create_app(own)) as client:
        assert client.get("/map/borders.json").json()["features"] == []
        text = client.get("/map").text
    assert "Instituto Geográfico" in text
    assert "Natural Earth" not in text


@pytest.mark.parametrize("content", ["no JSON", '{"type": "Sphere"}', "[]", None])
def test_a_layer_that_is_none_is_told(
    settings: Settings, tmp_path: Path, content: str | None
) -> None:
    layer = tmp_path / "borders.json"
    if content is not None:
        layer.write_text(content, encoding="utf-8")
    with TestClient(create_app(replace(settings, map_layer=layer))) as client:
        answer = client.get("/map/borders.json")
    assert answer.status_code == 422
    assert str(layer) in unescape(answer.text)


def test_findings_are_told_with_their_words_and_chosen_by_kind(asked: TestClient) -> None:
    text = asked.get("/findings?party=CHN,RUS").text
    kinds = re.findall(r"kind=([a-z_]+)", text)
    assert {"target", "gap"} <= set(kinds)
    of_kind = asked.get("/findings?party=CHN,RUS&kind=gap").text
    assert re.findall(r'<li id="([a-z_]+)-', of_kind)
    assert set(re.findall(r'<li id="([a-z_]+)-', of_kind)) == {"gap"}
    assert "<blockquote>" in of_kind


def test_filters_leave_findings_out(asked: TestClient, ledger: Ledger) -> None:
    def ids(query: str) -> set[str]:
        return set(re.findall(r'<li id="([^"]+)"', asked.get(f"/findings?{query}").text))

    overdue = {each.id for each in ledger.findings("overdue")}
    assert ids("kind=overdue&type=visit") < overdue
    assert ids("since=2190&until=2191") == set()  # "by 2017" may be in 1801, and in no 2190


def test_sources_stand_as_the_panel_counts_them(asked: TestClient, ledger: Ledger) -> None:
    text = asked.get("/sources").text
    known = ledger.overview()
    for row in sources(known, known.select(), party_names()):
        assert unescape(text).count(row["name"]) >= 1
    assert 'aria-sort="descending"' in text


def test_hits_are_marked_and_what_was_typed_is_only_text(asked: TestClient) -> None:
    text = asked.get("/search?q=gas+pipeline").text
    assert re.search(r"<mark>gas</mark>", text, re.IGNORECASE)
    evil = asked.get("/search", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in evil


def test_filters_choose_among_hits(asked: TestClient) -> None:
    def hits(query: str) -> set[str]:
        return set(re.findall(r'href="/record/([a-z]+)-', asked.get(f"/search?{query}").text))

    assert hits("q=gas") > hits("q=gas&type=project") == {"project"}
    assert hits("q=gas&since=1801&until=1802") == set()


def test_two_periods_stand_side_by_side(asked: TestClient) -> None:
    text = asked.get("/compare?party=CHN,RUS&one=2012/2015&other=2016/2019").text
    assert "2012–2015" in text
    assert re.search(r"<th scope=\"row\">meetings</th><td>\d+</td><td>\d+</td>", text)


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("party=CHN&one=2012&other=2013", "compare.needs_parties"),
        ("party=CHN,RUS&one=soon&other=2013", "compare.needs_periods"),
        ("party=CHN,RUS&one=2012", "compare.needs_periods"),
    ],
)
def test_what_a_comparison_lacks_is_told(asked: TestClient, query: str, key: str) -> None:
    assert words()(key) in asked.get(f"/compare?{query}").text


def test_two_publishers_are_compared(asked: TestClient, ledger: Ledger) -> None:
    known = ledger.overview()
    rows = sources(known, known.select(), party_names())
    first, second = (row["name"] for row in sorted(rows, key=lambda row: -row["shared"])[:2])
    answer = asked.get("/compare", params={"first": first, "second": second})
    told = re.search(r"tell of: (\d+); disputed between them: (\d+)", answer.text)
    assert told
    both = known.told_by(first) & known.told_by(second)
    assert int(told.group(1)) == int(both.sum())


def test_the_codebook_has_every_type_and_slot(client: TestClient) -> None:
    for kind in TYPES:
        text = client.get(f"/codebook/{kind}").text
        for slot in TYPE_SLOTS[kind]:
            assert f"<code>{slot}</code>" in text, (kind, slot)
    assert client.get("/codebook/rumour").status_code == 404


def test_what_is_not_yet_worked_out_is_asked_for_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_yet(*_: Any, **__: Any) -> None:
        message = "this is being worked out"
        raise NotYetError(message)

    monkeypatch.setattr("memcon.web.kept.Kept.value", not_yet)
    answer = client.get("/network")
    assert (answer.status_code, answer.headers["refresh"]) == (503, "3")
