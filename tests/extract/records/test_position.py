"""Positions: whose stance it is, which one, on what, toward whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

STANCES: list[tuple[str, str, str, str, str]] = [
    # text, stance, holder, topic, toward
    (
        "Chile supports Peru's bid for membership.",
        "supports",
        "CHL",
        "Peru's bid for membership",
        "PER",
    ),
    ("Tokyo would welcome a longer truce.", "supports", "JPN", "a longer truce", ""),
    ("Canada stands firmly behind the peace plan.", "supports", "CAN", "the peace plan", ""),
    (
        "Armenia will accept monitors on the border.",
        "supports",
        "ARM",
        "monitors on the border",
        "",
    ),
    (
        "Kenya underlined that the lake must be shared.",
        "supports",
        "KEN",
        "the lake must be shared",
        "",
    ),
    ("Russia has no objection to the base.", "supports", "RUS", "the base", ""),
    ("Poland is against the pipeline.", "opposes", "POL", "the pipeline", ""),
    (
        "Botswana does not recognise the boundary drawn by Namibia.",
        "opposes",
        "BWA",
        "the boundary drawn by Namibia",
        "NAM",
    ),
    ("Malaysia refused to hand over the suspect.", "opposes", "MYS", "hand over the suspect", ""),
    (
        "Lavrov said that Moscow did not accept the price cap.",
        "opposes",
        "RUS",
        "the price cap",
        "",
    ),
    (
        "Vietnam opposes all claims that violate its sovereignty.",
        "opposes",
        "VNM",
        "all claims that violate its sovereignty",
        "",
    ),
    ("India voiced concern about the port.", "concerned", "IND", "the port", ""),
    ("Estonia is disturbed by the drills.", "concerned", "EST", "the drills", ""),
    (
        "Seoul is worried that the pact will lapse.",
        "concerned",
        "KOR",
        "the pact will lapse",
        "",
    ),
    ("Ottawa raised the arrests with Beijing.", "concerned", "CAN", "the arrests", "CHN"),
    (
        "The United States called on Iran to release the sailors.",
        "seeks",
        "USA",
        "release the sailors",
        "IRN",
    ),
    ("Bolivia wants a corridor to the sea.", "seeks", "BOL", "a corridor to the sea", ""),
    ("Mali pressed Togo on the debt.", "seeks", "MLI", "the debt", "TGO"),
    (
        "Ghana asked for the rules to be reviewed.",
        "seeks",
        "GHA",
        "the rules to be reviewed",
        "",
    ),
    ("Spain renewed its call for a truce.", "seeks", "ESP", "a truce", ""),
    (
        "Japan said China should withdraw its ships.",
        "seeks",
        "JPN",
        "China should withdraw its ships",
        "CHN",
    ),
    ("Bahrain thanked Qatar for its mediation.", "praises", "BHR", "its mediation", "QAT"),
    (
        "Iceland hailed the accord with Britain as a victory for reason, a landmark.",
        "praises",
        "ISL",
        "the accord with Britain",
        "GBR",
    ),
    ("Tunis blamed Algiers for the delay.", "criticises", "TUN", "the delay", "DZA"),
    ("Egypt called the filling illegal.", "criticises", "EGY", "filling", ""),
    (
        "Laos summoned the Thai ambassador over the shelling.",
        "criticises",
        "LAO",
        "the shelling",
        "THA",
    ),
    (
        "Kenya lodged a protest with Somalia over the map.",
        "criticises",
        "KEN",
        "the map",
        "SOM",
    ),
    (
        "Iran rejected the accusation that it had armed the rebels.",
        "denies",
        "IRN",
        "the accusation that it had armed the rebels",
        "",
    ),
    (
        "Beijing warned Washington against selling arms to Taiwan.",
        "warns",
        "CHN",
        "selling arms to Taiwan",
        "USA",
    ),
    ("Turkey threatened to close the straits.", "warns", "TUR", "close the straits", ""),
]

NONE = [
    "Four pillars support the roof.",
    "Minister Okoye welcomed Prime Minister Ndiaye at the airport.",
    "Malaysia refused to comment.",
    "Officials asked not to be named.",
    "Japan said trade had grown.",
    "The museum wants visitors to book ahead.",
    "Does Chile support the bid of Peru?",
    "If Greece opposed the plan, it would fail.",
    "Togo stressed the importance of cooperation.",
]


def positions(records: list[Record]) -> list[dict[str, Any]]:
    """The positions as JSON objects."""
    return [record.to_json() for record in records if record.type == "position"]


@pytest.mark.parametrize(("text", "stance", "holder", "topic", "toward"), STANCES)
def test_stance_is_read(
    extract_text: Extract, text: str, stance: str, holder: str, topic: str, toward: str
) -> None:
    """Holder, stance, topic and addressee of one sentence."""
    (found,) = positions(extract_text(text))
    assert (found["stance"], found["holder"]) == (stance, holder)
    assert (found["topic"], found.get("toward", "")) == (topic, toward)


@pytest.mark.parametrize("text", NONE)
def test_other_uses_are_no_positions(extract_text: Extract, text: str) -> None:
    """Things, guests, questions, conditions and refusals to comment give none."""
    assert positions(extract_text(text)) == []


def test_a_person_named_alone_holds_his_view(extract_text: Extract) -> None:
    """The person, with his office."""
    (found,) = positions(extract_text("Rwanda's president, Paul Kagame, praised the truce."))
    assert found["holder"] == {"name": "Paul Kagame", "role": "president", "country": "RWA"}


def test_we_is_the_state_that_the_speaker_speaks_for(extract_text: Extract) -> None:
    """The state holds the position, the speaker is its source."""
    text = '"We oppose any change to the border," Foreign Minister Yoko Kamikawa of Japan said.'
    (found,) = positions(extract_text(text))
    assert found["holder"] == "JPN"
    assert found["said_by"]["name"] == "Yoko Kamikawa"


def test_a_ministry_speaks_for_its_state(extract_text: Extract) -> None:
    """The state holds the position, the ministry is its source."""
    (found,) = positions(extract_text("Pakistan's finance ministry opposed the loan terms."))
    assert found["holder"] == "PAK"
    assert found["said_by"] == {"organisation": "finance ministry", "country": "PAK"}


def test_a_joint_text_dates_its_positions_by_its_adoption(extract_text: Extract) -> None:
    """The day on which the statement was adopted."""
    text = (
        "Ghana and Togo support the free passage of goods.\n\n"
        "The present Joint Statement was adopted in Accra on 9 June 2020."
    )
    (found,) = positions(extract_text(text))
    assert (found["holder"], found["date"]) == (["GHA", "TGO"], "2020-06-09")


NO_MATTER = [
    "Peru and Chile said they would have preferred to watch the vote.",
    "Togo and Cameroon have asked to join.",
    "The premiers of Laos and Cuba want 200 billion dollars by 2030.",
    "Two governments that promised much finished 2015 with a good deal less.",
    "Norwegian diplomats are less sure of what they do not want.",
    "Bolivia and Chile charged the finance ministries with completing the rules.",
    '"Lorries should be crossing by the spring," President Arce of Bolivia said.',
    '"I am delighted to welcome you to Dakar," President Sall of Senegal said.',
    "Bolivia does not seek a loan from Peru.",
    "Laos ordered the first secretary of the Thai embassy to leave the country.",
    "Kenya ordered its ministries to cut tariffs.",
    "On the sidelines the premier of India will call on President Ana Ruiz of Chile.",
    "Croatia would pay no more salaries to the army of Bosnia.",
    "Norway did not ratify the treaty with Sweden.",
    "Chile and Peru recalled their envoys after Chile's president named a rebel as his aide.",
    "Ankara would like a share.",
    "Hungary expects Poland to support its bid.",
    "Hungary stands by its promise to reopen two crossings.",
    "The minister of Peru will raise the matter with Chile.",
    "Eritrea is thought to favour the reopening of Assab.",
    "Latvia handed the envoy of Belarus a note of protest.",
]


@pytest.mark.parametrize("text", NO_MATTER)
def test_what_names_no_matter_or_no_wish_is_no_position(extract_text: Extract, text: str) -> None:
    """Lone verbs, amounts and pronouns are no topics; what is too late or expected is no wish."""
    assert positions(extract_text(text)) == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (
            "Mali praised the launch of the Togo-Benin Rice Initiative.",
            "the launch of the Togo-Benin Rice Initiative",
        ),
        (
            'Rama of Albania praised "an unheard-of level" of trust.',
            "an unheard-of level of trust",
        ),
        (
            "Oman is seeking ways to curb Iran's ambition to become a nuclear power.",
            "ways to curb Iran's ambition to become a nuclear power",
        ),
        (
            "Crossings at the river remain closed; Ghana wishes to reopen them before May.",
            "reopen Crossings at the river before May",
        ),
        (
            "A treaty on fish that Norway had wanted to sign was not ready.",
            "A treaty on fish",
        ),
        (
            "India continues to back Bhutan in promoting the integration of its grid.",
            "promoting the integration of its grid",
        ),
        (
            "Togo noted with satisfaction that trade with Benin had grown, with 30 firms at work.",
            "trade with Benin had grown",
        ),
        (
            "Chile said that it would accept no reopening of the award.",
            "reopening of the award",
        ),
        (
            (
                "Mali has warned that an attack on Niger would mean war, and on Monday its leader"
                " signed orders."
            ),
            "an attack on Niger would mean war",
        ),
        (
            "Fiji asked that the pact be prolonged and underscored that the award is binding.",
            "the pact be prolonged",
        ),
        ("Latvia will not negotiate with Belarus.", "negotiate with Belarus"),
        ("Thailand sees no need for ASEAN mediation.", "ASEAN mediation"),
        (
            "Peru and Chile accused each other of moving troops to the border.",
            "moving troops to the border",
        ),
        (
            "Laos handed the Thai envoy a note refusing to extradite the general.",
            "extradite the general",
        ),
        (
            "Iraq demands a lease on the islands of Warba and Bubiyan.",
            "a lease on the islands of Warba and Bubiyan",
        ),
        (
            "Uganda does not support the idea of Kenya to put a ceiling on imports.",
            "the idea of Kenya to put a ceiling on imports",
        ),
        (
            "Ghana warned that it would cut supplies to Togo if nothing was paid.",
            "it would cut supplies to Togo if nothing was paid",
        ),
        (
            "Tuvalu supports India's claim to a permanent seat on the Council.",
            "India's claim to a permanent seat on the Council",
        ),
        ("Ghana has denied any role in the raid.", "any role in the raid"),
        ("Ghana and Togo want the ferry back in service.", "the ferry back in service"),
        (
            "Gambia has complained that Senegal, which sent men in 1981, treats it as a province.",
            "Senegal treats it as a province",
        ),
        (
            "Chad noted with concern the delay of the census in Mali.",
            "the delay of the census in Mali",
        ),
        (
            "At the fish talks, which Peru hopes to finish by the end of the year, Oman spoke.",
            "the fish talks",
        ),
    ],
)
def test_topic_is_whole_and_says_what_it_is_about(
    extract_text: Extract, text: str, topic: str
) -> None:
    """Hyphens and quotation marks do not cut it, and an "it" gives way to what it stands for."""
    assert [one["topic"] for one in positions(extract_text(text))] == [topic]


@pytest.mark.parametrize(
    ("text", "toward"),
    [
        ("Kazakh President Tokayev, who was in Doha in June, supports a secretariat.", ""),
        ("Peru opposes sanctions adopted without a vote of the United Nations.", ""),
        ("Peru supports the legitimate rights of Argentina.", "ARG"),
        ("Mali thanked Togo for the shelter.", "TGO"),
        ("Mauritania warned that it would send its cattle through Mali.", ""),
        ("Peru proposed a truce between Mali and Chad.", ""),
        ("Bolivia wants the same rights to the port that Argentina has.", ""),
        ("Chad called on President Ana Ruiz of Peru to open the border.", "PER"),
    ],
)
def test_toward_is_only_whom_the_stance_names(
    extract_text: Extract, text: str, toward: str
) -> None:
    """Who else is named in the passage is not the one meant."""
    assert [one.get("toward", "") for one in positions(extract_text(text))] == [toward]


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru seek the conclusion of the treaty by the end of 2021.",
        "Togo has refused to hand over the suspect.",
    ],
)
def test_a_time_to_come_or_a_perfect_dates_no_position(extract_text: Extract, text: str) -> None:
    """What is wanted by a day was not wanted on that day."""
    assert [one.get("date", "") for one in positions(extract_text(text))] == [""]


def test_leaders_in_a_joint_text_hold_the_views_of_their_states(extract_text: Extract) -> None:
    text = (
        "Title: Joint Statement of Ghana and Togo\nDate: 2020-06-09\n\nThe Prime Ministers of"
        " Ghana and Togo condemned the raid on the port of Cotonou."
    )
    found = positions(extract_text(text))
    assert [one["holder"] for one in found] == [["GHA", "TGO"]]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The trip was put off on 3 May, when Chile objected to the text.", "2020-05-03"),
        ("LIMA, June 15 - Peru, which criticised the treaty, left the hall.", None),
        (
            "LIMA, June 15 - Chile denounced the pact and called a strike for Sunday.",
            "2020-06-15",
        ),
    ],
)
def test_a_stance_has_the_day_of_its_own_clause(
    extract_text: Extract, text: str, date: str | None
) -> None:
    found = [r for r in extract_text(text) if r.type == "position"]
    assert [r.get("date") for r in found] == [date]


def test_what_is_claimed_to_have_been_done_is_not_sought(extract_text: Extract) -> None:
    for text in (
        "Chile claimed to have shot down eight Peruvian jets.",
        "Chile claimed that the raid was intended to help Peru.",
        "Chileans denied Peruvian soldiers access to an airport.",
        "Chile has the capability to defend itself.",
    ):
        assert not [r for r in extract_text(text) if r.type == "position"]
