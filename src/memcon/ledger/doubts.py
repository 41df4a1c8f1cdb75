"""Pairs of records that may be one, for a person to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, Select, Table, select

from memcon.ledger import schema as s
from memcon.ledger.decided import decided
from memcon.resolve.matchers import probability

PAGE = 200  # pairs read at once


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records that may be one: by which two documents' words, and how far these agree.

    `score` and `features` are in bits of evidence, as in `memcon.resolve.matchers`; `docs` are the
    documents of the mentions that were compared, that of record `a` first.
    """

    a: str
    b: str
    score: float
    features: Mapping[str, float]
    docs: tuple[str, str]

    @property
    def probability(self) -> float:
        """How likely the two are one."""
        return probability(self.score)


def doubtful(connection: Connection, *, limit: int) -> list[Doubt]:
    """The likeliest pairs first, each pair of records once, by its best two mentions.

    A pair is doubtful whose score is too low to join it, or that was passed over: as it does not
    clearly beat its rivals, or would bring what cannot be one together by a third. Pairs on which
    an analyst has decided are not.
    """
    found: dict[tuple[str, str], Doubt] = {}
    with connection.execute(_open_pairs(), execution_options={"yield_per": PAGE}) as rows:
        for _, equal in groupby(rows, key=lambda row: row.score):
            for row in _undecided(connection, sorted(equal, key=_place)):
                if len(found) == limit:
                    return list(found.values())
                doubt = _doubt(row)
                found.setdefault((doubt.a, doubt.b), doubt)
    return list(found.values())


def _place(row: Row[Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    """An order among equal scores that ingestion has no part in."""
    one, other = sorted([(row.record_a, row.doc_a), (row.record_b, row.doc_b)])
    return (one[0], other[0]), (one[1], other[1])


def _undecided(connection: Connection, page: Sequence[Row[Any]]) -> Iterator[Row[Any]]:
    said = decided(connection, sorted({row.a for row in page}))
    for row in page:
        if (min(row.a, row.b), max(row.a, row.b)) not in said.apart:
            yield row


def _open_pairs() -> Select[Any]:
    """Links whose two mentions are in two records, the surest first.

    An index has them in that order, so the first are there at once; what belongs to each is asked
    for link by link, as joins of what an audience sees are slow.
    """
    at = s.links.c
    ends = select(
        *at,
        _of(s.mentions, "record", at.a).label("in_a"),
        _of(s.mentions, "record", at.b).label("in_b"),
        _of(s.mentions, "document_id", at.a).label("from_a"),
        _of(s.mentions, "document_id", at.b).label("from_b"),
    ).subquery()
    link = ends.c
    return (
        select(
            link.score,
            link.features,
            link.a,
            link.b,
            _of(s.records, "record_id", link.in_a).label("record_a"),
            _of(s.records, "record_id", link.in_b).label("record_b"),
            _of(s.documents, "name", link.from_a).label("doc_a"),
            _of(s.documents, "name", link.from_b).label("doc_b"),
        )
        .where(link.in_a != link.in_b)
        .order_by(link.score.desc())
    )


def _of(table: Table, column: str, number: ColumnElement[int]) -> ScalarSelect[Any]:
    return select(table.c[column]).where(table.c.id == number).scalar_subquery()


def _doubt(row: Row[Any]) -> Doubt:
    (a, doc_a), (b, doc_b) = sorted([(row.record_a, row.doc_a), (row.record_b, row.doc_b)])
    return Doubt(a, b, row.score, json.loads(row.features), (doc_a, doc_b))
