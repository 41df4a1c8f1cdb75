"""Opening a ledger's database: what is refused, how it is created, how its errors are told."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from memcon.errors import LedgerError
from memcon.ledger import computed, schema

MIGRATIONS = Path(__file__).parent / "migrations"
HEADER = b"SQLite format 3\x00"
BUSY_SECONDS = 30.0  # how long a writer waits for another


def open_engine(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine on a ledger that is there, of this version, or has just been created.

    Raises LedgerError for a file that is no ledger (which is left untouched), a newer one, and a
    database that cannot be opened.
    """
    address = _address(url)
    path = _path(address)
    _check_file(path)
    if _is_only_readable(path):
        # SQLite would write beside the file even to read it, unless told that nobody changes it.
        query = {"mode": "ro", "immutable": "1", "uri": "true"}
        address = address.set(database=path.absolute().as_uri(), query=query)
    engine = create_engine(address, connect_args=_connect_args(busy_seconds))
    _prepare_connections(engine)
    with explained(address):
        try:
            _bring_up(engine, str(path))
        except BaseException:
            engine.dispose()
            raise
    return engine


def _is_only_readable(path: Path) -> bool:
    """Whether a ledger lies where nothing can be written: on a shared drive, say."""
    return path.exists() and path.stat().st_size > 0 and not os.access(path.parent, os.W_OK)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        message = f"{url}: not a database URL; give a path or sqlite:///path"
        raise LedgerError(message) from error
    if address.get_backend_name() != "sqlite":
        message = (
            f"{address.get_backend_name()}: not a kind of ledger that memcon knows; use SQLite"
        )
        raise LedgerError(message)
    return address


def _path(address: URL) -> Path:
    name = address.database or ""
    if name in ("", ":memory:"):
        message = f"{address}: no file; a ledger is kept in a file, name one"
        raise LedgerError(message)
    return Path(name)


def _check_file(path: Path) -> None:
    """Refuse what is no ledger before anything is written to it."""
    if path.is_dir():
        message = f"{path}: a folder, not a ledger; name a file"
        raise LedgerError(message)
    if not path.exists():
        if not path.parent.is_dir():
            message = f"{path}: there is no folder {path.parent}; create it first"
            raise LedgerError(message)
        return
    try:
        if path.stat().st_size == 0:
            return
        with path.open("rb") as file:
            start = file.read(len(HEADER))
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check its permissions"
        raise LedgerError(message) from error
    if start != HEADER:
        message = f"{path}: not a ledger (not an SQLite file); it was left as it is"
        raise LedgerError(message)
    _check_tables(path)


def _check_tables(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
            names = {row[0] for row in found.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        raise LedgerError(told(error, str(path))) from error
    if names and not {"meta", "alembic_version", "documents", "statements"} <= names:
        message = f"{path}: an SQLite file, but not a ledger; it was left as it is"
        raise LedgerError(message)


def _connect_args(busy_seconds: float) -> dict[str, Any]:
    # isolation_level None: transactions begin where memcon says, not where the driver guesses.
    return {"timeout": busy_seconds, "isolation_level": None, "check_same_thread": False}


def _prepare_connections(engine: Engine) -> None:
    def connected(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    def begun(connection: Connection) -> None:
        write = connection.get_execution_options().get("memcon_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the ledger as it was at the first query, whatever writers do."""
    with explained(engine.url), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The one writing connection: all that happens on it is kept, or nothing is."""
    with (
        explained(engine.url),
        engine.connect().execution_options(memcon_write=True) as connection,
        connection.begin(),
    ):
        yield connection


def _bring_up(engine: Engine, where: str) -> None:
    with reading(engine) as connection:
        current = _revision(connection)
    if current == schema.REVISION:
        return
    if current is not None and current not in schema.REVISIONS:
        message = (
            f"{where}: written by a newer memcon (ledger revision {current}, known up to "
            f"{schema.REVISION}); upgrade memcon"
        )
        raise LedgerError(message)
    _set_write_ahead_log(engine)
    with writing(engine) as connection:
        if _revision(connection) != schema.REVISION:  # no other process was faster
            _migrate(connection)
            if current is not None:
                computed.rebuild(connection)


def _set_write_ahead_log(engine: Engine) -> None:
    """Readers do not wait for a writer, nor it for them; the file remembers this."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _migrate(connection: Connection) -> None:
    # Alembic takes a while to import and is needed only where a ledger is created or upgraded.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, schema.REVISION)
    known = connection.execute(select(schema.meta.c.key)).scalars().all()
    if "format_version" not in known:
        connection.execute(
            insert(schema.meta),
            [{"key": "format_version", "value": str(schema.FORMAT_VERSION)}],
        )


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn a database's error into one line that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(told(error.orig, _shown(url))) from error
    except sqlite3.Error as error:
        raise LedgerError(told(error, _shown(url))) from error
    except SQLAlchemyError as error:
        message = f"{_shown(url)}: the database refused ({_first_line(error)})"
        raise LedgerError(message) from error


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
    return f"{where}: the database refused ({_first_line(error)})"


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0]


def _shown(url: URL) -> str:
    return str(url.database)
