from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Command

PASSWORD = "correct horse battery"


@pytest.fixture
def ledger(memcon: Command, papers: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A ledger with two documents and an admin."""
    monkeypatch.setenv("MEMCON_PASSWORD", PASSWORD)
    monkeypatch.setenv("MEMCON_USER", "root")
    assert memcon("ingest", papers).code == 0
    assert memcon("user", "add", "ana", "--role", "admin", "--label", "restricted").code == 0
    return memcon


def test_users_are_made_listed_and_changed(ledger: Command) -> None:
    assert "ben: reader, sees no restricted" in ledger("user", "add", "ben", "--no-password").err
    assert ledger("user", "role", "ben", "analyst").code == 0
    assert ledger("user", "labels", "ben", "--label", "restricted").code == 0
    assert ledger("user", "password", "ben").code == 0
    found = [json.loads(line) for line in ledger("user", "list", "--json").out.splitlines()]
    assert [(user["name"], user["role"], user["labels"]) for user in found] == [
        ("ana", "admin", ["restricted"]),
        ("ben", "analyst", ["restricted"]),
    ]
    assert ledger("user", "disable", "ben").code == 0
    assert "disabled" in ledger("user", "list").out
    assert ledger("user", "disable", "ben", "--undo").code == 0
    assert PASSWORD not in ledger("user", "list", "--json").out
    answer = ledger("user", "disable", "ana")
    assert (answer.code, "last admin" in answer.err) == (1, True)


def test_tokens_are_told_once_listed_and_revoked(ledger: Command) -> None:
    answer = ledger("token", "create", "ana", "--scope", "write", "--name", "nightly")
    token = answer.out.strip()
    assert token.startswith("memcon_")
    listed = ledger("token", "list")
    assert "nightly" in listed.out
    assert token.split("_", 2)[2] not in listed.out  # a secret may have "_" itself
    identity = json.loads(ledger("token", "list", "--user", "ana", "--json").out)["id"]
    assert ledger("token", "revoke", identity).code == 0
    assert "revoked" in ledger("token", "list").out
    assert ledger("token", "create", "nobody").code == 1


def test_documents_are_labelled_and_opened_again(ledger: Command) -> None:
    assert "talks.txt: restricted" in ledger("label", "talks.txt", "restricted").err
    assert "talks.txt: open" in ledger("label", "talks.txt", "restricted", "--remove").err
    assert ledger("label", "restricted").code == 2
    assert ledger("label", "nothing.txt", "restricted").code == 1


def test_new_documents_are_labelled_as_they_are_read(ledger: Command, here: Path) -> None:
    (here / "cable.txt").write_text("Date: 2019-05-06\n\nThey met in Tacna.\n", "utf-8")
    assert ledger("ingest", here / "cable.txt", "--label", "restricted").code == 0
    line = next(
        json.loads(each)
        for each in ledger("export").out.splitlines()
        if '"name":"cable.txt"' in each
    )
    assert line["labels"] == ["restricted"]


def test_the_log_says_who_did_what(ledger: Command) -> None:
    ledger("label", "talks.txt", "restricted")
    found = [json.loads(line) for line in ledger("audit", "--json").out.splitlines()]
    assert [entry["action"] for entry in found] == ["document", "document", "user add", "label"]
    assert {entry["by"] for entry in found} == {"root"}
    assert "label" in ledger("audit", "--subject", "talks.txt").out
    assert len(ledger("audit", "--limit", "1", "--json").out.splitlines()) == 1
    assert ledger("doctor").code in (0, 1)
