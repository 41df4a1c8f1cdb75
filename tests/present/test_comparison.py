from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from books import book, dated, meeting, promise
from factory import record
from memcon.assess.compare import Comparison, system_of
from memcon.present.brief.parts import Citer
from memcon.present.comparison import comparison_outline
from memcon.present.cooperation import FORMATS, render_cooperation
from memcon.present.names import party_names

BOOK = book(
    meeting("2020-05-01", 26),
    meeting("2022-05-01", 28),
    promise("dredge the harbour", status="met"),
    record("instrument", title="pact", status="signed", sectors=["energy"]),
    as_of=date(2024, 1, 1),
    origins=dated(note="2020-01-05"),
)
FOUND = Comparison(
    date(2024, 1, 1),
    (
        system_of(BOOK, ("CHL", "PER")),
        system_of(book(as_of=date(2024, 1, 1)), ("BOL", "PRY")),
    ),
)


def rendered(fmt: str) -> str:
    return render_cooperation(
        FOUND,
        fmt,
        record=pytest.fail,
        sources={},
        names=party_names(),
        version="1",
    )


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_format_has_the_measures_of_each_pair(fmt: str) -> None:
    text = rendered(fmt)
    named = ("CHL", "PRY") if fmt == "json" else ("Chile and Peru", "Bolivia and Paraguay")
    assert all(words in text for words in named)


def test_measures_have_their_intervals_and_what_is_unknown_a_dash() -> None:
    rows = {
        row[0]: row[1:]
        for part in comparison_outline(FOUND, party_names(), Citer({})).parts[:1]
        for row in part.rows
    }
    assert rows["Meetings held a year"][0] == "0.5 (0.1–1.8; n 2)"
    assert rows["Share kept, of those with a known outcome"] == ("100 % (21 %–100 %; n 1)", "–")
    assert rows["Promises kept / broken / overdue / open"] == ("1 / 0 / 0 / 0", "0 / 0 / 0 / 0")


def test_each_plot_is_sound_svg_and_has_a_twin_in_characters() -> None:
    plots = [
        part for part in comparison_outline(FOUND, party_names(), Citer({})).parts if part.drawing
    ]
    assert [part.key for part in plots] == ["per_year", "kept", "concentration"]
    for part in plots:
        svg = etree.fromstring(str(part.drawing))
        assert len(svg.findall("g")) == len(part.chart)
        assert all(line.count("o") >= 1 for line in part.chart)
        for circle in svg.iter("circle"):
            assert 0 <= float(circle.get("cx", "-1")) <= 680


def test_each_number_names_its_records_and_each_measure_its_source() -> None:
    page = comparison_outline(FOUND, party_names(), Citer({}))
    parts = {part.key: part for part in page.parts}
    meetings = next(each for each in parts["basis"].nodes if each.title == "Meetings held")
    lines = [line for child in meetings.children for line in child.lines]
    assert lines
    assert all(line.cites and line.record_id for line in lines)
    assert page.sources
    assert any("Wilson 1927" in line.text for line in parts["methods"].lines)
