"""`memcon import` with statistics: what is said, and what the exit code is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILES = Path(__file__).parent.parent / "statistics" / "files"
Command = Callable[..., Any]


def test_the_format_is_told_from_the_content(memcon: Command) -> None:
    answer = memcon("import", FILES / "comtrade-legacy.csv", FILES / "worldbank-api.json")
    assert answer.code == 0
    assert any("comtrade-legacy.csv: 5 figures, 5 new" in line for line in answer.messages)
    assert any("1 without a value" in line for line in answer.messages)
    listed = memcon("list", "figure", "--parties", "RUS,CHN", "--format", "jsonl")
    assert len(listed.out.splitlines()) == 4


def test_one_bad_file_does_not_stop_the_others(memcon: Command, here: Path) -> None:
    (here / "bad.csv").write_text("just,words\n1,2\n", "utf-8")
    (here / "folder").mkdir()
    names = [here / name for name in ("bad.csv", "none.csv", "folder")]
    answer = memcon("import", *names, FILES / "comtrade-legacy.csv")
    assert answer.code == 1
    assert any(
        line.startswith("memcon: ") and "bad.csv: no format" in line for line in answer.messages
    )
    assert any("folder: cannot be read: is a directory" in line for line in answer.messages)
    assert any("none.csv: cannot be read: no such file" in line for line in answer.messages)
    assert any("5 new" in line for line in answer.messages)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--format", "excel"), "--format excel: no such value"),
        (("--format", "csv"), "a table needs --mapping FILE"),
        (("--date", "soon"), "--date soon: not a date"),
        (("--parties", "RUS,Ruritania"), "Ruritania"),
    ],
)
def test_wrong_use_is_said_and_exits_with_2(
    memcon: Command, arguments: tuple[str, ...], message: str
) -> None:
    answer = memcon("import", FILES / "customs.csv", *arguments)
    assert answer.code == 2
    assert len(answer.messages) == 1
    assert message in answer.messages[0]


def test_a_table_comes_in_with_its_mapping(memcon: Command) -> None:
    mapping = FILES / "customs.yml"
    answer = memcon("import", FILES / "customs.csv", "--mapping", mapping, "--json")
    assert answer.code == 0
    told = json.loads(answer.out)
    assert (told["outcome"], told["records"]) == ("added", 4)
    assert "Ruritania" in told["message"]
    shown = json.loads(memcon("documents", "--json").out)
    assert shown["sources"]["official"] == "yes"


def test_exports_are_still_taken_up(memcon: Command, here: Path) -> None:
    memcon("import", FILES / "imf-imts.csv")
    memcon("export", "--output", here / "out.jsonl")
    answer = memcon("import", here / "out.jsonl", "--db", here / "copy.db")
    assert answer.code == 0
    assert "1 new documents" in answer.err
    (here / "out.jsonl").rename(here / "named.txt")
    assert memcon("import", here / "named.txt", "--db", here / "other.db").code == 0
    forced = memcon("import", FILES / "imf-imts.csv", "--format", "jsonl")
    assert forced.code == 1
    assert "line 1: not JSON" in forced.err


def test_a_faulty_row_is_named_and_nothing_stored(memcon: Command, here: Path) -> None:
    text = (FILES / "comtrade-legacy.csv").read_text("utf-8").replace("56019000000", "lots")
    (here / "trade.csv").write_text(text, "utf-8")
    answer = memcon("import", here / "trade.csv")
    assert answer.code == 1
    assert "trade.csv: row 5: 'lots' is no number" in answer.err
    assert memcon("documents", "--json").out == ""
