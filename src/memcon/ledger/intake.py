"""Documents into the database and out again: which one it is, its version, its records' ids."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from memcon.errors import MissingError
from memcon.ledger import computed, labels, witnesses
from memcon.ledger import schema as s
from memcon.ledger.carry import Carried, carry_over
from memcon.ledger.decided import also_known_as, holding, relocated
from memcon.ledger.rows import (
    document_row,
    in_order,
    record_from,
    statement_of_row,
    statement_row,
    statements_for,
)
from memcon.model.citation import Citation
from memcon.model.decision import Decision
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.model.statement import Statement

VOUCHING = ("accept", "correct")
Outcome = Literal["added", "unchanged", "duplicate", "updated", "replaced"]


@dataclass(frozen=True, slots=True)
class Change:
    """What putting a document in did, and how many of its records are new, gone or different.

    `unchanged`: it was there, with the same records. `duplicate`: its text was there under another
    name, `name`. `updated`: the same document, read again with other metadata or by a newer
    memcon. `replaced`: a new version under the same name or address.
    """

    outcome: Outcome
    name: str
    version: int
    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0


# ---------------------------------------------------------------------- which document it is


def same_document(connection: Connection, document: Document) -> Row[Any] | None:
    """The current document with the same text or the same bytes, the one of this name first."""
    conditions = [s.documents.c.text_hash == document.text_hash]
    if document.sha256:
        conditions.append(s.documents.c.sha256 == document.sha256)
    query = select(s.documents).where(s.documents.c.current, or_(*conditions))
    rows = connection.execute(query.order_by(s.documents.c.name)).all()
    return next((row for row in rows if row.name == document.name), rows[0] if rows else None)


def named(connection: Connection, document: Document) -> tuple[Document, Row[Any] | None]:
    """The document under the name that it has in the ledger, and its version there before."""
    current = select(s.documents).where(s.documents.c.current)
    if document.url:
        at = connection.execute(
            current.where(s.documents.c.url == document.url).order_by(s.documents.c.name)
        ).first()
        if at is not None:
            return replace(document, name=at.name), at
    origin = document.sources.get("origin", "")
    from_there = _of_origin(connection, document, origin) if origin else None
    if from_there is not None:
        return replace(document, name=from_there.name), from_there
    named = connection.execute(current.where(s.documents.c.name == document.name)).first()
    if named is None or not _elsewhere(document, named, origin):
        return document, named
    # Another address or place under the same name is another document, with a name of its own.
    for other in _longer_names(document, document.url or origin):
        found = connection.execute(current.where(s.documents.c.name == other)).first()
        if found is None or not _elsewhere(document, found, origin):
            return replace(document, name=other), found
    return document, named


def _of_origin(connection: Connection, document: Document, origin: str) -> Row[Any] | None:
    """The current document that was read from the same place."""
    base = PurePosixPath(document.name).name
    like = or_(
        s.documents.c.name == base,
        s.documents.c.name.endswith(f"/{base}", autoescape=True),
        s.documents.c.name.like(f"{PurePosixPath(base).stem}~%"),
    )
    query = select(s.documents).where(s.documents.c.current, like).order_by(s.documents.c.name)
    rows = connection.execute(query).all()
    return next((row for row in rows if _origin(row) == origin), None)


def _origin(row: Row[Any]) -> str:
    """Where a stored document was read from, as a hash; "" where that is not known."""
    return str(json.loads(row.sources).get("origin", ""))


def _elsewhere(document: Document, known: Row[Any], origin: str) -> bool:
    """Whether both say where they are from, and these are not the same."""
    if document.url and known.url:
        return bool(document.url != known.url)
    there = _origin(known)
    return bool(origin and there and origin != there)


def _longer_names(document: Document, source: str) -> Iterator[str]:
    """The name with its folder before it, then with a hash of where it is from."""
    folder = document.sources.get("folder", "")
    if folder and not document.url:
        yield f"{folder}/{document.name}"
    yield distinct_name(document.name, source)


def distinct_name(name: str, source: str) -> str:
    """A name with a short hash of where the document is from, before the extension."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(source.encode()).hexdigest()[:8]
    return str(path.with_name(f"{path.stem}~{digest}{path.suffix}"))


