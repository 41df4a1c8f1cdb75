"""The pack for a series' next meeting: what is open, what was said, what to talk about first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from memcon.assess.book import Book
from memcon.assess.contradictions import find_contradictions
from memcon.assess.finding import Finding
from memcon.assess.mirror import Mirror, mirrors
from memcon.assess.open_items import OpenItem, open_items
from memcon.assess.plain import plain
from memcon.assess.positions import by_topic, find_frictions, sides_of
from memcon.assess.series import Series, ordinal_of
from memcon.assess.targets import Outcome, Target, judged
from memcon.assess.telling import called, telling_stems
from memcon.model import compare
from memcon.model.periods import first_day, last_day
from memcon.model.record import Record

REASONS = (  # of the points of an agenda, the most urgent first
    "overdue",
    "due_before",
    "off_course",
    "contradicted",
    "friction",
    "unsigned",
    "promised_last",
    "due_later",
    "left_over",
)
_YEAR = timedelta(days=365)
_FRESH = 2 * _YEAR  # older words and figures are no news to a meeting
_HEAD = 16  # letters of a name by which it is found in its clause
_TELLING = 2  # words from which one thing is known in another point
_STATED = ("meeting", "visit", "body", "instrument", "project", "commitment", "figure")


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The meeting that is prepared: its number (0 where the series has none) and about when.

    `basis` is `planned` where a record announces it, `held` where it has taken place since,
    `cadence` where its day follows from those before, `unknown` where nothing tells it.
    """

    ordinal: int
    basis: str
    day: date | None = None
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """What is held on one topic; `state` is `opposed`, `reproach`, or '' without friction."""

    positions: tuple[Record, ...]
    state: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the suggested agenda: why it is one, and the records that it is about.

    `day` is what points with one reason go by: the due date, else the day on which it was said.
    """

    reason: str
    records: tuple[Record, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a delegation takes to a meeting, as data, every part with its records."""

    series: Series
    as_of: date
    next: Upcoming
    last: Record | None
    commitments: tuple[OpenItem, ...]
    instruments: tuple[OpenItem, ...]
    projects: tuple[OpenItem, ...]
    targets: tuple[tuple[Target, Outcome], ...]
    mirrors: tuple[Mirror, ...]
    contradictions: tuple[Finding, ...]
    topics: tuple[Topic, ...]
    said: tuple[tuple[str, tuple[Record, ...]], ...]
    agenda: tuple[Point, ...]
    side: str = ""
    contradicted: tuple[Record, ...] = ()  # those that the contradictions are about

    @property
    def records(self) -> dict[str, Record]:
        """Every record that a part of the pack rests on, by id."""
        return {record.id: record for record in _records(self)}

    def to_json(self) -> dict[str, Any]:
        """The pack as JSON; parts name records by id, which `records` holds with their evidence."""
        line: dict[str, Any] = {
            "series": {
                "kind": self.series.kind,
                "name": self.series.name,
                "parties": list(self.series.parties),
            },
            "as_of": self.as_of.isoformat(),
        }
        parts = (
            "next",
            "last",
            "commitments",
            "instruments",
            "projects",
            "mirrors",
            "topics",
            "agenda",
        )
        line |= {name: plain(getattr(self, name)) for name in parts}
        line["targets"] = [{**plain(t), "outcome": plain(o)} for t, o in self.targets]
        line["contradictions"] = [each.to_json() for each in self.contradictions]
        line["said"] = {code: plain(records) for code, records in self.said}
        line["records"] = {key: each.to_json() for key, each in sorted(self.records.items())}
        return line


def prepare(book: Book, series: Series, *, upcoming: Upcoming, side: str = "") -> Pack:
    """The pack for a meeting of a series, from the records of its parties as of the book's day.

    With `side`, one of the parties, only what the others have said is in it.
    """
    last = last_held(book, series, before=upcoming)
    items = open_items(book)
    targets = tuple(each for each in judged(book) if each[1].state != "met")
    clashes = tuple(
        each for each in find_contradictions(book) if each.slot in ("amount", "change", "due")
    )
    named = {name for each in clashes for name in each.records}
    gaps = mirrors(book)
    topics = _topics(book)
    said = _said(book, series, last, side)
    agenda = _Agenda(book, last, upcoming, series).points(items, targets, gaps, clashes, topics)
    return Pack(
        series=series,
        as_of=book.as_of,
        next=upcoming,
        last=last,
        commitments=_of(items, "commitment"),
        instruments=_of(items, "instrument"),
        projects=_of(items, "project"),
        targets=targets,
        mirrors=gaps,
        contradictions=clashes,
        topics=topics,
        said=said,
        agenda=agenda,
        side=side,
        contradicted=tuple(record for record in book.records if record.id in named),
    )


