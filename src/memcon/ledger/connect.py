"""Opening a ledger's database: what is refused, how it is created, how its errors are told.

`sqlite` and `postgres` have the same functions, each for its kind of database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, insert, inspect, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from memcon.errors import LedgerAwayError, LedgerError
from memcon.ledger import computed, labels, postgres, schema, sqlite
from memcon.ledger.computed import Tell, quiet

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30.0  # how long a writer waits for another


class Backend(Protocol):
    """What a module for a kind of database has."""

    def shown(self, address: URL) -> str:
        """The ledger's name in messages."""

    def make_engine(self, address: URL, *, busy_seconds: float, create: bool) -> Engine:
        """An engine whose transactions are what `reading` and `writing` promise."""

    def make_again(self, engine: Engine, *, busy_seconds: float) -> Engine:
        """Another engine on the same ledger."""

    def prepare_new(self, engine: Engine) -> None:
        """Set what a database remembers, before it is migrated."""

    def check_empty(self, connection: Connection, where: str) -> None:
        """Refuse a database that is no ledger and must not become one."""

    def migrated(self, connection: Connection) -> None:
        """Finish the tables that migrations have made."""

    def vacuum(self, engine: Engine) -> None:
        """Give the space of what was removed back."""

    def problems(self, connection: Connection) -> Iterator[str]:
        """What is wrong with the database itself."""

    def told(self, error: BaseException | None, where: str) -> str:
        """One line on a database error: where, what, what to do."""

    def is_passing(self, error: BaseException | None) -> bool:
        """Whether the same might go well in a while, as the server is away."""


BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgres}


def backend(engine: Engine | Connection) -> Backend:
    """What belongs to the kind of database that an engine is on."""
    return BACKENDS[engine.dialect.name]


def open_engine(
    url: str,
    *,
    busy_seconds: float = BUSY_SECONDS,
    create: bool = True,
    upgrade: bool = False,
    tell: Tell = quiet,
) -> Engine:
    """An engine on a ledger of this version; `create` and `upgrade` say what may be done for that.

    `tell` is called with what an upgrade is doing, how much of it is done, and of how much.
    Raises LedgerError for what is no ledger (which is left untouched), one of another version,
    and a database that cannot be opened.
    """
    address = _address(url)
    kind = BACKENDS[address.get_backend_name()]
    engine = kind.make_engine(address, busy_seconds=busy_seconds, create=create)
    where = kind.shown(address)
    try:
        _bring_up(engine, where, create=create, upgrade=upgrade, tell=tell)
    except BaseException:
        engine.dispose()
        raise
    return engine


def again(engine: Engine, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Another engine on the same ledger, with connections of its own."""
    return backend(engine).make_again(engine, busy_seconds=busy_seconds)


def _address(url: str) -> URL:
    if url.startswith("postgres://"):  # as many services write it
        url = f"postgresql{url.removeprefix('postgres')}"
    try:
        address = make_url(url)
    except ArgumentError as error:
        message = f"{url}: not a database URL; give a path, sqlite:///path or postgresql://…"
        raise LedgerError(message) from error
    if address.get_backend_name() not in BACKENDS:
        message = (
            f"{address.get_backend_name()}: not a kind of ledger that memcon knows; use SQLite "
            "or PostgreSQL"
        )
        raise LedgerError(message)
    return address


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the ledger as it was at the first query, whatever writers do."""
    with explained(engine):
        unfiltered: Engine | None = engine.get_execution_options().get(labels.OPEN)
        if unfiltered is not None:
            with unfiltered.begin() as connection:
                if not labels.hides(connection):
                    yield connection
                    return
        with engine.begin() as connection:
            yield connection


def dispose(engine: Engine) -> None:
    """Close an engine's connections, and those of the one that goes with a view's."""
    unfiltered: Engine | None = engine.get_execution_options().get(labels.OPEN)
    if unfiltered is not None:
        unfiltered.dispose()
    engine.dispose()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The one writing connection: all that happens on it is kept, or nothing is."""
    with (
        explained(engine),
        engine.connect().execution_options(memcon_write=True) as connection,
        connection.begin(),
    ):
        yield connection


def _bring_up(engine: Engine, where: str, *, create: bool, upgrade: bool, tell: Tell) -> None:
    with reading(engine) as connection:
        current = revision(connection)
        if current is None:
            backend(engine).check_empty(connection, where)
    if current == schema.REVISION:
        return
    if current is not None:
        _check_revision(current, where, upgrade=upgrade)
    elif not create:
        raise LedgerError(sqlite.no_ledger(where))
    with explained(engine):
        backend(engine).prepare_new(engine)
    with writing(engine) as connection:
        if revision(connection) != schema.REVISION:  # no other process was faster
            migrate(connection, tell=tell)
            if current is not None:
                computed.catch_up(connection, tell)


def _check_revision(current: str, where: str, *, upgrade: bool) -> None:
    """Refuse a ledger of another version, and say what to do."""
    if current not in schema.REVISIONS:
        message = (
            f"{where}: written by a newer memcon (ledger revision {current}, known up to "
            f"{schema.REVISION}); upgrade memcon"
        )
        raise LedgerError(message)
    if not upgrade:
        message = (
            f"{where}: written by an older memcon (ledger revision {current}, now "
            f"{schema.REVISION}); run: memcon db upgrade --db {where}"
        )
        raise LedgerError(message)


def revision_at(url: str) -> str | None:
    """The revision of the ledger at a URL, whatever it is; None where there is none yet."""
    address = _address(url)
    kind = BACKENDS[address.get_backend_name()]
    engine = kind.make_engine(address, busy_seconds=BUSY_SECONDS, create=False)
    try:
        with reading(engine) as connection:
            return revision(connection)
    finally:
        engine.dispose()


def revision(connection: Connection) -> str | None:
    """The revision of the tables, or None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def migrate(connection: Connection, *, to: str = schema.REVISION, tell: Tell = quiet) -> None:
    """Bring the tables from whatever revision they are of to the one that this code knows."""
    # Alembic takes a while to import and is needed only where a ledger is created or upgraded.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    before = revision(connection)
    steps = [each for each in schema.REVISIONS if before and before < each <= to] or [to]
    for place, step in enumerate(steps, 1):
        command.upgrade(config, step)
        tell("changing the tables", place, len(steps))
    backend(connection).migrated(connection)
    known = connection.execute(select(schema.meta.c.key)).scalars().all()
    if "format_version" not in known:
        connection.execute(
            insert(schema.meta),
            [{"key": "format_version", "value": str(schema.FORMAT_VERSION)}],
        )


def make_anew(connection: Connection) -> None:
    """Take all tables of a ledger in PostgreSQL away, and make empty ones."""
    postgres.drop_all(connection)
    migrate(connection)


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn a database's error into one line that says what to do."""
    kind = backend(engine)
    where = kind.shown(engine.url)
    try:
        yield
    except DBAPIError as error:
        made = LedgerAwayError if kind.is_passing(error.orig) else LedgerError
        raise made(kind.told(error.orig, where)) from error
    except sqlite3.Error as error:
        raise LedgerError(kind.told(error, where)) from error
    except SQLAlchemyError as error:
        message = f"{where}: the database refused ({sqlite.first_line(error)})"
        raise LedgerError(message) from error
