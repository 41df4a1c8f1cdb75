"""The commands that go with a series of meetings from one to the next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from conftest import Command
from memcon.api import Ledger
from memcon.run.deciding import Citing

SERIES = "heads_of_government"
BOTH = {"parties": ["CHL", "PER"]}
MEETING = {**BOTH, "kind": SERIES, "status": "held"}
PROMISE = {**BOTH, "by": ["CHL", "PER"], "status": "pending", "date": "2019-05-06"}


@pytest.fixture
def ledger(here: Path) -> Path:
    """Two meetings of Chile and Peru, and what the second of them promised, entered by hand."""
    path = here / "memcon.db"
    with Ledger(path) as opened:
        add(opened, "meeting", **MEETING, ordinal=3, date="2018-05-06")
        add(opened, "meeting", **MEETING, ordinal=4, date="2019-05-06")
        add(opened, "commitment", **PROMISE, action="open a border post at Tacna", due="../2019")
    return path


def add(ledger: Ledger, record_type: str, **fields: Any) -> None:
    """Enter a record that rests on a note."""
    note = Citing(note=f"{record_type}: {sorted(fields.items())}")
    ledger.add(record_type, fields, cite=note, by="ana", reason="told by the desk")


def test_a_pack_is_markdown_html_or_json(memcon: Command, ledger: Path) -> None:
    made = memcon("prepare", SERIES, "--db", ledger)
    assert made.out.startswith("# Pack for the 5th regular meeting of heads of government")
    assert "Open a border post at Tacna" in made.out
    page = memcon("prepare", SERIES, "--format", "html", "--db", ledger)
    assert page.out.startswith("<!DOCTYPE html>")
    line = json.loads(memcon("prepare", SERIES, "--format", "json", "--db", ledger).out)
    assert line["next"]["ordinal"] == 5
    assert line["agenda"][0]["reason"] == "overdue"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["culture forum"], "no such series of meetings; there are"),
        ([SERIES, "9"], "no meeting 9 on record; there are 3, 4"),
        ([SERIES, "--side", "BRA"], "BRA: no party of the series"),
        ([SERIES, "--format", "odt"], "no such format"),
        ([SERIES, "4", "--next"], "not both"),
        ([SERIES, "--as-of", "soon"], "not a date"),
    ],
)
def test_wrong_use_is_told_in_a_line(
    memcon: Command, ledger: Path, arguments: list[str], words: str
) -> None:
    done = memcon("prepare", *arguments, "--db", ledger)
    assert (done.code, done.out, len(done.messages)) == (2, "", 1)
    assert words in done.err


def test_what_became_of_a_meeting_is_told_and_listed(memcon: Command, ledger: Path) -> None:
    asked = ("follow-up", SERIES, "4", "--db", ledger)
    told = memcon(*asked).out
    assert told.startswith("# What became of the 4th regular meeting of heads of government")
    assert "Open a border post at Tacna" in told
    assert json.loads(memcon(*asked, "--format", "json").out)["actions"][0]["state"] == "overdue"
    assert memcon(*asked, "--format", "csv").out.startswith("responsible,action,due")
    assert "BEGIN:VEVENT" in memcon(*asked, "--format", "ics", "-o", "a.ics").out + (
        Path("a.ics").read_text("utf-8")
    )


def test_an_outcome_is_recorded_by_hand(memcon: Command, ledger: Path) -> None:
    with Ledger(ledger) as opened:
        add(opened, "meeting", **MEETING, ordinal=5, date="2020-05-06")
        (promise,) = opened.records("commitment").records
    asked = ("follow-up", SERIES, "5", "--db", ledger)
    assert "1 dropped without a word" in memcon(*asked).out
    reason = ("--reason", "seen on the spot", "--by", "ana")
    assert memcon("correct", promise.id, "status", "met", *reason, "--db", ledger).code == 0
    told = memcon(*asked).out
    assert "1 settled" in told
    assert "open, now met; ana, " in told
    assert "seen on the spot" in told


def test_a_plan_is_markdown_html_or_json(memcon: Command, ledger: Path) -> None:
    asked = ("plan", "Chile", "PER", "--as-of", "2019-06-01", "--db", ledger)
    told = memcon(*asked, "--horizon", "10y").out
    assert told.startswith("# Chile and Peru: what lies ahead, to 2029")
    assert "Open a border post at Tacna" in told
    assert memcon(*asked, "--format", "html").out.startswith("<!DOCTYPE html>")
    assert json.loads(memcon(*asked, "--format", "json").out)["until"] == "2024-12-31"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["CHL"], "two or more parties"),
        (["CHL", "PER", "--horizon", "soon"], "write 5y, 10y or 15y"),
        (["CHL", "PER", "--growth", "5,fast"], "--growth fast: not a rate"),
        (["CHL", "PER", "--growth", "-100"], "not a rate"),
    ],
)
def test_a_plan_that_cannot_be_made_is_told_in_a_line(
    memcon: Command, ledger: Path, arguments: list[str], words: str
) -> None:
    done = memcon("plan", *arguments, "--db", ledger)
    assert (done.code, done.out, len(done.messages)) == (2, "", 1)
    assert words in done.err


@pytest.mark.parametrize(
    "asked", [["prepare", SERIES], ["follow-up", SERIES, "4"], ["plan", "CHL", "PER"]]
)
def test_each_paper_is_a_document_of_word_too(
    memcon: Command, ledger: Path, here: Path, asked: list[str]
) -> None:
    done = memcon(*asked, "--format", "docx", "-o", here / "a.docx", "--db", ledger)
    assert done.code == 0, done.err
    text = "\n".join(each.text for each in docx.Document(str(here / "a.docx")).paragraphs)
    assert "Chile and Peru" in text
    assert "Sources" in text or "footnotes" in text
