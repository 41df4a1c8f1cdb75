"""What became of what was open before a meeting."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from books import aim, book, dated, meeting, promise, trade
from factory import cite, record
from memcon.assess.follow_up import FollowUp, follow_up
from memcon.assess.named import all_series
from memcon.model.record import Record

ORIGINS = dated(old="2021-01-10", third="2022-05-03", fourth="2023-05-03", since="2024-02-01")
MEETINGS = (
    meeting("2021-05-02", 2, doc="old.txt"),
    meeting("2022-05-02", 3, doc="third.txt"),
    meeting("2023-05-02", 4, doc="fourth.txt"),
)


def found(*records: Record, ordinal: int = 4) -> FollowUp:
    known = book(*MEETINGS, *records, as_of=date(2024, 6, 1), origins=ORIGINS)
    (series,) = all_series(known.of("meeting"))
    chosen = next(each for each in series.numbered if each.get("ordinal") == ordinal)
    return follow_up(known, series, chosen)


def told_twice(made: Record, doc: str, **steps: tuple[str, str]) -> Record:
    """A record that a second document tells of, with values that it had before and has since."""
    first = made.evidence[0].doc
    stated = {
        slot: [{"value": new, "docs": [doc]}, {"value": old, "docs": [first]}]
        for slot, (old, new) in steps.items()
    }
    history: tuple[Any, ...] = ()
    if "status" in steps:
        pairs = zip(steps["status"], (first, doc), strict=True)
        history = tuple(
            {"status": status, "evidence": [cite(doc=name).to_json()]} for status, name in pairs
        )
    slots = {**made.slots, **{slot: new for slot, (_, new) in steps.items()}}
    evidence = (*made.evidence, cite(doc=doc))
    return replace(made, slots=slots, evidence=evidence, stated=stated, history=history)


POST = promise("open a Chacalluta border post", due="../2023", doc="third.txt")
TREATY = record("instrument", title="extradition treaty", status="planned", doc="third.txt")
CASES: dict[str, tuple[tuple[Record, ...], str]] = {
    "settled, by status": (
        (told_twice(POST, "since.txt", status=("pending", "met")),),
        "settled",
    ),
    "settled, by another record": (
        (
            POST,
            record("project", name="Chacalluta border post", status="completed", doc="since.txt"),
        ),
        "settled",
    ),
    "settled, by a figure": (
        (aim("../2023", 20, doc="third.txt"), trade("2023", 21, doc="since.txt")),
        "settled",
    ),
    "missed": (
        (aim("../2023", 20, doc="third.txt"), trade("2023", 11, doc="since.txt")),
        "missed",
    ),
    "given up": (
        (told_twice(POST, "since.txt", status=("pending", "dropped")),),
        "given_up",
    ),
    "a step on": (
        (told_twice(TREATY, "since.txt", status=("planned", "under_negotiation")),),
        "moved",
    ),
    "put off": ((told_twice(POST, "since.txt", due=("../2023", "../2026")),), "moved"),
    "said more closely": (
        (told_twice(POST, "since.txt", due=("../2023", "2023-11")),),
        "confirmed",
    ),
    "promised anew": (
        (POST, promise("open the border post of Chacalluta", due="../2026", doc="since.txt")),
        "moved",
    ),
    "aimed at anew": (
        (aim("../2025", 20, doc="third.txt"), aim("../2030", 30, doc="since.txt")),
        "moved",
    ),
    "told of again": ((told_twice(POST, "fourth.txt"),), "confirmed"),
    "without a word": ((POST,), "silent"),
    "ahead": ((promise("open a border post", due="../2030", doc="third.txt"),), "later"),
    "silent already": ((promise("open a border post", due="../2021", doc="old.txt"),), "stale"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_item_that_was_open_has_an_outcome(case: str) -> None:
    records, outcome = CASES[case]
    assert [each.outcome for each in found(*records).items] == [outcome]


def test_what_moved_says_from_where_to_where() -> None:
    (item,) = found(*CASES["put off"][0]).items
    assert (item.details, item.docs) == ({"due": ("../2023", "../2026")}, ("since.txt",))
    (item,) = found(*CASES["aimed at anew"][0]).items
    assert item.details["target"] == ("20000000000.0", "30000000000.0")


@pytest.mark.parametrize(
    ("decision", "status", "outcome"),
    [
        ({"kind": "correct", "field": "status", "reason": "seen"}, "met", "settled"),
        ({"kind": "correct", "field": "status", "reason": "told"}, "dropped", "given_up"),
        ({"kind": "note", "text": "opens in May"}, "pending", "noted"),
        ({"kind": "note", "text": "opens in May", "at": "2022-06-01"}, "pending", "silent"),
    ],
)
def test_where_no_document_tells_it_what_was_decided_by_hand_counts(
    decision: dict[str, Any], status: str, outcome: str
) -> None:
    made = {"by": "ana", "at": "2026-11-22T06:00:00+00:00", **decision}
    stated = (
        {"status": [{"value": "pending", "docs": ["third.txt"]}]} if status != "pending" else {}
    )
    slots = {**POST.slots, "status": status}
    (item,) = found(replace(POST, slots=slots, stated=stated, decisions=(made,))).items
    assert item.outcome == outcome
    assert item.decisions == ((made,) if outcome != "silent" else ())


def test_new_is_what_was_promised_from_the_meeting_to_the_next() -> None:
    early = promise("open a border post", doc="third.txt")
    late = promise("dredge the harbour", doc="fourth.txt")
    assert found(early, late, ordinal=3).new == (early,)
    assert found(early, late, ordinal=4).new == (late,)


def test_what_carries_an_open_item_on_is_not_new() -> None:
    assert found(*CASES["promised anew"][0]).new == ()


def test_actions_are_what_is_open_now_by_who_has_to_act() -> None:
    board = record("body", name="border post board", remit="Chacalluta", status="existing")
    own = promise("dredge the harbour", by=["PER"], doc="fourth.txt")
    stale = promise("publish a gazette", due="../2021", doc="old.txt")
    actions = found(POST, own, stale, replace(board, evidence=(cite(doc="old.txt"),))).actions
    assert [(a.record, a.is_new, a.body is not None) for a in actions] == [
        (POST, False, True),
        (own, True, False),
    ]


def test_as_json_every_record_named_is_there_with_its_evidence() -> None:
    line = json.loads(json.dumps(found(*CASES["promised anew"][0]).to_json()))
    named = {each for item in line["items"] for each in (item["record"], *item["by"])}
    assert named <= set(line["records"])
    assert {"due": ["../2023", "../2026"]} in [item["details"] for item in line["items"]]
