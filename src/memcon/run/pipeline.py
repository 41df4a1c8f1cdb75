"""From files to records: read, skip what is known, extract, store; one bad file stops nothing."""

from __future__ import annotations

import hashlib
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from memcon.errors import (
    DataError,
    FetchError,
    InputError,
    LedgerAwayError,
    LedgerError,
    MemconError,
    UsageError,
)
from memcon.files import readable
from memcon.ledger.rows import StoredDocument
from memcon.ledger.store import Change, Outcome
from memcon.model.document import Document, Original
from memcon.model.record import Record
from memcon.read import Fault, Metadata, Request, Source, expand, from_web, read_all
from memcon.read.fields import FieldMap
from memcon.read.formats import BY_SUFFIX
from memcon.read.formats.sniff import suffix_of
from memcon.run.fingerprint import fingerprint
from memcon.settings import Settings

if TYPE_CHECKING:
    from memcon.read.fetch import Fetched, Fetcher, Validators

STDIN = "-"
_SENT = "sent"  # the folder of files that were sent to a server
T = TypeVar("T")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 2.0  # seconds between trying a ledger that is away
_BATCH_DOCUMENTS = 16  # read ahead of the parser, which fills its batches across documents
_BATCH_CHARACTERS = 200_000
_BATCH_BYTES = 50_000_000  # of originals
_LARGEST_KEPT = 200_000_000  # bytes of a file that is kept as an original
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,20}://")


class DocumentExtractor(Protocol):
    """What turns documents into records."""

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        """Each document with its records."""


class DocumentStore(Protocol):
    """What keeps documents with their records."""

    def standing(self, document: Document, *, fingerprint: str = "") -> Change | None:
        """What adding the document would change, where that is known without extracting."""

    def add_document(
        self, document: Document, records: Sequence[Record], *, fingerprint: str = ""
    ) -> Change:
        """Put a document and its records in, or nothing of it."""

    def documents(self) -> list[StoredDocument]:
        """The documents that are there, without their texts."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record of a document: `added`, `removed` or `changed`.

    `fields` are those that changed, with the value before and now (None where there is none).
    """

    id: str
    what: Literal["added", "removed", "changed"]
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The change as JSON."""
        line: dict[str, Any] = {"id": self.id, "what": self.what}
        if self.fields:
            pairs = self.fields.items()
            line["fields"] = {name: {"before": a, "now": b} for name, (a, b) in pairs}
        return line


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one source: its name, the outcome, and what the user should know.

    `details` say what became of each record, where documents are extracted anew.
    """

    name: str
    outcome: Outcome | Literal["failed"]
    records: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0
    message: str = ""
    details: tuple[RecordChange, ...] = ()

    @property
    def is_failed(self) -> bool:
        """Whether nothing of the source was stored."""
        return self.outcome == "failed"

    def to_json(self) -> dict[str, Any]:
        """The result as JSON; what is empty is left out, the number of records never."""
        values: dict[str, Any] = {
            "name": self.name,
            "outcome": self.outcome,
            "records": self.records,
            "added": self.added,
            "removed": self.removed,
            "changed": self.changed,
            "message": self.message,
            "details": [each.to_json() for each in self.details],
        }
        return {key: value for key, value in values.items() if value or key == "records"}


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why in one line."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page that has not changed since it was fetched the last time."""

    name: str


