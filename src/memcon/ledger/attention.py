"""Why a person should look at a record.

It is worked out as the record is stored, so that the queue of all is a look into an index.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from memcon.model.record import TYPE_SLOTS, Record
from memcon.resolve.contradictions import contradictions

METHOD = "attention 1"  # to be counted up where the same record gets another cause or weight
LOW = 0.35  # below this a record is of low confidence


def attention(record: Record, published: Mapping[str, date | None]) -> tuple[str, float]:
    """The first cause for looking at a record, and its weight among those of that cause.

    `contradiction` (how many fields), `changed` since it was accepted, `confidence` (low: what is
    lacking), `single` document (the day it was published, as an ordinal); "" for no cause.
    `published` are the days of the documents.
    """
    accepted = next((each for each in record.decisions if each["kind"] == "accept"), None)
    if accepted is not None:
        own = [each for each in record.decisions if each["kind"] == "correct"]
        by_hand = any(each["at"] > accepted["at"] for each in own)
        is_same = by_hand or accepted.get("digest") in (None, record.digest)
        return ("", 0.0) if is_same else ("changed", 1.0)
    disputed = contradictions(record)
    if disputed:
        return "contradiction", float(len(disputed))
    sure = confidence(record)
    if sure < LOW:
        return "confidence", 1 - sure
    docs = {cite.doc for cite in record.evidence}
    if len(docs) == 1:
        day = published.get(docs.pop())
        return "single", float(day.toordinal() if day else 0)
    return "", 0.0


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
