"""What became of what was open before a meeting, what was promised at it, and who has to act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from memcon.assess.book import Book, parties_of
from memcon.assess.known import known_by, told_since
from memcon.assess.open_items import OpenItem, due_of, due_slot, open_items, said
from memcon.assess.overdue import find_overdue
from memcon.assess.plain import plain
from memcon.assess.series import Series
from memcon.assess.targets import judged
from memcon.assess.telling import called, telling_stems
from memcon.model import compare
from memcon.model.periods import first_day, last_day, limits
from memcon.model.record import Record
from memcon.resolve.generic import generic_stems

OUTCOMES = (
    "settled",
    "missed",
    "given_up",
    "moved",
    "confirmed",
    "noted",
    "later",
    "silent",
    "stale",
)
_BY_STATUS: Mapping[str, str] = {
    "met": "settled",
    "signed": "settled",
    "in_force": "settled",
    "completed": "settled",
    "missed": "missed",
    "dropped": "given_up",
    "cancelled": "given_up",
    "terminated": "given_up",
}
_PROMISED: Mapping[str, tuple[str, ...]] = {
    "commitment": ("pending", "met", "missed", "dropped"),  # whatever came of it since
    "instrument": ("planned", "proposed", "under_negotiation"),
    "project": ("planned", "proposed"),
    "body": ("planned",),
}
_ALIKE = 0.6  # of two tasks' words, generic ones counting little
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that was open before a meeting, and what documents since then, or analysts, tell.

    `outcome` is one of `OUTCOMES`: `silent` is what was alive before the meeting and no document
    mentions since, `stale` what had been silent since the meeting before it. `by` are the records
    that tell it besides its own; `docs` the documents since the meeting that do; `details` what
    changed: `due`, `status` and `target` as pairs of before and after. `decisions` are those that
    the outcome rests on where no document tells it.
    """

    item: OpenItem
    record: Record
    outcome: str
    by: tuple[Record, ...] = ()
    docs: tuple[str, ...] = ()
    details: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    decisions: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done after a meeting; `is_new` where it was promised at or since it.

    `body` is the standing body that it falls to, else those who promised it are to act.
    """

    record: Record
    due: date | None
    state: str
    is_new: bool
    body: Record | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A meeting seen from later: what became of the open items, what is new, who has to act."""

    series: Series
    meeting: Record
    as_of: date
    items: tuple[Followed, ...]
    new: tuple[Record, ...]
    actions: tuple[Action, ...]

    @property
    def records(self) -> dict[str, Record]:
        """Every record that a part of it rests on, by id."""
        found = [self.meeting, *self.new, *(action.record for action in self.actions)]
        for each in self.items:
            found += [each.record, *each.by]
        found += [each.body for each in self.actions if each.body is not None]
        return {record.id: record for record in found}

    def to_json(self) -> dict[str, Any]:
        """The follow-up as JSON; parts name records by id, which `records` holds with evidence."""
        return {
            "series": {
                "kind": self.series.kind,
                "name": self.series.name,
                "parties": list(self.series.parties),
            },
            "meeting": self.meeting.id,
            "as_of": self.as_of.isoformat(),
            "items": [
                {
                    "record": each.record.id,
                    "outcome": each.outcome,
                    "since": plain(each.item.since),
                    "due": plain(each.item.due),
                    "by": plain(each.by),
                    "docs": list(each.docs),
                    "details": plain(each.details),
                    "decisions": [dict(decision) for decision in each.decisions],
                }
                for each in self.items
            ],
            "new": plain(self.new),
            "actions": plain(self.actions),
            "records": {key: each.to_json() for key, each in sorted(self.records.items())},
        }


def follow_up(book: Book, series: Series, meeting: Record) -> FollowUp:
    """What became, by the book's day, of what was open on the day before a meeting.

    `book` holds the records of the series' parties. What had been open is told by the documents of
    the days before the meeting; what became of it by those from its first day on.
    """
    begun = first_day(meeting) or book.first_reported(meeting) or book.as_of
    before = known_by(book, begun - _ONE_DAY)
    found = _Following(book, before, begun, _ended_before(series, begun))
    items = [found.followed(item) for item in (*open_items(before), *_lone_targets(before))]
    taken = {record.id for each in items for record in each.by}
    new = _new(book, before, begun, _next_begins(series, meeting), taken)
    return FollowUp(
        series=series,
        meeting=meeting,
        as_of=book.as_of,
        items=tuple(sorted(items, key=_rank)),
        new=new,
        actions=_actions(book, items, new),
    )


# ------------------------------------------------------------------ what became of it


