from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Command
from memcon.settings import load_settings


def test_a_folder_is_read_into_a_ledger(memcon: Command, papers: Path) -> None:
    answer = memcon("ingest", papers)
    assert answer.code == 0
    assert answer.out == ""
    assert answer.messages == ["2 documents: 2 new; memcon.db now holds 2 documents and 2 records"]


def test_reading_twice_changes_nothing(memcon: Command, papers: Path) -> None:
    memcon("ingest", papers)
    before = memcon("export").out
    again = memcon("ingest", papers)
    assert "2 unchanged" in again.err
    assert memcon("export").out == before


def test_a_changed_document_is_a_new_version(memcon: Command, papers: Path) -> None:
    memcon("ingest", papers)
    path = papers / "talks.txt"
    path.write_text(path.read_text("utf-8").replace("met in", "did not go to"), "utf-8")
    answer = memcon("ingest", papers)
    assert "1 in a new version, 1 unchanged; memcon.db now holds 2 documents and 1 record" in (
        answer.err
    )


def test_the_same_text_under_two_names_is_one_document(memcon: Command, papers: Path) -> None:
    (papers / "zz-copy.txt").write_bytes((papers / "talks.txt").read_bytes())
    answer = memcon("ingest", papers)
    assert "zz-copy.txt: the same text is on record as talks.txt" in answer.err
    assert "now holds 2 documents" in answer.err


def empty(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"")


def blank(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b" \n\n ")


def binary(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40)


def over_the_cap(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"word " * 300_000)


def undecodable(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF, 0xFE]) * 50)


def dangling(folder: Path) -> None:
    (folder / "bad.txt").symlink_to(folder / "nowhere.txt")


def with_a_date_that_is_none(folder: Path) -> None:
    (folder / "bad.txt").write_text("Title: X\nDate: 2016-13-01\n\nWords.\n", "utf-8")


