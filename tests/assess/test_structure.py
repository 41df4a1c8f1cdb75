from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from books import book, dated, meeting
from factory import cite, record
from memcon.assess.structure import Format, Structure, structure_of
from memcon.model.record import Record

PAIR = ("CHL", "PER")
RUIZ = {"name": "Ana Ruiz", "role": "Prime Minister", "country": "PER"}
LAGOS = {"name": "Ricardo Lagos", "role": "President", "country": "CHL"}


def body(name: str, **slots: Any) -> Record:
    return record("body", **{"name": name, "kind": "commission", "status": "existing", **slots})


def shown(*records: Record, as_of: str = "2024-06-01", **days: str) -> Structure:
    return structure_of(
        book(*records, as_of=date.fromisoformat(as_of), origins=dated(**days)), PAIR
    )


def only(found: Structure) -> Format:
    assert len(found.formats) == 1, [each.name for each in found.formats]
    return found.formats[0]


def test_formats_stand_by_level_from_summits_to_posts() -> None:
    found = shown(
        body("Peruvian consulate in Arica", kind="consulate"),
        body("working group on fisheries", kind="working group"),
        body("commission on mines"),
        meeting("2020-05-01", kind="heads_of_state"),
        meeting("2020-06-01", 3),
    )
    assert [each.level for each in found.formats] == [
        "heads_of_state",
        "heads_of_government",
        "commission",
        "working",
        "post",
    ]


def test_a_body_has_its_remit_number_sectors_and_date() -> None:
    one = only(
        shown(
            body(
                "fifth commission",
                ordinal=5,
                remit="cooperation between the north and the coast",
                sectors=["regional"],
                status="planned",
                doc="wire.txt",
            ),
            wire="2016-11-08",
        )
    )
    assert (one.number, one.remit) == (5, ("cooperation between the north and the coast",))
    assert (one.sectors, one.status, one.reported) == (("regional",), "planned", date(2016, 11, 8))
    assert [(each.what, each.is_reported) for each in one.changes] == [("planned", True)]


def test_sessions_are_counted_under_the_body_that_they_are_of() -> None:
    one = only(
        shown(
            body("Joint Commission on Mining"),
            meeting("2019-04-01", 3, kind="commission", series="session of the mining commission"),
            meeting("2020-04-01", 4, kind="ministerial", series="commission on mining"),
        )
    )
    assert one.level == "commission"
    assert one.sessions is not None
    assert (one.sessions.held, one.sessions.numbers) == (2, (3, 4))
    assert (one.sessions.first, one.sessions.last) == ("2019-04-01", "2020-04-01")


def test_a_meeting_that_is_linked_to_a_body_counts_under_it() -> None:
    council = body("Binational Council", kind="council")
    talks = meeting(
        "2020-04-01", kind="other", links=({"rel": "part_of", "id": council.id},), series="round"
    )
    one = only(shown(council, talks))
    assert one.sessions is not None
    assert one.sessions.meetings == (talks.id,)


def test_meetings_are_counted_as_held_inferred_and_ahead() -> None:
    one = only(
        shown(
            meeting("2018-10-01", 18, status="planned"),
            meeting("2021-10-01", 21),
            meeting("2022-10-01", 22, status="cancelled"),
            meeting("2025", 25, status="planned"),
            record("meeting", kind="heads_of_government", status="held"),
        )
    )
    told = one.sessions
    assert told is not None
    assert (told.held, told.inferred, told.ahead, told.undated) == (1, 1, 1, 1)
    assert (told.first, told.last, told.next_planned) == ("2018-10-01", "2021-10-01", "2025")
    assert told.missing == (19, 20, 23, 24)


def test_the_next_meeting_is_due_by_cadence_and_overdue_some_time_after() -> None:
    meetings = [meeting(f"{2000 + number}-05-01", number) for number in (18, 19, 20)]
    soon = only(shown(*meetings, as_of="2021-06-01")).sessions
    late = only(shown(*meetings, as_of="2021-12-01")).sessions
    assert soon is not None
    assert late is not None
    assert soon.next_due == late.next_due == date(2021, 5, 2)
    assert (soon.is_overdue, late.is_overdue) == (False, True)


def test_leaders_follow_each_other_on_either_side() -> None:
    perez = {"name": "Luis Perez", "role": "Prime Minister", "country": "PER"}
    speaker = {"name": "Jo Vega", "role": "Speaker of Congress", "country": "PER"}
    one = only(
        shown(
            meeting("2018-10-01", 18, participants=[RUIZ, speaker]),
            meeting("2019-10-01", 19, participants=[{**RUIZ, "name": "Ruiz"}]),
            meeting("2020-10-01", 20, participants=[perez]),
            meeting("2025-10-01", 25, status="planned", participants=[RUIZ]),
        )
    )
    told = [(each.who["name"], each.first, each.last) for each in one.leaders]
    assert told == [
        ("Ana Ruiz", date(2018, 10, 1), date(2019, 10, 1)),
        ("Luis Perez", date(2020, 10, 1), date(2020, 10, 1)),
    ]
    assert [each.value["name"] for each in one.changes if each.what == "leader"] == ["Luis Perez"]


def test_a_chair_is_told_apart_from_who_took_part() -> None:
    one = only(
        shown(
            body("commission on mines", chairs=[LAGOS], doc="decree.txt"),
            meeting("2020-04-01", 2, kind="commission", series="commission on mines"),
            decree="2019-02-01",
        )
    )
    assert [(each.how, each.first) for each in one.leaders] == [("chairs", date(2019, 2, 1))]


