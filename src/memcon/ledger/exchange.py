"""JSONL out and in: a ledger as lines that another ledger takes up without loss.

Lines come in one order: a header, documents by name, statements by document, decisions, then the
nine types of records, which are computed from the rest and passed over when read. The same ledger
always gives the same bytes, and so does its copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from memcon.errors import LedgerError
from memcon.ledger import audit, computed, reading
from memcon.ledger import schema as s
from memcon.ledger.connect import reading as reading_connection
from memcon.ledger.connect import writing
from memcon.ledger.decide import keep
from memcon.ledger.decided import decision_labels, decision_of_row, in_time
from memcon.ledger.intake import distinct_name, insert_document, put_aliases, put_records
from memcon.ledger.labels import add_decision_labels, set_labels
from memcon.ledger.rows import dumps, record_from, statement_of_row
from memcon.ledger.store import Store
from memcon.model.citation import Citation
from memcon.model.decision import KINDS, OWN, Decision
from memcon.model.document import Document, blocks_from_json, blocks_to_json
from memcon.model.place import anchors_from_json, anchors_to_json
from memcon.model.record import TYPES, Record, slots_of
from memcon.model.statement import Statement
from memcon.version import __version__

METADATA = (
    "title",
    "publisher",
    "date",
    "modified",
    "language",
    "author",
    "url",
    "place",
    "media_type",
    "sha256",
    "fingerprint",
)


@dataclass(slots=True)
class Imported:
    """What an import brought: new documents, those that were there, statements and decisions."""

    documents: int = 0
    known: int = 0
    statements: int = 0
    decisions: int = 0
    renamed: dict[str, str] = field(default_factory=dict)


# ---------------------------------------------------------------------- out


def export_lines(
    store: Store, *, with_text: bool = True, records_only: bool = False
) -> Iterator[str]:
    """The ledger's lines, each ending in a newline, made as they are asked for."""
    with reading_connection(store.engine) as connection:
        if not records_only:
            yield _line(_header())
            yield from map(_line, _documents(connection, with_text=with_text))
            yield from map(_line, _statements(connection))
            yield from map(_line, _decisions(connection))
        for record in reading.all_records(connection):
            yield _line(record.to_json())


def _line(value: Mapping[str, Any]) -> str:
    return dumps(value) + "\n"


def _header() -> dict[str, Any]:
    return {"type": "header", "format_version": s.FORMAT_VERSION, "memcon": __version__}


def _documents(connection: Connection, *, with_text: bool) -> Iterator[dict[str, Any]]:
    order = (s.documents.c.name, s.documents.c.version)
    for document_id in _ids(connection, select(s.documents.c.id).order_by(*order)):
        row = connection.execute(select(s.documents).where(s.documents.c.id == document_id)).one()
        line: dict[str, Any] = {"type": "document", "name": row.name, "version": row.version}
        if not row.current:
            line["superseded"] = True
        line.update({name: getattr(row, name) for name in METADATA if getattr(row, name)})
        sources = json.loads(row.sources)
        aliases = connection.execute(
            select(s.aliases.c.alias, s.aliases.c.target)
            .where(s.aliases.c.document_id == document_id)
            .order_by(s.aliases.c.alias)
        ).all()
        restricted = select(s.document_labels.c.label).where(
            s.document_labels.c.document == row.name
        )
        found = sorted(connection.execute(restricted).scalars())
        if found:
            line["labels"] = found
        if sources:
            line["sources"] = sources
        if aliases:
            line["aliases"] = {alias.alias: alias.target for alias in aliases}
        line["text_hash"] = row.text_hash
        line["blocks"] = json.loads(row.blocks)
        if row.anchors:
            line["anchors"] = json.loads(row.anchors)
        if with_text:
            line["text"] = row.text
        yield line


def _ids(connection: Connection, query: Any) -> list[int]:
    return list(connection.execute(query).scalars())


