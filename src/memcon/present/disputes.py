"""What documents contradict each other on, among the values that they give for a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from memcon.model.record import Record
from memcon.resolve.values import compatible

# Slots in which two wordings are no contradiction (titles, topics, sectors) are not looked at.
_FACTS = (
    "date",
    "place",
    "ordinal",
    "visitor",
    "host",
    "amount",
    "change",
    "reporter",
    "counterpart",
    "due",
    "target",
)
_OPPOSED = (  # statuses that do not follow from each other as time goes by
    {"held", "cancelled"},
    {"made", "cancelled"},
    {"met", "missed"},
    {"met", "dropped"},
    {"completed", "cancelled"},
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A slot with the values that cannot all be true, each with its documents, first one first."""

    slot: str
    values: tuple[tuple[Any, tuple[str, ...]], ...]


def contradictions(record: Record) -> list[Contradiction]:
    """The slots of a record for which documents give values that cannot all be true.

    Values that only round or shorten another are counted with it.
    """
    found = []
    for slot in (*_FACTS, "status"):
        values = _told_apart(slot, record.get(slot), record.stated.get(slot, ()))
        if len(values) > 1 and (slot != "status" or _is_opposed(values)):
            found.append(Contradiction(slot, values))
    return found


def _told_apart(
    slot: str, shown: Any, stated: Sequence[Any]
) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    """The values that contradict each other, that which the record shows first."""
    first = [item for item in stated if item["value"] == shown]
    stated = [*first, *(item for item in stated if item["value"] != shown)]
    groups: list[tuple[Any, list[str]]] = []
    for item in stated:
        value, docs = item["value"], item["docs"]
        for known, witnesses in groups:
            if value == known or (slot != "status" and compatible(slot, known, value)):
                witnesses.extend(docs)
                break
        else:
            groups.append((value, list(docs)))
    return tuple((value, tuple(docs)) for value, docs in groups)


def _is_opposed(values: Sequence[tuple[Any, tuple[str, ...]]]) -> bool:
    told = {value for value, _ in values}
    return any(pair <= told for pair in _OPPOSED)
