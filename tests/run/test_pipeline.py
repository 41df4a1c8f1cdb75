from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from memcon.errors import DataError, LedgerError, RecordError
from memcon.ledger.store import Change
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.run.pipeline import FileResult, Pipeline
from memcon.settings import Settings


class Extractor:
    """Extracts nothing; fails on texts that name an error."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        batch = list(documents)
        self.calls.append([document.name for document in batch])
        for document in batch:
            if "KeyError" in document.text:
                raise KeyError(document.name)
            if "DataError" in document.text:
                message = "lexicon.yml: broken"
                raise DataError(message)
            yield document, []


class Store:
    """Remembers names; refuses what it is told to."""

    def __init__(self, *, known: Sequence[str] = ()) -> None:
        self.known = list(known)
        self.added: list[str] = []

    def standing(self, document: Document, *, fingerprint: str = "") -> Change | None:
        assert fingerprint
        return Change("unchanged", document.name, 1) if document.name in self.known else None

    def add_document(
        self, document: Document, records: Sequence[Record], *, fingerprint: str = ""
    ) -> Change:
        assert fingerprint
        assert records == []
        if "refused" in document.text:
            message = "a record that is none"
            raise RecordError(message)
        if "disk full" in document.text:
            message = "the disk is full"
            raise LedgerError(message)
        self.added.append(document.name)
        return Change("added", document.name, 1)


def write(folder: Path, **texts: str) -> list[Path]:
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(f"Date: 2019-05-06\n\nThis is a note about {text} in English.\n", "utf-8")
        paths.append(path)
    return paths


def ingest(
    paths: Sequence[Path], store: Store, extractor: Extractor | None = None
) -> list[FileResult]:
    chosen = extractor or Extractor()
    pipe = Pipeline(Settings(), lambda _: chosen)
    return list(pipe.ingest(store, pipe.sources(paths)))


def outcomes(results: Sequence[FileResult]) -> dict[str, str]:
    return {result.name: result.outcome for result in results}


def test_what_is_known_is_not_extracted_again(tmp_path: Path) -> None:
    extractor = Extractor()
    results = ingest(write(tmp_path, a="x", b="y"), Store(known=["a.txt"]), extractor)
    assert outcomes(results) == {"a.txt": "unchanged", "b.txt": "added"}
    assert extractor.calls == [["b.txt"]]


def test_documents_are_extracted_in_bounded_batches(tmp_path: Path) -> None:
    extractor = Extractor()
    texts = {f"n{number:02}": f"number {number}" for number in range(40)}
    assert len(ingest(write(tmp_path, **texts), Store(), extractor)) == 40
    assert [len(call) for call in extractor.calls] == [16, 16, 8]


def test_a_document_that_breaks_the_extractor_fails_alone(tmp_path: Path) -> None:
    results = ingest(write(tmp_path, a="x", b="a KeyError", c="z"), Store())
    assert outcomes(results) == {"a.txt": "added", "b.txt": "failed", "c.txt": "added"}
    (failed,) = [result for result in results if result.is_failed]
    assert "b.txt: cannot be extracted: internal error: KeyError" in failed.message
    assert "\n" not in failed.message


def test_malformed_knowledge_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        ingest(write(tmp_path, a="a DataError", b="y"), Store())


def test_a_document_that_the_ledger_refuses_fails_alone(tmp_path: Path) -> None:
    results = ingest(write(tmp_path, a="what is refused", b="y"), Store())
    assert outcomes(results) == {"a.txt": "failed", "b.txt": "added"}


def test_a_ledger_at_fault_stops_everything_and_keeps_what_is_stored(tmp_path: Path) -> None:
    store = Store()
    with pytest.raises(LedgerError):
        ingest(write(tmp_path, a="x", b="a disk full", c="z"), store)
    assert store.added == ["a.txt"]


def test_languages_that_are_not_read_are_kept_without_records(tmp_path: Path) -> None:
    paths = write(tmp_path, a="x")
    pipe = Pipeline(Settings(), lambda _: None)
    (result,) = pipe.ingest(Store(), pipe.sources(paths))
    assert result.outcome == "added"
    assert "is not read yet" in result.message


def test_results_come_as_they_are_stored(tmp_path: Path) -> None:
    texts = {f"n{number:02}": f"number {number}" for number in range(20)}
    store = Store()
    pipe = Pipeline(Settings(), lambda _: Extractor())
    results = pipe.ingest(store, pipe.sources(write(tmp_path, **texts)))
    next(results)
    assert len(store.added) == 1


def test_json_leaves_out_what_is_empty() -> None:
    result = FileResult("a.txt", "added", records=0)
    assert result.to_json() == {"name": "a.txt", "outcome": "added", "records": 0}
