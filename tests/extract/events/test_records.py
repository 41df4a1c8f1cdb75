"""Events in documents: mutual acts, and what other records imply."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.extract.candidate import Candidate
from memcon.extract.events import derived_events


def candidate(record_type: str, /, *, start: int = 0, **slots: Any) -> Candidate:
    """A record of one passage."""
    return Candidate(record_type, slots, [(start, start + 20)], (start, start + 5))


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


@pytest.mark.parametrize(
    ("kind", "told", "coded"),
    [
        ("treaty", "They signed the treaty in Quito.", True),
        ("treaty", "The ministers put their names to it.", True),
        ("agreement", "An agreement was reached on transit.", True),
        ("treaty", "of the 1904 treaty between the two", False),
        ("agreement", "outlined in agreements of both", False),
        ("joint_statement", "The joint statement was signed.", True),
        ("joint_statement", "they said in a joint statement", False),
        ("communique", "a communique reached the press", False),
    ],
)
def test_paper_implies_its_signing_only_where_that_is_told(
    kind: str, told: str, coded: bool
) -> None:
    paper = candidate("instrument", status="signed", kind=kind, parties=["CHL", "PER"])
    paper.spans = [(0, len(told))]
    assert bool(derived_events([paper], lambda start, end: told[start:end])) is coded


def test_signing_is_cited_from_the_passage_that_tells_of_it() -> None:
    told = "The pact was due by May. They signed it in June."
    pact = candidate("instrument", status="signed", kind="agreement", parties=["CHL", "PER"])
    pact.spans = [(0, 24), (25, len(told))]
    (event,) = derived_events([pact], lambda start, end: told[start:end])
    assert event.spans == [(25, len(told))]


def test_what_two_states_undertake_together_is_their_agreement() -> None:
    undertaking = candidate("commitment", status="pending", by=["CHL", "PER"], date="2020-03-04")
    (event,) = derived_events([undertaking])
    assert (event.get("event_type"), event.get("cameo")) == ("AGREE", "030")
    assert event.get("date") == "2020-03-04"
    assert derived_events([candidate("commitment", status="pending", by=["CHL"])]) == []
