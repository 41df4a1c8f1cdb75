"""Access labels: who lacks a document's label sees a ledger in which it has never been.

A label restricts a document to those who hold it. For each set of labels that readers hold (an
audience) the records that a hidden document has a part in are computed a second time, from what is
left. A view is an engine on whose connections temporary views of the tables' own names show an
audience its part: whatever is asked there, by whatever query, is answered from that. Where nothing
is hidden from an audience, which each transaction looks up first, another engine answers without
these filters, as fast as the ledger itself; only what is nobody's to read stays hidden there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, event, exists, func, insert, select, text

from memcon.errors import UsageError
from memcon.ledger import schema as s
from memcon.ledger.rows import batches, dumps

VIEW = "memcon_view"  # names the audience of a view's engine
OPEN = "memcon_open"  # of these, names the engine to ask where nothing is hidden
LONGEST = 60  # characters of a label


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who hold the same labels."""

    key: str
    labels: frozenset[str]


def audience_of(labels: Iterable[str]) -> Audience:
    """The audience of some labels."""
    held = frozenset(labels)
    digest = hashlib.sha256(dumps(sorted(held)).encode()).hexdigest()
    return Audience(digest[:32], held)


def checked_label(label: str) -> str:
    """A label without spaces around it. Raises UsageError for one that is none."""
    plain = label.strip()
    if not plain or len(plain) > LONGEST or not plain.isprintable() or "," in plain:
        message = f"label {label!r}: give a short name without commas, such as restricted"
        raise UsageError(message)
    return plain


def has_labels(connection: Connection) -> bool:
    """Whether anything is restricted."""
    return any(
        connection.execute(select(table.c.label).limit(1)).first() is not None
        for table in (s.document_labels, s.decision_labels)
    )


def audiences(connection: Connection) -> list[Audience]:
    """The audiences that views were opened for, which are kept up to date."""
    if not has_labels(connection):
        return []
    return [
        Audience(row.audience, frozenset(row.labels.split("\n")) - {""})
        for row in connection.execute(select(s.audiences).order_by(s.audiences.c.audience))
    ]


def is_registered(connection: Connection, audience: Audience) -> bool:
    """Whether an audience's records are computed."""
    query = select(s.audiences.c.audience).where(s.audiences.c.audience == audience.key)
    return connection.execute(query).first() is not None


def register(connection: Connection, audience: Audience) -> None:
    """Have an audience's records computed from now on."""
    labels = "\n".join(sorted(audience.labels))
    connection.execute(insert(s.audiences).values(audience=audience.key, labels=labels))


# ---------------------------------------------------------------------- of documents


def labels_of(connection: Connection) -> dict[str, list[str]]:
    """The labels of each document that has any."""
    found: dict[str, list[str]] = {}
    query = select(s.document_labels).order_by(s.document_labels.c.document)
    for row in connection.execute(query.order_by(s.document_labels.c.label)):
        found.setdefault(row.document, []).append(row.label)
    return found


def set_labels(connection: Connection, document: str, labels: Iterable[str]) -> None:
    """Give a document these labels and no others."""
    on = s.document_labels
    connection.execute(delete(on).where(on.c.document == document))
    rows = [{"document": document, "label": label} for label in sorted(set(labels))]
    if rows:
        connection.execute(insert(on), rows)


def restricted_mentions(connection: Connection, document: str = "") -> list[int]:
    """The documents' own records that are restricted, of all documents or of one."""
    query = select(s.mentions.c.id).join(s.documents, s.documents.c.id == s.mentions.c.document_id)
    labelled = exists().where(s.document_labels.c.document == s.documents.c.name)
    query = query.where(s.documents.c.name == document if document else labelled)
    return list(connection.execute(query).scalars())


def hidden_mentions(
    connection: Connection, audience: Audience, mentions: Iterable[int]
) -> set[int]:
    """Those of some documents' own records that an audience must not see."""
    found: set[int] = set()
    labelled = s.document_labels.c.label.not_in(sorted(audience.labels))
    for some in batches(sorted(mentions)):
        query = (
            select(s.mentions.c.id)
            .join(s.documents, s.documents.c.id == s.mentions.c.document_id)
            .join(s.document_labels, s.document_labels.c.document == s.documents.c.name)
            .where(s.mentions.c.id.in_(some), labelled)
        )
        found |= set(connection.execute(query).scalars())
    return found


