from __future__ import annotations

from dataclasses import replace

import pytest

from books import book, meeting
from factory import cite
from memcon.assess.book import Origin
from memcon.assess.publishers import country_of_publisher
from memcon.assess.witnesses import find_single_witnesses

LIMA = Origin("a.txt", publisher="Lima Courier", country="PER")
CUSCO = Origin("b.txt", publisher="Cusco Times", country="PER")
HANOI = Origin("c.txt", publisher="Hanoi Post", country="VNM")


@pytest.mark.parametrize(
    ("origins", "rule"),
    [
        ([LIMA], "single_witness.one_publisher"),
        ([LIMA, replace(CUSCO, publisher="Lima Courier")], "single_witness.one_publisher"),
        ([replace(LIMA, group="1"), replace(HANOI, group="1")], "single_witness.one_publisher"),
        ([LIMA, CUSCO], "single_witness.one_side"),
        ([LIMA, HANOI], None),
        ([HANOI, Origin("d.txt", publisher="Hue Post", country="VNM")], None),
        ([replace(LIMA, is_official=True)], None),
    ],
    ids=["one", "publisher", "reprint", "side", "two", "third state", "official"],
)
def test_a_fact_of_one_publisher_or_one_side_is_marked(
    origins: list[Origin], rule: str | None
) -> None:
    told = replace(meeting("2020-01-01"), evidence=tuple(cite(doc=each.doc) for each in origins))
    found = find_single_witnesses(book(told, origins=origins))
    assert [each.rule for each in found] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("name", "url", "country"),
    [
        ("Xinhua", "", "CHN"),
        ("Ministry of Foreign Affairs of Japan", "", "JPN"),
        ("The Brazilian Report", "", "BRA"),
        ("Chile-Peru Forum", "", ""),
        ("Courier", "https://www.courier.com.pe/a", "PER"),
        ("Office of the Prime Minister", "https://www.gov.uk/x", "GBR"),
        ("Courier", "https://courier.io/a", ""),
        ("Courier", "", ""),
    ],
)
def test_a_publisher_belongs_to_the_state_that_its_name_or_address_tells(
    name: str, url: str, country: str
) -> None:
    assert country_of_publisher(name, url) == country
