"""What an analyst should look at first, and random samples of the record to judge.

The order of the queue: pairs of records that may be one, the likeliest first; records whose
documents contradict each other, those with the most contradictions first; records that changed
since they were accepted; records of low confidence, the lowest first; records that rest on one
document alone, the latest document first. What was judged is not in it again.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from memcon.ledger.reading import RecordQuery
from memcon.ledger.rows import batches
from memcon.ledger.store import Store
from memcon.model.record import TYPE_SLOTS, Record
from memcon.model.sampling import lot
from memcon.resolve.contradictions import contradictions
from memcon.run.quality import all_records, is_sampled

Cause = Literal["doubt", "contradiction", "changed", "confidence", "single", "sample"]
CAUSES: tuple[Cause, ...] = ("doubt", "contradiction", "changed", "confidence", "single")
SEED = "memcon"  # of samples, where none is told


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to decide on: a record, or for a `doubt` two, and why it is in the queue.

    `weight` orders items of one cause, the greatest first; `chosen` goes with the decision, for
    `quality` to tell samples from the rest.
    """

    cause: Cause
    records: tuple[Record, ...]
    why: str
    weight: float = 0.0
    chosen: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The item as JSON, with the etag of each record."""
        return {
            "cause": self.cause,
            "why": self.why,
            "weight": round(self.weight, 4),
            "records": [
                {"id": each.id, "etag": each.etag, "record": each.to_json()}
                for each in self.records
            ],
        }


def review_queue(store: Store, *, limit: int = 20, record_type: str = "") -> list[ReviewItem]:
    """The first items of the queue, of one type or of all."""
    found = _doubts(store, limit, record_type)
    for cause in CAUSES[1:]:
        if len(found) < limit:
            found += _waiting(store, cause, limit - len(found), record_type)
    return found[:limit]


def sample(store: Store, size: int, *, seed: str = SEED, record_type: str = "") -> list[ReviewItem]:
    """A random sample of the machine's records that are not judged yet as part of it.

    The records of the smallest lots among all, whether judged before or not.
    """
    records = all_records(store, record_type)
    drawn = heapq.nsmallest(size, records, key=lambda record: lot(seed, record.id))
    chosen = {"sample": seed, "size": size, **({"type": record_type} if record_type else {})}
    waiting = [record for record in drawn if not _is_sampled(store, record)]
    return [ReviewItem("sample", (record,), "", chosen=chosen) for record in waiting]


def _is_sampled(store: Store, record: Record) -> bool:
    if not record.decisions:
        return False
    return is_sampled([each.decision for each in store.decisions.history(record.id) if each.holds])


def _doubts(store: Store, limit: int, record_type: str) -> list[ReviewItem]:
    pairs = store.doubtful(limit=limit if not record_type else limit * len(TYPE_SLOTS))
    wanted = {each for pair in pairs for each in (pair.a, pair.b)}
    known = {
        each.id: each
        for some in batches(sorted(wanted))
        for each in store.records(RecordQuery(ids=tuple(some)))
    }
    found = []
    for pair in pairs:
        records = tuple(known[each] for each in (pair.a, pair.b) if each in known)
        if len(records) == len((pair.a, pair.b)) and record_type in ("", records[0].type):
            found.append(ReviewItem("doubt", records, "", weight=pair.probability))
    return found[:limit]


def _waiting(store: Store, cause: Cause, limit: int, record_type: str) -> list[ReviewItem]:
    """The weightiest records that wait for a cause."""
    return [
        ReviewItem(cause, (record,), _why(cause, record), weight=weight)
        for record, weight in store.waiting(cause, limit=limit, record_type=record_type)
    ]


def _why(cause: Cause, record: Record) -> str:
    """What is in question: fields, who accepted it, or the one document."""
    if cause == "contradiction":
        return ", ".join(each.slot for each in contradictions(record))
    if cause == "changed":
        accepted = next(each for each in record.decisions if each["kind"] == "accept")
        return str(accepted["by"])
    return min(cite.doc for cite in record.evidence) if cause == "single" else ""
