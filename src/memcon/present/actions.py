"""An action list for other programs: CSV for a spreadsheet, iCalendar for a calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import UTC, datetime, time

import icalendar

from memcon.assess.follow_up import Action, FollowUp
from memcon.model.record import Record
from memcon.present.brief.cycle import desk_of, task
from memcon.present.brief.desk import Desk
from memcon.present.brief.follow_up import responsible
from memcon.present.brief.parts import Source
from memcon.present.names import PartyNames
from memcon.present.phrases import sentence_case
from memcon.version import __version__

COLUMNS = ("responsible", "action", "due", "state", "new", "sectors", "record", "documents")
_PRODID = f"-//memcon//memcon {__version__}//EN"
_QUOTE = 300  # letters of the words that an entry in a calendar quotes


def actions_csv(found: FollowUp, *, names: PartyNames) -> str:
    """The actions of a follow-up as CSV (RFC 4180, UTF-8): one a line, with who has to act."""
    desk = desk_of(found.records, found.series.parties, found.as_of, {}, names)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for action in found.actions:
        record = action.record
        docs = dict.fromkeys(cite.doc for cite in record.evidence)
        writer.writerow(
            (
                responsible(desk.phrases, action),
                sentence_case(task(desk, record)[1]),
                action.due.isoformat() if action.due else "",
                action.state,
                "yes" if action.is_new else "no",
                " ".join(record.get("sectors") or ()),
                record.id,
                "; ".join(docs),
            )
        )
    return out.getvalue()


def actions_ics(found: FollowUp, *, sources: Mapping[str, Source], names: PartyNames) -> str:
    """The actions that have a date as an iCalendar file (RFC 5545): all-day events on that day.

    An event is named after its record, so that a calendar which reads a newer list replaces it.
    """
    desk = desk_of(found.records, found.series.parties, found.as_of, sources, names)
    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODID)
    calendar.add("version", "2.0")
    for action in found.actions:
        if action.due is not None:
            calendar.add_component(_event(desk, found, action))
    return str(calendar.to_ical().decode())


def _event(desk: Desk, found: FollowUp, action: Action) -> icalendar.Event:
    record = action.record
    who, what = responsible(desk.phrases, action), sentence_case(task(desk, record)[1])
    entry = icalendar.Event()
    entry.add("uid", f"{record.id}@memcon")
    entry.add("dtstamp", datetime.combine(found.as_of, time(), UTC))
    entry.add("dtstart", action.due)
    entry.add("summary", f"{who}: {what}")
    entry.add("transp", "TRANSPARENT")  # a date to meet, not a time that is taken
    if record.get("sectors"):
        entry.add("categories", list(record.get("sectors")))
    entry.add("description", "\n".join(_quoted(desk, record)))
    return entry


def _quoted(desk: Desk, record: Record) -> list[str]:
    """The words that a record rests on, each with its source."""
    lines = []
    for cite in record.evidence:
        source = desk.citer.sources.get(cite.doc, Source(cite.doc))
        words = " ".join(cite.quote.split())
        short = words if len(words) <= _QUOTE else f"{words[:_QUOTE].rpartition(' ')[0]} …"
        day = f", {source.date.isoformat()}" if source.date else ""
        lines.append(f"“{short}” ({source.publisher or source.name}{day})")
    return lines
