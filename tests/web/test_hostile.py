"""Documents are hostile: what they hold is shown as text, wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.app import create_app
from pages import VIEWS, WHOLE
from web_site import served

EVIL = "\"><script>window.hit=1</script><img src=x onerror=window.hit=1>'{{7*7}}"
NAME = "x\"'><img src=q onerror=hit()>&#x3c;b.txt"
TEXT = f"""Title: Talks {EVIL}
Source: Herald {EVIL}
Date: 2021-05-05

Oslo, 5 May 2021. Norwegian Foreign Minister Ine {EVIL} Soreide met her Chilean counterpart in Oslo
on 3 May 2021. Norway and Chile signed the "Agreement on {EVIL} Fish" on 4 May 2021.
"""


@pytest.fixture
def poisoned(here: Path) -> Settings:
    (here / "in").mkdir()
    (here / "in" / NAME).write_text(TEXT, encoding="utf-8")
    settings = Settings(db=str(here / "evil.db"), user=f"eve{EVIL}")
    with Ledger(settings=settings) as ledger:
        report = ledger.ingest(here / "in")
        assert not report.failed
        record = ledger.records().records[0]
        ledger.note(record.id, f"a note {EVIL}")
        ledger.correct(record.id, "place", '{"name": "<svg onload=hit()>"}', reason=EVIL)
    return settings


def addresses(ledger: Ledger) -> list[str]:
    name = quote(ledger.documents()[0].name, safe="")
    records = ledger.records().records
    assert len(records) > 1
    found = ["/", "/home/new", "/home/ledger", "/home/findings", "/records", "/admin", "/ingest"]
    found += [f"/document/{name}", f"/enter/{name}?words={quote(EVIL)}&type=visit"]
    found += [f"/record/{record.id}" for record in records]
    found += [f"/record/{record.id}/findings" for record in records]
    found += [view.replace("CHN-RUS", "CHL-NOR") for view in (*VIEWS, *WHOLE)]
    found += ["/documents", "/export", "/systems?pairs=CHL-NOR&pairs=CHN-RUS"]
    found += [f"/compare?first={quote(EVIL)}&second={quote(EVIL)}&party=CHL,NOR"]
    found += [f"/dyad/CHL-NOR?since={quote(EVIL)}&as_of={quote(EVIL)}", f"/dyad/{quote(EVIL)}-NOR"]
    found += [f"/records?text={quote(EVIL)}&party={quote(EVIL)}&since={quote(EVIL)}"]
    found += [f"/records?source={quote(EVIL)}&after={quote(EVIL)}", f"/nothing/{quote(EVIL)}"]
    found += [f"/record/{quote(EVIL)}", f"/document/{quote(EVIL)}", f"/search?q={quote(EVIL)}"]
    return [*found, "/review", f"/review?type={quote(EVIL)}&done={quote(EVIL)}"]


def handlers(text: str) -> list[str]:
    """The event handlers that a browser would find in a page."""
    found: list[str] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(f"{tag} {name}" for name, _ in attrs if name.startswith("on"))

    Parser().feed(text)
    return found


def test_nothing_of_it_becomes_markup(poisoned: Settings) -> None:
    with Ledger(settings=poisoned) as ledger, TestClient(create_app(poisoned)) as client:
        for address in addresses(ledger):
            text = client.get(address).text
            assert "<script>window" not in text, address
            assert handlers(text) == [], address
            assert "<img src=x" not in text, address
            assert "49" not in re.findall(r"'(49)", text), address
        told = client.get(f"/complete?q={quote('Talks')}")
        assert told.headers["content-type"].startswith("application/json")


def test_nothing_of_it_runs(poisoned: Settings, watch: Callable[..., Any]) -> None:
    watched = watch(viewport={"width": 1280, "height": 800})
    page = watched.page
    page.on("dialog", lambda dialog: watched.complaints.append(dialog.message))
    with Ledger(settings=poisoned) as ledger, served(poisoned) as base:
        for address in addresses(ledger):
            page.goto(f"{base}{address}")
            page.wait_for_load_state("networkidle")
            assert page.evaluate("typeof window.hit") == "undefined", address
        page.goto(f"{base}/")
        page.get_by_role("combobox").first.fill("Talks")
        page.get_by_role("option").first.wait_for()
        assert page.evaluate("typeof window.hit") == "undefined"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 400),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Origin": "null"}, 400),
        ({}, 400),  # from here, but without the token of a form
    ],
)
def test_other_sites_cannot_have_a_browser_send_something(
    client: TestClient, ledger: Ledger, headers: dict[str, str], status: int
) -> None:
    record = ledger.records("visit").records[0]
    for address in (f"/record/{record.id}/decide", "/ingest", "/admin", "/logout"):
        answer = client.post(address, data={"action": "accept"}, headers=headers)
        assert answer.status_code == status, address
    assert ledger.record(record.id).decisions == ()


@pytest.mark.parametrize("dest", ["image", "script", "iframe", "empty"])
def test_other_sites_cannot_load_anything_into_their_pages(client: TestClient, dest: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": dest}
    assert client.get("/home/new", headers=headers).status_code == 400
    linked = client.get("/codebook", headers=headers | {"Sec-Fetch-Dest": "document"})
    assert linked.status_code == 200


def test_a_group_of_too_many_is_refused(client: TestClient) -> None:
    codes = "ARG-BRA-CHL-CHN-DEU-EGY-FRA-GBR-IND-ITA-JPN-KEN-RUS-USA"
    for address in (f"/dyad/{codes}", f"/structure/{codes}", f"/dyad/{codes}/report.md"):
        answer = client.get(address)
        assert answer.status_code == 400, address
        assert "at most" in answer.text


def test_too_much_is_refused_before_it_is_read(client: TestClient) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    announced = client.post("/login", content=b"x", headers={"Content-Length": "9" * 9, **form})
    assert announced.status_code == 413

    def endless() -> Any:
        for _ in range(64):
            yield b"x" * 100_000

    assert client.post("/login", content=endless(), headers=form).status_code == 413
    many = {f"field{number}": "x" for number in range(1200)}
    assert client.post("/login", data=many).status_code == 400


def test_pages_of_this_machine_are_not_fetched(client: TestClient) -> None:
    page = client.get("/ingest").text
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]
    told = []
    for address in ("http://127.0.0.1:1/", "http://[::1]/", "http://169.254.169.254/latest/"):
        sent = client.post("/ingest", data={"csrf": token, "addresses": address})
        text = sent.text if sent.status_code != 303 else _ended(client, sent.headers["location"])
        told.append(text)
    for each in ("file:///etc/passwd", "ftp://example.org/x", "gopher://x"):
        refused = client.post("/ingest", data={"csrf": token, "addresses": each})
        assert refused.status_code in (400, 422), each
    assert all('class="fault"' in text for text in told)


def _ended(client: TestClient, address: str) -> str:
    for _ in range(600):
        text = client.get(address).text
        if "data-over" in text:
            return text
        import time

        time.sleep(0.2)
    return ""
