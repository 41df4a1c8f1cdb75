from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Command


@pytest.fixture
def ledger(memcon: Command, papers: Path) -> Path:
    """A ledger with one meeting and one figure."""
    assert memcon("ingest", papers).code == 0
    return papers


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("rumour",), "rumour: no such kind of finding; there are contradiction, target"),
        (("--as-of", "soon"), "--as-of soon: not a date; write YYYY-MM-DD"),
        (("change",), "changes since when?"),
        (("--format", "xml"), "table, md, csv, json, jsonl"),
        (("--parties", "Chle"), "did you mean Chile (CHL)"),
    ],
)
@pytest.mark.usefixtures("ledger")
def test_wrong_use_is_told_in_one_line(
    memcon: Command, arguments: tuple[str, ...], told: str
) -> None:
    done = memcon("findings", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1


@pytest.mark.usefixtures("ledger")
def test_facts_of_one_publisher_are_shown_when_asked_for(memcon: Command) -> None:
    assert "Single witnesses (2)" in memcon("findings", "single-witness").out
    everything = memcon("findings")
    assert (everything.code, everything.out) == (0, "no findings\n")


@pytest.mark.usefixtures("ledger")
def test_changes_since_a_day_are_those_of_later_documents(memcon: Command) -> None:
    done = memcon("findings", "change", "--since", "2019-03-01", "--format", "json")
    assert [each["text"].partition(":")[0] for each in json.loads(done.out)] == ["Meeting"]


def test_changes_since_the_last_look_are_shown_once(memcon: Command, ledger: Path) -> None:
    first = memcon("findings", "change", "--since", "last")
    assert "Changes (2)" in first.out
    assert memcon("findings", "change", "--since", "last").out == "no findings\n"
    paper = ledger / "more.txt"
    paper.write_text("Date: 2019-07-01\n\nPeru's and Chile's ministers met in Tacna.\n", "utf-8")
    assert memcon("ingest", paper).code == 0
    assert "Changes (1)" in memcon("findings", "change", "--since", "last").out


def test_looks_at_different_parties_are_apart(memcon: Command, ledger: Path) -> None:
    assert ledger.is_dir()
    memcon("findings", "change", "--since", "last", "--parties", "CHL,PER")
    assert "Changes (2)" in memcon("findings", "change", "--since", "last").out


def test_reprints_of_one_text_are_one_witness(memcon: Command, here: Path) -> None:
    body = " ".join(f"Point {n} of the long talks was settled without a vote." for n in range(40))
    text = f"The foreign ministers of Chile and Peru met in Arica. {body}"
    for name in ("Lima Courier", "Cusco Times"):
        head = f"Date: 2020-01-02\nSource: {name}\n\n"
        (here / f"{name[:4]}.txt").write_text(f"{head}{text}\n\n{name}, all rights.\n", "utf-8")
        assert memcon("ingest", here / f"{name[:4]}.txt").code == 0
    told = json.loads(memcon("findings", "single-witness", "--format", "json").out)
    assert [each["rule"] for each in told] == ["single_witness.one_publisher"]
    assert told[0]["details"]["publishers"] == ["Cusco Times", "Lima Courier"]
