from __future__ import annotations

import json

import pytest

from books import book, dated, meeting
from factory import record, source
from memcon.assess.structure import structure_of
from memcon.errors import UsageError
from memcon.model.record import Record
from memcon.present.cooperation import FORMATS, render_cooperation
from memcon.present.names import party_names

PAIR = ("CHL", "PER")
RUIZ = {"name": "Ana Ruiz", "role": "Prime Minister", "country": "PER"}
TREATY = record("instrument", title="Treaty of <Tacna>", status="signed", date="1999-11-13")
TOP = record(
    "body",
    name="commission on mines",
    kind="commission",
    ordinal=5,
    status="planned",
    remit="mines and salt",
    sectors=["industry"],
    links=({"rel": "founded_by", "id": TREATY.id},),
)
PART = record(
    "body",
    name="working group on copper",
    kind="working group",
    status="existing",
    cadence="yearly",
    links=({"rel": "part_of", "id": TOP.id},),
)
MEETINGS = (
    meeting("2018-10-01", 18, participants=[RUIZ]),
    meeting("2020-10-01", 20, participants=[RUIZ]),
)
RECORDS = {each.id: each for each in (TREATY, TOP, PART, *MEETINGS)}


def rendered(fmt: str) -> str:
    found = structure_of(book(*RECORDS.values(), origins=dated(note="2020-11-02")), PAIR)

    def lookup(record_id: str) -> Record:
        return RECORDS[record_id]

    return render_cooperation(
        found,
        fmt,
        record=lookup,
        sources={"note.txt": source()},
        names=party_names(),
        version="1",
    )


def test_the_tree_tells_of_each_format_what_is_known() -> None:
    text = rendered("text")
    for words in (
        "Chile and Peru: how they work together",
        "As of 1 June 2024. 3 formats from 1 document;",
        "HEADS OF GOVERNMENT",
        "led by: Peru: Ana Ruiz (2018–2020)",
        "meets: every year (by numbers and dates)",
        "2 held; numbers 18, 20; not on record: 19; first 1 October 2018; last 1 October 2020",
        "next was due about October 2021, and is not on record",
        "Commission on mines (the 5th): planned, first reported 2 November 2020 [1]",
        "charged with: mines and salt",
        f"founded by: Treaty of <Tacna>, 13 November 1999 ({TREATY.id})",
        "meets: yearly (as documents say)",
        "1. A note, Lima Courier, 4 March 2020 (note.txt)",
    ):
        assert words in text


def test_parts_are_indented_below_what_they_are_part_of() -> None:
    lines = rendered("text").splitlines()
    top = next(line for line in lines if "Commission on mines" in line)
    part = next(line for line in lines if "Working group on copper" in line)
    assert len(part) - len(part.lstrip()) > len(top) - len(top.lstrip())


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_has_the_same_facts(fmt: str) -> None:
    text = rendered(fmt)
    for words in (
        "ommission on mines",
        "mines and salt",
        "Ana Ruiz",
        TOP.id if fmt != "md" else "",
    ):
        assert words in text


def test_html_escapes_words_and_leads_to_the_sources() -> None:
    page = rendered("html")
    assert "Treaty of &lt;Tacna&gt;" in page
    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page


def test_json_has_the_data_alone() -> None:
    found = json.loads(rendered("json"))
    assert found["parties"] == ["CHL", "PER"]
    assert found["formats"][1]["children"][0]["cadence"] == "yearly"


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="there are text, md, html, json"):
        rendered("xml")
