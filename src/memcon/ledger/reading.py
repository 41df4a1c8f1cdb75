"""What a ledger is asked: documents, records by what they are about, statements, its soundness."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from memcon.errors import MissingError, UsageError
from memcon.ledger import audit, labels
from memcon.ledger import schema as s
from memcon.ledger.connect import backend
from memcon.ledger.decided import in_force
from memcon.ledger.fulltext import INDEXES, SearchIndex, parse
from memcon.ledger.rows import (
    StoredDocument,
    among,
    batches,
    day,
    record_from,
    record_of_line,
    statement_of_row,
)
from memcon.ledger.witnesses import Witness, witnesses, witnesses_among
from memcon.model.citation import Citation
from memcon.model.record import TYPES, Record, slots_of
from memcon.model.statement import Statement, statements_of
from memcon.resolve.features import days_of

PAGE = 200  # records read at once
NEVER = "9999"  # the day by which records without one are sorted, as in the index
HOPS = 20  # aliases of aliases that are followed


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records: every condition that is given must hold.

    `parties` selects records with at least these; `since` and `until` those whose date may fall
    in between (records without a date are left out); `series` and `text` are words; `source`
    is a document's name, or a publisher; `ids` and `docs` are records, and documents that they
    rest on, of which any one will do. What analysts have rejected is left out, or with `rejected`
    everything else. `limit` is how many at most, 0 for all; `after` is where an earlier page ended
    (`Page.after`).
    """

    types: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sector: str = ""
    status: str = ""
    series: str = ""
    text: str = ""
    source: str = ""
    ids: tuple[str, ...] = ()
    docs: tuple[str, ...] = ()
    rejected: bool = False
    limit: int = 0
    after: str = ""

    @property
    def has_period(self) -> bool:
        """Whether dates count."""
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the records that a query selects; `after` is where the next page begins.

    An empty `after` says that there are no more.
    """

    records: tuple[Record, ...]
    after: str = ""


def documents(
    connection: Connection, *, versions: bool, names: Iterable[str] | None = None
) -> list[StoredDocument]:
    """The documents by name, without their texts; only those of `names` where these are given."""
    if names is None:
        return _documents(connection, None, versions=versions)
    some = batches(sorted(set(names)))
    return [each for part in some for each in _documents(connection, part, versions=versions)]


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Which current documents: every condition that is given must hold.

    `publisher` is its whole name, `text` words of its text or title; `since` and `until` are days
    of publication. `limit` is how many at most, `after` the name that an earlier page ended with.
    """

    publisher: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
    limit: int = 50
    after: str = ""


def document_page(
    connection: Connection, asked: DocumentQuery, index: SearchIndex
) -> tuple[list[StoredDocument], str]:
    """Some of the documents by name, and the name after which the next ones come, or ""."""
    on = s.documents.c
    query = _summaries().where(on.current, on.name > asked.after)
    if asked.publisher:
        query = query.where(on.publisher == asked.publisher)
    if asked.text:
        query = query.where(index.condition(parse(asked.text), kind="document"))
    if asked.since:
        query = query.where(on.date >= asked.since.isoformat())
    if asked.until:
        query = query.where(on.date != "", on.date <= asked.until.isoformat())
    rows = connection.execute(query.order_by(on.name).limit(asked.limit + 1)).all()
    numbers = [row.id for row in rows]
    known = witnesses_among(connection, numbers), _numbers(connection, numbers)
    # SQLAlchemy's public name
    found = [_stored(row._mapping, *known) for row in rows[: asked.limit]]  # noqa: SLF001
    return found, found[-1].name if len(rows) > asked.limit else ""


def _summaries() -> Select[Any]:
    columns = [column for column in s.documents.c if column.name not in ("text", "blocks")]
    return select(*columns, func.length(s.documents.c.text).label("characters"))


def _numbers(connection: Connection, documents: Sequence[int] | None) -> dict[int, int]:
    """How many records of its own each document has, of all documents or of some."""
    on = s.mentions.c.document_id
    query = select(on, func.count()).group_by(on)
    if documents is None:
        return {row[0]: row[1] for row in connection.execute(query)}
    found: dict[int, int] = {}
    for some in batches(sorted(documents)):
        rows = connection.execute(query.where(on.in_(among(some))))
        found.update({row[0]: row[1] for row in rows})
    return found


