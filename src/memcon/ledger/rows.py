"""Documents, statements and records as rows, and back: JSON written in one way only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from datetime import date as Date  # noqa: N812 (`date` is a field)
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Row, bindparam

from memcon.errors import LedgerError
from memcon.model.citation import Citation
from memcon.model.document import OFFICIAL, Document, blocks_from_json, blocks_to_json
from memcon.model.place import anchors_from_json, anchors_to_json
from memcon.model.record import Record, slots_of
from memcon.model.statement import Statement, statements_of

T = TypeVar("T")
MANY = 400  # parameters in one query


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the ledger knows of a document, without its text."""

    name: str
    version: int
    current: bool
    title: str
    publisher: str
    date: date | None
    language: str
    author: str
    url: str
    place: str
    media_type: str
    sha256: str
    text_hash: str
    fingerprint: str
    sources: Mapping[str, str]
    characters: int
    records: int
    modified: Date | None = None  # the day of its last change, where it says so
    copies: tuple[str, ...] = ()  # documents with the same text, one witness with this

    @property
    def is_official(self) -> bool:
        """Whether it holds official statistics rather than somebody's account."""
        return bool(self.sources.get(OFFICIAL))

    def to_json(self) -> dict[str, Any]:
        """All that is known, as JSON; what is not known is left out."""
        line = {
            "name": self.name,
            "version": self.version,
            "title": self.title,
            "publisher": self.publisher,
            "date": self.date.isoformat() if self.date else "",
            "modified": self.modified.isoformat() if self.modified else "",
            "language": self.language,
            "author": self.author,
            "url": self.url,
            "place": self.place,
            "media_type": self.media_type,
            "sha256": self.sha256,
            "sources": dict(self.sources),
            "characters": self.characters,
            "records": self.records,
            "copies": list(self.copies),
        }
        return {key: value for key, value in line.items() if value not in ("", {}, [], None)}


def dumps(value: Any) -> str:
    """JSON in the one way in which the ledger and its exports write it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def document_row(document: Document, *, version: int, fingerprint: str) -> dict[str, Any]:
    """The columns of a document that is current."""
    return {
        "name": document.name,
        "version": version,
        "current": True,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date.isoformat() if document.date else "",
        "modified": document.modified.isoformat() if document.modified else "",
        "language": document.language,
        "author": document.author,
        "place": document.place,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "text_hash": document.text_hash,
        "fingerprint": fingerprint,
        "sources": dumps(dict(sorted(document.sources.items()))),
        "blocks": dumps(blocks_to_json(document.blocks)),
        "anchors": dumps(anchors_to_json(document.anchors)) if document.anchors else "",
        "text": document.text,
    }


def document_of_row(row: Row[Any]) -> Document:
    """The document that a row of `documents` holds."""
    return Document(
        name=row.name,
        text=row.text,
        blocks=blocks_from_json(json.loads(row.blocks)),
        title=row.title,
        publisher=row.publisher,
        date=day(row.date),
        modified=day(row.modified),
        language=row.language,
        author=row.author,
        url=row.url,
        sha256=row.sha256,
        media_type=row.media_type,
        place=row.place,
        sources=json.loads(row.sources),
        anchors=anchors_from_json(json.loads(row.anchors or "[]")),
    )


def day(text: str) -> date | None:
    """The day that a column holds, or None where it is empty."""
    return date.fromisoformat(text) if text else None


def statement_row(statement: Statement, document_id: int) -> dict[str, Any]:
    """The columns of a statement; its quotes are in the document's text."""
    return {
        "document_id": document_id,
        "id": statement.id,
        "subject": statement.subject,
        "record_type": statement.record_type,
        "field": statement.field,
        "value": dumps(statement.value),
        "spans": dumps([[cite.start, cite.end] for cite in statement.citations]),
    }


def statement_of_row(row: Row[Any], doc: str, text: str) -> Statement:
    """The statement that a row holds, with its quotes cut from the document's text."""
    return Statement(
        subject=row.subject,
        record_type=row.record_type,
        field=row.field,
        value=json.loads(row.value),
        doc=doc,
        citations=tuple(
            Citation(doc, start, end, text[start:end]) for start, end in json.loads(row.spans)
        ),
    )


def statements_for(records: Sequence[Record]) -> list[Statement]:
    """The statements of a document's records, each once."""
    return list({each.id: each for record in records for each in statements_of(record)}.values())


def in_order(record: Record) -> Record:
    """The record with its evidence and links in the one order in which they are stored."""
    links = {dumps(dict(link)): link for link in record.links}
    return replace(
        record,
        evidence=tuple(sorted(set(record.evidence))),
        links=tuple(links[key] for key in sorted(links)),
    )


def once_each(records: Iterable[Record]) -> list[Record]:
    """The records in order, those of one id as one: all their evidence, the first one's slots."""
    found: dict[str, Record] = {}
    for record in records:
        known = found.get(record.id, record)
        evidence = (*known.evidence, *record.evidence)
        slots = {**record.slots, **known.slots}
        links = (*known.links, *record.links)
        found[record.id] = in_order(replace(known, slots=slots, evidence=evidence, links=links))
    return list(found.values())


def record_from(statements: Sequence[Statement]) -> Record:
    """The record that one document's statements on one subject add up to."""
    first = statements[0]
    order = {slot: index for index, slot in enumerate(slots_of(first.record_type))}
    slots = {each.field: each.value for each in statements if each.field in order}
    links = {dumps(each.value): each.value for each in statements if each.field == "links"}
    return Record(
        id=first.subject,
        type=first.record_type,
        slots=dict(sorted(slots.items(), key=lambda item: order[item[0]])),
        evidence=tuple(sorted({cite for each in statements for cite in each.citations})),
        links=tuple(links[key] for key in sorted(links)),
    )


def record_of_line(line: str) -> Record:
    """The record that a line of JSON holds."""
    found = json.loads(line)
    names = slots_of(found["type"])
    return Record(
        id=found["id"],
        type=found["type"],
        slots={slot: found[slot] for slot in names if slot in found},
        evidence=tuple(Citation(**cite) for cite in found["evidence"]),
        stated=found.get("stated", {}),
        history=tuple(found.get("history", ())),
        links=tuple(found.get("links", ())),
        same_as=tuple(found.get("same_as", ())),
        decisions=tuple(found.get("decisions", ())),
    )


def check_record(record: Record, document: Document) -> None:
    """Refuse a record whose evidence is not what its document says."""
    if not record.evidence:
        message = f"{document.name}: record {record.id} has no evidence"
        raise LedgerError(message)
    for cite in record.evidence:
        if cite.doc != document.name or document.text[cite.start : cite.end] != cite.quote:
            message = (
                f"{document.name}: record {record.id} cites {cite.doc} {cite.start}-{cite.end}, "
                "where other words stand; extract it again"
            )
            raise LedgerError(message)


def among(rows: Iterable[int]) -> BindParameter[list[int]]:
    """Numbers of rows for `in_`, written into the query: as hundreds of parameters they cost more.

    With them the driver of PostgreSQL takes as long over the query as the server.
    """
    return bindparam(None, list(rows), expanding=True, literal_execute=True)


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists of at most `MANY`, in order."""
    rest = iter(values)
    while some := list(islice(rest, MANY)):
        yield some
