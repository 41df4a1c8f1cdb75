from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from postgres_server import Server
from sqlalchemy import Engine, MetaData, create_engine, event, insert, inspect, select

from memcon.errors import LedgerError
from memcon.ledger import connect, postgres, schema, sqlite
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Store.open(f"sqlite:///{path}") as store:
        assert store.counts()["documents"] == 0


def test_the_migrations_make_the_tables_that_the_code_expects(store: Store) -> None:
    found = inspect(store.engine)
    for table in schema.metadata.sorted_tables:
        columns = {column["name"] for column in found.get_columns(table.name)}
        assert columns == {column.name for column in table.columns}
    assert found.has_table("alembic_version")


def test_the_code_knows_the_newest_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(connect.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == schema.REVISION == schema.REVISIONS[-1]
    assert {script.revision for script in scripts.walk_revisions()} == set(schema.REVISIONS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"not a database at all, just text", "not a ledger"),
        (b"SQLite format 3\x00" + b"\x00" * 200, "not a ledger|damaged"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_and_untouched(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=message):
        Store.open(f"sqlite:///{path}")
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["notes.db"]


def test_another_program_s_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE meta (key, value)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="an SQLite file, but not a ledger"):
        Store.open(f"sqlite:///{path}")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("database", "message"),
    [
        ("no_such_database", "no database of that name; create it with: createdb"),
        ("postgres?user=stranger", "does not let you in"),
    ],
)
def test_what_the_server_refuses_is_told_in_one_line(
    postgres: Server, database: str, message: str
) -> None:
    name, _, query = database.partition("?")
    address = postgres.url(name) + (f"&{query}" if query else "")
    with pytest.raises(LedgerError, match=message) as caught:
        Store.open(address)
    assert "\n" not in str(caught.value)


def test_a_password_is_not_shown(postgres: Server) -> None:
    address = postgres.url("absent").replace("memcon@", "memcon:secret@")
    with pytest.raises(LedgerError, match="postgresql://memcon@") as caught:
        Store.open(address)
    assert "secret" not in str(caught.value)


def test_a_database_of_another_program_is_refused_and_untouched(
    postgres_url: str,
) -> None:
    import psycopg

    with psycopg.connect(postgres_url) as other:
        other.execute("CREATE TABLE meta (key text)")
    with pytest.raises(LedgerError, match="a database with other tables"):
        Store.open(postgres_url)
    with psycopg.connect(postgres_url) as other:
        tables = other.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == [("meta",)]


def test_text_compares_by_code_points_whatever_the_database_is_set_to(postgres_url: str) -> None:
    query = (
        "SELECT table_name, column_name FROM information_schema.columns WHERE data_type IN "
        "('text', 'character varying') AND table_schema = 'public' AND collation_name <> 'C'"
    )
    with Store.open(postgres_url) as store, connect.reading(store.engine) as connection:
        assert connection.exec_driver_sql(query).all() == []


def test_a_ledger_is_made_only_where_that_is_asked(url: str) -> None:
    with pytest.raises(LedgerError, match=r"no ledger there; make one with `memcon ingest"):
        Store.open(url, create=False)
    Store.open(url).close()
    Store.open(url, create=False).close()


def test_a_newer_ledger_is_refused(url: str) -> None:
    with Store.open(url) as store, connect.writing(store.engine) as newer:
        newer.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match=r"newer memcon .*9999.*upgrade memcon"):
        Store.open(url)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("sqlite:////no/such/folder/x.db", "there is no folder"),
        ("sqlite:////tmp", "a folder, not a ledger"),
        ("mysql://host/db", "not a kind of ledger"),
        ("sqlite://", "no file"),
        ("nonsense", "not a database URL"),
        ("postgresql://127.0.0.1:1/ledger", "the server does not answer"),
    ],
)
def test_what_cannot_be_a_ledger_is_told_in_one_line(address: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message) as caught:
        Store.open(address)
    assert "\n" not in str(caught.value)


def test_a_server_without_room_to_let_anybody_in_is_told() -> None:
    words = "connection failed: FATAL:  could not write init file: No space left on device"
    told = postgres.told(psycopg.OperationalError(words), "ledger")
    assert (
        told == "ledger: the disk of the server is full; free some space, nothing was half-stored"
    )


def test_a_second_writer_waits_and_is_told(url: str, doc: Callable[..., Document]) -> None:
    with Store.open(url, busy_seconds=0.1) as store, Store.open(url) as other:
        with connect.writing(other.engine):
            with pytest.raises(LedgerError, match="another process is writing"):
                store.add_document(doc("a.txt", "Text."), [])
            assert store.documents() == []  # readers do not wait
        assert store.add_document(doc("a.txt", "Text."), []).outcome == "added"


def test_readers_see_the_ledger_as_it_was_while_another_writes(
    url: str, doc: Callable[..., Document]
) -> None:
    with Store.open(url) as writer, Store.open(url) as reader:
        with connect.reading(reader.engine) as before:
            assert before.exec_driver_sql("SELECT count(*) FROM documents").scalar() == 0
            writer.add_document(doc("a.txt", "Text."), [])
            assert before.exec_driver_sql("SELECT count(*) FROM documents").scalar() == 0
        assert [each.name for each in reader.documents()] == ["a.txt"]


