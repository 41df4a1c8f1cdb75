"""The structure of a relationship: its formats by level, from summits to consulates, with dates.

A format is a standing body, a series of meetings, or both where they are one thing: the meetings
of a commission are those whose name says the same. Bodies come from documents and from analysts,
who can also say what a body is part of and what founded it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from memcon.assess.book import Book, parties_of
from memcon.assess.drafts import Draft, drafts_of
from memcon.assess.groupings import Grouping, groupings_of
from memcon.assess.leaders import Leader, followed, leaders_of
from memcon.assess.levels import LEVELS
from memcon.assess.plain import plain
from memcon.assess.series import Series, by_date, ordinal_of
from memcon.assess.sessions import Sessions, sessions_of, took_place
from memcon.model.citation import Citation
from memcon.model.periods import first_day, last_day
from memcon.model.record import Record

_OPEN = ("planned", "cancelled")
_DONE = ("held", "established", "existing")
_FOUNDED = ("established", "planned")


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the life of a format.

    `date` is EDTF, or the day on which a document first said so where `is_reported`. `what` is
    `planned`, `established`, `existing`, `dissolved`, `first_meeting`, `leader` (`who` came after
    another) or `remit` (another one is stated).
    """

    date: str
    what: str
    value: Any = None
    is_reported: bool = False
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One way in which the parties meet or work together.

    `id` is that of its body, else of its first meeting. `name` is empty for meetings that have
    none; `since` is the day on which it was or is to be set up (EDTF), `reported` the first day on
    which a document tells of it. `cadence` is the word that documents state, `cadence_days` the
    time from meeting to meeting that the numbers show or the name says. `founded_by` and `parent`
    are ids of records.
    """

    id: str
    level: str
    parties: tuple[str, ...]
    name: str = ""
    kind: str = ""
    number: int | None = None
    status: str = ""
    since: str = ""
    reported: date | None = None
    place: Mapping[str, Any] | None = None
    remit: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    cadence: str = ""
    cadence_days: int | None = None
    leaders: tuple[Leader, ...] = ()
    founded_by: tuple[str, ...] = ()
    parent: str = ""
    sessions: Sessions | None = None
    changes: tuple[Change, ...] = ()
    bodies: tuple[str, ...] = ()
    evidence: tuple[Citation, ...] = ()
    children: tuple[Format, ...] = ()

    def all(self) -> list[Format]:
        """The format with all that are part of it, from the top down."""
        return [self, *(each for child in self.children for each in child.all())]


@dataclass(frozen=True, slots=True)
class Structure:
    """The formats of some parties as of a day, by level, and the groupings they belong to."""

    parties: tuple[str, ...]
    as_of: date
    formats: tuple[Format, ...]
    groupings: tuple[Grouping, ...] = ()

    def all(self) -> list[Format]:
        """Every format, those that are part of others too."""
        return [each for top in self.formats for each in top.all()]

    def at(self, level: str) -> list[Format]:
        """The formats of a level that are part of no other."""
        return [each for each in self.formats if each.level == level]

    def to_json(self) -> dict[str, Any]:
        """The structure as JSON; what is empty is left out."""
        return dict(plain(self))


def structure_of(
    book: Book, parties: Sequence[str], *, named: Mapping[str, Sequence[Citation]] | None = None
) -> Structure:
    """The structure of the relations of some parties, as of the day of the book.

    Formats of exactly these parties stand at their level, those with others among `multilateral`.
    What happened later, or was first told later and has no date, is left out. `named` has the
    organisations that documents name, by code, with their words.
    """
    among = [record for record in book.records if set(parties) <= set(parties_of(record))]
    seen = [_as_seen(book, record) for record in among if _is_seen(book, record)]
    bodies = [record for record in seen if record.type == "body"]
    meetings = [record for record in seen if record.type == "meeting"]
    counts = [record for record in seen if record.get("indicator") == "diplomacy.meetings"]
    drafts = drafts_of(parties, bodies, meetings)
    formats = [_made(book, each, counts) for each in drafts]
    groupings = groupings_of(parties, named or {}, seen, as_of=book.as_of)
    return Structure(tuple(sorted(parties)), book.as_of, tuple(_tree(formats)), groupings)


def _is_seen(book: Book, record: Record) -> bool:
    """Whether a record was there, or told of, by the day of the book."""
    told, day = book.first_reported(record), first_day(record)
    is_open = record.get("status") in _OPEN
    if told is None:
        return day is None or is_open or day <= book.as_of
    return told <= book.as_of or (day is not None and not is_open and day <= book.as_of)


def _as_seen(book: Book, record: Record) -> Record:
    """A record as it was on the day of the book: what lay ahead was planned."""
    day, status = first_day(record), record.get("status")
    if day is None or day <= book.as_of or status not in _DONE:
        return record
    return replace(record, slots={**record.slots, "status": "planned"}, history=())


# ---------------------------------------------------------------------- one format


def _made(book: Book, draft: Draft, counts: Sequence[Record]) -> Format:
    series, bodies = draft.series, draft.bodies
    meetings = series.meetings if series else ()
    leaders = leaders_of(book, bodies, took_place(meetings), level=draft.level)
    cadence = series.cadence if series else None
    records = [*bodies, *meetings]
    evidence = {cite: None for record in records for cite in record.evidence}
    first = bodies[0] if bodies else records[0]
    reported = [day for record in records if (day := book.first_reported(record))]
    return Format(
        id=first.id,
        level=draft.level,
        parties=parties_of(first),
        name=_name(bodies, series),
        kind=str(first.get("kind", "")),
        number=next((int(body.get("ordinal")) for body in bodies if body.get("ordinal")), None),
        status=_status(book, bodies),
        since=next((str(body.get("date")) for body in bodies if body.get("date")), ""),
        reported=min(reported, default=None),
        place=next((body.get("place") for body in bodies if body.get("place")), None),
        remit=_each(bodies, "remit"),
        sectors=tuple(sorted({each for body in bodies for each in body.get("sectors") or ()})),
        cadence=next((str(body.get("cadence")) for body in bodies if body.get("cadence")), ""),
        cadence_days=cadence.days if cadence else None,
        leaders=leaders,
        founded_by=_founding(bodies),
        parent=next(iter(_linked([*bodies, *meetings], "part_of")), ""),
        sessions=sessions_of(book, series, counts) if series else None,
        changes=_changes(book, bodies, meetings, leaders),
        bodies=tuple(body.id for body in bodies),
        evidence=tuple(evidence),
    )


def _name(bodies: Sequence[Record], series: Series | None) -> str:
    names = [str(body.get("name")) for body in bodies if body.get("name")]
    return names[0] if names else (series.name if series else "")


def _each(bodies: Iterable[Record], slot: str) -> tuple[str, ...]:
    """All values of a slot of text, those of single documents too, each once."""
    found: dict[str, None] = {}
    for body in bodies:
        found.update(dict.fromkeys([str(body.get(slot))] if body.get(slot) else []))
        found.update({str(each["value"]): None for each in body.stated.get(slot, ())})
    return tuple({each.casefold(): each for each in reversed(found)}.values())[::-1]


def _founding(bodies: Sequence[Record]) -> tuple[str, ...]:
    """What founded a body, by a link; of a new or planned one, the meeting that agreed on it."""
    new = [body for body in bodies if body.get("date") or body.get("status") in _FOUNDED]
    return _linked(bodies, "founded_by") or _linked(new, "produced_by")


def _linked(records: Iterable[Record], rel: str) -> tuple[str, ...]:
    """What records are linked to by a relation."""
    links = [link["id"] for each in records for link in each.links if link["rel"] == rel]
    return tuple(dict.fromkeys(links))


def _status(book: Book, bodies: Sequence[Record]) -> str:
    """The status of the first body, as it was on the day of the book."""
    if not bodies:
        return ""
    body = bodies[0]
    steps = [
        str(step["status"]) for step in body.history if _is_past(book, str(step.get("date", "")))
    ]
    return steps[-1] if steps else str(body.get("status", ""))


def _is_past(book: Book, day: str) -> bool:
    return not day or day[:10] <= book.as_of.isoformat()


def _changes(
    book: Book, bodies: Iterable[Record], meetings: Sequence[Record], leaders: Sequence[Leader]
) -> tuple[Change, ...]:
    found: list[Change] = []
    for body in bodies:
        steps = body.history or [{"status": body.get("status"), "date": body.get("date")}]
        for step in steps:
            found += _step(book, body, str(step.get("status") or ""), str(step.get("date") or ""))
    dated = [each for each in took_place(meetings) if last_day(each)]
    if dated:
        earliest = min(dated, key=by_date)
        number = ordinal_of(earliest) or None
        found.append(
            Change(str(earliest.get("date")), "first_meeting", number, records=(earliest.id,))
        )
    for _, after in followed(leaders):
        day = after.first.isoformat() if after.first else ""
        found.append(Change(day, "leader", dict(after.who), records=after.records[:1]))
    return tuple(sorted(found, key=lambda each: each.date[:10] or "9999"))


def _step(book: Book, body: Record, status: str, day: str) -> list[Change]:
    reported = book.first_reported(body)
    if status in ("established", "dissolved") and day:
        return [Change(day, status, records=(body.id,))] if _is_past(book, day) else []
    if not status or reported is None:
        return []
    when = day if day and _is_past(book, day) else reported.isoformat()
    return [Change(when, status, is_reported=True, records=(body.id,))]


# ---------------------------------------------------------------------- the tree


def _tree(formats: Sequence[Format]) -> list[Format]:
    """The formats that are part of no other, with their parts, by level and date."""
    by_record = {record: each.id for each in formats for record in (*each.bodies, each.id)}
    parents: dict[str, str] = {}
    for each in formats:
        above = by_record.get(each.parent, "")
        if above and not _leads(above, each.id, parents):  # a circle is cut where it closes
            parents[each.id] = above

    def grown(one: Format) -> Format:
        parts = [grown(each) for each in formats if parents.get(each.id) == one.id]
        return replace(one, children=tuple(sorted(parts, key=_place)))

    return sorted((grown(each) for each in formats if each.id not in parents), key=_place)


def _leads(start: str, to: str, parents: Mapping[str, str]) -> bool:
    """Whether a format is another one, or part of it over however many steps."""
    while start and start != to:
        start = parents.get(start, "")
    return start == to


def _place(one: Format) -> tuple[int, bool, str, str, str]:
    """Where a format stands: by level, named ones first, then by date and name."""
    day = one.since[:10] or (one.reported.isoformat() if one.reported else "9999")
    return LEVELS.index(one.level), not one.name, day, one.name, one.id
