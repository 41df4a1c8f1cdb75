"""The computed side of a ledger: mentions, their links, and the records that they add up to.

After every change only what it can touch is computed again: the new mentions, what they are
linked with, and what was one record with a mention that went. The result is the same as from
computing everything at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from memcon.ledger import attention, labels, witnesses
from memcon.ledger import schema as s
from memcon.ledger.decided import applied, decided, in_force, sharing, verdicts
from memcon.ledger.rows import batches, day, dumps, record_of_line
from memcon.model import compare
from memcon.model.decision import JUDGEMENTS
from memcon.model.record import Record
from memcon.resolve import matchers, reprints
from memcon.resolve.blocking import keys
from memcon.resolve.clusters import FLOOR, Key, group, key_of, with_companions
from memcon.resolve.features import days_of
from memcon.resolve.matchers import DOUBT, LINK, Link, link
from memcon.resolve.merge import merge_records

METHOD = "resolved_by"  # the key under which a ledger keeps how its links were made
Tell = Callable[[str, int, int], None]  # what is being done, how much of it is, and of how much
NAMING = ("title", "name", "series", "action", "topic", "indicator", "event_type", "kind")


def add_mentions(connection: Connection, document_id: int, records: Iterable[Record]) -> None:
    """Put a document's records in, to be resolved by `refresh`."""
    known = {record.id: record for record in records}
    if not known:
        return
    rows = [
        {
            "document_id": document_id,
            "subject": record.id,
            "line": dumps(record.to_json()),
            "compared": False,
        }
        for record in known.values()
    ]
    returned = insert(s.mentions).returning(s.mentions.c.id, s.mentions.c.subject)
    made = connection.execute(returned, rows).all()
    _block(connection, {row.id: known[row.subject] for row in made})


def _block(connection: Connection, made: Mapping[int, Record]) -> None:
    blocks = [
        {"key": key, "mention": mention}
        for mention, record in made.items()
        for key in sorted({_hashed(key) for key in keys(record)})
    ]
    if blocks:
        connection.execute(insert(s.block_keys), blocks)


