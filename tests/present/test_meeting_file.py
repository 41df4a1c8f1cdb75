from __future__ import annotations

from datetime import date

import pytest

from books import book, dated, meeting, promise
from factory import record, source
from memcon.assess.meeting_file import meeting_file
from memcon.present.cooperation import FORMATS, render_cooperation
from memcon.present.names import party_names

RUIZ = {"name": "Ana Ruiz", "role": "Prime Minister", "country": "PER"}
HELD = meeting(
    "2016-11-07",
    21,
    doc="wire.txt",
    quote="w" * 100,
    participants=[RUIZ],
    place={"name": "Arica", "country": "CHL"},
)
PACT = record("instrument", title="pact on <salt>", status="signed", doc="wire.txt", quote="w" * 20)
OLD = promise("open a bridge at Tacna", due="../2015", doc="note.txt")


def rendered(fmt: str) -> str:
    origins = dated(wire="2016-11-08", note="2015-01-05")
    found = meeting_file(
        book(HELD, PACT, OLD, as_of=date(2020, 1, 1), origins=origins), HELD, paragraphs={}
    )
    records = {each.id: each for each in (HELD, PACT, OLD)}
    return render_cooperation(
        found,
        fmt,
        record=records.__getitem__,
        sources={"wire.txt": source("wire.txt"), "note.txt": source()},
        names=party_names(),
        version="1",
    )


def test_the_file_tells_what_came_of_the_meeting_and_how_that_is_known() -> None:
    text = rendered("text")
    for words in (
        "21st regular meeting of heads of government",
        "Chile and Peru: 7 November 2016, Arica, Chile; held.",
        "Prime Minister Ana Ruiz",
        "WHAT CAME OF IT (1)",
        "Instrument: Pact on <salt>, signed (told in the words of the meeting) [1]",
        "WHAT WAS OPEN BEFORE IT (1)",
        "(due 31 December 2015, overdue then; first told 5 January 2015) [2]",
    ):
        assert words in text


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_has_the_same_facts(fmt: str) -> None:
    text = rendered(fmt)
    assert "open a bridge at Tacna" in text
    assert "salt" in text
    assert "Ana Ruiz" in text


def test_html_escapes_the_words_of_documents() -> None:
    assert "Pact on &lt;salt&gt;" in rendered("html")
