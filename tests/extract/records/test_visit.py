"""Visits: who goes where, when, in what capacity, and whether he does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

VISITS: list[tuple[str, str, str, dict[str, Any]]] = [
    # text, visitor, host, other slots
    (
        "Indian Premier Narendra Modi arrived in Colombo on Friday for a two-day state visit.",
        "Narendra Modi",
        "LKA",
        {"date": "2020-06-12/2020-06-13", "visit_kind": "state"},
    ),
    (
        "Ana Ruiz, President of Peru, arrived in Nairobi Saturday for a two-day visit to Kenya.",
        "Ana Ruiz",
        "KEN",
        {"date": "2020-06-13/2020-06-14"},
    ),
    (
        "Chile's leader saw President Luis Soto of Peru, who came on a working visit to Santiago.",
        "Luis Soto",
        "CHL",
        {"visit_kind": "working"},
    ),
    (
        "Answering questions in Lima after his trip to Ghana, Premier Luis Soto of Peru said no.",
        "Luis Soto",
        "GHA",
        {"status": "made"},
    ),
    (
        "Ending her three-day visit to Kenya, Vice President Ana Ruiz of Peru praised the dam.",
        "Ana Ruiz",
        "KEN",
        {"status": "made"},
    ),
    (
        "Visiting Peruvian Foreign Minister Ana Ruiz said here that Kenya and Peru are close.",
        "Ana Ruiz",
        "KEN",
        {"status": "made"},
    ),
    (
        "Touring Uganda, Defence Minister Luis Soto of Peru spoke of peace.",
        "Luis Soto",
        "UGA",
        {"status": "made"},
    ),
    (
        "Chancellor Angela Merkel of Germany will visit Ankara next week.",
        "Angela Merkel",
        "TUR",
        {"status": "planned", "date": "2020-06-22/2020-06-28"},
    ),
    (
        "Turkish President Recep Tayyip Erdogan is due in Baku on Tuesday.",
        "Recep Tayyip Erdogan",
        "AZE",
        {"status": "planned"},
    ),
    (
        "Japanese Foreign Minister Yoko Kamikawa wrapped up a visit to Kyiv on Sunday.",
        "Yoko Kamikawa",
        "UKR",
        {"status": "made", "date": "2020-06-14"},
    ),
    (
        "The Prime Minister of Thailand, Srettha Thavisin, undertook a working visit to Cambodia.",
        "Srettha Thavisin",
        "KHM",
        {"visit_kind": "working"},
    ),
    (
        "Philippine President Rodrigo Duterte has called off a trip to Russia.",
        "Rodrigo Duterte",
        "RUS",
        {"status": "cancelled"},
    ),
    (
        "Iranian President Ebrahim Raisi postponed his visit to Ankara.",
        "Ebrahim Raisi",
        "TUR",
        {"status": "planned"},
    ),
    (
        "The Omani foreign minister, Badr Albusaidi, who visited Damascus last month, spoke.",
        "Badr Albusaidi",
        "SYR",
        {"date": "2020-05"},
    ),
    (
        "Prime Minister Keith Rowley of Trinidad and Tobago returned from Hanoi after a trip.",
        "Keith Rowley",
        "VNM",
        {"status": "made"},
    ),
    (
        "Egyptian President Abdel Fattah el-Sisi attended India's parade in January.",
        "Abdel Fattah el-Sisi",
        "IND",
        {"date": "2020-01"},
    ),
    (
        "Indonesian Trade Minister Zulkifli Hasan will lead a delegation to Santiago in July.",
        "Zulkifli Hasan",
        "CHL",
        {"status": "planned", "date": "2020-07"},
    ),
    (
        "Indonesian President Joko Widodo invited Premier Anthony Albanese to visit Jakarta.",
        "Anthony Albanese",
        "IDN",
        {"status": "planned"},
    ),
    (
        "Kenyan President William Ruto was in Riyadh on Wednesday for talks.",
        "William Ruto",
        "SAU",
        {"date": "2020-06-10"},
    ),
    (
        "Xi Jinping of China accepted an invitation from Vladimir Putin to visit Russia.",
        "Xi Jinping",
        "RUS",
        {"status": "planned"},
    ),
    (
        (
            "At the invitation of President Ruto, the President of Rwanda, Paul Kagame, paid"
            " a state visit to Kenya from 1 to 3 June 2020."
        ),
        "Paul Kagame",
        "KEN",
        {"date": "2020-06-01/2020-06-03", "visit_kind": "state"},
    ),
]

NONE = [
    "Tourists visited the temple.",
    "The frigate Te Kaha visited Nha Trang in May.",
    "Prices went to a new high.",
    "The next payment is due in Baku on Tuesday.",
    "Prime Minister Kishida of Japan must travel to Manila one day.",
    "Did Prime Minister Kishida of Japan visit Manila?",
    "Kenyan President William Ruto attended a ceremony in Nairobi.",
]


def visits(records: list[Record]) -> list[dict[str, Any]]:
    """The visits as JSON objects."""
    return [record.to_json() for record in records if record.type == "visit"]


@pytest.mark.parametrize(("text", "visitor", "host", "slots"), VISITS)
def test_visit_is_read(
    extract_text: Extract, text: str, visitor: str, host: str, slots: dict[str, Any]
) -> None:
    """Visitor, host and what else the sentence tells."""
    (found,) = visits(extract_text(text))
    assert (found["visitor"]["name"], found["host"]) == (visitor, host)
    assert {slot: found.get(slot) for slot in slots} == slots


@pytest.mark.parametrize("text", NONE)
def test_other_movements_are_no_visits(extract_text: Extract, text: str) -> None:
    """Tourists, ships, prices, duties, questions and ceremonies at home give none."""
    assert visits(extract_text(text)) == []


def test_every_country_on_a_trip_is_a_visit(extract_text: Extract) -> None:
    """One record for each host."""
    text = "US Secretary of State Antony Blinken will travel to Kigali and Kinshasa in August."
    assert {found["host"] for found in visits(extract_text(text))} == {"RWA", "COD"}


def test_exchanged_visits_are_two(extract_text: Extract) -> None:
    """Each goes to the other's country."""
    text = (
        "Namibian President Hage Geingob and Angolan President João Lourenço"
        " exchanged visits in 2019."
    )
    found = {(one["visitor"]["name"], one["host"]) for one in visits(extract_text(text))}
    assert found == {("Hage Geingob", "AGO"), ("João Lourenço", "NAM")}


