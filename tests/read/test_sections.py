from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import docx, paragraph
from memcon.cli.read import document_json
from memcon.model.document import RANGE, Document
from memcon.read import read_path, read_text
from memcon.read.sections import Section, as_documents, sections_of
from memcon.read.wire import document_from_json, document_to_json
from memcon.settings import Settings

ON = date(2019, 9, 20)
TALKS = "The foreign ministers of Kenya and Chile held talks in Nairobi yesterday on fisheries."
VISIT = "Ecuadorian Foreign Minister Ana Rojas arrived in Lima on Tuesday for an official visit."
BRIDGE = "Fiji and Samoa opened a joint office for fishing licences in Apia earlier this week."


def days(document: Document) -> list[str]:
    return [str(each.date) for each in sections_of(document) if each.is_item]


def item_texts(document: Document) -> list[str]:
    return [
        " / ".join(
            document.text[block.start : block.end].strip()
            for block in document.blocks[each.first : each.last]
        )
        for each in sections_of(document)
    ]


DAY_LINES = [
    ("Monday, 16 September", "Wednesday, 18 September"),
    ("Monday 16 September 2019", "Wednesday 18 September 2019"),
    ("16 September 2019", "18 September 2019"),
    ("September 16", "September 18"),
    ("16 September (Monday)", "18 September (Wednesday)"),
    ("## 16 September: Talks in Nairobi", "## 18 September: Rojas in Lima"),
    ("**Monday, 16 September**", "**Wednesday, 18 September**"),
    ("2019-09-16 | Nairobi", "2019-09-18 | Lima"),
    ("16.09.2019", "18.09.2019"),
]


@pytest.mark.parametrize(("one", "two"), DAY_LINES)
def test_lines_that_begin_with_a_day_head_the_items_of_a_digest(one: str, two: str) -> None:
    text = f"Fisheries bulletin of the week\n\n{one}\n\n{TALKS}\n\n{two}\n\n{VISIT}\n"
    document = read_text(text, date=ON)
    assert days(document) == ["2019-09-16", "2019-09-18"]
    assert item_texts(document)[0].endswith(TALKS)
    assert item_texts(document)[1].endswith(VISIT)


WEEKDAYS = [
    ("Monday", "Wednesday"),
    ("MONDAY, 16", "WEDNESDAY, 18"),
    ("Monday 16th", "Wednesday 18th"),
    ("## Monday: Talks in Nairobi", "## Wednesday: Rojas in Lima"),
    ("**Monday**", "**Wednesday**"),
    ("Monday, 16 September", "Wednesday"),
    ("**NAIROBI, 16 September**", "**LIMA, 18 September**"),
    ("NAIROBI, September 16", "LIMA, September 18"),
]


@pytest.mark.parametrize(("one", "two"), WEEKDAYS)
def test_weekdays_and_places_with_days_head_items_too(one: str, two: str) -> None:
    document = read_text(f"Bulletin\n\n{one}\n\n{TALKS}\n\n{two}\n\n{VISIT}\n", date=ON)
    assert days(document) == ["2019-09-16", "2019-09-18"]
    falling = read_text(f"Bulletin\n\n{two}\n\n{TALKS}\n\n{one}\n\n{VISIT}\n", date=ON)
    assert days(falling) == (["2019-09-18", "2019-09-16"])


def test_weekdays_of_a_text_without_a_day_are_none() -> None:
    assert sections_of(read_text(f"Bulletin\n\nMonday\n\n{TALKS}\n\nTuesday\n\n{VISIT}\n")) == ()


RANGES = [
    ("9-13 September", "16–18 September"),
    ("9–13 September 2019", "16–18 September 2019"),
    ("From 9 to 13 September", "From 16th to 18th September"),
    ("September 9-13, 2019", "September 16-18, 2019"),
    ("9 September - 13 September 2019: talks", "16 September to 18 September 2019: a visit"),
]


@pytest.mark.parametrize(("one", "two"), RANGES)
def test_items_about_several_days_are_of_the_last_and_say_so(one: str, two: str) -> None:
    document = read_text(f"Bulletin\n\n{one}\n\n{TALKS}\n\n{two}\n\n{VISIT}\n", date=ON)
    assert days(document) == ["2019-09-13", "2019-09-18"]
    parts = sections_of(document)
    assert all(each.is_range for each in parts if each.is_item)
    last = list(as_documents(document, parts))[-1]
    assert last.sources["date"] == RANGE


def test_a_range_over_the_turn_of_the_year() -> None:
    text = f"Bulletin\n\n30 December - 2 January\n\n{TALKS}\n\n3-5 January\n\n{VISIT}\n"
    assert days(read_text(text, date=date(2020, 1, 6))) == ["2020-01-02", "2020-01-05"]


