"""What a passage does not carry stays out: dates of other acts, bystanders, other speakers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[[str, date], Sequence[Record]]
DAY = date(2020, 6, 15)

# What a record of the type must have; None: the slot must be empty.
CARRIED: list[tuple[str, str, dict[str, Any]]] = [
    (  # the date of agreeing is not that of what is agreed
        "Malawi and Tanzania agreed last Monday to hold talks on the lake before the end of June.",
        "meeting",
        {"date": "../2020-06", "status": "planned"},
    ),
    (  # a remark about the subject dates nothing that the subject does
        "Norway, whose foreign minister visited Riga in March, welcomed the step.",
        "position",
        {"holder": "NOR", "date": None},
    ),
    (  # a date that names a thing
        "Finland and Estonia condemned the attacks of 11 May.",
        "position",
        {"date": None},
    ),
    (  # what is expected lies ahead
        "The Lao prime minister, Thongloun Sisoulith, is expected in Hanoi at the end of May.",
        "visit",
        {"date": "2021-05", "status": "planned"},
    ),
    (  # nobody says what happened before on the day of saying so
        "Fijian Foreign Minister Ola Rees said on Friday that he had met Ana Prado of Peru.",
        "meeting",
        {"date": None, "parties": ["FJI", "PER"]},
    ),
    (  # nor what he was back from
        "Fijian Foreign Minister Ola Rees said on Friday, after visiting Peru, that all was well.",
        "visit",
        {"date": None, "host": "PER"},
    ),
    (  # what others did on their own day dates nothing
        "OSLO, June 15 - Chile shut the port on Friday. Peru warned Mali against a war.",
        "event",
        {"date": None, "event_type": "THREATEN"},
    ),
    (  # the same go on
        "OSLO, June 15 - Chile met Peru on Friday. The two countries signed a fishing treaty.",
        "event",
        {"date": "2020-06-12", "event_type": "SUPPORT"},
    ),
    (  # companions are not of the two
        (
            "President Juan Rees of Chile, accompanied by President Ama Kodjo of Togo, met"
            " President Kofi Banda of Ghana. The two leaders signed a trade agreement."
        ),
        "instrument",
        {"parties": ["CHL", "GHA"]},
    ),
    (  # a semicolon parts two speakers
        (
            "Ghana's minister said that the talks went on; the Togolese ambassador denied that the"
            " border was closed."
        ),
        "position",
        {"stance": "denies", "said_by": None},
    ),
    (  # an organisation reports what it has said itself
        "The United Nations said on Monday that it thanked Chad for hosting refugees.",
        "event",
        {"event_type": "SUPPORT", "cameo": "051"},
    ),
    (  # a place is nobody whom a stance turns to
        "The Hungarian side supported the proposals that six states put forward at Delhi.",
        "position",
        {"holder": "HUN", "toward": None},
    ),
    (  # the capital where an envoy sits does not own him
        "Norway's special envoy, Kai Lund, met the rebels' negotiator in Muscat on 26 May.",
        "meeting",
        {"parties": None},
    ),
    (  # somebody of the sentence is not of the meeting
        "The two presidents of Peru and Chile will meet in May. Bolivia protested.",
        "meeting",
        {"parties": ["CHL", "PER"]},
    ),
    (  # a decade is no year
        "Australia will buy three submarines from Japan, beginning in the early 2030s.",
        "commitment",
        {"due": "203X"},
    ),
    (  # the day of the pledge is not the day of what is pledged
        "Abu Dhabi pledged 3 billion dollars to Ethiopia in May.",
        "commitment",
        {"due": None},
    ),
    (  # who brokers a deal is not bound by it
        "A deal of 1998, brokered by the United States, was signed by Croatia and Bosnia.",
        "instrument",
        {"parties": ["BIH", "HRV"]},
    ),
    (  # a participle has its own date
        "Mali complained of Chad's support for the rebels, expressed by its envoy in December.",
        "position",
        {"holder": "MLI", "date": None},
    ),
    (  # the twelfth of a plan is the next one
        "The Australian prime minister, Robert Menzies, leaves for Washington on the 12th.",
        "visit",
        {"date": "2020-07-12"},
    ),
    (  # francs are those of the state that pays
        "France raised its aid to 360 million francs.",
        "figure",
        {"amount": {"value": 360_000_000, "unit": "FRF"}},
    ),
    (  # a change belongs to the quantity of its own clause
        (
            "Peru-Chile trade reached $5.4 billion in 2019, and Peruvian exports to Chile rose"
            " 68 percent."
        ),
        "figure",
        {"indicator": "trade.total", "change": None},
    ),
]
NOTHING: list[tuple[str, str]] = [
    ("Zambia spends 2 per cent of its GDP on schools.", "figure"),
    ("Chad lifted its duty on half of the goods from Niger.", "commitment"),
    ("Iran produces about two million barrels of oil a day.", "figure"),
    ("Iran agreed to halt its programme in return for relief from sanctions.", "figure"),
    ("Ethiopia holds a fifth of the port, to the anger of Mogadishu.", "position"),
    ("The minister obtained Soviet agreement to this in Moscow.", "instrument"),
    ("He asked whether Washington would propose a convention.", "position"),
    ("Chad hopes to hold talks with Niger on Friday.", "meeting"),
    ("Egypt will go on working for a conference between Israel and Syria.", "meeting"),
    ("Peru and Chile agreed. Two parks lie on either side of the line.", "project"),
    ("Chad had ordered Niger to rename its office.", "commitment"),
    ('"We did not come to form an axis," the President of Egypt told reporters.', "position"),
]


def _of_type(found: Sequence[Record], kind: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    slots = [record.to_json() for record in found if record.type == kind]
    sure = {slot: value for slot, value in wanted.items() if value is not None}
    return [each for each in slots if all(each.get(s) == v for s, v in sure.items())]


@pytest.mark.parametrize(("text", "kind", "wanted"), CARRIED)
def test_record_has_only_what_the_passage_carries(
    text: str, kind: str, wanted: dict[str, Any], extract_text: Extract
) -> None:
    found = extract_text(text, DAY)
    if wanted == {"parties": None}:
        parties = [record.to_json()["parties"] for record in found if record.type == kind]
        assert all("OMN" not in each for each in parties)
        return
    fitting = _of_type(found, kind, wanted)
    assert fitting, [record.to_json() for record in found]
    absent = [slot for slot, value in wanted.items() if value is None]
    assert not [each[slot] for each in fitting for slot in absent if slot in each]


@pytest.mark.parametrize(("text", "kind"), NOTHING)
def test_passage_gives_no_record(text: str, kind: str, extract_text: Extract) -> None:
    assert [r.to_json() for r in extract_text(text, DAY) if r.type == kind] == []
