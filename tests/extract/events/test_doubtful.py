"""What fits the words of an act, and is none: things that act, opinions, plans, shared moods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from memcon.extract.events import EventLine
from memcon.model.record import Record

Extract = Callable[[str, date], Sequence[Record]]
Code = Callable[[str], EventLine | None]
DAY = date(2020, 6, 15)


def events_of(extract_text: Extract, text: str) -> list[tuple[str, list[str], list[str]]]:
    """The type, actors and recipients of each event of a text."""
    found = (record.to_json() for record in extract_text(text, DAY))
    return [
        (
            each["event_type"],
            [who.get("country", "") for who in each.get("actors", ())],
            [who.get("country", "") for who in each.get("recipients", ())],
        )
        for each in found
        if each["type"] == "event"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The success of Itaipu has encouraged Brazil to study dams on the Uruguay River.",
        "The filling of the Kenyan lake threatens the lives of Ethiopian herdsmen.",
        "Turkey opposed sending troops to Libya.",
        "Qatar and Oman stressed importing more wheat from Iran.",
        "Peru's president announced his economic plans on Monday. Chile was calm.",
        "Chad and Mali voiced satisfaction with the progress of their ties.",
        "Norway's envoy mentioned the war in Sudan as well.",
        "The Serbian authorities set a deadline for new car plates.",
        "The leaders of Ghana and Togo agreed that trade is the bedrock of their ties.",
        "Kenya and Uganda agreed that relations have improved.",
        "Togo and Benin are getting ready to build two dry ports.",
        "Mali's new measures come first to help its herdsmen.",
        "Both governments have let the matter go, Chile's minister told Peru.",
        "India will give some thought to a proposal of the Nepali government.",
        "The Tajik president asked a Kyrgyz minister to pass on his best wishes.",
        "Fiji and Samoa expressed their conviction that trade would grow.",
    ],
)
def test_no_act_of_a_state(text: str, extract_text: Extract) -> None:
    assert events_of(extract_text, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # but what somebody admits has happened
            "Turkey admitted sending troops to Libya.",
            ("MOBILIZE", ["TUR"], ["LBY"]),
        ),
        (  # agreed to be done, not to be so
            "Ghana and Togo agreed that a bridge should be built.",
            ("AGREE", ["GHA", "TGO"], []),
        ),
        ("Egypt threatened Ethiopia with war over the dam.", ("THREATEN", ["EGY"], ["ETH"])),
        (  # who gets something is helped by who gives it
            "The Chadian army received weapons from Egypt on Monday.",
            ("AID", ["EGY"], ["TCD"]),
        ),
        (  # a circumstance is not towards whom
            "Gabon condemned the launch, according to a declaration of Togo.",
            ("ACCUSE", ["GAB"], []),
        ),
        (  # the world is not the other of two states
            "Angola met Zambia on Monday. Angola called on the international community to act.",
            ("REQUEST", ["AGO"], []),
        ),
        (  # what the text recalls is past
            "It will be recalled that in May 2018 Ghana's president paid a visit to Togo.",
            ("CONSULT", ["GHA"], ["TGO"]),
        ),
        (
            "Mexico has handed two drug traffickers over to Guatemala.",
            ("COOPERATE", ["MEX"], ["GTM"]),
        ),
        (  # words that wound nobody
            "In a speech to parliament the Greek premier launched an attack on Turkey.",
            ("ACCUSE", ["GRC"], ["TUR"]),
        ),
        (
            "The Malian premier criticised Niger for its silence, calling for a reply.",
            ("ACCUSE", ["MLI"], ["NER"]),
        ),
    ],
)
def test_acts_beside_them(
    text: str, expected: tuple[str, list[str], list[str]], extract_text: Extract
) -> None:
    assert expected in events_of(extract_text, text)


def test_the_critic_goes_on(extract_text: Extract) -> None:
    """What somebody says, too, in a participle after the one he spoke of is his."""
    text = "The Malian premier criticised Niger for its silence, calling for a reply."
    assert all("NER" not in actors for _, actors, _ in events_of(extract_text, text))


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Peru's army will cross the river and seize the Chilean port.", "THREATEN"),
        ("The talks will be opened by Kenya and hosted by Uganda.", "AGREE"),
        ("Sudan was ordered by Chad to stop the shelling of its villages.", "REQUEST"),
        ("Tunisia was honoured to have received the Algerian president.", "CONSULT"),
    ],
)
def test_a_verb_shares_the_mood_of_the_first(text: str, event: str, code: Code) -> None:
    line = code(text)
    assert line is not None
    assert line.event == event


@pytest.mark.parametrize(
    "text",
    [
        "US allies attacked the port in June.",
        "Israeli air defences intercepted six missiles from Yemen.",
    ],
)
def test_no_event_of_a_sentence(text: str, code: Code) -> None:
    assert code(text) is None


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Sudan and Chad declared a cease-fire on Monday.", "RETREAT"),
        ("Libya's pull-out from Chad began.", "RETREAT"),
        ("Benin agreed to a month-long cease-fire with Togo.", "AGREE"),
    ],
)
def test_a_word_cut_at_its_hyphen_is_known(text: str, event: str, code: Code) -> None:
    line = code(text)
    assert line is not None
    assert line.event == event


@pytest.mark.parametrize(
    "text",
    [
        "Mr Wong rounded up his visit to Brunei on Friday. Singapore was glad.",
        "The Irish premier seized an opportunity to speak in London.",
        "Lesotho and Eswatini reviewed relations between the two kingdoms.",
        "A Serbian colonel said it would take a month to dislodge them.",
        "The Chadian road stayed shut, preventing mediators from travelling to Niger.",
        "The OAU began a round of diplomacy to prevent a war between Togo and Ghana.",
        "Uruguay may have been able to help Paraguay.",
        "Oman's rebels are gathering, threatening all the steps taken towards peace.",
    ],
)
def test_no_blow_and_no_break(text: str, extract_text: Extract) -> None:
    hostile = {"COERCE", "ASSAULT", "SANCTION", "THREATEN", "AID", "AGREE"}
    assert not hostile.intersection(kind for kind, _, _ in events_of(extract_text, text))


def test_what_is_to_stop_is_not_done(extract_text: Extract) -> None:
    text = "Delegations of Samoa and Tonga agreed to stop slandering each other."
    assert "ACCUSE" not in {kind for kind, _, _ in events_of(extract_text, text)}


def test_troops_of_two_states_clash(extract_text: Extract) -> None:
    found = extract_text("Malian and Nigerien soldiers clashed at their border.", DAY)
    told = [r.to_json() for r in found if r.to_json()["type"] == "event"]
    assert [(each["event_type"], each["cameo"]) for each in told] == [("ASSAULT", "190")]
