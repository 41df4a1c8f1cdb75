"""memcon for programs: a ledger to ingest into and to ask, and extraction without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from memcon.errors import InputError, LedgerError, UsageError
from memcon.model import record as record_model
from memcon.run.cooperation import Cooperation
from memcon.run.cycle import Cycle
from memcon.run.days import as_day, today
from memcon.run.deciding import Deciding
from memcon.run.origins import origins_of, sources_of
from memcon.settings import Settings, ledger_url, load_settings

if TYPE_CHECKING:
    import pandas as pd

    from memcon.assess.finding import Finding
    from memcon.export import Format as ExportFormat
    from memcon.export import Material
    from memcon.export import Report as ExportReport
    from memcon.ledger.backup import Backup
    from memcon.ledger.exchange import Imported
    from memcon.ledger.fulltext import Hit
    from memcon.ledger.originals import Kept
    from memcon.ledger.overview import Overview
    from memcon.ledger.reading import Arrival, DocumentQuery, Page, RecordQuery
    from memcon.ledger.rows import StoredDocument
    from memcon.ledger.store import Removal, Witness
    from memcon.model.document import Document
    from memcon.model.record import Record
    from memcon.model.statement import Statement
    from memcon.present.brief import Brief
    from memcon.present.brief.parts import Plot
    from memcon.present.notebook import Timeline
    from memcon.present.panels.scene import Scene
    from memcon.read import Request, Source
    from memcon.read.showing import PagePicture
    from memcon.run.pipeline import DocumentExtractor, FileResult, Pipeline
    from memcon.run.rereading import Rereading
    from memcon.run.table import TableImport
    from memcon.run.watch import Poll

_FRAMES = {"pandas": "memcon[frame]", "polars": "polars"}  # and what installs them
_READ_LANGUAGES = ("en",)  # those that have frames and lexicons
_PORTION = 1_000  # records that are looked at together


def _record_html(record: Record) -> str:
    from memcon.present.notebook import record_html

    return record_html(record)


record_model.html_of = _record_html  # notebooks show records by it


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did, source by source."""

    results: tuple[FileResult, ...]

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """The sources of which nothing was stored."""
        return tuple(result for result in self.results if result.is_failed)

    def count(self, outcome: str) -> int:
        """How many sources had an outcome: `added`, `unchanged`, `replaced`, `failed` and so on."""
        return sum(1 for result in self.results if result.outcome == outcome)


@dataclass(frozen=True, slots=True)
class Found:
    """The records that a query selects; `undated` counts those that a period leaves out."""

    records: list[Record] = field(default_factory=list)
    undated: int = 0

    def _repr_html_(self) -> str:
        """The records as notebooks show them: a table."""
        from memcon.present.notebook import records_html

        return records_html(self.records, undated=self.undated)