def _documents(
    connection: Connection, names: Sequence[str] | None, *, versions: bool
) -> list[StoredDocument]:
    query = _summaries()
    if names is not None:
        query = query.where(s.documents.c.name.in_(names))
    if not versions:
        query = query.where(s.documents.c.current)
    rows = connection.execute(query.order_by(s.documents.c.name, s.documents.c.version)).all()
    if names is None:
        known = witnesses(connection), _numbers(connection, None)
    else:
        current = [row.id for row in rows if row.current]
        known = witnesses_among(connection, current), _numbers(connection, [r.id for r in rows])
    # SQLAlchemy's public name
    return [_stored(row._mapping, *known) for row in rows]  # noqa: SLF001


_SUMMARY = frozenset(s.documents.c.keys()) & frozenset(StoredDocument.__slots__)


def _stored(
    row: Mapping[Any, Any], known: Mapping[str, Witness], numbers: Mapping[int, int]
) -> StoredDocument:
    return StoredDocument(
        **{
            **{name: row[name] for name in _SUMMARY},
            "characters": row["characters"],
            "date": day(row["date"]),
            "modified": day(row["modified"]),
            "sources": json.loads(row["sources"]),
            "records": numbers.get(row["id"], 0),
            "copies": known[row["name"]].others(row["name"]) if row["current"] else (),
        }
    )


def came_after(
    connection: Connection, mark: int, *, limit: int
) -> tuple[int, int, list[StoredDocument]]:
    """The largest row of a document, how many current ones came after a row, the latest of them."""
    on = s.documents.c
    now = int(connection.execute(select(func.max(on.id))).scalar() or 0)
    is_new = (on.id > mark) & on.current
    count = int(connection.execute(select(func.count()).where(is_new)).scalar_one())
    latest = select(on.name).where(is_new).order_by(on.id.desc()).limit(limit)
    names = list(connection.execute(latest).scalars())
    known = {each.name: each for each in documents(connection, versions=False, names=names)}
    return now, count, [known[name] for name in names]


# ---------------------------------------------------------------------- records


def records(connection: Connection, query: RecordQuery, index: SearchIndex) -> Iterator[Record]:
    """The selected records, by type, date and id, read page by page."""
    left = query.limit
    for ordered in _by_type(query, index):
        limited = ordered.limit(left) if query.limit else ordered
        with connection.execute(limited, execution_options={"yield_per": PAGE}) as rows:
            for page in rows.scalars().partitions(PAGE):
                left -= len(page)
                yield from _linked(connection, [record_of_line(line) for line in page])
        if query.limit and left <= 0:
            return


def page(connection: Connection, query: RecordQuery, index: SearchIndex) -> Page:
    """As many of the selected records as `query.limit` says, and where the next ones begin."""
    more = replace(query, limit=query.limit + 1) if query.limit else query
    found = list(records(connection, more, index))
    if not query.limit or len(found) <= query.limit:
        return Page(tuple(found))
    shown = found[: query.limit]
    return Page(tuple(shown), after=place_of(shown[-1]))


def place_of(record: Record) -> str:
    """Where a record stands in the order of lists: what comes after it is the next page."""
    limits = days_of(record.get("date"))
    first = (limits.first or limits.last) if limits else None
    return f"{record.type} {first.isoformat() if first else NEVER} {record.id}"


def _by_type(query: RecordQuery, index: SearchIndex) -> Iterator[Select[Any]]:
    """One query for each type of record, in the order of types, or one for all.

    Pages are read type by type, as the index has them; a whole list of some parties, words or
    ids is looked up once, and sorted.
    """
    order = {name: position for position, name in enumerate(TYPES)}
    kinds = sorted(query.types or TYPES, key=lambda name: order.get(name, len(order)))
    is_whole = not (query.limit or query.after)
    if len(kinds) > 1 and is_whole and (query.parties or query.text or query.ids):
        selected = _where(select(s.records.c.line), query, index, period=True)
        place = case(order, value=s.records.c.type, else_=len(order))
        selected = selected.where(s.records.c.type.in_(kinds))
        yield selected.order_by(place, s.WHEN, s.records.c.record_id)
        return
    kind, day_, last = _place(query.after)
    when = s.WHEN
    for name in kinds:
        if kind and order.get(name, len(order)) < order[kind]:
            continue
        selected = _where(select(s.records.c.line), query, index, period=True)
        selected = selected.where(s.records.c.type == name)
        if name == kind:
            later = (when > day_) | (s.records.c.record_id > last)
            selected = selected.where(when >= day_, later)
        yield selected.order_by(when, s.records.c.record_id)


