"""A ledger in a PostgreSQL database (15 or newer): connections, their errors, upkeep.

Writers take turns by an advisory lock of the ledger, since resolving records looks at what other
documents have brought. Readers see the ledger as it was at their first query and wait for nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import NoSuchModuleError

from memcon.errors import LedgerError
from memcon.ledger.sqlite import TABLES, first_line

OLDEST = 150000  # server_version_num
LOCK = 0x6D656D63  # "memc": the lock that writers take; the schema's number is its second half
CONNECT_SECONDS = 10


def shown(address: URL) -> str:
    """The ledger's name in messages: its address without password and options."""
    plain = URL.create(
        "postgresql", address.username, None, address.host, address.port, address.database
    )
    return plain.render_as_string()


def make_engine(address: URL, *, busy_seconds: float, create: bool) -> Engine:
    """An engine on a database that is a ledger, or (`create`) may become one.

    Raises LedgerError where the driver is not installed.
    """
    del create  # whether there is a ledger is seen in the database
    # That it could not end in order what it did on a lost connection; memcon itself tells of that.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    named = address.set(drivername="postgresql+psycopg")
    arguments = {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "memcon",
        # No prepared statements: their plans are soon made without a look at the values, and what
        # finds a rare word well takes several times as long for one that is everywhere.
        "prepare_threshold": None,
    }
    try:
        # Connections that the server has closed in the meantime are made anew.
        engine = create_engine(named, connect_args=arguments, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        message = (
            f"{shown(address)}: needs the driver for PostgreSQL; install it with: "
            "pip install 'memcon[postgres]'"
        )
        raise LedgerError(message) from error
    _prepare_connections(engine, busy_seconds)
    return engine


def make_again(engine: Engine, *, busy_seconds: float) -> Engine:
    """Another engine on the same database."""
    return make_engine(engine.url, busy_seconds=busy_seconds, create=False)


def prepare_new(_engine: Engine) -> None:
    """Nothing: readers and writers do not wait for each other here anyway."""


def check_empty(connection: Connection, where: str) -> None:
    """Refuse a database in which a ledger cannot be made, before anything is written to it."""
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one())
    if version < OLDEST:
        message = f"{where}: PostgreSQL {version // 10000} is too old; memcon needs 15 or newer"
        raise LedgerError(message)
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        message = (
            f"{where}: the database is in {encoding}; create one with "
            "CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0"
        )
        raise LedgerError(message)
    names = set(inspect(connection).get_table_names())
    if names and not names >= TABLES:
        message = f"{where}: a database with other tables; create one for the ledger"
        raise LedgerError(message)


def migrated(connection: Connection) -> None:
    """Let text compare by code points, as in SQLite, whatever the language of the server.

    Otherwise lists and exports of one ledger would come in another order on another server.
    """
    query = text(
        "SELECT c.table_name, c.column_name, c.data_type, c.character_maximum_length "
        "FROM information_schema.columns c "
        "JOIN information_schema.tables t USING (table_schema, table_name) "
        "WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' "
        "AND c.data_type IN ('text', 'character varying') "
        "AND c.collation_name IS DISTINCT FROM 'C' AND c.is_generated = 'NEVER'"
    )
    for row in connection.execute(query).all():
        kind = "text" if row.data_type == "text" else f"varchar({row.character_maximum_length})"
        connection.exec_driver_sql(
            f'ALTER TABLE "{row.table_name}" ALTER COLUMN "{row.column_name}" '
            f'TYPE {kind} COLLATE "C"'
        )


def drop_all(connection: Connection) -> None:
    """Take away all that migrations have made: tables with their rows and triggers, functions."""
    for table in inspect(connection).get_table_names():
        connection.exec_driver_sql(f'DROP TABLE "{table}" CASCADE')
    functions = text(
        "SELECT oid::regprocedure::text FROM pg_proc "
        "WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS ("
        "SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"  # an extension's
    )
    for name in connection.execute(functions).scalars().all():
        connection.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")


def vacuum(engine: Engine) -> None:
    """Make the space of what was removed usable again, and count anew for the planner."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))


def problems(connection: Connection) -> Iterator[str]:
    """What is wrong with the references between rows, or the search index."""
    query = text(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint "
        "WHERE connamespace = current_schema()::regnamespace AND NOT convalidated"
    )
    for row in connection.execute(query):
        yield f"{row[0]}: the constraint {row[1]} was never checked"
    for table in ("documents", "records"):
        kept = f"SELECT jsonb_object_agg(part, words) FROM {table}_text t WHERE t.id = row.id"  # noqa: S608
        right = "SELECT jsonb_object_agg(part, lexemes) FROM memcon_parts(row.title, row.text)"
        wrong = text(f"SELECT row.id FROM {table} row WHERE ({kept}) IS DISTINCT FROM ({right})")  # noqa: S608
        for number in connection.execute(wrong).scalars():
            yield f"{table}: the words of row {number} are not what the search looks through"


def _prepare_connections(engine: Engine, busy_seconds: float) -> None:
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") == "AUTOCOMMIT":
            return
        if not options.get("memcon_write", False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return
        # READ COMMITTED, the default: what comes after the lock sees what others have stored.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(busy_seconds * 1000)}")
        connection.exec_driver_sql(
            f"SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_schema()))"
        )

    event.listen(engine, "begin", begun)


_ADVICE = {
    "08": "the connection was lost; nothing was half-stored, try again when the server is back",
    "22021": "the text has a character that PostgreSQL cannot keep (a zero byte); clean the file",
    "25006": "the database is read-only; name the server that can be written to",
    "28": "the server does not let you in; check the user and the password in the address",
    "3D000": "the server has no database of that name; create it with: createdb NAME",
    "40": "another process was in the way; try again",
    "42501": "the user may not do that; let the owner of the database GRANT it",
    "53100": "the disk of the server is full; free some space, nothing was half-stored",
    "53300": "the server has too many connections; close some or raise max_connections",
    "55P03": "another process is writing to it; try again when that has finished",
    "57P": "the server is stopping or starting; nothing was half-stored, try again when it is back",
}


def told(error: BaseException | None, where: str) -> str:
    """One line on a database error: where, what, what to do."""
    state = getattr(error, "sqlstate", None)
    for length in (5, 3, 2):
        if state and state[:length] in _ADVICE:
            return f"{where}: {_ADVICE[state[:length]]}"
    if state is None and type(error).__name__ == "OperationalError":
        return f"{where}: {_unreachable(error)}"
    return f"{where}: the database refused ({first_line(error)})"


def _unreachable(error: BaseException | None) -> str:
    """What to say where the server does not answer; it sends no code then, only words."""
    words = str(error)
    if "No space left on device" in words:  # for what a server writes as a connection begins
        return _ADVICE["53100"]
    signs = {"database": "3D000", "authentication": "28", "password": "28", "role": "28"}
    for sign, state in signs.items():
        if "FATAL" in words and f"{sign} " in words and "starting up" not in words:
            return _ADVICE[state]
    return (
        "the server does not answer; check the address and that PostgreSQL runs "
        f"({first_line(error)})"
    )


def is_passing(error: BaseException | None) -> bool:
    """Whether the same might go well in a while, as the server is away or others are in the way."""
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return state[:2] in ("08", "40") or state[:3] == "57P"
    return type(error).__name__ == "OperationalError"