class Ledger(Deciding, Cooperation, Cycle):
    """A ledger of cited records, open until `close` or the end of a `with`."""

    def __init__(
        self,
        db: str | Path | None = None,
        *,
        settings: Settings | None = None,
        create: bool = True,
    ) -> None:
        """Open a ledger by path or SQLAlchemy URL; one that is not there is made.

        Raises LedgerError for what is no ledger, or (without `create`) where there is none.
        """
        from memcon.ledger.store import Store
        from memcon.run.deciding import login_name

        known = settings or load_settings()
        self._settings = replace(known, db=str(db)) if db is not None else known
        self._store = Store.open(
            ledger_url(self._settings.db),
            create=create,
            busy_seconds=self._settings.wait,
            originals=self._settings.originals,
        )
        self._store.actor = self._settings.user or login_name()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ documents

    def ingest(
        self,
        *sources: str | Path,
        date: date | str | None = None,
        fields: str | Path | None = None,
        labels: Sequence[str] = (),
        progress: Callable[[FileResult, int], None] | None = None,
    ) -> IngestReport:
        """Read, extract and store files and folders; what each became.

        Sources that cannot be read are reported, not raised. `progress` is called after each
        source with its result and the number of sources. `fields` is a file that says which columns
        of tables are text, title, date and so on. Only those who hold the `labels` see the
        documents that are new. Raises UsageError for a `date` that is
        none.
        """
        day = as_day(date)
        pipe = pipeline(self._settings, fields=fields)
        found = pipe.sources(sources)
        results = []
        for result in self.ingesting(pipe, found, day=day, labels=labels):
            results.append(result)
            if progress is not None:
                progress(result, len(found))
        return IngestReport(tuple(results))

    def ingesting(
        self,
        pipe: Pipeline,
        sources: Sequence[Source],
        *,
        day: date | None,
        labels: Sequence[str] = (),
    ) -> Iterator[FileResult]:
        """The results of ingesting sources one by one, each stored when it is returned."""
        from memcon.ledger.labels import checked_label

        store = self._writer()
        store.new_labels = tuple(checked_label(each) for each in labels)
        try:
            yield from pipe.ingest(store, sources, day=day)
        finally:
            store.new_labels = ()

    def watch(
        self, watchlist: str | Path, *, forever: bool = False, also_early: bool = False
    ) -> Iterator[Poll]:
        """What a look at each source of a watch list found, as it is stored.

        Sources that are not due are passed over, unless `also_early`; `forever` goes on looking.
        What was seen is kept beside the ledger. Raises InputError where the list is at fault.
        """
        from memcon.run.watch import Watch
        from memcon.run.watchlist import State, load_watchlist, state_path

        path = Path(watchlist)
        sources = load_watchlist(path)
        state = State(state_path(self._settings.db, path))
        watch = Watch(pipeline(self._settings), self._store, state)
        return watch.forever(sources) if forever else watch.once(sources, also_early=also_early)

    def documents(
        self, *, versions: bool = False, names: Iterable[str] | None = None
    ) -> list[StoredDocument]:
        """The documents by name, without their texts; with `versions`, replaced ones too.

        `names`: only these.
        """
        return self._store.documents(versions=versions, names=names)

    def document_page(self, query: DocumentQuery) -> tuple[list[StoredDocument], str]:
        """Some of the documents by name, without their texts, and where the next ones begin.

        Ask again with that as the query's `after`; it is "" where there are no more.
        """
        return self._store.document_page(query)

    def statements_of_document(self, name: str) -> list[Statement]:
        """What a document says of each field of each record that it tells of."""
        return self._store.statements_of_document(name)

    def document(self, name: str) -> Document:
        """A document with its text. Raises LedgerError where there is none of that name."""
        return self._store.document(name)

    def publishers(self) -> list[tuple[str, int]]:
        """Who published the documents ("" where that is not known), and how many of them each."""
        return self._store.publishers()

    def witnesses(self, names: Iterable[str] | None = None) -> dict[str, Witness]:
        """The witness that each document is, or is a copy of, by the document's name.

        Reprints and wire copies of one text are one witness, with all who published it. With
        `names`, of these documents and their copies only.
        """
        return self._store.witness_groups(names)

    def reextract(self, *names: str, every: bool = False) -> Iterator[FileResult]:
        """What became of documents read and extracted anew, one by one as they are stored.

        Without names: those that another memcon, or other knowledge, extracted; with `every` all.
        Ids, decisions and history stay; what changed is in the results.
        """
        from memcon.run.reextract import reextract

        pipe, store = pipeline(self._settings), self._writer()
        return reextract(pipe, store, names, every=every, seen=self._store)

    def original(self, name: str) -> Kept | None:
        """The bytes that a document was read from, their hash, when and from where.

        None where they were not kept. Raises LedgerError where they are missing, or there is no
        document of that name.
        """
        self._check("read")
        return self._store.original(name)

    def page_picture(
        self, name: str, start: int = 0, end: int = 0, *, page: int = 0, scale: float = 1.5
    ) -> PagePicture:
        """A page of the PDF that a document was read from as a PNG, and where a passage is on it.

        The passage is `text[start:end]` of the document; `page`: its number from 1, without one
        that on which the passage begins; `scale`: pixels a point. Raises LedgerError where there is
        no such document or its original was not kept, InputError where that is no PDF or has no
        such page.
        """
        from memcon.read.showing import page_picture

        document, request = self._with_original(name)
        settings = self._settings
        return page_picture(
            request, document, start, end, settings=settings, page=page, scale=scale
        )

    def page_markup(self, name: str, start: int = 0, end: int = 0) -> str | None:
        """The HTML page that a document was read from, safe to show, a passage marked in it.

        Text and structure alone are left: nothing in it runs, is fetched or leads elsewhere. The
        passage, `text[start:end]` of the document, is in `<mark data-passage>` elements, the first
        with the id `passage`; None where it is not in the markup. Raises LedgerError where there is
        no such document or its original was not kept, InputError where that is no page.
        """
        from memcon.read.showing import page_markup

        document, request = self._with_original(name)
        return page_markup(request, document, start, end, settings=self._settings)

    def _with_original(self, name: str) -> tuple[Document, Request]:
        from memcon.run.reextract import request_for

        document, kept = self.document(name), self.original(name)
        if kept is None:
            message = f"{name}: its original was not kept; read the file again to keep it"
            raise LedgerError(message)
        return document, request_for(document, kept)

    def remove(self, name: str) -> Removal:
        """Take a document out again, with what rests on it alone.

        Raises LedgerError where there is none of that name.
        """
        return self._writer().remove(name)

    # ------------------------------------------------------------------ records

    def records(  # noqa: PLR0913 (as many conditions as `memcon list` has)
        self,
        record_type: str = "record",
        *,
        parties: Sequence[str] = (),
        since: date | str | None = None,
        until: date | str | None = None,
        sector: str = "",
        status: str = "",
        series: str = "",
        source: str = "",
        text: str = "",
        rejected: bool = False,
    ) -> Found:
        """The records of a type (`record`: of all types) that meet every condition given.

        `parties`: at least these, by code or name. `since` and `until`: records whose date may
        fall in between; those without a date are left out and counted. `series` and `text`: words.
        `source`: a document, by name, or a publisher. `rejected`: what analysts have rejected,
        which is left out otherwise.
        """
        return self._find(
            query_of(
                record_type,
                parties=parties,
                since=since,
                until=until,
                sector=sector,
                status=status,
                series=series,
                source=source,
                text=text,
                rejected=rejected,
            )
        )

    def page(self, query: RecordQuery) -> Page:
        """Some of the records that a query selects, and where the next ones begin.

        Ask again with the same query and `after`; records that come in meanwhile shift nothing.
        """
        return self._store.page(query)

    def undated(self, query: RecordQuery) -> int:
        """How many records a query with a period leaves out as they have no date."""
        return self._store.undated(query)

    def stream(self, query: RecordQuery) -> Iterator[Record]:
        """All the records that a query selects, by type, date and id, as they are asked for."""
        return self._store.records(query)

    def latest(self, query: RecordQuery) -> list[Arrival]:
        """The selected records of the documents that came in last, as many as the query says."""
        return self._store.latest(query)

    def read_times(self, names: Iterable[str]) -> dict[str, str]:
        """When documents were read (ISO 8601), by name, where that is known."""
        return self._store.read_times(names)

    def pairs(self) -> list[tuple[tuple[str, str], int]]:
        """The pairs of parties that records name together, with their number, the most first."""
        return self._store.pairs()

    def record(self, record_id: str) -> Record:
        """A record by its id, or by one that it had before. Raises LedgerError without one."""
        return self._store.get(record_id)

    def scene(
        self,
        *parties: str,
        query: RecordQuery | None = None,
        as_of: date | str | None = None,
    ) -> Scene:
        """The records on relations of two or more parties, for the panels of `present.panels`.

        With `query` only those records are shown that it selects too; what follows from the records
        is worked out from all. It is as of the day of the latest document that tells of the
        parties, unless `as_of` says otherwise.

        Raises UsageError for parties that are not known, or fewer than two.
        """
        from memcon.present.brief import check_parties
        from memcon.present.names import party_names

        names = party_names()
        codes = check_parties([names.code(party) for party in parties])
        made = self.scene_of(self._among(codes), parties=codes, as_of=as_of)
        if query is None:
            return made
        shown = frozenset(record.id for record in self._among(codes, query))
        return replace(made, shown=shown)

    def scene_of(
        self,
        records: Sequence[Record],
        *,
        parties: Sequence[str] = (),
        as_of: date | str | None = None,
    ) -> Scene:
        """Any records as a scene; `parties`, by code, are those whose persons need no country."""
        from memcon.assess.book import Book
        from memcon.present.names import party_names
        from memcon.present.panels.scene import Scene
        from memcon.present.phrases import Phrases

        known = self.documents(names=_cited(records))
        latest = max((doc.date for doc in known if doc.date), default=None)
        book = Book(records, origins_of(known), as_day(as_of) or latest or today())
        return Scene(book, Phrases(party_names(), frozenset(parties)), sources_of(known))

    def overview(self) -> Overview:
        """All records in a few columns: who is in them with whom, when, and who tells of them.

        It reads the whole ledger: a few seconds for 200,000 records.
        """
        return self._store.overview()

    def records_of(self, name: str) -> list[Record]:
        """The records that rest on a document, those that were rejected too."""
        return self._store.records_of(name)

    def statements(self, record_id: str) -> list[Statement]:
        """What each document says of each field of a record."""
        return self._store.statements(record_id)

    def search(self, query: str, *, limit: int = 20) -> list[Hit]:
        """Documents and records with the words of a query, best first, each kind by itself."""
        return self._store.search(query, limit=limit)

    def brief(
        self,
        *parties: str,
        since: date | str | None = None,
        as_of: date | str | None = None,
        format: str = "md",  # noqa: A002 (the word for it, as on the command line)
    ) -> str:
        """A brief on the relations of two or more parties, as Markdown or HTML.

        Raises UsageError for parties that are not known, or fewer than two.
        """
        from memcon.present.brief import render
        from memcon.version import __version__

        made = self.make_brief(*parties, since=since, as_of=as_of)
        return render(made, format, version=__version__)

    def make_brief(
        self,
        *parties: str,
        since: date | str | None = None,
        as_of: date | str | None = None,
    ) -> Brief:
        """A brief as data, before it becomes text or a paper."""
        return self._brief(parties, since, as_of)

    def make_report(
        self,
        *parties: str,
        since: date | str | None = None,
        as_of: date | str | None = None,
    ) -> Brief:
        """A report as data: a brief with nothing left out for the sake of length.

        Beyond a brief it has what follows from the records, a chronology, all series of figures
        and the words of the sources.
        """
        return self._brief(parties, since, as_of, whole=True)

    @staticmethod
    def paper(brief: Brief, format: str = "pdf") -> bytes:  # noqa: A002 (as in `brief`)
        """A brief or report as the bytes of a file: md, html, pdf or docx.

        Raises UsageError for a format that is none, or that needs a package which is missing.
        """
        from memcon.present.paper import render_bytes
        from memcon.version import __version__

        return render_bytes(brief, format, version=__version__)

    def _brief(
        self,
        parties: Sequence[str],
        since: date | str | None,
        as_of: date | str | None,
        *,
        whole: bool = False,
    ) -> Brief:
        from memcon.present.brief import check_parties, make_brief
        from memcon.present.names import party_names

        names = party_names()
        codes = check_parties([names.code(party) for party in parties])
        records = self._among(codes)
        return make_brief(
            records,
            sources_of(self.documents(names=_cited(records))),
            parties=codes,
            names=names,
            today=today(),
            since=as_day(since),
            as_of=as_day(as_of),
            whole=whole,
        )

    def findings(
        self,
        *kinds: str,
        parties: Sequence[str] = (),
        as_of: date | str | None = None,
        since: date | str | None = None,
        rates: str | Path | None = None,
    ) -> list[Finding]:
        """What follows from the records: findings of the kinds named, each with its evidence.

        Without a kind all but single witnesses, and changes only with `since`: a day of
        publication, or `last` for what changed since it was last asked for (which is remembered).
        `parties`: on records with at least these, by code or name. `as_of`: the day from which
        dates have passed or lie ahead, today where none is given. `rates`: a file of exchange
        rates, by which figures in other currencies count for targets, as converted.

        Raises UsageError for a kind, party or day that is none, InputError for a file that cannot
        be used.
        """
        from memcon.assess.changes import glance
        from memcon.assess.finding import check_kinds
        from memcon.assess.findings import assess, order
        from memcon.model.rates import RateTable
        from memcon.present.names import party_names

        wanted = set(check_kinds(kinds)) - ({"single_witness"} if not kinds else set())
        if "change" in kinds and since is None:
            message = "changes since when? give a day, or `last`: memcon findings change --since"
            raise UsageError(message)
        codes = [party_names().code(party) for party in parties]
        table = RateTable.load(rates) if rates is not None else None
        all_origins = {} if codes else origins_of(self.documents())
        looker, name = self._looker(",".join(sorted(codes)) or "all")
        look = looker.look(name) if since == "last" else None
        seen: dict[str, Mapping[str, str]] = {}
        made: list[Finding] = []
        for groups in _portions(self._store.by_parties(codes)):
            origins = all_origins or origins_of(self.documents(names=_cited(chain(*groups))))
            for group in groups:
                made += assess(
                    group,
                    origins,
                    as_of=as_day(as_of) or today(),
                    kinds=wanted,
                    since=None if since == "last" else as_day(since),
                    look=look,
                    rates=table,
                )
                if look is not None:
                    seen.update({record.id: glance(record) for record in group})
        if look is not None and "change" in wanted:
            looker.remember_look(name, seen)
        return sorted(made, key=order)

    def to_frame(
        self, record_type: str = "record", *, library: str = "pandas", **conditions: Any
    ) -> pd.DataFrame:
        """The records that `records` would give as a DataFrame of pandas or polars, one row each.

        Objects are flattened into `slot.part` columns; beside the EDTF date stand the first and
        last day that it may cover (`date.first`, `date.last`). Raises UsageError for another
        library, or without the one that is named.
        """
        from importlib import import_module

        from memcon.model.periods import limits
        from memcon.present.tables import flat

        if library not in _FRAMES:
            message = f"library {library}: no such library of frames; there are pandas and polars"
            raise UsageError(message)
        try:
            made = import_module(library)
        except ImportError as error:
            extra = _FRAMES[library]
            message = f"to_frame needs {library}; install it with: pip install '{extra}'"
            raise UsageError(message) from error
        rows = []
        for record in self.records(record_type, **conditions).records:
            row, days = flat(record, safe=False), limits(record)
            if days is not None:
                row |= {"date.first": days.first, "date.last": days.last}
            rows.append(row)
        if library == "polars":
            return made.DataFrame(rows, infer_schema_length=None)
        return made.DataFrame(rows)

    def timeline(self, *parties: str, as_of: date | str | None = None) -> Timeline:
        """Meetings, visits, instruments, bodies and projects by date; notebooks draw it.

        Raises UsageError for parties that are not known, or fewer than two.
        """
        from memcon.present.labels import labels
        from memcon.present.names import party_names
        from memcon.present.notebook import Timeline
        from memcon.present.panels.timeline import timeline

        names = party_names()
        title = str(labels().brief["notebook"]["timeline"])
        codes = [names.code(party) for party in parties]
        found = timeline(self.scene(*codes, as_of=as_of))
        return Timeline(title.format(parties=names.list_of(codes)), found)

    def charts(self, *parties: str, as_of: date | str | None = None) -> tuple[Plot, ...]:
        """The series of figures of two or more parties that can be drawn; notebooks draw them.

        Raises UsageError for parties that are not known, or fewer than two.
        """
        made = self.make_report(*parties, as_of=as_of)
        return tuple(plot for section in made.sections for plot in section.plots)

    # ------------------------------------------------------------------ exchange

    def lines(self, *, with_text: bool = True, records_only: bool = False) -> Iterator[str]:
        """The ledger as JSON lines: header, documents, statements, decisions and records."""
        from memcon.ledger.exchange import export_lines

        return export_lines(self._store, with_text=with_text, records_only=records_only)

    def export(self, path: str | Path, *, format: str = "jsonl", **options: Any) -> int:  # noqa: A002
        """Write the ledger, or what is selected of it, to a file; how many records it has.

        `format`: one of `memcon.export_formats()`; the options are those of `export_to`. Of JSON
        lines all lines are counted. Raises InputError when the file cannot be written.
        """
        from memcon.files import written_bytes

        with written_bytes(Path(path)) as file:
            return self.export_to(file, format, **options).written

    def export_to(
        self,
        file: BinaryIO,
        format: str = "jsonl",  # noqa: A002 (the word for it, as on the command line)
        *,
        query: RecordQuery | None = None,
        quote_length: int | None = None,
        zeros: str = "span",
        with_text: bool = True,
        records_only: bool = False,
        **conditions: Any,
    ) -> ExportReport:
        """Write the ledger to a file of bytes, which need not be seekable; what was written.

        `conditions` are those of `records` (`record_type`, `parties`, `since`, ...), or `query`
        is given whole. `quote_length`: quotes have at most so many characters, 0 leaves them out.
        `zeros`: the months without an event in `dyad-month`: span, own or none. `with_text` and
        `records_only` are for JSON lines, which hold the records alone where there are conditions
        or quotes are cut. Raises UsageError for a format or condition that is none, or where a
        package is missing.
        """
        from memcon.export import format_named, write

        asked = query or query_of(conditions.pop("record_type", "record"), **conditions)
        material = self._material(asked, quote_length, zeros=zeros)
        if format_named(format).own_period:
            asked = replace(asked, since=None, until=None)
            material = replace(self._material(asked, quote_length), selection=material.selection)
        is_whole = asked == query_of("record") and quote_length is None and not records_only
        if is_whole:
            material = replace(material, lines=lambda: self.lines(with_text=with_text))
        report = write(material, format, file)
        undated = self._store.undated(asked)
        if undated:
            report.left_out["without a date"] += undated
        return report

    def _material(
        self, query: RecordQuery, quote_length: int | None, *, zeros: str = "span"
    ) -> Material:
        """What exports are made of: the records of a query, and the documents."""
        from memcon.export import Material, Selection, cut_quotes
        from memcon.version import __version__

        @lru_cache(maxsize=1)
        def documents() -> Mapping[str, StoredDocument]:
            return {each.name: each for each in self._store.documents()}

        def records(*types: str) -> Iterator[Record]:
            wanted = tuple(kind for kind in types if kind in (query.types or types))
            if types and not wanted:
                return iter(())
            found = self._store.records(replace(query, types=wanted or query.types))
            return cut_quotes(found, quote_length)

        selection = Selection(
            types=query.types,
            since=query.since,
            until=query.until,
            zeros=zeros,
            as_of=today(),
            version=__version__,
        )
        return Material(records, documents, selection)

    def import_(self, path: str | Path) -> Imported:
        """Take up what `export` wrote, all or nothing; what was new.

        Raises InputError when the file cannot be read, LedgerError when a line is at fault.
        """
        from memcon.ledger.exchange import import_lines

        try:
            with Path(path).open(encoding="utf-8") as file:
                return import_lines(self._writer(), file)
        except (OSError, UnicodeDecodeError) as error:
            message = f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}"
            raise InputError(message) from error
        except LedgerError as error:
            message = f"{path}: {error}"
            raise LedgerError(message) from error

    def import_statistics(
        self,
        path: str | Path,
        *,
        format: str = "",  # noqa: A002 (the word for it, as on the command line)
        mapping: str | Path | None = None,
        retrieved: date | str | None = None,
        parties: Sequence[str] = (),
        since: date | str | None = None,
        until: date | str | None = None,
    ) -> FileResult:
        """Take up a file of official statistics, whole or not at all; what that changed.

        `format`: comtrade, worldbank, imf or csv, "" to tell it from the content; `mapping`: the
        file that says what the columns of a csv mean; `retrieved`: the day on which the file was
        fetched, without one that on which it was saved; the others leave observations out.
        Raises InputError when the file cannot be used, UsageError when its format is unclear.
        """
        from memcon.present.names import party_names
        from memcon.run.statistics import Request, import_statistics
        from memcon.statistics import Selection

        request = Request(
            format=format,
            mapping=Path(mapping) if mapping else None,
            retrieved=as_day(retrieved),
            selection=Selection(
                tuple(party_names().code(party) for party in parties), as_day(since), as_day(until)
            ),
            max_bytes=self._settings.max_bytes,
        )
        return import_statistics(self._writer(), Path(path), request)

    def fetch_statistics(
        self,
        source: str,
        path: str | Path | None = None,
        *,
        reporters: Sequence[str],
        partners: Sequence[str] = (),
        years: tuple[int, int],
        codes: Sequence[str] = (),
        frequency: str = "A",
    ) -> FileResult:
        """Fetch statistics from comtrade, worldbank or imf into a file, and take that up.

        `partners` may be `world`; `codes`: commodity codes of the HS, or indicators; `path`: the
        file, without one its name in the current folder tells what was asked for. The only method
        that goes to the network. Raises UsageError for a query that the source cannot answer,
        InputError where no answer is to be had: the file, if there is one, then stays as it was.
        """
        from memcon.files import written
        from memcon.present.names import party_names
        from memcon.run.fetch import WORLD, Query, fetch

        names = party_names()
        query = Query(
            source,
            tuple(names.code(party) for party in reporters),
            tuple(WORLD if p.casefold() == WORLD else names.code(p) for p in partners),
            first=years[0],
            last=years[1],
            codes=tuple(codes),
            frequency=frequency,
        )
        text = fetch(query, self._settings)
        target = Path(path or query.file_name)
        with written(target) as file:
            file.write(text)
        today = date.today()  # noqa: DTZ011 (the user's day)
        return self.import_statistics(target, format=source, retrieved=today)

    def import_table(
        self,
        path: str | Path,
        *,
        record_type: str = "",
        mapping: str | Path | None = None,
        date: date | str | None = None,
    ) -> TableImport:
        """Take up a spreadsheet (CSV, XLSX) with a record of one type in each row.

        `mapping` is a TOML file that says what the columns mean; without one their headings tell.
        A row that makes no record is named among the `faults`. Raises InputError for a file that
        cannot be used, UsageError where the type is not told.
        """
        from memcon.run.deciding import login_name
        from memcon.run.table import import_table

        return import_table(
            self._writer(),
            Path(path),
            record_type=record_type,
            mapping=Path(mapping) if mapping else None,
            day=as_day(date),
            author=self._settings.user or login_name(),
            max_bytes=self._settings.max_bytes,
        )

    # ------------------------------------------------------------------ upkeep

    def counts(self) -> dict[str, int]:
        """How many documents, statements and records of each type there are."""
        return self._store.counts()

    @property
    def name(self) -> str:
        """The ledger as messages call it: its path, or its address without the password."""
        return self._store.name

    def check(self) -> list[str]:
        """What is wrong with the ledger, one line each; nothing for a sound one."""
        return self._writer("admin").check()

    def reread(self) -> Rereading:
        """How the documents' texts compare with their originals, which are read once more.

        Plain texts are compared by `check` already. It takes as long as reading all the files.
        """
        from memcon.run.rereading import reread

        return reread(self._writer("admin"), self._settings)

    def backup(self, path: str | Path) -> Backup:
        """Copy the ledger, as it is at one moment, to a file that is a ledger itself.

        Raises InputError when the file cannot be written.
        """
        from memcon.ledger.backup import backup

        return backup(self._writer("admin"), Path(path))

    def vacuum(self) -> None:
        """Give the space of what was removed back, and count anew for quick answers."""
        self._writer("admin").vacuum()

    # ------------------------------------------------------------------ parts

    def _find(self, query: RecordQuery) -> Found:
        return Found(list(self._store.records(query)), self._store.undated(query))

    def _among(self, codes: Sequence[str], query: RecordQuery | None = None) -> list[Record]:
        """The records about at least two of the parties, of those that a query selects."""
        from memcon.ledger.reading import RecordQuery

        asked = query or RecordQuery()
        found: dict[str, Record] = {}
        for place, first in enumerate(codes):
            for second in codes[place + 1 :]:
                pair = replace(asked, parties=(first, second), limit=0, after="")
                found.update({record.id: record for record in self._store.records(pair)})
        return list(found.values())


