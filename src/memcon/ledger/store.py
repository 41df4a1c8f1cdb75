"""The ledger's store: documents go in and out whole, records come out computed.

Every change is one transaction. A document goes in with its statements, and the records that they
change are computed with it, so that readers, who never wait, always see a ledger that adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine, delete, select

from memcon.errors import LedgerError, MissingError
from memcon.ledger import audit, computed, decide, doubts, intake, looks, reading, witnesses
from memcon.ledger import labels as access
from memcon.ledger import schema as s
from memcon.ledger.audit import AuditEntry
from memcon.ledger.computed import Tell, quiet
from memcon.ledger.connect import (
    BUSY_SECONDS,
    again,
    backend,
    dispose,
    explained,
    open_engine,
    writing,
)
from memcon.ledger.connect import reading as reading_connection
from memcon.ledger.decide import Decisions
from memcon.ledger.doubts import Doubt
from memcon.ledger.fulltext import INDEXES, Hit, Kind, parse
from memcon.ledger.intake import Change, Outcome
from memcon.ledger.originals import DATABASE, Kept, Originals, originals_at
from memcon.ledger.reading import DocumentQuery, Page, RecordQuery
from memcon.ledger.rows import (
    StoredDocument,
    check_record,
    document_of_row,
    document_row,
    once_each,
)
from memcon.ledger.searches import Searches
from memcon.ledger.users import Users
from memcon.ledger.witnesses import Witness
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.model.statement import Statement

if TYPE_CHECKING:
    from memcon.ledger.overview import Overview

__all__ = ["Change", "Doubt", "Outcome", "Removal", "Store", "Witness"]


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking a document out did: records that are gone, and those that lost a witness."""

    name: str
    removed: int
    weakened: int


