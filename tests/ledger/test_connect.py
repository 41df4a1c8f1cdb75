from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect

from memcon.errors import LedgerError
from memcon.ledger import connect, schema
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


def test_a_newer_ledger_is_refused(url: str, tmp_path: Path) -> None:
    Store.open(url).close()
    with sqlite3.connect(tmp_path / "ledger.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
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
    ],
)
def test_what_cannot_be_a_ledger_is_told_in_one_line(address: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message) as caught:
        Store.open(address)
    assert "\n" not in str(caught.value)


def test_a_second_writer_waits_and_is_told(
    url: str, tmp_path: Path, doc: Callable[..., Document]
) -> None:
    with Store.open(url, busy_seconds=0.1) as store:
        other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another process is writing"):
            store.add_document(doc("a.txt", "Text."), [])
        assert store.documents() == []  # readers do not wait
        other.execute("ROLLBACK")
        other.close()
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
    store: Store, doc: Callable[..., Document], pragma: str, message: str
) -> None:
    store.add_document(doc("small.txt", "Text."), [])
    _limited(store, pragma)
    with pytest.raises(LedgerError, match=message) as caught:
        store.add_document(doc("large.txt", "Words. " * 200_000), [])
    assert "\n" not in str(caught.value)
    assert [each.name for each in store.documents()] == ["small.txt"]


def test_a_damaged_file_is_told(url: str, tmp_path: Path, doc: Callable[..., Document]) -> None:
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


def test_alembic_is_not_loaded_for_a_ledger_that_is_there(url: str) -> None:
    Store.open(url).close()
    code = (
        "import sys; from memcon.ledger.store import Store; "
        f"Store.open({url!r}).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_ledger_where_nothing_can_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shared drive.db"
    with Store.open(f"sqlite:///{path}") as store:
        store.add_document(Document("a.txt", "Some text.", ()), [])
    monkeypatch.setattr(connect.os, "access", lambda *_: False)
    with Store.open(f"sqlite:///{path}") as store:
        assert [doc.name for doc in store.documents()] == ["a.txt"]
        with pytest.raises(LedgerError, match="read-only"):
            store.remove("a.txt")


def test_a_ledger_of_an_older_schema_is_brought_up_and_computed_anew(
    url: str, doc: Callable[..., Document], rec: Callable[..., Record], tmp_path: Path
) -> None:
    slots = {"parties": ["KEN", "UGA"], "kind": "ministerial"}
    with Store.open(url) as store:
        for name, date in (("a.txt", "2024-05-17"), ("b.txt", "2024")):
            text = doc(name, f"Talks, says {name}.", published="2024-05-20")
            store.add_document(text, [rec(text, "meeting", f"{name}", date=date, **slots)])
        records, pairs = list(store.records()), store.doubtful()
        assert pairs
    with sqlite3.connect(tmp_path / "ledger.db") as older:
        older.execute("DROP INDEX links_score")
        older.execute("DELETE FROM links")
        older.execute("UPDATE alembic_version SET version_num = '0001'")
    older.close()
    with Store.open(url) as store:
        assert (list(store.records()), store.doubtful()) == (records, pairs)
