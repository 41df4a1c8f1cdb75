"""Who may do what: every route is in the table, and holds to it for every role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.app import create_app
from pages import PAIR, VIEWS, WHOLE
from web_site import bearer

EVERYBODY, READER, ANALYST, ADMIN = "everybody", "read", "write", "admin"
ROUTES: dict[tuple[str, str], str] = {
    ("GET", "/login"): EVERYBODY,
    ("POST", "/login"): EVERYBODY,
    ("GET", "/login/provider"): EVERYBODY,
    ("GET", "/login/back"): EVERYBODY,
    ("POST", "/logout"): READER,
    ("GET", "/"): READER,
    ("GET", "/home/ledger"): READER,
    ("GET", "/home/new"): READER,
    ("GET", "/home/findings"): READER,
    ("GET", "/complete"): READER,
    ("GET", "/records"): READER,
    ("GET", "/searches"): READER,
    ("POST", "/searches"): READER,  # their own
    ("GET", "/documents"): READER,
    ("GET", "/record/{record_id}"): READER,
    ("GET", "/record/{record_id}/findings"): READER,
    ("POST", "/record/{record_id}/decide"): ANALYST,
    ("GET", "/document/{name:path}"): READER,
    ("GET", "/original/{name:path}"): READER,
    ("GET", "/download/{name:path}"): READER,
    ("GET", "/enter/{name:path}"): ANALYST,
    ("POST", "/enter/{name:path}"): ANALYST,
    ("GET", "/ingest"): ANALYST,
    ("POST", "/ingest"): ANALYST,
    ("GET", "/ingest/{job_id}"): ANALYST,
    ("POST", "/ingest/{job_id}"): ANALYST,
    ("GET", "/review"): ANALYST,
    ("GET", "/account"): READER,
    ("POST", "/account"): READER,
    ("GET", "/admin"): ADMIN,
    ("POST", "/admin"): ADMIN,
    # What shows records and nothing else.
    ("GET", "/dyad"): READER,
    ("GET", "/dyad/{codes}"): READER,
    ("GET", "/dyad/{codes}/brief.{fmt}"): READER,
    ("GET", "/dyad/{codes}/report.{fmt}"): READER,
    ("GET", "/dyad/{codes}/timeline"): READER,
    ("GET", "/dyad/{codes}/timeline.json"): READER,
    ("GET", "/dyad/{codes}/meetings"): READER,
    ("GET", "/dyad/{codes}/figures"): READER,
    ("GET", "/dyad/{codes}/promises"): READER,
    ("GET", "/dyad/{codes}/positions"): READER,
    ("GET", "/dyad/{codes}/events"): READER,
    ("GET", "/network"): READER,
    ("GET", "/map"): READER,
    ("GET", "/map/borders.json"): READER,
    ("GET", "/sources"): READER,
    ("GET", "/findings"): READER,
    ("GET", "/search"): READER,
    ("GET", "/compare"): READER,
    ("GET", "/codebook"): READER,
    ("GET", "/codebook/{kind}"): READER,
    ("GET", "/about"): READER,
    ("GET", "/cooperation"): READER,
    ("GET", "/structure/{codes}"): READER,
    ("GET", "/meeting/{record_id}"): READER,
    ("GET", "/systems"): READER,
    ("GET", "/prepare/{codes}"): READER,
    ("GET", "/prepare/{codes}/pack.{fmt}"): READER,
    ("GET", "/follow-up/{codes}"): READER,
    ("GET", "/follow-up/{codes}/follow-up.{fmt}"): READER,
    ("GET", "/plan/{codes}"): READER,
    ("GET", "/plan/{codes}/plan.{fmt}"): READER,
    ("GET", "/export"): READER,
    ("GET", "/export/file"): READER,
    # Feeds let in by a token of their own (scope `feed`); see test_feeds.
}
OWN_TABLES = ("/api/v1", "/feeds")  # these have a table of their own, in their tests
MAY = {"reader": {READER}, "analyst": {READER, ANALYST}, "admin": {READER, ANALYST, ADMIN}}


def routes_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    for route in app.routes:
        if isinstance(route, Mount):
            assert route.path in ("/static", *OWN_TABLES), route.path
            continue
        yield from each_of(route, "")


def each_of(route: Any, prefix: str) -> Iterator[tuple[str, str]]:
    """A route's methods and path; newer FastAPI keeps included routers whole."""
    inner = getattr(getattr(route, "original_router", None), "routes", None)
    if inner is not None:
        for each in inner:
            yield from each_of(each, prefix)
        return
    assert isinstance(route, Route) or hasattr(route, "methods"), route
    path = f"{prefix}{route.path}"
    if not path.startswith(OWN_TABLES):
        yield from ((method, path) for method in route.methods - {"HEAD"})


