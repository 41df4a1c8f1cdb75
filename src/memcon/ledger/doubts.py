"""Pairs of records that may be one, for a person to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, case, select

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


def _place(row: Row[Any]) -> tuple[str, str, str, str]:
    """An order among equal scores that ingestion has no part in."""
    return row.low, row.high, row.low_doc, row.high_doc


def _undecided(connection: Connection, page: Sequence[Row[Any]]) -> Iterator[Row[Any]]:
    said = decided(connection, sorted({row.mention_a for row in page}))
    for row in page:
        pair = min(row.mention_a, row.mention_b), max(row.mention_a, row.mention_b)
        if pair not in said.apart:
            yield row


def _open_pairs() -> Select[Any]:
    """Links whose two mentions are in two records, the surest first."""
    one, other = s.mentions.alias(), s.mentions.alias()
    record_a, record_b = s.records.alias(), s.records.alias()
    doc_a, doc_b = s.documents.alias(), s.documents.alias()
    first = case((record_a.c.record_id < record_b.c.record_id, 1), else_=0)
    low = case((first == 1, record_a.c.record_id), else_=record_b.c.record_id)
    high = case((first == 1, record_b.c.record_id), else_=record_a.c.record_id)
    low_doc = case((first == 1, doc_a.c.name), else_=doc_b.c.name)
    high_doc = case((first == 1, doc_b.c.name), else_=doc_a.c.name)
    return (
        select(
            s.links.c.score,
            s.links.c.features,
            s.links.c.a.label("mention_a"),
            s.links.c.b.label("mention_b"),
            low.label("low"),
            high.label("high"),
            low_doc.label("low_doc"),
            high_doc.label("high_doc"),
        )
        .join(one, one.c.id == s.links.c.a)
        .join(other, other.c.id == s.links.c.b)
        .join(record_a, record_a.c.id == one.c.record)
        .join(record_b, record_b.c.id == other.c.record)
        .join(doc_a, doc_a.c.id == one.c.document_id)
        .join(doc_b, doc_b.c.id == other.c.document_id)
        .where(one.c.record != other.c.record)
        .order_by(s.links.c.score.desc())  # an index has that: the first are there at once
    )


def _doubt(row: Row[Any]) -> Doubt:
    features = json.loads(row.features)
    return Doubt(row.low, row.high, row.score, features, (row.low_doc, row.high_doc))