DATELINES = [
    ("**NAIROBI, 16 September** – ", "**LIMA, 18 September** – "),
    ("**NAIROBI, 16 September (KNA) –** ", "**LIMA, 18 September (AND) –** "),
    ("**NAIROBI, 16 September** ", "__LIMA, 18 September.__ "),
    ("*Nairobi, 16 September 2019* -- ", "*Lima, 18 September 2019* -- "),
    ("NAIROBI, Sept 16 (KNA) -- ", "LIMA, Sept 18 (AND) -- "),
    ("NAIROBI, 16 September (KNA) - ", "LIMA, 18 September (AND) - "),
    ("Nairobi, September 16, 2019 (KNA) — ", "Lima, September 18, 2019 (AND) — "),
    ("1. NAIROBI, Sept 16 (KNA) -- ", "2. LIMA, Sept 18 (AND) -- "),
]


@pytest.mark.parametrize("rule", ["", "* * *\n\n", "---\n\n"])
@pytest.mark.parametrize(("one", "two"), DATELINES)
def test_datelines_part_a_press_agency_file_and_belong_to_no_item(
    one: str, two: str, rule: str
) -> None:
    document = read_text(f"{one}{TALKS}\n\n{BRIDGE}\n\n{rule}{two}{VISIT}\n", date=ON)
    assert days(document) == ["2019-09-16", "2019-09-18"]
    assert item_texts(document) == [f"{TALKS} / {BRIDGE}", VISIT]
    assert [each.place for each in sections_of(document)] == ["Nairobi", "Lima"]


def test_titles_above_datelines_belong_to_the_item_below() -> None:
    text = (
        f"Talks in Nairobi\n\nNAIROBI, Sept 16 (KNA) -- {TALKS}\n\n"
        f"A visit to Lima\n\nLIMA, Sept 18 (AND) -- {VISIT}\n\n"
        f"An office in Apia\n\n{BRIDGE}\n"
    )
    parts = sections_of(read_text(text, date=ON))
    assert [(each.title, str(each.date), each.is_item) for each in parts] == [
        ("Talks in Nairobi", "2019-09-16", True),
        ("A visit to Lima", "2019-09-18", True),
        ("", "2019-09-20", False),  # no day of its own: the document's
    ]


def test_an_item_behind_a_rule_without_a_dateline_has_the_day_of_the_document() -> None:
    text = (
        f"NAIROBI, Sept 16 (KNA) -- {TALKS}\n\n* * *\n\n{BRIDGE}\n\n* * *\n\n"
        f"LIMA, Sept 18 (AND) -- {VISIT}\n"
    )
    parts = sections_of(read_text(text, date=ON))
    assert [str(each.date) for each in parts] == ["2019-09-16", "2019-09-20", "2019-09-18"]


def test_an_introduction_has_the_day_of_the_document() -> None:
    text = (
        f"# Bulletin\n\n20 September 2019\n\n{BRIDGE}\n\n## 16 September\n\n{TALKS}\n\n"
        f"## 18 September\n\n{VISIT}\n"
    )
    parts = sections_of(read_text(text))
    assert [(str(each.date), each.is_item) for each in parts] == [
        ("2019-09-20", False),
        ("2019-09-16", True),
        ("2019-09-18", True),
    ]


def test_a_year_that_is_not_told_is_the_nearest_one() -> None:
    text = f"Bulletin\n\n30 December\n\n{TALKS}\n\n2 January\n\n{VISIT}\n"
    assert days(read_text(text, date=date(2020, 1, 3))) == ["2019-12-30", "2020-01-02"]


def test_newest_first_is_an_order_too() -> None:
    text = f"Bulletin\n\n18 September\n\n{TALKS}\n\n16 September\n\n{VISIT}\n"
    assert days(read_text(text, date=ON)) == ["2019-09-18", "2019-09-16"]


def test_a_page_of_html_is_parted_by_its_day_headings(tmp_path: Path) -> None:
    page = tmp_path / "week.html"
    page.write_text(
        "<html><head><title>Fisheries bulletin</title>"
        '<meta property="article:published_time" content="2019-09-20"></head><body><article>'
        f"<h1>Fisheries bulletin</h1><h2>Monday, 16 September</h2><p>{TALKS}</p><p>{BRIDGE}</p>"
        f"<h2>Wednesday, 18 September: a visit</h2><p>{VISIT}</p></article></body></html>",
        encoding="utf-8",
    )
    document = read_path(page, settings=Settings())
    assert document.date == ON
    assert days(document) == ["2019-09-16", "2019-09-18"]
    assert item_texts(document)[-1].endswith(VISIT)


def test_a_word_file_is_parted_too(tmp_path: Path) -> None:
    lines = ["Fisheries bulletin", "Monday, 16 September", TALKS, "Wednesday, 18 September", VISIT]
    file = tmp_path / "week.docx"
    file.write_bytes(docx("".join(map(paragraph, lines))))
    document = read_path(file, settings=Settings(), date=ON)
    assert days(document) == ["2019-09-16", "2019-09-18"]


