"""Dictionaries of the user's own, from the command line into records and events."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Answer, Command
from memcon.run import lexicon

ACTORS = """\
OLGA_MARSH_ ; invented; she changed sides
\t[SWEGOV <20091231]
\t[NORGOV >20100101]
PULA_HOUSE_ [BWAGOV]
"""
VISIT = "Olga Marsh visited Chile on Monday."
YEARS = [("2005-03-04", "SWE"), ("2015-03-04", "NOR")]


@pytest.fixture(autouse=True)
def scripted() -> None:
    """These tests run the real extractor, not the one of the other commands' tests."""


@pytest.fixture
def dictionary(here: Path) -> Path:
    path = here / "ours.txt"
    path.write_text(ACTORS, encoding="utf-8")
    return path


@pytest.fixture
def imported(memcon: Command, dictionary: Path) -> Answer:
    return memcon("lexicon", "import", "--format", "petrarch", dictionary)


def test_import_tells_what_it_took_up(imported: Answer, here: Path) -> None:
    folder = here / "config" / "memcon" / "lexicon"
    assert (imported.code, imported.out) == (0, "")
    assert imported.messages == [f"{here / 'ours.txt'}: 3 actors, 0 agents; kept in {folder}"]
    assert [path.name for path in folder.iterdir()] == ["ours.actors.tsv"]


def test_the_folder_comes_from_the_environment(
    memcon: Command, dictionary: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEMCON_LEXICON_DIR", str(here / "words"))
    assert memcon("lexicon", "import", dictionary).code == 0
    assert (here / "words" / "ours.actors.tsv").exists()


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(("day", "country"), YEARS)
def test_extract_has_the_state_of_the_day(
    memcon: Command, here: Path, day: str, country: str
) -> None:
    (here / "note.txt").write_text(VISIT, encoding="utf-8")
    rows = [
        json.loads(line)
        for line in memcon("extract", "note.txt", "--date", day).out.split("\n")
        if line
    ]
    (visit,) = [row for row in rows if row["type"] == "visit"]
    assert visit["visitor"] == {"name": "Olga Marsh", "country": country}
    assert visit["parties"] == sorted(["CHL", country])


@pytest.mark.usefixtures("imported")
def test_code_has_the_state_of_each_sentences_day(memcon: Command, here: Path) -> None:
    lines = [json.dumps({"id": day, "date": day, "text": VISIT}) for day, _ in YEARS]
    (here / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    rows = [json.loads(line) for line in memcon("code", "in.jsonl").out.splitlines()]
    coded = [(row["id"], row["events"][0]["event"], row["events"][0]["source"]) for row in rows]
    assert coded == [(day, "CONSULT", [country]) for day, country in YEARS]


def test_ingest_extracts_anew_after_an_import(
    memcon: Command, dictionary: Path, here: Path
) -> None:
    (here / "note.txt").write_text(f"Date: 2015-03-04\n\n{VISIT}\n", encoding="utf-8")
    memcon("ingest", "note.txt")
    assert memcon("list", "visit", "--parties", "NOR", "--format", "jsonl").out == ""
    assert "1 unchanged" in memcon("ingest", "note.txt").err
    memcon("lexicon", "import", dictionary)
    assert "1 updated" in memcon("ingest", "note.txt").err
    (row,) = memcon("list", "visit", "--parties", "NOR", "--format", "jsonl").out.splitlines()
    assert json.loads(row)["visitor"]["country"] == "NOR"


def test_a_faulty_line_is_named_and_the_rest_imported(memcon: Command, here: Path) -> None:
    (here / "ours.txt").write_text("PULA_HOUSE_ [BWAGOV\nKGOSI_HALL_ [BWALEG]\n", "utf-8")
    answer = memcon("lexicon", "import", "ours.txt")
    assert answer.code == 1
    assert len(answer.messages) == 2
    assert answer.messages[0].startswith("memcon: ours.txt:1: 'PULA_HOUSE_ [BWAGOV': a bracket")
    assert answer.messages[1].startswith("ours.txt: 1 actors, 0 agents, 1 lines passed over")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_bytes(b"\xff\xfe\xff"), "bad.txt: cannot be read as UTF-8"),
        (lambda path: path.write_text("# nothing\n"), "bad.txt: no entry of a PETRARCH"),
        (lambda path: path.mkdir(), "bad.txt: cannot be read"),
        (lambda _: None, "bad.txt: cannot be read"),
    ],
)
def test_a_file_that_is_no_dictionary_costs_no_other(
    memcon: Command, dictionary: Path, here: Path, spoil: Callable[[Path], object], told: str
) -> None:
    spoil(here / "bad.txt")
    answer = memcon("lexicon", "import", "bad.txt", dictionary)
    assert answer.code == 1
    assert told in answer.messages[0]
    assert "3 actors" in answer.messages[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("import", "--format", "xml", "ours.txt"), "--format xml: no such format; there is"),
        (("import",), "Missing argument"),
        (("import", "ours.txt", "old/ours.txt"), "old/ours.txt: would take the place of ours.txt"),
        (("update", "--office", "lamplighter"), "lamplighter: not an office to update"),
        (("update", "--endpoint", "ftp://x"), "ftp://x: not an address"),
        (("improt",), "Did you mean 'import'?"),
        ((), "Missing command"),
    ],
)
@pytest.mark.usefixtures("here")
def test_wrong_use_is_told_in_one_line(
    memcon: Command, arguments: tuple[str, ...], told: str
) -> None:
    answer = memcon("lexicon", *arguments)
    assert (answer.code, answer.out, len(answer.messages)) == (2, "", 1)
    assert told in answer.err


def test_update_writes_to_the_folder_and_is_used(
    memcon: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = {
        "person": "http://www.wikidata.org/entity/Q900",
        "personLabel": "Birna Holm",
        "country": "ISL",
        "positionLabel": "foreign minister of Iceland",
        "start": "2024-01-01T00:00:00Z",
        "startPrecision": "11",
    }
    cells = {name: {"type": "literal", "value": value} for name, value in row.items()}
    asked: list[str] = []

    def answer(_: str, query: str) -> bytes:
        asked.append(query)
        return json.dumps({"results": {"bindings": [cells]}}).encode()

    monkeypatch.setattr(lexicon, "_ask", answer)
    told = memcon("lexicon", "update", "--office", "foreign_minister", "--since", "2001")
    path = here / "config" / "memcon" / "lexicon" / "wikidata.officeholders.tsv"
    assert (told.code, told.messages) == (0, [f"1 terms of office; written to {path}"])
    assert len(asked) == 1
    assert "2001" in asked[0]
    shown = memcon("explain", "Birna Holm visited Chile.", "--date", "2025-02-03").out
    assert "Birna Holm, ISL" in shown


def test_an_unreachable_service_changes_nothing(memcon: Command, here: Path) -> None:
    answer = memcon("lexicon", "update", "--endpoint", "http://127.0.0.1:1/")
    assert answer.code == 1
    assert "no answer" in answer.messages[0]
    assert not (here / "config").exists()


@pytest.mark.usefixtures("imported")
def test_a_lexicon_that_was_broken_by_hand_is_named(memcon: Command, here: Path) -> None:
    path = here / "config" / "memcon" / "lexicon" / "ours.actors.tsv"
    path.write_text(path.read_text("utf-8") + "half a row\n", "utf-8")
    answer = memcon("explain", VISIT)
    assert answer.code == 1
    assert f"{path}:5: 1 columns, expected 7" in answer.err
