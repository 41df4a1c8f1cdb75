"""The API keeps to its own description: schemathesis asks it all that the description allows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.app import create_app
from web_site import PASSWORD

schemathesis = pytest.importorskip("schemathesis")

CASES = 1  # drawn for each operation in each phase, besides those of the examples and the limits
# What is well-formed may still not fit the ledger: 400 a cursor that no page gave, a field that the
# record's type lacks; 412 an etag of before; 422 a value that the record format has no place for.
FITTING = ["2xx", "3xx", "400", "401", "403", "404", "409", "412", "422"]
# In a form sent with files every value is text: none has a wrong type.
UNTYPED = {("/ingest", "negative_data_rejection")}


@pytest.fixture
def site(example_ledger: Path, tmp_path: Path) -> Iterator[tuple[FastAPI, dict[str, str]]]:
    """The application over a ledger with users, and a token for each role.

    One for each test: what asks it all ends it when it is done.
    """
    path = tmp_path / "contract.db"
    shutil.copy(example_ledger, path)
    settings = Settings(db=str(path), user="ana", api_rate=10**9)
    tokens = {}
    with Ledger(settings=settings) as ledger:
        for role, scopes in (("reader", ["read"]), ("admin", ["read", "write", "admin"])):
            ledger.users.add(role, role=role, password=PASSWORD)
            tokens[role] = ledger.users.create_token(role, scopes=scopes)
        ledger.users.add("keeper", role="admin", password=PASSWORD)
    app = create_app(settings)
    app.state.kept.patience = 60
    yield app, tokens
    app.state.jobs.close()
    app.state.kept.close()
    app.state.doors.close()


@pytest.mark.slow
@pytest.mark.parametrize("role", ["reader", "admin"])
def test_the_api_is_as_it_is_described(site: tuple[FastAPI, dict[str, str]], role: str) -> None:
    app, tokens = site
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    if role == "reader":
        schema = schema.include(method="GET")  # what else there is, the table of roles refuses them
    config = schema.config
    config.update(headers={"Authorization": f"Bearer {tokens[role]}"})
    config.generation.update(max_examples=CASES, deterministic=True)
    config.checks.positive_data_acceptance.expected_statuses = FITTING
    config.phases.stateful.enabled = False  # ids that it makes up lead nowhere; see the examples
    asked, faults = run(schema)
    assert faults == []
    assert asked > 300


def run(schema: Any) -> tuple[int, list[str]]:
    """How many requests were made, and what was wrong with which."""
    from schemathesis.engine import events, from_schema

    asked, faults = 0, []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            faults.append(repr(event))
        if not isinstance(event, events.ScenarioFinished):
            continue
        asked += len(event.recorder.cases)
        for case, checks in event.recorder.checks.items():
            made = event.recorder.cases[case].value
            faults += [
                f"{made.method} {made.path}: {check.name}: {check.failure_info.failure}"
                for check in checks
                if check.failure_info is not None and (made.path, check.name) not in UNTYPED
            ]
    return asked, faults
