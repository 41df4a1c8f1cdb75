"""Findings and documents as pages name them, with all that they rest on looked up together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memcon.api import Ledger
from memcon.assess.finding import Finding
from memcon.ledger.reading import RecordQuery
from memcon.ledger.rows import StoredDocument
from memcon.model.record import Record
from memcon.present.dates import day_in_words
from memcon.present.findings import FindingWords
from memcon.present.names import party_names
from memcon.present.phrases import Phrases


def cited(ledger: Ledger, names: Iterable[str]) -> dict[str, str]:
    """Documents as they are cited in passing, by name: who published them, and when."""
    return {each.name: document_words(each) for each in ledger.documents(names=set(names))}


def document_words(document: StoredDocument) -> str:
    """Who published a document and when; its title or name where nobody is known."""
    told = [document.publisher or document.title or document.name]
    return ", ".join(told + ([day_in_words(document.date)] if document.date else []))


def finding_words(
    ledger: Ledger, findings: Sequence[Finding], *, home: Iterable[str] = ()
) -> FindingWords:
    """What words these findings; persons of the parties `home` need no country."""
    sides = [side for each in findings for side in each.sides]
    known = records_by_id(ledger, {side.record for side in sides})
    names = cited(ledger, {doc for side in sides for doc in side.docs})
    return FindingWords(
        lambda record_id: known.get(record_id) or ledger.record(record_id),
        Phrases(party_names(), frozenset(home)),
        lambda doc: names.get(doc, doc),
    )


def records_by_id(ledger: Ledger, ids: Iterable[str]) -> dict[str, Record]:
    """The records of some ids, by these; those that were rejected or merged are left out."""
    asked = RecordQuery(ids=tuple(sorted(ids)), limit=0)
    return {record.id: record for record in ledger.page(asked).records} if asked.ids else {}
