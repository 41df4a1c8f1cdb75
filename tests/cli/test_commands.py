from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Command
from memcon.version import __version__


@pytest.fixture
def ledger(memcon: Command, papers: Path) -> Path:
    """A ledger with one meeting and one figure."""
    assert memcon("ingest", papers).code == 0
    return papers


def meeting_id(memcon: Command) -> str:
    return str(json.loads(memcon("list", "meeting", "--format", "jsonl").out)["id"])


@pytest.mark.usefixtures("here")
class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("breif",), "Did you mean 'brief'?"),
            (("ingest",), "Missing argument"),
            (("ingest", "x", "--dat", "1"), "--date"),
            (("list", "meting"), "did you mean meeting?"),
            (("list", "meeting", "--format", "xls"), "table, csv, md, json, jsonl"),
            (("list", "meeting", "--parties", "Chle"), "did you mean Chile (CHL)"),
            (("list", "meeting", "--since", "spring"), "--since spring: not a date"),
            (("list", "meeting", "--status", "hold"), "did you mean held?"),
            (("list", "meeting", "--sector", "xxxx"), "there are trade, investment"),
            (("brief", "CHL"), "two or more parties"),
            (("brief", "CHL", "PER", "--format", "odt"), "md, html, pdf and docx"),
            (("brief", "CHL", "PER", "--as-of", "2020"), "--as-of 2020: not a date"),
            (("export", "--format", "rdf"), "no such format"),
            (("extract", "x", "--format", "parquet"), "no such format"),
            (("search", "x", "--limit", "0"), "--limit"),
            (("search", "x", "--as", "rea"), "--as: search has no such option"),
        ],
    )
    def test_is_told_in_one_line_with_what_to_do(
        self, memcon: Command, arguments: tuple[str, ...], told: str
    ) -> None:
        answer = memcon(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert len(answer.messages) == 1
        assert told in answer.err

    @pytest.mark.parametrize(
        "command", ["list record", "documents", "search x", "export", "show x"]
    )
    def test_a_ledger_that_is_not_there_is_not_made(
        self, memcon: Command, here: Path, command: str
    ) -> None:
        answer = memcon(*command.split(), "--db", "none.db")
        assert answer.code == 1
        assert answer.messages[0].startswith("memcon: none.db: no ledger there; make one with")
        assert not (here / "none.db").exists()

    def test_no_command_shows_the_help(self, memcon: Command) -> None:
        answer = memcon()
        assert answer.code == 2
        assert "Commands:" in answer.out


@pytest.mark.usefixtures("ledger")
class TestAsking:
    def test_documents(self, memcon: Command) -> None:
        lines = memcon("documents").out.splitlines()
        assert lines[1].split() == ["2019-05-06", "talks.txt", "Talks", "1"]
        found = [json.loads(line) for line in memcon("documents", "--json").out.splitlines()]
        assert [doc["name"] for doc in found] == ["talks.txt", "trade.txt"]

    @pytest.mark.parametrize(
        ("conditions", "count"),
        [
            ("", 2),
            ("--parties Chile,PER", 2),
            ("--parties Chile,Bolivia", 0),
            ("--since 2019", 1),
            ("--until 2018-12-31", 1),
            ("--since 2018-06 --until 2018-07", 1),
            ("--status held", 1),
            ("--text Arica", 1),
        ],
    )
    def test_list_takes_conditions(self, memcon: Command, conditions: str, count: int) -> None:
        answer = memcon("list", "records", "--format", "jsonl", *conditions.split())
        assert answer.code == 0
        assert len(answer.out.splitlines()) == count

    def test_show_gives_statements_with_their_words(self, memcon: Command) -> None:
        ident = meeting_id(memcon)
        text = memcon("show", ident).out
        assert "» The foreign ministers of Chile and Peru [met in] Arica." in text
        found = json.loads(memcon("show", ident, "--json").out)
        assert found["record"]["id"] == ident
        assert {stmt["field"] for stmt in found["statements"]} >= {"parties", "place", "kind"}

    def test_show_of_an_unknown_id(self, memcon: Command) -> None:
        answer = memcon("show", "meeting-000000000000")
        assert answer.code == 1
        assert "meeting-000000000000: no record of that id" in answer.err

    @pytest.mark.parametrize(("fmt", "start"), [("md", "# Chile and Peru"), ("html", "<!DOCTYPE")])
    def test_brief(self, memcon: Command, here: Path, fmt: str, start: str) -> None:
        answer = memcon("brief", "chile", "PER", "--format", fmt)
        assert answer.code == 0
        assert answer.out.startswith(start)
        assert "3.1 bn USD" in answer.out
        memcon("brief", "chile", "PER", "--format", fmt, "-o", "out/brief.txt")
        assert (here / "out" / "brief.txt").read_text("utf-8") == answer.out

    def test_brief_of_parties_that_nothing_is_known_of(self, memcon: Command) -> None:
        answer = memcon("brief", "Norway", "Fiji")
        assert answer.code == 0
        assert "No document on record" in answer.out

    def test_search(self, memcon: Command) -> None:
        answer = memcon("search", "Arica")
        assert "document talks.txt: Talks" in answer.out
        hits = [json.loads(line) for line in memcon("search", "Arica", "--json").out.splitlines()]
        assert {hit["kind"] for hit in hits} == {"document", "record"}
        assert memcon("search", "zebra").messages == ["nothing found"]

    def test_remove_takes_a_document_and_what_rests_on_it(self, memcon: Command) -> None:
        answer = memcon("remove", "talks.txt")
        assert answer.code == 0
        assert "talks.txt: taken out, and 1 record that it alone told of" in answer.err
        assert memcon("list", "meeting").out == ""
        assert memcon("remove", "talks.txt").code == 1

    def test_an_export_imported_elsewhere_exports_the_same(
        self, memcon: Command, here: Path
    ) -> None:
        assert memcon("export", "-o", "one.jsonl").code == 0
        assert memcon("import", "one.jsonl", "--db", "two.db").code == 0
        assert memcon("export", "-o", "two.jsonl", "--db", "two.db").code == 0
        assert (here / "one.jsonl").read_bytes() == (here / "two.jsonl").read_bytes()

    def test_a_broken_import_changes_nothing(self, memcon: Command, here: Path) -> None:
        before = memcon("export").out
        (here / "bad.jsonl").write_text(before.splitlines()[0] + "\nnot json\n", "utf-8")
        answer = memcon("import", "bad.jsonl")
        assert answer.code == 1
        assert "bad.jsonl: line 2" in answer.err
        assert memcon("export").out == before

    def test_records_only(self, memcon: Command) -> None:
        rows = [json.loads(line) for line in memcon("export", "--records-only").out.splitlines()]
        assert {row["type"] for row in rows} == {"meeting", "figure"}

    def test_output_that_cannot_be_written(self, memcon: Command, here: Path) -> None:
        (here / "file").write_text("", "utf-8")
        answer = memcon("brief", "CHL", "PER", "-o", "file/brief.md")
        assert answer.code == 1
        assert "cannot be written" in answer.err


def test_read_shows_the_text(memcon: Command, papers: Path) -> None:
    assert "met in Arica" in memcon("read", papers / "talks.txt").out
    found = json.loads(memcon("read", papers / "talks.txt", "--json").out)
    assert (found["title"], found["date"], found["language"]) == ("Talks", "2019-05-06", "en")
    assert found["text"] == (papers / "talks.txt").read_text("utf-8")
    assert memcon("read", papers / "talks.txt", "nowhere.txt").code == 1


def test_extract_gives_the_ids_that_ingest_gives(memcon: Command, papers: Path) -> None:
    rows = [json.loads(line) for line in memcon("extract", papers).out.splitlines()]
    memcon("ingest", papers)
    kept = [json.loads(line) for line in memcon("export", "--records-only").out.splitlines()]
    assert {row["id"] for row in rows} == {row["id"] for row in kept}


def test_extract_into_a_folder(memcon: Command, papers: Path, here: Path) -> None:
    (here / "out").mkdir()
    assert memcon("extract", papers, "-o", "out").code == 0
    assert len((here / "out" / "records.jsonl").read_text("utf-8").splitlines()) == 2


def test_doctor_looks_at_everything(memcon: Command, papers: Path) -> None:
    memcon("ingest", papers)
    rows = [json.loads(line) for line in memcon("doctor", "--json").out.splitlines()]
    assert all(row["ok"] for row in rows)
    assert {row["name"] for row in rows} >= {"python", "language model", "knowledge", "ledger"}


def test_doctor_reports_a_model_that_is_not_there(
    memcon: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEMCON_ENGLISH_MODEL", "no_such_model")
    answer = memcon("doctor")
    assert answer.code == 1
    assert "FAIL language model" in answer.out


def test_version(memcon: Command) -> None:
    assert memcon("--version").out == f"memcon {__version__}\n"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["brief", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from memcon.cli import run; code = run(sys.argv[1:]); "
        "heavy = {'spacy', 'sqlalchemy', 'trafilatura', 'jinja2'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else code)"
    )
    command = [sys.executable, "-c", program, *arguments]
    subprocess.run(command, check=True, capture_output=True)


def test_an_internal_error_is_one_line(
    memcon: Command, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        message = "something\nbroke"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("memcon.run.pipeline.Pipeline.sources", broken)
    answer = memcon("ingest", papers)
    assert answer.code == 1
    told = "something broke; set MEMCON_DEBUG=1 to see where, and please report it"
    assert answer.messages == [f"memcon: internal error: ZeroDivisionError: {told}"]
    monkeypatch.setenv("MEMCON_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        memcon("ingest", papers)


def test_a_closed_pipe_is_no_error(memcon: Command, papers: Path, here: Path) -> None:
    for number in range(40):
        text = f"Date: 2019-05-06\n\nNote {number}: they met in Arica.\n"
        (papers / f"n{number}.txt").write_text(text, "utf-8")
    memcon("ingest", papers)
    line = f"{sys.executable} -m memcon export | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        capture_output=True,
        text=True,
        check=True,
        cwd=here,
    )
    assert json.loads(done.stdout)["type"] == "header"
    assert done.stderr == ""


@pytest.mark.slow
def test_code_writes_events_and_names_lines_that_are_none(memcon: Command, here: Path) -> None:
    rows = ['{"id": "a", "text": "Norway recalled its ambassador from Fiji."}', "", "no json"]
    (here / "in.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    answer = memcon("code", "in.jsonl", "-o", "out.jsonl")
    assert answer.code == 1
    assert answer.messages[0].startswith("memcon: line 3: not JSON")
    coded = json.loads((here / "out.jsonl").read_text("utf-8"))
    assert (coded["id"], coded["events"][0]["source"]) == ("a", ["NOR"])
    assert memcon("code", "nowhere.jsonl").messages[0].startswith("memcon: nowhere.jsonl: cannot")


@pytest.mark.slow
def test_explain_tells_what_is_found_in_a_sentence(memcon: Command) -> None:
    text = memcon("explain", "Chile and Peru signed a treaty in Lima on Monday.").out
    assert "“Chile” = CHL" in text
    assert "instrument: title treaty" in text
    assert memcon("explain", "nofile.txt").code == 1


def test_a_spreadsheet_comes_in_with_its_columns_told(memcon: Command, here: Path) -> None:
    (here / "m.csv").write_text(
        "Date,Parties,Note\n2019-05-06,CHL;PER,x\nsoon,CHL;PER,y\n", "utf-8"
    )
    answer = memcon("import", "--format", "table", "--type", "meetings", "m.csv")
    assert answer.code == 1
    for told in (
        "  date: Date",
        "  parties: Parties",
        "not used: Note",
        "m.csv row 3:",
        "1 records",
    ):
        assert told in answer.err
    assert "Row 2. Date: 2019-05-06" in memcon("show", meeting_id(memcon)).out
    assert memcon("import", "m.csv", "--format", "xls").code == 2


@pytest.mark.parametrize(("fmt", "begin"), [("md", b"# "), ("html", b"<!DOCTYPE"), ("docx", b"PK")])
@pytest.mark.parametrize("command", ["brief", "report"])
def test_briefs_and_reports_are_written_as_papers(
    command: str, fmt: str, begin: bytes, memcon: Command, papers: Path
) -> None:
    memcon("ingest", papers)
    answer = memcon(command, "CHL", "Peru", "--format", fmt, "-o", f"paper.{fmt}")
    assert answer.messages[-1] == f"written to paper.{fmt}"
    assert Path(f"paper.{fmt}").read_bytes().startswith(begin)