def open(  # noqa: A001 (called as `memcon.open`, like `gzip.open`)
    db: str | Path | None = None, *, settings: Settings | None = None
) -> Ledger:
    """The ledger at a path or SQLAlchemy URL, made where there is none.

    Without one, the ledger of `MEMCON_DB`, else `memcon.db` in the current folder.
    """
    return Ledger(db, settings=settings)


def export_formats() -> Mapping[str, ExportFormat]:
    """The formats of exports by name: title, suffix, media type, what reads and needs them."""
    from memcon.export import formats

    return formats()


def query_of(  # noqa: PLR0913 (as many conditions as `memcon list` has)
    record_type: str = "record",
    *,
    parties: Sequence[str] = (),
    since: date | str | None = None,
    until: date | str | None = None,
    sector: str = "",
    status: str = "",
    series: str = "",
    source: str = "",
    text: str = "",
    rejected: bool = False,
) -> RecordQuery:
    """The query that conditions make, as `Ledger.records` takes them.

    Raises UsageError for a type, party or day that is none.
    """
    from memcon.ledger.reading import RecordQuery
    from memcon.present.names import party_names
    from memcon.present.tables import ALL_TYPES
    from memcon.present.tables import record_type as type_named

    kind = type_named(record_type)
    return RecordQuery(
        types=() if kind == ALL_TYPES else (kind,),
        parties=tuple(party_names().code(party) for party in parties),
        since=as_day(since),
        until=as_day(until),
        sector=sector,
        status=status,
        series=series,
        source=source,
        text=text,
        rejected=rejected,
    )


