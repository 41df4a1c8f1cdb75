"""Builders for tests: two lines of set-up, and only what a test is about is spelt out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.record import Record, record_id
from memcon.present.brief.parts import Source

_SKIPPED = "Nothing else was said that day."


def cite(quote: str = "the words", *, doc: str = "note.txt", start: int = 0) -> Citation:
    """A piece of evidence; its words need not stand in any document."""
    return Citation(doc, start, start + len(quote), quote)


def record(record_type: str, *, doc: str = "note.txt", quote: str = "", **slots: Any) -> Record:
    """A record of two made-up neighbours, Chile and Peru, unless told otherwise.

    `stated`, `history` and `links` go to the record itself, everything else into its slots.
    """
    own: Mapping[str, Any] = {
        name: slots.pop(name) for name in ("stated", "history", "links") if name in slots
    }
    slots.setdefault("parties", ["CHL", "PER"])
    words = quote or f"{record_type} {sorted(slots.items())}"
    ident = record_id(record_type, doc, words)
    return Record(ident, record_type, slots, (cite(words, doc=doc),), **own)


def document(text: str = _SKIPPED, *, name: str = "note.txt", **fields: Any) -> Document:
    """A document whose text is one paragraph."""
    return Document(name=name, text=text, blocks=(Block(0, len(text)),), **fields)


def source(name: str = "note.txt", **fields: Any) -> Source:
    """A document as it is cited, dated 4 March 2020 by the Lima Courier unless told otherwise."""
    known = {"title": "A note", "publisher": "Lima Courier", "date": date(2020, 3, 4)}
    return Source(name, **{**known, **fields})
