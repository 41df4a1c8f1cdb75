"""A follow-up in words, and its action list for other programs."""

from __future__ import annotations

import csv
import io
from datetime import date

import icalendar

from books import book, dated, meeting, promise
from factory import record, source
from memcon.assess.follow_up import FollowUp, follow_up
from memcon.assess.named import all_series
from memcon.present.actions import COLUMNS, actions_csv, actions_ics
from memcon.present.brief import render
from memcon.present.brief.follow_up import follow_up_brief
from memcon.present.names import party_names

ORIGINS = dated(third="2022-05-03", fourth="2023-05-03", since="2024-02-01")
DUE = promise("open a Chacalluta; border, post", due="../2024", by=["PER"], doc="third.txt")
LOOSE = promise("dredge the harbour", sectors=["transport"], doc="fourth.txt")
KEPT = promise("extend the Tacna aqueduct", doc="third.txt")
DONE = record("project", name="Tacna aqueduct", status="completed", date="2024", doc="since.txt")


def found() -> FollowUp:
    meetings = meeting("2022-05-02", 3, doc="third.txt"), meeting("2023-05-02", 4, doc="fourth.txt")
    known = book(*meetings, DUE, LOOSE, KEPT, DONE, as_of=date(2024, 6, 1), origins=ORIGINS)
    (series,) = all_series(known.of("meeting"))
    return follow_up(known, series, meetings[1])


def test_every_line_has_its_source() -> None:
    made = follow_up_brief(found(), {}, names=party_names())
    assert [section.key for section in made.sections] == ["outcomes", "new", "actions"]
    rows = [row for part in made.sections for group in part.groups for row in group.rows]
    assert all(row.cites for row in (*made.standing, *rows))


def test_it_says_what_became_of_each_and_what_tells_it() -> None:
    paper = follow_up_brief(found(), {}, names=party_names())
    text = render(paper, "md", version="1")
    assert "# What became of the 4th regular meeting of heads of government" in text
    assert "1 settled; 1 not mentioned, with a date ahead" in text
    assert "| Extend the Tacna aqueduct | Tacna aqueduct, completed, 2024 | [" in text
    assert "### Peru" in text


def test_the_action_list_is_a_table_that_a_spreadsheet_reads() -> None:
    rows = list(csv.DictReader(io.StringIO(actions_csv(found(), names=party_names()))))
    assert tuple(rows[0]) == COLUMNS
    told = {row["action"]: (row["responsible"], row["due"], row["new"]) for row in rows}
    assert told == {
        "Open a Chacalluta; border, post": ("Peru", "2024-12-31", "no"),
        "Dredge the harbour": ("Chile and Peru", "", "yes"),
    }


def test_what_has_a_date_is_an_event_that_a_calendar_reads() -> None:
    sources = {"third.txt": source("third.txt")}
    text = actions_ics(found(), sources=sources, names=party_names())
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["UID"] == f"{DUE.id}@memcon"
    assert event["DTSTART"].dt == date(2024, 12, 31)
    assert event["SUMMARY"] == "Peru: Open a Chacalluta; border, post"
    assert "(Lima Courier, 2020-03-04)" in event["DESCRIPTION"]
    assert text == actions_ics(found(), sources=sources, names=party_names())