def duplicate(same: Row[Any]) -> Change:
    """The change, which is none, where a text is there under another name."""
    return Change("duplicate", same.name, same.version)


def renamed(record: Record, name: str) -> Record:
    """The record with its words cited from the document's name in the ledger."""
    evidence = tuple(replace(cite, doc=name) for cite in record.evidence)
    return record if evidence == record.evidence else replace(record, evidence=evidence)


def no_document(connection: Connection, name: str) -> str:
    """What to say where no document has a name."""
    count = connection.execute(
        select(func.count()).select_from(s.documents).where(s.documents.c.current)
    ).scalar()
    return f"{name}: no document of that name among {count}; `memcon documents` lists them"


# ---------------------------------------------------------------------- putting it in


def put(
    connection: Connection,
    document: Document,
    records: Sequence[Record],
    fingerprint: str,
    restricted: Sequence[str] = (),
) -> Change:
    """Put a document in: for the first time, with some labels, again, or in a new version."""
    same = same_document(connection, document)
    if same is not None:
        return put_again(connection, same, document, records, fingerprint)
    document, before = named(connection, document)
    records = [renamed(record, document.name) for record in records]
    if before is None:
        known = labels.labels_of(connection).get(document.name, []) if restricted else []
        if restricted:
            labels.set_labels(connection, document.name, [*known, *restricted])
        return put_first(connection, document, records, fingerprint)
    return put_version(connection, before, document, records, fingerprint)


def current_row(connection: Connection, name: str) -> int:
    """The number of the current document of a name; raises LedgerError where there is none."""
    query = select(s.documents.c.id).where(s.documents.c.name == name, s.documents.c.current)
    found = connection.execute(query).scalar()
    if found is None:
        raise MissingError(no_document(connection, name))
    return int(found)


def original_hash(connection: Connection, document_id: int) -> str:
    """The hash of what a document was read from, "" where that is not kept."""
    query = select(s.originals.c.sha256).where(s.originals.c.document_id == document_id)
    return str(connection.execute(query).scalar() or "")


def put_first(
    connection: Connection, document: Document, records: Sequence[Record], fingerprint: str
) -> Change:
    """Put in a document that was not there under any name."""
    row = document_row(
        document, version=_next_version(connection, document.name), fingerprint=fingerprint
    )
    document_id = insert_document(connection, row)
    put_records(connection, document_id, records)
    computed.refresh(connection)
    return Change("added", document.name, row["version"], added=len(records))


def _next_version(connection: Connection, name: str) -> int:
    newest = select(func.max(s.documents.c.version)).where(s.documents.c.name == name)
    return (connection.execute(newest).scalar() or 0) + 1


def put_version(
    connection: Connection,
    before: Row[Any],
    document: Document,
    records: Sequence[Record],
    fingerprint: str,
) -> Change:
    """A new version: the old one stays as a text, its statements go."""
    connection.execute(
        update(s.documents).where(s.documents.c.id == before.id).values(current=False)
    )
    unsign(connection, before.id)
    version = _next_version(connection, document.name)
    row = document_row(document, version=version, fingerprint=fingerprint)
    document_id = insert_document(connection, row)
    carried = _replace_records(connection, before.id, document_id, document, records)
    return _change("replaced", document.name, version, carried)


def put_again(
    connection: Connection,
    same: Row[Any],
    document: Document,
    records: Sequence[Record],
    fingerprint: str,
) -> Change:
    """The same document once more, perhaps under another name, with other metadata or records."""
    if same.name < document.name:
        return duplicate(same)
    taken = _next_version(connection, document.name) if document.name != same.name else same.version
    row = document_row(document, version=taken, fingerprint=fingerprint)
    if document.name != same.name:  # its restrictions go with it
        restricted = labels.labels_of(connection)
        both = [*restricted.get(same.name, ()), *restricted.get(document.name, ())]
        labels.set_labels(connection, document.name, both)
    known = {column: getattr(same, column) for column in row}
    if known == row and _same_statements(connection, same.id, document, records):
        return Change("unchanged", same.name, same.version, unchanged=len(records))
    connection.execute(update(s.documents).where(s.documents.c.id == same.id).values(row))
    if (same.name, same.text_hash, same.blocks) != (row["name"], row["text_hash"], row["blocks"]):
        unsign(connection, same.id)
        _sign(connection, same.id)
    carried = _replace_records(connection, same.id, same.id, document, records)
    outcome: Outcome = "updated" if document.name == same.name else "duplicate"
    return _change(outcome, document.name, row["version"], carried)


