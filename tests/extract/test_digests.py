from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from memcon.extract.document import Extractor
from memcon.extract.explain import explain
from memcon.model.record import Record
from memcon.read import read_text

ON = date(2019, 9, 20)  # a Friday

DIGESTS = {
    "day headings": """# Bulletin of the week

## Monday, 9 September

The foreign ministers of Vietnam and Kenya held talks in Hanoi yesterday.

## Wednesday, 18 September: a visit

Chilean Foreign Minister Ana Rojas arrived in Nairobi on Tuesday for an official visit.
""",
    "datelines": """HANOI, Sept 9 (VNA) -- The foreign ministers of Vietnam and Kenya held talks
in Hanoi yesterday.

* * *

NAIROBI, Sept 18 (KNA) -- Chilean Foreign Minister Ana Rojas arrived in Nairobi on Tuesday for an
official visit.
""",
    "titles, then days": """Bulletin of the week

Talks in Hanoi

9 September 2019

The foreign ministers of Vietnam and Kenya held talks in Hanoi yesterday.

A visit to Nairobi

18 September 2019

Chilean Foreign Minister Ana Rojas arrived in Nairobi on Tuesday for an official visit.
""",
}


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor()


def records_of(text: str, day: date | None = ON) -> list[Record]:
    (found,) = extractor().extract_many([read_text(text, date=day)])
    return found[1]


def slots(text: str, *types: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for record in records_of(text):
        if record.type in types:
            yield record.type, dict(record.slots)


@pytest.mark.parametrize("text", DIGESTS.values(), ids=DIGESTS)
def test_relative_dates_count_from_the_day_of_their_item(text: str) -> None:
    found = [(kind, own["date"]) for kind, own in slots(text, "meeting", "visit")]
    assert found == [("meeting", "2019-09-08"), ("visit", "2019-09-17")]


@pytest.mark.parametrize("text", DIGESTS.values(), ids=DIGESTS)
def test_evidence_is_quoted_from_the_one_text(text: str) -> None:
    for record in records_of(text):
        for cited in record.evidence:
            assert text[cited.start : cited.end] == cited.quote
            assert "Sept" not in cited.quote  # no dateline in it


def test_undated_news_has_the_day_of_its_item() -> None:
    text = (
        "HANOI, Sept 9 (VNA) -- Vietnam and Kenya signed an agreement on fisheries.\n\n"
        "LIMA, Sept 18 (AND) -- Peru and Chile signed an agreement on tourism.\n"
    )
    found = [(own["parties"], own["date"]) for _, own in slots(text, "instrument")]
    assert found == [(["KEN", "VNM"], "2019-09-09"), (["CHL", "PER"], "2019-09-18")]


def test_the_two_sides_are_those_of_the_item() -> None:
    text = (
        "HANOI, Sept 9 (VNA) -- Vietnam and Kenya held talks in Hanoi on fisheries on Sunday.\n\n"
        "LIMA, Sept 18 (AND) -- Peru and Chile held talks in Lima on tourism on Tuesday.\n\n"
        "The two sides signed a memorandum on tourism.\n"
    )
    ((_, signed),) = slots(text, "instrument")
    assert signed["parties"] == ["CHL", "PER"]


def test_reports_of_two_days_are_two_records_and_of_one_day_one() -> None:
    talks = "The foreign ministers of Vietnam and Kenya held talks in Hanoi"
    two = (
        f"HANOI, Sept 9 (VNA) -- {talks} on fisheries.\n\n"
        f"HANOI, Sept 18 (VNA) -- {talks} on tourism.\n"
    )
    one = (
        f"HANOI, Sept 9 (VNA) -- {talks} on Sunday.\n\n"
        f"HANOI, Sept 18 (VNA) -- {talks} on 8 September.\n"
    )
    assert [own["date"] for _, own in slots(two, "meeting")] == ["2019-09-09", "2019-09-18"]
    assert [own["date"] for _, own in slots(one, "meeting")] == ["2019-09-08"]
    (meeting,) = [record for record in records_of(one) if record.type == "meeting"]
    assert len(meeting.evidence) == 2


def test_a_chronology_counts_from_the_day_of_the_document() -> None:
    text = (
        "Relations in dates\n\n12 May 1998\n\nKenya and Chile opened embassies.\n\n"
        "3 June 2004\n\nThe foreign ministers of Kenya and Chile held talks in Nairobi on Tuesday, "
        "as both say.\n"
    )
    ((_, meeting),) = slots(text, "meeting")
    assert meeting["date"] == "2019-09-17"


def test_all_items_are_explained() -> None:
    text = DIGESTS["datelines"]
    found = list(explain(read_text(text, date=ON)))
    assert [text[each.start :].split()[0] for each in found] == ["The", "Chilean"]
    assert [each.dates[0].value.split()[0] for each in found] == ["2019-09-08", "2019-09-17"]


def test_an_item_about_several_days_dates_only_what_holds_on_each_of_them() -> None:
    text = """# Bulletin

## 9-13 September

The foreign ministers of Vietnam and Kenya held talks in Hanoi yesterday.

## 16-19 September

Chilean Foreign Minister Ana Rojas arrived in Nairobi on Tuesday for an official visit.
"""
    found = {each.type: each.slots.get("date") for each in records_of(text)}
    assert (found["meeting"], found["visit"]) == (None, "2019-09-17")


@pytest.mark.parametrize(
    ("printed", "met"),
    [
        (date(2019, 9, 16), "2019-09-16"),
        (date(2019, 9, 17), "2019-09-16"),
        (date(2019, 9, 30), "2019-09-30"),  # that old a dispatch is a file of another day
    ],
)
def test_today_in_a_dispatch_is_the_day_of_its_dateline(printed: date, met: str) -> None:
    text = (
        "HANOI, Sept 16 (VNA) -- The foreign ministers of Vietnam and Kenya held talks here today."
    )
    meeting = next(each for each in records_of(text, printed) if each.type == "meeting")
    assert meeting.slots["date"] == met