def _place(after: str) -> tuple[str, str, str]:
    """Type, day and id of the record that a page ended with."""
    if not after:
        return "", "", ""
    kind, _, rest = after.partition(" ")
    day_, _, last = rest.partition(" ")
    if kind not in TYPES or not last:
        message = f"after {after!r}: not where a page ended; give what the page before it said"
        raise UsageError(message)
    return kind, day_, last


def by_parties(connection: Connection, parties: Sequence[str]) -> Iterator[list[Record]]:
    """The records about at least these parties, those of exactly the same parties together.

    Only one such group is held at a time.
    """
    named: dict[int, list[str]] = {}
    facets = select(s.facets.c.record, s.facets.c.value).where(s.facets.c.facet == "party")
    for party in parties:
        facets = facets.where(_with_party(s.facets.c.record, party))
    for record_id, party in connection.execute(facets):
        named.setdefault(record_id, []).append(party)
    groups: dict[tuple[str, ...], list[int]] = {}
    shown = select(s.records.c.id).where(
        s.records.c.audience == "", s.records.c.judgement != "reject"
    )
    for party in parties:
        shown = shown.where(_with_party(s.records.c.id, party))
    for record_id in connection.execute(shown).scalars():
        own = tuple(sorted(named.pop(record_id, ())))
        if set(parties) <= set(own):
            groups.setdefault(own, []).append(record_id)
    for own in sorted(groups):
        ids = groups.pop(own)
        found: list[Record] = []
        for start in range(0, len(ids), PAGE):
            some = s.records.c.id.in_(among(ids[start : start + PAGE]))
            lines = connection.execute(select(s.records.c.line).where(some)).scalars().all()
            found += _linked(connection, [record_of_line(line) for line in lines])
        yield sorted(found, key=lambda record: record.id)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record, and when the latest document that tells of it was read (ISO 8601, "" unknown)."""

    record: Record
    at: str


def latest(connection: Connection, query: RecordQuery, index: SearchIndex) -> list[Arrival]:
    """The selected records of the documents that came in last, `query.limit` at most."""
    found: dict[str, Arrival] = {}
    read = select(s.documents.c.id, s.originals.c.read_at).outerjoin(
        s.originals, s.originals.c.document_id == s.documents.c.id
    )
    newest = read.where(s.documents.c.current).order_by(s.documents.c.id.desc())
    times = {row.id: row.read_at or "" for row in connection.execute(newest)}
    numbers = list(times)
    for start in range(0, len(numbers), PAGE):
        some = numbers[start : start + PAGE]
        told: Select[Any] = select(s.records.c.line, s.mentions.c.document_id.label("document"))
        told = told.join(s.mentions, s.mentions.c.record == s.records.c.id)
        told = _where(told, query, index, period=True).where(s.mentions.c.document_id.in_(some))
        if query.types:
            told = told.where(s.records.c.type.in_(query.types))
        ordered = told.order_by(s.mentions.c.document_id.desc(), s.records.c.record_id)
        for row in connection.execute(ordered):
            record = record_of_line(row.line)
            found.setdefault(record.id, Arrival(record, times[row.document]))
            if len(found) == query.limit:
                return list(found.values())
    return list(found.values())


def read_times(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """When documents were read, by name, where that is known."""
    found: dict[str, str] = {}
    for some in batches(sorted(set(names))):
        query = select(s.documents.c.name, s.originals.c.read_at)
        query = query.join(s.originals, s.originals.c.document_id == s.documents.c.id)
        query = query.where(s.documents.c.current, s.documents.c.name.in_(some))
        found.update({row.name: row.read_at for row in connection.execute(query)})
    return found


def pairs(connection: Connection) -> list[tuple[tuple[str, str], int]]:
    """The pairs of parties that records name together, with their number, the most first."""
    one, other = s.facets.alias(), s.facets.alias()
    number = func.count()
    query = (
        select(one.c.value, other.c.value, number)
        .join(other, other.c.record == one.c.record)
        .join(s.records, s.records.c.id == one.c.record)
        .where(
            one.c.facet == "party",
            other.c.facet == "party",
            one.c.value < other.c.value,
            s.records.c.audience == "",
            s.records.c.judgement != "reject",
        )
        .group_by(one.c.value, other.c.value)
        .order_by(number.desc(), one.c.value, other.c.value)
    )
    return [((row[0], row[1]), int(row[2])) for row in connection.execute(query)]


def undated(connection: Connection, query: RecordQuery, index: SearchIndex) -> int:
    """How many records a query would select were it not for their missing date."""
    if not query.has_period:
        return 0
    counted = _where(select(func.count()).select_from(s.records), query, index, period=False)
    if query.types:
        counted = counted.where(s.records.c.type.in_(query.types))
    return int(connection.execute(counted.where(~s.records.c.dated)).scalar() or 0)


def _where(
    selected: Select[Any], query: RecordQuery, index: SearchIndex, *, period: bool
) -> Select[Any]:
    rejected = s.records.c.judgement == "reject"
    selected = selected.where(s.records.c.audience == "", rejected if query.rejected else ~rejected)
    for party in query.parties:
        selected = selected.where(_with_party(s.records.c.id, party))
    if query.sector:
        selected = selected.where(_has(s.records.c.id, "sector", query.sector))
    if query.status:
        selected = selected.where(s.records.c.status == query.status)
    if query.series:
        selected = selected.where(s.records.c.series.icontains(query.series, autoescape=True))
    if query.source:
        on = s.documents.c
        named = (on.name == query.source) | (on.publisher == query.source)
        selected = selected.where(_rests_on(named, index))
    if query.ids:
        selected = selected.where(s.records.c.record_id.in_(query.ids))
    if query.docs:
        selected = selected.where(_rests_on(s.documents.c.name.in_(query.docs), index))
    if query.text:
        selected = selected.where(index.condition(parse(query.text), kind="record"))
    if period and query.has_period:
        selected = selected.where(s.records.c.dated)
        if query.since:
            since = query.since.isoformat()
            selected = selected.where(s.records.c.last.is_(None) | (s.records.c.last >= since))
        if query.until:
            until = query.until.isoformat()
            selected = selected.where(s.records.c.first.is_(None) | (s.records.c.first <= until))
    return selected


def _with_party(record: ColumnElement[int], party: str) -> ColumnElement[bool]:
    return _has(record, "party", party)


def _has(record: ColumnElement[int], facet: str, value: str) -> ColumnElement[bool]:
    other = s.facets.alias()
    return record.in_(select(other.c.record).where(other.c.facet == facet, other.c.value == value))


def _rests_on(which: ColumnElement[bool], index: SearchIndex) -> ColumnElement[bool]:
    """Whether a record rests on any current document that meets a condition."""
    documents = select(s.documents.c.id).where(s.documents.c.current, which)
    told = index.among(s.mentions.c.document_id, documents)
    return s.records.c.id.in_(select(s.mentions.c.record).where(told))


def all_records(connection: Connection) -> Iterator[Record]:
    """Every record by id, but for the rejected ones, read page by page."""
    ordered = select(s.records.c.line).where(
        s.records.c.audience == "", s.records.c.judgement != "reject"
    )
    ordered = ordered.order_by(s.records.c.record_id)
    with connection.execute(ordered, execution_options={"yield_per": PAGE}) as rows:
        for page in rows.scalars().partitions(PAGE):
            yield from _linked(connection, [record_of_line(line) for line in page])


def _linked(connection: Connection, page: Sequence[Record]) -> Iterator[Record]:
    """Records with their links pointing to the records that the ledger has now."""
    wanted = {link["id"] for record in page for link in record.links}
    if not wanted:
        yield from page
        return
    now = _records_of(connection, wanted)
    for record in page:
        links = {
            (link["rel"], now[link["id"]]): None
            for link in record.links
            if link["id"] in now and now[link["id"]] != record.id
        }
        yield replace(record, links=tuple({"rel": rel, "id": to} for rel, to in sorted(links)))


def _records_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The record that each id stands for now, where there is one that was not rejected."""
    wanted = sorted(set(ids))
    found: dict[str, str] = {}
    for some in batches(wanted):
        found.update(_first_records(connection, some))
    for one in wanted:
        now = found.get(one) or current_id(connection, one)
        if now is not None:
            found[one] = now
    on = s.records.c
    gone = select(on.record_id).where(
        on.audience == "", on.judgement == "reject", on.record_id.in_(sorted(set(found.values())))
    )
    rejected = set(connection.execute(gone).scalars())
    return {one: now for one, now in found.items() if now not in rejected}


