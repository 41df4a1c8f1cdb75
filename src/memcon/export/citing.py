"""Bibliographies: the documents that the selected records rest on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from memcon.export.base import Material
from memcon.ledger.rows import StoredDocument

_PLAIN = re.compile(r"[^a-z0-9]+")
_LONG = 24  # characters of a publisher in a key


def cited(material: Material) -> Iterator[StoredDocument]:
    """The documents that the records rest on, by name."""
    names = {cite.doc for record in material.records() for cite in record.evidence}
    known = material.documents()
    for name in sorted(names & set(known)):
        yield known[name]


def key_of(document: StoredDocument) -> str:
    """A key for a document, which is its own: `lima-courier-2020-1a2b3c`."""
    letters = unicodedata.normalize("NFKD", document.publisher).casefold()
    publisher = _PLAIN.sub("-", letters.encode("ascii", "ignore").decode()).strip("-")[:_LONG]
    year = f"{document.date.year:04d}" if document.date else "undated"
    digest = hashlib.sha256(document.name.encode("utf-8", "replace")).hexdigest()[:6]
    return "-".join(part for part in (publisher.strip("-"), year, digest) if part)
