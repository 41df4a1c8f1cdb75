"""Which documents are one witness: copies of one text, found by their signatures as they come in.

Signatures, bands and pairs of copies are computed from the documents' texts and can be computed
again. All copies that hang together have one label, the name of theirs that sorts first, so that
the order of ingestion has no part in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from memcon.ledger import schema as s
from memcon.ledger.rows import among, batches
from memcon.model.document import blocks_from_json
from memcon.resolve import reprints
from memcon.resolve.reprints import Wording


@dataclass(frozen=True, slots=True)
class Witness:
    """Documents that are copies of one text, by name, and who published them."""

    id: str  # the name of the first document
    documents: tuple[str, ...]
    publishers: tuple[str, ...]

    def others(self, document: str) -> tuple[str, ...]:
        """The copies of a document."""
        return tuple(name for name in self.documents if name != document)


def sign(connection: Connection, document_id: int) -> set[int]:
    """Take a current document in; the documents whose witness is another than before."""
    found = _wording(connection, document_id)
    if not found.is_telling:
        return set()
    made = reprints.signature(found)
    keys = sorted(set(reprints.bands(made)))
    copies = _copies(connection, found, made, keys)
    name = select(s.documents.c.name).where(s.documents.c.id == document_id).scalar_subquery()
    connection.execute(
        insert(s.signatures).values(
            document_id=document_id, method=reprints.method(), signature=_packed(made), witness=name
        )
    )
    connection.execute(insert(s.bands), [{"key": key, "document_id": document_id} for key in keys])
    if copies:
        pairs = [sorted((document_id, other)) for other in copies]
        connection.execute(insert(s.copies), [{"a": a, "b": b} for a, b in pairs])
    return _relabel(connection, [document_id])


def unsign(connection: Connection, document_id: int) -> set[int]:
    """Take a document out; the documents whose witness is another than before."""
    others = _neighbours(connection, [document_id])
    either = or_(s.copies.c.a == document_id, s.copies.c.b == document_id)
    connection.execute(delete(s.copies).where(either))
    for table in (s.bands, s.signatures):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    return _relabel(connection, others)


def rebuild(connection: Connection, tell: Callable[[str, int, int], None]) -> None:
    """Sign all current documents anew, as another version may tell copies otherwise."""
    for table in (s.copies, s.bands, s.signatures):
        connection.execute(delete(table))
    current = select(s.documents.c.id).where(s.documents.c.current).order_by(s.documents.c.id)
    ids = connection.execute(current).scalars().all()
    for place, document_id in enumerate(ids, 1):
        sign(connection, document_id)
        tell("looking for copies of texts", place, len(ids))


def witnesses(connection: Connection) -> dict[str, Witness]:
    """The witness that each current document is, or is a copy of, by the document's name."""
    label = func.coalesce(s.signatures.c.witness, s.documents.c.name).label("witness")
    query = (
        select(s.documents.c.name, s.documents.c.publisher, label)
        .outerjoin(s.signatures, s.signatures.c.document_id == s.documents.c.id)
        .where(s.documents.c.current)
    )
    return _grouped(connection.execute(query).all())


def witnesses_among(connection: Connection, document_ids: Iterable[int]) -> dict[str, Witness]:
    """The same of some current documents and their copies, without a look at all the others."""
    wanted = sorted(set(document_ids))
    rows: list[Any] = []
    for some in batches(sorted({*wanted, *_linked(connection, wanted)})):
        label = func.coalesce(s.signatures.c.witness, s.documents.c.name).label("witness")
        query = (
            select(s.documents.c.name, s.documents.c.publisher, label)
            .outerjoin(s.signatures, s.signatures.c.document_id == s.documents.c.id)
            .where(s.documents.c.current, s.documents.c.id.in_(among(some)))
        )
        rows += connection.execute(query).all()
    return _grouped(rows)


def witnesses_of(connection: Connection, names: Iterable[str]) -> dict[str, Witness]:
    """The same of the current documents of some names, and of their copies."""
    found: list[int] = []
    for some in batches(sorted(set(names))):
        query = select(s.documents.c.id).where(s.documents.c.current, s.documents.c.name.in_(some))
        found += connection.execute(query).scalars()
    return witnesses_among(connection, found)


