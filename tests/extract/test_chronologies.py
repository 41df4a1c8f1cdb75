"""A chronology's entries tell what happened on their day, in the present tense."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from memcon.extract.document import Extractor
from memcon.model.record import Record
from memcon.read import read_text

TEXT = """Kenya and Chile in dates

1965. 12 March: Kenya and Chile establish diplomatic relations in Rome.

1971. May: President Salvador Allende pays the first visit to Nairobi by a Chilean leader.
Chile undertakes to sell Kenya 20,000 tons of wheat in 1972.

1988. 29 November: Treaty on fisheries between Kenya and Chile signed.
2 December: At Valparaiso, the ministers of transport sign a protocol on ports.

1990. Trade between the two countries reaches $3 million.

1992. The two governments set up a joint commission. In October Chile bought 400 tonnes of tea from
Kenya. The pact signed with Peru lapsed.

8 June 2004 - The foreign ministers of Kenya and Chile sign the Nairobi Accord the same day.
"""


@lru_cache(maxsize=1)
def records() -> list[Record]:
    ((_, found),) = Extractor().extract_many([read_text(TEXT, date=date(2009, 9, 20))])
    return found


DATES: list[tuple[str, dict[str, Any], str]] = [
    ("visit", {"status": "made", "host": "KEN"}, "1971-05"),
    ("commitment", {"by": ["CHL"], "due": "1972"}, "1971-05"),
    ("instrument", {"kind": "treaty", "status": "signed"}, "1988-11-29"),
    ("figure", {"indicator": "trade.total"}, "1990"),
    ("instrument", {"kind": "protocol", "status": "signed"}, "1988-12-02"),
    ("body", {"kind": "commission"}, "1992"),
    ("instrument", {"title": "Nairobi Accord", "status": "signed"}, "2004-06-08"),
    ("event", {"event_type": "SUPPORT", "cameo": "054"}, "1965-03-12"),
]


@pytest.mark.parametrize(("kind", "slots", "day"), DATES)
def test_an_entry_dates_what_it_tells(kind: str, slots: dict[str, Any], day: str) -> None:
    found = [
        record.slots.get("date")
        for record in records()
        if record.type == kind and all(record.slots.get(k) == v for k, v in slots.items())
    ]
    assert found == [day]


def test_a_month_takes_the_year_of_its_entry() -> None:
    dates = {str(record.slots.get("date")) for record in records()}
    assert not any(day.startswith("2009") for day in dates)
    assert "1992-10" in dates
