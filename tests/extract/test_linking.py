"""Links between what one document tells: by pieces of evidence and by names, whatever the words."""

from __future__ import annotations

import pytest

from memcon.extract.candidate import Candidate
from memcon.extract.linking import link_candidates

PAIR = ["KEN", "TZA"]


def body(name: str, start: int, end: int) -> Candidate:
    slots = {"name": name, "parties": PAIR, "status": "existing"}
    return Candidate("body", slots, [(start, end)], (start, end))


def treaty(title: str, start: int, end: int) -> Candidate:
    slots = {"title": title, "parties": PAIR, "status": "signed"}
    return Candidate("instrument", slots, [(start, end)], (start, end))


@pytest.mark.parametrize(
    ("phrase", "place", "expected"),
    [
        ("commission", (55, 60), "commission on mines"),
        ("commission", (300, 310), ""),
        ("commission on mines", (300, 310), "commission on mines"),
        ("commission on mines and water", (300, 310), "commission on mines"),
        ("council", (55, 60), ""),
    ],
)
def test_a_body_is_part_of_the_one_that_the_phrase_names(
    phrase: str, place: tuple[int, int], expected: str
) -> None:
    part, whole = body("working group", 0, 20), body("commission on mines", 50, 80)
    part.pointers.append(("part_of", phrase, place))
    link_candidates([part, whole])
    assert [(rel, other.get("name")) for rel, other in part.links] == (
        [("part_of", expected)] if expected else []
    )


def test_of_two_that_a_phrase_names_the_one_with_evidence_there_is_meant() -> None:
    part = body("working group", 0, 20)
    one, other = (
        body("joint commission on mines", 50, 80),
        body("joint commission on salt", 90, 120),
    )
    part.pointers.append(("part_of", "joint commission", (95, 99)))
    link_candidates([part, one, other])
    assert [target for _, target in part.links] == [other]
    lost = body("board", 200, 220)
    lost.pointers.append(("part_of", "joint commission", (400, 404)))
    link_candidates([lost, one, other])
    assert lost.links == []


def test_an_instrument_founds_and_a_body_holds_never_the_other_way_round() -> None:
    part = body("commission", 0, 40)
    act, whole = treaty("Treaty of Moshi", 20, 40), body("Moshi council", 20, 40)
    part.pointers += [("founded_by", "Moshi", (25, 30)), ("part_of", "Moshi", (25, 30))]
    link_candidates([part, act, whole])
    assert part.links == [("founded_by", act), ("part_of", whole)]


def test_nothing_is_part_of_itself() -> None:
    lone = body("joint commission", 0, 40)
    lone.pointers.append(("part_of", "joint commission", (5, 10)))
    link_candidates([lone])
    assert lone.links == []
