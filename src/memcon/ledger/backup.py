"""Backups: a copy of a ledger as one SQLite file, whatever database it is in, and the way back.

The copy is of one moment, however many write meanwhile: SQLite's own backup of the file, or of
PostgreSQL's tables what one transaction sees. It is a ledger itself: it can be opened and checked,
restored into either kind of database, and needs no program of the server's.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from memcon.errors import InputError, LedgerError
from memcon.ledger import connect, sqlite
from memcon.ledger import schema as s
from memcon.ledger.connect import reading, writing
from memcon.ledger.originals import missing_from, put_content
from memcon.ledger.store import Store

SUM = ".sha256"  # what the file with the backup's hash ends in, as `sha256sum` writes it
ROWS = 500  # copied at once
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made or restored: how much is in it, and its hash."""

    path: Path
    documents: int
    records: int
    sha256: str


def backup(store: Store, path: Path) -> Backup:
    """Copy a ledger to a file that stands at `path` once it is whole, with its hash beside it.

    Raises InputError where the file cannot be written, LedgerError where the ledger cannot be read.
    """
    store.check_whole()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path) as made:
            if store.engine.dialect.name == "sqlite":
                _copy_file(store, made)
            else:
                _copy_out(store, made)
            _take_originals(store, made)
            found = _counted(made)
            digest = _digest(made)
            made.replace(path)
        sums = path.with_name(path.name + SUM)
        sums.write_text(f"{digest}  {path.name}\n", encoding="utf-8")
    except (OSError, sqlite3.Error) as error:
        raise InputError(_cannot(path, error)) from error
    return Backup(path, found["documents"], sum(found.values()) - found["documents"], digest)


def restore(url: str, path: Path, *, force: bool = False, actor: str = "") -> Backup:
    """Make the ledger at a URL what a backup holds; what was in it before is gone.

    The audit log is the backup's, too, with an entry on its being restored by `actor`.

    Raises InputError where the file is no backup or not what its hash says, LedgerError where
    there is a ledger with documents already, unless `force`.
    """
    digest = _verified(path)
    with _beside(Path(tempfile.gettempdir()) / path.name) as copy:
        _take_copy(path, copy)
        _check_sound(path, copy)
        with Store.open(url, upgrade=True) as store:
            _check_free(store, force=force)
            if store.engine.dialect.name == "sqlite":
                _replace_file(store, copy)
            else:
                _replace_tables(store, copy)
            store.actor = actor
            store.log("restore", {"backup": path.name, "sha256": digest})
            found = store.counts()
    records = sum(found.values()) - found["documents"] - found["statements"]
    return Backup(path, found["documents"], records, digest)


# ---------------------------------------------------------------------- out


def _copy_file(store: Store, made: Path) -> None:
    with _raw(store) as source, closing(sqlite3.connect(made)) as target:
        source.backup(target)  # in one step: no writer can come in between


def _copy_out(store: Store, made: Path) -> None:
    with (
        reading(store.engine) as source,
        Store.open(f"sqlite:///{made}") as target,
        writing(target.engine) as connection,
    ):
        _copy_rows(source, connection)


def _take_originals(store: Store, made: Path) -> None:
    """Put into the backup what the ledger keeps in a folder."""
    with Store.open(f"sqlite:///{made}") as copy, writing(copy.engine) as connection:
        for sha256 in missing_from(connection):
            content = store.originals.content(connection, sha256)
            if content is not None:  # else `db check` tells
                put_content(connection, sha256, content)
    with closing(sqlite3.connect(made)) as file:
        file.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def _copy_rows(source: Connection, target: Connection) -> None:
    """All rows of all tables; indexes of words follow by themselves."""
    target.execute(delete(s.meta))
    for table in s.metadata.sorted_tables:
        with source.execute(select(table), execution_options={"yield_per": ROWS}) as rows:
            for some in rows.mappings().partitions(ROWS):
                target.execute(insert(table), [dict(row) for row in some])


def _counted(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        tables = {"documents": "documents WHERE current", "records": "records WHERE audience = ''"}
        return {
            name: int(file.execute(f"SELECT count(*) FROM {rows}").fetchone()[0])  # noqa: S608
            for name, rows in tables.items()
        }


# ---------------------------------------------------------------------- in


def _verified(path: Path) -> str:
    """The hash of a backup; it has to be the one beside it, where there is one."""
    try:
        digest = _digest(path)
        sums = path.with_name(path.name + SUM)
        told = sums.read_text(encoding="utf-8").split()[0] if sums.exists() else digest
    except (OSError, UnicodeDecodeError, IndexError) as error:
        message = f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}"
        raise InputError(message) from error
    if told != digest:
        message = f"{path}: not what {sums.name} beside it says; the backup is damaged, use another"
        raise InputError(message)
    return digest


def _take_copy(path: Path, copy: Path) -> None:
    """A copy to check and upgrade, so that the backup stays as it is."""
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    except sqlite3.Error as error:
        message = f"{path}: not a backup of a ledger ({sqlite.first_line(error)})"
        raise InputError(message) from error


def _check_sound(path: Path, copy: Path) -> None:
    try:
        with Store.open(f"sqlite:///{copy}", create=False, upgrade=True) as found:
            problems = found.check()
    except LedgerError as error:
        message = str(error).replace(str(copy), str(path))
        raise InputError(message) from error
    if problems:
        message = f"{path}: the backup is damaged ({problems[0]}); use another"
        raise InputError(message)


def _check_free(store: Store, *, force: bool) -> None:
    count = store.counts()["documents"]
    if count and not force:
        message = (
            f"{store.name}: holds {count} documents, which would be gone; back it up, then "
            "restore with --force"
        )
        raise LedgerError(message)


def _replace_file(store: Store, copy: Path) -> None:
    """Put the copy's pages in place of the file's own, under its locks."""
    with _raw(store) as target, closing(sqlite3.connect(copy)) as source:
        source.backup(target)


def _replace_tables(store: Store, copy: Path) -> None:
    with (
        Store.open(f"sqlite:///{copy}") as backed_up,
        reading(backed_up.engine) as source,
        writing(store.engine) as target,
    ):
        connect.make_anew(target)
        _copy_rows(source, target)
        for table in s.metadata.sorted_tables:
            column = table.autoincrement_column
            if column is not None:
                _go_on_counting(target, table.name, column)


def _go_on_counting(connection: Connection, table: str, column: Any) -> None:
    """Let PostgreSQL number new rows after those that were copied with their numbers."""
    highest = connection.execute(select(func.max(column))).scalar()
    if highest is not None:
        set_to = text("SELECT setval(pg_get_serial_sequence(:name, :field), :value)")
        values = {"name": table, "field": column.name, "value": highest}
        connection.execute(set_to, values)


# ---------------------------------------------------------------------- files


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name for a file in the making, which is taken away unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    made = Path(name)
    try:
        yield made
    finally:
        for each in (made, *(made.with_name(made.name + end) for end in ("-wal", "-shm"))):
            each.unlink(missing_ok=True)


@contextmanager
def _raw(store: Store) -> Iterator[sqlite3.Connection]:
    """SQLite's own connection to a ledger."""
    with connect.explained(store.engine):
        connection = store.engine.raw_connection()
        try:
            yield connection.driver_connection  # type: ignore[misc] # it is what pysqlite made
        finally:
            connection.close()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _cannot(path: Path, error: BaseException) -> str:
    reason = getattr(error, "strerror", None) or sqlite.first_line(error)
    return f"{path}: cannot be written: {reason}"
