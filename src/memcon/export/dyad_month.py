"""`dyad-month`: events of each directed pair in each month, what conflict models take in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from memcon.export.acts import acts
from memcon.export.base import Material, Report, Selection
from memcon.export.columns import dyad_month_table
from memcon.export.package import row_writer
from memcon.export.rows import Row
from memcon.model.periods import limits
from memcon.model.record import Record

_QUADS = {
    1: "verbal_cooperation",
    2: "material_cooperation",
    3: "verbal_conflict",
    4: "material_conflict",
}
_MONTHS = 12
Dyad = tuple[str, str]


@dataclass(slots=True)
class _Count:
    """What a month has of a pair."""

    numbers: dict[str, int] = field(default_factory=dict)
    scale_sum: float = 0.0
    scaled: int = 0
    documents: set[str] = field(default_factory=set)

    def add(self, record: Record, *, is_mutual: bool) -> None:
        """Count an event."""
        quad = _QUADS.get(record.get("quad_class"), "no_quad_class")
        for name in ("events", quad, *(["mutual"] if is_mutual else [])):
            self.numbers[name] = self.numbers.get(name, 0) + 1
        value = record.get("goldstein")
        if value is not None:
            self.scale_sum += float(value)
            self.scaled += 1
        self.documents.update(cite.doc for cite in record.evidence)


def write(material: Material, file: BinaryIO) -> Report:
    """Write the table, zero months filled as the selection says; how many events were counted."""
    report, counts = _counted(material)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        columns = dyad_month_table().columns
        add = row_writer(text, columns)
        zeros = {column.name: 0 for column in columns if column.type == "integer"}
        span = _span(counts, material.selection)
        for dyad in sorted(counts):
            for month in _months(counts[dyad], span, material.selection.zeros):
                add({**zeros, **_row(dyad, month, counts[dyad].get(month, _Count()))})
    finally:
        text.detach()
    if span is not None:
        report.notes.append(_how_filled(span, material.selection.zeros))
    return report


def _counted(material: Material) -> tuple[Report, dict[Dyad, dict[int, _Count]]]:
    report = Report()
    counts: dict[Dyad, dict[int, _Count]] = {}
    for record in material.records("event"):
        month = _month_of(record)
        pairs = {
            (act.actor.code, act.recipient.code): act.is_mutual
            for act in acts(record)
            if act.actor.code and act.recipient.code and act.actor.code != act.recipient.code
        }
        if month is None:
            report.left_out["without a date in one month"] += 1
        elif not pairs:
            report.left_out["not between two states or organisations"] += 1
        else:
            report.written += 1
            for dyad, is_mutual in pairs.items():
                counts.setdefault(dyad, {}).setdefault(month, _Count()).add(
                    record, is_mutual=is_mutual
                )
    return report, counts


def _month_of(record: Record) -> int | None:
    """The month (counted from year 0) that the whole date of an event lies in."""
    found = limits(record)
    if found is None or found.first is None or found.last is None:
        return None
    first, last = _number(found.first), _number(found.last)
    return first if first == last else None


def _number(day: date) -> int:
    return day.year * _MONTHS + day.month - 1


def _span(counts: dict[Dyad, dict[int, _Count]], selection: Selection) -> tuple[int, int] | None:
    """The months of the export: those asked for, else from the first event to the last."""
    if not counts:
        return None
    first = min(min(months) for months in counts.values())
    last = max(max(months) for months in counts.values())
    since, until = selection.since, selection.until
    return (_number(since) if since else first), (_number(until) if until else last)


def _months(own: dict[int, _Count], span: tuple[int, int] | None, zeros: str) -> Iterator[int]:
    if zeros == "none" or span is None:
        yield from sorted(own)
        return
    first, last = span if zeros == "span" else (min(own), max(own))
    yield from range(min(first, *own), max(last, *own) + 1) if own else ()


def _row(dyad: Dyad, month: int, count: _Count) -> Row:
    row: Row = {
        "source": dyad[0],
        "target": dyad[1],
        "month": _shown(month),
        "year": month // _MONTHS,
        **count.numbers,
        "goldstein_sum": round(count.scale_sum, 3),
        "documents": len(count.documents),
    }
    if count.scaled:
        row["goldstein_mean"] = round(count.scale_sum / count.scaled, 3)
    return row


def _shown(month: int) -> str:
    return f"{month // _MONTHS:04d}-{month % _MONTHS + 1:02d}"


def _how_filled(span: tuple[int, int], zeros: str) -> str:
    if zeros == "none":
        return "months without an event are left out"
    if zeros == "own":
        return "months without an event are 0 between a pair's first event and its last"
    return (
        f"months without an event are 0 for every pair from {_shown(span[0])} to {_shown(span[1])}"
    )