class _Following:
    """Looks items up among what is known since."""

    def __init__(self, book: Book, before: Book, begun: date, previous: date) -> None:
        self._book = book
        self._begun = begun
        self._previous = previous
        self._before = before
        self._now = {name: r for r in book.records for name in (r.id, *r.same_as)}
        self._known = {record.id for record in before.records}
        self._done = {
            each.sides[0].record: each for each in find_overdue(book) if each.state == "fulfilled"
        }
        self._judged = {
            record.id: outcome for target, outcome in judged(book) for record in target.records
        }

    def followed(self, item: OpenItem) -> Followed:
        """What became of an item: by hand, by its status, a figure, a later record, a new date."""
        record = self._now.get(item.record.id, item.record)
        for told in (
            self._by_hand,
            self._by_status,
            self._by_figure,
            self._by_fulfilment,
            self._by_change,
            self._by_successor,
        ):
            found = told(item, record)
            if found is not None:
                return found
        docs = told_since(self._book, record, self._begun)
        if docs:
            return Followed(item, record, "confirmed", docs=docs)
        if item.due is not None and item.due > self._book.as_of:
            return Followed(item, record, "later")
        return Followed(item, record, "silent" if self._was_alive(item) else "stale")

    def _was_alive(self, item: OpenItem) -> bool:
        """Whether it was told of, or due, at or since the meeting before this one."""
        told = self._before.reported(item.record)
        days = [day for day in (told, item.due, item.since) if day is not None]
        return not days or max(days) >= self._previous

    def _by_hand(self, item: OpenItem, record: Record) -> Followed | None:
        """A status that an analyst gave it, else a note."""
        made = [each for each in record.decisions if _day(each) >= self._begun.isoformat()]
        ruled = [e for e in made if e["kind"] == "correct" and e.get("field") == "status"]
        outcome = _BY_STATUS.get(str(record.get("status")), "moved")
        if ruled and record.get("status") != item.record.get("status"):
            pair = str(item.record.get("status")), str(record.get("status"))
            details = {"status": pair}
            return Followed(item, record, outcome, details=details, decisions=tuple(ruled))
        notes = tuple(each for each in made if each["kind"] == "note")
        silent = not told_since(self._book, record, self._begun) and record.id not in self._done
        return Followed(item, record, "noted", decisions=notes) if notes and silent else None

    def _by_status(self, item: OpenItem, record: Record) -> Followed | None:
        """A status that a document since then gives it."""
        old, new = str(item.record.get("status", "")), str(record.get("status", ""))
        if old == new or (item.state == "unratified" and new == "signed"):
            return None
        docs = told_since(self._book, record, self._begun)
        outcome = _BY_STATUS.get(new, "moved")
        return Followed(item, record, outcome, docs=docs, details={"status": (old, new)})

    def _by_figure(self, item: OpenItem, record: Record) -> Followed | None:
        """The figure that reached a promised number, or did not in time."""
        outcome = self._judged.get(record.id)
        if outcome is None or outcome.state not in ("met", "missed"):
            return None
        by = tuple(r for value in outcome.deciding for r in value.records)
        state = "settled" if outcome.state == "met" else "missed"
        return Followed(item, record, state, by)

    def _by_fulfilment(self, item: OpenItem, record: Record) -> Followed | None:
        """A later record that tells of it being done."""
        found = self._done.get(record.id)
        if found is None:
            return None
        by = tuple(self._now[s.record] for s in found.sides if s.role == "outcome")
        return Followed(item, record, "settled", by)

    def _by_change(self, item: OpenItem, record: Record) -> Followed | None:
        """Another date that documents since then give it."""
        slot = due_slot(record)
        old, new = _when(item.record), _when(record)
        docs = told_since(self._book, record, self._begun)
        if not old or not new or old == new or not docs or _is_closer(item.record, record, slot):
            return None
        return Followed(item, record, "moved", docs=docs, details={"due": (old, new)})

    def _by_successor(self, item: OpenItem, record: Record) -> Followed | None:
        """The same thing promised anew: moved where its date or number is another."""
        found = [
            other
            for record_type in (("commitment", "figure") if _indicator(record) else (record.type,))
            for other in self._book.of(record_type)
            if other.id not in self._known and _is_same_task(record, other)
        ]
        if not found:
            return None
        heir = max(
            found,
            key=lambda r: (said(self._book, r) or date.min, r.get("status") == "pending", r.id),
        )
        told = _BY_STATUS.get(str(heir.get("status"))) if heir.type == "commitment" else None
        if told is not None:
            return Followed(item, record, told, (heir,), told_since(self._book, heir, self._begun))
        docs = told_since(self._book, heir, self._begun)
        details = {}
        if due_of(record) and due_of(heir) and due_of(record) != due_of(heir):
            details["due"] = _when(record), _when(heir)
        if _number(record) and _number(heir) and _number(record) != _number(heir):
            details["target"] = _number(record), _number(heir)
        return Followed(item, record, "moved" if details else "confirmed", (heir,), docs, details)


