"""The record: one class, one JSON form, one place where it is made."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from memcon.model.citation import Citation

TYPES = (
    "meeting",
    "visit",
    "body",
    "instrument",
    "project",
    "commitment",
    "figure",
    "position",
    "event",
)
TOP_KINDS = ("heads_of_state", "heads_of_government")  # of meetings
RELATIONS = ("part_of", "produced_by", "during", "founded_by", "follows", "fulfils")  # of links
COMMON_SLOTS = ("parties", "date", "place", "sectors", "status", "said_by")
TYPE_SLOTS: Mapping[str, tuple[str, ...]] = {
    "meeting": ("kind", "series", "ordinal", "participants", "occasion"),
    "visit": ("visitor", "host", "visit_kind", "ordinal"),
    "body": ("name", "kind", "remit", "chairs", "cadence", "ordinal"),
    "instrument": ("title", "kind", "signatories", "amount", "ordinal"),
    "project": ("name", "amount"),
    "commitment": ("by", "action", "due", "target"),
    "figure": ("indicator", "amount", "change", "reporter", "counterpart", "nature"),
    "position": ("holder", "stance", "topic", "toward"),
    "event": (
        "event_type",
        "mode",
        "contexts",
        "actors",
        "recipients",
        "cameo",
        "quad_class",
        "goldstein",
    ),
}

# What shows a record in a notebook; the layer that words records hands it in.
html_of: Callable[[Record], str] | None = None


def slots_of(record_type: str) -> tuple[str, ...]:
    """The slots of a record type, in the order in which they are written."""
    return COMMON_SLOTS + TYPE_SLOTS[record_type]


def record_id(record_type: str, identity: str, anchor: str) -> str:
    """The id of a record: its type and a short hash of document identity and anchor words."""
    words = " ".join(re.findall(r"\w+", anchor.casefold()))
    digest = hashlib.sha256(f"{record_type}\0{identity}\0{words}".encode()).hexdigest()
    return f"{record_type}-{digest[:12]}"


@dataclass(frozen=True, slots=True)
class Record:
    """One fact with its slots (JSON values of the record format) and its evidence.

    `decisions` are those of analysts that hold: of judgements and of corrections of one field the
    latest.
    """

    id: str
    type: str
    slots: Mapping[str, Any]
    evidence: tuple[Citation, ...]
    stated: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[Mapping[str, Any], ...] = ()
    links: tuple[Mapping[str, str], ...] = ()
    same_as: tuple[str, ...] = ()
    decisions: tuple[Mapping[str, Any], ...] = ()

    @property
    def etag(self) -> str:
        """A short hash of what the record says: another one, and it was changed in between."""
        line = self.to_json()
        line.pop("links", None)  # they follow what becomes of other records
        content = json.dumps(line, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    @property
    def digest(self) -> str:
        """A short hash of what the record says, whatever was decided on it."""
        line = {slot: self.slots[slot] for slot in sorted(self.slots)}
        content = json.dumps([line, dict(self.stated)], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:12]

    @property
    def is_rejected(self) -> bool:
        """Whether an analyst has rejected the record."""
        return any(each["kind"] == "reject" for each in self.decisions)

    def get(self, slot: str, default: Any = None) -> Any:
        """The value of a slot."""
        return self.slots.get(slot, default)

    def _repr_html_(self) -> str | None:
        """The record as notebooks show it; None, where nothing is there to show it."""
        return html_of(self) if html_of is not None else None

    def to_json(self) -> dict[str, Any]:
        """The record's line in the record format; empty values are left out."""
        line: dict[str, Any] = {"id": self.id, "type": self.type}
        for slot in slots_of(self.type):
            value = self.slots.get(slot)
            if value is not None and value not in ("", [], {}):
                line[slot] = value
        for name in ("stated", "history", "links", "same_as", "decisions"):
            value = getattr(self, name)
            if value:
                line[name] = dict(value) if isinstance(value, Mapping) else list(value)
        line["evidence"] = [cite.to_json() for cite in self.evidence]
        return line
