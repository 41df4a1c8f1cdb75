"""What texts say of projects, and the records that come of it (all texts dated 15 June 2020)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]


def projects(extract_text: Extract, text: str) -> list[dict[str, Any]]:
    return [dict(r.slots) for r in extract_text(text) if r.type == "project"]


ONE = [
    (
        "Ghana and Togo agreed to widen the highway from Aflao to the northern frontier.",
        {"name": "highway from Aflao to the northern frontier", "status": "planned"},
    ),
    (
        "Korea will build two reactors in the United Arab Emirates.",
        {"status": "planned", "parties": ["ARE", "KOR"], "date": None},
    ),
    (
        "Work on the Kenya-Uganda railway began in 2014.",
        {"name": "Kenya-Uganda railway", "status": "under_way", "date": "2014"},
    ),
    (
        "Japan and India will hold a naval exercise in the Bay of Bengal in October.",
        {"status": "planned", "parties": ["IND", "JPN"]},
    ),
    (
        "The armies of Poland and Lithuania ended their annual drill on Friday.",
        {"name": "annual drill", "status": "completed", "date": "2020-06-12"},
    ),
    (
        "China has built a port in Gwadar, Pakistan.",
        {"name": "port in Gwadar", "status": "completed", "parties": ["CHN", "PAK"]},
    ),
    (
        "Egypt and Jordan opened a gas pipeline in 2003.",
        {"name": "gas pipeline", "status": "completed", "date": "2003"},
    ),
    (
        "The leaders of Iran and Armenia proposed a railway across the mountains.",
        {"name": "railway across the mountains", "status": "proposed"},
    ),
    (
        "Turkey scrapped the joint tank project with South Korea.",
        {"name": "joint tank project", "status": "cancelled", "parties": ["KOR", "TUR"]},
    ),
    (
        "Thailand and Laos are building a fifth bridge over the Mekong.",
        {"name": "fifth bridge over the Mekong", "status": "under_way"},
    ),
    (
        (
            "The construction of the Trans-Saharan gas pipeline between Nigeria and Algeria has "
            "been suspended."
        ),
        {"name": "Trans-Saharan gas pipeline", "status": "cancelled", "parties": ["DZA", "NGA"]},
    ),
    (
        "Russia and India agreed to develop a supersonic missile together.",
        {"name": "supersonic missile", "status": "planned", "parties": ["IND", "RUS"]},
    ),
    (
        "2021 was declared the Year of Culture between Italy and Russia.",
        {"name": "Year of Culture", "status": "planned", "parties": ["ITA", "RUS"]},
    ),
    (
        "The Nord Stream pipeline, completed in 2011, carries gas from Russia to Germany.",
        {"name": "Nord Stream pipeline", "status": "completed", "date": "2011"},
    ),
    (
        "Brazil and Bolivia plan a hydroelectric dam on the Madeira river.",
        {"name": "hydroelectric dam on the Madeira river", "status": "planned"},
    ),
    (
        (
            "The foundation stone of the Rogun dam in Tajikistan was laid by the president of "
            "Uzbekistan."
        ),
        {"name": "Rogun dam in Tajikistan", "status": "under_way", "parties": ["TJK", "UZB"]},
    ),
    (
        "Vietnam and Japan conducted joint patrols in the Gulf.",
        {"name": "joint patrols", "status": "completed"},
    ),
    (
        "The $10 billion economic corridor between China and Pakistan is under construction.",
        {
            "name": "economic corridor",
            "status": "under_way",
            "amount": {"value": 10_000_000_000, "unit": "USD"},
        },
    ),
    (
        "The navies of Brazil and Argentina hold exercise Fraterno every year.",
        {"name": "exercise Fraterno", "status": "under_way", "parties": ["ARG", "BRA"]},
    ),
    (
        "The navies of Brazil and Argentina held Southern Star 2019 in October.",
        {"name": "Southern Star 2019", "status": "completed"},
    ),
    (
        "Construction of the power line from Ethiopia to Kenya was completed in 2019.",
        {"status": "completed", "date": "2019", "parties": ["ETH", "KEN"]},
    ),
    (
        "Israel and Cyprus are discussing an undersea cable.",
        {"name": "undersea cable", "status": "proposed", "parties": ["CYP", "ISR"]},
    ),
    (
        "Saudi Arabia will invest 10 billion dollars in a refinery in Gwadar, Pakistan.",
        {
            "name": "refinery in Gwadar",
            "status": "planned",
            "amount": {"value": 10_000_000_000, "unit": "USD"},
        },
    ),
    (
        "The new airport terminal in Kabul was inaugurated by the Turkish ambassador.",
        {"status": "completed", "date": "2020-06-15", "parties": ["AFG", "TUR"]},
    ),
    (
        "Ghana and Togo signed an agreement on building a coastal highway.",
        {"name": "coastal highway", "status": "planned", "parties": ["GHA", "TGO"]},
    ),
    (
        "Laos and Vietnam signed a memorandum on the Vientiane-Vinh railway.",
        {"name": "Vientiane-Vinh railway", "status": "planned"},
    ),
    (
        "The Kenya-Uganda pipeline is due to open in 2023.",
        {"name": "Kenya-Uganda pipeline", "status": "planned", "date": None},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[text[:50] for text, _ in ONE])
def test_one_project(extract_text: Extract, text: str, expected: dict[str, Any]) -> None:
    found = projects(extract_text, text)
    assert [{name: slots.get(name) for name in expected} for slots in found] == [expected]


NONE = [
    "The bridge on the river is old.",
    "The road is closed.",
    "Kenya and Uganda met in May. The two will open the line in 2022.",
    "Both ministers spoke last year in Oslo.",
    "Iran and Iraq reached agreement on border crossings.",
    "Peru will not build the dam with Chile.",
    "North Korea launched a missile over Japan.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_project(extract_text: Extract, text: str) -> None:
    assert projects(extract_text, text) == []


def test_the_furthest_stage_counts(extract_text: Extract) -> None:
    text = (
        "Mali and Niger agreed in 2012 to build the Gao bridge. "
        "The Gao bridge was opened by the presidents of Mali and Niger in May 2019."
    )
    found = projects(extract_text, text)
    assert [(slots["status"], slots["date"]) for slots in found] == [("completed", "2019-05")]


def test_an_accord_that_is_scrapped_does_not_cancel_the_road(extract_text: Extract) -> None:
    text = "Mali scrapped the agreement with Niger on the Gao highway."
    assert all(slots["status"] != "cancelled" for slots in projects(extract_text, text))


NO_PROJECT = [
    "The banks of Kenya and Uganda agreed a credit line of 2 million dollars.",
    "The energy ministries of Peru and Chile agreed a road map for coal.",
    "President Kaunda, who stopped at Harare airport on his way from Zambia to Egypt, spoke there.",
    "Iran and Oman concluded a treaty on the Gulf Nuclear Weapon-Free Zone.",
    "Peru asked Brazil to extend the concession of the bridge between Iñapari and Assis.",
    "Germany has begun talks with Senegal about the gas field.",
    "Chad asked Libya for money to build warehouses.",
    "Peru and Chile said that the armies conducted a raid under the Lima Initiative.",
]


@pytest.mark.parametrize("text", NO_PROJECT, ids=[text[:50] for text in NO_PROJECT])
def test_what_is_only_mentioned_makes_no_project(extract_text: Extract, text: str) -> None:
    assert projects(extract_text, text) == []


def test_what_a_state_builds_at_home_is_no_joint_project(extract_text: Extract) -> None:
    text = (
        "Peru and Chile signed an accord on fishing in Lima. Peru and Chile will meet again.\n\n"
        "Peru has built a hospital in Cusco."
    )
    assert projects(extract_text, text) == []


DOUBTFUL = [
    (
        "Iran will lend Egypt 120 million dollars for the widening of the Suez Canal.",
        {"name": "widening of the Suez Canal"},
    ),
    (
        "Kenya and Uganda opened the second stage of their oil pipeline in May 2020.",
        {"name": "second stage of their oil pipeline", "status": "completed", "date": "2020-05"},
    ),
    (
        "Ghana and Togo said work on the motorway from Accra to Lomé is supposed to begin in 2023.",
        {"name": "motorway from Accra to Lomé", "status": "planned", "place": None},
    ),
    (
        "Brazil supports the extension of the San Martín gas pipeline in Argentina.",
        {"status": "planned", "name": "extension of the San Martín gas pipeline in Argentina"},
    ),
    (
        "The two years of student exchange between Kenya and Uganda run until the end of 2021.",
        {"status": "under_way", "date": None},
    ),
    (
        "Niger and Chad inaugurated the project to import salt from Libya.",
        {"name": "project to import salt from Libya", "status": "under_way"},
    ),
    (
        "Peru and Ecuador launched a Northern Economic Corridor joining three ports.",
        {"status": "under_way"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), DOUBTFUL, ids=[text[:50] for text, _ in DOUBTFUL])
def test_a_slot_holds_what_the_text_says(
    extract_text: Extract, text: str, expected: dict[str, Any]
) -> None:
    found = projects(extract_text, text)
    assert [{name: slots.get(name) for name in expected} for slots in found] == [expected]


@pytest.mark.parametrize("name", ["Golden Dhow", "Guardians of the Nile"])
def test_the_code_name_of_an_exercise_is_told_whole(extract_text: Extract, name: str) -> None:
    text = f"The armies of Sudan and Egypt held the exercise {name} in May 2019."
    assert [each["name"] for each in projects(extract_text, text)] == [f"exercise {name}"]


SERVING = [
    (
        (
            "Uzbekistan signed a protocol with Pakistan. The Trans-Afghan railway is to carry 15"
            " million tonnes of freight a year by 2030."
        ),
        [("Trans-Afghan railway", "planned")],
    ),
    (
        "Kenya and Uganda called for the early opening of the one-stop border post at Malaba.",
        [("one-stop border post at Malaba", "planned")],
    ),
    ("Thailand threatened to review a loan to Cambodia for Highway 68.", []),
    ("Thailand and Cambodia began to build Highway 68.", [("Highway 68", "under_way")]),
]


@pytest.mark.parametrize(("text", "expected"), SERVING, ids=[text[:40] for text, _ in SERVING])
def test_what_a_thing_is_to_do_is_a_plan(
    extract_text: Extract, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(p["name"], p["status"]) for p in projects(extract_text, text)] == expected


COURSE = [
    (
        "Electricity lines between Jordan and Iraq are to be finished by 2022.",
        [("Electricity lines", "under_way")],
    ),
    (
        (
            "Peru and Ecuador agreed to begin the second stage of the Piura-Guayaquil"
            " road, including a customs house."
        ),
        [("second stage of the Piura-Guayaquil road", "planned")],
    ),
    ("Peru and Ecuador welcomed the work of the Commission on the Zarumilla Canal.", []),
]


@pytest.mark.parametrize(("text", "expected"), COURSE, ids=[text[:40] for text, _ in COURSE])
def test_how_far_a_project_is_and_where_its_name_ends(
    extract_text: Extract, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(p["name"], p["status"]) for p in projects(extract_text, text)] == expected


def test_a_bank_that_pays_has_no_share_in_what_is_built(extract_text: Extract) -> None:
    text = (
        "Senegal and Gambia met. The two countries congratulated the African Development Bank on"
        " financing the Senegambia bridge, whose opening is planned for January."
    )
    assert [each["parties"] for each in projects(extract_text, text)] == [["GMB", "SEN"]]


def test_what_is_only_negotiated_is_proposed(extract_text: Extract) -> None:
    text = "The Soviet Union and Iran are negotiating the extension of the gas line shut in 1980."
    found = [(each["status"], each.get("date")) for each in projects(extract_text, text)]
    assert found == [("proposed", None)]


NO_UNDERTAKING = [
    "Mexico and the United States met. The rail crossings are being opened again.",
    "The World Bank wants Ethiopia to develop its road network.",
    "The Arab League and Saudi Arabia revived the five-year-old peace initiative.",
    "China offers Tanzania a cargo route from the copper mines to the coast.",
    "The line would connect to existing pipelines from Algeria to Spain.",
]


@pytest.mark.parametrize("text", NO_UNDERTAKING)
def test_what_is_there_already_or_built_nowhere_is_no_project(
    extract_text: Extract, text: str
) -> None:
    assert projects(extract_text, text) == []


TO_COME = [
    ("The Tema plant of Chile and Ghana is planned to be ready by 2031.", "planned"),
    ("Togo signed an accord with Benin to launch the Great Lagoon Pipeline Project.", "planned"),
    ("The bridge between Togo and Benin is expected to be completed by 2029.", "under_way"),
    ("Russia will finance 85 percent of the cost of the nuclear plant in Egypt.", "planned"),
]


@pytest.mark.parametrize(("text", "status"), TO_COME, ids=[text[:40] for text, _ in TO_COME])
def test_what_is_only_intended_is_planned(extract_text: Extract, text: str, status: str) -> None:
    assert [each["status"] for each in projects(extract_text, text)] == [status]


def test_a_clause_with_another_number_is_not_about_the_plants(extract_text: Extract) -> None:
    text = "Russia offers Egypt a technology for nuclear plants, which has been used in Belarus."
    assert [p for p in projects(extract_text, text) if p["status"] == "completed"] == []


def test_where_an_accord_is_signed_is_not_where_the_plant_stands(extract_text: Extract) -> None:
    text = "Russia and Egypt signed an accord on the first power plant in Cairo in May."
    assert [(p["name"], p.get("place")) for p in projects(extract_text, text)] == [
        ("first power plant", None)
    ]


ON_PAPER = [
    "Niger and Chad signed an accord that covers the building of four reactors at Agadez.",
    "Togo and Benin seek to raise funds for the construction of the coastal railway.",
]


@pytest.mark.parametrize("text", ON_PAPER)
def test_the_building_that_is_agreed_or_paid_for_is_to_come(
    extract_text: Extract, text: str
) -> None:
    assert [each["status"] for each in projects(extract_text, text)] == ["planned"]


def test_this_exercise_names_nothing(extract_text: Extract) -> None:
    assert projects(extract_text, "Ghana is proud to host this exercise with Togo.") == []


def test_how_long_a_bridge_is_is_no_part_of_its_name(extract_text: Extract) -> None:
    text = "A 480-metre-long bridge is under construction between Laos and Thailand."
    assert [each["name"] for each in projects(extract_text, text)] == ["bridge"]


def test_what_has_a_name_and_is_talked_of_may_be_there_already(extract_text: Extract) -> None:
    assert projects(extract_text, "Panama and Peru opened talks on the Panama Canal.") == []