@dataclass(slots=True)
class Pipeline:
    """Reads and extracts sources; `extractor` makes the part that is costly to load, once."""

    settings: Settings
    extractor: Callable[[str], DocumentExtractor | None]
    on_note: Callable[[str], None] = field(default=lambda _: None)
    fields: FieldMap | None = None  # which columns of tables mean what
    _extractors: dict[str, DocumentExtractor | None] = field(default_factory=dict)
    _fetcher: Fetcher | None = None

    def sources(self, names: Sequence[str | Path]) -> list[Source]:
        """The documents behind paths, folders and addresses; `-` is the standard input.

        Raises UsageError for an empty name, and for what is no address of the web where nothing
        else is named; beside others it is told when they are read.
        """
        if any(not str(name).strip() for name in names):
            message = "an empty name; name a file, a folder (`.` is this one) or an address"
            raise UsageError(message)
        addresses = [str(name) for name in names if _SCHEME.match(str(name))]
        paths = [Path(n) for n in names if str(n) not in addresses and str(n) != STDIN]
        found = expand(paths, on_note=self.on_note) if paths else []
        stdin = [Source(Path(STDIN), STDIN)] if any(str(name) == STDIN for name in names) else []
        pages = [_page(address, is_alone=len(names) == 1) for address in dict.fromkeys(addresses)]
        return [*found, *pages, *stdin]

    def read(
        self,
        sources: Iterable[Source],
        *,
        day: date | None,
        known: Mapping[str, Validators] | None = None,
    ) -> Iterator[Document | Failure | Unchanged]:
        """Each source as a Document, or why it cannot be read.

        An address with `known` validators is fetched only if it has changed.
        """
        for source in sources:
            try:
                for item in self._read(source, day, known or {}):
                    yield Failure(item.name, item.message) if isinstance(item, Fault) else item
            except MemconError as error:
                yield Failure(source.name, str(error))
            except RecursionError:
                message = f"{source.path}: nested too deeply to be read; save it as plain text"
                yield Failure(source.name, message)
            except (OSError, ValueError) as error:
                yield Failure(source.name, f"{source.path}: cannot be read: {_reason(error)}")

    def extract(
        self, documents: Iterable[Document | Failure | Unchanged]
    ) -> Iterator[tuple[Document, list[Record]] | Failure]:
        """Each document with its records; failures are passed on."""
        batch: list[Document] = []
        for item in documents:
            if isinstance(item, Unchanged):
                continue
            if isinstance(item, Failure):
                yield item
                continue
            batch.append(item)
            if _is_full(batch):
                yield from self._batch(batch)
                batch = []
        yield from self._batch(batch)

    def ingest(
        self, store: DocumentStore, sources: Iterable[Source], *, day: date | None = None
    ) -> Iterator[FileResult]:
        """What became of each source, as it is stored; what is known already is not extracted."""
        mark = fingerprint(self.settings)
        sources = list(sources)
        asked = any(source.address and source.fetched is None for source in sources)
        validators = _validators(store.documents(), mark) if asked else {}
        batch: list[Document] = []
        for item in self.read(sources, day=day, known=validators):
            if isinstance(item, Unchanged):
                yield FileResult(item.name, "unchanged")
                continue
            if isinstance(item, Failure):
                yield FileResult(item.name, "failed", message=item.message)
                continue
            known = self._patiently(partial(store.standing, item, fingerprint=mark))
            if known is not None:
                yield _result(item, known)
                continue
            batch.append(item)
            if _is_full(batch):
                yield from self.store(store, batch, mark)
                batch = []
        yield from self.store(store, batch, mark)

    def _read(
        self, source: Source, day: date | None, known: Mapping[str, Validators]
    ) -> Iterator[Document | Fault | Unchanged]:
        if str(source.path) == STDIN:
            request = replace(_from_stdin(self.settings.max_bytes, day), fields=self.fields)
            yield from self._with_original(request, "standard input")
            return
        if source.address:
            yield from self._from_web(source, day, known.get(source.address))
            return
        request = Request(
            source.path,
            source.name,
            date=day,
            metadata=source.metadata,
            fields=self.fields or source.fields,
        )
        # A copy's own place says nothing: what is sent again under its name is a new version.
        path = Path(_SENT, source.sent) if source.sent else source.path.resolve()
        for item in self._with_original(request, readable(str(path))):
            yield item if isinstance(item, Fault) else _with_origin(item, path)

    def _from_web(
        self, source: Source, day: date | None, known: Validators | None
    ) -> Iterator[Document | Fault | Unchanged]:
        fetched = source.fetched or self.fetcher().fetch(source.address, known=known)
        if fetched.is_unchanged:
            yield Unchanged(source.name)
            return
        at = from_web(fetched.url)  # where it moved to, if it did
        request = Request(
            at.path,
            source.name,
            date=day,
            metadata=source.metadata,
            fields=self.fields,
            data=fetched.data,
            content_type=fetched.content_type,
            address=at.address,
            hint=source.hint,
        )
        for item in self._with_original(request, fetched.url):
            yield item if isinstance(item, Fault) else _with_address(item, source, fetched)

    def _with_original(self, request: Request, read_from: str) -> Iterator[Document | Fault]:
        """The documents in a file, each with the bytes that it was read from."""
        original = self._original(request, read_from)
        for item in read_all(request, settings=self.settings):
            yield item if isinstance(item, Fault) else replace(item, original=original)

    def _original(self, request: Request, read_from: str) -> Original | None:
        """What is to be kept of a file, where that is wanted."""
        if self.settings.originals == "off":
            return None
        if request.data is not None:
            return Original(request.data, read_from)
        try:
            if request.path.stat().st_size > _LARGEST_KEPT:
                self.on_note(f"{request.path}: too large to be kept; keep the file itself")
                return None
            return Original(request.path.read_bytes(), read_from)
        except OSError:
            return None  # reading it will tell

    def fetcher(self) -> Fetcher:
        """What fetches addresses, under these settings; one for the whole run."""
        if self._fetcher is None:
            # Imported here: what speaks to servers is loaded where something is fetched.
            from memcon.read.fetch import Fetcher  # noqa: PLC0415

            self._fetcher = Fetcher(
                max_bytes=self.settings.max_bytes,
                may_be_local=self.settings.fetch_loopback == "yes",
            )
        return self._fetcher

    def store(
        self, store: DocumentStore, batch: Sequence[Document], mark: str
    ) -> Iterator[FileResult]:
        """What became of documents that were read, each extracted and stored."""
        for item in self._batch(batch):
            if isinstance(item, Failure):
                yield FileResult(item.name, "failed", message=item.message)
                continue
            document, records = item
            try:
                add = partial(store.add_document, document, records, fingerprint=mark)
                change = self._patiently(add)
            except LedgerError:
                raise  # the ledger itself is at fault: no other document would fare better
            except MemconError as error:
                yield FileResult(document.name, "failed", message=f"{document.name}: {error}")
                continue
            note = self._unread(document)
            yield _result(document, change, records=len(records), note=note)

    def _patiently(self, act: Callable[[], T]) -> T:
        """What `act` gives, tried again while the ledger's server is away.

        Adding a document a second time changes nothing, so it does no harm if the server went
        after it had stored it and before it could say so.
        """
        until = time.monotonic() + self.settings.wait
        pause = _FIRST_PAUSE
        while True:
            try:
                return act()
            except LedgerAwayError as error:
                if time.monotonic() + pause > until:
                    raise
                if pause == _FIRST_PAUSE:
                    self.on_note(f"{error}; waiting up to {self.settings.wait} s for it")
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _batch(
        self, batch: Sequence[Document]
    ) -> Iterator[tuple[Document, list[Record]] | Failure]:
        """The records of documents of any languages; one that cannot be extracted stands alone."""
        groups: dict[str, list[Document]] = {}
        for document in batch:
            read = (code for code in document.languages if self._extractor(code))
            groups.setdefault(next(read, ""), []).append(document)
        for language, group in groups.items():
            extractor = self._extractor(language)
            if extractor is None:
                yield from ((document, []) for document in group)
                continue
            yield from _extracted(extractor, group)

    def _unread(self, document: Document) -> str:
        """What to say of the text in languages that are not read; "" where there is none."""
        unread = [code for code in document.languages if self._extractor(code) is None]
        if not unread:
            return ""
        part = ""
        if len(unread) < len(document.languages):
            blocks = [b for b in document.blocks if document.language_of(b) in unread]
            part = f"{len(blocks)} of {len(document.blocks)} paragraphs: "
        told = " and ".join(f"“{code}”" for code in unread)
        return (
            f"{document.name}: {part}language {told} is not read yet: kept for search, "
            "without records"
        )

    def _extractor(self, language: str) -> DocumentExtractor | None:
        if language not in self._extractors:
            self._extractors[language] = self.extractor(language)
        return self._extractors[language]


