"""Positions of the parties side by side, topic by topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from memcon.assess.positions import AGAINST, FOR, by_topic, sides_of
from memcon.model.record import Record
from memcon.present.panels.scene import Scene

JOINT = "joint"
OTHERS = "others"
_STATES = ("opposed", "shared", "", "joint")


def positions(scene: Scene, parties: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each topic, with what each party holds in a cell of its own.

    A cell's key is a party's code, `joint` for what several parties hold together, `others` for all
    else. The `state` of a row is `opposed` where parties stand against each other, `shared` where
    each by itself holds the same, `joint` where they only say it together, else "". They come in
    this order but for what is joint, which comes last; the latest first.
    """
    shown = [[r for r in group if scene.shows(r)] for group in by_topic(scene.book)]
    rows = [_row(scene, group, parties) for group in shown if group]
    rows.sort(key=_latest, reverse=True)
    return sorted(rows, key=lambda row: (_STATES.index(row["state"]), -len(row["cells"])))


def _latest(row: dict[str, Any]) -> str:
    return max(str(item["last"]) for cell in row["cells"].values() for item in cell)


def _row(scene: Scene, group: Sequence[Record], parties: Sequence[str]) -> dict[str, Any]:
    cells: dict[str, list[dict[str, Any]]] = {}
    for record in group:
        cells.setdefault(_column(record, parties), []).append(_cell(scene, record))
    topics = [str(record.get("topic")) for record in group]
    return {
        "topic": max(topics, key=lambda topic: (len(topic), topic)),
        "state": _state(group),
        "cells": cells,
    }


def _column(record: Record, parties: Sequence[str]) -> str:
    holders = [code for code in sides_of(record) if code in parties]
    if len(holders) > 1:
        return JOINT
    return holders[0] if holders else OTHERS


def _cell(scene: Scene, record: Record) -> dict[str, Any]:
    return scene.item(record) | {
        "holder": scene.phrases.who(record.get("holder")),
        "stance": str(record.get("stance") or ""),
        "words": scene.phrases.stance(record),
        "is_against": record.get("stance") in AGAINST,
    }


def _state(group: Sequence[Record]) -> str:
    """Whether parties stand against each other on a topic, or hold the same."""
    if len(group) == sum(len(sides_of(record)) > 1 for record in group):
        return "joint"
    for_it = [set(sides_of(r)) for r in group if r.get("stance") in FOR]
    against = [set(sides_of(r)) for r in group if r.get("stance") in AGAINST]
    if any(not one & other for one in for_it for other in against):
        return "opposed"
    shared = (set().union(*for_it), set().union(*against))
    return "shared" if any(len(holders) > 1 for holders in shared) else ""