NO_DIGESTS = {
    "a chronology of years": (
        f"Relations in dates\n\n12 May 1998\n\n{TALKS}\n\n3 June 2004\n\n{VISIT}\n\n"
        f"9 July 2011\n\n{BRIDGE}\n"
    ),
    "a chronology on lines": (
        "Relations in dates\n\n2 September 2019: Kenya and Chile hold talks on fisheries.\n"
        "9 September 2019: Kenya and Chile sign an agreement on fisheries.\n\n" + BRIDGE
    ),
    "list items with days": (
        "Joint statement\n\nThe sides noted with satisfaction what had been agreed this month:\n\n"
        "- 2 September 2019: agreement on tourism\n- 9 September 2019: agreement on fish\n\n"
        f"{BRIDGE}\n"
    ),
    "a table of days": (
        f"{BRIDGE}\n\n| 2 September | talks |\n| 9 September | visit |\n\n{TALKS}\n"
    ),
    "one day line": f"A visit\n\n16 September 2019\n\n{VISIT}\n\n{TALKS}\n",
    "subheadings": (
        f"What was agreed\n\n{BRIDGE}\n\nA visit in September\n\n{VISIT}\n\n"
        f"What comes after 9 September\n\n{TALKS}\n"
    ),
    "days in no order": (
        f"Notes\n\n16 September\n\n{TALKS}\n\n9 September\n\n{VISIT}\n\n18 September\n\n{BRIDGE}\n"
    ),
    "an agenda": f"The weeks ahead\n\n23 September\n\n{TALKS}\n\n25 September\n\n{VISIT}\n",
    "days long past": f"The crisis\n\n2 March 2019\n\n{TALKS}\n\n5 March 2019\n\n{VISIT}\n",
    "the same running head": f"16 September 2019\n\n{TALKS}\n\n16 September 2019\n\n{VISIT}\n",
    "ranges longer than a week": (
        f"Bulletin\n\n1-8 September\n\n{TALKS}\n\n9-18 September\n\n{VISIT}\n"
    ),
    "weekdays on both sides of the document's": (
        f"Bulletin\n\nThursday\n\n{TALKS}\n\nFriday\n\n{VISIT}\n\nSaturday\n\n{BRIDGE}\n"
    ),
    "weekdays of the week to come": (
        f"The week ahead\n\nMonday\n\n{TALKS}\n\nWednesday\n\n{VISIT}\n"
    ),
    "weekdays on which something will be": (
        "Bulletin\n\nMonday\n\nThe ministers of Kenya and Chile will meet in Nairobi on fish.\n\n"
        "Tuesday\n\nThe ministers of Fiji and Samoa will meet in Apia on fisheries.\n"
    ),
    "weekdays with numbers that fit no day": (
        f"Bulletin\n\nMonday, 15\n\n{TALKS}\n\nTuesday, 17\n\n{VISIT}\n"
    ),
    "weekdays that begin sentences": (
        f"Bulletin\n\nMonday saw talks\n\n{TALKS}\n\nTuesday brought more\n\n{VISIT}\n"
    ),
    "one dateline": f"LIMA, Sept 18 (AND) -- {VISIT}\n\nNairobi – {TALKS}\n",
}


@pytest.mark.parametrize("text", NO_DIGESTS.values(), ids=NO_DIGESTS)
def test_what_is_no_digest_has_one_day(text: str) -> None:
    assert sections_of(read_text(text, date=ON)) == ()


def test_sections_come_through_another_process_and_are_printed() -> None:
    text = f"Bulletin\n\n16 September\n\n{TALKS}\n\n18 September: Lima\n\n{VISIT}\n"
    document = read_text(text, date=ON)
    sent = json.loads(json.dumps(document_to_json(document)))
    assert sections_of(document_from_json(sent)) == sections_of(document) != ()
    printed = document_json(document)["sections"]
    assert [(each["date"], each.get("title")) for each in printed] == [
        ("2019-09-16", "Bulletin"),
        ("2019-09-18", "Lima"),
    ]


LINES = st.sampled_from(
    [
        TALKS,
        VISIT,
        "16 September",
        "18 September: Lima",
        "Monday",
        "TUESDAY, 17",
        "14-17 September",
        "A heading",
        "* * *",
        "",
        "LIMA, Sept 18 -",
        f"**LIMA, Sept 18** {VISIT}",
    ]
)


@given(st.lists(LINES, max_size=12))
def test_sections_hold_every_block_once_in_order(lines: list[str]) -> None:
    text = "\n\n".join(["Bulletin", *lines])
    document = read_text(text, date=ON)
    parts = sections_of(document)
    blocks = [number for each in parts for number in range(each.first, each.last)]
    assert blocks == (list(range(len(document.blocks))) if parts else [])
    assert all(isinstance(each, Section) and each.start < each.end for each in parts)
