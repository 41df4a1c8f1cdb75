"""`memcon export`: files for other programs."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import Command
from memcon.export import formats

TALKS = "2019-05-06\n\nThe foreign ministers of Chile and Peru met in Arica.\n"
TRADE = "Trade between Chile and Peru came to 3.1 billion dollars in 2018.\n"


@pytest.fixture
def ask(memcon: Command, here: Path) -> Command:
    """The command, on a ledger with a meeting that has no date and a figure."""
    (here / "talks.txt").write_text(TALKS, encoding="utf-8")
    (here / "trade.txt").write_text(TRADE, encoding="utf-8")
    assert memcon("ingest", "talks.txt", "trade.txt").code == 0
    return memcon


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_without_conditions_jsonl_is_the_whole_ledger(ask: Command) -> None:
    found = lines(ask("export").out)
    assert found[0]["type"] == "header"
    assert {"document", "statement", "figure"} <= {str(line["type"]) for line in found}


def test_with_conditions_jsonl_has_the_records_alone(ask: Command) -> None:
    (found,) = lines(ask("export", "figures", "--parties", "Chile,PER").out)
    assert found["type"] == "figure"


def test_a_period_leaves_undated_records_out_and_counts_them(ask: Command) -> None:
    answer = ask("export", "--format", "csv", "--since", "2010", "-o", "x.zip")
    assert "records written to x.zip" in answer.messages[0]


def test_quotes_are_cut_or_left_out(ask: Command) -> None:
    cut = lines(ask("export", "figure", "--quote-length", "4").out)
    assert cut[0]["evidence"][0]["quote"] == "bil…"  # type: ignore[index]
    none = lines(ask("export", "figure", "--no-quotes").out)
    assert "quote" not in none[0]["evidence"][0]  # type: ignore[index]


def test_every_format_is_written(ask: Command, here: Path) -> None:
    for name in formats():
        answer = ask("export", "--format", name, "-o", f"out/{name}")
        assert answer.code == 0, answer.err
        assert f"written to out/{name}" in answer.err
        assert (here / "out" / name).stat().st_size > 0


def test_a_database_for_datasette_is_no_ledger(ask: Command, here: Path) -> None:
    ask("export", "--format", "sqlite", "-o", "flat.sqlite")
    with sqlite3.connect(here / "flat.sqlite") as opened:
        assert opened.execute("select count(*) from records").fetchone() == (2,)
    opened.close()
    answer = ask("list", "records", "--db", "flat.sqlite")
    assert "not a ledger" in answer.err


def test_bytes_go_to_a_pipe(ask: Command) -> None:
    assert ask("documents").code == 0
    program = [sys.executable, "-m", "memcon", "export", "--format", "csv"]
    data = subprocess.run(program, capture_output=True, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("figure.csv").decode())))
    assert rows[0]["amount_value"] == "3100000000.0"


def test_formats_are_listed(memcon: Command) -> None:
    shown = memcon("export", "--formats").out
    assert all(name in shown for name in formats())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "cvs"], "--format cvs: no such format; did you mean csv?"),
        (["--sector", "milk"], "--sector milk: no such value"),
        (["wedding"], "wedding: no such record type"),
        (["--format", "dyad-month", "--zeros", "no"], "--zeros no: no such way"),
        (["--parties", "Chili"], "did you mean Chile (CHL)"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, ask: Command, here: Path
) -> None:
    answer = ask("export", *arguments, "-o", "no")
    assert (answer.code, len(answer.messages)) == (2, 1)
    assert said in answer.err
    assert not (here / "no").exists()


def test_what_was_there_stays_when_writing_fails(ask: Command, here: Path) -> None:
    (here / "kept.csv").write_text("kept", encoding="utf-8")
    assert ask("export", "--format", "dyad-month", "--zeros", "x", "-o", "kept.csv").code == 2
    assert (here / "kept.csv").read_text(encoding="utf-8") == "kept"