def _limited(store: Store, pragma: str) -> None:
    def connected(connection: Any, _: Any) -> None:
        connection.execute(pragma)

    event.listen(store.engine, "connect", connected)
    store.engine.dispose()


@pytest.mark.parametrize(
    ("pragma", "message"),
    [
        ("PRAGMA max_page_count = 1", "the disk is full"),
        ("PRAGMA query_only = ON", "read-only"),
    ],
)
def test_a_full_disk_or_a_read_only_ledger_stores_nothing(
    sqlite_url: str, doc: Callable[..., Document], pragma: str, message: str
) -> None:
    with Store.open(sqlite_url) as store:
        store.add_document(doc("small.txt", "Text."), [])
        _limited(store, pragma)
        with pytest.raises(LedgerError, match=message) as caught:
            store.add_document(doc("large.txt", "Words. " * 200_000), [])
        assert "\n" not in str(caught.value)
        assert [each.name for each in store.documents()] == ["small.txt"]


def test_a_damaged_file_is_told(
    sqlite_url: str, tmp_path: Path, doc: Callable[..., Document]
) -> None:
    url = sqlite_url
    with Store.open(url) as store:
        store.add_document(doc("a.txt", "Words. " * 50_000), [])
        store.vacuum()
    path = tmp_path / "ledger.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    for left in tmp_path.glob("ledger.db-*"):
        left.unlink()
    with pytest.raises(LedgerError) as caught, Store.open(url) as store:
        store.documents()
    assert "damaged" in str(caught.value)


@pytest.mark.parametrize("heavy", ["alembic", "numpy", "memcon.read", "memcon.ledger.overview"])
def test_what_few_commands_need_is_not_loaded_for_a_ledger_that_is_there(
    url: str, heavy: str
) -> None:
    Store.open(url).close()
    code = (
        "import sys; from memcon.ledger.store import Store; "
        f"Store.open({url!r}).close(); print({heavy!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_ledger_where_nothing_can_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shared drive.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.add_document(Document("a.txt", "Some text.", ()), [])
    monkeypatch.setattr(sqlite.os, "access", lambda *_: False)
    with Store.open(f"sqlite:///{path}") as store:
        assert [doc.name for doc in store.documents()] == ["a.txt"]
        assert store.name == str(path)
        with pytest.raises(LedgerError, match=f"^{path}: it is read-only"):
            store.remove("a.txt")


def test_a_ledger_of_an_older_schema_is_brought_up_and_computed_anew(
    tmp_path: Path,
    doc: Callable[..., Document],
    rec: Callable[..., Record],
) -> None:
    slots = {"parties": ["KEN", "UGA"], "kind": "ministerial"}
    older = f"sqlite:///{tmp_path / 'older.db'}"
    with Store.open(f"sqlite:///{tmp_path / 'new.db'}") as store:
        for name, date in (("a.txt", "2024-05-17"), ("b.txt", "2024")):
            text = doc(name, f"Talks, says {name}.", published="2024-05-20")
            store.add_document(text, [rec(text, "meeting", f"{name}", date=date, **slots)])
        records, pairs = list(store.records()), store.doubtful()
        assert pairs
        _copy_stored(store.engine, create_engine(older), revision="0001")
    with Store.open(older, upgrade=True) as store:
        assert (list(store.records()), store.doubtful()) == (records, pairs)


def _copy_stored(engine: Engine, older: Engine, *, revision: str) -> None:
    """Put what is stored, and nothing computed, into a ledger of an older schema."""
    with connect.reading(engine) as source, older.begin() as target:
        connect.migrate(target, to=revision)
        known = MetaData()
        known.reflect(target)
        for table in (schema.documents, schema.statements, schema.mentions):
            columns = [
                each.name for each in known.tables[table.name].columns if each.name != "record"
            ]
            rows = source.execute(select(*(table.c[name] for name in columns))).mappings()
            target.execute(insert(known.tables[table.name]), [dict(row) for row in rows])
    older.dispose()


def test_a_second_opening_takes_no_locks_from_the_first(
    tmp_path: Path, doc: Callable[..., Document]
) -> None:
    """Else another process, closing, would take the log away that this one goes on writing to."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    other = (
        "from memcon.ledger.store import Store\n"
        f"with Store.open({url!r}) as store: print(len(store.documents()))"
    )
    with Store.open(url) as first, Store.open(url):
        first.add_document(doc("a.txt", "Kenya and Uganda met."), [])
        for number in (1, 2):
            found = subprocess.run(
                [sys.executable, "-c", other], capture_output=True, text=True, check=True
            )
            assert int(found.stdout) == number
            first.add_document(doc(f"b{number}.txt", f"They met {number} times."), [])
    with Store.open(url) as store:
        assert len(store.documents()) == 3