def test_every_route_is_in_the_table(settings: Settings) -> None:
    missing = set(routes_of(create_app(settings))) - set(ROUTES)
    assert not missing, "say in ROUTES who may do that"


@pytest.fixture
def filled(settings: Settings) -> dict[str, str]:
    with Ledger(settings=settings) as ledger:
        record = ledger.records("meeting").records[0]
    return {
        "{record_id}": record.id,
        "{name:path}": record.evidence[0].doc,
        "{job_id}": "0123456789abcdef",
        "{codes}": "CHN-RUS",
        "{kind}": "meeting",
        "{name}": "jsonl",
        "{fmt}": "md",
    }


def test_every_route_holds_to_the_table(
    guarded: TestClient, ledger: Ledger, settings: Settings, filled: dict[str, str]
) -> None:
    there = sorted(set(routes_of(create_app(settings))))
    assert len(there) > 20
    tokens = {role: bearer(ledger, role) for role in MAY}
    for method, path in there:
        needed, address = ROUTES[method, path], path
        for name, value in filled.items():
            address = address.replace(name, value)
        if needed != EVERYBODY:
            answer = guarded.request(method, address)
            assert answer.status_code == 303, (method, path, "nobody")
            assert answer.headers["location"].startswith("/login"), (method, path)
        for role, scopes in MAY.items():
            answer = guarded.request(method, address, headers=tokens[role])
            is_refused = answer.status_code == 403
            may = needed == EVERYBODY or needed in scopes
            assert may or is_refused, (method, path, role, answer.status_code)
            if may and method == "GET":
                assert answer.status_code not in (401, 403, 500), (path, role, answer.text[:300])
            if may and method == "POST" and needed != EVERYBODY:
                # No token of a form: let in, and then refused.
                assert answer.status_code == 400, (path, role, answer.status_code)


def test_what_is_restricted_has_never_been(guarded: TestClient, ledger: Ledger) -> None:
    secret = next(doc for doc in ledger.documents() if doc.records > 5 and "moscow" in doc.name)
    own = [
        record
        for record in ledger.records_of(secret.name)
        if {cite.doc for cite in record.evidence} == {secret.name}
    ]
    ledger.label(secret.name, label="eyes")
    ledger.users.set_labels("analyst", ["eyes"])
    paths = [f"/document/{secret.name}", f"/original/{secret.name}", f"/download/{secret.name}"]
    paths += [f"/enter/{secret.name}", *(f"/record/{record.id}" for record in own[:3])]
    for path in paths:
        if not path.startswith("/enter"):
            assert guarded.get(path, headers=bearer(ledger, "reader")).status_code == 404, path
            assert guarded.get(path, headers=bearer(ledger, "admin")).status_code == 404, path
        assert guarded.get(path, headers=bearer(ledger, "analyst")).status_code != 404, path
    paths = ["/home/new", "/home/ledger", "/home/findings", "/documents", "/records?type=meeting"]
    paths += [*VIEWS, *WHOLE, f"{PAIR}/timeline.json", f"{PAIR}/report.md", f"{PAIR}/brief.html"]
    paths += [f"/complete?q={secret.title.split()[0]}", f"/search?q={quote(secret.title)}"]
    paths += [f"/records?source={secret.name}", "/plan/CHN-RUS/plan.json"]
    paths += ["/export/file?format=jsonl"]
    for path in paths:
        answer = guarded.get(path, headers=bearer(ledger, "reader"))
        assert answer.status_code == 200, path
        shown = answer.text.replace(path.rpartition("=")[2], "")  # what was asked for stands there
        assert secret.name not in shown, path
        assert all(record.id not in shown for record in own), path