def _linked(connection: Connection, documents: Iterable[int]) -> set[int]:
    """The copies of documents, and the copies of these."""
    seen: set[int] = set()
    edge = set(documents)
    while edge:
        seen |= edge
        edge = _neighbours(connection, edge) - seen
    return seen


def _grouped(rows: Iterable[Any]) -> dict[str, Witness]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in sorted(rows, key=lambda row: str(row.name)):
        groups.setdefault(row.witness, []).append((row.name, row.publisher))
    found = {}
    for name, members in groups.items():
        publishers = tuple(dict.fromkeys(publisher for _, publisher in members if publisher))
        made = Witness(name, tuple(document for document, _ in members), publishers)
        found.update(dict.fromkeys(made.documents, made))
    return found


def witness_of(connection: Connection, document_ids: Iterable[int]) -> dict[str, str]:
    """The label of each document's witness, by the document's name, where it is another's name."""
    found: dict[str, str] = {}
    for some in batches(document_ids):
        query = (
            select(s.documents.c.name, s.signatures.c.witness)
            .join(s.signatures, s.signatures.c.document_id == s.documents.c.id)
            .where(s.documents.c.id.in_(some), s.signatures.c.witness != s.documents.c.name)
        )
        found.update({row.name: row.witness for row in connection.execute(query)})
    return found


# ---------------------------------------------------------------------- finding copies


def _wording(connection: Connection, document_id: int) -> Wording:
    query = select(s.documents.c.text, s.documents.c.blocks).where(s.documents.c.id == document_id)
    row = connection.execute(query).one()
    blocks = blocks_from_json(json.loads(row.blocks))
    return reprints.wording(row.text, blocks)


def _copies(
    connection: Connection, found: Wording, made: tuple[int, ...], keys: Iterable[int]
) -> list[int]:
    query = (
        select(s.signatures.c.document_id, s.signatures.c.signature)
        .join(s.bands, s.bands.c.document_id == s.signatures.c.document_id)
        .where(s.bands.c.key.in_(list(keys)), s.signatures.c.method == reprints.method())
        .distinct()
    )
    near = [
        row.document_id
        for row in connection.execute(query)
        if reprints.estimated(made, _unpacked(row.signature)) >= reprints.ALIKE
    ]
    return [other for other in near if reprints.is_copy(found, _wording(connection, other))]


def _packed(made: tuple[int, ...]) -> bytes:
    return b"".join(number.to_bytes(4, "big") for number in made)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return tuple(int.from_bytes(packed[at : at + 4], "big") for at in range(0, len(packed), 4))


# ---------------------------------------------------------------------- what hangs together


def _relabel(connection: Connection, documents: Iterable[int]) -> set[int]:
    """Give all that hangs together with some documents its label; those that had another."""
    changed: set[int] = set()
    done: set[int] = set()
    for document in sorted(documents):
        if document not in done:
            component = _linked(connection, [document])
            done |= component
            changed |= _labelled(connection, component)
    return changed


def _neighbours(connection: Connection, documents: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for some in batches(documents):
        for near, far in ((s.copies.c.a, s.copies.c.b), (s.copies.c.b, s.copies.c.a)):
            found |= set(connection.execute(select(far).where(near.in_(among(some)))).scalars())
    return found


def _labelled(connection: Connection, component: Iterable[int]) -> set[int]:
    rows = [
        row
        for some in batches(component)
        for row in connection.execute(
            select(s.signatures.c.document_id, s.signatures.c.witness, s.documents.c.name)
            .join(s.documents, s.documents.c.id == s.signatures.c.document_id)
            .where(s.signatures.c.document_id.in_(some))
        )
    ]
    label = min((str(row.name) for row in rows), default="")
    changed = {int(row.document_id) for row in rows if row.witness != label}
    for some in batches(changed):
        connection.execute(
            update(s.signatures).where(s.signatures.c.document_id.in_(some)).values(witness=label)
        )
    return changed
