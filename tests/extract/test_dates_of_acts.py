"""Which of a text's dates an act has, and when it has none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

ACTS: list[tuple[str, dict[str, Any], str | None]] = [
    (
        (
            "Both governments intend to sign every agreement relating to the upgrade at the"
            " Chile-Peru summit in May."
        ),
        {"type": "instrument", "status": "planned"},
        "2021-05",
    ),
    (
        (
            "The row ended after a meeting between the prime ministers of Peru and Chile that took"
            " place in Lima on April 4-5."
        ),
        {"type": "meeting", "status": "held"},
        "2020-04-04/2020-04-05",
    ),
    (
        "Peru's envoy said the truce between Chad and Mali, signed in Rabat, was holding.",
        {"type": "instrument"},
        None,
    ),
    (
        "Peru was actively seeking an end to the row with Chile and was due to host talks in May.",
        {"type": "position", "stance": "seeks"},
        None,
    ),
    (
        "Peru will host this year's summit with Chile, to be held in Lima in September.",
        {"type": "meeting"},
        "2020-09",
    ),
]


@pytest.mark.parametrize(("text", "slots", "date"), ACTS)
def test_an_act_has_its_own_date(
    extract_text: Extract, text: str, slots: dict[str, Any], date: str | None
) -> None:
    found = [
        record.slots.get("date")
        for record in extract_text(text)
        if all(({"type": record.type} | record.slots).get(k) == v for k, v in slots.items())
    ]
    assert date in found


NEWS = "LIMA, 15 June (AFP) - Peru recalled its envoy to Chile on Monday.\n\n{}"
NOT_NEWS = [
    "Under a pact signed in March 1984, Chile agreed to stop supporting Peru's rebels.",
    "Later Chile imposed sanctions on Peru.",
    "Chile recently imposed sanctions on Peru.",
]


@pytest.mark.parametrize("text", NOT_NEWS)
def test_what_is_told_of_another_time_has_not_the_day_of_the_news(
    extract_text: Extract, text: str
) -> None:
    found = extract_text(NEWS.format(text))
    told = [r.slots.get("date") for r in found if r.slots.get("parties") and _is_in(r, text)]
    assert told
    assert not [day for day in told if day and day.startswith("2020-06")]


def _is_in(record: Record, text: str) -> bool:
    return any(each.quote in text for each in record.evidence)


def test_a_period_is_not_carried_over_to_others(extract_text: Extract) -> None:
    text = (
        "Trade between Peru and Chile reached $3 million in 2018. Germany gave Jordan 4 million"
        " euros."
    )
    found = [r.slots.get("date") for r in extract_text(text) if r.type == "figure"]
    assert found == ["2018", None]
