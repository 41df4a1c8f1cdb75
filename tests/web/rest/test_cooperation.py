"""Structures, files, packs, follow-ups, plans and systems over the API."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger

API = "/api/v1"
SERIES = {"series": "heads_of_government"}


@pytest.fixture
def meeting(ledger: Ledger) -> str:
    return ledger.follow_up("heads_of_government", 21, parties=["CHN", "RUS"]).meeting.id


def test_the_api_gives_what_the_ledger_gives(
    client: TestClient, ledger: Ledger, meeting: str
) -> None:
    def get(path: str, **asked: Any) -> Any:
        answer = client.get(f"{API}{path}", params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    pair = ["CHN", "RUS"]
    assert get("/structures/RUS-CHN") == ledger.structure(*pair).to_json()
    assert get(f"/meetings/{meeting}/file") == ledger.meeting_file(meeting).to_json()
    pack = ledger.prepare("heads_of_government", parties=pair)
    assert get("/packs/CHN,RUS", **SERIES) == pack.to_json()
    found = ledger.follow_up("heads_of_government", 21, parties=pair)
    assert get("/follow-ups/CHN-RUS", ordinal=21, **SERIES) == found.to_json()
    plan = ledger.plan(*pair, horizon="10y", growth=[0.05, 0.08])
    assert get("/plans/CHN-RUS", horizon="10y", growth=[5, 8]) == plan.to_json()
    compared = ledger.compare("CHN-RUS", "KEN-UGA")
    assert get("/comparisons", pairs=["CHN-RUS", "KEN-UGA"]) == compared.to_json()


@pytest.mark.parametrize(
    ("path", "form", "kind"),
    [
        ("/packs/CHN-RUS", "md", "text/markdown"),
        ("/packs/CHN-RUS", "html", "text/html"),
        ("/follow-ups/CHN-RUS", "csv", "text/csv"),
        ("/follow-ups/CHN-RUS", "ics", "text/calendar"),
        ("/plans/CHN-RUS", "md", "text/markdown"),
    ],
)
def test_papers_come_in_their_formats(client: TestClient, path: str, form: str, kind: str) -> None:
    answer = client.get(f"{API}{path}", params={"format": form, "ordinal": 21, **SERIES})
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/structures/CHN", 400),
        ("/structures/CHN-XXX", 404),
        ("/structures/CHN-RUS?as_of=soon", 422),
        ("/packs/CHN-RUS?series=nonsense", 400),
        ("/packs/CHN-RUS", 422),
        ("/meetings/meeting-000000000000/file", 404),
        ("/comparisons", 422),
    ],
)
def test_what_cannot_be_used_is_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
