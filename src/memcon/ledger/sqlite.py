"""A ledger in an SQLite file: what is refused, how connections are made, how errors are told."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from memcon.errors import LedgerError

SMALLEST = 512  # bytes of an SQLite file that is not empty
# SQLite would write beside the file even to read it, unless told that nobody changes it.
_UNCHANGED = {"mode": "ro", "immutable": "1"}
TABLES = {"meta", "alembic_version", "documents", "statements"}  # every ledger has had these


def shown(address: URL) -> str:
    """The ledger's name in messages: its path, also where it was opened only to be read."""
    name = str(address.database)
    return unquote(name.removeprefix("file://")) if name.startswith("file:///") else name


def make_engine(address: URL, *, busy_seconds: float, create: bool) -> Engine:
    """An engine on a file that is a ledger, or may become one.

    Raises LedgerError for a file that is no ledger; it is left untouched.
    """
    path = _path(address)
    _check_file(path, create=create)
    if _is_only_readable(path):
        query = {**_UNCHANGED, "uri": "true"}
        address = address.set(database=path.absolute().as_uri(), query=query)
    # isolation_level None: transactions begin where memcon says, not where the driver guesses.
    arguments = {"timeout": busy_seconds, "isolation_level": None, "check_same_thread": False}
    engine = create_engine(address, connect_args=arguments)
    _prepare_connections(engine)
    return engine


def make_again(engine: Engine, *, busy_seconds: float) -> Engine:
    """Another engine on the same file, opened in the same way."""
    arguments = {"timeout": busy_seconds, "isolation_level": None, "check_same_thread": False}
    made = create_engine(engine.url, connect_args=arguments)
    _prepare_connections(made)
    return made


def prepare_new(engine: Engine) -> None:
    """Let readers not wait for a writer, nor it for them; the file remembers this."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def check_empty(_connection: Connection, _where: str) -> None:
    """Nothing: what else is in a file was looked at before it was opened."""


def migrated(_connection: Connection) -> None:
    """Nothing: the migrations leave the tables as they are to be."""


def vacuum(engine: Engine) -> None:
    """Give the space of what was removed back to the disk, and count anew for the planner."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM"))
        connection.execute(text("ANALYZE"))


def problems(connection: Connection) -> Iterator[str]:
    """What is wrong with the file, the references between rows, or the search index."""
    for row in connection.execute(text("PRAGMA quick_check")):
        if row[0] != "ok":
            yield str(row[0])
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"{row[0]}: row {row[1]} refers to a row of {row[2]} that is not there"
    for table in ("documents", "records"):
        yield from _index_problems(connection, table)


def _index_problems(connection: Connection, table: str) -> Iterator[str]:
    """Whether the words that the search looks through are those of the texts.

    FTS5 tells by an INSERT that stores nothing; where nothing may be written, it cannot be asked.
    """
    index = f"{table}_text"
    asked = text(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    try:
        connection.execute(asked)
    except DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CORRUPT:
            yield f"{table}: the words that the search looks through are not those of the texts"
        elif code != sqlite3.SQLITE_READONLY:
            raise


def _is_only_readable(path: Path) -> bool:
    """Whether a ledger lies where nothing can be written: on a shared drive, say."""
    return path.exists() and path.stat().st_size > 0 and not os.access(path.parent, os.W_OK)


def _path(address: URL) -> Path:
    name = address.database or ""
    if name in ("", ":memory:"):
        message = f"{address}: no file; a ledger is kept in a file, name one"
        raise LedgerError(message)
    return Path(name)


def _check_file(path: Path, *, create: bool) -> None:
    """Refuse what is no ledger before anything is written to it."""
    if path.is_dir():
        message = f"{path}: a folder, not a ledger; name a file"
        raise LedgerError(message)
    if not path.exists():
        if not create:
            raise LedgerError(no_ledger(str(path)))
        if not path.parent.is_dir():
            message = f"{path}: there is no folder {path.parent}; create it first"
            raise LedgerError(message)
        return
    size = path.stat().st_size
    if 0 < size < SMALLEST:
        message = f"{path}: {_ADVICE[sqlite3.SQLITE_NOTADB]}"
        raise LedgerError(message)
    if size:
        _check_tables(path)


def no_ledger(where: str) -> str:
    """What to say where there is no ledger yet."""
    return (
        f"{where}: no ledger there; make one with `memcon ingest PATH --db {where}`, or name "
        "yours with --db"
    )


def _check_tables(path: Path) -> None:
    """Refuse a file that SQLite does not take for one of its own, or that has other tables.

    Nothing but SQLite may open it: POSIX drops all locks of a process on a file when the process
    closes it, and another process that then thinks itself alone takes the log of changes away.
    """
    how = _UNCHANGED if _is_only_readable(path) else {"mode": "ro"}
    address = f"{path.absolute().as_uri()}?{urlencode(how)}"
    try:
        with closing(sqlite3.connect(address, uri=True)) as found:
            names = {row[0] for row in found.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        raise LedgerError(told(error, str(path))) from error
    if names and not names >= TABLES:
        message = f"{path}: an SQLite file, but not a ledger; it was left as it is"
        raise LedgerError(message)


def _prepare_connections(engine: Engine) -> None:
    def connected(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        # FULL: what was said to be stored is there after a power cut, too.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") != "AUTOCOMMIT":
            write = options.get("memcon_write", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


_ADVICE = {
    sqlite3.SQLITE_BUSY: "another process is writing to it; try again when that has finished",
    sqlite3.SQLITE_LOCKED: "another process is writing to it; try again when that has finished",
    sqlite3.SQLITE_READONLY: "it is read-only; make the file and its folder writable",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check the path and its permissions",
    sqlite3.SQLITE_PERM: "it cannot be opened; check the path and its permissions",
    sqlite3.SQLITE_FULL: "the disk is full; free some space, nothing was half-stored",
    sqlite3.SQLITE_IOERR: "reading or writing it failed; check the disk and free space",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a backup or import an export",
    sqlite3.SQLITE_NOTADB: "not a ledger (not an SQLite file); it was left as it is",
}


def told(error: BaseException | None, where: str) -> str:
    """One line on a database error: where, what, what to do."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int) and (code & 0xFF) in _ADVICE:  # the low byte is the primary code
        return f"{where}: {_ADVICE[code & 0xFF]}"
    return f"{where}: the database refused ({first_line(error)})"


def is_passing(_error: BaseException | None) -> bool:
    """Never: a file has no server, and other writers were waited for."""
    return False


def first_line(error: BaseException | None) -> str:
    """What an error says, in one line."""
    return str(error).strip().split("\n", maxsplit=1)[0]
