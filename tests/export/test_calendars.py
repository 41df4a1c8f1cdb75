"""Timelines and calendars: what the programs that show them make of the files."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import icalendar
import jsonschema
import pytest
from hypothesis import given, settings
from lxml import html

from exporting import DATES, HEBREW, HOSTILE, exported, record_lists, sample
from factory import record
from memcon.model import edtf
from memcon.model.record import Record

# What TimelineJS takes, as its documentation has it.
DAY = {
    "type": "object",
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
    "required": ["year"],
    "additionalProperties": False,
}
TIMELINE = {
    "type": "object",
    "properties": {
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "start_date": DAY,
                    "end_date": DAY,
                    "display_date": {"type": "string", "minLength": 1},
                    "text": {
                        "type": "object",
                        "properties": {
                            "headline": {"type": "string", "minLength": 1},
                            "text": {"type": "string"},
                        },
                        "required": ["headline"],
                    },
                    "group": {"type": "string"},
                    "unique_id": {"type": "string"},
                },
                "required": ["start_date", "text", "unique_id"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["events"],
}


VISIT = f"{HEBREW['role']} {HEBREW['name']} (Israel) to Peru (1–3 June 2020)"


def slides(records: list[Record] | None = None) -> list[dict[str, Any]]:
    data = json.loads(exported("timelinejs", records)[0])
    jsonschema.validate(data, TIMELINE)
    found: list[dict[str, Any]] = data["events"]
    return found


def entries(records: list[Record] | None = None) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(exported("ics", records)[0])
    return list(calendar.walk("VEVENT"))


# ---------------------------------------------------------------------- timelines


def test_a_slide_shows_what_when_and_who_says_so() -> None:
    first = slides()[0]
    assert first["start_date"] == {"year": 2019, "month": 5, "day": 6}
    assert first["display_date"] == "6 May 2019"
    assert "Ana Ruiz" in first["text"]["headline"]
    assert "A note on the border, Lima Courier" in first["text"]["text"]


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2016-11-07", {"year": 2016, "month": 11, "day": 7}, None),
        ("2016-11", {"year": 2016, "month": 11}, {"year": 2016, "month": 11}),
        ("2013", {"year": 2013}, {"year": 2013}),
        ("199X", {"year": 1990}, {"year": 1999}),
        ("../2024", {"year": 2024, "month": 12, "day": 31}, None),
    ],
)
def test_a_slide_is_no_more_exact_than_the_date(
    value: str, start: dict[str, int], end: dict[str, int] | None
) -> None:
    (slide,) = slides([record("project", name="line", date=value)])
    assert slide["start_date"] == start
    assert slide.get("end_date") == end


def test_every_form_of_date_makes_a_slide() -> None:
    made = [record("project", name=f"line {n}", date=value) for n, value in enumerate(DATES)]
    assert len(slides(made)) == len(DATES)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_documents_say_is_text_and_no_markup(text: str) -> None:
    made = record("project", name=text, date="2019", quote=text)
    (slide,) = slides([made])
    for part in slide["text"].values():
        tags = {
            element.tag for element in html.fragment_fromstring(part, create_parent=True).iter()
        }
        assert tags <= {"div", "p", "blockquote", "cite"}


# ---------------------------------------------------------------------- calendars


def test_a_calendar_has_what_is_planned_and_what_is_due() -> None:
    found = {str(entry["summary"]): entry for entry in entries()}
    assert list(found) == [
        "Chile and Peru: 4th commission meeting (March 2021)",
        VISIT,
        "Chile: open a crossing (by 2027)",
        "Chile and Peru: Trade: 4–5 bn USD (target) (2025)",
    ]
    assert found["Chile: open a crossing (by 2027)"]["dtstart"].dt == date(2027, 12, 31)
    visit = found[VISIT]
    assert (visit["dtstart"].dt, visit["dtend"].dt) == (date(2020, 6, 1), date(2020, 6, 4))


def test_a_period_is_one_of_the_calendar() -> None:
    data, report = exported("ics", since=date(2025, 6, 1))
    calendar = icalendar.Calendar.from_ical(data)
    assert [str(each["summary"]) for each in calendar.walk("VEVENT")] == [
        "Chile: open a crossing (by 2027)",  # promised long before
        "Chile and Peru: Trade: 4–5 bn USD (target) (2025)",
    ]
    assert report.left_out["planned or due at other times"] == 2


def test_a_plan_for_a_year_stands_on_its_last_day_and_says_so() -> None:
    (entry,) = entries([record("meeting", date="2026", status="planned")])
    assert entry["dtstart"].dt == date(2026, 12, 31)
    assert str(entry["summary"]).endswith("(2026)")


def test_a_cancelled_meeting_is_marked_as_such() -> None:
    (entry,) = entries([record("meeting", date="2026-02-01", status="cancelled")])
    assert str(entry["status"]) == "CANCELLED"


def test_what_is_neither_planned_nor_due_is_left_out_and_counted() -> None:
    made = [
        record("meeting", date="2020-01-01", status="held"),
        record("meeting", status="planned"),
        record("commitment", by=["PER"], action="pay", due="2021", status="met"),
    ]
    _, report = exported("ics", made)
    assert dict(report.left_out) == {"neither planned nor due": 2, "without a day or period": 1}


@given(record_lists(["meeting", "visit", "commitment", "figure"]))
@settings(max_examples=40)
def test_a_calendar_holds_whatever_the_records_say(records: list[Record]) -> None:
    data, report = exported("ics", records)
    found = list(icalendar.Calendar.from_ical(data).walk("VEVENT"))
    assert len(found) == report.written
    assert all(entry["dtstart"].dt < entry["dtend"].dt for entry in found)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    due = {f"{each.id}@memcon": each.get("due") for each in records}
    for entry in found:
        value = due.get(str(entry["uid"]))
        if value:
            limits = edtf.bounds(value)
            assert entry["dtstart"].dt == (limits.last or limits.first)


def test_right_to_left_names_come_through() -> None:
    assert any(HEBREW["name"] in str(entry["summary"]) for entry in entries(list(sample())))
