"""What a person has decided on records: by name, at a time, with a reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

DecisionKind = Literal[
    "accept",
    "reject",
    "correct",
    "merge",
    "split",
    "same",
    "not-same",
    "note",
    "add",
    "undo",
]
KINDS: tuple[str, ...] = get_args(DecisionKind)
JUDGEMENTS = ("accept", "reject")  # of these the latest holds
OWN = "decision-"  # what the ids that memcon gives begin with
UNITES = ("merge", "same")
PARTS = ("split", "not-same")
REASONED = ("reject", "correct", "merge", "split", "not-same", "add")  # not without a reason


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `at` is a time in UTC (ISO 8601).

    `subjects` are ids of records, or of the decision that is undone. `payload` depends on the kind:
    what was there `before`, what is there `after`, the `field` of a correction, and the `members`
    of each subject: the ids of the documents' own records that were one with it at the time.
    """

    kind: str
    subjects: tuple[str, ...]
    by: str
    at: str
    reason: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    given_id: str = ""  # of decisions that other programs made

    @property
    def id(self) -> str:
        """A hash of the decision's content, unless it came with another id."""
        if self.given_id:
            return self.given_id
        content = json.dumps(
            [self.kind, self.subjects, self.by, self.at, self.reason, self.payload],
            ensure_ascii=False,
            sort_keys=True,
        )
        return f"{OWN}{hashlib.sha256(content.encode()).hexdigest()[:12]}"

    def to_json(self) -> dict[str, Any]:
        """The decision's line in an export."""
        return {
            "type": "decision",
            "id": self.id,
            "at": self.at,
            "by": self.by,
            "kind": self.kind,
            "subjects": list(self.subjects),
            "payload": dict(self.payload),
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A decision as `history` tells it: whether it still holds, and which one undid it."""

    decision: Decision
    holds: bool
    undone_by: str = ""
    record: str = ""  # the record that it is on now; "" where there is none
