"""The dates at the head of a chronology's entries."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.annotate.entries import entries_of, read_label
from memcon.read import read_text

ON = date(2019, 9, 20)

LABELS = [
    ("24 February 1972: Peru opens a mission.", "", "1972-02-24"),
    ("February 24th, 1972 - Peru opens a mission.", "", "1972-02-24"),
    ("March 1977 – The two sign.", "", "1977-03"),
    ("1989. The minister visits Lima.", "", "1989"),
    ("1989/90: Talks.", "", "1989/1990"),
    ("3-5 May 1991: Talks in Lima.", "", "1991-05-03/1991-05-05"),
    ("30 April – 2 May 1991. Talks in Lima.", "", "1991-04-30/1991-05-02"),
    ("**1994**: Talks.", "", "1994"),
    ("(Monday, 6 June 2005) Talks.", "", ""),
    ("Early 1990: Talks.", "", "1990~"),
    ("8 MAY. The two meet.", "", "2019-05-08"),
    ("17 DECEMBER. The two meet.", "", "2018-12-17"),
    ("May: The two meet.", "1983", "1983-05"),
    ("May: We will do our part.", "", ""),  # somebody's name
    ("In 1998, they fell out.", "", ""),
    ("1989 was a year of change.", "", ""),
    ("March 12 saw more talks.", "", ""),
    ("31 February 1980: Talks.", "", ""),
    ("June 4 to 9, 1972: Talks.", "", "1972-06-04/1972-06-09"),
    ("April 30 to May 2: Talks.", "1972", "1972-04-30/1972-05-02"),
]


@pytest.mark.parametrize(("text", "year", "day"), LABELS)
def test_a_label_is_a_date_set_off_from_what_follows(text: str, year: str, day: str) -> None:
    label = read_label(text, year, ON)
    assert (label.day if label else "") == day


FIRST = "Chad opens a mission in Lima, the first in South America."
LAYOUTS = {
    "in the line": f"1972. May 3: {FIRST}\n\n1977. June: The two sign.\n\n1980: A row.",
    "years above": f"1972\n3 May: {FIRST}\n\n1977\nJune: The two sign.\n\n1980\n- A row.",
    "lines of their own": f"3 May 1972\n{FIRST}\n\nJune 1977\nThe two sign.\n\n1980\nA row.",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_entries_stand_under_their_dates(name: str) -> None:
    text = LAYOUTS[name]
    document = read_text(text, date=ON)
    found = {}
    for number, entries in entries_of(document).items():
        block = document.blocks[number]
        words = text[block.start + entries[0].start + entries[0].label : block.end].strip()
        found[words] = entries[0].day
    told = (FIRST, "The two sign.", "A row.")
    assert [found[words] for words in told] == ["1972-05-03", "1977-06", "1980"]


def test_a_further_day_within_an_entry_is_one_of_its_own() -> None:
    text = "1972: Talks.\n\n1977. 2 June: The two sign. 9 July: They meet in Lima.\n\n1980: A row."
    entries = entries_of(read_text(text, date=ON))[1]
    assert [each.day for each in entries] == ["1977-06-02", "1977-07-09"]


BARE = """1972
May 3 The two open talks in Lima.
June 4 to 9 A delegation from Chad visits Peru.

1977
30 April Chad's envoy leaves Lima.
"""


def test_under_years_of_their_own_days_need_nothing_to_set_them_off() -> None:
    days = [e[0].day for e in entries_of(read_text(BARE, date=ON)).values()]
    assert days == ["1972", "1972-05-03", "1972-06-04/1972-06-09", "1977", "1977-04-30"]


def test_without_such_years_they_do() -> None:
    assert entries_of(read_text(BARE.replace("1972", "").replace("1977", ""), date=ON)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "1972: Chad opens a mission in Lima.\n\nThe two have met since.",
        "# Week\n\n## 9 September\n\nA and B met on Monday.\n\n## 18 September\n\nC met D.",
    ],
)
def test_other_texts_have_no_entries(text: str) -> None:
    assert entries_of(read_text(text, date=ON)) == {}
