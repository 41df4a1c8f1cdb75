"""Whose own text a document is, and what it then calls itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from memcon.annotate import Token
from memcon.extract.view import SentenceView
from memcon.model.record import Record
from memcon.read import read_text
from reading import ON, view, view_of

Extract = Callable[..., list[Record]]

LEADS = [
    ("The Foreign Ministry of the Kingdom of Morocco condemns the attack.", "MAR"),
    ("The Embassy of Nepal wishes to state the following.", "NPL"),
    ("We, the leaders of the Pacific Islands Forum, met in Suva.", "PIF"),
    ("The Foreign Ministry of Morocco condemned the attack on Monday.", ""),
    ("Morocco and Nepal condemn the attack.", ""),
    ("We met in Suva.", ""),
]


@pytest.mark.parametrize(("text", "author"), LEADS)
def test_the_author_names_itself_at_the_start(text: str, author: str) -> None:
    assert view_of(text).author == author


PUBLISHERS = [
    ("Ministry of Foreign Affairs of Norway", "NOR"),
    ("Caribbean Community Secretariat", "CARICOM"),
    ("Kenya News Agency", ""),
    ("University of Nairobi, Kenya", ""),
    ("Embassies of Norway and Peru", ""),
]


@pytest.mark.parametrize(("publisher", "author"), PUBLISHERS)
def test_an_organ_that_publishes_a_text_is_its_author(publisher: str, author: str) -> None:
    document = replace(read_text("The Government rejects the claim.", date=ON), publisher=publisher)
    assert view(document).author == author


STATEMENT = (
    "The Foreign Ministry of the Kingdom of Morocco welcomes the report by the United Nations"
    " envoy for Chad, Ann Lee. "
)
OWN = [
    ("The Kingdom is grateful to Peru.", "Kingdom", {"MAR"}),
    ("The Government thanks Peru.", "Government", {"MAR"}),
    ("The kingdom's neighbours are many.", "kingdom", set()),
    ("The Government of Fiji is thanked.", "Government", {"FJI"}),
]


@pytest.mark.parametrize(("text", "word", "expected"), OWN)
def test_an_author_calls_itself_by_a_noun_written_large(
    text: str, word: str, expected: set[str]
) -> None:
    view = view_of(STATEMENT + text).sentences[-1]
    token = next(token for token in view.tokens if token.text == word)
    found = {actor.party for actor in view.actors(token)}
    assert found == expected if expected else "MAR" not in found or word.islower()


def test_what_a_declaration_declares_is_that_of_its_organisation(extract_text: Extract) -> None:
    records = extract_text(
        "We, the leaders of the Pacific Islands Forum, met in Suva on 14 May 2024.\n\n"
        "1. Tonga announced a gift of 2 million dollars.\n\n"
        "2. REITERATED its demand that Chile withdraw its ships.\n\n"
        "3. Called on Peru to sign the treaty."
    )
    stances = [record.to_json() for record in records if record.type == "position"]
    assert [(each["holder"], each["toward"]) for each in stances] == [
        ("PIF", "CHL"),
        ("PIF", "PER"),
    ]
    quotes = [each["evidence"][0]["quote"] for each in stances]
    assert quotes[1] == "Called on Peru to sign the treaty"


def test_an_organisation_calls_itself_by_a_bare_noun(extract_text: Extract) -> None:
    records = extract_text(
        "We, the leaders of the Pacific Islands Forum, met in Suva on 14 May 2024.\n\n"
        "3. Summit CONDEMNED in the strongest terms the raids by Tonga. "
        "Summit urged Peru to sign the treaty."
    )
    stances = [record.to_json() for record in records if record.type == "position"]
    assert [(each["holder"], each["stance"], each.get("toward")) for each in stances] == [
        ("PIF", "criticises", "TON"),
        ("PIF", "seeks", "PER"),
    ]


def test_an_office_for_a_state_is_not_of_that_state(extract_text: Extract) -> None:
    records = extract_text(STATEMENT)
    position = next(record.to_json() for record in records if record.type == "position")
    assert "TCD" not in position["parties"]


def test_the_guest_of_a_press_conference_serves_who_publishes_it() -> None:
    text = (
        "MINISTER HEIDE: Thank you for receiving me on my first visit to Lima.\n\n"
        "PERUVIAN MINISTER ROJAS: Our trade came to 2 billion dollars."
    )
    document = replace(
        read_text(text, date=ON), place="Lima", publisher="Ministry of Foreign Affairs of Norway"
    )
    persons = {each.name.upper(): each.country for each in view(document).register.persons}
    assert persons == {"HEIDE": "NOR", "ROJAS": "PER"}


def test_leaders_without_a_state_are_those_of_the_organisation_that_speaks() -> None:
    text = (
        "We, the leaders of the Pacific Islands Forum, held our Ninth Regular Meeting in Suva.\n\n"
        "Peru and Chile\n\n"
        "Leaders welcomed the treaty of Peru and Chile. They called on Peru to sign it."
    )
    found = view_of(text)
    named = [
        a.party
        for v in found.sentences[-2:]
        for t in v.tokens
        if t.rel == "nsubj"
        for a in v.actors(t)
    ]
    assert named == ["PIF", "PIF"]
    assert found.register.persons == []


BRIEFING = (
    "Shrimati Asha Rao, Official Spokesperson: Good afternoon. Finance Minister will travel to Lima"
    " tomorrow. There he will meet Foreign Minister Carlos Vega of Peru.\n\n"
    "Ana Diaz, Andina: Peru has condemned the tariff. Is that fair?\n\n"
    "Shrimati Asha Rao: We condemn the attack on our consulate in Lima."
)


def test_a_briefing_speaks_for_the_state_whose_ministry_publishes_it() -> None:
    publisher = "Ministry of External Affairs, Government of India"
    document = replace(read_text(BRIEFING, date=ON), publisher=publisher)
    found = view(document)

    def said(word: str) -> tuple[SentenceView, Token]:
        return next((v, t) for v in found.sentences for t in v.tokens if t.text == word)

    told, minister = said("Minister")
    assert (told.speaker and told.speaker.name, told.speaker and told.speaker.country) == (
        "Asha Rao",
        "IND",
    )
    assert [actor.country for actor in told.actors(minister)] == ["IND"]
    told, he = said("he")
    assert [(each.role, each.country) for each in told.actors(he)] == [("Finance Minister", "IND")]
    assert said("tariff")[0].speaker is None
    told, we = said("We")
    assert [actor.party for actor in told.actors(we)] == ["IND"]


def test_leaders_who_say_we_declare_together(extract_text: Extract) -> None:
    """So do paragraphs without a subject; what they ask of others is not theirs."""
    text = (
        "We, the Presidents of Bolivia, Ecuador and Peru, gathered in Quito on 13 July 2012,\n\n"
        "1. REJECT the tariffs on our flowers.\n\n"
        "2. CALL UPON the rich countries to honour their pledge to give 100 billion dollars.\n\n"
        "3. RECALL that trade among our countries grew from 4 billion dollars in 2005 to 9 billion"
        " in 2011."
    )
    found = extract_text(text)
    held = [r.get("holder") for r in found if r.type == "position"]
    assert held == [["BOL", "ECU", "PER"]] * len(held)
    assert held
    figures = {r.get("amount")["value"]: r.get("parties") for r in found if r.type == "figure"}
    assert figures == {4e9: ["BOL", "ECU", "PER"], 9e9: ["BOL", "ECU", "PER"]}


def test_a_mission_to_an_organisation_speaks_for_its_state() -> None:
    document = replace(
        read_text("We thank the Council.", date=ON),
        publisher="Permanent Mission of Kenya to the United Nations",
    )
    assert view(document).author == "KEN"


def test_a_state_by_name_goes_before_a_seat_of_the_same_name() -> None:
    document = replace(
        read_text("We thank Chad.", date=ON), publisher="Federal Foreign Office, Germany"
    )
    assert view(document).author == "DEU"


def test_whom_a_minister_met_on_a_journey_serves_the_state_of_the_place() -> None:
    text = (
        "Minister Ola Heide visited Senegal and Chad.\n\n"
        "In Dakar he met Economy Minister Awa Sarr.\n\nIn N'Djamena Minister Abu Deby received him."
    )
    document = replace(read_text(text, date=ON), publisher="Ministry of Foreign Affairs of Norway")
    persons = {each.name: each.country for each in view(document).register.persons}
    assert persons["Ola Heide"] == "NOR"
    assert persons["Awa Sarr"] == "SEN"
