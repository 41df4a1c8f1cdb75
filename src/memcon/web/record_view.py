"""A record as its page shows it: every field with every stated value, its words, its history."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from memcon.api import Ledger
from memcon.errors import MissingError
from memcon.ledger.rows import StoredDocument
from memcon.model.check import record_format
from memcon.model.citation import Citation
from memcon.model.decision import HistoryEntry
from memcon.model.document import Document
from memcon.model.place import locate
from memcon.model.record import Record, slots_of
from memcon.model.statement import Statement
from memcon.present.decisions import summary
from memcon.present.labels import labels
from memcon.present.names import party_names
from memcon.present.phrases import Phrases
from memcon.resolve.contradictions import contradictions
from memcon.web.worded import document_words

AROUND = 240  # characters of context at either side of a quotation


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that documents give for a field."""

    shown: str
    docs: tuple[str, ...]
    is_first: bool  # the one that is shown in lists


@dataclass(frozen=True, slots=True)
class Row:
    """A field: its value in words, as one would type it, and what each document says."""

    slot: str
    shown: str
    typed: str
    allowed: tuple[str, ...]
    stated: tuple[Stated, ...]
    is_disputed: bool
    correction: Mapping[str, Any] | None

    @property
    def is_empty(self) -> bool:
        """Whether the record has no value there."""
        return not self.shown


@dataclass(frozen=True, slots=True)
class Words:
    """The words quoted, what stands before and after them, and where in the document."""

    cite: Citation
    before: str
    after: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """A document that a record rests on: what it says, in which words."""

    name: str
    document: StoredDocument | None
    words: tuple[Words, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A decision in a few words."""

    entry: HistoryEntry
    summary: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """All that the page of a record shows."""

    record: Record
    rows: tuple[Row, ...]
    witnesses: tuple[Witness, ...]
    told: tuple[Told, ...]
    linked: Mapping[str, Record]
    cited: Mapping[str, str]  # its documents as they are cited, by name

    @property
    def filled(self) -> list[Row]:
        """The fields that have a value, or had one."""
        return [row for row in self.rows if not row.is_empty or row.stated or row.correction]

    @property
    def empty(self) -> list[Row]:
        """The fields that no document fills."""
        return [row for row in self.rows if row.is_empty and not row.stated and not row.correction]


def view_of(ledger: Ledger, record: Record) -> RecordView:
    """What the page of a record shows, as the ledger's reader sees it."""
    names = sorted({cite.doc for cite in record.evidence})
    known = {each.name: each for each in ledger.documents(names=names)}
    statements = ledger.statements(record.id)
    history = ledger.history(record.id)
    return RecordView(
        record,
        rows_of(record),
        tuple(_witness(ledger, name, record, known.get(name), statements) for name in names),
        tuple(told_of(entry, record.id) for entry in reversed(history)),
        _linked(ledger, record),
        {name: document_words(each) for name, each in known.items()},
    )


def told_of(entry: HistoryEntry, record_id: str) -> Told:
    """A decision in a few words, without the id of the record that it is told of."""
    return Told(entry, summary(entry.decision).removeprefix(f"{record_id}: "))


def rows_of(record: Record) -> tuple[Row, ...]:
    """The fields of a record in the order of the record format."""
    disputed = {each.slot for each in contradictions(record)}
    corrected = {each["field"]: each for each in record.decisions if each["kind"] == "correct"}
    return tuple(
        Row(
            slot,
            shown(record.type, slot, record.get(slot)),
            typed(record.get(slot)),
            record_format().allowed(record.type, slot),
            tuple(
                Stated(
                    shown(record.type, slot, item["value"]),
                    tuple(item["docs"]),
                    item["value"] == record.get(slot),
                )
                for item in record.stated.get(slot, ())
            ),
            slot in disputed,
            corrected.get(slot),
        )
        for slot in slots_of(record.type)
    )


def shown(record_type: str, slot: str, value: Any) -> str:
    """A field's value in words; nothing for none."""
    if value is None or value in ("", [], {}):
        return ""
    if slot == "kind":
        return labels().kind(str(value))
    if slot in ("actors", "recipients"):
        return "; ".join(_actor(each) for each in value)
    text = Phrases(party_names()).value(slot, value)
    return text.replace("_", " ") if record_format().allowed(record_type, slot) else text


def _actor(value: Any) -> str:
    if not isinstance(value, Mapping):
        return party_names().name(str(value))
    country = str(value.get("country", ""))
    name = party_names().name(country) if country else ""
    parts = [name, str(value.get("sector", "")), f"“{value['text']}”" if value.get("text") else ""]
    return ", ".join(part for part in parts if part)


def typed(value: Any) -> str:
    """A field's value as one would type it into a form: a text as it is, all else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False)


def _witness(
    ledger: Ledger,
    name: str,
    record: Record,
    known: StoredDocument | None,
    statements: Sequence[Statement],
) -> Witness:
    document = ledger.document(name)
    cites = [cite for cite in record.evidence if cite.doc == name]
    return Witness(
        name,
        known,
        tuple(in_context(cite, document) for cite in cites),
        tuple(each for each in statements if each.doc == name and each.field != "links"),
    )


def in_context(cite: Citation, document: Document) -> Words:
    """The words of a citation between those of its paragraph."""
    text = document.text
    if text[cite.start : cite.end] != cite.quote:
        return Words(cite, "", "")
    before = text[max(0, cite.start - AROUND) : cite.start].rpartition("\n")[2]
    after = text[cite.end : cite.end + AROUND].partition("\n")[0]
    if len(before) == AROUND:
        before = f"…{before.partition(' ')[2]}"
    if len(after) == AROUND:
        after = f"{after.rpartition(' ')[0]}…"
    return Words(cite, before, after, str(locate(document, cite.start, cite.end)))


def _linked(ledger: Ledger, record: Record) -> dict[str, Record]:
    found = {}
    for link in record.links:
        try:
            found[link["id"]] = ledger.record(link["id"])
        except MissingError:  # it was in a document that the reader does not see
            continue
    return found
