"""Decisions in a few words, for messages and histories."""

from __future__ import annotations

import json
from typing import Any

from memcon.model.decision import Decision


def summary(made: Decision) -> str:
    """A decision in a few words."""
    payload = made.payload
    if made.kind == "correct":
        before, after = _shown(payload["before"]), _shown(payload["after"])
        return f"{made.subjects[0]}: {payload['field']} {after} instead of {before}"
    if made.kind in ("merge", "same"):
        return f"{', '.join(made.subjects)}: one record, {payload['after']}"
    if made.kind == "not-same":
        return f"{', '.join(made.subjects)}: not one record"
    if made.kind == "split":
        return f"{made.subjects[0]}: split into {', '.join(payload['after'])}"
    if made.kind == "note":
        return f"{made.subjects[0]}: note: {payload['text']}"
    words = {"accept": "accepted", "reject": "rejected", "add": "entered", "undo": "undone"}
    return f"{made.subjects[0]}: {words[made.kind]}"


def _shown(value: Any) -> str:
    if value is None:
        return "(nothing)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
