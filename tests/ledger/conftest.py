from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from memcon.ledger.store import Store
from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.record import Record, record_id

MakeDocument = Callable[..., Document]
MakeRecord = Callable[..., Record]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a ledger that is not there yet; one for each kind of database."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened


@pytest.fixture(scope="session")
def doc() -> MakeDocument:
    """Makes a document: `doc("a.txt", "text", published="2020-01-02", title="...")`."""

    def make(name: str, text: str, *, published: str = "", **metadata: Any) -> Document:
        day = date.fromisoformat(published) if published else None
        return Document(name, text, (Block(0, len(text)),), date=day, **metadata)

    return make


@pytest.fixture(scope="session")
def rec() -> MakeRecord:
    """Makes a record from the words it rests on: `rec(document, "meeting", "met", date=...)`."""

    def make(document: Document, kind: str, words: str, /, **slots: Any) -> Record:
        start = document.text.index(words)
        cite = Citation(document.name, start, start + len(words), words)
        identity = record_id(kind, document.text_hash, words)
        return Record(identity, kind, slots, (cite,))

    return make
