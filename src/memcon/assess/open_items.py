"""What is open between parties as of a day, with its age, its date, and who is to see to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from memcon.assess.book import Book, once, parties_of
from memcon.assess.overdue import find_overdue
from memcon.assess.targets import judged
from memcon.assess.telling import called, telling_stems
from memcon.model import compare
from memcon.model.periods import first_day, last_day
from memcon.model.record import Record

_OPEN: Mapping[str, tuple[str, ...]] = {
    "commitment": ("pending",),
    "instrument": ("planned", "proposed", "under_negotiation"),
    "project": ("planned", "proposed", "under_way"),
}
_TO_RATIFY = ("treaty", "agreement")
_ENOUGH = 2  # telling words that a task and a body's name or remit share


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something not yet done: a commitment, instrument or project.

    `since` is the day on which it was first said, `due` the last day by which it is to be done;
    `state` is `overdue`, `due` (a date ahead), `open` (no date) or `unratified` (signed, and no
    word that it is in force). `body` is the record of the standing body that its words fall to.
    """

    record: Record
    state: str
    since: date | None = None
    due: date | None = None
    body: Record | None = None


@once
def open_items(book: Book) -> tuple[OpenItem, ...]:
    """What is open as of the book's day, of which no record tells that it was done.

    What is overdue comes first, then by due date, what has none last, the oldest first. Promises of
    a number that was reached or missed are closed.
    """
    done = {each.sides[0].record for each in find_overdue(book) if each.state == "fulfilled"}
    done |= {
        record.id
        for target, outcome in judged(book)
        if outcome.state in ("met", "missed")
        for record in target.records
    }
    found = [
        _item(book, record)
        for record_type, statuses in _OPEN.items()
        for record in book.of(record_type, *statuses)
        if record.id not in done
    ]
    found += [_item(book, record, "unratified") for record in _unratified(book)]
    return tuple(sorted(found, key=order))


def order(item: OpenItem) -> tuple[date, date, str]:
    """A key that puts items by due date, those without one last, the oldest first."""
    return item.due or date.max, item.since or date.max, item.record.id


def said(book: Book, record: Record) -> date | None:
    """The day on which something was first said: its own date, else that of its first document."""
    told = book.first_reported(record)
    own = first_day(record) if record.type == "commitment" else None
    days = [day for day in (told, own) if day is not None]
    return min(days, default=None)


def due_of(record: Record) -> date | None:
    """The last day by which a commitment, plan or project is to be carried out.

    The date of a project under way is the day of its beginning, unless it has an open beginning
    itself ("by 2024").
    """
    begun = record.get("status") == "under_way" and not str(record.get("date")).startswith("..")
    if record.type == "project" and begun:
        return None
    return last_day(record, due_slot(record))


def due_slot(record: Record) -> str:
    """The slot that says by when a commitment, plan or project is to be carried out."""
    return "due" if record.type == "commitment" else "date"


def body_for(book: Book, record: Record) -> Record | None:
    """The standing body that a task falls to: the one that bears most of its telling words.

    A body that the task names among those who act comes first. None where fewer than two words are
    shared.
    """
    words = telling_stems(called(record))
    best: tuple[int, str, Record] | None = None
    for body in book.of("body", "existing", "established", "planned"):
        known = telling_stems(f"{body.get('name', '')} {body.get('remit', '')}")
        shared = len(words & known)
        if _is_named(record, body):
            shared += len(known) + _ENOUGH
        if shared >= _ENOUGH and (best is None or (shared, body.id) > best[:2]):
            best = shared, body.id, body
    return best[2] if best else None


def _is_named(record: Record, body: Record) -> bool:
    """Whether a body is one of those who are to act."""
    named = [
        str(each.get("organisation", ""))
        for each in compare.as_list(record.get("by"))
        if isinstance(each, Mapping)
    ]
    name = str(body.get("name", ""))
    return any(compare.same_name(each, name) for each in named if each and name)


def _item(book: Book, record: Record, state: str = "") -> OpenItem:
    due = None if state else due_of(record) or _promised_day(book, record)
    if not state:
        state = "open" if due is None else ("overdue" if due < book.as_of else "due")
    return OpenItem(record, state, said(book, record), due, body_for(book, record))


def _promised_day(book: Book, project: Record) -> date | None:
    """The day by which the parties promised a project: the last of those that name it."""
    words = telling_stems(str(project.get("name") or "")) if project.type == "project" else None
    if words is None or len(words) < _ENOUGH:
        return None
    days = [
        day
        for promise in book.of("commitment", "pending")
        if words <= telling_stems(str(promise.get("action") or ""))
        and (day := last_day(promise, "due")) is not None
    ]
    return max(days, default=None)


def _unratified(book: Book) -> list[Record]:
    """Treaties and agreements of the states themselves, signed on a known date, no more."""
    return [
        record
        for record in book.of("instrument", "signed")
        if record.get("kind") in _TO_RATIFY
        and len(parties_of(record)) > 1
        and record.get("date")
        and not record.get("signatories")
        and not record.get("amount")
    ]
