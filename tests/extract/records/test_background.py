"""What analyses and country briefs tell in passing: series of numbers, costs, ranks, counts.

All texts are dated 15 June 2020.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]


def of_type(extract_text: Extract, kind: str, text: str) -> list[dict[str, Any]]:
    return [dict(record.slots) for record in extract_text(text) if record.type == kind]


SERIES: list[tuple[str, list[tuple[str, float, str | None]]]] = [
    (
        (
            "Trade between Ghana and Brazil stood at $90 million in 2001; it rose to $400 million"
            " in 2010 and $750 million in 2019, of which Brazilian exports made up $600 million."
        ),
        [
            ("trade.total", 90e6, "2001"),
            ("trade.total", 400e6, "2010"),
            ("trade.total", 750e6, "2019"),
            ("trade.exports", 600e6, None),
        ],
    ),
    (
        (
            "Trade between Kenya and India came to $2 billion. Indian visitors to Kenya numbered"
            " 1.2 million in 2015, fell to 48,000 in 2017 and recovered to 95,000 in 2018."
        ),
        [
            ("trade.total", 2e9, None),
            ("tourism.visitors", 1.2e6, "2015"),
            ("tourism.visitors", 48_000, "2017"),
            ("tourism.visitors", 95_000, "2018"),
        ],
    ),
    (
        "The number of Nepali students in Japan rose from 2,000 in 2010 to 24,000 in 2018.",
        [("education.students", 2000, "2010"), ("education.students", 24_000, "2018")],
    ),
    (
        "About 30,000 Danes live in Spain and more than 12,000 Spaniards in Denmark.",
        [("migration.people", 30_000, None), ("migration.people", 12_000, None)],
    ),
    (
        (
            "Norway supplied 41 per cent of Poland's gas in 2018. By 2019 that share had dropped"
            " to 30 per cent."
        ),
        [("energy.gas.share", 41, "2018"), ("energy.gas.share", 30, None)],
    ),
    (
        (
            "Egypt signed agreements worth $20 billion with Kuwait, including $3 billion for"
            " government bonds."
        ),
        [("bonds", 3e9, None)],
    ),
    (
        (
            "The pipeline from Libya to Italy, with a capacity of 11 billion cubic metres a year,"
            " is idle."
        ),
        [("energy.capacity", 11e9, None)],
    ),
    ("Chile raised its surcharge on Peruvian imports to 8 percent.", [("trade.tariffs", 8, None)]),
    ("Chile imposed a 12 percent tariff on Peruvian copper.", [("trade.tariffs", 12, None)]),
    ("Chile lifted its 12 percent tariff on Peruvian copper.", []),
]


@pytest.mark.parametrize(("text", "told"), SERIES, ids=[text[:40] for text, _ in SERIES])
def test_each_number_of_a_series_counts_its_own_thing(
    extract_text: Extract, text: str, told: list[tuple[str, float, str | None]]
) -> None:
    found = of_type(extract_text, "figure", text)
    numbers = [(f["indicator"], f["amount"]["value"], f.get("date")) for f in found]
    assert [each[:2] for each in numbers] == [each[:2] for each in told]
    assert all(day in (None, own) for (*_, own), (*_, day) in zip(numbers, told, strict=True))


COSTS = [
    (
        "The line from Dakar in Senegal to Bamako in Mali was built at a cost of $3 billion.",
        {"amount": {"value": 3_000_000_000, "unit": "USD"}, "status": "completed"},
    ),
    (
        "A dam on the river between Angola and Namibia, estimated at $2 billion, was shelved.",
        {"status": "cancelled"},
    ),
    (
        "Finland is building a nuclear plant in Estonia. The project, worth $6 billion, is late.",
        {"amount": {"value": 6_000_000_000, "unit": "USD"}, "status": "under_way"},
    ),
    (
        "Japan and Peru agreed to build a bridge in Lima. It will cost 200 million soles.",
        {"amount": {"value": 200_000_000, "unit": "PEN"}, "status": "planned"},
    ),
    (
        "The Trans-Balkan pipeline carries gas from Bulgaria to Serbia.",
        {"name": "Trans-Balkan pipeline", "status": "completed"},
    ),
    ("Nepal and India revived the Pancheshwar dam.", {"status": "planned"}),
]


@pytest.mark.parametrize(("text", "expected"), COSTS, ids=[text[:40] for text, _ in COSTS])
def test_what_a_project_costs_is_told_with_it(
    extract_text: Extract, text: str, expected: dict[str, Any]
) -> None:
    (found,) = of_type(extract_text, "project", text)
    assert {key: found.get(key) for key in expected} == expected
    if "estimated" in text:
        assert found["amount"]["value"] == 2_000_000_000
    sums = [f for f in of_type(extract_text, "figure", text) if f["amount"].get("unit") == "USD"]
    assert not sums


def test_a_plant_told_in_an_apposition_has_its_own_name(extract_text: Extract) -> None:
    text = (
        "Inga, a dam being built for the Congo by a Spanish firm under a $4 billion contract"
        " signed in 2018, will be late."
    )
    (found,) = of_type(extract_text, "project", text)
    assert (found["name"], found["status"]) == ("Inga", "under_way")
    contracts = of_type(extract_text, "instrument", text)
    assert [c["amount"] for c in contracts] == [{"value": 4_000_000_000, "unit": "USD"}]


def test_the_cost_of_another_thing_is_not_that_of_a_memorandum(extract_text: Extract) -> None:
    text = (
        "Peru and Fiji signed a memorandum on power; the 300-megawatt plant would cost $1 billion."
    )
    (found,) = of_type(extract_text, "instrument", text)
    assert "amount" not in found


COUNTED = [
    (
        (
            "The Joint Committee on Fisheries between Peru and Fiji, set up in 1993, has held"
            " nineteen sessions."
        ),
        ("Joint Committee on Fisheries between Peru and Fiji", "1993", 19),
    ),
    (
        "The two states' Strategic Council, set up by Oman and Iran in 2014, has met eight times.",
        ("Strategic Council", "2014", 8),
    ),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_sittings_that_are_only_counted_are_no_meeting(
    extract_text: Extract, text: str, expected: tuple[str, str, int]
) -> None:
    (body,) = of_type(extract_text, "body", text)
    (figure,) = of_type(extract_text, "figure", text)
    assert (body["name"], body["date"], figure["amount"]["value"]) == expected
    assert "date" not in figure
    assert not of_type(extract_text, "meeting", text)


TITLES = [
    ("Chile and Peru signed the Border Agreement in Puerto Montt.", ["Border Agreement"]),
    (
        (
            "Ties between Fiji and Oman were raised to a Strategic Partnership in 2009 and to a"
            " Comprehensive Partnership during President Ana Ruiz's visit to Muscat in May 2019."
        ),
        ["Strategic Partnership", "Comprehensive Partnership"],
    ),
    (
        "It is the largest line of credit that India has extended to Nepal.",
        ["line of credit"],
    ),
    (
        "Kenya and Uganda signed the Protocol on Trade in Services in 2011.",
        ["Protocol on Trade in Services"],
    ),
]


@pytest.mark.parametrize(("text", "titles"), TITLES, ids=[text[:40] for text, _ in TITLES])
def test_a_title_ends_where_place_and_time_begin(
    extract_text: Extract, text: str, titles: list[str]
) -> None:
    found = of_type(extract_text, "instrument", text)
    assert [each["title"] for each in found] == titles
    assert "place" not in found[0] or "raised" not in text


def test_a_later_act_has_not_the_date_of_the_first_of_three(extract_text: Extract) -> None:
    text = (
        "Chad closed the road to Niger in 2011, cut off fuel supplies in 2013 and warned that"
        " the dam could lead to war."
    )
    (found,) = of_type(extract_text, "position", text)
    assert "date" not in found


REVIEW = """Economic review: Peru's trade in 2019

