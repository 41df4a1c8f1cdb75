"""What assessments hold, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from memcon.model.citation import Citation
from memcon.model.record import Record

_EMPTY: tuple[object, ...] = (None, "", [], {})


def plain(value: Any) -> Any:
    """A value as JSON has it: dataclasses as objects, days as ISO 8601, a record as its id.

    What is empty is left out of objects; numbers and truth values stay.
    """
    if isinstance(value, Record):
        return value.id
    if isinstance(value, Citation):
        return value.to_json()
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        return {name: part for name, part in named.items() if part not in _EMPTY}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
