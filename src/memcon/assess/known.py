"""A book as it stood on an earlier day: what documents had told by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from memcon.assess.book import Book
from memcon.model.record import Record


def known_by(book: Book, day: date) -> Book:
    """The book as of a day, with what documents of that day or earlier tell.

    Documents without a date count as known. A value that only later documents give is taken back to
    the one before. An analyst's corrections hold, but for that of a status, which tells what came
    of a thing.
    """
    kept = (_known(book, record, day) for record in book.records)
    return Book([record for record in kept if record is not None], book.origins, day, book.rates)


def told_since(book: Book, record: Record, day: date) -> tuple[str, ...]:
    """The documents of a day or later that tell of a record."""
    docs = dict.fromkeys(cite.doc for cite in record.evidence)
    return tuple(doc for doc in docs if (told := book.origin(doc).date) is not None and told >= day)


def _known(book: Book, record: Record, day: date) -> Record | None:
    evidence = tuple(cite for cite in record.evidence if _is_known(book, cite.doc, day))
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


def _is_known(book: Book, doc: str, day: date) -> bool:
    told = book.origin(doc).date
    return told is None or told <= day


def _docs(evidence: Iterable[Mapping[str, Any]]) -> set[str]:
    return {str(cite["doc"]) for cite in evidence}
