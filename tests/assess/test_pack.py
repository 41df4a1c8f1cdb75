"""The pack for a meeting: which meeting it is, and the order of its agenda."""

from __future__ import annotations

import json
from datetime import date

from books import aim, book, dated, meeting, position, promise, trade
from factory import record
from memcon.assess.named import all_series
from memcon.assess.pack import REASONS, Pack, next_of, prepare
from memcon.model.record import Record

AS_OF = date(2024, 6, 1)
ORIGINS = dated(old="2021-01-10", fourth="2023-05-03", since="2024-02-01")
HELD = (meeting("2022-05-02", 3, doc="old.txt"), meeting("2023-05-03", 4, doc="fourth.txt"))
OLD = promise("dredge the harbour", due="../2021", doc="old.txt")
LATE = promise("open a border post", due="../2023", doc="fourth.txt")
SOON = promise("publish tariff tables", due="../2024-06-20", doc="fourth.txt")
FAR = promise("electrify the coast railway", due="../2030", doc="fourth.txt")
LOOSE = promise("exchange lists of veterinary clinics", doc="fourth.txt")
GOAL = (aim("../2026", 40, doc="old.txt"), trade("2021", 10), trade("2022", 11))
SIDES = (trade("2023", 12, reporter="CHL"), trade("2023", 9, reporter="PER"))
UNSIGNED = record(
    "instrument", title="extradition treaty", status="under_negotiation", doc="since.txt"
)
QUARREL = (
    position("CHL", "opposes", "the anchovy quota", doc="since.txt"),
    position("PER", "supports", "the anchovy quota", doc="since.txt"),
)
PRAISE = position("PER", "praises", "the port of Arica", doc="old.txt")
ALL = (*HELD, OLD, LATE, SOON, FAR, LOOSE, *GOAL, *SIDES, UNSIGNED, *QUARREL, PRAISE)


def pack(*records: Record, side: str = "") -> Pack:
    known = book(*records, as_of=AS_OF, origins=ORIGINS)
    (series,) = all_series(known.of("meeting"))
    return prepare(known, series, upcoming=next_of(known, series), side=side)


def test_an_agenda_goes_from_what_has_passed_to_what_is_left_over() -> None:
    points = pack(*ALL).agenda
    assert [point.reason for point in points] == list(REASONS)
    assert [points[0].records, points[1].records, points[-1].records] == [(LATE,), (SOON,), (OLD,)]


def test_the_next_meeting_is_that_which_is_planned_else_that_of_the_cadence() -> None:
    made = pack(*HELD)
    assert (made.next.ordinal, made.next.basis, made.next.day) == (5, "cadence", date(2024, 5, 3))
    planned = meeting("2024-09", 5, status="planned", doc="since.txt")
    made = pack(*HELD, planned)
    assert (made.next.basis, made.next.record, made.last) == ("planned", planned, HELD[1])


def test_one_meeting_alone_leaves_the_next_open() -> None:
    made = pack(HELD[1])
    assert (made.next.basis, made.next.day, made.last) == ("unknown", None, HELD[1])


def test_for_a_side_only_what_the_others_said_is_in_it() -> None:
    assert [code for code, _ in pack(*ALL).said] == ["CHL", "PER"]
    assert pack(*ALL, side="CHL").said == (("PER", (QUARREL[1],)),)


def test_one_thing_under_two_records_is_one_point() -> None:
    project = record("project", name="Paracas lighthouse", status="planned", doc="fourth.txt")
    promised = promise("rebuild the Paracas lighthouse", doc="fourth.txt")
    assert len(pack(*HELD, project, promised).agenda) == 1


def test_as_json_every_record_named_is_there_with_its_evidence() -> None:
    line = json.loads(json.dumps(pack(*ALL).to_json()))
    named = {each for point in line["agenda"] for each in point["records"]}
    assert named <= set(line["records"])
    assert all(each["evidence"] for each in line["records"].values())