def _extracted(
    extractor: DocumentExtractor, group: Sequence[Document]
) -> Iterator[tuple[Document, list[Record]] | Failure]:
    done: set[str] = set()
    try:
        for document, records in extractor.extract_many(group):
            done.add(document.name)
            yield document, records
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001 (a fault met in one document must not lose the others)
        rest = [document for document in group if document.name not in done]
        if len(rest) == 1:
            message = f"{rest[0].name}: cannot be extracted: internal error: {_reason(error)}"
            yield Failure(rest[0].name, f"{message}; please report it with the file")
            return
        for document in rest:
            yield from _extracted(extractor, [document])


def _is_full(batch: Sequence[Document]) -> bool:
    characters = sum(len(document.text) for document in batch)
    kept = sum(len(document.original.data) for document in batch if document.original)
    full = characters >= _BATCH_CHARACTERS or kept >= _BATCH_BYTES
    return full or len(batch) >= _BATCH_DOCUMENTS


def _result(
    document: Document, change: Change, *, records: int | None = None, note: str = ""
) -> FileResult:
    messages = [one for one in (note, unread_pages(document)) if one]
    if change.outcome == "duplicate":
        messages.append(f"{document.name}: the same text is on record as {change.name}")
    elif document.date is None and change.outcome != "unchanged":
        messages.append(
            f"{document.name}: no date of publication found, so dates like “last week” stay open; "
            "give --date or a metadata.csv"
        )
    count = change.added + change.unchanged + change.changed if records is None else records
    return FileResult(
        change.name,
        change.outcome,
        records=count,
        added=change.added,
        removed=change.removed,
        changed=change.changed,
        message="; ".join(messages),
    )