def restore(
    path: str | Path,
    db: str | Path | None = None,
    *,
    settings: Settings | None = None,
    force: bool = False,
) -> Backup:
    """Make a ledger what a backup holds, once the backup is found sound.

    Raises InputError for what is no sound backup, LedgerError where the ledger has documents,
    unless `force`.
    """
    from memcon.ledger.backup import restore as restored
    from memcon.run.deciding import login_name

    known = settings or load_settings()
    url = ledger_url(str(db) if db is not None else known.db)
    return restored(url, Path(path), force=force, actor=known.user or login_name())


def upgrade(
    db: str | Path | None = None,
    *,
    settings: Settings | None = None,
    tell: Callable[[str, int, int], None] | None = None,
) -> tuple[str | None, str]:
    """Bring a ledger of an older memcon up to date; its revision before and now.

    It happens as a whole or not at all. `tell` is called with what is being done, how much of it
    is done, and of how much. Raises LedgerError where there is none, or a newer one.
    """
    from memcon.ledger.computed import quiet
    from memcon.ledger.connect import revision_at
    from memcon.ledger.schema import REVISION
    from memcon.ledger.store import Store
    from memcon.run.deciding import login_name

    known = settings or load_settings()
    url = ledger_url(str(db) if db is not None else known.db)
    before = revision_at(url)
    with Store.open(url, create=False, upgrade=True, tell=tell or quiet) as store:
        if before != REVISION:
            store.actor = known.user or login_name()
            store.log("upgrade", {"from": before, "to": REVISION})
    return before, REVISION