def _first_records(connection: Connection, subjects: Sequence[str]) -> dict[str, str]:
    """The record that each document's own record is in; of several the one with the smallest id.

    Mentions and records are asked one after the other: joins of what an audience sees of each are
    slow.
    """
    on = s.mentions.c
    mine = select(on.subject, on.record).where(on.subject.in_(subjects), on.record.is_not(None))
    pairs = [(str(row.subject), int(row.record)) for row in connection.execute(mine)]
    ids: dict[int, str] = {}
    for some in batches({row for _, row in pairs}):
        query = select(s.records.c.id, s.records.c.record_id).where(s.records.c.id.in_(some))
        ids.update({row.id: row.record_id for row in connection.execute(query)})
    found: dict[str, str] = {}
    for subject, row in pairs:
        if row in ids:
            found[subject] = min(ids[row], found.get(subject, ids[row]))
    return found


def current_id(connection: Connection, record_id: str) -> str | None:
    """The id of the record that an id stands for: its own, one merged into it, or an old one."""
    for _ in range(HOPS):
        found = _first_records(connection, [record_id]).get(record_id)
        if found is not None:
            return found
        target = connection.execute(
            select(s.aliases.c.target).where(s.aliases.c.alias == record_id)
        ).scalar()
        if target is None:
            return None
        record_id = target
    return None


