"""One record out of several documents' records of the same thing.

The rules are those of the record format: the smallest id stays; evidence is united; a slot on
which documents differ shows the most precise value that most of them are compatible with, else
the latest document's, and keeps every value with its documents under `stated`; a status that
changed keeps its steps under `history`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.model import compare
from memcon.model.record import Record, slots_of
from memcon.resolve import values
from memcon.resolve.features import days_of
from memcon.resolve.matchers import document_of

Published = Mapping[str, date | None]  # each document's date of publication
_NO_COPIES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Witness:
    """What one document says about one slot; copies of one text share their `source`."""

    doc: str
    value: Any
    published: date
    source: str

    @property
    def rank(self) -> tuple[date, str]:
        """Later documents rank higher; names decide between those of one day."""
        return self.published, self.doc


def merge_records(
    records: Sequence[Record], *, published: Published, witness_of: Mapping[str, str] = _NO_COPIES
) -> Record:
    """The record that the documents' records add up to.

    `witness_of` names for each document that is a copy of another's text what all its copies have
    in common; where values are weighed against each other they count as one.
    """
    ordered = sorted(records, key=lambda record: (document_of(record), record.id))
    ids = sorted({record.id for record in ordered})
    slots: dict[str, Any] = {}
    stated: dict[str, Any] = {}
    for slot in slots_of(ordered[0].type):
        witnesses = _witnesses(ordered, slot, published, witness_of)
        if not witnesses:
            continue
        given = _stated(witnesses)
        if len(given) > 1:
            stated[slot] = given
        slots[slot] = witnesses[0].value if len(given) == 1 else shown(slot, witnesses)
    history = _history(ordered, published)
    if history:
        slots["status"] = history[-1]["status"]
    return Record(
        id=ids[0],
        type=ordered[0].type,
        slots=slots,
        evidence=tuple(sorted({cite for record in ordered for cite in record.evidence})),
        stated=stated,
        history=history,
        links=_links(ordered),
        same_as=tuple(ids[1:]),
    )


def _witnesses(
    records: Sequence[Record], slot: str, published: Published, witness_of: Mapping[str, str]
) -> list[Witness]:
    return [
        Witness(doc, value, published.get(doc) or date.min, witness_of.get(doc, doc))
        for record in records
        for doc in (document_of(record),)
        if (value := record.get(slot)) is not None and value not in ("", [], {})
    ]


def _stated(witnesses: Sequence[Witness]) -> list[dict[str, Any]]:
    """Each distinct value with the documents that give it, in an order that is always the same."""
    values_: dict[str, dict[str, Any]] = {}
    for witness in witnesses:
        entry = values_.setdefault(
            compare.canonical(witness.value), {"value": witness.value, "docs": set()}
        )
        entry["docs"].add(witness.doc)
    return [
        {"value": entry["value"], "docs": sorted(entry["docs"])}
        for _, entry in sorted(values_.items())
    ]


def shown(slot: str, witnesses: Sequence[Witness]) -> Any:
    """The value shown first where documents differ."""
    if slot in values.UNITED:
        return values.united([witness.value for witness in witnesses])
    support = {
        index: len(
            {other.source for other in witnesses if values.compatible(slot, one.value, other.value)}
        )
        for index, one in enumerate(witnesses)
    }
    sources = len({witness.source for witness in witnesses})
    by_most = [index for index, count in support.items() if 2 * count > sources]
    if not by_most:
        return max(witnesses, key=lambda witness: witness.rank).value
    best = max(
        by_most,
        key=lambda index: (
            values.precision(slot, witnesses[index].value),
            support[index],
            witnesses[index].rank,
        ),
    )
    return witnesses[best].value


def _links(records: Sequence[Record]) -> tuple[Mapping[str, str], ...]:
    known = {(link["rel"], link["id"]): link for record in records for link in record.links}
    return tuple(dict(known[key]) for key in sorted(known))


def _history(records: Sequence[Record], published: Published) -> tuple[dict[str, Any], ...]:
    """The steps of a status that differs between documents, oldest document first."""
    own = [step for record in records for step in record.history]
    steps = [_step(record, published) for record in records if record.get("status")]
    if not own and len({step["status"] for _, step in steps}) < 2:  # noqa: PLR2004 - no change
        return ()
    steps += [(_order(step.get("date"), str(step.get("status"))), dict(step)) for step in own]
    joined: list[dict[str, Any]] = []
    for _, step in sorted(steps, key=lambda each: (each[0], compare.canonical(each[1]))):
        if joined and joined[-1]["status"] == step["status"]:
            joined[-1]["evidence"] = _joined(joined[-1]["evidence"], step["evidence"])
        else:
            joined.append(step)
    return tuple(joined)


def _joined(left: Sequence[dict[str, Any]], right: Sequence[dict[str, Any]]) -> list[Any]:
    known = {compare.canonical(cite): cite for cite in (*left, *right)}
    return sorted(known.values(), key=lambda cite: (cite["doc"], cite["start"], cite["end"]))


def _step(record: Record, published: Published) -> tuple[tuple[date, int], dict[str, Any]]:
    """What one document says of the status, as of the day it says it.

    The step's date is the record's own where that had passed when the document appeared (signed
    on, held on), else the document's.
    """
    said_on = published.get(document_of(record))
    own = days_of(record.get("date"))
    passed = own and own.last and (said_on is None or own.last <= said_on)
    status = str(record.get("status"))
    step: dict[str, Any] = {"status": status}
    if passed:
        step["date"] = record.get("date")
    elif said_on is not None:
        step["date"] = said_on.isoformat()
    step["evidence"] = [cite.to_json() for cite in sorted(set(record.evidence))]
    return (said_on or date.min, values.progress(status)), step


def _order(value: object, status: str) -> tuple[date, int]:
    limits = days_of(value)
    return (limits.first if limits and limits.first else date.min), values.progress(status)