def test_an_office_without_a_name_can_visit(extract_text: Extract) -> None:
    """The office is the visitor."""
    (found,) = visits(extract_text("The Malaysian king is on a state visit to Brunei."))
    assert found["visitor"] == {"role": "king", "country": "MYS"}


@pytest.mark.parametrize(
    "text",
    [
        "Premier Hu Chunhua of China went through the list in Oslo on 3 June.",
        "The ministers of Chile welcomed the plan for a forum to be hosted by Peru in May.",
    ],
)
def test_what_only_sounds_like_a_journey_is_none(extract_text: Extract, text: str) -> None:
    """To go through a list is no journey, and a forum no guest."""
    assert visits(extract_text(text)) == []


def test_a_landing_for_a_visit_is_one_visit(extract_text: Extract) -> None:
    """The verb's day and place are those of the visit it opens."""
    text = "Prime Minister Kishida of Japan landed in Lima on 7 June for an official visit."
    assert [one.get("date") for one in visits(extract_text(text))] == ["2020-06-07"]


@pytest.mark.parametrize(
    ("text", "status", "date"),
    [
        (
            "Preparations for the visit of the King of Jordan to Chile are under way.",
            "planned",
            None,
        ),
        (
            "A visit by Chilean Premier Ana Rojas to Fiji has been arranged for August.",
            "planned",
            "2020-08",
        ),
        (
            "The visit of the Chilean president to Fiji scheduled for 20 July was called off.",
            "cancelled",
            "2020-07-20",
        ),
    ],
)
def test_a_visit_to_come_has_the_next_day_of_that_name(
    extract_text: Extract, text: str, status: str, date: str | None
) -> None:
    visit = next(record for record in extract_text(text) if record.type == "visit").to_json()
    assert (visit["status"], visit.get("date")) == (status, date)


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador of Chile, Maria Lopez, returned to La Paz on 20 March.",
        "Kenya sent a team headed by Foreign Minister Musa Otieno to the summit in Baku.",
        "Spanish Premier Ana Ruiz is unlikely to visit Rabat in May.",
    ],
)
def test_envoys_at_their_post_and_heads_of_teams_visit_nobody(
    extract_text: Extract, text: str
) -> None:
    assert [record for record in extract_text(text) if record.type == "visit"] == []


