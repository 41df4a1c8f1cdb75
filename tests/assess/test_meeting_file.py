from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from books import book, dated, meeting, position, promise, trade
from factory import cite, record
from memcon.assess.meeting_file import MeetingFile, meeting_file
from memcon.model.record import Record

DAY = "2016-11-07"
PAIR = ("CHL", "PER")
PARAGRAPHS = {"wire.txt": [(0, 200), (200, 400), (400, 900)]}
TALKS = meeting(DAY, 21, doc="wire.txt", series="regular meeting")


def at(start: int, made: Record, doc: str = "wire.txt", length: int = 40) -> Record:
    """The record with its words at a place of a document."""
    words = cite("w" * length, doc=doc, start=start)
    return Record(made.id, made.type, made.slots, (words,), links=made.links)


HELD = at(100, TALKS)


def filed(*records: Record, held: Record = HELD, **days: str) -> MeetingFile:
    origins = dated(**{"wire": "2016-11-08", "note": "2015-01-05", **days})
    records = (held, *records)
    return meeting_file(
        book(*records, as_of=date(2020, 1, 1), origins=origins), held, paragraphs=PARAGRAPHS
    )


def rules(found: MeetingFile) -> dict[str, str]:
    return {
        str(each.record.get("title") or each.record.get("name")): each.rule
        for each in found.outputs
    }


def signed(title: str, start: int, **slots: Any) -> Record:
    return at(start, record("instrument", title=title, status="signed", **slots))


@pytest.mark.parametrize(
    ("slots", "start", "rule"),
    [
        ({"links": ({"rel": "produced_by", "id": TALKS.id},)}, 800, "linked"),
        ({}, 120, "words"),
        ({}, 150, "paragraph"),
        ({"date": DAY}, 500, "day"),
        ({}, 500, "report"),
        ({"date": "2016-11-08"}, 500, "day"),
        ({"date": "2015-09"}, 500, ""),
        ({"date": "2016"}, 500, ""),
        ({"links": ({"rel": "produced_by", "id": "meeting-other"},)}, 150, ""),
    ],
)
def test_an_output_names_the_rule_by_which_it_came_of_the_meeting(
    slots: dict[str, Any], start: int, rule: str
) -> None:
    found = filed(signed("pact", start, **slots))
    assert rules(found).get("pact", "") == rule


def test_what_was_told_before_the_meeting_did_not_come_of_it() -> None:
    old = record("instrument", title="old pact", status="signed", doc="note.txt")
    assert rules(filed(old)) == {}


def test_a_document_of_much_later_is_no_report_of_the_meeting() -> None:
    late = at(500, signed("pact", 500), doc="look-back.txt")
    both = Record(TALKS.id, "meeting", TALKS.slots, (*HELD.evidence, cite(doc="look-back.txt")))
    assert rules(filed(late, held=both, **{"look-back": "2019-01-01"})) == {}


def test_what_stands_nearer_to_another_meeting_is_not_of_this_one() -> None:
    other = at(450, meeting("2016-11-06", kind="other", doc="wire.txt"))
    assert rules(filed(other, signed("pact", 300), signed("their pact", 500))) == {"pact": "report"}


def test_plans_count_where_a_party_speaks_of_them() -> None:
    speaker = {"name": "Ana Ruiz", "role": "Prime Minister", "country": "PER"}
    told = at(500, record("instrument", title="pact", status="planned", said_by=speaker))
    untold = at(600, record("instrument", title="their pact", status="planned"))
    assert rules(filed(told, untold)) == {"pact": "report"}


def test_a_body_that_was_set_up_later_was_planned_then() -> None:
    steps = (
        {"status": "planned", "evidence": [{"doc": "wire.txt"}]},
        {"status": "established", "date": "2018", "evidence": [{"doc": "late.txt"}]},
    )
    slots = {"parties": list(PAIR), "name": "commission", "status": "established", "date": "2018"}
    words = (cite("w" * 40, doc="wire.txt", start=500), cite(doc="late.txt"))
    found = filed(Record("body-1", "body", slots, words, history=steps), late="2018-05-01")
    assert rules(found) == {"commission": "report"}
    assert found.outputs[0].record.get("status") == "planned"


def test_a_planned_meeting_has_no_outputs() -> None:
    planned = at(100, meeting(DAY, 21, status="planned", doc="wire.txt"))
    assert filed(signed("pact", 120), held=planned).outputs == ()


def test_what_was_open_on_the_day_before_is_input() -> None:
    before = promise("open a bridge at Tacna", doc="note.txt")
    agreed = at(150, promise("dredge the harbour of Arica"))
    found = filed(before, agreed)
    assert [each.record.id for each in found.inputs] == [before.id]
    assert [each.record.id for each in found.outputs] == [agreed.id]


def test_neighbours_go_by_number_and_the_next_is_told_by_reports() -> None:
    earlier, later = meeting("2015-10-01", 20), meeting("2018-10-01", 23)
    planned = at(700, meeting("2017", 22, status="planned", series="regular meeting"))
    found = filed(earlier, later, planned)
    assert found.before is not None
    assert found.after is not None
    assert found.announced is not None
    assert (found.before.id, found.after.id) == (earlier.id, planned.id)
    assert found.announced.id == planned.id


def test_figures_and_voices_are_those_of_its_reports() -> None:
    ruiz = {"name": "Ana Ruiz", "role": "Prime Minister", "country": "PER"}
    stated = at(500, trade("2015", 3.1))
    goal = at(550, trade("2020", 5, nature="target"))
    elsewhere = trade("2014", 2.9, doc="note.txt")
    mine, theirs = (
        at(600, position(ruiz, "seeks", "a mine")),
        at(650, position("CHL", "opposes", "it")),
    )
    analyst = at(690, position({"name": "Jo Vega"}, "praises", "both"))
    found = filed(stated, goal, elsewhere, mine, theirs, analyst)
    assert [each.id for each in found.figures] == [stated.id]
    assert [each.id for each in found.targets] == [goal.id]
    assert {(each.side, each.record.id) for each in found.voices} == {
        ("PER", mine.id),
        ("CHL", theirs.id),
        ("", analyst.id),
    }


def test_the_visitor_took_part_and_his_visit_is_the_occasion() -> None:
    visitor = {"name": "Ricardo Lagos", "role": "Prime Minister", "country": "CHL"}
    visit = at(300, record("visit", visitor=visitor, host="PER", status="made"))
    held = at(100, meeting(DAY, 21, links=({"rel": "during", "id": visit.id},), doc="wire.txt"))
    found = filed(visit, signed("pact", 320), held=held)
    assert [each.who["name"] for each in found.participants] == ["Ricardo Lagos"]
    assert [each.evidence for each in found.participants] == [visit.evidence]
    assert rules(found) == {"pact": "words"}


def test_the_file_is_json_with_every_record_that_it_names() -> None:
    found = filed(signed("pact", 120), promise("open a bridge at Tacna", doc="note.txt"))
    line = json.loads(json.dumps(found.to_json()))
    assert line["outputs"][0]["rule"] == "words"
    named = {line["meeting"], line["outputs"][0]["record"], line["inputs"][0]["record"]}
    assert named == set(line["records"])
