"""Documents on record read and extracted anew, from what they were read from the first time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath
from typing import Any

from memcon.errors import MemconError
from memcon.ledger.originals import Kept
from memcon.ledger.store import Store
from memcon.model.document import Document, Original
from memcon.read import Fault, Metadata, Request, read_all
from memcon.read.formats.sniff import suffix_of
from memcon.run.deciding import NOTE
from memcon.run.fingerprint import fingerprint
from memcon.run.pipeline import FileResult, Pipeline, RecordChange
from memcon.run.statistics import FINGERPRINT as STATISTICS
from memcon.run.table import FINGERPRINT as TABLE

_NOT_EXTRACTED = "a table, statistics or a note; import it again where it has changed"
_TOLD = ("metadata.csv", "given")  # what was known of a document beside what it says itself
# Where it is from, and what the server called it.
_KEPT = ("origin", "folder", "fetched", "etag", "last_modified", "content_type", "labels")


def reextract(
    pipe: Pipeline,
    store: Store,
    names: Iterable[str] = (),
    *,
    every: bool = False,
    seen: Store | None = None,
) -> Iterator[FileResult]:
    """What became of the documents of some names, or of all that another memcon extracted.

    `every` takes those of this very version, too. A document whose original was not kept is
    extracted from its text. Ids, decisions and history stay. Tables, statistics and notes, which
    were not extracted, are left as they are. `seen` is the part of the ledger that the user sees.
    """
    mark = fingerprint(pipe.settings)
    seen = seen or store
    wanted = sorted(set(names))
    for name in wanted or [doc.name for doc in seen.documents()]:
        try:
            document, by = seen.document(name), seen.fingerprint(name)
            if is_rendered(by) or document.media_type == NOTE:
                if wanted:
                    yield FileResult(name, "failed", message=f"{name}: {_NOT_EXTRACTED}")
                continue
            if not (wanted or every) and by == mark:
                continue
            anew = _read_anew(pipe, seen, document)
        except MemconError as error:
            yield FileResult(name, "failed", message=f"{name}: {error}")
            continue
        before = _said(seen, name)
        for result in pipe.store(store, [anew], mark):
            done = () if result.is_failed else _changes(before, _said(seen, result.name))
            yield replace(result, details=tuple(done))


def is_rendered(made_by: str) -> bool:
    """Whether a document with this fingerprint is a table or statistics, not read and extracted."""
    return made_by.startswith((TABLE, STATISTICS))


def _said(store: Store, name: str) -> dict[str, dict[str, Any]]:
    """What a document says of each of its records, by field, with where the words stand."""
    found: dict[str, dict[str, Any]] = {}
    for each in store.statements_of_document(name):
        fields_ = found.setdefault(each.subject, {})
        fields_[each.field] = each.value
        fields_["evidence"] = [[cite.start, cite.end] for cite in each.citations]
    return found


def _changes(
    before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]
) -> Iterator[RecordChange]:
    for ident in sorted({*before, *now}):
        old, new = before.get(ident), now.get(ident)
        if old is None or new is None:
            yield RecordChange(ident, "added" if old is None else "removed")
            continue
        names = sorted({*old, *new})
        changed = {n: (old.get(n), new.get(n)) for n in names if old.get(n) != new.get(n)}
        if changed:
            yield RecordChange(ident, "changed", changed)


def _read_anew(pipe: Pipeline, store: Store, document: Document) -> Document:
    """The document as this memcon reads it, or as it is where its original was not kept."""
    kept = store.original(document.name)
    if kept is None:
        return document
    request = replace(request_for(document, kept), metadata=_told(document))
    part = document.sources.get("part", "")
    for item in read_all(request, settings=pipe.settings):
        if isinstance(item, Fault) or item.sources.get("part", "") != part:
            continue
        where = {key: document.sources[key] for key in _KEPT if key in document.sources}
        return replace(
            item,
            name=document.name,
            sources={**item.sources, **where},
            original=Original(kept.data, kept.read_from),
        )
    return document  # what was once found in it is not found any more: its text is still there


def request_for(document: Document, kept: Kept) -> Request:
    """The request to read an original once more, called what it was called then."""
    file = PurePosixPath(kept.read_from).name or document.name
    suffix = PurePosixPath(file).suffix or suffix_of(kept.data)
    return Request(
        Path(PurePosixPath(file).stem + suffix),
        document.name,
        data=kept.data,
        content_type=document.sources.get("content_type", ""),
        address=document.sources.get("fetched", ""),
    )


def _told(document: Document) -> Metadata:
    names = [field.name for field in fields(Metadata) if field.name != "problem"]
    told = {
        name: getattr(document, name)
        for name in names
        if hasattr(document, name) and document.sources.get(name) in _TOLD
    }
    return Metadata(**told)
