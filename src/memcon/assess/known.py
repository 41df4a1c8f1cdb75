"""A book as it stood on an earlier day: what documents had told by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from memcon.assess.book import Book
from memcon.model.periods import first_day
from memcon.model.record import Record


def known_by(book: Book, day: date) -> Book:
    """The book as of a day, with what documents of that day or earlier tell.

    Documents without a date count as known, and an analyst's note by the day that it tells of. A
    value that only later documents give is taken back to the one before. An analyst's corrections
    hold, but for that of a status, which tells what came of a thing.
    """
    kept = (_known(book, record, day) for record in book.records)
    return Book([record for record in kept if record is not None], book.origins, day, book.rates)


def told_since(book: Book, record: Record, day: date) -> tuple[str, ...]:
    """The documents of a day or later that tell of a record."""
    docs = dict.fromkeys(cite.doc for cite in record.evidence)
    before = day - timedelta(days=1)
    return tuple(doc for doc in docs if not _is_known(book, record, doc, before))


def _known(book: Book, record: Record, day: date) -> Record | None:
    evidence = tuple(c for c in record.evidence if _is_known(book, record, c.doc, day))
    if not evidence:
        return None
    docs = {cite.doc for cite in evidence}
    held = {each.get("field") for each in record.decisions if each["kind"] == "correct"}
    slots = dict(record.slots)
    for slot, values in record.stated.items():
        known = [each["value"] for each in values if docs.intersection(each["docs"])]
        is_held = slot in held and slot != "status"
        if known and not is_held and slots.get(slot) not in known:
            slots[slot] = known[0]
    history = tuple(step for step in record.history if docs & _docs(step.get("evidence", ())))
    if history:
        slots["status"] = history[-1]["status"]
    return replace(record, slots=slots, evidence=evidence, history=history)


def _is_known(book: Book, record: Record, doc: str, day: date) -> bool:
    origin = book.origin(doc)
    told = (first_day(record) if origin.is_by_hand else None) or origin.date
    return told is None or told <= day


def _docs(evidence: Iterable[Mapping[str, Any]]) -> set[str]:
    return {str(cite["doc"]) for cite in evidence}