def problems(connection: Connection) -> Iterator[str]:
    """The audiences that would see a record with a part from a document that is hidden from them.

    Views show whole records but for the veiled ones, so each such record has to be veiled.
    """
    for audience in audiences(connection):
        veiled = select(s.veils.c.record).where(s.veils.c.audience == audience.key)
        query = (
            select(func.count(s.mentions.c.record.distinct()))
            .join(s.documents, s.documents.c.id == s.mentions.c.document_id)
            .join(s.document_labels, s.document_labels.c.document == s.documents.c.name)
            .where(
                s.document_labels.c.label.not_in(sorted(audience.labels)),
                s.mentions.c.record.not_in(veiled),
            )
        )
        if number := connection.execute(query).scalar():
            held = ", ".join(sorted(audience.labels)) or "no label"
            yield f"{number} records tell readers with {held} of documents hidden from them"


# ---------------------------------------------------------------------- of decisions


def label_decision(connection: Connection, decision: str, subjects: Iterable[str]) -> None:
    """Restrict a decision like the documents of the records that it is on."""
    found: set[str] = set()
    for some in batches(sorted(set(subjects))):
        query = (
            select(s.document_labels.c.label)
            .join(s.documents, s.documents.c.name == s.document_labels.c.document)
            .join(s.mentions, s.mentions.c.document_id == s.documents.c.id)
            .where(s.mentions.c.subject.in_(some))
        )
        found |= set(connection.execute(query).scalars())
    names = [each.removeprefix("document ") for each in subjects if each.startswith("document ")]
    if names:
        query = select(s.document_labels.c.label)
        found |= set(
            connection.execute(query.where(s.document_labels.c.document.in_(names))).scalars()
        )
    add_decision_labels(connection, decision, found)


def add_decision_labels(connection: Connection, decision: str, labels: Iterable[str]) -> None:
    """Restrict a decision to those who hold some labels, besides those that it has."""
    on = s.decision_labels
    known = set(connection.execute(select(on.c.label).where(on.c.decision == decision)).scalars())
    rows = [{"decision": decision, "label": each} for each in sorted(set(labels) - known)]
    if rows:
        connection.execute(insert(on), rows)


def hides_decisions(connection: Connection, audience: Audience) -> bool:
    """Whether there is any decision that an audience must not see."""
    query = select(s.decision_labels.c.decision).limit(1)
    query = query.where(s.decision_labels.c.label.not_in(sorted(audience.labels)))
    return connection.execute(query).first() is not None


# ---------------------------------------------------------------------- views

# What is hidden is looked up row by row in the tables' own keys, so that a question about few rows
# costs no more than these.

_HELD = "SELECT label FROM memcon_held"
_KEY = "(SELECT audience FROM memcon_viewer)"
_NOTHING = "1 = 0"


def _no_label(name: str) -> str:
    """The condition that the document of a name has no label that is not held."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {{q}}document_labels l WHERE l.document = {name} "
        f"AND l.label NOT IN ({_HELD}))"
    )


def _shown(document: str) -> str:
    """The condition that a document, by its row's number, is not hidden."""
    return (
        "NOT EXISTS (SELECT 1 FROM {q}documents d JOIN {q}document_labels l "
        f"ON l.document = d.name WHERE d.id = {document} AND l.label NOT IN ({_HELD}))"
    )


def _told(mention: str) -> str:
    """The condition that the document of a mention is not hidden."""
    return (
        "NOT EXISTS (SELECT 1 FROM {q}mentions m JOIN {q}documents d ON d.id = m.document_id "
        "JOIN {q}document_labels l ON l.document = d.name "
        f"WHERE m.id = {mention} AND l.label NOT IN ({_HELD}))"
    )


def _open_decision(decision: str) -> str:
    """The condition that a decision has no label that is not held."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {{q}}decision_labels l WHERE l.decision = {decision} "
        f"AND l.label NOT IN ({_HELD}))"
    )


def _unveiled(record: str) -> str:
    """The condition that a record is not one of those that the audience sees another in place."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {{q}}veils v WHERE v.audience = {_KEY} AND v.record = {record})"
    )


