"""Ingestion on a server: in a process of its own, as whoever asked, seen by them alone."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.jobs import safe_name
from web_server import serving
from web_site import bearer

API = "/api/v1"
TALKS = (
    "NAIROBI, 17 May 2024 - The foreign ministers of Kenya and Uganda met in Nairobi on 16 May "
    "2024. They signed an agreement on rail transport."
)
SECONDS = 120.0


def finished(client: TestClient, job: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    """The job when it is over."""
    until = time.monotonic() + SECONDS
    while True:
        found = client.get(f"{API}/jobs/{job['id']}", headers=headers or {}).json()
        if found["state"] in ("done", "failed", "cancelled"):
            return found
        assert time.monotonic() < until, found
        time.sleep(0.1)


def sent(name: str, text: str) -> tuple[str, tuple[str, bytes, str]]:
    return "file", (name, text.encode(), "text/plain")


def test_files_become_records(client: TestClient, ledger: Ledger) -> None:
    files = [sent("../../etc/talks.txt", TALKS), sent("empty.txt", "")]
    answer = client.post(f"{API}/ingest", files=files, data={"date": "2024-05-17"})
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"{API}/jobs/{answer.json()['id']}"
    job = finished(client, answer.json())
    assert job["state"] == "done"
    outcomes = {each["name"]: each["outcome"] for each in job["results"]}
    assert outcomes == {"talks.txt": "added", "empty.txt": "failed"}
    (added,) = [each for each in job["results"] if each["name"] == "talks.txt"]
    assert added["ids"]
    assert ledger.record(added["ids"][0]).get("parties") == ["KEN", "UGA"]
    # Another version under the same name takes the first one's place.
    again = client.post(f"{API}/ingest", files=[sent("talks.txt", TALKS + " They left.")])
    (result,) = finished(client, again.json())["results"]
    assert result["outcome"] == "replaced"
    assert client.get(f"{API}/jobs").json()["items"][0]["id"] == again.json()["id"]


def test_a_job_is_done_as_its_user(guarded: TestClient, ledger: Ledger) -> None:
    ledger.users.set_labels("analyst", ["secret"])
    analyst, admin = bearer(ledger, "analyst"), bearer(ledger, "admin")
    answer = guarded.post(
        f"{API}/ingest", files=[sent("cable.txt", TALKS)], data={"label": "secret"}, headers=analyst
    )
    job = finished(guarded, answer.json(), analyst)
    assert job["results"][0]["outcome"] == "added"
    assert ledger.labels()["cable.txt"] == ["secret"]
    assert [e.by for e in ledger.audit(subject="cable.txt") if e.action == "document"] == [
        "analyst"
    ]
    ledger.users.add("other", role="analyst")
    other = bearer(ledger, "other", "read", "write")
    assert guarded.get(f"{API}/jobs/{job['id']}", headers=other).status_code == 404
    assert guarded.get(f"{API}/jobs", headers=other).json()["items"] == []
    assert guarded.get(f"{API}/jobs/{job['id']}", headers=admin).status_code == 200
    # Whoever does not see a document does not learn its name by sending its text.
    answer = guarded.post(f"{API}/ingest", files=[sent("mine.txt", TALKS)], headers=other)
    job = finished(guarded, answer.json(), other)
    assert job["state"] == "done", job["message"]
    (result,) = job["results"]
    assert "cable" not in str(result)


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/x"])
def test_private_addresses_are_not_fetched(client: TestClient, address: str) -> None:
    answer = client.post(f"{API}/ingest/addresses", json={"addresses": [address]})
    job = finished(client, answer.json())
    assert job["results"][0]["outcome"] == "failed"


def test_pages_of_the_web_become_records(settings: Settings, ledger: Ledger) -> None:
    from memcon.web.app import create_app

    with serving() as site:
        site.page("/talks.html", f"<html><body><article><p>{TALKS}</p></article></body></html>")
        site.page("/robots.txt", "")
        with TestClient(create_app(replace(settings, fetch_loopback="yes"))) as client:
            body = {"addresses": [f"{site.base}/talks.html"], "date": "2024-05-17"}
            job = finished(client, client.post(f"{API}/ingest/addresses", json=body).json())
    assert job["results"][0]["outcome"] == "added", job
    assert ledger.document(job["results"][0]["name"])


def test_a_job_can_be_cancelled(client: TestClient) -> None:
    first = client.post(f"{API}/ingest", files=[sent("a.txt", TALKS)]).json()
    second = client.post(f"{API}/ingest", files=[sent("b.txt", TALKS + " So.")]).json()
    gone = client.delete(f"{API}/jobs/{second['id']}")
    assert gone.json()["state"] == "cancelled"
    assert finished(client, first)["state"] == "done"
    assert finished(client, second)["results"] == []


def test_what_is_sent_leaves_no_files(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    job = client.post(f"{API}/ingest", files=[sent("a.txt", TALKS)]).json()
    finished(client, job)
    client.app.state.jobs.close()
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\docs\\note.txt", "note.txt"),
        ("a\x00\nb.txt", "ab.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        (".hidden", "hidden"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_of_files_are_plain(given: str, kept: str) -> None:
    assert safe_name(given) == kept