def record(connection: Connection, record_id: str) -> Record:
    """The record that an id stands for; raises LedgerError where there is none."""
    now = current_id(connection, record_id)
    if now is None:
        message = f"{record_id}: no record of that id; `memcon list` and `memcon search` give ids"
        raise MissingError(message)
    query = select(s.records.c.line).where(s.records.c.record_id == now, s.records.c.audience == "")
    line = connection.execute(query).scalar_one()
    return next(_linked(connection, [record_of_line(line)]))


def records_of(connection: Connection, name: str) -> list[Record]:
    """The records that rest on the current version of a document, in the order of lists."""
    index = INDEXES[connection.dialect.name]
    query = select(s.records.c.line).where(
        _rests_on(s.documents.c.name == name, index), s.records.c.audience == ""
    )
    order = {kind: place for place, kind in enumerate(TYPES)}
    place = case(order, value=s.records.c.type, else_=len(order))
    lines = connection.execute(query.order_by(place, s.WHEN, s.records.c.record_id)).scalars().all()
    return list(_linked(connection, [record_of_line(line) for line in lines]))


def statements_of_document(connection: Connection, name: str) -> list[Statement]:
    """What a current document says, by subject and field."""
    query = (
        select(s.mentions.c.line)
        .join(s.documents, s.documents.c.id == s.mentions.c.document_id)
        .where(s.documents.c.name == name, s.documents.c.current)
    )
    lines = connection.execute(query).scalars()
    found = [each for line in lines for each in statements_of(record_of_line(line))]
    return sorted(found, key=_in_order)


def statements(connection: Connection, record_id: str) -> list[Statement]:
    """What a record rests on, by document, subject and field."""
    now = record(connection, record_id).id
    number = select(s.records.c.id).where(s.records.c.record_id == now, s.records.c.audience == "")
    mine = s.mentions.c.record == connection.execute(number).scalar()
    lines = connection.execute(select(s.mentions.c.line).where(mine)).scalars()
    found = [each for line in lines for each in statements_of(record_of_line(line))]
    return sorted(found, key=_in_order)


def _in_order(statement: Statement) -> tuple[str, str, int, str]:
    slots = slots_of(statement.record_type)
    place = slots.index(statement.field) if statement.field in slots else len(slots)
    return statement.doc, statement.subject, place, statement.id


