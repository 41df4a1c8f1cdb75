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
        "The pact was signed back in March when the president of Chile visited Peru.",
        {"type": "visit"},
        "2020-03",
    ),
    (
        (
            "They build on the accords reached at the meeting between President Ana Ruiz of Peru"
            " and President Juan Soto of Chile held on 3 May 2019."
        ),
        {"type": "meeting"},
        "2019-05-03",
    ),
    (
        "Peru's minister held talks with a team led by Chile's envoy Juan Soto at noon yesterday.",
        {"type": "meeting"},
        "2020-06-14",
    ),
    (
        "During this week's talks in Lima the minister announced a loan of 4 million to Chile.",
        {"type": "instrument"},
        "2020-06-15/2020-06-21",
    ),
    (
        "In the statement issued on 3 May, Chile rejected Peru's offer.",
        {"type": "position"},
        "2020-05-03",
    ),
    (
        (
            "Peru's minister will visit Chile on Thursday, and Chile's president will meet Peru's"
            " president the next day."
        ),
        {"type": "meeting"},
        "2020-06-19",
    ),
    (
        "Juan Soto of Peru met the presidents of Chile, Haiti and Somalia on Friday afternoon.",
        {"type": "meeting"},
        "2020-06-12",
    ),
    (
        "Peru blamed Chile for its failure to leave the island by a 5 May deadline.",
        {"type": "event", "event_type": "ACCUSE"},
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
    "Chile came to terms with Peru weeks ago.",
    "Last year Peru freed ten prisoners and Chile released six from Peru.",
    "Chile acknowledged that its ships fired at boats from Peru.",
    "During his election campaign Chile's president accused Peru of theft.",
    "In May a team from Chile visited Peru.\n\nChile also opened an office there during the visit.",
    "Chile came to an accord with Peru to lift the ban weeks ago.",
    "Over the past few weeks Chile has been accusing Peru of theft.",
    "One clash had taken place in Lima on 3 May. Chile's guards fired at a bus from Peru.",
    "In 2013 Chile and Peru signed a pact. Chile also condemned Peru's raids.",
    "Chile's envoy said after a visit to Lima that he had met Peru's president.",
    "Chile's president met the king of Peru during a recent visit to Lima.",
    "In recent months Chile imposed sanctions on Peru.",
    "The presidents of Chile and Peru met on several occasions.",
    "Chile admitted shelling a town in Peru.",
    "Chile initially set Peru a deadline and began to expel Peru's diplomats.",
    "Chile has rejected the offer of Peru.",
    "The row began after Chile expelled Peru's ambassador.",
]


@pytest.mark.parametrize("text", NOT_NEWS)
def test_what_is_told_of_another_time_has_not_the_day_of_the_news(
    extract_text: Extract, text: str
) -> None:
    found = extract_text(NEWS.format(text))
    told = [r.slots.get("date") for r in found if r.slots.get("parties") and _is_in(r, text)]
    assert told
    assert not [day for day in told if day and day.startswith("2020-06")]


FRESH = [
    (
        (
            "Peru's president has called for new talks with Chile. The pair held two hours of"
            " talks in the palace. Chile offered Peru a loan. Chile's envoy praised Peru. The talks"
            " on Saturday went well, Chile said."
        ),
        "2020-06-13",
    ),
    (
        (
            "Peru's president has promised Chile a loan. At their meeting in Lima on Saturday, the"
            " president of Peru and the president of Chile also spoke of trade."
        ),
        "2020-06-13",
    ),
    (
        "Chile's minister said in Lima on Friday that he was content. He praised Peru.",
        "2020-06-12",
    ),
    (
        "Peru and Chile held talks in Lima this week. They promised to cut tariffs by 2022.",
        "2020-W",
    ),
]


@pytest.mark.parametrize(("text", "day"), FRESH)
def test_what_a_dispatch_tells_first_is_the_day_of_its_news(
    extract_text: Extract, text: str, day: str
) -> None:
    days = {r.slots["date"] for r in extract_text(f"LIMA (AFP) - {text}") if "date" in r.slots}
    assert days == {day.replace("2020-W", "2020-06-15/2020-06-21")}


def test_an_occasion_of_long_ago_is_not_the_one_that_is_news(extract_text: Extract) -> None:
    found = extract_text(
        "LIMA, 15 June (AFP) - President Ana Ruiz of Peru announced a visit to Chile."
        " President Ruiz last visited Chile in May 2017."
    )
    assert "2017-05" in [r.slots.get("date") for r in found if r.type == "visit"]
    former = [r for r in found if r.slots.get("date") == "2017-05"]
    assert not [r for r in former if any("announced" in each.quote for each in r.evidence)]


def _is_in(record: Record, text: str) -> bool:
    return any(each.quote in text for each in record.evidence)


def test_a_period_is_not_carried_over_to_others(extract_text: Extract) -> None:
    text = (
        "Trade between Peru and Chile reached $3 million in 2018. Germany gave Jordan 4 million"
        " euros."
    )
    found = [r.slots.get("date") for r in extract_text(text) if r.type == "figure"]
    assert found == ["2018", None]
