"""What was promised and aimed at, by what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from memcon.assess.finding import Finding
from memcon.assess.overdue import find_overdue
from memcon.assess.targets import Outcome, Target, judged
from memcon.model.periods import last_day
from memcon.model.record import Record
from memcon.present.amounts import human_amount
from memcon.present.dates import human_date
from memcon.present.panels.scene import Scene

COLUMNS = ("overdue", "pending", "missed", "met", "dropped")
_CLOSED = ("met", "missed", "dropped")


def board(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """The commitments and targets in the columns of `COLUMNS`, what is due next or was last on top.

    A target that several records state is one card. `basis` says what puts a card in its column:
    `document` (a document says so), `figure` (the numbers on record), `record` (a later record that
    tells of it), `day` (its date alone), or "" for what is open.
    """
    columns: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    kept = _kept(scene)
    told: set[str] = set()
    for target, outcome in judged(scene.book):
        if not scene.shows(*target.records):
            continue
        card = _target(scene, target, outcome, kept)
        columns[card.pop("column")].append(card)
        told |= {record.id for record in target.records}
    for record in scene.of("commitment"):
        if record.id not in told:
            card = _promise(scene, record, kept.get(record.id))
            columns[card.pop("column")].append(card)
    for cards in columns.values():
        cards.sort(key=lambda card: (card["due"] or "9999", card["id"]))
    for name in ("overdue", *_CLOSED):
        columns[name].reverse()  # the latest first
    return columns


def _kept(scene: Scene) -> Mapping[str, Finding]:
    """What became of each promise by later records and its date."""
    return {finding.sides[0].record: finding for finding in find_overdue(scene.book)}


def _target(
    scene: Scene, target: Target, outcome: Outcome, kept: Mapping[str, Finding]
) -> dict[str, Any]:
    promise = next((r for r in target.records if r.type == "commitment"), target.records[0])
    amount = human_amount({"value": target.number, "unit": target.unit})
    name = scene.phrases.indicator_words(target.indicator, unit=target.unit)
    card = _card(scene, promise, f"{name}: {amount}" if target.indicator else "")
    card |= {
        "is_target": True,
        "due": target.due.isoformat() if target.due else "",
        "sources": scene.cites(*target.records),
        "records": [record.id for record in target.records],
        "course": outcome.state if outcome.state in ("on_course", "off_course") else "",
        "outcome": [record.id for value in outcome.deciding for record in value.records],
    }
    stated = _stated(target.records)
    if stated:
        return card | {"column": stated, "basis": "document"}
    if outcome.state in ("met", "missed"):
        return card | {"column": outcome.state, "basis": "figure"}
    late = next((kept[r.id] for r in target.records if r.id in kept), None)
    return card | _verdict(late, target.due, scene.book.as_of)


def _promise(scene: Scene, record: Record, late: Finding | None) -> dict[str, Any]:
    card = _card(scene, record, "")
    due = last_day(record, "due")
    card |= {"due": due.isoformat() if due else "", "outcome": _outcome(late)}
    stated = _stated((record,))
    if stated:
        return card | {"column": stated, "basis": "document"}
    return card | _verdict(late, due, scene.book.as_of)


def _card(scene: Scene, record: Record, what: str) -> dict[str, Any]:
    due = record.get("date") if record.type == "figure" else record.get("due")
    return {
        "id": record.id,
        "type": record.type,
        "is_target": False,
        "what": what or str(record.get("action") or scene.phrases.headline(record)),
        "who": scene.phrases.who(record.get("by") or record.get("parties") or []),
        "due_words": human_date(due) if isinstance(due, str) else "",
        "course": "",
        "records": [record.id],
        "sources": scene.cites(record),
    }


def _stated(records: tuple[Record, ...]) -> str:
    """The outcome that a document itself tells, or ''."""
    told = {str(record.get("status") or "") for record in records if record.type == "commitment"}
    return next((status for status in _CLOSED if status in told), "")


def _verdict(late: Finding | None, due: date | None, as_of: date) -> dict[str, Any]:
    if late is not None and late.state == "fulfilled":
        return {"column": "met", "basis": "record", "outcome": _outcome(late)}
    is_past = due is not None and due < as_of
    if is_past or (late is not None and late.state == "overdue"):
        return {"column": "overdue", "basis": "day"}
    return {"column": "pending", "basis": ""}


def _outcome(late: Finding | None) -> list[str]:
    if late is None:
        return []
    return [side.record for side in late.sides if side.role == "outcome"]