def _same_statements(
    connection: Connection, document_id: int, document: Document, records: Sequence[Record]
) -> bool:
    known = set(
        connection.execute(
            select(s.statements.c.id).where(s.statements.c.document_id == document_id)
        ).scalars()
    )
    carried = _carried(connection, document_id, document, records)
    return known == {each.id for each in statements_for(carried.records)}


def _change(outcome: Outcome, name: str, version: int, carried: Carried) -> Change:
    return Change(
        outcome,
        name,
        version,
        added=carried.added,
        removed=len(carried.removed),
        changed=carried.changed,
        unchanged=carried.unchanged,
    )


def _replace_records(
    connection: Connection,
    old_id: int,
    new_id: int,
    document: Document,
    records: Sequence[Record],
) -> Carried:
    """A document's records in place of those of the row `old_id`, with their ids carried over."""
    mates = mates_of(connection, old_id)
    carried = _carried(connection, old_id, document, records)
    computed.drop_mentions(connection, old_id)
    connection.execute(delete(s.statements).where(s.statements.c.document_id == old_id))
    connection.execute(
        update(s.aliases).where(s.aliases.c.document_id == old_id).values(document_id=new_id)
    )
    retire(connection, mates, carried.removed)
    put_aliases(connection, new_id, carried.aliases)
    put_records(connection, new_id, carried.records)
    computed.refresh(connection)
    return carried


def _carried(
    connection: Connection, old_id: int, document: Document, records: Sequence[Record]
) -> Carried:
    """The records of a document read again, under the ids they had.

    What an analyst has vouched for stays, as long as its words stand in the text, though the
    machine no longer finds it.
    """
    old = records_stated(connection, old_id)
    carried = carry_over(old, records, aliases=_aliases(connection, old_id))
    vouched = _vouched_for(connection, carried.removed)
    kept = [
        moved
        for record in old
        if record.id in vouched and (moved := _moved(record, document)) is not None
    ]
    if not kept:
        return carried
    ids = {record.id for record in kept}
    return replace(
        carried,
        records=(*carried.records, *kept),
        unchanged=carried.unchanged + len(kept),
        removed=tuple(each for each in carried.removed if each not in ids),
    )


def _vouched_for(connection: Connection, subjects: Sequence[str]) -> set[str]:
    """Those of a document's records that an analyst has accepted or corrected."""
    if not subjects:
        return set()
    ids = also_known_as(connection, subjects)
    latest: dict[str, Decision] = {}
    for decision in holding(connection, ids):
        for subject in {ids[each] for each in decision.subjects if each in ids}:
            if decision.kind in VOUCHING or decision.kind == "reject":
                latest[subject] = decision
    return {subject for subject, decision in latest.items() if decision.kind in VOUCHING}


def _moved(record: Record, document: Document) -> Record | None:
    """A record cited from where its words stand in a document's text now; None without them."""
    cites = []
    for cite in record.evidence:
        start = relocated(document.text, cite.quote, cite.start)
        if start is not None:
            cites.append(Citation(document.name, start, start + len(cite.quote), cite.quote))
    return in_order(replace(record, evidence=tuple(cites))) if cites else None


def insert_document(connection: Connection, row: dict[str, Any]) -> int:
    """Put a row into `documents`, with its signature where it is current; its number there."""
    made = connection.execute(insert(s.documents).values(row)).inserted_primary_key
    assert made is not None  # noqa: S101 - SQLAlchemy returns it for every single insert
    document_id = int(made[0])
    if row["current"]:
        _sign(connection, document_id)
    return document_id


def _sign(connection: Connection, document_id: int) -> None:
    """Find what a current document is a copy of; records of copies count as of one witness."""
    computed.reopen_documents(connection, witnesses.sign(connection, document_id))