def _statements(connection: Connection) -> Iterator[dict[str, Any]]:
    current = select(s.documents.c.id).where(s.documents.c.current).order_by(s.documents.c.name)
    for document_id in _ids(connection, current):
        document = connection.execute(
            select(s.documents.c.name, s.documents.c.text).where(s.documents.c.id == document_id)
        ).one()
        rows = connection.execute(
            select(s.statements)
            .where(s.statements.c.document_id == document_id)
            .order_by(s.statements.c.subject, s.statements.c.field, s.statements.c.id)
        )
        for row in rows:
            yield statement_json(statement_of_row(row, document.name, document.text))


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement's line: which field of which record has which value, and the words."""
    return {
        "type": "statement",
        "id": statement.id,
        "record": statement.subject,
        "record_type": statement.record_type,
        "field": statement.field,
        "value": statement.value,
        "doc": statement.doc,
        "evidence": [cite.to_json() for cite in statement.citations],
    }


def _decisions(connection: Connection) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(s.decisions).order_by(s.decisions.c.at, s.decisions.c.id)):
        line = decision_of_row(row).to_json()
        restricted = decision_labels(connection, [row.id]).get(row.id)
        yield {**line, "labels": sorted(restricted)} if restricted else line


# ---------------------------------------------------------------------- in


def import_lines(store: Store, lines: Iterable[str]) -> Imported:
    """Take an export's lines up, all or none of them; what they brought.

    What is there already stays as it is. Raises LedgerError naming the line that is at fault.
    """
    with writing(store.engine) as connection:
        reader = _Reader(connection)
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    reader.take(line)
                except _FaultError as fault:
                    message = f"line {number}: {fault}; nothing was imported"
                    raise LedgerError(message) from fault
        reader.finish()
        audit.log(connection, store.actor, "import", "", _brought(reader.imported))
        return reader.imported


def _brought(imported: Imported) -> dict[str, int]:
    names = ("documents", "known", "statements", "decisions")
    return {name: getattr(imported, name) for name in names}


class _FaultError(Exception):
    """What is wrong with a line."""


