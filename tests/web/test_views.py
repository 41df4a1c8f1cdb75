"""The views of a pair or group: what they show is what the panels work out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.present.panels.board import board
from memcon.present.panels.series import series

PAIR = "/dyad/CHN-RUS"
VIEWS = ("", "/timeline", "/meetings", "/figures", "/promises", "/positions", "/events")


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/dyad/RUS-CHN", "/dyad/CHN-RUS"),
        ("/dyad/RUS-CHN/timeline?since=2015", "/dyad/CHN-RUS/timeline?since=2015"),
        ("/dyad/Russia-China/events", "/dyad/CHN-RUS/events"),
        ("/dyad/KAZ-CHN-RUS", "/dyad/CHN-KAZ-RUS"),
        ("/dyad/CHN-RUS-CHN", "/dyad/CHN-RUS"),
        ("/dyad?party=Russia,China&sector=energy", "/dyad/CHN-RUS?sector=energy"),
    ],
)
def test_every_way_to_write_a_group_leads_to_one_address(
    client: TestClient, asked: str, led: str
) -> None:
    answer = client.get(asked)
    assert answer.status_code in (303, 307)
    assert answer.headers["location"] == led


@pytest.mark.parametrize("codes", ["CHN", "CHN-CHN", "CHN-ATL", "CHN-"])
def test_what_is_no_group_is_told(client: TestClient, codes: str) -> None:
    assert client.get(f"/dyad/{codes}").status_code == 400


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_reads_without_scripts_and_leads_to_records_and_documents(
    client: TestClient, view: str
) -> None:
    text = client.get(f"{PAIR}{view}").text
    assert "<h1>China and Russia</h1>" in text
    assert re.search(r'href="/record/[a-z]+-[0-9a-f]{12}"', text)
    assert re.search(r'href="/document/[^"]+\.(txt|md|html)', text)
    assert len(text.encode()) < 400_000


@pytest.mark.parametrize("view", VIEWS)
def test_filters_hold_from_view_to_view(client: TestClient, view: str) -> None:
    text = client.get(f"{PAIR}{view}?since=2014&until=2019&sector=energy").text
    tabs = re.findall(r'<li><a href="(/dyad/[^"]+)"', text)
    assert len(tabs) >= len(VIEWS)
    for tab in tabs:
        assert "since=2014&amp;until=2019&amp;sector=energy" in tab


def test_filters_leave_records_out(client: TestClient) -> None:
    def count(query: str) -> int:
        found = re.search(r"· ([\d,]+) records? ·", client.get(f"{PAIR}?{query}").text)
        assert found
        return int(found.group(1).replace(",", ""))

    numbers = [count(query) for query in ("", "type=meeting", "type=meeting&since=2018")]
    assert numbers[0] > numbers[1] > numbers[2] > 0
    assert count("source=Neglinka+Wire") < numbers[0]
    assert "No record is left" in client.get(f"{PAIR}?since=1901&until=1902").text


def test_missing_numbers_of_a_series_are_shown(client: TestClient, ledger: Ledger) -> None:
    text = client.get(f"{PAIR}/meetings").text
    told = series(ledger.scene("CHN", "RUS"))
    assert told[0]["missing"]
    assert text.count('<li class="missing">') == sum(len(each["missing"]) for each in told)


def test_the_board_counts_what_the_panel_says(client: TestClient, ledger: Ledger) -> None:
    text = client.get(f"{PAIR}/promises").text
    for name, cards in board(ledger.scene("CHN", "RUS")).items():
        if cards:
            assert re.search(rf'id="column-{name}">[^<]+<span class="soft">{len(cards)}<', text)


def test_a_day_to_see_it_from_changes_what_is_overdue(client: TestClient) -> None:
    def overdue(query: str) -> int:
        found = re.search(
            r'id="column-overdue">[^<]+<span class="soft">(\d+)<',
            client.get(f"{PAIR}/promises{query}").text,
        )
        return int(found.group(1)) if found else 0

    assert overdue("?as_of=2030-01-01") > overdue("?as_of=2013-01-01")
    assert client.get(f"{PAIR}?as_of=soon").status_code == 400


def test_the_timelines_data_is_that_of_its_table(client: TestClient) -> None:
    data: dict[str, Any] = client.get(f"{PAIR}/timeline.json?type=visit").json()
    assert [lane["lane"] for lane in data["lanes"]] == ["visit"]
    text = client.get(f"{PAIR}/timeline?type=visit").text
    for item in data["lanes"][0]["items"]:
        assert f'/record/{item["id"]}"' in text


def test_a_group_of_three_has_what_any_two_share(client: TestClient) -> None:
    def records(path: str) -> int:
        found = re.search(r"· ([\d,]+) records? ·", client.get(path).text)
        return int(found.group(1).replace(",", "")) if found else 0

    assert records("/dyad/ARG-BRA-RUS") >= records("/dyad/ARG-BRA") > 0