def test_a_body_is_shown_under_its_parent_with_what_founded_it() -> None:
    treaty = record("instrument", title="Treaty of Tacna", status="signed")
    top = body("commission on mines", links=({"rel": "founded_by", "id": treaty.id},))
    part = body(
        "working group on copper",
        kind="working group",
        links=({"rel": "part_of", "id": top.id},),
    )
    one = only(shown(part, top, treaty))
    assert (one.name, one.founded_by) == ("commission on mines", (treaty.id,))
    assert [each.name for each in one.children] == ["working group on copper"]


def test_parents_in_a_circle_lose_nothing() -> None:
    one, other = body("commission on mines"), body("council on water", kind="council")
    one = Record(
        one.id, "body", one.slots, one.evidence, links=({"rel": "part_of", "id": other.id},)
    )
    other = Record(
        other.id, "body", other.slots, other.evidence, links=({"rel": "part_of", "id": one.id},)
    )
    found = shown(one, other)
    assert {each.id for each in found.all()} == {one.id, other.id}


def test_only_a_new_body_was_founded_by_the_meeting_that_speaks_of_it() -> None:
    talks = meeting("2020-04-01", 2)
    link = ({"rel": "produced_by", "id": talks.id},)
    new = body("commission on mines", status="established", links=link)
    old = body("commission on water", links=link)
    found = {each.name: each.founded_by for each in shown(talks, new, old).at("commission")}
    assert found == {"commission on mines": (talks.id,), "commission on water": ()}


def test_what_came_later_is_left_out_and_what_lay_ahead_was_planned() -> None:
    records = [
        meeting("2013-10-01", 18, doc="old.txt"),
        meeting("2014-10-01", 19, doc="old.txt"),
        body("commission on mines", status="established", date="2016-11-07", doc="new.txt"),
    ]
    one = only(shown(*records, as_of="2013-12-31", old="2013-10-02", new="2016-11-08"))
    assert one.sessions is not None
    assert (one.sessions.held, one.sessions.ahead) == (1, 1)


def test_formats_with_others_stand_apart() -> None:
    found = shown(meeting("2020-04-01", 2), body("Andean council", parties=["BOL", "CHL", "PER"]))
    assert [each.level for each in found.formats] == ["heads_of_government", "multilateral"]


def test_a_number_of_meetings_told_in_the_same_words_is_kept() -> None:
    words = "met five times in 2015"
    talks = meeting("2015", kind="heads_of_state", quote=words)
    count = record(
        "figure",
        indicator="diplomacy.meetings",
        amount={"value": 5, "unit": "meeting"},
        date="2015",
        quote=words,
    )
    assert talks.evidence[0].start == count.evidence[0].start
    one = only(shown(talks, count))
    assert one.sessions is not None
    assert one.sessions.stated == (("2015", 5.0, count.id),)


@pytest.mark.parametrize(
    ("code", "year", "membership"),
    [("APEC", 2020, "listed"), ("APEC", 1995, None), ("NATO", 2020, None), ("UN", 2020, "listed")],
)
def test_groupings_are_those_named_to_which_all_belong(
    code: str, year: int, membership: str | None
) -> None:
    words = [cite(code, doc="wire.txt")]
    found = structure_of(book(as_of=date(year, 6, 1)), PAIR, named={code: words})
    assert [each.membership for each in found.groupings] == ([membership] if membership else [])


def test_the_structure_is_json() -> None:
    found = shown(body("commission on mines", sectors=["industry"]), meeting("2020-04-01", 2))
    line = json.loads(json.dumps(found.to_json()))
    assert line["formats"][1]["sectors"] == ["industry"]
    assert line["formats"][0]["sessions"]["held"] == 1
    assert line["formats"][1]["evidence"][0]["doc"] == "note.txt"


def test_a_commission_told_by_number_and_by_name_at_its_founding_is_one() -> None:
    held = meeting("2020-06-01", 3, doc="wire.txt")
    both = replace(held, evidence=(*held.evidence, cite(doc="paper.txt")))
    by_number = body("fifth commission", ordinal=5, status="planned", doc="wire.txt")
    by_name = body("commission on fisheries", status="established", doc="paper.txt")
    found = shown(both, by_number, by_name, wire="2020-06-02", paper="2020-06-05")
    commissions = found.at("commission")
    assert [each.name for each in commissions] == ["commission on fisheries"]
    assert commissions[0].number == 5
    assert set(commissions[0].bodies) == {by_number.id, by_name.id}


def test_a_meeting_held_regularly_gives_its_series_the_cadence() -> None:
    held = meeting("2020-06-01", 3, series="high-level meeting", doc="wire.txt")
    again = body("high-level meeting", kind="consultation format", cadence="yearly", doc="wire.txt")
    found = shown(held, again, wire="2020-06-02")
    assert [(each.level, each.cadence) for each in found.formats] == [
        ("heads_of_government", "yearly")
    ]


def test_a_leader_without_a_state_is_the_one_of_that_name() -> None:
    early = meeting("2020-06-01", 3, participants=[{"name": "Ana Ruiz", "role": "Prime Minister"}])
    late = meeting("2021-06-01", 4, participants=[RUIZ])
    (leader,) = only(shown(early, late)).leaders
    assert (leader.party, leader.first) == ("PER", date(2020, 6, 1))