def _is_closer(before: Record, after: Record, slot: str) -> bool:
    """Whether a later date only says the same more closely."""
    wide, close = limits(before, slot), limits(after, slot)
    if wide is None or close is None:
        return False
    return (wide.first or date.min) <= (close.first or date.min) and (
        (close.last or date.max) <= (wide.last or date.max)
    )


def _is_same_task(one: Record, other: Record) -> bool:
    """Whether two tasks are one: alike in words, or numbers aimed at for one indicator."""
    if parties_of(one) != parties_of(other):
        return False
    codes = _indicator(one), _indicator(other)
    if other.type == "figure" and other.get("nature") != "target":
        return False
    if all(codes):
        return codes[0] == codes[1] and _unit(one) == _unit(other)
    left, right = called(one), called(other)
    if len(telling_stems(left) & telling_stems(right)) < 2:  # noqa: PLR2004 (one word is little)
        return False
    return compare.similarity(left, right, generic_stems()) >= _ALIKE


def _aim(record: Record) -> Mapping[str, Any]:
    found = record.get("amount" if record.type == "figure" else "target")
    return found if isinstance(found, Mapping) else {}


def _indicator(record: Record) -> str:
    return str(record.get("indicator") or _aim(record).get("indicator") or "")


def _unit(record: Record) -> str:
    return str(_aim(record).get("unit", ""))


def _number(record: Record) -> str:
    """The number aimed at, without its unit."""
    value = _aim(record).get("value")
    return str(value) if isinstance(value, int | float) else ""


def _when(record: Record) -> str:
    """The date that a task is to be done by, as EDTF."""
    return str(record.get(due_slot(record)) or "")


def _lone_targets(before: Book) -> list[OpenItem]:
    """Numbers aimed at that nobody is on record as promising."""
    found = []
    for target, outcome in judged(before):
        is_promised = any(record.type == "commitment" for record in target.records)
        if target.due and outcome.state not in ("met", "missed") and not is_promised:
            record = target.records[0]
            state = "due" if target.due >= before.as_of else "overdue"
            found.append(OpenItem(record, state, said(before, record), target.due))
    return found


def _rank(each: Followed) -> tuple[int, date, str]:
    due = each.item.due or date.max
    return OUTCOMES.index(each.outcome), due, each.record.id


def _day(decision: Mapping[str, Any]) -> str:
    return str(decision.get("at", ""))[:10]


# ------------------------------------------------------------------ what is new, who acts


def _next_begins(series: Series, meeting: Record) -> date:
    """The day on which the next meeting of the series that was held begins."""
    own = last_day(meeting) or date.min
    days = [day for m in series.held if m.id != meeting.id and (day := first_day(m)) and day > own]
    return min(days, default=date.max)


def _ended_before(series: Series, begun: date) -> date:
    """The first day of the meeting of the series before one; the earliest there is without it."""
    days = [day for m in series.held if (day := first_day(m)) and day < begun]
    return max(days, default=date.min)


def _new(
    book: Book, before: Book, begun: date, until: date, taken: Iterable[str]
) -> tuple[Record, ...]:
    """What was promised from the meeting on, up to the next one, and had not been before."""
    known = {record.id for record in before.records} | set(taken)
    found = []
    for record_type, statuses in _PROMISED.items():
        for record in book.of(record_type, *statuses):
            day = said(book, record)
            if record.id not in known and day is not None and begun <= day < until:
                found.append(record)
    return tuple(sorted(found, key=lambda r: (due_of(r) or date.max, said(book, r), r.id)))


def _actions(book: Book, items: Sequence[Followed], new: Sequence[Record]) -> tuple[Action, ...]:
    """What is open as of the book's day, by who is to act, then by due date.

    What had been silent since before the meeting before is nobody's next task, and left out.
    """
    stale = {each.record.id for each in items if each.outcome == "stale"}
    fresh = {record.id for record in new}
    found = [
        Action(item.record, item.due, item.state, item.record.id in fresh, item.body)
        for item in open_items(book)
        if item.record.id not in stale
    ]
    return tuple(sorted(found, key=_by_actor))


def _by_actor(action: Action) -> tuple[str, Sequence[str], date, str]:
    body = action.body.id if action.body else "~"
    return body, actors_of(action.record), action.due or date.max, action.record.id


def actors_of(record: Record) -> tuple[str, ...]:
    """The codes or names of those who are to act: who promised it, else the parties."""
    named = compare.as_list(record.get("by")) or list(parties_of(record))
    found = [
        each if isinstance(each, str) else str(each.get("organisation") or each.get("name") or "")
        for each in named
    ]
    return tuple(sorted(filter(None, found)))
