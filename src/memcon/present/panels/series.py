"""Meetings in series: which numbers are on record, which are missing, when the next is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from memcon.assess.gaps import find_gaps
from memcon.assess.series import Series, ordinal_of, series_in
from memcon.model.record import TOP_KINDS, Record
from memcon.present.findings import cadence_words
from memcon.present.panels.scene import Scene
from memcon.present.phrases import ordinal, series_words


def series(scene: Scene) -> list[dict[str, Any]]:
    """The series of meetings with numbers, those at the top first, then the longest.

    `slots` has one entry for each number from the lowest to the highest on record, `missing` where
    no meeting carries it; `next` is the day about which the next falls by the cadence, with the
    state `due`, `overdue` or `planned`.
    """
    found = sorted(series_in(scene.book), key=_rank)
    due = _next_states(scene)
    return [_told(scene, each, due) for each in found if scene.shows(*each.meetings)]


def _rank(each: Series) -> tuple[bool, int, str]:
    return each.kind not in TOP_KINDS, -len(each.meetings), each.name


def _told(scene: Scene, each: Series, due: dict[str, str]) -> dict[str, Any]:
    last, cadence, day = each.last, each.cadence, each.next_due
    planned = [m for m in each.planned_after(scene.book.as_of) if m not in each.held]
    state = due.get(last.id, "") if last else ""
    return {
        "title": series_words(each.kind, each.name),
        "kind": each.kind,
        "parties": list(each.parties),
        "slots": _slots(scene, each),
        "unnumbered": [scene.item(record) for record in each.unnumbered],
        "missing": list(each.missing),
        "cadence_days": cadence.days if cadence else None,
        "cadence": cadence_words(cadence.days) if cadence else "",
        "last": scene.item(last) if last else None,
        "next": _next(scene, planned, day, state),
        "conflicts": [
            {"rule": one.rule, "meetings": [scene.item(record) for record in one.meetings]}
            for one in each.conflicts()
        ],
    }


def _slots(scene: Scene, each: Series) -> list[dict[str, Any]]:
    by_number: dict[int, list[Record]] = {}
    for record in each.numbered:
        by_number.setdefault(ordinal_of(record), []).append(record)
    numbers = range(min(by_number), max(by_number) + 1)
    return [
        {
            "number": number,
            "words": ordinal(number),
            "state": _state(by_number.get(number, [])),
            "meetings": [scene.item(record) for record in by_number.get(number, [])],
        }
        for number in numbers
    ]


def _state(meetings: list[Record]) -> str:
    """The status of a number: what was held outweighs what was planned."""
    told = {str(record.get("status") or "held") for record in meetings}
    return next((state for state in ("held", "planned", "cancelled") if state in told), "missing")


def _next_states(scene: Scene) -> dict[str, str]:
    """Whether the next meeting is due or overdue, by the id of the latest one held."""
    return {
        finding.sides[0].record: finding.state
        for finding in find_gaps(scene.book)
        if finding.rule == "gap.next"
    }


def _next(
    scene: Scene, planned: list[Record], day: date | None, state: str
) -> dict[str, Any] | None:
    if planned:
        return {"state": "planned", "day": "", "meeting": scene.item(planned[0])}
    if not state or day is None:
        return None
    return {"state": state, "day": day.isoformat(), "meeting": None}