def quiet(_step: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def catch_up(connection: Connection, tell: Tell = quiet) -> None:
    """Compute anew what another version's way made; where that is all records, it takes a while."""
    made_by = _made_by(connection) or ""
    if made_by == _method():
        return
    if made_by == _links() or made_by.startswith(f"{_links()} "):
        _weigh(connection, tell)
    else:
        rebuild(connection, tell)


def _weigh(connection: Connection, tell: Tell) -> None:
    """Find out anew why a person should look at each record; the records stay as they are."""
    rows = connection.execute(select(s.documents.c.name, s.documents.c.date))
    published = {row.name: day(row.date) for row in rows}
    ids = list(connection.execute(select(s.records.c.id).order_by(s.records.c.id)).scalars())
    done = 0
    for some in batches(ids):
        query = select(s.records.c.id, s.records.c.line).where(s.records.c.id.in_(some))
        values = []
        for row in connection.execute(query).all():
            cause, weight = attention.attention(record_of_line(row.line), published)
            values.append({"number": row.id, "why": cause, "much": weight})
        connection.execute(
            update(s.records)
            .where(s.records.c.id == bindparam("number"))
            .values(cause=bindparam("why"), weight=bindparam("much")),
            values,
        )
        done += len(some)
        tell("finding out what to look at", done, len(ids))
    _note_method(connection)


def rebuild(connection: Connection, tell: Tell = quiet) -> None:
    """Compute all records anew from the documents' own, as another version may resolve them."""
    _forget(connection, tell)
    refresh(connection, tell)


def _made_by(connection: Connection) -> str | None:
    made_by = select(s.meta.c.value).where(s.meta.c.key == METHOD)
    return connection.execute(made_by).scalar()


def _forget(connection: Connection, tell: Tell) -> None:
    """Take out all that was computed, and note by which method the rest will be."""
    _note_method(connection)
    witnesses.rebuild(connection, tell)
    connection.execute(update(s.mentions).values(record=None, compared=False))
    for table in (s.facets, s.records, s.links, s.block_keys):
        connection.execute(delete(table))
    ids = list(connection.execute(select(s.mentions.c.id).order_by(s.mentions.c.id)).scalars())
    for some in batches(ids):
        _block(connection, _load(connection, some))


def _note_method(connection: Connection) -> None:
    connection.execute(delete(s.meta).where(s.meta.c.key == METHOD))
    connection.execute(insert(s.meta), [{"key": METHOD, "value": _method()}])


def _method() -> str:
    return f"{_links()} {attention.METHOD}"


def _links() -> str:
    """What decides which records there are."""
    return f"{matchers.method()} {reprints.method()}"


def put_mentions(connection: Connection, document_id: int, records: Sequence[Record]) -> None:
    """Put in what analysts left of a document's records, to be resolved by `refresh`."""
    query = select(s.documents.c.name, s.documents.c.text, s.documents.c.text_hash)
    document = connection.execute(query.where(s.documents.c.id == document_id)).one()
    add_mentions(connection, document_id, in_force(connection, document, records))


def drop_mentions(connection: Connection, document_id: int) -> None:
    """Take a document's records out; what they were one with or linked with is to be resolved."""
    query = select(s.mentions.c.id).where(s.mentions.c.document_id == document_id)
    reopen(connection, connection.execute(query).scalars().all())
    connection.execute(delete(s.mentions).where(s.mentions.c.document_id == document_id))


def reopen(connection: Connection, mentions: Iterable[int]) -> None:
    """Have mentions, by their rows' numbers, and all linked with them resolved by `refresh`."""
    ids = set(mentions)
    _unresolve(connection, _records_of(connection, ids | _neighbours(connection, ids)))


def reopen_documents(connection: Connection, documents: Iterable[int]) -> None:
    """Have the records of documents, whose witness is another now, computed by `refresh`."""
    for some in batches(sorted(documents)):
        query = select(s.mentions.c.id).where(s.mentions.c.document_id.in_(some))
        reopen(connection, connection.execute(query).scalars().all())


def _records_of(connection: Connection, ids: Iterable[int]) -> list[int]:
    found: set[int] = set()
    for some in batches(sorted(ids)):
        rows = connection.execute(
            select(s.mentions.c.record).where(s.mentions.c.id.in_(some))
        ).scalars()
        found |= {row for row in rows if row is not None}
    return sorted(found)


def _unresolve(connection: Connection, rows: Iterable[int]) -> None:
    for some in batches(sorted(set(rows))):
        members = select(s.mentions.c.id).where(s.mentions.c.record.in_(some))
        veiled = select(s.veiled_mentions.c.record).where(s.veiled_mentions.c.mention.in_(members))
        connection.execute(delete(s.records).where(s.records.c.id.in_(veiled)))
        connection.execute(
            update(s.mentions).where(s.mentions.c.record.in_(some)).values(record=None)
        )
        connection.execute(delete(s.records).where(s.records.c.id.in_(some)))


def refresh(connection: Connection, tell: Tell = quiet) -> None:
    """Resolve the mentions that belong to no record yet, and all that they are linked with.

    Where other weights made the links than this version's, all is computed anew.
    """
    if _made_by(connection) != _method():
        _forget(connection, tell)
    _compare_new(connection, tell)
    loose = select(s.mentions.c.id).where(s.mentions.c.record.is_(None)).order_by(s.mentions.c.id)
    waiting = list(connection.execute(loose).scalars())
    done: set[int] = set()
    for some in batches(waiting):
        reached = _linked_with(connection, set(some) - done)
        done |= reached
        _resolve(connection, reached)
        tell("putting records together", min(len(done), len(waiting)), len(waiting))


def _compare_new(connection: Connection, tell: Tell) -> None:
    """Compare the mentions that have not been, document by document, with all that have."""
    columns = s.mentions.c
    new = select(columns.document_id, columns.id).where(columns.compared.is_(False))
    by_document: dict[int, list[int]] = {}
    for row in connection.execute(new.order_by(columns.document_id, columns.id)):
        by_document.setdefault(row.document_id, []).append(row.id)
    for place, (document_id, ids) in enumerate(by_document.items(), 1):
        _compare(connection, ids)
        connection.execute(
            update(s.mentions).where(columns.document_id == document_id).values(compared=True)
        )
        tell("comparing the documents' records", place, len(by_document))


def _compare(connection: Connection, ids: Sequence[int]) -> None:
    """Compare one document's mentions with all others; keep the links and doubtful pairs."""
    pairs = [pair for some in batches(ids) for pair in _pairs(connection, some)]
    records = _load(connection, {each for pair in pairs for each in pair})
    made = [
        each
        for one, other in pairs
        if (each := link(records[one], records[other])) is not None and each.score >= FLOOR
    ]
    numbers = {key_of(record): mention for mention, record in records.items()}
    rows = []
    for each in with_companions(made):
        if each.score >= DOUBT:
            a, b = sorted((numbers[key_of(each.a)], numbers[key_of(each.b)]))
            features = dumps(dict(each.features))
            rows.append({"a": a, "b": b, "score": each.score, "features": features})
    if rows:
        connection.execute(insert(s.links), rows)


def _pairs(connection: Connection, some: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of these mentions and compared ones that share a key."""
    mine, other = s.block_keys.alias(), s.block_keys.alias()
    query = (
        select(mine.c.mention, other.c.mention)
        .distinct()
        .join(other, mine.c.key == other.c.key)
        .join(s.mentions, s.mentions.c.id == other.c.mention)
        .where(mine.c.mention.in_(some), s.mentions.c.compared.is_(True))
    )
    return sorted((row[0], row[1]) for row in connection.execute(query))


def _load(connection: Connection, ids: Iterable[int]) -> dict[int, Record]:
    found: dict[int, Record] = {}
    for some in batches(sorted(set(ids))):
        query = select(s.mentions.c.id, s.mentions.c.line).where(s.mentions.c.id.in_(some))
        found.update({row.id: record_of_line(row.line) for row in connection.execute(query)})
    return found


def _linked_with(connection: Connection, mentions: set[int]) -> set[int]:
    """These and all that they are linked with, over however many steps."""
    seen: set[int] = set()
    edge = mentions
    while edge:
        seen |= edge
        edge = _neighbours(connection, edge) - seen
    return seen


def _neighbours(connection: Connection, ids: Iterable[int]) -> set[int]:
    """The mentions that are linked with one of these, by score, decision or an equal id."""
    wanted = sorted(ids)
    reached = sharing(connection, wanted)
    linked = s.links.c.score >= LINK
    for some in batches(wanted):
        for near, far in ((s.links.c.a, s.links.c.b), (s.links.c.b, s.links.c.a)):
            found = connection.execute(select(far).where(near.in_(some), linked))
            reached |= set(found.scalars())
        mine, other = s.mentions.alias(), s.mentions.alias()
        same = select(other.c.id).join(mine, mine.c.subject == other.c.subject)
        reached |= set(connection.execute(same.where(mine.c.id.in_(some))).scalars())
    return reached


def _resolve(connection: Connection, mentions: set[int]) -> None:
    """Group mentions, which have no link to any other, and put the records in their place."""
    if not mentions:
        return
    loaded = _load(connection, mentions)
    made = _known_links(connection, loaded)
    published = _published(connection, mentions)
    witness_of = _witness_of(connection, mentions)
    _unresolve(connection, _records_of(connection, mentions))
    whole = _merged(connection, loaded, made, published, witness_of)
    rows = _store(connection, whole, loaded, published)
    for audience in labels.audiences(connection):
        hidden = labels.hidden_mentions(connection, audience, mentions)
        if not hidden and not labels.hides_decisions(connection, audience):
            continue  # it sees what all see
        seen = {number: record for number, record in loaded.items() if number not in hidden}
        kept = {id(record) for record in seen.values()}
        links = [each for each in made if id(each.a) in kept and id(each.b) in kept]
        shown = _merged(connection, seen, links, published, witness_of, held=audience.labels)
        other = _veil(connection, audience.key, whole, shown, rows)
        _store(connection, other, loaded, published, audience=audience.key)


def _merged(
    connection: Connection,
    loaded: Mapping[int, Record],
    made: Sequence[Link],
    published: Mapping[str, date | None],
    witness_of: Mapping[str, str],
    *,
    held: frozenset[str] | None = None,
) -> dict[frozenset[Key], Record]:
    """The records that mentions make up, by their members; `held` are the labels of who sees it."""
    said = decided(connection, sorted(loaded), held=held)
    clusters = group(
        sorted(loaded.values(), key=key_of),
        made,
        together=_as_keys(said.together, loaded),
        apart=_as_keys(said.apart, loaded),
    )
    on = verdicts(connection, loaded.values(), held=held)
    return {
        frozenset(key_of(record) for record in one.records): applied(
            merge_records(one.records, published=published, witness_of=witness_of),
            one.records,
            on.on(one.records),
        )
        for one in clusters
    }


def _veil(
    connection: Connection,
    audience: str,
    whole: Mapping[frozenset[Key], Record],
    shown: Mapping[frozenset[Key], Record],
    rows: Mapping[str, int],
) -> dict[frozenset[Key], Record]:
    """The records that an audience sees otherwise than they are as a whole, which it does not."""
    same = {members for members, record in shown.items() if whole.get(members) == record}
    hidden = [rows[record.id] for members, record in whole.items() if members not in same]
    if hidden:
        connection.execute(
            insert(s.veils), [{"audience": audience, "record": row} for row in hidden]
        )
    return {members: record for members, record in shown.items() if members not in same}


def _as_keys(
    pairs: Iterable[tuple[int, int]], loaded: Mapping[int, Record]
) -> frozenset[tuple[Key, Key]]:
    return frozenset(
        (key_of(loaded[one]), key_of(loaded[other]))
        for one, other in pairs
        if one in loaded and other in loaded
    )


def _known_links(connection: Connection, loaded: Mapping[int, Record]) -> list[Link]:
    found: list[Link] = []
    linked = s.links.c.score >= LINK
    for some in batches(sorted(loaded)):
        found += [
            Link(loaded[row.a], loaded[row.b], row.score, json.loads(row.features))
            for row in connection.execute(select(s.links).where(s.links.c.a.in_(some), linked))
        ]
    return found


def _published(connection: Connection, component: Iterable[int]) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for some in batches(sorted(component)):
        query = (
            select(s.documents.c.name, s.documents.c.date)
            .join(s.mentions, s.mentions.c.document_id == s.documents.c.id)
            .where(s.mentions.c.id.in_(some))
        )
        found.update({row.name: day(row.date) for row in connection.execute(query)})
    return found


def _witness_of(connection: Connection, component: Iterable[int]) -> dict[str, str]:
    found: set[int] = set()
    for some in batches(sorted(component)):
        query = select(s.mentions.c.document_id).where(s.mentions.c.id.in_(some)).distinct()
        found |= set(connection.execute(query).scalars())
    return witnesses.witness_of(connection, sorted(found))


def _store(
    connection: Connection,
    merged: Mapping[frozenset[Key], Record],
    loaded: Mapping[int, Record],
    published: Mapping[str, date | None],
    *,
    audience: str = "",
) -> dict[str, int]:
    """Put records in, as a whole or as an audience sees them; their rows by their ids."""
    if not merged:
        return {}
    returned = insert(s.records).returning(s.records.c.id, s.records.c.record_id)
    rows_of = [record_row(record, published, audience=audience) for record in merged.values()]
    made = connection.execute(returned, rows_of)
    by_id = {row.record_id: row.id for row in made}
    rows = {record.id: by_id[record.id] for record in merged.values()}
    numbers = {key_of(record): number for number, record in loaded.items()}
    members = [
        {"mention": numbers[key], "record": rows[record.id]}
        for keys_, record in merged.items()
        for key in sorted(keys_)
    ]
    if audience:
        connection.execute(
            insert(s.veiled_mentions), [{**each, "audience": audience} for each in members]
        )
    else:
        connection.execute(
            update(s.mentions)
            .where(s.mentions.c.id == bindparam("number"))
            .values(record=bindparam("row")),
            [{"number": each["mention"], "row": each["record"]} for each in members],
        )
    facets = [
        {"record": rows[record.id], "facet": facet, "value": value}
        for record in merged.values()
        for facet, value in sorted(facets_of(record))
    ]
    if facets:
        connection.execute(insert(s.facets), facets)
    return rows


def record_row(
    record: Record, published: Mapping[str, date | None], *, audience: str = ""
) -> dict[str, Any]:
    """The columns by which a record is listed, sorted and searched.

    `published` are the days of the documents that it rests on.
    """
    cause, weight = attention.attention(record, published)
    limits = days_of(record.get("date"))
    title = next((str(record.get(slot)) for slot in NAMING if record.get(slot)), "")
    words = [text for slot in sorted(record.slots) for text in _texts(record.get(slot))]
    quotes = [cite.quote for cite in record.evidence]
    return {
        "stored_id": labels.stored_id(audience, record.id),
        "record_id": record.id,
        "audience": audience,
        "type": record.type,
        "status": str(record.get("status", "")),
        "judgement": judgement_of(record),
        "series": str(record.get("series", "")),
        "dated": limits is not None,
        "first": limits.first.isoformat() if limits and limits.first else None,
        "last": limits.last.isoformat() if limits and limits.last else None,
        "cause": cause,
        "weight": weight,
        "line": dumps(record.to_json()),
        "title": title,
        "text": "\n".join(dict.fromkeys([*words, *quotes])),
    }


def judgement_of(record: Record) -> str:
    """Whether analysts have left a record as `accept` or `reject`, or "" for neither."""
    kinds = [each["kind"] for each in record.decisions if each["kind"] in JUDGEMENTS]
    return str(kinds[-1]) if kinds else ""


def facets_of(record: Record) -> set[tuple[str, str]]:
    """The parties and sectors that a record is found by."""
    parties = {("party", str(value)) for value in compare.as_list(record.get("parties"))}
    return parties | {("sector", str(value)) for value in compare.as_list(record.get("sectors"))}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)


def _hashed(key: str) -> int:
    """A key as a signed 64-bit number: short to store, quick to join."""
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
