from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Command
from memcon import api

HTML = "<html><body><p>The foreign ministers of Chile and Peru met in Arica. {}</p></body></html>"


@pytest.fixture(autouse=True)
def ledger(memcon: Command, papers: Path) -> None:
    (papers / "page.html").write_text(HTML.format("Nothing more was said that day."), "utf-8")
    assert memcon("ingest", papers).code == 0


def test_originals_are_given_out(memcon: Command, papers: Path, here: Path) -> None:
    answer = memcon("original", "page.html", "--output", here / "out.html")
    assert answer.code == 0
    assert (here / "out.html").read_bytes() == (papers / "page.html").read_bytes()
    told = json.loads(memcon("original", "talks.txt", "--json").out)
    assert told["read_from"] == str(papers / "talks.txt")
    assert told["size"] == (papers / "talks.txt").stat().st_size
    assert memcon("original", "absent.txt").code == 1


def test_nothing_is_extracted_anew_where_nothing_changed(memcon: Command) -> None:
    answer = memcon("reextract")
    assert answer.messages == [
        "memcon.db: 0 documents extracted anew: 0 records new, 0 changed, 0 gone"
    ]
    again = memcon("reextract", "--all")
    assert again.messages == [
        "memcon.db: 3 documents extracted anew: 0 records new, 0 changed, 0 gone"
    ]


class OtherExtractor:
    """What a newer memcon might be: finds more, and says another thing of what was found."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def extract_many(self, documents: Any) -> Iterator[tuple[Any, list[Any]]]:
        from dataclasses import replace

        for document, records in self._inner.extract_many(documents):
            yield (
                document,
                [
                    replace(each, slots={**each.slots, "sectors": ["diplomacy"]})
                    if each.type == "meeting"
                    else each
                    for each in records
                ],
            )


def test_what_a_newer_memcon_finds_replaces_what_an_older_one_found(
    memcon: Command, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = json_lines(memcon("list", "meeting", "--format", "jsonl").out)
    inner = api.extractor_for
    monkeypatch.setattr("memcon.run.reextract.fingerprint", lambda _: "newer")
    monkeypatch.setattr(
        "memcon.api.extractor_for", lambda language, _: OtherExtractor(inner(language, _))
    )
    for path in papers.iterdir():
        path.unlink()  # the originals are in the ledger
    answer = memcon("reextract")
    assert answer.code == 0
    assert answer.messages[-1].startswith("memcon.db: 3 documents extracted anew: 0 records new")
    assert any(line == "talks.txt: 0 new, 1 changed, 0 gone" for line in answer.messages)
    ident = json_lines(memcon("list", "meeting", "--format", "jsonl").out)[0]["id"]
    assert re.search(rf'changed  {ident}  sectors: – → \["diplomacy"\]', answer.out)
    after = json_lines(memcon("list", "meeting", "--format", "jsonl").out)
    assert [each["id"] for each in after] == [each["id"] for each in before]
    assert {tuple(each["sectors"]) for each in after} == {("diplomacy",)}
    assert memcon("db", "check").code == 0
    told = json.loads(memcon("original", "talks.txt", "--json").out)
    assert told["read_from"] == str(papers / "talks.txt")
    (doc,) = [d for d in json_lines(memcon("documents", "--json").out) if d["name"] == "talks.txt"]
    assert (doc["title"], doc["sources"]["title"]) == ("Talks", "header line")


def test_what_became_of_each_record_is_told_as_json(
    memcon: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memcon.api.extractor_for", lambda *_: NoExtractor())
    before = json_lines(memcon("list", "record", "--format", "jsonl").out)
    told = json_lines(memcon("reextract", "--all", "--json").out)
    gone = {each["id"] for line in told for each in line.get("details", ())}
    assert gone >= {each["id"] for each in before}
    assert {each["what"] for line in told for each in line.get("details", ())} == {"removed"}


class NoExtractor:
    def extract_many(self, documents: Any) -> Iterator[tuple[Any, list[Any]]]:
        for document in documents:
            yield document, []


def test_tables_are_left_as_they_are_and_their_originals_kept(memcon: Command, here: Path) -> None:
    table = here / "meetings.csv"
    table.write_text("Date,Level,Parties\n2024-05-16,heads of state,Kenya; Uganda\n", "utf-8")
    assert memcon("import", "--format", "table", "--type", "meeting", table).code == 0
    before = memcon("list", "meeting").out
    assert memcon("reextract", "--all").code == 0
    assert memcon("list", "meeting").out == before
    refused = memcon("reextract", "meetings.csv")
    assert refused.code == 1
    assert "import it again" in refused.err
    assert memcon("original", "meetings.csv").out == table.read_text("utf-8")


def test_originals_of_every_format_are_read_again_by_db_check(
    memcon: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert memcon("db", "check").messages[-1].startswith("memcon.db: sound")
    with sqlite3.connect(here / "memcon.db") as file:
        change = "UPDATE documents SET text = replace(text, 'Nothing more', 'Nothing else')"
        file.execute(change + " WHERE name = 'page.html'")
    file.close()
    answer = memcon("db", "check")
    assert answer.code == 1
    assert "page.html: its text is not what its original says" in answer.out
    assert "page.html: its text" not in memcon("db", "check", "--quick").out
    monkeypatch.setattr("memcon.run.rereading.fingerprint", lambda _: "newer")
    assert "page.html: read by another memcon version, and otherwise" in memcon("db", "check").err


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
