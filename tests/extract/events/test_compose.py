"""Operators and acts are composed: what is done, intended, demanded, refused, stopped, denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.extract.events import EventLine

Code = Callable[[str], EventLine | None]


@pytest.mark.parametrize(
    ("text", "event", "cameo"),
    [
        ("Ghana lifted its embargo against Togo.", "RETREAT", "085"),
        ("Ghana agreed to lift its embargo against Togo.", "AGREE", "0354"),
        ("Ghana refused to lift its embargo against Togo.", "REJECT", "1244"),
        ("Ghana threatened to impose an embargo on Togo.", "THREATEN", "1312"),
        ("Ghana urged Togo to lift its embargo.", "REQUEST", "0254"),
        ("Ghana demanded that Togo lift its embargo.", "REQUEST", "1054"),
        ("Ghana withdrew its troops from Togo.", "RETREAT", "087"),
        ("Ghana will withdraw its troops from Togo.", "AGREE", "0356"),
        ("Ghana said it would withdraw its troops from Togo.", "AGREE", "0356"),
        ("Ghana will not withdraw its troops from Togo.", "REJECT", "1246"),
        ("Ghana will attack bases in Togo, its army said.", "THREATEN", "1384"),
        ("Ghana said Togo must withdraw its troops.", "REQUEST", "1056"),
        ("Ghana suspended aid to Togo.", "SANCTION", "162"),
        ("Ghana called off talks with Togo.", "SANCTION", "164"),
        ("Ghana announced a suspension of flights to Togo.", "SANCTION", "160"),
        ("Ghana does not recognise the government of Togo.", "REJECT", "120"),
        ("Ghana accused Togo of shelling a village.", "ACCUSE", "1123"),
        ("Ghana accused Togo of sabotage.", "ACCUSE", "112"),
        ("Ghana threatened to review its loan to Togo.", "THREATEN", "130"),
        ("Ghana vowed to retaliate against Togo.", "THREATEN", "1384"),
        ("Talks between Ghana and Togo took place in Lome.", "CONSULT", "040"),
        ("A meeting between Ghana and Togo will take place in Lome.", "AGREE", "036"),
        ("Ghana and Togo agreed to impose an embargo on Benin.", "AGREE", "030"),
        ("Ghana held a naval exercise off Togo.", "MOBILIZE", "154"),
        ("Ghana and Togo held a naval exercise.", "COOPERATE", "062"),
        ("Ghana and Togo will hold a naval exercise.", "AGREE", "0312"),
    ],
)
def test_code_follows_from_operators_and_act(text: str, event: str, cameo: str, code: Code) -> None:
    found = code(text)
    assert found is not None
    assert (found.event, found.cameo) == (event, cameo)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana denied that it had attacked Togo.",
        "Ghana did not attack Togo.",
        "Ghana may attack Togo.",
        "If Ghana attacked Togo, Benin would suffer.",
        "Suppose that Ghana attacked Togo.",
        "Did Ghana attack Togo?",
        "No talks were held between Ghana and Togo.",
        "The report that Ghana attacked Togo was a hoax.",
        "Ghana hopes to meet Togo in the final of the tournament.",
    ],
)
def test_nothing_has_happened(text: str, code: Code) -> None:
    assert code(text) is None


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Chad vowed to widen its attacks on Libyan posts.", "THREATEN"),
        ("Gabon pledged to send soldiers to Chad.", "AGREE"),
        (
            "Mali will quit the customs union unless Niger opens its border, its premier said.",
            "THREATEN",
        ),
        ("Peru will resume aid to Bolivia, its premier said.", "AGREE"),
        ("Fijian rebel leader Joe Ravu told Tongan envoys he would free his hostages.", "AGREE"),
        (
            "Malawi and Zambia have accepted a plan for monitors, diplomats in Algiers said.",
            "AGREE",
        ),
        ("NATO gave Serbia until Monday to pull back or face action.", "THREATEN"),
        ("A Danish patrol boat boarded a Spanish trawler off Greenland.", "COERCE"),
        ("Peru and Chile are carrying out joint searches along the coast.", "COOPERATE"),
        ("Fijian peacekeepers landed in Bougainville on Sunday.", "AID"),
    ],
)
def test_type_follows_from_words_far_apart(text: str, event: str, code: Code) -> None:
    found = code(text)
    assert found is not None
    assert found.event == event


@pytest.mark.parametrize(
    "text",
    [
        "Spain overpowered Norway 3-1 in Oslo on Tuesday.",
        "In 1745 a Scottish army marched into England.",
        "A court in Cape Town jailed a man for ten years for the theft of two cars.",
        "Portuguese doctors attacked the disease with a new drug.",
        "A cold front from Norway cut power to villages in Sweden.",
    ],
)
def test_games_old_wars_and_common_crimes_are_no_events(text: str, code: Code) -> None:
    assert code(text) is None


def test_votes_are_no_score(code: Code) -> None:
    found = code("The US Senate voted 52-48 to lift the embargo on Cuba.")
    assert found is not None


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("A Danish freighter carrying tents for quake victims docked in Samsun, Turkey.", "AID"),
        ("Mortar rounds landed near a Kenyan post in Somalia, wounding two soldiers.", "ASSAULT"),
        ("Sweden sent a missile battery to Poland on Monday.", "AID"),
        ("Brazil and Chile ended a naval exercise off Santos on Friday.", "COOPERATE"),
        ("Chadian fishermen blocked a fuel terminal near Doba, Chad, on Monday.", "PROTEST"),
        ("Dutch troops came under fire from rebels near Gao in Mali.", "ASSAULT"),
    ],
)
def test_what_is_carried_and_what_is_undergone(text: str, event: str, code: Code) -> None:
    found = code(text)
    assert found is not None
    assert found.event == event


@pytest.mark.parametrize(
    "text",
    [
        "Norway will conduct the exercise Winter Strike in March.",
        "The Norwegian krone came under attack in Asian trading on Friday.",
        "Portuguese doctors urged parents to vaccinate their children.",
        "Bakeries in Vienna are battling for the first place in the guide.",
    ],
)
def test_names_currencies_and_advice_are_no_events(text: str, code: Code) -> None:
    assert code(text) is None


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Jordan fired two rockets at Syrian positions near Daraa.", "ASSAULT"),
        ("North Korea fired a missile into the sea on Tuesday.", "MOBILIZE"),
        ("The last Cuban soldiers left Angola on Friday.", "RETREAT"),
        ("Spain flew 200 soldiers to Gabon at the request of its president.", "AID"),
        ("Laos told Cambodia to keep its patrols off the island.", "REQUEST"),
        ("Norway said Russian agents were behind the attack on its parliament.", "ACCUSE"),
        ("Romanian farmers drove tractors through Bucharest on Monday.", "PROTEST"),
        ("Egypt's premier led a delegation to Khartoum on Monday.", "CONSULT"),
        ("Chile sent back 200 paintings looted from Peru in the war.", "RETREAT"),
    ],
)
def test_what_stands_beside_a_verb_tells_its_sense(text: str, event: str, code: Code) -> None:
    found = code(text)
    assert found is not None
    assert found.event == event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Peru's military ruler promised on Monday to free two journalists.", "AGREE"),
        ("Benin and Togo plan to mark out their frontier, officials said.", "AGREE"),
        ("Norway put its northern brigades on alert on Sunday.", "MOBILIZE"),
        ("Mali has laid mines along the Algerian border.", "MOBILIZE"),
        ("Angola pushed 200 Congolese villagers over the border on Friday.", "COERCE"),
        ("Latvia blocked the start of talks between the EU and Serbia.", "REJECT"),
        ("Jailed Cuban dissident Ana Ruiz stopped eating on Monday.", "PROTEST"),
        ("France wrote off 20 million dollars of Gabon's debt.", "AID"),
        ("Welders walked off the job at a mine north of Pretoria on Monday.", "PROTEST"),
    ],
)
def test_type_in_spite_of_the_parser(text: str, event: str, code: Code) -> None:
    found = code(text)
    assert found is not None
    assert found.event == event


@pytest.mark.parametrize(
    "text",
    [
        "Denmark is fighting a losing battle against moss, its gardeners said.",
        "A Greek statue arrived in Madrid on Monday for a show of ancient art.",
        "Portugal's parliament voted to ban plastic straws.",
    ],
)
def test_figures_of_speech_and_things_on_loan_are_no_events(text: str, code: Code) -> None:
    assert code(text) is None


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Laos became the second state to recognise the new Malian government.", "SUPPORT"),
        ("Niger said Libyan soldiers had killed two of its herders.", "ACCUSE"),
        ("Niger said its soldiers had killed two Libyan rebels.", "ASSAULT"),
        ("Tonga assured Fiji on Friday that it would not raise its harbour fees.", "AGREE"),
        ("Croatian gunners rolled towards the Serbian border on Friday.", "MOBILIZE"),
        ("Chad gave Libyan diplomats 24 hours to get out.", "SANCTION"),
        ("Mali opened two camps for refugees from Niger.", "AID"),
    ],
)
def test_who_says_it_and_what_has_become(text: str, event: str, code: Code) -> None:
    found = code(text)
    assert found is not None
    assert found.event == event
