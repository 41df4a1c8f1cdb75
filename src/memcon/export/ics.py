"""`ics`: planned meetings and visits, and what is due, for calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO

import icalendar

from memcon.export.base import Material, Report, Selection, first_quotes, titled
from memcon.export.text import clean, one_line
from memcon.export.when import When, when
from memcon.model.record import Record
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.phrases import Phrases

_LONGEST = 31  # days that a plan may stretch over; what is less exact stands on its last day
_END = b"END:VCALENDAR\r\n"
_STATUSES = {"cancelled": "CANCELLED", "planned": "TENTATIVE"}


def write(material: Material, file: BinaryIO) -> Report:
    """Write the calendar; what is neither planned nor due, or has no date, is left out.

    The period that was asked for is one of the calendar: a promise of before that is due in it is
    in it.
    """
    report, phrases = Report(), material.phrases
    made = datetime.combine(material.selection.as_of, time(), UTC)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//memcon//memcon {material.selection.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    file.write(calendar.to_ical().removesuffix(_END))
    for record in material.records():
        slot = _slot(record)
        told = when(record, slot) if slot else None
        if not slot:
            report.left_out["neither planned nor due"] += 1
        elif told is None or (told.last is None and told.first is None):
            report.left_out["without a day or period"] += 1
        elif not _is_in(material.selection, _days(record, told)):
            report.left_out["planned or due at other times"] += 1
        else:
            file.write(_entry(record, told, phrases, made).to_ical())
            report.written += 1
    file.write(_END)
    return report


def _slot(record: Record) -> str:
    """The slot with the day that a calendar is for: of a plan its date, else when it is due."""
    status = record.get("status")
    if record.type in ("meeting", "visit"):
        return "date" if status in ("planned", "cancelled") else ""
    if record.type == "commitment":
        return "due" if status in (None, "pending") else ""
    if record.type == "figure":
        return "date" if record.get("nature") == "target" else ""
    return "date" if record.type == "instrument" and status == "planned" else ""


def _entry(record: Record, told: When, phrases: Phrases, made: datetime) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", f"{record.id}@memcon")
    entry.add("dtstamp", made)
    first, last = _days(record, told)
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
    entry.add("summary", _summary(record, told, phrases))
    place = phrases.place(record)
    if place:
        entry.add("location", one_line(place))
    entry.add("status", _STATUSES.get(str(record.get("status")), "CONFIRMED"))
    entry.add("transp", "TRANSPARENT")
    entry.add("categories", [record.type])
    entry.add("description", _description(record))
    return entry


def _days(record: Record, told: When) -> tuple[date, date]:
    """The days in the calendar: the last day of what is due, or of a plan that is not exact."""
    last = told.last or told.first
    assert last is not None  # noqa: S101 (the caller has looked)
    is_plan = record.type in ("meeting", "visit")
    if is_plan and told.first and (last - told.first).days < _LONGEST:
        return told.first, last
    return last, last


def _is_in(selection: Selection, days: tuple[date, date]) -> bool:
    first, last = days
    is_late_enough = selection.since is None or last >= selection.since
    return is_late_enough and (selection.until is None or first <= selection.until)


def _summary(record: Record, told: When, phrases: Phrases) -> str:
    text = one_line(titled(phrases.promise(record), record, phrases.names))
    if told.is_day:
        return text
    return f"{text} ({human_date(told.text)})"


def _description(record: Record) -> str:
    """Each document with its words, and the id by which memcon knows the record."""
    lines = [f"{cite.doc}: {one_line(cite.quote)}".rstrip(": ") for cite in first_quotes(record)]
    kind = labels().findings["cases"][record.type]
    return clean("\n".join([*lines, f"{kind} {record.id}"]))