def unsign(connection: Connection, document_id: int) -> None:
    """Have a document that goes be no copy of any other."""
    computed.reopen_documents(connection, witnesses.unsign(connection, document_id))


def put_records(connection: Connection, document_id: int, records: Sequence[Record]) -> None:
    """Store the statements of a document's records, to be resolved by `computed.refresh`."""
    rows = [statement_row(each, document_id) for each in statements_for(records)]
    if rows:
        connection.execute(insert(s.statements), rows)
        subjects = {row["subject"] for row in rows}
        # An id that is a record's again stands for nothing else.
        connection.execute(delete(s.aliases).where(s.aliases.c.alias.in_(sorted(subjects))))
    computed.put_mentions(connection, document_id, records)


def rebuild_mentions(connection: Connection, document_id: int) -> None:
    """Put a document's records in anew, as its statements and the decisions on them make them."""
    computed.drop_mentions(connection, document_id)
    computed.put_mentions(connection, document_id, records_stated(connection, document_id))


def put_aliases(connection: Connection, document_id: int, aliases: Mapping[str, str]) -> None:
    """Remember ids that stand for others."""
    rows = [
        {"alias": alias, "target": target, "document_id": document_id}
        for alias, target in sorted(aliases.items())
    ]
    if rows:
        names = [row["alias"] for row in rows]
        connection.execute(delete(s.aliases).where(s.aliases.c.alias.in_(names)))
        connection.execute(insert(s.aliases), rows)


def records_stated(connection: Connection, document_id: int) -> list[Record]:
    """The records that a document's statements add up to, before anybody's decisions."""
    query = select(s.documents.c.name, s.documents.c.text).where(s.documents.c.id == document_id)
    document = connection.execute(query).one()
    stated: dict[str, list[Statement]] = {}
    rows = select(s.statements).where(s.statements.c.document_id == document_id)
    for row in connection.execute(rows.order_by(s.statements.c.subject, s.statements.c.id)):
        made = statement_of_row(row, document.name, document.text)
        stated.setdefault(made.subject, []).append(made)
    return [record_from(statements) for statements in stated.values()]


def _aliases(connection: Connection, document_id: int) -> dict[str, str]:
    query = select(s.aliases.c.alias, s.aliases.c.target)
    rows = connection.execute(query.where(s.aliases.c.document_id == document_id))
    return {row.alias: row.target for row in rows}


# ---------------------------------------------------------------------- taking it out


def mates_of(connection: Connection, document_id: int) -> dict[str, list[tuple[str, int]]]:
    """For each record of a document, the other documents' that are one with it."""
    mine, other = s.mentions.alias(), s.mentions.alias()
    query = (
        select(mine.c.subject, other.c.subject, other.c.document_id)
        .outerjoin(
            other,
            (other.c.record == mine.c.record) & (other.c.document_id != mine.c.document_id),
        )
        .where(mine.c.document_id == document_id)
        .order_by(mine.c.subject, other.c.subject)
    )
    mates: dict[str, list[tuple[str, int]]] = {}
    for subject, mate, document in connection.execute(query):
        known = mates.setdefault(subject, [])
        if mate is not None:
            known.append((mate, document))
    return mates


def retire(
    connection: Connection,
    mates: dict[str, list[tuple[str, int]]],
    gone: Iterable[str],
) -> None:
    """Let ids that go stand for the record that they were one with, where one is left."""
    for subject in gone:
        others = [(mate, document) for mate, document in mates.get(subject, ()) if mate != subject]
        followers = s.aliases.c.target == subject
        if not others:
            connection.execute(delete(s.aliases).where(followers))
            continue
        target, document = others[0]
        connection.execute(
            update(s.aliases).where(followers).values(target=target, document_id=document)
        )
        put_aliases(connection, document, {subject: target})


def record_count(connection: Connection, document_id: int) -> int:
    """How many of the ledger's records a document is a witness of."""
    query = select(func.count(func.distinct(s.mentions.c.record)))
    found = connection.execute(query.where(s.mentions.c.document_id == document_id)).scalar()
    return int(found or 0)
