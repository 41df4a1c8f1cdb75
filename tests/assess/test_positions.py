from __future__ import annotations

from datetime import date

import pytest

from books import book, dated, position
from memcon.assess.positions import find_convergences, find_frictions, find_turned
from memcon.model.record import Record

DAM = "the Rucalhue dam"


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        (("CHL", "supports"), ("PER", "opposes"), "friction.opposed"),
        (("CHL", "seeks"), ("PER", "concerned"), "friction.opposed"),
        (("CHL", "supports"), ("PER", "praises"), None),
        (("CHL", "supports"), ("CHL", "opposes"), None),
    ],
)
def test_parties_for_and_against_one_topic_are_opposed(
    one: tuple[str, str], other: tuple[str, str], rule: str | None
) -> None:
    held = [position(holder, stance, DAM) for holder, stance in (one, other)]
    assert [each.rule for each in find_frictions(book(*held))] == ([rule] if rule else [])


def test_topics_in_other_words_are_one() -> None:
    pair = position("CHL", "supports", DAM), position("PER", "opposes", "plans for a Rucalhue dam")
    assert len(find_frictions(book(*pair))) == 1


def test_other_topics_are_not() -> None:
    pair = position("CHL", "supports", DAM), position("PER", "opposes", "fishing quotas")
    assert find_frictions(book(*pair)) == []


def test_what_one_holds_against_the_other_is_a_friction() -> None:
    (found,) = find_frictions(book(position("CHL", "criticises", "the tariffs", toward="PER")))
    assert found.rule == "friction.reproach"


def test_a_person_speaks_for_the_own_state() -> None:
    minister = {"name": "Ana Ruiz", "role": "Foreign Minister", "country": "CHL"}
    pair = position(minister, "supports", DAM), position("PER", "opposes", DAM)
    assert len(find_frictions(book(*pair))) == 1


def test_a_company_speaks_for_no_state() -> None:
    firm = {"organisation": "Codelco", "country": "CHL"}
    pair = position(firm, "supports", DAM), position("PER", "opposes", DAM)
    assert find_frictions(book(*pair)) == []


@pytest.mark.parametrize(
    "held",
    [
        [position(["CHL", "PER"], "supports", DAM)],
        [position("CHL", "supports", DAM), position("PER", "seeks", DAM)],
        [position("CHL", "opposes", DAM), position("PER", "warns", DAM)],
    ],
    ids=["jointly", "both for", "both against"],
)
def test_the_same_position_is_a_convergence(held: list[Record]) -> None:
    (found,) = find_convergences(book(*held))
    assert found.state == "shared"


def test_praise_of_each_other_is_no_convergence() -> None:
    held = (
        position("CHL", "praises", "mine clearance", toward="PER"),
        position("PER", "praises", "mine clearance", toward="CHL"),
    )
    assert find_convergences(book(*held)) == []


def test_a_holder_who_changed_sides_since_a_day_has_turned() -> None:
    held = (
        position("CHL", "opposes", DAM, doc="before.txt"),
        position("CHL", "supports", DAM, doc="after.txt"),
    )
    origins = dated(before="2020-01-01", after="2023-01-01")
    (found,) = find_turned(book(*held, origins=origins), date(2022, 1, 1))
    assert [side.value for side in found.sides] == ["opposes", "supports"]
    assert find_turned(book(*held, origins=origins), date(2023, 6, 1)) == []
