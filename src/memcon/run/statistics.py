"""From a file of statistics to the ledger: read, rendered, and stored whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from memcon.errors import InputError, UsageError
from memcon.ledger.rows import StoredDocument
from memcon.ledger.store import Change
from memcon.model.document import Document, Original
from memcon.model.record import Record
from memcon.run.pipeline import FileResult
from memcon.statistics import (
    FORMATS,
    Mapping,
    Rendered,
    Selection,
    guess,
    keys_of,
    load_mapping,
    payload_of,
    read_table,
    render,
)
from memcon.statistics.detect import EXPORT
from memcon.version import __version__

FINGERPRINT = "statistics"  # of what they make, with the version
_HEAD = 200  # bytes that tell an export of memcon


class StatisticsStore(Protocol):
    """What keeps documents with their records, and knows which it has."""

    def documents(self) -> list[StoredDocument]:
        """The documents, without their texts."""

    def text(self, name: str) -> str:
        """The text of a document."""

    def add_document(
        self, document: Document, records: Sequence[Record], *, fingerprint: str = ""
    ) -> Change:
        """Put a document and its records in, or nothing of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """How files of statistics are to be read.

    `format` is one of `FORMATS`, `""` to tell it from the content; `retrieved` the day on which
    the file was fetched, where that is not the day on which it was saved.
    """

    format: str = ""
    mapping: Path | None = None
    retrieved: date | None = None
    selection: Selection = field(default_factory=Selection)
    max_bytes: int = 20_000_000


def format_of(path: Path, *, max_bytes: int) -> str:
    """The format of a file by its content: one of `FORMATS`, `jsonl`, or '' where it is unclear.

    Raises InputError where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).lstrip(b"\xef\xbb\xbf \r\n\t").replace(b" ", b"")
    except OSError as error:
        message = f"{path}: cannot be read: {(error.strerror or str(error)).lower()}; name a file"
        raise InputError(message) from error
    if head.startswith(b'{"type":"header"'):  # without reading a large export whole
        return EXPORT
    return guess(payload_of(path, max_bytes=max_bytes))


def import_statistics(store: StatisticsStore, path: Path, request: Request) -> FileResult:
    """Put a file of statistics into the ledger, whole or not at all; what that changed.

    Raises InputError for a file that cannot be used, UsageError where its format is not clear.
    """
    mapping = load_mapping(request.mapping) if request.mapping else None
    payload = payload_of(
        path, max_bytes=request.max_bytes, encoding=mapping.encoding if mapping else ""
    )
    fmt = request.format or guess(payload) or _by_mapping(mapping)
    if fmt not in FORMATS:
        message = (
            f"{payload.label}: no format that memcon recognises; name it with --format "
            f"({', '.join(FORMATS)}), or describe a table with --mapping"
        )
        raise UsageError(message)
    table = read_table(payload, fmt, mapping=mapping, selection=request.selection)
    rendered = _placed(render(table, payload, retrieved=request.retrieved), path)
    notes = [*table.notes]
    if table.passed.counts:
        notes.append(f"rows passed over: {table.passed}")
    return _stored(store, rendered, notes)


def _by_mapping(mapping: Mapping | None) -> str:
    """A table that comes with a mapping of its columns is one of its own."""
    return "csv" if mapping is not None and mapping.columns else ""


def _placed(rendered: Rendered, path: Path) -> Rendered:
    """The document with where it is from, as documents that are ingested have it."""
    full = path.resolve()
    original = Original(full.read_bytes(), str(full))
    origin = hashlib.sha256(str(full).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    document = rendered.document
    told = {**document.sources, "origin": origin, "folder": full.parent.name}
    return replace(rendered, document=replace(document, sources=told, original=original))


def _stored(store: StatisticsStore, rendered: Rendered, notes: list[str]) -> FileResult:
    document = rendered.document
    earlier = _found(store, document)
    if earlier is not None and earlier.is_later:
        notes.insert(0, f"all of it is on record in {earlier.name}; nothing was changed")
        return FileResult(
            earlier.name, "unchanged", len(rendered.records), message=_message(document, notes)
        )
    if earlier is not None:
        notes.insert(0, f"a new release of {earlier.name}, kept under that name")
        rendered = _renamed(rendered, earlier)
    change = store.add_document(
        rendered.document, rendered.records, fingerprint=f"{FINGERPRINT} {__version__}"
    )
    if change.outcome == "duplicate":
        notes.insert(0, f"the same file is on record as {change.name}")
    return FileResult(
        change.name,
        change.outcome,
        records=len(rendered.records),
        added=change.added,
        removed=change.removed,
        changed=change.changed,
        message=_message(document, notes),
    )


def _message(document: Document, notes: Sequence[str]) -> str:
    return f"{document.name}: {'; '.join(notes)}" if notes else ""


@dataclass(frozen=True, slots=True)
class _Release:
    """A document of the same dataset with the same observations, in an earlier or later release."""

    name: str
    url: str
    sources: Map[str, str]
    is_later: bool


def _found(store: StatisticsStore, document: Document) -> _Release | None:
    """The release on record that a document takes the place of, or that makes it needless.

    The one that came out later stands for the other where it has all its observations; of one day,
    the one with more. Files of a dataset that only overlap are witnesses beside each other.
    """
    ours = keys_of(document.text)
    for known in store.documents():
        told = known.sources
        if told.get("dataset") != document.sources["dataset"] or known.sha256 == document.sha256:
            continue
        if told.get("origin") == document.sources["origin"]:
            continue  # the file itself, saved anew: the store knows it
        theirs = keys_of(store.text(known.name))
        is_newer, is_older = _is_after(document, known), _is_after(known, document)
        if (theirs <= ours and not is_older) or (ours < theirs and not is_newer):
            is_later = not theirs <= ours
            return _Release(known.name, known.url, told, is_later)
        if is_older and ours == theirs:
            return _Release(known.name, known.url, told, is_later=True)
    return None


def _is_after(one: Document | StoredDocument, other: Document | StoredDocument) -> bool:
    return bool(one.date and other.date and one.date > other.date)


def _renamed(rendered: Rendered, earlier: _Release) -> Rendered:
    """The document as the next version of an earlier release."""
    document = rendered.document
    told = {**document.sources, "file": document.name}
    told |= {key: earlier.sources[key] for key in ("origin", "folder") if key in earlier.sources}
    named = replace(document, name=earlier.name, url=earlier.url, sources=told)
    records = tuple(
        replace(record, evidence=tuple(replace(cite, doc=earlier.name) for cite in record.evidence))
        for record in rendered.records
    )
    return Rendered(named, records)
