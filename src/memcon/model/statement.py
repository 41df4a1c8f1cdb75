"""The unit of storage: what one source says about one field of one record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from memcon.model.citation import Citation
from memcon.model.record import Record, slots_of


@dataclass(frozen=True, slots=True)
class Statement:
    """One source's claim about one field of one record, with its citation.

    `subject` is the id that the record has in its own document; resolution maps it to the record
    that it belongs to in the ledger. `value` is a JSON value of the record format.
    """

    subject: str
    record_type: str
    field: str
    value: Any
    doc: str
    citations: tuple[Citation, ...]

    @property
    def id(self) -> str:
        """A hash of the statement's content."""
        spans = [(cite.start, cite.end) for cite in self.citations]
        content = json.dumps(
            [self.subject, self.field, self.value, self.doc, spans],
            ensure_ascii=False,
            sort_keys=True,
        )
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def statements_of(record: Record) -> Iterable[Statement]:
    """The statements of a record read from one document: one for each filled slot."""
    doc = record.evidence[0].doc
    for slot in slots_of(record.type):
        value = record.slots.get(slot)
        if value is not None and value not in ("", [], {}):
            yield Statement(record.id, record.type, slot, value, doc, record.evidence)
    for link in record.links:
        yield Statement(record.id, record.type, "links", dict(link), doc, record.evidence)
