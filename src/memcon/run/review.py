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

from memcon.assess.contradictions import contradictions
from memcon.ledger.reading import RecordQuery
from memcon.ledger.store import Store
from memcon.model.record import TYPE_SLOTS, Record
from memcon.model.sampling import lot
from memcon.run.quality import all_records, is_sampled

Cause = Literal["doubt", "contradiction", "changed", "confidence", "single", "sample"]
CAUSES: tuple[Cause, ...] = ("doubt", "contradiction", "changed", "confidence", "single")
SEED = "memcon"  # of samples, where none is told
LOW = 0.35  # below this a record is of low confidence


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
    if len(found) < limit:
        ranked = _ranked(store, limit, record_type)
        found += [item for cause in CAUSES[1:] for item in ranked[cause]]
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
    found = []
    for pair in store.doubtful(limit=limit if not record_type else limit * len(TYPE_SLOTS)):
        records = store.get(pair.a), store.get(pair.b)
        if record_type in ("", records[0].type) and not any(each.is_rejected for each in records):
            found.append(ReviewItem("doubt", records, "", weight=pair.probability))
    return found[:limit]


def _ranked(store: Store, limit: int, record_type: str) -> dict[Cause, list[ReviewItem]]:
    """For each cause the weightiest items, each record under its first cause only."""
    kept: dict[Cause, list[tuple[float, str, ReviewItem]]] = {cause: [] for cause in CAUSES}
    published = {doc.name: doc.date for doc in store.documents()}
    types = (record_type,) if record_type else ()
    for record in store.records(RecordQuery(types=types)):
        item = _item(record, published)
        if item is None:
            continue
        heap = kept[item.cause]
        heapq.heappush(heap, (item.weight, record.id, item))
        if len(heap) > limit:
            heapq.heappop(heap)
    return {
        cause: [item for _, _, item in sorted(heap, key=lambda each: (-each[0], each[1]))]
        for cause, heap in kept.items()
    }


def _item(record: Record, published: Mapping[str, Any]) -> ReviewItem | None:
    """The reason to look at a record, if there is one."""
    accepted = next((each for each in record.decisions if each["kind"] == "accept"), None)
    if accepted is not None:
        own = [each for each in record.decisions if each["kind"] == "correct"]
        by_hand = any(each["at"] > accepted["at"] for each in own)
        if by_hand or accepted.get("digest") in (None, record.digest):
            return None
        return ReviewItem("changed", (record,), str(accepted["by"]), weight=1.0)
    disputed = contradictions(record)
    if disputed:
        slots = ", ".join(each.slot for each in disputed)
        return ReviewItem("contradiction", (record,), slots, weight=float(len(disputed)))
    sure = confidence(record)
    if sure < LOW:
        return ReviewItem("confidence", (record,), "", weight=1 - sure)
    docs = sorted({cite.doc for cite in record.evidence})
    if len(docs) == 1:
        day = published.get(docs[0])
        return ReviewItem("single", (record,), docs[0], weight=float(day.toordinal() if day else 0))
    return None


def confidence(record: Record) -> float:
    """How much speaks for a record, from 0 to 1: what it says, and how many documents say it.

    Half is the share of filled slots among its type's own, the date and the parties, half the
    number of its documents (one, two, three or more). Reports of what somebody said count less.
    """
    slots = ("date", "parties", *TYPE_SLOTS[record.type])
    filled = sum(record.get(slot) is not None for slot in slots) / len(slots)
    documents = min(3, len({cite.doc for cite in record.evidence})) / 3
    said = 0.8 if record.get("said_by") else 1.0
    return said * (filled + documents) / 2