def waiting(
    connection: Connection, cause: str, *, limit: int, record_type: str
) -> list[tuple[Record, float]]:
    """The records that should be looked at for a cause, the weightiest first."""
    on = s.records.c
    query = select(on.line, on.weight).where(
        on.cause == cause, on.audience == "", on.judgement != "reject"
    )
    if record_type:
        query = query.where(on.type == record_type)
    rows = connection.execute(query.order_by(on.weight.desc(), on.record_id).limit(limit)).all()
    found = _linked(connection, [record_of_line(row.line) for row in rows])
    return [(record, row.weight) for record, row in zip(found, rows, strict=True)]


def publishers(connection: Connection) -> list[tuple[str, int]]:
    """The publishers of current documents by name, each with the number of these."""
    on = s.documents.c
    query = select(on.publisher, func.count()).where(on.current).group_by(on.publisher)
    rows = connection.execute(query.order_by(on.publisher))
    return [(row[0], row[1]) for row in rows]


def counts(connection: Connection) -> dict[str, int]:
    """How many documents, statements and records of each type there are."""
    if labels.is_view(connection):
        numbers = labels.counts(connection)
        return {kind: numbers.get(kind, 0) for kind in ("documents", "statements", *TYPES)}
    current = select(func.count()).select_from(s.documents).where(s.documents.c.current)
    found = {
        "documents": int(connection.execute(current).scalar_one()),
        "statements": int(
            connection.execute(select(func.count()).select_from(s.statements)).scalar_one()
        ),
    }
    by_type = select(s.records.c.type, func.count()).group_by(s.records.c.type)
    by_type = by_type.where(s.records.c.audience == "", s.records.c.judgement != "reject")
    numbers = {row[0]: row[1] for row in connection.execute(by_type)}
    return {**found, **{kind: numbers.get(kind, 0) for kind in TYPES}}


# ---------------------------------------------------------------------- soundness


def problems(connection: Connection) -> list[str]:
    """What is wrong with the database, the documents, the statements or the records."""
    found = list(backend(connection).problems(connection))
    found += _bad_documents(connection)
    found += audit.problems(connection)
    found += labels.problems(connection)
    loose = select(func.count()).select_from(s.mentions).where(s.mentions.c.record.is_(None))
    if number := connection.execute(loose).scalar():
        found.append(f"{number} records of documents are in no record of the ledger")
    return found


def _bad_documents(connection: Connection) -> list[str]:
    found = []
    names = select(s.documents.c.id).where(s.documents.c.current).order_by(s.documents.c.name)
    for document_id in connection.execute(names).scalars().all():
        row = connection.execute(
            select(s.documents.c.name, s.documents.c.text, s.documents.c.text_hash).where(
                s.documents.c.id == document_id
            )
        ).one()
        found += [f"{row.name}: {fault}" for fault in _faults(connection, document_id, row)]
    return found


def _faults(connection: Connection, document_id: int, document: Any) -> Iterator[str]:
    by_subject: dict[str, list[Statement]] = {}
    rows = connection.execute(select(s.statements).where(s.statements.c.document_id == document_id))
    for row in rows:
        made = statement_of_row(row, document.name, document.text)
        by_subject.setdefault(made.subject, []).append(made)
        if made.id != row.id:
            yield f"statement {row.id} is not what its hash says"
    stated = [record_from(statements) for statements in by_subject.values()]
    wanted = {each.id: each for each in in_force(connection, document, stated)}
    mentions = select(s.mentions.c.line).where(s.mentions.c.document_id == document_id)
    for line in connection.execute(mentions).scalars():
        kept = record_of_line(line)
        if not all(_is_quoted(cite, document.text) for cite in kept.evidence):
            yield f"record {kept.id} cites words that do not stand there"
        due = wanted.pop(kept.id, None)
        if due is None or dict(due.slots) != dict(kept.slots):
            yield f"record {kept.id} is not what its statements add up to"
    for subject in sorted(wanted):
        yield f"statements on {subject} are in no record"


def _is_quoted(cite: Citation, document: str) -> bool:
    return document[cite.start : cite.end] == cite.quote