class _Reader:
    """Takes the lines of an export in their order and stores what they say."""

    def __init__(self, connection: Connection) -> None:
        self.imported = Imported()
        self._connection = connection
        self._rows: dict[str, int] = {}  # documents that are new here, by their name in the file
        self._known: set[str] = set()
        self._open = _Open()
        self._has_header = False
        self._decisions: list[Decision] = []
        self._restricted: dict[str, list[str]] = {}

    def take(self, line: str) -> None:
        """Store one line's content."""
        try:
            found = json.loads(line)
        except ValueError as error:
            message = "not JSON; an export has one JSON object a line"
            raise _FaultError(message) from error
        kind = found.get("type") if isinstance(found, dict) else None
        if not self._has_header:
            self._header(kind, found)
        elif kind == "document":
            self._document(found)
        elif kind == "statement":
            self._statement(found)
        elif kind == "decision":
            self._decision(found)
        elif kind not in TYPES:
            message = f"type {kind!r} is none that memcon knows"
            raise _FaultError(message)

    def finish(self) -> None:
        """Store what is still open, and compute the records."""
        if not self._has_header:
            message = "no line in the file; an export begins with a header; nothing was imported"
            raise LedgerError(message)
        self._close_document()
        self._decide()
        computed.refresh(self._connection)

    def _header(self, kind: object, found: Any) -> None:
        if kind != "header":
            message = (
                "no header; only a whole export can be imported, not one made with --records-only"
            )
            raise _FaultError(message)
        known = found.get("format_version")
        if not isinstance(known, int) or known > s.FORMAT_VERSION:
            message = f"format version {known!r}, known up to {s.FORMAT_VERSION}; upgrade memcon"
            raise _FaultError(message)
        self._has_header = True

    # ------------------------------------------------------------------ documents

    def _document(self, found: dict[str, Any]) -> None:
        document, fields = _document_of(found)
        name, current = document.name, not fields["superseded"]
        same = select(s.documents.c.id).where(s.documents.c.text_hash == document.text_hash)
        if current:
            same = same.where(s.documents.c.current)
        else:
            same = same.where(s.documents.c.name == name)
        if self._connection.execute(same).first() is not None:
            self.imported.known += current
            self._known.add(name)
            return
        row = self._free_row(document, fields)
        document_id = insert_document(self._connection, row)
        put_aliases(self._connection, document_id, fields["aliases"])
        known = self._labels_of(row["name"])
        set_labels(self._connection, row["name"], [*known, *map(str, fields["labels"])])
        if current:
            if name in self._rows:
                message = f"document {name} is there twice"
                raise _FaultError(message)
            self._rows[name] = document_id
            self.imported.documents += 1
            if row["name"] != name:
                self.imported.renamed[name] = row["name"]

    def _free_row(self, document: Document, fields: dict[str, Any]) -> dict[str, Any]:
        """The document's row, under another name where its own stands for another text here."""
        row: dict[str, Any] = {
            **{
                name: getattr(document, name)
                for name in METADATA
                if name not in ("date", "modified", "fingerprint")
            },
            "name": document.name,
            "version": fields["version"],
            "current": not fields["superseded"],
            "date": document.date.isoformat() if document.date else "",
            "modified": document.modified.isoformat() if document.modified else "",
            "fingerprint": fields["fingerprint"],
            "text_hash": document.text_hash,
            "sources": dumps(dict(sorted(document.sources.items()))),
            "blocks": dumps(blocks_to_json(document.blocks)),
            "anchors": dumps(anchors_to_json(document.anchors)) if document.anchors else "",
            "text": document.text,
        }
        taken = select(s.documents.c.id).where(s.documents.c.name == document.name)
        taken = taken.where(
            (s.documents.c.version == row["version"]) | (s.documents.c.current & row["current"])
        )
        if self._connection.execute(taken).first() is not None:
            row["name"] = distinct_name(document.name, document.text_hash)
        return row

    def _labels_of(self, name: str) -> list[str]:
        query = select(s.document_labels.c.label).where(s.document_labels.c.document == name)
        return list(self._connection.execute(query).scalars())

    # ------------------------------------------------------------------ statements

    def _statement(self, found: dict[str, Any]) -> None:
        statement = _statement_of(found)
        if statement.id != found.get("id"):
            message = f"statement {found.get('id')!r} is not what its id says; the line was changed"
            raise _FaultError(message)
        if statement.doc in self._known and statement.doc not in self._rows:
            return
        if statement.doc not in self._rows:
            message = f"statement on {statement.doc!r}, a document that no line before it brings"
            raise _FaultError(message)
        if self._open.doc != statement.doc:
            self._close_document()
            self._open = self._opened(statement.doc)
        self._open.add(statement)

    def _opened(self, doc: str) -> _Open:
        row = self._connection.execute(
            select(s.documents.c.text).where(s.documents.c.id == self._rows[doc])
        ).one()
        return _Open(doc, row.text)

    def _close_document(self) -> None:
        """Store the records that one document's statements add up to."""
        if self._open.doc:
            name = self.imported.renamed.get(self._open.doc, self._open.doc)
            records = self._open.records(name)
            put_records(self._connection, self._rows[self._open.doc], records)
            self.imported.statements += self._open.count
        self._open = _Open()

    # ------------------------------------------------------------------ decisions

    def _decision(self, found: dict[str, Any]) -> None:
        decision = Decision(
            kind=_text(found, "kind"),
            subjects=tuple(_typed(found, "subjects", list, [])),
            by=_text(found, "by"),
            at=_text(found, "at"),
            reason=_text(found, "reason", ""),
            payload=_typed(found, "payload", dict, {}),
            given_id="" if _text(found, "id").startswith(OWN) else _text(found, "id"),
        )
        if decision.kind not in KINDS:
            message = f"decision {found.get('id')!r}: kind {decision.kind!r} is none that is known"
            raise _FaultError(message)
        if decision.id != found.get("id"):
            message = f"decision {found.get('id')!r} is not what its id says; the line was changed"
            raise _FaultError(message)
        self._decisions.append(decision)
        self._restricted[decision.id] = list(map(str, _typed(found, "labels", list, [])))

    def _decide(self) -> None:
        """Store the decisions, the earliest first."""
        for decision in sorted(self._decisions, key=in_time):
            try:
                self.imported.decisions += keep(self._connection, decision)
                restricted = self._restricted[decision.id]
                add_decision_labels(self._connection, decision.id, restricted)
            except (KeyError, TypeError, AttributeError) as error:
                message = f"decision {decision.id} is malformed ({error!r}); nothing was imported"
                raise LedgerError(message) from error


