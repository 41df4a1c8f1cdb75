"""Meetings told of by the clause of their noun, and those that are only to come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]
_OPENING = "Fiji and Tonga spoke of trade on Monday. "


def _meetings(records: list[Record]) -> list[tuple[str, str]]:
    """Date and place of each meeting held between the two."""
    return [
        (record.slots.get("date", ""), record.slots.get("place", {}).get("name", ""))
        for record in records
        if record.type == "meeting" and record.slots["status"] == "held"
    ]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Both sides praised the outcome of the talks held in Suva last week.", "Suva"),
        ("They took up the results of the last round that took place in Nadi on 3 May.", "Nadi"),
        ("They build on the results of the consultations which were held in Suva.", "Suva"),
    ],
)
def test_what_a_clause_says_was_held_was_held(
    extract_text: Extract, told: str, expected: str
) -> None:
    found = _meetings(extract_text(_OPENING + told))
    assert expected in [place for _, place in found]


@pytest.mark.parametrize(
    "told",
    [
        "They recalled the climate conference held in Rio in 2012.",
        "They prepare the talks to be held in Suva in July.",
        "They spoke of the Group of 77 meeting held in New York on 4 April.",
    ],
)
def test_what_others_hold_or_what_is_to_come_has_not_been_held(
    extract_text: Extract, told: str
) -> None:
    assert [place for _, place in _meetings(extract_text(_OPENING + told)) if place] == []


def test_the_clause_dates_the_meeting_whichever_noun_it_hangs_on(extract_text: Extract) -> None:
    told = (
        "They noted the accords of the talks between Peru's President Ana Ruiz and"
        " Thai Prime Minister Ola Rees held on 17 May 2019."
    )
    assert [date for date, _ in _meetings(extract_text(told))] == ["2019-05-17"]


def test_an_assembly_is_a_meeting_where_it_was_held(extract_text: Extract) -> None:
    held = "The Assembly of Heads of State of ECOWAS, held in Abuja on 5 May 2020, named an envoy."
    assert _meetings(extract_text(held)) == [("2020-05-05", "Abuja")]
    assert _meetings(extract_text("The National Assembly of Peru met in Lima on Monday.")) == []


def test_officials_of_a_rank_are_not_the_persons_last_named(extract_text: Extract) -> None:
    told = (
        "President Recep Tayyip Erdogan of Turkey and the Emir of Qatar, Tamim bin Hamad al-Thani,"
        " met in Doha on 5 May.\n\nThey took note of the senior officials' meeting that took place"
        " in Doha on 3 May."
    )
    senior = [r for r in extract_text(told) if r.slots.get("kind") == "senior_officials"]
    assert [record.slots.get("participants") for record in senior] == [None]


@pytest.mark.parametrize(
    "told",
    [
        "Chile and Bolivia will hold direct negotiations on a port, officials said Monday.",
        "Israel and Lebanon will hold talks in Naqoura, it was said on Monday.",
        "Peru's President Ana Ruiz will visit Chile, her office said Monday, adding no more.",
    ],
)
def test_what_is_to_come_has_not_the_day_on_which_it_was_said(
    extract_text: Extract, told: str
) -> None:
    found = [r for r in extract_text(told) if r.type in ("meeting", "visit")]
    assert [(r.slots["status"], r.slots.get("date")) for r in found] == [("planned", None)]


def test_one_arrives_on_a_visit(extract_text: Extract) -> None:
    told = (
        "The president of Peru, Dina Boluarte, met her Chilean counterpart,"
        " Gabriel Boric, who arrived on an official visit to Lima on Monday."
    )
    visits = [r for r in extract_text(told) if r.type == "visit"]
    assert [(r.slots["host"], r.slots["visit_kind"]) for r in visits] == [("PER", "official")]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Kenya and Chad signed two pacts following talks led by Ann Lee and Joe Doe.", []),
        (
            "Kenya and Chad signed pacts after talks led by Kenyan President Ruto and Chad's Deby.",
            ["KEN TCD"],
        ),
        (
            "King Abdullah of Jordan hosted a luncheon for visiting Iraqi President Barham Salih.",
            ["IRQ JOR"],
        ),
        (
            "Jordanian officials met the head of Mali's High Council, Joe Doe, on 4 May.",
            ["JOR MLI"],
        ),
        (
            "Egyptian ministers Ann Lee and Joe Doe have met Sudanese government officials.",
            ["EGY SDN"],
        ),
        ("President Ruto of Kenya gave a dinner for his staff.", []),
    ],
)
def test_those_who_lead_are_hosted_or_have_a_rank_meet(
    extract_text: Extract, told: str, expected: list[str]
) -> None:
    found = [r for r in extract_text(told) if r.type == "meeting"]
    assert [" ".join(record.slots["parties"]) for record in found] == expected


def test_two_who_met_are_of_the_two_states_of_the_text(extract_text: Extract) -> None:
    told = (
        "India and Pakistan are at odds. President Ayub Khan of Pakistan and Mr Shastri met on"
        " Monday for the first time in two days."
    )
    (met,) = (r for r in extract_text(told) if r.type == "meeting")
    assert met.slots["parties"] == ["IND", "PAK"]


@pytest.mark.parametrize(
    "told",
    [
        "Visiting Norway last week, Chilean President Gabriel Boric praised its forests.",
        "OSLO: Visiting Chilean President Gabriel Boric said here on Monday that he was pleased.",
    ],
)
def test_who_is_said_to_be_visiting_visits(extract_text: Extract, told: str) -> None:
    visits = [r.slots for r in extract_text(told) if r.type == "visit"]
    assert [(each["visitor"]["name"], each["host"]) for each in visits] == [
        ("Gabriel Boric", "NOR")
    ]


def test_of_those_who_met_one_is_of_the_other_state_of_the_sentence_before(
    extract_text: Extract,
) -> None:
    told = (
        "The Egyptian and Israeli leaders are at odds. President Sadat and Mr Begin met"
        " on Monday after efforts by the American envoy, Mr Holt."
    )
    met = [r.slots["parties"] for r in extract_text(told) if r.type == "meeting"]
    assert met == [["EGY", "ISR"]]


@pytest.mark.parametrize(
    ("told", "parties"),
    [
        ("Ministers of ECOWAS spoke at the end of their 27th session in Abuja.", ["ECOWAS", "NGA"]),
        ("He said so at the close of the summit of ECOWAS in Abuja.", ["ECOWAS", "NGA"]),
        ("A text came out on the conclusion of the ASEAN summit in Bali.", ["ASEAN", "IDN"]),
        ("The 9th Chilean-Peruvian High-Level Meeting opened in Lima.", ["CHL", "PER"]),
        ("The third India-Africa Forum Summit opened in Delhi. India and Kenya are friends.", None),
        ("The end of the talks between the two is near. Peru and Chile differ.", None),
    ],
)
def test_a_session_is_held_where_something_is_done_at_its_end(
    extract_text: Extract, told: str, parties: list[str] | None
) -> None:
    found = [r.slots["parties"] for r in extract_text(told) if r.type == "meeting"]
    assert found == ([parties] if parties else [])


def test_a_list_may_tell_the_days_before_the_places(extract_text: Extract) -> None:
    told = (
        "Both recalled what the leaders of Peru and Chile had settled in their meetings on 6 May"
        " 2020 in Lima and on 31 May 2020 in Arica."
    )
    assert _meetings(extract_text(told)) == [("2020-05-06", "Lima"), ("2020-05-31", "Arica")]