class Store:
    """A ledger in a database; open it with `Store.open` and close it, or use it in a `with`."""

    def __init__(
        self, engine: Engine, *, originals: str = DATABASE, whole: Store | None = None
    ) -> None:
        """`whole` is the ledger that this one is the view of an audience on."""
        self._engine = engine
        self._whole = whole
        path = engine.url.database if engine.dialect.name == "sqlite" else None
        self._originals = whole.originals if whole else originals_at(originals, path)
        self._index = INDEXES[engine.dialect.name]
        self.actor: str = whole.actor if whole else ""  # who runs the program, for the audit log
        self.new_labels: tuple[str, ...] = ()  # of documents that are put in from now on

    @classmethod
    def open(
        cls,
        url: str,
        *,
        busy_seconds: float = BUSY_SECONDS,
        create: bool = True,
        upgrade: bool = False,
        originals: str = DATABASE,
        tell: Tell = quiet,
    ) -> Self:
        """The ledger at a SQLAlchemy URL, created (unless told not to) where there is none.

        One of an older memcon is only opened with `upgrade`, which brings it up to date: as one
        change, whole or not at all, and `tell` hears how far it is. `originals` is the setting of
        that name. Raises LedgerError for what is no ledger of this version.
        """
        engine = open_engine(
            url, busy_seconds=busy_seconds, create=create, upgrade=upgrade, tell=tell
        )
        try:
            return cls(engine, originals=originals)
        except BaseException:
            engine.dispose()
            raise

    @property
    def name(self) -> str:
        """The ledger as messages call it: its path, or its address without the password."""
        return backend(self._engine).shown(self._engine.url)

    @property
    def originals(self) -> Originals:
        """Where its originals go."""
        return self._originals

    @property
    def engine(self) -> Engine:
        """The database, for the ledger's own modules."""
        return self._engine

    @property
    def audience(self) -> str:
        """Whose part of the ledger this is: the same for all who hold the same labels."""
        return str(self._engine.get_execution_options().get(access.VIEW, ""))

    @property
    def changes(self) -> tuple[int, int]:
        """The numbers of the last change to what is on record, and of the last loss.

        What was worked out from the ledger is right as long as the first is the same, and may still
        be shown as long as the second is: nothing was removed or restricted since.
        """
        with reading_connection((self._whole or self).engine) as connection:
            return audit.last(connection), audit.last_loss(connection)

    def close(self) -> None:
        """Let go of the database."""
        dispose(self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ who may see what

    def view(self, labels: Iterable[str] = ()) -> Store:
        """The ledger as those see it who hold some labels, to be read and decided on.

        Documents with another label, and all that is from them, have never been in it. Close it
        like the ledger itself. Raises LedgerError where nothing can be written and no such view
        was opened before.
        """
        if self._whole is not None:
            message = "this is a view already; open another from the ledger itself"
            raise LedgerError(message)
        audience = access.audience_of(labels)
        with self._reading() as connection:
            known = access.is_registered(connection, audience)
        if not known:
            with self._writing() as connection:
                if not access.is_registered(connection, audience):
                    access.register(connection, audience)
                    computed.reopen(connection, access.restricted_mentions(connection))
                    computed.refresh(connection)
        shown, unfiltered = again(self._engine), again(self._engine)
        return Store(access.dress(shown, audience, unfiltered=unfiltered), whole=self)

    def label(self, names: Iterable[str], labels: Iterable[str], *, remove: bool = False) -> None:
        """Restrict documents to those who hold some labels, or (`remove`) no longer.

        Raises LedgerError for a document that is not there.
        """
        wanted = {access.checked_label(each) for each in labels}
        with self._writing() as connection:
            known = access.labels_of(connection)
            for name in names:
                there = select(s.documents.c.id).where(s.documents.c.name == name)
                if connection.execute(there).first() is None and name not in known:
                    raise MissingError(intake.no_document(connection, name))
                had = set(known.get(name, ()))
                now = had - wanted if remove else had | wanted
                access.set_labels(connection, name, now)
                mentions = access.restricted_mentions(connection, name)
                decide.label_again(connection, mentions, wanted if remove else ())
                computed.reopen(connection, mentions)
                details = {"labels": sorted(now), "before": sorted(had)}
                audit.log(connection, self.actor, "label", name, details)
            computed.refresh(connection)

    def labels(self) -> dict[str, list[str]]:
        """The labels of each document that has any."""
        with self._reading() as connection:
            return access.labels_of(connection)

    def audit(
        self, *, subject: str = "", by: str = "", limit: int | None = None
    ) -> list[AuditEntry]:
        """The latest changes, oldest first: who did what, when."""
        with self._reading() as connection:
            return audit.entries(connection, subject=subject, by=by, limit=limit)

    @property
    def users(self) -> Users:
        """Who may use the ledger on a server."""
        self.check_whole()
        return Users(self._engine, actor=self.actor)

    @property
    def searches(self) -> Searches:
        """The searches that whoever works on it keeps."""
        self.check_whole()
        return Searches(self._engine, self.actor)

    # ------------------------------------------------------------------ documents

    def standing(self, document: Document, *, fingerprint: str = "") -> Change | None:
        """What `add_document` would say without looking at records, or None where it must be read.

        A document that is there with the same metadata, read by the same pipeline, is
        `unchanged`; one whose text is there under a name that sorts first is a `duplicate`.
        """
        with self._reading() as connection:
            same = intake.same_document(connection, document)
            if same is None:
                return None
            if same.name != document.name:
                return intake.duplicate(same) if same.name < document.name else None
            kept = document_row(document, version=same.version, fingerprint=fingerprint)
            same_row = all(getattr(same, column) == value for column, value in kept.items())
            if not same_row:
                return None
            number = intake.record_count(connection, same.id)
            known = intake.original_hash(connection, same.id)
        if document.original is not None and not known and self._originals.are_kept:
            with self._writing() as connection:
                self._originals.keep(connection, same.id, document)
        return Change("unchanged", same.name, same.version, unchanged=number)

    def add_document(
        self, document: Document, records: Sequence[Record], *, fingerprint: str = ""
    ) -> Change:
        """Put a document and its records in, or nothing of it; what that changed.

        The same text again is the same document. Where one text has several names, the one that
        sorts first is kept, so that the order of ingestion does not matter.
        """
        for record in records:
            check_record(record, document)
        records = once_each(records)
        with self._writing() as connection:
            change = intake.put(connection, document, records, fingerprint, self.new_labels)
            number = intake.current_row(connection, change.name)
            if change.outcome != "duplicate" or change.name == document.name:
                self._originals.keep(connection, number, document)
            if change.outcome != "unchanged":
                details = {"outcome": change.outcome, "version": change.version}
                details |= {"added": change.added, "removed": change.removed}
                audit.log(connection, self.actor, "document", change.name, details)
            return change

    def remove(self, name: str) -> Removal:
        """Take a document out, all its versions, and what rests on it alone."""
        with self._writing() as connection:
            rows = connection.execute(select(s.documents).where(s.documents.c.name == name)).all()
            if not rows:
                raise MissingError(intake.no_document(connection, name))
            current = next(row for row in rows if row.current)
            mates = intake.mates_of(connection, current.id)
            touched = intake.record_count(connection, current.id)
            computed.drop_mentions(connection, current.id)
            intake.unsign(connection, current.id)
            intake.retire(connection, mates, list(mates))
            hashes = [intake.original_hash(connection, row.id) for row in rows]
            connection.execute(delete(s.documents).where(s.documents.c.name == name))
            forgotten = self._originals.forget(connection, filter(None, hashes))
            computed.refresh(connection)
            gone = sum(not others for others in mates.values())
            audit.log(connection, self.actor, "remove", name, {"records": gone})
        self._originals.unlink(forgotten)
        return Removal(name, removed=gone, weakened=touched - gone)

    def original(self, name: str) -> Kept | None:
        """What a document was read from, when and where; None where that was not kept.

        Raises LedgerError where there is no document of that name, or its original is missing.
        """
        with self._reading() as connection:
            number = intake.current_row(connection, name)
            return self._originals.find(connection, number, name)

    def documents(
        self, *, versions: bool = False, names: Iterable[str] | None = None
    ) -> list[StoredDocument]:
        """The documents by name, or those of some names; with `versions`, replaced ones too."""
        with self._reading() as connection:
            return reading.documents(connection, versions=versions, names=names)

    def document_page(self, query: DocumentQuery) -> tuple[list[StoredDocument], str]:
        """Some of the documents by name, and the name after which the next ones come, or ""."""
        with self._reading() as connection:
            return reading.document_page(connection, query, self._index)

    def statements_of_document(self, name: str) -> list[Statement]:
        """What a document says, by subject and field."""
        with self._reading() as connection:
            intake.current_row(connection, name)
            return reading.statements_of_document(connection, name)

    def came_after(self, mark: int, *, limit: int) -> tuple[int, int, list[StoredDocument]]:
        """What came in after a mark: the mark now, how many documents, and the latest of them.

        A mark is a number that grows with each document, or new version, that comes in.
        """
        with self._reading() as connection:
            return reading.came_after(connection, mark, limit=limit)

    def witness_groups(self, names: Iterable[str] | None = None) -> dict[str, Witness]:
        """The witness that each document, or each of `names`, is or is a copy of, by its name."""
        with self._reading() as connection:
            if names is not None:
                return witnesses.witnesses_of(connection, names)
            return witnesses.witnesses(connection)

    def document(self, name: str) -> Document:
        """A document with its text. Raises LedgerError where there is none of that name."""
        with self._reading() as connection:
            query = select(s.documents).where(s.documents.c.name == name, s.documents.c.current)
            row = connection.execute(query).first()
            if row is None:
                raise MissingError(intake.no_document(connection, name))
            return document_of_row(row)

    def fingerprint(self, name: str) -> str:
        """What extracted a document: a hash of the program with its knowledge."""
        with self._reading() as connection:
            number = intake.current_row(connection, name)
            query = select(s.documents.c.fingerprint).where(s.documents.c.id == number)
            return str(connection.execute(query).scalar_one())

    def text(self, name: str) -> str:
        """The text of a document."""
        return self.document(name).text

    # ------------------------------------------------------------------ records

    def records(self, query: RecordQuery | None = None) -> Iterator[Record]:
        """The records that a query selects, one after the other, by type, date and id."""
        with self._reading() as connection:
            yield from reading.records(connection, query or RecordQuery(), self._index)

    def latest(self, query: RecordQuery) -> list[reading.Arrival]:
        """The selected records of the documents that came in last, as many as the query says."""
        with self._reading() as connection:
            return reading.latest(connection, query, self._index)

    def read_times(self, names: Iterable[str]) -> dict[str, str]:
        """When documents were read (ISO 8601), by name, where that is known."""
        with self._reading() as connection:
            return reading.read_times(connection, names)

    def pairs(self) -> list[tuple[tuple[str, str], int]]:
        """The pairs of parties that records name together, with their number, the most first."""
        with self._reading() as connection:
            return reading.pairs(connection)

    def by_parties(self, parties: Sequence[str] = ()) -> Iterator[list[Record]]:
        """The records about at least these parties, in groups of exactly the same parties."""
        with self._reading() as connection:
            yield from reading.by_parties(connection, parties)

    def page(self, query: RecordQuery) -> Page:
        """As many of the selected records as the query's `limit`, and where the next ones begin."""
        with self._reading() as connection:
            return reading.page(connection, query, self._index)

    def undated(self, query: RecordQuery) -> int:
        """How many records a query with `since` or `until` leaves out as they have no date."""
        with self._reading() as connection:
            return reading.undated(connection, query, self._index)

    def get(self, record_id: str) -> Record:
        """A record by its id, or by one that it had or was merged from.

        Raises LedgerError where there is none.
        """
        with self._reading() as connection:
            return reading.record(connection, record_id)

    def records_of(self, name: str) -> list[Record]:
        """The records that rest on a document, rejected ones too; none where there is no such."""
        with self._reading() as connection:
            return reading.records_of(connection, name)

    def statements(self, record_id: str) -> list[Statement]:
        """All that a record rests on, by document and field."""
        with self._reading() as connection:
            return reading.statements(connection, record_id)

    def doubtful(self, *, limit: int = 100) -> list[Doubt]:
        """Pairs of records that may be one, the likeliest first, for a person to decide on."""
        with self._reading() as connection:
            return doubts.doubtful(connection, limit=limit)

    def waiting(
        self, cause: str, *, limit: int, record_type: str = ""
    ) -> list[tuple[Record, float]]:
        """The records that should be looked at for a cause, and how much so, weightiest first.

        The causes are those of `memcon.ledger.attention`.
        """
        with self._reading() as connection:
            return reading.waiting(connection, cause, limit=limit, record_type=record_type)

    def publishers(self) -> list[tuple[str, int]]:
        """Who published the documents ("" where that is not known), and how many of them each."""
        with self._reading() as connection:
            return reading.publishers(connection)

    def counts(self) -> dict[str, int]:
        """How many documents, statements and records of each type there are."""
        with self._reading() as connection:
            return reading.counts(connection)

    def overview(self) -> Overview:
        """All records in a few columns, for networks, maps and tables of publishers."""
        # It needs numpy, which takes longer to import than most commands to answer.
        from memcon.ledger.overview import overview  # noqa: PLC0415

        with self._reading() as connection:
            return overview(connection)

    def search(
        self, query: str, *, limit: int = 20, kinds: Sequence[Kind] = ("document", "record")
    ) -> list[Hit]:
        """Documents and records with the words of a query, best first, each kind by itself.

        Words, `"phrases"`, `prefix*` and `-not`; whatever else is typed is passed over.
        """
        terms = parse(query)
        with self._reading() as connection:
            return [
                hit
                for kind in kinds
                for hit in self._index.find(connection, terms, kind=kind, limit=limit)
            ]

    @property
    def decisions(self) -> Decisions:
        """What people decide on records, and have decided."""
        if self._whole is None:
            return Decisions(self._engine, actor=self.actor)
        return Decisions(self._whole.engine, self._engine, actor=self.actor)

    def look(self, name: str) -> Mapping[str, Mapping[str, str]]:
        """What was on record at the last look of that name: each record's status and disputes."""
        with self._reading() as connection:
            return looks.look(connection, name)

    def remember_look(self, name: str, seen: Mapping[str, Mapping[str, str]]) -> None:
        """Keep what is on record now as the look of that name."""
        with self._writing() as connection:
            looks.remember(connection, name, seen)

    # ------------------------------------------------------------------ upkeep

    def check(self) -> list[str]:
        """What is wrong with the ledger, one line each; nothing for a sound one.

        Looked at are the database itself, the references between rows, the words that the search
        looks through, and whether each record is what its statements and these what the texts say.
        """
        self.check_whole()
        with self._reading() as connection:
            return [*reading.problems(connection), *self._originals.problems(connection)]

    def vacuum(self) -> None:
        """Give the space of what was removed back, and count anew for quick answers."""
        self.check_whole()
        with explained(self._engine):
            backend(self._engine).vacuum(self._engine)
        self.log("vacuum", {})

    def log(self, action: str, details: Mapping[str, Any]) -> None:
        """Note what was done with the ledger as a whole in its audit log."""
        with self._writing() as connection:
            audit.log(connection, self.actor, action, "", details)

    def check_whole(self) -> None:
        """Raise LedgerError where this is a view, which is only read."""
        if self._whole is not None:
            message = "this is a view of the ledger, to be read; open the ledger itself for that"
            raise LedgerError(message)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with reading_connection(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self.check_whole()
        with writing(self._engine) as connection:
            yield connection
