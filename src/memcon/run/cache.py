"""Extractions kept in a folder: the same document is parsed once, whatever ledger it goes into."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Protocol

from memcon.errors import InputError
from memcon.files import written
from memcon.ledger.rows import dumps, record_of_line
from memcon.model.document import Document
from memcon.model.record import Record

_NOT_ASKED = ("text", "sources", "original")  # the text by its hash; extraction sees no other


class Extractor(Protocol):
    """What turns documents into records."""

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        """Each document with its records."""


class CachedExtractor:
    """An extractor that is only made, and asked, for documents that the folder does not know.

    `mark` stands for the program with its knowledge (`fingerprint`): what another one has kept is
    not used. The folder may be deleted at any time.
    """

    def __init__(self, make: Callable[[], Extractor], folder: Path, *, mark: str) -> None:
        self._make = make
        self._folder = folder
        self._mark = mark

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        """Each document with its records, those known first."""
        waiting: list[Document] = []
        for document in documents:
            known = self._kept(document)
            if known is None:
                waiting.append(document)
            else:
                yield document, known
        if not waiting:
            return
        for document, records in self._make().extract_many(waiting):
            self._keep(document, records)
            yield document, records

    def _kept(self, document: Document) -> list[Record] | None:
        try:
            lines = json.loads(self._path(document).read_text(encoding="utf-8"))
            return [record_of_line(line) for line in lines]
        except (OSError, ValueError, KeyError, TypeError):  # none there, or not as we wrote it
            return None

    def _keep(self, document: Document, records: Iterable[Record]) -> None:
        with suppress(InputError), written(self._path(document)) as file:
            file.write(dumps([dumps(record.to_json()) for record in records]))

    def _path(self, document: Document) -> Path:
        asked = {
            field.name: repr(getattr(document, field.name))
            for field in fields(document)
            if field.name not in _NOT_ASKED
        }
        content = dumps([self._mark, document.text_hash, asked])
        key = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / key[:2] / f"{key[2:]}.json"