@pytest.mark.parametrize(
    "spoil",
    [empty, blank, binary, over_the_cap, undecodable, dangling, with_a_date_that_is_none],
)
def test_a_bad_file_is_named_in_one_line_and_the_rest_done(
    memcon: Command, papers: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    monkeypatch.setenv("MEMCON_MAX_BYTES", "1000000")
    spoil(papers)
    answer = memcon("ingest", papers)
    assert answer.code == 1
    assert len([line for line in answer.messages if "bad.txt" in line]) == 1
    assert answer.messages[-1] == (
        "3 documents: 2 new, 1 failed; memcon.db now holds 2 documents and 2 records"
    )
    assert "Traceback" not in answer.err
    assert "bad.txt" not in memcon("documents").out


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_named(memcon: Command, papers: Path) -> None:
    (papers / "bad.txt").write_text("Words.", "utf-8")
    (papers / "bad.txt").chmod(0)
    answer = memcon("ingest", papers)
    assert answer.code == 1
    assert "bad.txt" in answer.err


def test_a_file_that_breaks_the_extractor_costs_no_other(memcon: Command, papers: Path) -> None:
    (papers / "a-first.txt").write_text("Date: 2019-01-01\n\nThis will explode.\n", "utf-8")
    answer = memcon("ingest", papers)
    assert answer.code == 1
    assert "a-first.txt: cannot be extracted: internal error: RuntimeError" in answer.err
    assert "2 new, 1 failed" in answer.err


def test_a_missing_path_is_named(memcon: Command, papers: Path) -> None:
    answer = memcon("ingest", papers, "nowhere.txt")
    assert answer.code == 1
    assert "nowhere.txt" in answer.messages[0]
    assert "2 new, 1 failed" in answer.err


@pytest.mark.parametrize("text", ["2016-13-01", "yesterday", "2016-11", "20161107"])
def test_a_date_that_is_none_is_refused_before_anything_is_read(
    memcon: Command, papers: Path, here: Path, text: str
) -> None:
    answer = memcon("ingest", papers, "--date", text)
    assert (answer.code, answer.messages) == (
        2,
        [f"memcon: --date {text}: not a date; write YYYY-MM-DD"],
    )
    assert not (here / "memcon.db").exists()


def test_an_address_that_is_not_public_fails_and_is_named(memcon: Command, here: Path) -> None:
    assert here.is_dir()
    answer = memcon("ingest", "http://127.0.0.1/a.html")
    assert answer.code == 1
    assert "127.0.0.1, which is not on the public internet" in answer.err


def test_results_as_json(memcon: Command, papers: Path) -> None:
    (papers / "bad.txt").write_bytes(b"")
    answer = memcon("ingest", papers, "--json")
    rows = {row["name"]: row for row in map(json.loads, answer.out.splitlines())}
    assert rows["talks.txt"]["outcome"] == "added"
    assert rows["talks.txt"]["records"] == 1
    assert rows["bad.txt"]["outcome"] == "failed"
    assert "empty" in rows["bad.txt"]["message"]


def test_documents_in_other_languages_are_kept_without_records(memcon: Command, here: Path) -> None:
    text = "Министры иностранных дел Чили и Перу встретились вчера в городе Арика. " * 5
    (here / "ru.txt").write_text(f"Date: 2019-01-01\n\n{text}\n", "utf-8")
    answer = memcon("ingest", "ru.txt")
    assert answer.code == 0
    assert "ru.txt: language “ru” is not read yet" in answer.err
    assert "holds 1 document and 0 records" in answer.err


def test_sections_in_other_languages_are_kept_without_records(memcon: Command, here: Path) -> None:
    french = (
        "Les ministres des affaires étrangères du Chili et du Pérou se sont rencontrés hier à "
        "Arica. Ils y ont signé un accord sur la pêche, qui entrera en vigueur au printemps, et "
        "sont convenus de se revoir à Lima avant la fin de l'année."
    )
    english = (
        "The foreign ministers of Chile and Peru met in Arica on 5 March 2019. They signed an "
        "agreement on fisheries, which will enter into force in the spring, and agreed to meet "
        "again in Lima before the end of the year."
    )
    (here / "both.txt").write_text(f"Date: 2019-03-06\n\n{french}\n\n{english}\n", "utf-8")
    answer = memcon("ingest", "both.txt")
    assert "both.txt: 1 of 2 paragraphs: language “fr” is not read yet" in answer.err
    assert "holds 1 document and 1 record" in answer.err
    read = json.loads(memcon("read", "both.txt", "--json").out)
    assert [each["language"] for each in read["languages"]] == ["fr", "en"]


def test_a_document_without_a_date_is_pointed_out(memcon: Command, here: Path) -> None:
    (here / "loose.txt").write_text("They met in Arica, it is said, and left again.", "utf-8")
    answer = memcon("ingest", "loose.txt")
    assert answer.code == 0
    assert "loose.txt: no date of publication found" in answer.err
    assert "no date" not in memcon("ingest", "loose.txt", "--date", "2019-01-01").err


def test_the_standard_input_is_a_document(here: Path) -> None:
    text = b"Date: 2019-05-06\n\nWords of a note that tells nothing.\n"
    command = [sys.executable, "-m", "memcon", "read", "-", "--json"]
    done = subprocess.run(command, input=text, capture_output=True, check=True, cwd=here)
    found = json.loads(done.stdout)
    assert found["date"] == "2019-05-06"
    assert found["name"].startswith("stdin-")
    assert found["name"].endswith(".txt")


@pytest.mark.parametrize("data", [b"\x00", b"%PDF-1.4 broken", b'{"text": '])
def test_what_is_wrong_with_the_standard_input_is_said_of_it(here: Path, data: bytes) -> None:
    command = [sys.executable, "-m", "memcon", "read", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False, cwd=here)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("memcon: standard input: ")


def test_a_file_that_is_no_ledger_is_left_alone(memcon: Command, papers: Path, here: Path) -> None:
    (here / "notes.db").write_text("my notes", "utf-8")
    answer = memcon("ingest", papers, "--db", "notes.db")
    assert answer.code == 1
    assert "notes.db" in answer.err
    assert (here / "notes.db").read_text("utf-8") == "my notes"


def test_the_ledger_comes_from_the_option_then_the_environment(
    memcon: Command, papers: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEMCON_DB", "from-environment.db")
    assert load_settings().db == "from-environment.db"
    memcon("ingest", papers)
    memcon("ingest", papers, "--db", "from-option.db")
    assert sorted(path.name for path in here.glob("*.db")) == [
        "from-environment.db",
        "from-option.db",
    ]
