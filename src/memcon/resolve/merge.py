"""One record out of several documents' records of the same thing.

The rules are those of the record format: the smallest id stays; evidence is united; a slot on
which documents differ shows the most precise value that most of them are compatible with, else
the latest document's, and keeps every value with its documents under `stated`; a status that
changed keeps its steps under `history`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.model import compare
from memcon.model.record import Record, slots_of
from memcon.resolve import values
from memcon.resolve.history import history
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


@dataclass(frozen=True, slots=True)
class Given:
    """One value of a slot, with the documents that give it and the rank of the latest."""

    value: Any
    docs: tuple[str, ...]
    sources: frozenset[str]
    rank: tuple[date, str]


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
        given = _given(witnesses)
        if len(given) > 1:
            stated[slot] = [{"value": each.value, "docs": list(each.docs)} for each in given]
        slots[slot] = witnesses[0].value if len(given) == 1 else shown(slot, given)
    steps = history(ordered, published)
    if steps:
        slots["status"] = steps[-1]["status"]
    return Record(
        id=ids[0],
        type=ordered[0].type,
        slots=slots,
        evidence=tuple(sorted({cite for record in ordered for cite in record.evidence})),
        stated=stated,
        history=steps,
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


def _given(witnesses: Iterable[Witness]) -> list[Given]:
    """Each distinct value with its documents, in an order that is always the same."""
    found: dict[str, list[Witness]] = {}
    for witness in witnesses:
        found.setdefault(compare.canonical(witness.value), []).append(witness)
    return [
        Given(
            value=same[0].value,
            docs=tuple(sorted({each.doc for each in same})),
            sources=frozenset(each.source for each in same),
            rank=max(each.rank for each in same),
        )
        for _, same in sorted(found.items())
    ]


def shown(slot: str, given: Sequence[Given]) -> Any:
    """The value shown first where documents differ."""
    if slot in values.UNITED:
        return values.united([each.value for each in given])
    support = [
        frozenset[str]().union(
            *(other.sources for other in given if values.compatible(slot, each.value, other.value))
        )
        for each in given
    ]
    everyone = frozenset[str]().union(*(each.sources for each in given))
    by_most = [
        (values.precision(slot, each.value), len(behind), each.rank, each)
        for each, behind in zip(given, support, strict=True)
        if 2 * len(behind) > len(everyone)
    ]
    if not by_most:
        return max(given, key=lambda each: each.rank).value
    return max(by_most, key=lambda found: found[:3])[3].value


def _links(records: Sequence[Record]) -> tuple[Mapping[str, str], ...]:
    known = {(link["rel"], link["id"]): link for record in records for link in record.links}
    return tuple(dict(known[key]) for key in sorted(known))
