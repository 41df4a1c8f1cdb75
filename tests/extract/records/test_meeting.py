"""Meetings: who met, when and where, on which level, as which number, and whether they did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as day
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

MEETINGS: list[tuple[str, list[str], dict[str, Any]]] = [
    # text, parties, other slots
    (
        (
            "President Gustavo Petro of Colombia met his Venezuelan counterpart, Nicolás Maduro, in"
            " Caracas on Tuesday."
        ),
        ["COL", "VEN"],
        {"kind": "heads_of_state", "date": "2020-06-09"},
    ),
    (
        "The sixth session of the Joint Commission of Kenya and Uganda is to be held in May.",
        ["KEN", "UGA"],
        {"kind": "commission", "ordinal": 6, "status": "planned", "date": "2021-05"},
    ),
    (
        "The next round of talks between Peru and Chile is planned to take place in Lima in July.",
        ["CHL", "PER"],
        {"status": "planned", "date": "2020-07", "place": {"name": "Lima", "country": "PER"}},
    ),
    (
        "The meeting of the finance ministers of Peru and Chile is due to be held on 3 August.",
        ["CHL", "PER"],
        {"status": "planned", "date": "2020-08-03"},
    ),
    (
        "The third session of the joint commission of Peru and Chile was held on 23-24 April 2020.",
        ["CHL", "PER"],
        {"kind": "commission", "ordinal": 3, "date": "2020-04-23/2020-04-24"},
    ),
    (
        (
            "President Kassym-Jomart Tokayev of Kazakhstan held talks with President Sadyr Japarov"
            " of Kyrgyzstan."
        ),
        ["KAZ", "KGZ"],
        {"kind": "heads_of_state", "status": "held"},
    ),
    (
        "Kazakhstan and Mongolia held the tenth session of their joint commission in Nur-Sultan.",
        ["KAZ", "MNG"],
        {"kind": "commission", "ordinal": 10},
    ),
    (
        "The foreign ministers of Greece and Turkey held talks in Athens on 12 May.",
        ["GRC", "TUR"],
        {"kind": "ministerial", "place": {"name": "Athens", "country": "GRC"}},
    ),
    (
        "The fourth round of talks between India and Chile was held in Santiago from 3 to 5 June.",
        ["CHL", "IND"],
        {"ordinal": 4, "kind": "senior_officials", "date": "2020-06-03/2020-06-05"},
    ),
    (
        "The fifth meeting of the Uzbek-Tajik intergovernmental commission took place in Tashkent.",
        ["TJK", "UZB"],
        {"kind": "commission", "ordinal": 5},
    ),
    (
        "ASEAN leaders met in Jakarta on Tuesday.",
        ["ASEAN", "IDN"],
        {"status": "held"},
    ),
    (
        "Talks between Sudan and Ethiopia on the dam were postponed to July.",
        ["ETH", "SDN"],
        {"status": "planned", "date": "2020-07"},
    ),
    (
        (
            "BAKU, June 15 - Chad and Mali opened a fair on Saturday. Ministers of Chad and Mali"
            " held talks on fish."
        ),
        ["MLI", "TCD"],
        {"status": "held", "date": "2020-06-13"},
    ),
    (
        "The Ministers of Foreign Affairs of Chad and Mali met today in Lima.",
        ["MLI", "TCD"],
        {"status": "held"},
    ),
    (
        "Chadian, Malian and Kenyan foreign ministers met in Lima on Friday.",
        ["KEN", "MLI", "TCD"],
        {"status": "held", "date": "2020-06-12"},
    ),
    (
        "A trilateral summit of Japan, South Korea and China was cancelled.",
        ["CHN", "JPN", "KOR"],
        {"status": "cancelled", "kind": "multilateral"},
    ),
    (
        "Envoys of Guyana and Venezuela are to meet again in Brasília in January.",
        ["GUY", "VEN"],
        {"status": "planned", "date": "2021-01"},
    ),
    (
        (
            "Prime Minister Rishi Sunak of Britain sat down with President Zelensky of Ukraine on"
            " the sidelines of the G7 summit."
        ),
        ["GBR", "UKR"],
        {"occasion": "G7 summit"},
    ),
    (
        "Pakistan's foreign minister, Shah Qureshi, called on President Xi Jinping of China.",
        ["CHN", "PAK"],
        {"status": "held"},
    ),
    (
        "President Boric received the Bolivian foreign minister in Santiago.",
        ["BOL", "CHL"],
        {"status": "held"},
    ),
    (
        "At a summit in Helsinki in July 2018, Donald Trump and Vladimir Putin agreed on it.",
        ["RUS", "USA"],
        {"date": "2018-07"},
    ),
    (
        "Negotiations between Serbia and Kosovo resumed in Brussels on Thursday.",
        ["SRB", "XKX"],
        {"place": {"name": "Brussels", "country": "BEL"}},
    ),
    (
        "Saudi and Iranian officials met secretly in Baghdad in April.",
        ["IRN", "SAU"],
        {"kind": "senior_officials", "date": "2020-04"},
    ),
]

NONE = [
    "Fiji and Samoa are still negotiating a treaty on fisheries.",
    "The factory did not meet its target.",
    "Egypt's foreign minister held telephone talks with his Turkish counterpart on Sunday.",
    "Algerian and Moroccan diplomats did not meet in New York.",
    "The joint commission of Kenya and Uganda meets once a year.",
    "Have Presidents Petro of Colombia and Maduro of Venezuela met?",
    "Prime Minister Nikol Pashinyan of Armenia called on Vladimir Putin to send observers.",
    "It was agreed that negotiations between Laos and Peru on a treaty would open in 2021.",
    "Climbers reached the summit on Monday.",
    "The dialogue between Japan and India matters.",
]


def meetings(records: list[Record]) -> list[dict[str, Any]]:
    """The meetings as JSON objects."""
    return [record.to_json() for record in records if record.type == "meeting"]


@pytest.mark.parametrize(("text", "parties", "slots"), MEETINGS)
def test_meeting_is_read(
    extract_text: Extract, text: str, parties: list[str], slots: dict[str, Any]
) -> None:
    """Parties and what else the sentence tells."""
    (found,) = meetings(extract_text(text))
    assert found["parties"] == parties
    assert {slot: found.get(slot) for slot in slots} == slots


@pytest.mark.parametrize("text", NONE)
def test_other_contacts_are_no_meetings(extract_text: Extract, text: str) -> None:
    """Calls, denials, habits, questions, appeals and talks that are to open give none."""
    assert meetings(extract_text(text)) == []


def test_a_list_of_persons_takes_part_however_long(extract_text: Extract) -> None:
    """All persons named before the verb."""
    text = "On 11 April 2019 Joe Biden, Fumio Kishida and Ferdinand Marcos met at the White House."
    (found,) = meetings(extract_text(text))
    assert found["kind"] in {"multilateral", "other"}
    assert len(found["participants"]) == 3


def test_a_meeting_put_off_leaves_its_old_date_cancelled(extract_text: Extract) -> None:
    """The new one is planned, the old one cancelled."""
    text = "Oman and Iran postponed their summit of 20 June 2020 until August."
    found = {one["status"]: one.get("date") for one in meetings(extract_text(text))}
    assert found == {"planned": "2020-08", "cancelled": "2020-06-20"}


def test_places_with_dates_of_their_own_are_meetings_of_their_own(extract_text: Extract) -> None:
    """One record for each place."""
    text = (
        "The water ministers of Iraq and Syria met in Amman on 3 May 2019"
        " and in Doha on 9 June 2019."
    )
    found = {one["place"]["name"]: one["date"] for one in meetings(extract_text(text))}
    assert found == {"Amman": "2019-05-03", "Doha": "2019-06-09"}


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru held their second session in Lima. The third is nuclear.",
        "Oman and Iran held the 18th joint meeting in Muscat. It was the first that he chaired.",
        "The kings of Oman and Jordan met in Muscat. It was their first encounter since the war.",
    ],
)
def test_a_number_without_a_meeting_makes_none(extract_text: Extract, text: str) -> None:
    """What is second or first may be a topic, a chair's, or the meeting just told."""
    assert len(meetings(extract_text(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The ministers of Oman and Iran welcomed the Kingdom of Bahrain as a member.",
        "The ministers of Oman and Iran discussed the plan for a forum to be hosted by Qatar.",
        "Energy Minister Taner Yildiz of Turkey was due to address a conference in Iraq.",
        "Ministers of Chile and Peru sit down in 80 committees.",
        "The ministers of Chile and Peru have met eight times.",
    ],
)
def test_what_others_hold_or_what_is_usual_is_no_meeting(extract_text: Extract, text: str) -> None:
    """Nobody met there and then."""
    assert meetings(extract_text(text)) == []


def test_a_meeting_that_only_places_an_act_has_no_later_date(extract_text: Extract) -> None:
    """ "At their meeting of 7 November" is past, however near the next November is."""
    text = "At their meeting of 7 November the presidents of Chile and Peru set a target."
    for one in meetings(extract_text(text)):
        assert one.get("status") == "held"
        assert one.get("date", "2019-11-07") == "2019-11-07"


def test_a_session_of_a_commission_is_one_and_its_series_has_one_kind(
    extract_text: Extract,
) -> None:
    """The body tells the kind; numbers of one series share it."""
    text = "The Joint Commission of Chile and Peru held its second session in Lima on 3 June."
    assert [one["kind"] for one in meetings(extract_text(text))] == ["commission"]
    text = (
        "The prime ministers of Chile and Peru held their 5th regular meeting in Lima on 3 June."
        " The 6th regular meeting will take place in Santiago in 2021."
    )
    kinds = {one["ordinal"]: one["kind"] for one in meetings(extract_text(text))}
    assert kinds == {5: "heads_of_government", 6: "heads_of_government"}


def test_an_expected_meeting_is_planned_and_without_the_day_of_another(
    extract_text: Extract,
) -> None:
    """The day of what was told before is not that of what is to come."""
    text = (
        "The premiers of Chile and Peru held their 5th meeting in Lima on 3 June 2020."
        " The 6th meeting is expected in Chile."
    )
    found = {one["ordinal"]: one for one in meetings(extract_text(text))}
    assert found[6]["status"] == "planned"
    assert "date" not in found[6]


CHAIRED = [
    (
        "The session was co-chaired by the Minister of Energy of Kenya, Peter Kanyua, and the"
        " Minister of Trade of Uganda, John Okello."
    ),
    "Kenyan Energy Minister Peter Kanyua and Ugandan Trade Minister John Okello co-chaired it.",
    (
        "Kenyan Energy Minister Peter Kanyua chaired the Kenyan delegation, while the Ugandan"
        " delegation was led by Trade Minister John Okello."
    ),
]


@pytest.mark.parametrize("told", CHAIRED)
def test_those_who_chaired_a_session_took_part(told: str, extract_text: Extract) -> None:
    text = f"The third session of the joint commission of Kenya and Uganda was held in May. {told}"
    sessions = [each for each in extract_text(text) if each.type == "meeting"]
    assert len(sessions) == 1, sessions
    names = {who["name"] for who in sessions[0].slots["participants"]}
    assert names == {"Peter Kanyua", "John Okello"}
    assert any("hair" in cite.quote for cite in sessions[0].evidence)


def test_a_session_is_linked_to_the_body_that_sat(extract_text: Extract) -> None:
    text = "The Working Group on Transport of Kenya and Uganda held its third meeting in Kisumu."
    found = {each.type: each for each in extract_text(text) if each.type in ("meeting", "body")}
    assert found["body"].slots["name"].startswith("Working Group on Transport")
    assert {"rel": "part_of", "id": found["body"].id} in found["meeting"].links
    assert found["body"].links == ()  # it was there before its session


def test_the_day_first_set_for_a_meeting_is_cancelled(extract_text: Extract) -> None:
    found = meetings(
        extract_text(
            "The 3rd meeting of the Chilean and Peruvian prime ministers, originally scheduled for"
            " 20 July, will be held in Lima in November."
        )
    )
    assert {(each["status"], each["date"]) for each in found} == {
        ("planned", "2020-11"),
        ("cancelled", "2020-07-20"),
    }


def test_a_meeting_that_had_to_be_cancelled_was_not_held(extract_text: Extract) -> None:
    text = "The meeting of Chilean and Peruvian ministers set for 17 June had to be cancelled."
    found = meetings(extract_text(text))
    assert [(each["status"], each["date"]) for each in found] == [("cancelled", "2020-06-17")]


def test_the_numbered_session_of_a_body_is_of_its_series(extract_text: Extract) -> None:
    text = (
        "The joint border commission of Chile and Peru, which last sat in Tacna in 2014, will hold"
        " its 33rd session in Arica in August."
    )
    found = {each.get("series"): each["place"]["name"] for each in meetings(extract_text(text))}
    assert found == {None: "Tacna", "joint border commission of Chile and Peru": "Arica"}


def test_what_is_told_of_a_meeting_does_not_move_its_day(extract_text: Extract) -> None:
    text = "The talks that Chile and Peru hold in Arica on 1 and 2 July are the first since 2015."
    found = meetings(extract_text(text))
    assert [(each["status"], each["date"]) for each in found] == [
        ("planned", "2020-07-01/2020-07-02")
    ]


SHARED_WORDS = [
    # text, slots of its only meetings
    ("Oman and Iran met last week. The talks were frank and at times slow.", [{"status": "held"}]),
    (
        (
            "Peru and Chile looked forward to the second Peru-Chile Strategic Dialogue, to be held"
            " in Lima this autumn."
        ),
        [{"status": "planned", "ordinal": 2}],
    ),
    (
        "Negotiators from Peru and Chile ended three days of talks in Lima on Friday.",
        [{"status": "held", "date": "2020-06-12", "parties": ["CHL", "PER"]}],
    ),
    (
        "The leaders of Australia, Japan and India will meet on the margins of the G20 in Osaka.",
        [{"kind": "multilateral", "occasion": "G20", "status": "planned"}],
    ),
    (
        "The next session of the Chile-Bolivia commission was put off from July to October.",
        [{"date": "2020-10", "status": "planned"}, {"date": "2020-07", "status": "cancelled"}],
    ),
    (
        (
            "The fifth session of the Turkish-Serbian economic commission, held in Ankara on 3 May,"
            " was opened by the two ministers."
        ),
        [{"series": "session of the Turkish-Serbian economic commission", "ordinal": 5}],
    ),
    ("India and Oman agreed to launch a vice-ministerial dialogue on water.", []),
]


@pytest.mark.parametrize(("text", "expected"), SHARED_WORDS)
def test_a_meeting_is_told_once_and_as_far_as_it_has_come(
    extract_text: Extract, text: str, expected: list[dict[str, Any]]
) -> None:
    found = meetings(extract_text(text))
    assert [{k: f.get(k) for k in e} for f, e in zip(found, expected, strict=True)] == expected


def test_those_who_are_to_chair_a_session_take_part(extract_text: Extract) -> None:
    text = (
        "The joint border commission of Kenya and Ethiopia will hold its fourth session in June,"
        " co-chaired by Interior Minister Kithure Kindiki of Kenya and Ethiopian Defence Minister"
        " Abraham Belay."
    )
    (found,) = meetings(extract_text(text))
    names = [each["name"] for each in found["participants"]]
    assert names == ["Kithure Kindiki", "Abraham Belay"]
    assert found["status"] == "planned"


LEVELS = [
    ("Hungary and Slovakia go on. Experts will meet in Gyor on 6 December.", ["senior_officials"]),
    (
        (
            "Foreign Minister Laszlo Kovacs of Hungary spoke on Monday after two hours"
            " of talks with Slovak Prime Minister Jozef Moravcik."
        ),
        ["other"],
    ),
    (
        (
            "Argentina and Chile set up a joint commission in May. The commission has"
            " until November to finish. It will reconvene in Santiago on 27 September."
        ),
        ["commission"],
    ),
    (
        (
            "A treaty of Hungary with Slovakia could be ready by March, when European"
            " leaders are due to meet in Paris."
        ),
        [],
    ),
    (
        "Thailand's foreign minister, Kasit Piromya, briefed his Malaysian counterpart.",
        ["ministerial"],
    ),
]


@pytest.mark.parametrize(("text", "kinds"), LEVELS)
def test_the_level_of_a_meeting_is_that_of_who_meets(
    extract_text: Extract, text: str, kinds: list[str]
) -> None:
    assert [each["kind"] for each in meetings(extract_text(text))] == kinds


def test_who_looks_forward_to_seeing_somebody_has_not_met_him(extract_text: Extract) -> None:
    text = (
        "Prime Minister Justin Trudeau of Canada looks forward to seeing President Marcos of the"
        " Philippines in October."
    )
    assert [each["status"] for each in meetings(extract_text(text))] == ["planned"]


NO_SIDES = [
    "India and Kenya agree. The third India-Africa Forum Summit drew 41 heads of state in May.",
    "Peru and Chile agree. Leaders of eight islands gather in May for their second summit.",
    "Peru and Chile concurred in starting negotiations on a treaty on customs.",
]


@pytest.mark.parametrize("text", NO_SIDES)
def test_a_meeting_of_others_or_to_be_arranged_is_none_of_the_passage(
    extract_text: Extract, text: str
) -> None:
    assert not meetings(extract_text(text))


def test_a_level_stands_in_the_name_of_the_meeting(extract_text: Extract) -> None:
    text = "Peru and Ecuador will hold the Fourth Presidential Meeting in Quito in 2021."
    assert [each["kind"] for each in meetings(extract_text(text))] == ["heads_of_state"]


SESSIONS = [
    (
        ("The joint committee of Japan and Turkmenistan will sit in Tokyo on 5 July."),
        [("planned", "commission")],
    ),
    (
        (
            "The Peru-Chile border commission meets twice a year; its last session, in Tacna in"
            " October, was chaired by Chile."
        ),
        [("held", "commission")],
    ),
    ("The Soviet Union and Iran are negotiating the extension of a gas line.", []),
    ("The minister of Peru sits in Lima for Chile.", []),
]


@pytest.mark.parametrize(("text", "expected"), SESSIONS, ids=[text[:40] for text, _ in SESSIONS])
def test_a_body_sits_and_its_sessions_are_of_a_commission(
    extract_text: Extract, text: str, expected: list[tuple[str, str]]
) -> None:
    found = meetings(extract_text(text))
    assert [(each["status"], each["kind"]) for each in found] == expected


def test_an_undated_meeting_has_the_day_that_the_dispatch_opens_with(extract_text: Extract) -> None:
    text = (
        "LIMA, June 15 - President Koivisto of Finland arrived in Peru on Saturday. He held talks"
        " with President Rojas of Peru."
    )
    found = {r.get("date") for r in extract_text(text) if r.type == "meeting"}
    assert found == {"2020-06-13"}


def test_a_planned_meeting_has_not_the_day_of_a_visit_that_is_over(extract_text: Extract) -> None:
    text = (
        "President Koivisto of Finland visited Peru last November. He will meet President Rojas of"
        " Peru again."
    )
    planned = [
        r for r in extract_text(text) if r.type == "meeting" and r.get("status") == "planned"
    ]
    assert all(r.get("date") is None for r in planned)


def test_a_meeting_has_not_the_day_on_which_the_guest_came(extract_text: Extract) -> None:
    text = (
        "President Luis Soto of Peru praised President Ana Ruiz of Chile, who arrived on an"
        " official visit to Lima on Friday. After a meeting between the two presidents they left."
    )
    meetings = [r for r in extract_text(text, day(2020, 6, 15)) if r.type == "meeting"]
    assert meetings
    assert all(meeting.slots.get("date") != "2020-06-12" for meeting in meetings)