# Which rows of each table, called t, an audience sees. A table that is not here has no view: a
# test says so.
ROWS: Mapping[str, str] = {
    "documents": _no_label("t.name"),
    "aliases": _shown("t.document_id"),
    "block_keys": _told("t.mention"),
    "originals": _shown("t.document_id"),
    "contents": (
        "EXISTS (SELECT 1 FROM {q}originals o WHERE o.sha256 = t.sha256 AND "
        f"{_shown('o.document_id')})"
    ),
    "bands": _shown("t.document_id"),
    "copies": f"{_shown('t.a')} AND {_shown('t.b')}",
    "links": f"{_told('t.a')} AND {_told('t.b')}",
    "facets": (  # asked for by the thousand: here looking up once is quicker
        f"t.record NOT IN (SELECT record FROM {{q}}veils WHERE audience = {_KEY}) AND "
        "t.record NOT IN (SELECT id FROM {q}records "
        f"WHERE audience <> '' AND audience <> {_KEY})"
    ),
    "decisions": _open_decision("t.id"),
    "decision_subjects": _open_decision("t.decision"),
    "decision_labels": _open_decision("t.decision"),
    "document_labels": _no_label("t.document"),
    "meta": "key = 'format_version'",  # the others tell of looks at the ledger, and of the log
    "users": _NOTHING,
    "user_labels": _NOTHING,
    "tokens": _NOTHING,
    "saved_searches": _NOTHING,
    "audit": _NOTHING,
    "audiences": _NOTHING,
    "veils": _NOTHING,
    "veiled_mentions": _NOTHING,
}

_HIDDEN_DOCUMENTS = (
    "SELECT d.id FROM {q}documents d JOIN {q}document_labels l ON l.document = d.name "
    f"WHERE l.label NOT IN ({_HELD})"
)
_HIDDEN = (
    "CREATE TEMP VIEW memcon_hidden AS "
    f"SELECT label FROM {{q}}document_labels WHERE label NOT IN ({_HELD}) UNION ALL "
    f"SELECT label FROM {{q}}decision_labels WHERE label NOT IN ({_HELD})"
)


# How many rows there are of what is counted: those of all, less the few that are hidden.
_COUNTS = (
    "CREATE TEMP VIEW memcon_counts AS "
    "SELECT 'documents' AS kind, count(*) AS number FROM {q}documents t "
    f"WHERE t.current AND {_no_label('t.name')} "
    "UNION ALL SELECT 'statements', (SELECT count(*) FROM {q}statements) - "
    f"(SELECT count(*) FROM {{q}}statements WHERE document_id IN ({_HIDDEN_DOCUMENTS})) "
    "UNION ALL SELECT type, sum(number) FROM ("
    "SELECT type, count(*) AS number FROM {q}records "
    f"WHERE audience IN ('', {_KEY}) AND judgement <> 'reject' GROUP BY type "
    "UNION ALL SELECT type, -count(*) FROM {q}veils v JOIN {q}records r ON r.id = v.record "
    f"WHERE v.audience = {_KEY} AND r.judgement <> 'reject' GROUP BY type) found GROUP BY type"
)


def _view_of(table: Table, schema: str) -> str:
    names = [column.name for column in table.columns]
    if table.name in _MADE:
        body = _MADE[table.name](names)
    else:
        columns = ", ".join(f't."{name}"' for name in names)
        body = f"SELECT {columns} FROM {{q}}{table.name} t WHERE {ROWS[table.name]}"
    return f"CREATE TEMP VIEW {table.name} AS {body.format(q=schema)}"


def _records_sql(names: Iterable[str]) -> str:
    """The whole records that an audience sees, and those in the place of the others.

    One SELECT of plain columns, so that every index of the table serves the view.
    """
    columns = ", ".join(
        "'' AS \"audience\"" if name == "audience" else f't."{name}"' for name in names
    )
    return (
        f"SELECT {columns} FROM {{q}}records t WHERE t.audience IN ('', {_KEY}) "
        f"AND {_unveiled('t.id')}"
    )


def _mentions_sql(names: Iterable[str]) -> str:
    """Documents' own records that an audience sees, with the record that each is in for it."""
    columns = ", ".join(f't."{name}"' for name in names)
    own = ", ".join('v."record"' if name == "record" else f't."{name}"' for name in names)
    other = (
        f"NOT EXISTS (SELECT 1 FROM {{q}}veiled_mentions v WHERE v.audience = {_KEY} "
        "AND v.mention = t.id)"
    )
    seen = _shown("t.document_id")
    return (
        f"SELECT {columns} FROM {{q}}mentions t WHERE {seen} AND {other} "
        f"UNION ALL SELECT {own} FROM {{q}}veiled_mentions v JOIN {{q}}mentions t "
        f"ON t.id = v.mention WHERE v.audience = {_KEY} AND {seen}"
    )