@dataclass(slots=True)
class _Open:
    """The document whose statements are being read, and these."""

    doc: str = ""
    text: str = ""
    subjects: dict[str, list[Statement]] = field(default_factory=dict)
    count: int = 0

    def add(self, statement: Statement) -> None:
        for cite in statement.citations:
            if self.text[cite.start : cite.end] != cite.quote or cite.doc != self.doc:
                message = (
                    f"statement {statement.id} quotes other words than stand in {cite.doc} at "
                    f"{cite.start}-{cite.end}"
                )
                raise _FaultError(message)
        self.subjects.setdefault(statement.subject, []).append(statement)
        self.count += 1

    def records(self, name: str) -> list[Record]:
        """The records that the statements add up to, cited under the document's name here."""
        made = [record_from(self.subjects[subject]) for subject in sorted(self.subjects)]
        if name == self.doc:
            return made
        return [
            Record(
                id=each.id,
                type=each.type,
                slots=each.slots,
                evidence=tuple(
                    Citation(name, cite.start, cite.end, cite.quote) for cite in each.evidence
                ),
                links=each.links,
            )
            for each in made
        ]


def _document_of(found: dict[str, Any]) -> tuple[Document, dict[str, Any]]:
    texts: dict[str, Any] = {
        name: _text(found, name, "")
        for name in METADATA
        if name not in ("date", "modified", "fingerprint")
    }
    if not isinstance(found.get("text"), str):
        message = "a document without its text cannot be imported; export it with --with-text"
        raise _FaultError(message)
    try:
        document = Document(
            name=_text(found, "name"),
            text=found["text"],
            blocks=blocks_from_json(_typed(found, "blocks", list, [])),
            date=date.fromisoformat(found["date"]) if "date" in found else None,
            modified=date.fromisoformat(found["modified"]) if "modified" in found else None,
            sources=_typed(found, "sources", dict, {}),
            anchors=anchors_from_json(_typed(found, "anchors", list, [])),
            **texts,
        )
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        message = f"document {found.get('name')!r} is malformed ({error})"
        raise _FaultError(message) from error
    if found.get("text_hash", document.text_hash) != document.text_hash:
        message = f"document {document.name}: its text is not what its hash says"
        raise _FaultError(message)
    return document, {
        "version": _typed(found, "version", int, 1),
        "superseded": _typed(found, "superseded", bool, default=False),
        "fingerprint": _text(found, "fingerprint", ""),
        "aliases": _typed(found, "aliases", dict, {}),
        "labels": _typed(found, "labels", list, []),
    }


def _statement_of(found: dict[str, Any]) -> Statement:
    try:
        cites = tuple(
            Citation(str(cite["doc"]), int(cite["start"]), int(cite["end"]), str(cite["quote"]))
            for cite in found["evidence"]
        )
        statement = Statement(
            subject=_text(found, "record"),
            record_type=_text(found, "record_type"),
            field=_text(found, "field"),
            value=found["value"],
            doc=_text(found, "doc"),
            citations=cites,
        )
    except (KeyError, TypeError, ValueError) as error:
        message = f"the statement is malformed ({error!r})"
        raise _FaultError(message) from error
    if statement.record_type not in TYPES:
        message = f"record type {statement.record_type!r} is none that memcon knows"
        raise _FaultError(message)
    if statement.field not in (*slots_of(statement.record_type), "links"):
        message = f"a {statement.record_type} has no field {statement.field!r}"
        raise _FaultError(message)
    if not cites:
        message = f"statement {statement.id} has no evidence"
        raise _FaultError(message)
    return statement


def _text(found: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = found.get(name, default)
    if not isinstance(value, str):
        message = f"{name!r} is missing or no text"
        raise _FaultError(message)
    return value


def _typed(found: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:
    value = found.get(name, default)
    if not isinstance(value, kind):
        message = f"{name!r} is not a {kind.__name__}"
        raise _FaultError(message)
    return value