def next_of(book: Book, series: Series) -> Upcoming:
    """The next meeting of a series as of the book's day: as planned, else by its cadence."""
    held = [m for m in series.held if (first_day(m) or date.max) <= book.as_of]
    last = held[-1] if held else None
    number = max((ordinal_of(m) for m in held), default=0)
    ended = (last_day(last) if last else None) or date.min
    plans = [
        plan
        for plan in series.planned_after(ended)
        if not ordinal_of(plan) or ordinal_of(plan) > number
    ]
    if plans:
        plan = min(plans, key=lambda m: (ordinal_of(m) or number + 1, last_day(m) or date.max))
        return Upcoming(ordinal_of(plan) or _after(number), "planned", last_day(plan), plan)
    cadence = series.cadence
    if cadence is None or last is None:
        return Upcoming(_after(number), "unknown")
    return Upcoming(_after(number), "cadence", ended + cadence)


def _after(number: int) -> int:
    return number + 1 if number else 0


def last_held(book: Book, series: Series, *, before: Upcoming) -> Record | None:
    """The last meeting of a series that was held before another, as of the book's day."""
    held = [
        m
        for m in series.held
        if (first_day(m) or date.max) <= book.as_of
        and (not before.ordinal or not ordinal_of(m) or ordinal_of(m) < before.ordinal)
        and (before.record is None or m.id != before.record.id)
    ]
    return held[-1] if held else None


def _of(items: Iterable[OpenItem], record_type: str) -> tuple[OpenItem, ...]:
    return tuple(item for item in items if item.record.type == record_type)


# ------------------------------------------------------------------ what is said


def _topics(book: Book) -> tuple[Topic, ...]:
    """Positions by topic, opposed ones first, then reproaches, then by the latest word."""
    states = {side.record: each.state for each in find_frictions(book) for side in each.sides}
    found = []
    for group in by_topic(book):
        told = {states.get(record.id, "") for record in group}
        state = next((each for each in ("opposed", "reproach") if each in told), "")
        newest = sorted(group, key=lambda r: (_when(book, r), r.id), reverse=True)
        found.append(Topic(tuple(newest), state))
    found.sort(key=lambda each: (-_when(book, each.positions[0]).toordinal(), each.positions[0].id))
    return tuple(sorted(found, key=lambda each: ("opposed", "reproach", "").index(each.state)))


def _said(
    book: Book, series: Series, last: Record | None, side: str
) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """What each side has said since the last meeting began, the newest first."""
    since = (first_day(last) if last else None) or date.min
    others = [code for code in series.parties if code != side]
    told: dict[str, list[Record]] = {code: [] for code in others}
    for record in book.records:
        if not _is_since(book, record, since):
            continue
        for code in _speakers(record):
            if code in told:
                told[code].append(record)
    return tuple(
        (code, tuple(sorted(records, key=lambda r: (_when(book, r), r.id), reverse=True)))
        for code, records in told.items()
        if records
    )


def _is_since(book: Book, record: Record, since: date) -> bool:
    """Whether something was said on a day or later; by its own date, else its document's."""
    day = last_day(record) if record.type == "position" else None
    return (day or book.reported(record) or date.min) >= since


def _speakers(record: Record) -> tuple[str, ...]:
    """The one state that says something: the holder of a position, or who is quoted."""
    if record.type == "position":
        sides = sides_of(record)
        return sides if len(sides) == 1 else ()
    if record.type not in _STATED or not record.get("said_by"):
        return ()
    if record.get("nature") == "target":
        return ()  # the commitment tells it
    return (compare.country_of(record.get("said_by")),)


def _when(book: Book, record: Record) -> date:
    return last_day(record) or book.reported(record) or date.min


# ------------------------------------------------------------------ the agenda


