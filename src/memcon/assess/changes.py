"""What is new since a day, or since somebody last looked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from memcon.assess.book import Book, docs_of, parties_of
from memcon.assess.contradictions import told
from memcon.assess.finding import Finding, confidence, side
from memcon.assess.positions import find_turned
from memcon.model import compare
from memcon.model.record import Record
from memcon.resolve.contradictions import contradictions

Look = Mapping[str, Mapping[str, str]]
"""What was on record at a look: for each record id its status and a hash of its contradictions."""


def changes_since(book: Book, since: date) -> list[Finding]:
    """What documents published on or after a day added: records, statuses, contradictions, turns.

    A record is new where no earlier document tells of it. Undated documents count as earlier.
    """
    found: list[Finding] = []
    for record in book.records:
        days = [book.origin(doc).date for doc in docs_of(record)]
        if days and all(day is not None and day >= since for day in days):
            found.append(_new(book, record))
            continue
        found += _status_steps(book, record, since)
        found += _contradicted(book, record, lambda docs: _has_new(book, docs, since))
    return [*found, *find_turned(book, since)]


def changes_since_look(book: Book, look: Look) -> list[Finding]:
    """What differs from what was on record at a look: new records, statuses, contradictions."""
    found: list[Finding] = []
    for record in book.records:
        known = next((look[i] for i in (record.id, *record.same_as) if i in look), None)
        if known is None:
            found.append(_new(book, record))
            continue
        now = glance(record)
        if now["status"] != known.get("status", ""):
            found.append(_changed(book, record, known.get("status", "")))
        if now["contradictions"] != known.get("contradictions", ""):
            found += _contradicted(book, record, lambda _docs: True)
    return found


def glance(record: Record) -> dict[str, str]:
    """What a look remembers of a record."""
    clashes = [[each.slot, [value for value, _ in each.values]] for each in contradictions(record)]
    digest = hashlib.sha256(compare.canonical(clashes).encode()).hexdigest()[:12] if clashes else ""
    return {"status": str(record.get("status", "")), "contradictions": digest}


def _new(book: Book, record: Record) -> Finding:
    rule = "change.new"
    counts = [book.witnesses(docs_of(record))]
    return Finding(
        rule,
        "new",
        parties_of(record),
        (side("record", record),),
        book.as_of,
        confidence(rule, counts),
    )


def _status_steps(book: Book, record: Record, since: date) -> Iterable[Finding]:
    """The last status before the day and the one now, where documents since then changed it."""
    before = [step for step in record.history if not _is_step_since(book, step, since)]
    after = [step for step in record.history if _is_step_since(book, step, since)]
    if before and after and before[-1]["status"] != after[-1]["status"]:
        yield _changed(book, record, str(before[-1]["status"]))


def _is_step_since(book: Book, step: Mapping[str, Any], since: date) -> bool:
    docs = {str(cite["doc"]) for cite in step.get("evidence", ())}
    days = [book.origin(doc).date for doc in docs]
    return bool(days) and all(day is not None and day >= since for day in days)


def _changed(book: Book, record: Record, before: str) -> Finding:
    rule = "change.status"
    return Finding(
        rule,
        "changed",
        parties_of(record),
        (side("record", record, record.get("status")),),
        book.as_of,
        confidence(rule, [book.witnesses(docs_of(record))]),
        slot="status",
        details={"before": before, "now": str(record.get("status", ""))},
    )


def _has_new(book: Book, docs: Iterable[str], since: date) -> bool:
    days = [book.origin(doc).date for doc in docs]
    return any(day is not None and day >= since for day in days)


def _contradicted(
    book: Book, record: Record, is_new: Callable[[Iterable[str]], bool]
) -> Iterable[Finding]:
    """The contradictions of which one side is new, by the documents that give it."""
    for each in contradictions(record):
        if any(is_new(docs) for _, docs in each.values):
            yield told(book, record, each, rule="change.contradiction")
