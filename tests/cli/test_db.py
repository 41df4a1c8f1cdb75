from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from conftest import Command
from memcon.cli.progress import tenths


@pytest.fixture(autouse=True)
def ledger(memcon: Command, papers: Path) -> None:
    assert memcon("ingest", papers).code == 0


def test_a_sound_ledger(memcon: Command) -> None:
    answer = memcon("db", "check")
    assert (answer.code, answer.out) == (0, "")
    assert answer.messages == ["memcon.db: sound; 2 documents, 10 statements"]
    assert json.loads(memcon("db", "check", "--json").out)["ok"] is True


def test_a_damaged_ledger_is_named_line_by_line(memcon: Command, here: Path) -> None:
    with sqlite3.connect(here / "memcon.db") as file:
        file.execute("UPDATE statements SET value = '\"2001\"' WHERE field = 'date'")
    file.close()
    answer = memcon("db", "check")
    assert answer.code == 1
    assert "is not what its hash says" in answer.out
    assert "restore a backup" in answer.messages[-1]
    assert json.loads(memcon("db", "check", "--json").out)["problems"]


def test_back_up_and_restore(memcon: Command, here: Path) -> None:
    answer = memcon("db", "backup", here / "kept.db")
    assert answer.messages == [f"memcon.db: 2 documents and 2 records in {here / 'kept.db'}"]
    assert memcon("documents", "--db", here / "kept.db").out == memcon("documents").out
    assert memcon("remove", "talks.txt").code == 0
    refused = memcon("db", "restore", here / "kept.db")
    assert refused.code == 1
    assert "--force" in refused.err
    answer = memcon("db", "restore", here / "kept.db", "--force")
    assert answer.messages == ["memcon.db: restored, 2 documents and 2 records"]
    assert "talks.txt" in memcon("documents").out
    assert memcon("db", "check").code == 0


def test_upgrading_what_is_up_to_date(memcon: Command) -> None:
    assert "memcon.db: up to date" in memcon("db", "upgrade").err
    assert memcon("db", "upgrade", "--db", "none.db").code == 1


def test_a_long_step_is_told_at_each_tenth(capsys: pytest.CaptureFixture[str]) -> None:
    tell = tenths()
    for done in range(1, 41):
        tell("comparing", done, 40)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "comparing: 1 of 40"
    assert lines[1:] == [f"comparing: {done} of 40" for done in range(4, 41, 4)]


def test_vacuum(memcon: Command) -> None:
    before = memcon("list", "record").out
    assert memcon("db", "vacuum").messages == ["memcon.db: done"]
    assert memcon("list", "record").out == before


def test_what_was_done_with_the_ledger_as_a_whole_is_logged(memcon: Command, here: Path) -> None:
    assert memcon("db", "vacuum").code == 0
    assert memcon("db", "backup", here / "kept.db").code == 0
    assert memcon("db", "restore", here / "kept.db", "--force").code == 0
    logged = [json.loads(line) for line in memcon("audit", "--json").out.splitlines()]
    assert [each["action"] for each in logged][-2:] == ["vacuum", "restore"]
    assert logged[-1]["details"]["backup"] == "kept.db"
    assert memcon("db", "check").code == 0


def test_nothing_is_made_where_there_is_no_ledger(memcon: Command, here: Path) -> None:
    for command in ("check", "vacuum"):
        assert "no ledger there" in memcon("db", command, "--db", "none.db").err
    assert not (here / "none.db").exists()