def extract(
    text: str,
    *,
    date: date | str | None = None,
    language: str = "en",
    settings: Settings | None = None,
) -> list[Record]:
    """The records in a text, with no store; `date` is its day of publication.

    The evidence of the records points into the text. Raises InputError for an empty text.
    """
    from memcon.read import read_text

    extractor = extractor_for(language, settings or load_settings())
    if extractor is None:
        message = f"language {language}: not read; there is {', '.join(_READ_LANGUAGES)}"
        raise UsageError(message)
    document = read_text(text, date=as_day(date), language=language)
    return next(records for _, records in extractor.extract_many([document]))


def pipeline(
    settings: Settings,
    *,
    on_note: Callable[[str], None] | None = None,
    fields: str | Path | None = None,
) -> Pipeline:
    """The steps from files to records under some settings.

    `fields` is a file that says which columns of tables are text, title, date and so on. Raises
    InputError where it is none.
    """
    from memcon.read.fields import load_map
    from memcon.run.pipeline import Pipeline

    return Pipeline(
        settings,
        lambda language: _kept_extractor(language, settings),
        on_note=on_note or (lambda _: None),
        fields=load_map(Path(fields)) if fields else None,
    )


def _kept_extractor(language: str, settings: Settings) -> DocumentExtractor | None:
    """What extracts records, or where extractions are kept, what asks there first."""
    if settings.cache_dir is None or language not in _READ_LANGUAGES:
        return extractor_for(language, settings)
    from memcon.run.cache import CachedExtractor
    from memcon.run.fingerprint import fingerprint

    def make() -> DocumentExtractor:
        made = extractor_for(language, settings)
        assert made is not None  # noqa: S101 - it is one of the languages that are read
        return made

    return CachedExtractor(make, settings.cache_dir, mark=fingerprint(settings))


def extractor_for(language: str, settings: Settings) -> DocumentExtractor | None:
    """What extracts records from documents in a language, loaded once; None where nothing does.

    It is loaded anew when the user's lexicon has changed.
    """
    if language not in _READ_LANGUAGES:
        return None
    from memcon.extract.user_names import lexicon_digest

    return _extractor(language, settings, lexicon_digest(settings.lexicon_dir))


@lru_cache(maxsize=4)
def _extractor(language: str, settings: Settings, _digest: str) -> DocumentExtractor:
    from memcon.extract.document import Extractor

    return Extractor(settings, language)


def _portions(groups: Iterable[list[Record]]) -> Iterator[list[list[Record]]]:
    """Groups of records, some hundreds of records at a time: their documents are asked for once."""
    some: list[list[Record]] = []
    for group in groups:
        some.append(group)
        if sum(map(len, some)) >= _PORTION:
            yield some
            some = []
    if some:
        yield some


def _cited(records: Iterable[Record]) -> set[str]:
    return {cite.doc for record in records for cite in record.evidence}
