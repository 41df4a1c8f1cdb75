"""What the documents of one record contradict each other on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from memcon.model import compare
from memcon.model.record import TOP_KINDS, Record
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
_ALIKE = 0.8  # roles at least this similar are one role


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
        if slot not in record.stated:
            continue
        values = _told_apart(slot, record.get(slot), record.stated[slot])
        if len(values) > 1 and (slot != "status" or _is_opposed(values)):
            found.append(Contradiction(slot, values))
    return [*found, *_persons(record)]


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
    given = {value for value, _ in values}
    return any(pair <= given for pair in _OPPOSED)


# ------------------------------------------------------------------ participants


def _persons(record: Record) -> list[Contradiction]:
    """Different persons whom documents name in one role of one state at a meeting."""
    named: dict[str, list[tuple[Any, tuple[str, ...]]]] = defaultdict(list)
    for item in record.stated.get("participants", ()):
        for person in compare.as_list(item["value"]):
            if isinstance(person, dict) and person.get("name") and person.get("country"):
                named[person["country"]].append((person, tuple(item["docs"])))
    only_one = record.get("kind") in TOP_KINDS
    clashes = [
        (one, other)
        for people in named.values()
        for one, other in combinations(people, 2)
        if _is_one_seat(one[0], other[0], only_one=only_one) and not set(one[1]) & set(other[1])
    ]
    kept = {compare.canonical(person): (person, docs) for pair in clashes for person, docs in pair}
    return [Contradiction("participants", tuple(kept.values()))] if clashes else []


def _is_one_seat(one: dict[str, Any], other: dict[str, Any], *, only_one: bool) -> bool:
    """Whether two persons of a state cannot both have sat there: same role, other name."""
    names = str(one["name"]), str(other["name"])
    if compare.same_name(*names) or not compare.same_script(*names):
        return False
    roles = str(one.get("role", "")), str(other.get("role", ""))
    if not all(roles):
        return False
    alike = compare.fold(roles[0]) == compare.fold(roles[1])
    return alike or (only_one and compare.similarity(*roles) >= _ALIKE)
