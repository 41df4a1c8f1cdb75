"""Facts that rest on one publisher, or on one side's sources only."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.assess.book import Book, docs_of, parties_of
from memcon.assess.finding import Finding, confidence, side
from memcon.model.record import Record

_TYPES = ("meeting", "visit", "body", "instrument", "project", "commitment", "figure", "position")


def find_single_witnesses(book: Book) -> list[Finding]:
    """A finding for each record that one publisher alone, or one side alone, tells of.

    Events, which are mentions by nature, are left out; so are official statistics, whose publisher
    is the office itself.
    """
    return [
        each for record in book.records if record.type in _TYPES for each in _check(book, record)
    ]


def _check(book: Book, record: Record) -> Iterable[Finding]:
    docs = docs_of(record)
    if any(book.origin(doc).is_official for doc in docs):
        return
    rule, state = "", ""
    details: dict[str, object] = {}
    if book.witnesses(docs) == 1:
        publishers = sorted({name for doc in docs if (name := book.origin(doc).publisher)})
        rule, state = "single_witness.one_publisher", "single"
        details = {"publishers": publishers} if publishers else {}
    else:
        countries = {book.origin(doc).country for doc in docs}
        parties = set(parties_of(record))
        if len(countries) == 1 and countries <= parties and len(parties) > 1:
            rule, state = "single_witness.one_side", "one_sided"
            details = {"country": next(iter(countries))}
    if rule:
        yield Finding(
            rule,
            state,
            parties_of(record),
            (side("record", record),),
            book.as_of,
            confidence(rule, []),
            details=details,
        )
