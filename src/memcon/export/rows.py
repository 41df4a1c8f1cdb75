"""Records as flat rows: one value a column, typed as `columns.yml` says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from memcon.export.base import Material
from memcon.export.columns import kind_of
from memcon.export.text import one_line
from memcon.ledger.rows import StoredDocument
from memcon.model import edtf
from memcon.model.periods import limits
from memcon.model.record import Record, slots_of
from memcon.present.phrases import Phrases

Row = dict[str, Any]
_NONE = "_"  # holds a place in lists that run side by side


def record_row(record: Record, phrases: Phrases) -> Row:
    """The row of a record in the table of its type; what it does not say is left out."""
    row: Row = {"id": record.id, "headline": one_line(phrases.headline(record))}
    for slot in slots_of(record.type):
        value = record.get(slot)
        if value is not None:
            row.update(_KINDS[kind_of(slot)](slot, value, record))
    row["documents"] = sorted({one_line(cite.doc) for cite in record.evidence})
    row["quote"] = one_line(record.evidence[0].quote) if record.evidence else ""
    row["disputed"] = sorted(record.stated)
    row["same_as"] = list(record.same_as)
    row["decided"] = sorted({str(each["kind"]) for each in record.decisions})
    return {name: value for name, value in row.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    """Whether a cell says nothing, as a list does in which no place is filled."""
    return value in (None, "", []) or (isinstance(value, list) and set(value) == {_NONE})


def _word(slot: str, value: Any, _: Record) -> Row:
    return {slot: one_line(str(value))}


def _words(slot: str, value: Any, _: Record) -> Row:
    return {slot: [one_line(str(item)) for item in value]}


def _integer(slot: str, value: Any, _: Record) -> Row:
    return {slot: int(value)}


def _decimal(slot: str, value: Any, _: Record) -> Row:
    return {slot: float(value)}


def _date(slot: str, value: Any, record: Record) -> Row:
    """A date as EDTF, with the days that it may cover; nothing is made more exact than it is."""
    found = limits(record, slot)
    row: Row = {slot: one_line(str(value))}
    if found is not None:
        row[f"{slot}_first"], row[f"{slot}_last"] = found.first, found.last
        row[f"{slot}_precision"] = edtf.precision(value)
    return row


def _place(slot: str, value: Any, _: Record) -> Row:
    return {
        slot: one_line(str(value.get("name", ""))),
        f"{slot}_country": one_line(str(value.get("country", ""))),
    }


def who(value: Any) -> tuple[str, str, str]:
    """Name (else role), role and country of an actor; of a state its code."""
    if not isinstance(value, Mapping):
        return one_line(str(value)), "", ""
    role = one_line(str(value.get("role", "")))
    name = one_line(str(value.get("name") or value.get("organisation") or role))
    return name, role, one_line(str(value.get("country", "")))


def _who(slot: str, value: Any, record: Record) -> Row:
    if isinstance(value, list):  # held jointly
        row = _people(slot, value, record)
        parts = ((slot, slot), (f"{slot}_role", f"{slot}_roles"))
        joined = {to: "; ".join(row[name]) for to, name in parts}
        return {**joined, f"{slot}_country": "; ".join(row[f"{slot}_countries"])}
    name, role, country = who(value)
    return {slot: name, f"{slot}_role": role, f"{slot}_country": country}


def _people(slot: str, value: Any, _: Record) -> Row:
    people = [who(item) for item in value]
    return {
        slot: [name for name, _, _ in people],
        f"{slot}_roles": [role or _NONE for _, role, _ in people],
        f"{slot}_countries": [country or _NONE for _, _, country in people],
    }


def _actors(slot: str, value: Any, _: Record) -> Row:
    sides = (("country", ""), ("sector", "_sectors"), ("text", "_texts"))
    return {
        f"{slot}{suffix}": [one_line(str(item.get(part) or _NONE)) for item in value]
        for part, suffix in sides
    }


def _object(slot: str, value: Any, _: Record) -> Row:
    """The parts of an amount or a change, each in its own column."""
    return {
        f"{slot}_{part}": float(item) if part in ("value", "low", "high") else one_line(str(item))
        for part, item in value.items()
    }


_KINDS: Mapping[str, Callable[[str, Any, Record], Row]] = {
    "text": _word,
    "word": _word,
    "words": _words,
    "code": _word,
    "codes": _words,
    "indicator": _word,
    "number": _integer,
    "decimal": _decimal,
    "date": _date,
    "place": _place,
    "who": _who,
    "people": _people,
    "actors": _actors,
    "amount": _object,
    "target": _object,
    "change": _object,
}


# ---------------------------------------------------------------------- tables beside


def citation_rows(record: Record) -> Iterator[Row]:
    """A row for each passage that a record rests on."""
    for cite in record.evidence:
        yield {
            "record": record.id,
            "record_type": record.type,
            "document": one_line(cite.doc),
            "start": cite.start,
            "end": cite.end,
            "quote": one_line(cite.quote),
        }


def stated_rows(record: Record) -> Iterator[Row]:
    """A row for each of the unequal values that documents give for a field."""
    for slot, values in record.stated.items():
        for each in values:
            value = each["value"]
            plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield {
                "record": record.id,
                "record_type": record.type,
                "field": slot,
                "value": one_line(plain),
                "documents": [one_line(doc) for doc in each["docs"]],
            }


def link_rows(record: Record) -> Iterator[Row]:
    """A row for each link to another record."""
    for link in record.links:
        yield {"record": record.id, "rel": link["rel"], "to": link["id"]}


def document_row(document: StoredDocument) -> Row:
    """The row of a document."""
    row: Row = {
        name: one_line(str(getattr(document, name)))
        for name in ("name", "title", "publisher", "language", "author", "url", "media_type")
    }
    row["date"] = document.date
    row["sha256"] = document.sha256
    row["text_sha256"] = document.text_hash
    row["copies"] = [one_line(name) for name in document.copies]
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def cited_documents(material: Material, names: set[str]) -> Iterator[Row]:
    """The rows of the documents of some names, in order; of one that is not known its name."""
    known = material.documents()
    for name in sorted(names):
        found = known.get(name)
        yield document_row(found) if found is not None else {"name": one_line(name)}


def side_rows(record: Record) -> Sequence[tuple[str, Iterator[Row]]]:
    """What a record adds to the tables beside those of the record types."""
    return (
        ("citations", citation_rows(record)),
        ("stated", stated_rows(record)),
        ("links", link_rows(record)),
    )