@dataclass(frozen=True, slots=True)
class _Agenda:
    """Puts what is open in the order in which it presses."""

    book: Book
    last: Record | None
    upcoming: Upcoming
    series: Series

    def points(
        self,
        items: Sequence[OpenItem],
        targets: Sequence[tuple[Target, Outcome]],
        gaps: Sequence[Mirror],
        clashes: Sequence[Finding],
        topics: Sequence[Topic],
    ) -> tuple[Point, ...]:
        """The points, by reason in the order of `REASONS`; each record stands in one of them.

        Points with dates go by date, the others by when they were last spoken of, the latest first.
        """
        off = [each for each in targets if each[1].state in ("off_course", "missed")]
        found = [self._target(*each) for each in off]
        found += [self._item(item) for item in items]
        by_id = {record.id: record for record in self.book.records}
        differing = [_mirror(each) for each in gaps[:1]]
        differing += [_clash(self.book, each, by_id) for each in clashes]
        found += [each for each in differing if self._is_fresh(each.day)]
        found += [self._friction(each) for each in topics if each.state]
        return tuple(_once(sorted(found, key=_rank)))

    def _is_fresh(self, day: date | None) -> bool:
        return day is not None and day >= self.book.as_of - _FRESH

    def _friction(self, topic: Topic) -> Point:
        day = _when(self.book, topic.positions[0])
        reason = "friction" if self._is_fresh(day) else "left_over"
        return Point(reason, topic.positions, day)

    def _target(self, target: Target, outcome: Outcome) -> Point:
        reason = "off_course"
        if outcome.state == "missed" and self._is_settled_before(target.due):
            reason = "left_over"
        return Point(reason, target.records, target.due)

    def _is_settled_before(self, day: date | None) -> bool:
        """Whether a day lies before the last meeting, which could have dealt with it."""
        return day is not None and day < self._last_day

    def _item(self, item: OpenItem) -> Point:
        return Point(self._reason(item), (item.record,), item.due or item.since)

    def _reason(self, item: OpenItem) -> str:
        if item.state == "overdue":
            return "left_over" if self._is_settled_before(item.due) else "overdue"
        if item.state == "due" and item.due is not None:
            return "due_before" if item.due <= self._next_day else "due_later"
        if item.record.type == "instrument":
            told = self.book.reported(item.record) or date.min
            return "unsigned" if told >= self._last_day else "left_over"
        is_last = item.since is not None and item.since >= self._last_day
        return "promised_last" if is_last else "left_over"

    @property
    def _last_day(self) -> date:
        return (first_day(self.last) if self.last else None) or date.min

    @property
    def _next_day(self) -> date:
        """When the meeting is, or a year from now where nothing tells or that day has passed."""
        day = self.upcoming.day
        return day if day and day >= self.book.as_of else self.book.as_of + _YEAR


def _mirror(each: Mirror) -> Point:
    records = tuple(record for _, value in each.sides for record in value.records)
    return Point("contradicted", records, each.sides[0][1].last)


def _clash(book: Book, each: Finding, by_id: dict[str, Record]) -> Point:
    records = tuple(by_id[name] for name in each.records if name in by_id)
    return Point("contradicted", records, _when(book, records[0]) if records else None)


def _rank(point: Point) -> tuple[int, int, str, int]:
    """Dates ahead and overdue ones the earliest first, the rest the latest; then as in the text."""
    day = point.day or date.min
    forward = point.reason in ("overdue", "due_before", "off_course", "due_later")
    cite = next((cite for record in point.records for cite in record.evidence), None)
    return (
        REASONS.index(point.reason),
        day.toordinal() if forward else -day.toordinal(),
        cite.doc if cite else "",
        _place(point),
    )


def _place(point: Point) -> int:
    """Where the words of a point's first record stand: its own, where a clause holds several."""
    record = point.records[0] if point.records else None
    if record is None or not record.evidence:
        return 0
    cite, words = record.evidence[0], called(record)
    within = cite.quote.casefold().find(words[:_HEAD].casefold()) if words else -1
    return cite.start + max(within, 0)


def _once(points: Iterable[Point]) -> Iterable[Point]:
    """Points of which no earlier one is about the same record, or the same thing by its words."""
    seen: set[str] = set()
    told: list[frozenset[str]] = []
    for point in points:
        ids = {record.id for record in point.records}
        words = telling_stems(called(point.records[0])) if point.records else frozenset()
        known = any(_is_within(words, each) or _is_within(each, words) for each in told)
        if ids and not ids & seen and not known:
            seen |= ids
            told.append(words)
            yield point


def _is_within(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words) >= _TELLING and words <= others


def _records(pack: Pack) -> Iterable[Record]:
    for item in (*pack.commitments, *pack.instruments, *pack.projects):
        yield item.record
        if item.body is not None:
            yield item.body
    for target, outcome in pack.targets:
        yield from target.records
        for value in (*outcome.path, *outcome.deciding):
            yield from value.records
    for mirror in pack.mirrors:
        for _, value in mirror.sides:
            yield from value.records
    for topic in pack.topics:
        yield from topic.positions
    for _, records in pack.said:
        yield from records
    for point in pack.agenda:
        yield from point.records
    yield from pack.contradicted
    yield from (each for each in (pack.last, pack.next.record) if each is not None)