def _signatures_sql(names: Iterable[str]) -> str:
    """Documents' signatures; a witness that is hidden goes by the first copy that is not."""
    first = (
        "SELECT min(o.name) FROM {q}signatures x JOIN {q}documents o ON o.id = x.document_id "
        f"WHERE x.witness = t.witness AND {_no_label('o.name')}"
    )
    witness = f"CASE WHEN {_no_label('t.witness')} THEN t.witness ELSE ({first}) END"
    columns = ", ".join(
        f'{witness} AS "witness"' if name == "witness" else f't."{name}"' for name in names
    )
    return f"SELECT {columns} FROM {{q}}signatures t WHERE {_shown('t.document_id')}"


def _statements_sql(names: Iterable[str]) -> str:
    """What the documents say that are not hidden, which is looked up once for each document."""
    columns = ", ".join(f't."{name}"' for name in names)
    return (
        f"SELECT {columns} FROM {{q}}documents d CROSS JOIN {{q}}statements t "
        f"WHERE t.document_id = d.id AND {_no_label('d.name')}"
    )


_MADE: Mapping[str, Callable[[Iterable[str]], str]] = {  # what more than a condition tells
    "records": _records_sql,
    "mentions": _mentions_sql,
    "signatures": _signatures_sql,
    "statements": _statements_sql,
}


def stored_id(audience: str, record_id: str) -> str:
    """The id under which an audience's record is stored: unique among those of all audiences."""
    return f"{audience}/{record_id}" if audience else record_id


def dress(engine: Engine, audience: Audience, *, unfiltered: Engine) -> Engine:
    """An engine of its own whose connections show an audience its part of the ledger, to read.

    `unfiltered`, another one on the same ledger, is asked where nothing is hidden from it.
    """
    both = _dressed(unfiltered, audience, is_open=True)
    return _dressed(engine, audience).execution_options(**{OPEN: both})


def _dressed(engine: Engine, audience: Audience, *, is_open: bool = False) -> Engine:
    def connected(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        is_file = engine.dialect.name == "sqlite"
        mark = "?" if is_file else "%s"
        schema = "main." if is_file else _schema(cursor)
        cursor.execute("CREATE TEMP TABLE memcon_held (label TEXT PRIMARY KEY)")
        cursor.execute("CREATE TEMP TABLE memcon_viewer (audience TEXT)")
        cursor.execute(f"INSERT INTO memcon_viewer VALUES ({mark})", (audience.key,))
        for label in sorted(audience.labels):
            cursor.execute(f"INSERT INTO memcon_held VALUES ({mark})", (label,))
        cursor.execute(_HIDDEN.format(q=schema))
        cursor.execute(_COUNTS.format(q=schema))
        for table in s.metadata.sorted_tables:
            if not is_open or _is_nobodys(table):
                cursor.execute(_view_of(table, schema))
        if is_file:
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("SET default_transaction_read_only = on")
        cursor.close()
        if not is_file:
            connection.commit()

    event.listen(engine, "connect", connected)
    return engine.execution_options(**{VIEW: audience.key})


def _is_nobodys(table: Table) -> bool:
    """Whether a table is kept from every audience, or all of it but one row."""
    return table.name == "meta" or ROWS.get(table.name) == _NOTHING


def hides(connection: Connection) -> bool:
    """Whether anything is hidden from the audience of a view's connection."""
    return connection.execute(text("SELECT label FROM memcon_hidden LIMIT 1")).first() is not None


_COUNTED = "SELECT kind, number FROM memcon_counts"


def is_view(connection: Connection) -> bool:
    """Whether a connection shows an audience its part of the ledger."""
    return VIEW in connection.get_execution_options()


def counts(connection: Connection) -> dict[str, int]:
    """How many documents, statements and records of each type the audience of a view sees."""
    return {row.kind: int(row.number) for row in connection.execute(text(_COUNTED))}


def _schema(cursor: Any) -> str:
    cursor.execute("SELECT quote_ident(current_schema())")
    return f"{cursor.fetchone()[0]}."


def tables_without_view() -> Iterator[str]:
    """The tables of the schema that views do not know, for tests."""
    known = {*ROWS, *_MADE}
    yield from (table.name for table in s.metadata.sorted_tables if table.name not in known)
