from __future__ import annotations

from datetime import date

import pytest

from memcon.read import read_text

AFTER = (
    "Peru and Chile agreed to open two crossings by June, and to meet again in the spring, "
    "ministers said.\n\nThe first of them is to be at Tacna."
)
YEAR = f"{AFTER}\n\nThey last met on 3 February 2004."


@pytest.mark.parametrize(
    ("head", "place", "publisher", "day"),
    [
        ("LIMA, March 13 (Coral) - ", "Lima", "Coral", date(2004, 3, 13)),
        ("LIMA, 13 March 2004 (Coral) — ", "Lima", "Coral", date(2004, 3, 13)),
        ("St. George's, 8 November 2003 (CNA) — ", "St. George's", "CNA", date(2003, 11, 8)),
        ("LIMA, March 13. /CORAL/. ", "Lima", "CORAL", date(2004, 3, 13)),
        ("LIMA, March 13 (Coral Wire) -- ", "Lima", "Coral Wire", date(2004, 3, 13)),
        ("LIMA, Peru (CW) — ", "Lima, Peru", "CW", None),
        ("March 13 (Coral) - ", "", "Coral", date(2004, 3, 13)),
        ("(CORALworld) – ", "", "CORALworld", None),
        ("(CORALworld)-", "", "CORALworld", None),
        ("Lima(Coral24)-", "Lima", "Coral24", None),
        ("LIMA: ", "Lima", "", None),
        ("New Delhi: ", "New Delhi", "", None),
        ("Lima — ", "Lima", "", None),
        ("ARICA/TACNA, 13 Mar (Coral) - ", "Arica/Tacna", "Coral", date(2004, 3, 13)),
        ("Lima, Monday 15 March 2004 – ", "Lima", "", date(2004, 3, 15)),
        ("Mar 15, 2004 (LBO) – ", "", "LBO", date(2004, 3, 15)),
    ],
)
def test_dateline_gives_place_agency_and_day(
    head: str, place: str, publisher: str, day: date | None
) -> None:
    doc = read_text(head + YEAR)
    assert (doc.place, doc.publisher, doc.date) == (place, publisher, day)
    assert doc.text[doc.blocks[0].start :].startswith("Peru and Chile")


@pytest.mark.parametrize(
    "start",
    [
        "NOTE: ",
        "New Zealand–",
        "Update: ",
        "MATARANI. ",
        "13 MARCH. ",
        "The two ministers (in Lima) - ",
        "In Lima, on 13 March 2004, ",
        "Signed in Lima, 13 March 2004. ",
        "(see the note of 13 March 2004) ",
        "Peru, 13 March 2004 in hand, ",
        "March 13, 2004 was a Saturday. ",
    ],
)
def test_other_beginnings_are_no_datelines(start: str) -> None:
    doc = read_text(start + YEAR)
    assert doc.place == ""
    assert doc.blocks[0].start == 0


def test_names_before_colons_in_an_interview_are_speakers() -> None:
    text = (
        "Quispe: What did the two of you sign in Lima on that long Monday?\n\n"
        "Rojas: A memorandum on two crossings, and nothing more than that."
    )
    doc = read_text(text)
    assert doc.place == ""
    assert [block.start for block in doc.blocks] == [0, text.index("Rojas")]


def test_a_dateline_without_a_year_and_no_other_date_leaves_the_date_open() -> None:
    doc = read_text(f"LIMA, March 13 (Coral) - {AFTER}")
    assert doc.date is None
    assert "date" not in doc.sources


def test_the_copyright_line_gives_the_year_where_nothing_else_does() -> None:
    doc = read_text(f"LIMA, March 13 (Coral) - {AFTER}\n\n© 2004 Coral Wire\n")
    assert (doc.date, doc.sources["date"]) == (date(2004, 3, 13), "dateline")


def test_the_year_may_turn_between_the_dateline_and_the_date_it_is_told_by() -> None:
    doc = read_text(f"LIMA, Jan 2 (Coral) - {AFTER}\n\nThey last met on 20 December 2003.")
    assert doc.date == date(2004, 1, 2)


@pytest.mark.parametrize(
    ("line", "day", "publisher", "place"),
    [
        ("14 March 2007 - 06:42", date(2007, 3, 14), "", ""),
        ("Coral Plus Published: 2007-03-14 22:32:40", date(2007, 3, 14), "Coral Plus", ""),
        ("March 14, 2007", date(2007, 3, 14), "", ""),
        ("Lima, 14 March 2007", date(2007, 3, 14), "", "Lima"),
        ("Wednesday, 14 March 2007, 11.05 am GMT", date(2007, 3, 14), "", ""),
        ("(Published 14 March 2007, 16:59 IST)", date(2007, 3, 14), "", ""),
        (
            "Coral Wire | Lima | Updated: 30-03-2007 12:34 | Created: 29-03-2007 12:29",
            date(2007, 3, 29),
            "",
            "",
        ),
        ("Mar 30, 2007  •  59 minutes ago  •  2 minute read", date(2007, 3, 30), "", ""),
        ("Friday, June 1, 2012\n\nPublished: 14 March 2007 by Coral", date(2007, 3, 14), "", ""),
    ],
)
def test_date_line_near_the_top(line: str, day: date, publisher: str, place: str) -> None:
    doc = read_text(f"Two crossings for Peru and Chile\n\n{line}\n\n{AFTER}")
    assert (doc.date, doc.publisher, doc.place) == (day, publisher, place)
    assert doc.text[doc.blocks[1].start :].startswith("Peru and Chile agreed")


@pytest.mark.parametrize(
    "line",
    [
        "The ministers will meet again in Quito on 14 March 2007",
        "What happened at Arica on 14 March 2007",
    ],
)
def test_a_heading_with_a_date_is_no_date_line(line: str) -> None:
    assert read_text(f"Two crossings for Peru\n\n{line}\n\n{AFTER}").date is None


def test_a_date_line_at_the_end_is_the_last_resort() -> None:
    doc = read_text(f"{AFTER}\n\nLima\nMarch 14, 2007\n")
    assert (doc.date, doc.sources["date"]) == (date(2007, 3, 14), "date line at the end")
    assert len(doc.blocks) == 2