def unread_pages(document: Document) -> str:
    """What to say of pages that are pictures without text; "" where there are none."""
    pages = document.sources.get("pages without text", "")
    return f"{document.name}: no text on page {pages}: recognise it first (OCR)" if pages else ""


def _page(address: str, *, is_alone: bool) -> Source:
    """The page at an address; one that is none is told when it is read, at once where it is all."""
    try:
        return from_web(address)
    except FetchError as error:
        if is_alone:
            raise UsageError(str(error)) from error
        return Source(Path(address), address, Metadata(problem=str(error)))


def _with_origin(document: Document, path: Path) -> Document:
    """The document with where it is from, which tells two files of one name apart.

    The path itself stays on the machine.
    """
    part = document.sources.get("part", "")
    place = f"{path}\0{part}" if part else str(path)
    origin = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    told = {**document.sources, "origin": origin, "folder": readable(path.parent.name)}
    return replace(document, sources=told)


def _with_address(document: Document, source: Source, fetched: Fetched) -> Document:
    """The document with where it was fetched, and what tells the next time whether it changed."""
    address = source.address
    part = document.sources.get("part", "")
    place = f"{address}\0{part}" if part else address
    told = {
        **document.sources,
        "origin": hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16],
        "fetched": address,
        "etag": fetched.validators.etag,
        "last_modified": fetched.validators.last_modified,
        "content_type": fetched.content_type,
        "labels": ", ".join(source.labels),
    }
    return replace(document, sources={key: value for key, value in told.items() if value})


def _validators(documents: Iterable[StoredDocument], mark: str) -> dict[str, Validators]:
    """What the pages on record were sent with, by address, where this program read them."""
    from memcon.read.fetch import Validators  # noqa: PLC0415 (see `Pipeline.fetcher`)

    found: dict[str, Validators] = {}
    for document in documents:
        told = document.sources
        address = told.get("fetched", "")
        if address and document.current and document.fingerprint == mark:
            found[address] = Validators(told.get("etag", ""), told.get("last_modified", ""))
    return found


def _from_stdin(max_bytes: int, day: date | None) -> Request:
    data = sys.stdin.buffer.read(max_bytes + 1)
    if len(data) > max_bytes:
        message = f"standard input: over {max_bytes} bytes; split it, or set MEMCON_MAX_BYTES"
        raise InputError(message)
    if not data.strip():
        message = "standard input: empty; there is nothing to read"
        raise InputError(message)
    suffix = suffix_of(data)
    name = f"stdin-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"
    kind = BY_SUFFIX[suffix].media_type  # a suffix would be part of the name in messages
    return Request(Path("standard input"), name, date=day, data=data, content_type=kind)


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
