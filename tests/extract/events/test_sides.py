"""The other side of an act in a text about two states, and what is told but in passing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[[str, date], Sequence[Record]]
DAY = date(2011, 4, 20)
OPENING = "Peru and Chile signed a treaty in Tacna on Tuesday. Chile and Peru share a border. "

# What a text tells, the type of event, and whom it is done to: None where no such event is told.
SIDES: list[tuple[str, str, list[str] | None]] = [
    ("Chile undertook to open two crossings by June.", "AGREE", ["PER"]),
    ("Peru has rejected the draft.", "REJECT", ["CHL"]),
    ("Lima will lend 20 million dollars for the road.", "AGREE", ["CHL"]),
    ("Chile recalled its ambassador on Monday.", "SANCTION", ["PER"]),
    # a third state is named: whom the act is done to is anybody's guess
    ("With Ecuador at the table, Chile undertook to open two crossings.", "AGREE", []),
    # at home, or of nobody who acts for the state
    ("The Chilean minister received a poet.", "CONSULT", None),
    ("The Peruvian president urged his ministers to stay calm.", "REQUEST", None),
    ("Chile exported 3 million dollars' worth of fish last year.", "COOPERATE", None),
]


def events(records: Sequence[Record], kind: str) -> list[dict[str, Any]]:
    """The events of a type."""
    told = [record.slots for record in records if record.type == "event"]
    return [slots for slots in told if slots["event_type"] == kind]


@pytest.mark.parametrize(("text", "kind", "countries"), SIDES)
def test_other_party_of_a_text_is_whom_an_act_is_done_to(
    extract_text: Extract, text: str, kind: str, countries: list[str] | None
) -> None:
    found = events(extract_text(OPENING + text, DAY), kind)
    if countries is None:
        assert found == []
        return
    (event,) = found
    assert [each["country"] for each in event.get("recipients", [])] == countries


TOLD_ASIDE = [
    ("Togo signed an accord with Mali to free two Malian pilots.", "RETREAT", False),
    ("Togo ordered Togolese planes to fly to Lagos.", "REQUEST", False),
    ("Mali and Togo reaffirmed the importance of the treaty.", "SUPPORT", False),
    ("Mali, which expelled two Togolese envoys in May, was silent.", "SANCTION", True),
    ("The Togolese envoy smiled, accusing Mali of a plot.", "ACCUSE", True),
    ("Togo, keen to supply Mali with rifles, was silent.", "AID", False),
]


@pytest.mark.parametrize(("text", "kind", "told"), TOLD_ASIDE)
def test_what_is_done_in_a_clause_beside_is_told_and_a_purpose_is_not(
    extract_text: Extract, text: str, kind: str, *, told: bool
) -> None:
    assert bool(events(extract_text(text, DAY), kind)) is told


def test_signings_of_two_instruments_are_two_events(extract_text: Extract) -> None:
    text = (
        "On Monday Oman and Kenya signed a treaty on fishing. "
        "On Monday the two sides also signed an agreement on air services."
    )
    found = events(extract_text(text, DAY), "SUPPORT")
    assert [event["cameo"] for event in found] == ["057", "057"]
    assert {event["date"] for event in found} == {"2011-04-18"}


def test_meeting_told_at_a_third_place_is_coded_so(extract_text: Extract) -> None:
    text = "Presidents Otto Perez of Guatemala and Porfirio Lobo of Honduras met in Lima on Monday."
    (event,) = events(extract_text(text, DAY), "CONSULT")
    assert (event["cameo"], event["mode"]) == ("044", "third-party")


NAMED_BELOW = [
    ("Niger ordered an end to the bombing of Togo.", "RETREAT", ["TGO"]),
    ("Togo halted the sale of rice to Niger.", "SANCTION", ["NER"]),
    ("Togo seized six boats on the road to Niger.", "COERCE", []),
    ("Mali denounced the unjust measures against Togo.", "ACCUSE", []),
    ("In a show of unity with Benin, Togo recalled its envoy to Mali.", "SANCTION", ["MLI"]),
    ("Malian rebels shelled a village on Monday.", "ASSAULT", ["MLI"]),
]


@pytest.mark.parametrize(("text", "kind", "countries"), NAMED_BELOW)
def test_party_named_with_what_is_done_is_whom_it_is_done_to(
    extract_text: Extract, text: str, kind: str, countries: list[str]
) -> None:
    (event,) = events(extract_text(text, DAY), kind)
    assert [each["country"] for each in event.get("recipients", [])] == countries


def test_one_praised_by_both_is_praised_by_the_other(extract_text: Extract) -> None:
    text = "President Xi of China and President Macron of France met. They praised Mr Macron."
    (event,) = events(extract_text(text, DAY), "SUPPORT")
    assert [each["country"] for each in event["actors"]] == ["CHN"]
    assert [each["country"] for each in event["recipients"]] == ["FRA"]


def test_two_things_asked_by_one_word_are_one_request(extract_text: Extract) -> None:
    text = "Mali urged Togo to open its border and to resume talks."
    assert len(events(extract_text(text, DAY), "REQUEST")) == 1


def test_whose_affairs_are_discussed_takes_no_part(extract_text: Extract) -> None:
    text = "The presidents of Mali and Togo discussed Niger's debts in Bamako on Monday."
    (event,) = events(extract_text(text, DAY), "CONSULT")
    assert [each["country"] for each in event["actors"]] == ["MLI", "TGO"]


def test_deal_struck_is_one_event(extract_text: Extract) -> None:
    records = extract_text("Oman struck a deal with Kenya on Monday to build a harbour.", DAY)
    assert len(events(records, "SUPPORT")) + len(events(records, "AGREE")) == 1
