"""The words that a statement rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A piece of a document: name, character offsets into its extracted text, and the words."""

    doc: str
    start: int
    end: int
    quote: str

    def to_json(self) -> dict[str, Any]:
        """The `evidence` object of the record format."""
        return {"doc": self.doc, "start": self.start, "end": self.end, "quote": self.quote}
