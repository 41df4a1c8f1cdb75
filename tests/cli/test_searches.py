from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Command


@pytest.fixture
def ledger(memcon: Command, papers: Path) -> Command:
    assert memcon("ingest", papers).code == 0
    return memcon


def test_a_search_is_kept_asked_again_and_forgotten(ledger: Command) -> None:
    kept = ledger("searches", "save", "Andes", "meetings", "--parties", "CHL,PER")
    assert kept.code == 0
    assert "/feeds/searches/" in kept.err
    told = json.loads(ledger("searches", "list", "--json").out)
    assert (told["name"], told["conditions"]) == (
        "Andes",
        {"party": ["CHL", "PER"], "type": ["meeting"]},
    )
    assert "party: CHL, PER" in ledger("searches", "list").out
    found = ledger("searches", "run", "Andes", "--format", "jsonl").out
    assert found == ledger("list", "meetings", "--parties", "CHL,PER", "--format", "jsonl").out
    assert found
    assert ledger("searches", "remove", "Andes").code == 0
    gone = ledger("searches", "run", "Andes")
    assert (gone.code, "no search of that name" in gone.err) == (1, True)


def test_conditions_are_those_of_the_list(ledger: Command) -> None:
    wrong = ledger("searches", "save", "x", "--sector", "trad")
    assert (wrong.code, "did you mean trade" in wrong.err) == (2, True)
    talks = ledger("list", "records", "--source", "talks.txt", "--format", "jsonl").out
    assert {json.loads(line)["type"] for line in talks.splitlines()} == {"meeting"}
    assert ledger("list", "records", "--source", "nowhere.txt", "--format", "jsonl").out == ""