ARRIVALS = [
    (
        "Brazil welcomed the arrival in Brasilia of Finnish President Sauli Niinisto on Monday.",
        {"visitor": "Sauli Niinisto", "host": "BRA", "date": "2020-06-15"},
    ),
    (
        (
            "Zambian President Hakainde Hichilema welcomed the arrival in Lusaka of Treasury"
            " Secretary Janet Yellen of the United States last week."
        ),
        {"visitor": "Janet Yellen", "host": "ZMB", "date": "2020-06-08/2020-06-14"},
    ),
    (
        (
            "Ethiopia's Prime Minister Meles Zenawi received Djibouti's President Ismail Omar"
            " Guelleh, who arrived on Sunday."
        ),
        {"visitor": "Ismail Omar Guelleh", "host": "ETH", "date": "2020-06-14"},
    ),
    (
        (
            "Prime Minister Nguyen Xuan Phuc of Vietnam thanked Australian Prime Minister Scott"
            " Morrison for having received him in Sydney in March 2018."
        ),
        {"visitor": "Nguyen Xuan Phuc", "host": "AUS", "date": "2018-03"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ARRIVALS)
def test_a_visit_told_by_arrival_welcome_or_thanks(
    extract_text: Extract, text: str, expected: dict[str, str]
) -> None:
    (found,) = visits(extract_text(text))
    shown = {"visitor": found["visitor"]["name"], "host": found["host"], "date": found["date"]}
    assert shown == expected


def test_a_visit_asked_for_has_not_the_day_of_an_earlier_one(extract_text: Extract) -> None:
    text = (
        "President Moon Jae-in of Korea thanked Crown Prince Mohamed bin Zayed of the United Arab"
        " Emirates for his visit to Seoul in February 2014 and invited him to pay a return visit."
    )
    planned = [v for v in visits(extract_text(text)) if v["status"] == "planned"]
    assert [visit.get("date") for visit in planned] == [None]


INVITED = [
    (
        (
            "President Marcos of the Philippines renewed his invitation to Prime"
            " Minister Trudeau of Canada to visit Manila; no date was set."
        ),
        "PHL",
    ),
    (
        (
            "President Pedro Sanchez of Spain extended an invitation to President Ghazouani of"
            " Mauritania to visit Spain."
        ),
        "ESP",
    ),
]


@pytest.mark.parametrize(("text", "host"), INVITED)
def test_an_invitation_is_a_visit_to_come_and_no_meeting(
    extract_text: Extract, text: str, host: str
) -> None:
    records = extract_text(text)
    assert [(v["host"], v["status"]) for v in visits(records)] == [(host, "planned")]
    assert not [record for record in records if record.type == "meeting"]


def test_both_capitals_are_two_visits_of_whose_minister_went(extract_text: Extract) -> None:
    text = (
        "Slovakia and Hungary have agreed. Austria, whose chancellor Franz Vranitzky visited both"
        " capitals in May, is pleased."
    )
    found = {(v["host"], v["visitor"]["country"]) for v in visits(extract_text(text))}
    assert found == {("HUN", "AUT"), ("SVK", "AUT")}


def test_an_office_of_no_state_visits_nobody(extract_text: Extract) -> None:
    assert not visits(extract_text("The secretary will travel to Cabo Verde in March."))


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("wrapped up a four-day visit to Fiji on Friday", "2020-06-09/2020-06-12"),
        ("began a four-day visit to Fiji on Friday", "2020-06-12/2020-06-15"),
        ("flew home on Friday after a two-day visit to Fiji", "2020-06-11/2020-06-12"),
        ("left on Friday at the conclusion of a two-day visit to Fiji", "2020-06-11/2020-06-12"),
    ],
)
def test_a_stay_ends_or_begins_on_the_day_told(extract_text: Extract, told: str, date: str) -> None:
    (found,) = visits(extract_text(f"New Zealand's defence minister, Ron Mark, {told}."))
    assert found["date"] == date


def test_who_is_set_to_embark_on_a_visit_has_not_made_it(extract_text: Extract) -> None:
    text = "Nepalese Prime Minister Ola Rees is all set to embark on a three-day visit to India."
    assert {each["status"] for each in visits(extract_text(text))} == {"planned"}


def test_a_stay_is_not_dated_by_one_act_in_it(extract_text: Extract) -> None:
    text = (
        "LIMA, June 15 - The accord was signed on Monday at the end of a three-day visit to Peru by"
        " the Fijian minister, Ola Rees. Mr Rees was received by President Rojas on Sunday."
    )
    assert {each["date"] for each in visits(extract_text(text))} == {"2020-06-13/2020-06-15"}


def test_that_trip_is_the_one_told_of_before(extract_text: Extract) -> None:
    text = "King Abdullah of Jordan had been due in Baghdad in April, but that trip was called off."
    (found,) = visits(extract_text(text))
    assert (found["status"], found["date"]) == ("cancelled", "2020-04")


def test_a_trip_that_is_foreseen_has_not_been_made(extract_text: Extract) -> None:
    text = (
        "A loan could be granted before Turkmen President Saparmurat Niyazov's trip to Japan,"
        " which is now foreseen for the spring of 2021."
    )
    assert [each["status"] for each in visits(extract_text(text))] == ["planned"]


def test_ministers_of_two_states_make_two_visits(extract_text: Extract) -> None:
    text = (
        "Chadian and Malian foreign ministers arrived on Friday in Lima to meet their counterpart."
    )
    found = [dict(r.slots) for r in extract_text(text) if r.type == "visit"]
    assert [(slots["visitor"], slots["host"]) for slots in found] == [
        ({"role": "foreign minister", "country": "TCD"}, "PER"),
        ({"role": "foreign minister", "country": "MLI"}, "PER"),
    ]


@pytest.mark.parametrize("told", ["During his visit two papers were signed.", "His stay was long."])
def test_the_host_of_a_visit_is_not_said_to_make_it(extract_text: Extract, told: str) -> None:
    text = (
        "Prime Minister Luis Soto of Peru paid an official visit to Kenya in May. President William"
        f" Ruto of Kenya met Prime Minister Soto. {told}"
    )
    assert {visit["host"] for visit in visits(extract_text(text))} == {"KEN"}
