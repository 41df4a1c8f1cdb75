"""The pipeline waits for a ledger whose server is away, and only for such a one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from memcon.errors import LedgerAwayError, LedgerError
from memcon.ledger.store import Change
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.run.pipeline import FileResult, Pipeline
from memcon.settings import Settings


@dataclass
class Failing:
    """A store that fails so many times with an error before it does what it is asked."""

    error: LedgerError
    times: int
    asked: int = 0
    notes: list[str] = field(default_factory=list)

    def standing(self, document: Document, *, fingerprint: str = "") -> Change | None:
        del document, fingerprint
        return None

    def add_document(
        self, document: Document, records: Sequence[Record], *, fingerprint: str = ""
    ) -> Change:
        del records, fingerprint
        self.asked += 1
        if self.asked <= self.times:
            raise self.error
        return Change("added", document.name, 1)


def ingest(store: Failing, folder: Path, *, wait: int) -> list[FileResult]:
    (folder / "a.txt").write_text("Ministers met.", "utf-8")
    pipe = Pipeline(Settings(wait=wait), lambda _: None, on_note=store.notes.append)
    return list(pipe.ingest(store, pipe.sources([folder / "a.txt"])))


def test_a_server_that_comes_back_is_waited_for(tmp_path: Path) -> None:
    store = Failing(LedgerAwayError("db: away"), times=3)
    assert [each.outcome for each in ingest(store, tmp_path, wait=5)] == ["added"]
    assert store.asked == 4
    assert store.notes == ["db: away; waiting up to 5 s for it"]


def test_one_that_stays_away_is_given_up(tmp_path: Path) -> None:
    store = Failing(LedgerAwayError("db: away"), times=99)
    with pytest.raises(LedgerAwayError):
        ingest(store, tmp_path, wait=1)
    assert 1 < store.asked < 10


def test_what_waiting_does_not_mend_is_not_waited_for(tmp_path: Path) -> None:
    store = Failing(LedgerError("db: the disk is full"), times=1)
    with pytest.raises(LedgerError, match="disk is full"):
        ingest(store, tmp_path, wait=5)
    assert store.asked == 1
