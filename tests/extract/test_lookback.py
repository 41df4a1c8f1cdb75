"""Texts that look back: what they tell without a day did not happen on the day of the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from memcon.annotate import Token
from memcon.extract.circumstances import Circumstances
from memcon.extract.clauses import Grammar
from memcon.extract.view import DocumentView
from memcon.model.record import Record
from memcon.read import read_text
from reading import ON, view

Extract = Callable[..., list[Record]]

LEADS = [
    ("Minister Ola Heide visited Chad and Togo from 10 to 13 June.", True),
    ("Minister Ola Heide of Norway met the president of Chad on 12 June.", True),
    ("Minister Ola Heide visited Chad from 13 to 15 June.", False),
    ("Minister Ola Heide met the president of Chad today.", False),
    ("Minister Ola Heide will visit Chad from 20 to 23 June.", False),
    ("Minister Ola Heide of Norway visited Chad in 2012.", False),
]


@pytest.mark.parametrize(("lead", "expected"), LEADS)
def test_a_statement_may_look_back(lead: str, expected: bool) -> None:
    document = replace(read_text(lead, date=ON), publisher="Ministry of Foreign Affairs of Norway")
    assert view(document).is_over is expected


def test_a_dispatch_of_the_day_after_tells_its_news() -> None:
    document = replace(read_text("Norway and Chad met in Oslo on Sunday.", date=ON), place="Oslo")
    assert not view(document).is_over


def test_acts_on_a_visit_that_is_over_have_no_day_of_their_own(extract_text: Extract) -> None:
    records = extract_text(
        "Norway's foreign minister, Ola Heide, visited Chad and Togo from 9 to 13 June 2020.\n\n"
        "In Lome he met President Kofi Banda of Togo. Mr Heide praised Togo for its aid to Chad."
    )
    told = [each.to_json() for each in records if each.type in ("meeting", "position", "event")]
    assert told
    assert {each.get("date") for each in told} <= {None, "2020-06-09/2020-06-13"}


OTHERS = [
    ("The League of Arab States condemned the raid.", None),
    ("Norway condemned the raid.", "2020-06-15"),
    ("What did the League of Arab States condemn?", None),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_what_others_did_is_not_of_a_statement_s_day(text: str, expected: str | None) -> None:
    lead = "Norway regrets the raid by Chad on Togo. Norway has asked Chad for an answer. "
    document = replace(
        read_text(lead + text, date=ON), publisher="Ministry of Foreign Affairs of Norway"
    )
    found = view(document)
    last = found.sentences[-1]
    act = next(t for t in last.tokens if t.lemma == "condemn")
    assert last.is_aside or (_told(found, act) or None) == expected
    assert last.is_aside == text.endswith("?")


def _told(found: DocumentView, act: Token) -> str:
    return Circumstances(found, Grammar()).told(found.sentences[-1], act)


NEXT_WEEK = [
    ("Minister Ola Heide of Norway told her about his trip to Lima next week.", "planned"),
    ("The ministers of Norway and Peru directed officials to meet in Lima on 3 July.", "planned"),
]


@pytest.mark.parametrize(("text", "status"), NEXT_WEEK)
def test_what_is_spoken_of_and_ordered_is_still_to_come(
    text: str, status: str, extract_text: Extract
) -> None:
    found = [each for each in extract_text(text) if each.type in ("visit", "meeting")]
    assert [each.to_json()["status"] for each in found] == [status]


RETURNS = [
    ("Minister Ola Heide returned this morning from a four-day visit to Chad.", True),
    ("Minister Ola Heide concluded his visit to Chad today.", True),
    ("Minister Ola Heide began his visit to Chad today.", False),
]


@pytest.mark.parametrize(("lead", "expected"), RETURNS)
def test_who_is_back_tells_of_days_that_are_over(lead: str, expected: bool) -> None:
    document = replace(read_text(lead, date=ON), publisher="Ministry of Foreign Affairs of Norway")
    assert view(document).is_over is expected


def test_a_journey_that_somebody_returns_from_ends_on_that_day(extract_text: Extract) -> None:
    text = "Norway's minister, Ola Heide, returned on 12 June from a four-day visit to Chad."
    visit = next(each.to_json() for each in extract_text(text) if each.type == "visit")
    assert visit["date"] == "2020-06-09/2020-06-12"
