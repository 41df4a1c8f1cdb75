"""Meetings and visits of those who are known by their delegation, their phrase or the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

# text → status and slots of each meeting, in order
MEETINGS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        (
            "Georgia and Latvia trade more. Latvian Economy Minister Ana Berzina met with a"
            " delegation headed by Georgian Finance Minister Ivan Kobidze in Riga."
        ),
        [{"parties": ["GEO", "LVA"], "kind": "ministerial"}],
    ),
    (
        (
            "Kenya and Rwanda want to build a line. The Kenyan foreign minister, Ann Smith,"
            " received Deputy Foreign Minister Jean Brown on Friday."
        ),
        [{"parties": ["KEN", "RWA"], "date": "2020-06-12"}],
    ),
    (
        "The head of the Polish government will meet Czech Prime Minister Jan Novak in Prague.",
        [{"parties": ["CZE", "POL"], "status": "planned"}],
    ),
    (
        (
            "Peru's foreign minister, Ann Smith, spoke following talks with her Chilean"
            " counterpart, Luis Brown, and said that both sides would sign."
        ),
        [{"parties": ["CHL", "PER"], "kind": "ministerial"}],
    ),
    (
        (
            "Kenyan President John Brown said on Friday after a meeting with Rwandan Foreign"
            " Minister Ann Smith that the border was safe."
        ),
        [{"parties": ["KEN", "RWA"], "date": "2020-06-12"}],
    ),
    (
        "Nepal and Bhutan are to return to Oslo in July for a third round of talks on refugees.",
        [
            {
                "parties": ["BTN", "NPL"],
                "status": "planned",
                "ordinal": 3,
                "place": {"name": "Oslo", "country": "NOR"},
            }
        ],
    ),
    (
        "The leaders of Kenya, Uganda and Rwanda agreed at a summit on Thursday to open the line.",
        [{"parties": ["KEN", "RWA", "UGA"], "date": "2020-06-11", "kind": "multilateral"}],
    ),
    (
        (
            "Mali and Niger ended a quarrel after a meeting of the two countries' foreign"
            " ministers that took place in Bamako on 3 and 4 May."
        ),
        [
            {
                "parties": ["MLI", "NER"],
                "date": "2020-05-03/2020-05-04",
                "place": {"name": "Bamako", "country": "MLI"},
            }
        ],
    ),
    (
        (
            "Chile and New Zealand cooperate. The fifth Chile-New Zealand Ministerial Forum was"
            " held in Valparaiso on 4 May 2020."
        ),
        [{"parties": ["CHL", "NZL"], "ordinal": 5, "date": "2020-05-04"}],
    ),
    (
        (
            "Togo and Ghana have a joint commission. Its session was preceded by a meeting of"
            " senior officials on 2 March and a meeting of the ministers on 4 March."
        ),
        [
            {"date": "2020-03-02", "kind": "senior_officials"},
            {"date": "2020-03-04", "kind": "ministerial"},
        ],
    ),
    (
        "Oman's foreign minister, Ali Said, called the meeting with his Iraqi counterpart useful.",
        [{"parties": ["IRQ", "OMN"], "date": None}],
    ),
    (
        (
            "Premier Ana Ruiz of Peru is in Chile. Her agenda includes talks with Chilean"
            " President Luis Mora."
        ),
        [{"parties": ["CHL", "PER"], "status": "planned"}],
    ),
    (
        (
            "The presidents of Peru and Chile met in Lima in May 2019 on the sidelines of the"
            " Pacific Alliance summit and in Rome in June 2019 on the sidelines of the Food Forum."
        ),
        [
            {"date": "2019-05", "occasion": "Pacific Alliance summit"},
            {"date": "2019-06", "occasion": "Food Forum"},
        ],
    ),
    (
        (
            "Kenyan Foreign Minister Ann Smith on Monday held talks with visiting Rwandan Foreign"
            " Minister John Brown on trade."
        ),
        [{"parties": ["KEN", "RWA"], "participants": ["Ann Smith", "John Brown"]}],
    ),
    (
        (
            "Kenya's minister, Ann Smith, left Rwanda. She held talks with her Rwandan"
            " counterpart, John Brown. After the bilateral talks on Tuesday, she said that Rwanda"
            " was a friend."
        ),
        [{"parties": ["KEN", "RWA"], "date": "2020-06-09"}],
    ),
    (
        (
            "Peru and Chile want peace. The 4th round was held ahead of the convening of the 5th"
            " round of border talks between Peru and Chile."
        ),
        [{"ordinal": 4, "status": "held"}, {"ordinal": 5, "status": "planned"}],
    ),
    (
        (
            "The 14th Expert Meeting of Peru and Chile was held in Lima on 4 May 2020. The second"
            " session of the border committee was held on the sidelines of the 14th Expert"
            " Meeting."
        ),
        [{"ordinal": 14, "occasion": None}, {"ordinal": 2, "occasion": "14th Expert Meeting"}],
    ),
    (
        (
            "The IGAD Assembly of Heads of State and Government held its 25th Extra-Ordinary Summit"
            " in Addis Ababa on 13 March 2014."
        ),
        [{"parties": ["ETH", "IGAD"], "ordinal": 25, "series": "Extra-Ordinary Summit"}],
    ),
    (
        "The leaders of Chad and Libya fell out after a two-day summit over the border.",
        [{"parties": ["LBY", "TCD"], "kind": "heads_of_state"}],
    ),
    (
        (
            "A World Bank delegation met Thursday with Egyptian Prime Minister John Brown to sign a"
            " loan."
        ),
        [{"parties": ["EGY", "WB"], "participants": ["John Brown"]}],
    ),
    (
        (
            "Peru has plans for a summit later this year between President Ann Smith of Peru and"
            " President John Brown of Chile."
        ),
        [{"parties": ["CHL", "PER"], "status": "planned"}],
    ),
    (
        (
            "Word came that Peru's foreign minister, Ann Smith, would meet the Chilean foreign"
            " minister, John Brown, in Quito."
        ),
        [{"parties": ["CHL", "PER"], "status": "planned"}],
    ),
    (
        "Fiji's prime minister, John Brown, attended a meeting of the Coral Group in Samoa.",
        [{"parties": ["FJI", "WSM"], "kind": "multilateral", "participants": ["John Brown"]}],
    ),
    (
        "President Ann Smith of Peru held her first summit with President John Brown of Chile.",
        [{"parties": ["CHL", "PER"], "ordinal": None}],
    ),
    (
        (
            "Peru and Chile agreed on fish after negotiations in Lima with a Chilean delegation led"
            " by Fisheries Minister John Brown."
        ),
        [{"parties": ["CHL", "PER"], "participants": ["John Brown"]}],
    ),
    (
        (
            "Peru and Chile agreed on fish. The agreement comes following negotiations in Lima with"
            " a Chilean delegation led by the minister for fisheries, John Brown."
        ),
        [{"parties": ["CHL", "PER"], "participants": ["John Brown"]}],
    ),
    (
        "Premier John Brown of Chile flew to Lima, where President Ann Smith of Peru received him.",
        [{"parties": ["CHL", "PER"], "place": {"name": "Lima", "country": "PER"}}],
    ),
    (
        "Foreign ministers agreed at an emergency meeting of the Organization of American States.",
        [{"parties": ["OAS"]}],
    ),
    (
        (
            "Myanmar and Thailand want a line. It was settled in talks of Deputy Foreign Minister"
            " Ann Smith with Deputy Foreign Minister Max Braun and Foreign Minister John Brown of"
            " Myanmar on Friday."
        ),
        [{"parties": ["MMR", "THA"], "date": "2020-06-12"}],
    ),
]
NO_MEETINGS = [
    "Talks of the rebels began on Monday in the Chilean town of Arica, near the Bolivian border.",
    "Thai firms and Lao officials agreed. The two companies held talks in Vientiane on Monday.",
    "Kenyan President Ann Smith saw President John Brown of Rwanda off at the airport on Monday.",
    "The United States announced a second round of tariffs on goods from China on Monday.",
    '"I welcome President Mora of Chile if he wants to talk," President Ruiz of Peru said.',
    "President Ruiz of Peru spoke of his refusal to attend a summit with Chile in May.",
    "Steps by Peru could include breaking off talks with Chile and cancelling a summit.",
    "Peru and Chile are close. President Mora convened a national dialogue on pensions in May.",
]
# text → visitor, host and slots of each visit
VISITS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        (
            "Kenya's president, Ana Oduya, held talks in Nairobi with the visiting Rwandan"
            " premier, Jean Uwase."
        ),
        [{"name": "Jean Uwase", "host": "KEN", "status": "made"}],
    ),
    (
        (
            "Kuwait's minister praised the official visit paid by the Foreign Minister of Oman,"
            " John Brown, to Kuwait."
        ),
        [{"name": "John Brown", "host": "KWT", "visit_kind": "official"}],
    ),
    (
        "Peruvian President Ana Ruiz is in La Paz, Bolivia, to meet business leaders.",
        [{"name": "Ana Ruiz", "host": "BOL", "status": "made"}],
    ),
    (
        (
            "Chile's president, Luis Mora, spoke in Berlin, where he had flown to meet Chancellor"
            " Max Braun of Germany."
        ),
        [{"name": "Luis Mora", "host": "DEU", "status": "made"}],
    ),
    (
        (
            "Togo and Ghana signed the pact in Accra as part of the state visit of President Ama"
            " Kodjo of Togo."
        ),
        [{"name": "Ama Kodjo", "host": "GHA", "visit_kind": "state"}],
    ),
    (
        (
            "Iraq and Turkey agreed on water. The envoys will prepare a trip by Turkish Foreign"
            " Minister John Brown."
        ),
        [{"name": "John Brown", "host": "IRQ", "status": "planned"}],
    ),
    (
        (
            "Peru's defence minister, Ana Ruiz, told reporters in Lima before a three-day visit to"
            " Quito that the border was calm. Ecuador agreed on Monday."
        ),
        [{"name": "Ana Ruiz", "host": "ECU", "status": "planned"}],
    ),
    (
        "A spokesman said Peru's premier, Ana Ruiz, would meet bankers during her trip to Quito.",
        [{"name": "Ana Ruiz", "host": "ECU", "status": "planned"}],
    ),
    (
        (
            "Kenyan Foreign Minister Ann Smith on Monday held talks with visiting Rwandan Foreign"
            " Minister John Brown on trade."
        ),
        [{"name": "John Brown", "host": "KEN", "status": "made"}],
    ),
    (
        "Prime Minister John Brown of New Zealand will lead a mission to Samoa, Tonga and Niue.",
        [{"host": "WSM"}, {"host": "TON"}, {"host": "NIU"}],
    ),
    (
        (
            "Peru and Chile are friends. The foreign ministers of both discussed the visit of"
            " President Ann Smith of Peru to Santiago later this year."
        ),
        [{"name": "Ann Smith", "host": "CHL", "status": "planned"}],
    ),
    (
        (
            "Peru's minister, Max Braun, handed over an invitation letter of President Ann Smith"
            " of Peru to Premier John Brown of Chile to visit Lima in October."
        ),
        [{"name": "John Brown", "host": "PER", "status": "planned", "date": "2020-10"}],
    ),
    (
        (
            "Peru and Chile are friends. President Ann Smith of Peru said the two countries would"
            " sign the pact as part of a visit by President John Brown of Chile to Peru."
        ),
        [{"name": "John Brown", "host": "PER", "status": "planned"}],
    ),
    (
        "The prime minister of Singapore is leading a delegation to Fiji from 3 to 5 July.",
        [{"host": "FJI", "status": "planned", "date": "2020-07-03/2020-07-05"}],
    ),
    (
        "President Ann Smith of Peru is to pay a two-day visit to Chile from Saturday.",
        [{"host": "CHL", "status": "planned", "date": "2020-06-20/2020-06-21"}],
    ),
    (
        "President Ann Smith of Peru went on to Quito, where she was to see the port.",
        [{"host": "ECU", "status": "made", "place": {"name": "Quito", "country": "ECU"}}],
    ),
    ("President Ann Smith of Peru went on to say that the canal in Panama was closed.", []),
    ("French CEO John Brown attended a ceremony in Uganda on Monday.", []),
    ("Peru and Chile agree. This was the first visit by a Chilean leader to Peru since 1990.", []),
    (
        (
            "President Ann Smith of Peru, who toured Chile soon after her election, received"
            " Premier John Brown of Chile in Lima."
        ),
        [{"name": "John Brown", "host": "PER"}, {"name": "Ann Smith", "date": None}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MEETINGS, ids=[text[:50] for text, _ in MEETINGS])
def test_who_met_is_known_from_the_text(
    extract_text: Extract, text: str, expected: list[dict[str, Any]]
) -> None:
    found = [r.to_json() for r in extract_text(text) if r.type == "meeting"]
    for each in found:
        each["participants"] = [person["name"] for person in each.get("participants", ())]
    assert [
        {slot: record.get(slot) for slot in slots}
        for record, slots in zip(found, expected, strict=True)
    ] == expected


@pytest.mark.parametrize("text", NO_MEETINGS)
def test_what_was_not_held_is_no_meeting(extract_text: Extract, text: str) -> None:
    assert not [r for r in extract_text(text) if r.type == "meeting"]


@pytest.mark.parametrize(("text", "expected"), VISITS, ids=[text[:50] for text, _ in VISITS])
def test_a_visit_is_known_from_guest_maker_or_scene(
    extract_text: Extract, text: str, expected: list[dict[str, Any]]
) -> None:
    found = [r.to_json() for r in extract_text(text) if r.type == "visit"]
    told = [{**each, "name": each["visitor"].get("name")} for each in found]
    assert [
        {slot: record.get(slot) for slot in slots}
        for record, slots in zip(told, expected, strict=True)
    ] == expected


def test_all_members_may_take_part_in_the_session_of_an_organisation(extract_text: Extract) -> None:
    text = (
        "The 40th session of the Ministerial Council of the Gulf Cooperation Council was held in"
        " Muscat on Monday, under the chairmanship of Kuwaiti Foreign Minister Ali Sabah. Other"
        " participants included Bahraini Foreign Minister Omar Khalifa and Qatari Foreign Minister"
        " Said Attiyah."
    )
    met = [r.to_json() for r in extract_text(text) if r.type == "meeting"]
    assert [each["name"] for each in met[0]["participants"]] == [
        "Ali Sabah",
        "Omar Khalifa",
        "Said Attiyah",
    ]


def test_officials_met_together_are_of_one_state(extract_text: Extract) -> None:
    text = (
        "Myanmar will open the border with Thailand, Deputy Foreign Minister Ann Smith said."
        " She discussed drugs during talks with Deputy Foreign Minister Max Braun and Foreign"
        " Minister John Brown of Myanmar."
    )
    met = [r.to_json() for r in extract_text(text) if r.type == "meeting"]
    assert {each["name"]: each.get("country") for each in met[0]["participants"]} == {
        "Ann Smith": "THA",
        "Max Braun": "MMR",
        "John Brown": "MMR",
    }


def test_the_head_of_an_organisation_is_none_of_a_state(extract_text: Extract) -> None:
    text = "The president of OPEC opened a general meeting in Vienna on Monday."
    assert [r.to_json()["kind"] for r in extract_text(text) if r.type == "meeting"] != [
        "heads_of_state"
    ]