Peru's foreign trade came to $68 billion in 2019. Trade with Chile slipped to $12 billion.
Exports to Fiji reached $9 million.

Direct investment from Spain fell to $2 billion, that from Chad climbed to $900 million.
"""


def test_in_a_review_of_one_state_the_other_side_is_that_state(extract_text: Extract) -> None:
    found = of_type(extract_text, "figure", REVIEW)
    told = [(f["amount"]["value"], f["parties"], f.get("reporter")) for f in found]
    assert told == [
        (12e9, ["CHL", "PER"], None),
        (9e6, ["FJI", "PER"], "PER"),
        (2e9, ["ESP", "PER"], "ESP"),
        (9e8, ["PER", "TCD"], "TCD"),
    ]


OTHERS = [
    (
        "More than 950,000 Ukrainian refugees live in Poland, down from 1.4 million in 2018.",
        [("migration.people", 950_000, None), ("migration.people", 1.4e6, "2018")],
    ),
    (
        "By 2015, 120 Danish companies employed 54,000 Fijian workers in Suva.",
        [("investment.companies", 120, "2015"), ("migration.people", 54_000, "2015")],
    ),
    (
        "Tongan workers in Australia sent home 25 million dollars in 2019.",
        [("remittances", 25e6, "2019")],
    ),
    ("Fiji bought the shares of a Japanese bank for 650 million dollars in 2019.", []),
]


@pytest.mark.parametrize(("text", "told"), OTHERS, ids=[text[:40] for text, _ in OTHERS])
def test_a_number_beside_another_is_in_its_unit_and_of_its_day(
    extract_text: Extract, text: str, told: list[tuple[str, float, str | None]]
) -> None:
    found = of_type(extract_text, "figure", text)
    assert [(f["indicator"], f["amount"]["value"], f.get("date")) for f in found] == told
    assert not any(f["amount"]["unit"] in ("EUR", "") for f in found)


def test_people_of_a_state_are_not_the_states_told_of_before(extract_text: Extract) -> None:
    text = (
        "Poland and Ukraine held talks in Kyiv on Friday. Polish hauliers are blocking three"
        " crossings. They demand the return of permits."
    )
    assert not of_type(extract_text, "position", text)


def test_a_body_is_dated_by_its_own_sentence(extract_text: Extract) -> None:
    text = (
        "On 10 October 2002 the court gave the peninsula to Cameroon. In November 2002 envoys"
        " brought Nigeria and Cameroon together, and the Cameroon-Nigeria Mixed Commission was"
        " created."
    )
    (found,) = of_type(extract_text, "body", text)
    assert found["date"] == "2002-11"


def test_a_trip_that_explains_a_plan_is_no_second_visit(extract_text: Extract) -> None:
    text = "President Ana Ruiz of Peru is due in Nairobi in July, her first trip to Kenya."
    (found,) = of_type(extract_text, "visit", text)
    assert (found["status"], found["host"]) == ("planned", "KEN")


def test_a_day_before_an_office_is_no_part_of_it(extract_text: Extract) -> None:
    text = (
        "The two had quarrelled for years. On 3 June Presidents Ana Ruiz of Peru and Joe Doe of"
        " Fiji signed a pact. On Friday Foreign Minister Jo Wu of Peru signed a treaty with Chad."
    )
    found = of_type(extract_text, "instrument", text)
    assert [each["date"] for each in found] == ["2020-06-03", "2020-06-12"]
    roles = [each.get("role") for one in found for each in one["signatories"]]
    assert roles == ["President", "President", "Foreign Minister"]


PLACES = [
    (
        "Ana Ruiz of Peru and Joe Doe of Fiji signed the Suva Declaration at the Peace House.",
        "Suva Declaration",
    ),
    (
        (
            "Talks under the UN Convention on the Law of the Sea produced the Gulf Treaty between"
            " Peru and Fiji."
        ),
        "Gulf Treaty",
    ),
    (
        "Peru and Fiji signed the Agreement on Trust, Non-aggression and Trade in Suva.",
        "Agreement on Trust, Non-aggression and Trade",
    ),
]


@pytest.mark.parametrize(("text", "title"), PLACES, ids=[title for _, title in PLACES])
def test_a_title_holds_no_site_and_no_paper_signs(
    extract_text: Extract, text: str, title: str
) -> None:
    (found,) = [
        each for each in of_type(extract_text, "instrument", text) if each["title"] in (title, text)
    ]
    assert found["parties"] == ["FJI", "PER"]
    assert all("name" in each for each in found.get("signatories", []))


LATER: list[tuple[str, list[tuple[str, float | None, float | None, str | None, str]]]] = [
    (
        (
            "Trade between Egypt and Fiji rose from 1 billion euros in 2016 to 1.8 billion in"
            " 2018, then dropped by 40 per cent in 2019."
        ),
        [
            ("trade.total", 1e9, None, "2016", "actual"),
            ("trade.total", 1.8e9, None, "2018", "actual"),
            ("trade.total", None, -40, "2019", "actual"),
        ],
    ),
    (
        (
            "Trade between Kenya and Peru came to $7 million and $8 million in 2016 and 2015,"
            " respectively."
        ),
        [
            ("trade.total", 7e6, None, "2016", "actual"),
            ("trade.total", 8e6, None, "2015", "actual"),
        ],
    ),
    (
        "Chad bought 100,000 tonnes of rice from India in 2017 at $442 a tonne.",
        [("trade.imports.rice", 1e5, None, "2017", "actual")],
    ),
    (
        "The trade target between Peru and Fiji was set at $3 billion for 2015.",
        [("trade.total", 3e9, None, "2015", "target")],
    ),
    (
        "Greece and France signed pacts on the purchase of four frigates.",
        [("arms.deliveries.warship", 4, None, None, "target")],
    ),
    ("A $2 billion gas pipeline from Peru to Chile is at the study stage.", []),
]


@pytest.mark.parametrize(("text", "told"), LATER, ids=[text[:40] for text, _ in LATER])
def test_each_number_has_its_own_turn_day_and_nature(
    extract_text: Extract,
    text: str,
    told: list[tuple[str, float | None, float | None, str | None, str]],
) -> None:
    found = [
        (
            f["indicator"],
            f.get("amount", {}).get("value"),
            f.get("change", {}).get("value"),
            f.get("date"),
            f["nature"],
        )
        for f in of_type(extract_text, "figure", text)
    ]
    assert found == told


STAGES = [
    ("A gas pipeline from Peru to Chile is at the study stage.", ["proposed"]),
    (
        (
            "Egypt and Greece seek new links. The Nile Interconnector would carry 2,000 megawatts"
            " between the two countries."
        ),
        ["proposed"],
    ),
    ("The gas pipeline between India and Oman, agreed on in 2005, was given up.", ["cancelled"]),
    ("Chad has laid mines along the frontier with Niger.", []),
]


@pytest.mark.parametrize(("text", "stages"), STAGES, ids=[text[:40] for text, _ in STAGES])
def test_how_far_a_scheme_has_come(extract_text: Extract, text: str, stages: list[str]) -> None:
    assert [each["status"] for each in of_type(extract_text, "project", text)] == stages


def test_places_lie_in_the_state_of_their_time(extract_text: Extract) -> None:
    text = (
        "The two sides talked for years. President Joe Doe of Finland visited Tallinn in June"
        " 1983 for talks with Soviet officials."
    )
    (then,) = (r.slots for r in extract_text(text, day=date(1985, 2, 20)) if r.type == "visit")
    (now,) = (r.slots for r in extract_text(text) if r.type == "visit")
    assert (then["host"], now["host"]) == ("SUN", "EST")


def test_a_government_of_national_accord_is_no_accord(extract_text: Extract) -> None:
    text = "Turkey signed a memorandum with Libya's Government of National Accord in 2019."
    (found,) = of_type(extract_text, "instrument", text)
    assert found["kind"] == "memorandum"


def test_a_level_that_is_raised_is_no_matter_raised(extract_text: Extract) -> None:
    text = (
        "Israel and Jordan agreed to raise Jordan's exports to Iraq from $160 million to $700"
        " million a year."
    )
    assert not of_type(extract_text, "position", text)


def test_the_first_meeting_in_four_years_has_no_number(extract_text: Extract) -> None:
    text = (
        "President Ana Ruiz of Peru received Premier Joe Doe of Fiji in Lima on 3 June, their"
        " first meeting in more than four years."
    )
    assert all("ordinal" not in each for each in of_type(extract_text, "meeting", text))


def test_a_plant_to_be_built_is_planned(extract_text: Extract) -> None:
    text = "Fiji and Peru agreed on a solar plant in Suva, to be built by a Peruvian firm."
    assert [each["status"] for each in of_type(extract_text, "project", text)] == ["planned"]
