"""Events in documents: mutual acts, and what other records imply."""

from __future__ import annotations

from typing import Any

from memcon.extract.candidate import Candidate
from memcon.extract.events import derived_events


def candidate(kind: str, *, start: int = 0, **slots: Any) -> Candidate:
    """A record of one passage."""
    return Candidate(kind, slots, [(start, start + 20)], (start, start + 5))


def test_meeting_held_implies_a_consultation_of_its_parties() -> None:
    meeting = candidate("meeting", status="held", parties=["CHL", "PER"], date="2020-03-04")
    (event,) = derived_events([meeting])
    assert event.get("event_type") == "CONSULT"
    assert event.get("cameo") == "040"
    assert event.get("actors") == [{"country": "CHL"}, {"country": "PER"}]
    assert event.get("date") == "2020-03-04"


def test_meeting_in_a_third_country_is_coded_so() -> None:
    place = {"name": "Quito", "country": "ECU"}
    meeting = candidate("meeting", status="held", parties=["CHL", "PER"], place=place)
    assert derived_events([meeting])[0].get("mode") == "third-party"


def test_planned_visit_is_an_agreement_to_meet() -> None:
    visitor = {"name": "A. Rojas", "country": "CHL"}
    visit = candidate("visit", status="planned", visitor=visitor, host="PER")
    (event,) = derived_events([visit])
    assert (event.get("event_type"), event.get("cameo")) == ("AGREE", "036")
    assert event.get("recipients") == [{"country": "PER"}]


def test_record_of_one_party_implies_nothing() -> None:
    assert derived_events([candidate("instrument", status="signed", parties=["CHL"])]) == []


def test_event_told_in_the_same_words_is_not_made_again() -> None:
    signing = candidate("instrument", status="signed", parties=["CHL", "PER"])
    told = candidate("event", event_type="SUPPORT", parties=["CHL", "PER"])
    assert derived_events([signing, told]) == []
    elsewhere = candidate("event", start=100, event_type="SUPPORT", parties=["CHL", "PER"])
    assert len(derived_events([signing, elsewhere])) == 1


def test_exercise_held_by_two_states_is_cooperation_and_another_project_is_not() -> None:
    held = {"status": "completed", "parties": ["CHL", "PER"]}
    (event,) = derived_events([candidate("project", name="joint naval exercise", **held)])
    assert (event.get("event_type"), event.get("cameo")) == ("COOPERATE", "062")
    assert derived_events([candidate("project", name="gas pipeline", **held)]) == []
