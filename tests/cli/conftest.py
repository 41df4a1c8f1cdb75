"""A ledger for the commands to work on, filled without a parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import memcon.api
from memcon.model.citation import Citation
from memcon.model.document import Document
from memcon.model.record import Record, record_id

TALKS = "The foreign ministers of Chile and Peru met in Arica."
TRADE = "Trade between Chile and Peru came to 3.1 billion dollars in 2018."
TYPES: dict[str, tuple[str, dict[str, Any]]] = {
    "met in": (
        "meeting",
        {"kind": "ministerial", "status": "held", "place": {"name": "Arica", "country": "CHL"}},
    ),
    "billion": (
        "figure",
        {
            "indicator": "trade.total",
            "amount": {"value": 3.1e9, "unit": "USD"},
            "date": "2018",
            "nature": "actual",
        },
    ),
}


class ScriptedExtractor:
    """Finds a meeting where a text says "met in" and a figure where it says "billion"."""

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        for document in documents:
            if "explode" in document.text:
                message = "a fault of the extractor"
                raise RuntimeError(message)
            yield document, [*self._records(document)]

    def _records(self, document: Document) -> Iterator[Record]:
        for words, (kind, slots) in TYPES.items():
            start = document.text.find(words)
            if start < 0:
                continue
            cite = Citation(document.name, start, start + len(words), words)
            dated = {"date": document.date.isoformat()} if document.date else {}
            known = {"parties": ["CHL", "PER"], **dated, **slots}
            yield Record(record_id(kind, document.text_hash, words), kind, known, (cite,))


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    """No command of these tests loads the parser."""

    def extractor_for(language: str, _: object) -> ScriptedExtractor | None:
        return ScriptedExtractor() if language == "en" else None

    monkeypatch.setattr(memcon.api, "extractor_for", extractor_for)


@pytest.fixture
def papers(here: Path) -> Path:
    """A folder with two documents on Chile and Peru."""
    folder = here / "papers"
    folder.mkdir()
    (folder / "talks.txt").write_text(f"Title: Talks\nDate: 2019-05-06\n\n{TALKS}\n", "utf-8")
    (folder / "trade.txt").write_text(f"Title: Trade\nDate: 2019-02-01\n\n{TRADE}\n", "utf-8")
    return folder
