from __future__ import annotations

import sqlite3
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from memcon.errors import InputError, LedgerError
from memcon.ledger.backup import backup, restore
from memcon.ledger.connect import writing
from memcon.ledger.exchange import export_lines
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record

Doc = Callable[..., Document]
Rec = Callable[..., Record]


def put(store: Store, doc: Doc, rec: Rec, number: int) -> None:
    text = f"The presidents of Kenya and Uganda met for the {number}th time in Nairobi."
    document = doc(f"{number}.txt", text, published="2024-05-17")
    slots = {"parties": ["KEN", "UGA"], "kind": "heads_of_state", "ordinal": number}
    store.add_document(document, [rec(document, "meeting", "met", date="2024-05", **slots)])


@pytest.fixture
def filled(store: Store, doc: Doc, rec: Rec) -> Store:
    for number in range(3):
        put(store, doc, rec, number)
    return store


def test_a_backup_is_a_ledger_with_the_same_content(filled: Store, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "kept" / "copy.db")
    assert (made.documents, made.records) == (3, len(list(filled.records())))
    assert sorted(path.name for path in made.path.parent.iterdir()) == ["copy.db", "copy.db.sha256"]
    with Store.open(f"sqlite:///{made.path}", create=False) as copy:
        assert list(export_lines(copy)) == list(export_lines(filled))
        assert copy.check() == []


def test_the_hash_beside_a_backup_is_what_sha256sum_reads(filled: Store, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "copy.db")
    command = ["sha256sum", "--check", "copy.db.sha256"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert made.sha256 in (tmp_path / "copy.db.sha256").read_text("utf-8")


def test_what_was_lost_after_the_backup_is_restored(
    filled: Store, url: str, tmp_path: Path, doc: Doc, rec: Rec
) -> None:
    before = list(export_lines(filled))
    made = backup(filled, tmp_path / "copy.db")
    filled.remove("1.txt")
    put(filled, doc, rec, 9)
    with pytest.raises(LedgerError, match=r"holds 3 documents.*--force"):
        restore(url, made.path)
    assert [hit.name for hit in filled.search("9th", kinds=["document"])] == ["9.txt"]
    found = restore(url, made.path, force=True)
    assert found.documents == 3
    with Store.open(url) as restored:
        assert list(export_lines(restored)) == before
        assert restored.check() == []
        put(restored, doc, rec, 9)  # rows go on being numbered
        assert [hit.name for hit in restored.search("9th", kinds=["document"])] == ["9.txt"]
        assert restored.check() == []


def test_a_backup_is_restored_where_there_was_nothing(
    filled: Store, tmp_path: Path, postgres_url: str
) -> None:
    made = backup(filled, tmp_path / "copy.db")
    for address in (f"sqlite:///{tmp_path / 'new.db'}", f"{postgres_url}&application_name=x"):
        if filled.engine.dialect.name == "postgresql" and address.startswith("postgresql"):
            continue  # that database is the one backed up
        restore(address, made.path)
        with Store.open(address, create=False) as copy:
            assert list(export_lines(copy)) == list(export_lines(filled))


def test_a_backup_made_while_another_writes_is_of_one_moment(
    filled: Store, url: str, tmp_path: Path, doc: Doc, rec: Rec
) -> None:
    stopped = threading.Event()

    def write() -> None:
        number = 100
        with Store.open(url) as other:
            while not stopped.is_set():
                put(other, doc, rec, number)
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        sizes = []
        for number in range(5):
            made = backup(filled, tmp_path / f"{number}.db")
            with Store.open(f"sqlite:///{made.path}") as copy:
                assert copy.check() == []
            sizes.append(made.documents)
    finally:
        stopped.set()
        writer.join()
    assert sizes == sorted(sizes)


def test_a_damaged_backup_is_refused(filled: Store, url: str, tmp_path: Path) -> None:
    before = list(export_lines(filled))
    made = backup(filled, tmp_path / "copy.db")
    content = bytearray(made.path.read_bytes())
    content[-2000] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(InputError, match=r"not what copy.db.sha256 beside it says"):
        restore(url, made.path, force=True)
    assert list(export_lines(filled)) == before


def test_a_changed_backup_without_its_hash_is_refused(
    filled: Store, url: str, tmp_path: Path
) -> None:
    made = backup(filled, tmp_path / "copy.db")
    (tmp_path / "copy.db.sha256").unlink()
    with Store.open(f"sqlite:///{made.path}") as copy, writing(copy.engine) as connection:
        connection.exec_driver_sql("UPDATE statements SET value = '\"1999\"' WHERE field = 'date'")
    with pytest.raises(InputError, match="is not what its hash says"):
        restore(url, made.path, force=True)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_backup_is_refused(url: str, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"notes\.txt: ") as caught:
        restore(url, path)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="cannot be read"):
        restore(url, tmp_path / "absent.db")


def test_a_backup_that_cannot_be_written_leaves_nothing(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be written"):
        backup(filled, tmp_path / "file" / "copy.db")


def test_damage_to_the_index_of_words_is_found(filled: Store) -> None:
    assert filled.check() == []
    sqlite = filled.engine.dialect.name == "sqlite"
    damage = (
        "INSERT INTO documents_text(documents_text) VALUES ('delete-all')"
        if sqlite
        else "DELETE FROM documents_text WHERE id = (SELECT min(id) FROM documents_text)"
    )
    with writing(filled.engine) as connection:
        connection.exec_driver_sql(damage)
    assert any("the words" in problem for problem in filled.check())


def test_a_reference_to_nothing_is_found(sqlite_url: str, doc: Doc, rec: Rec) -> None:
    with Store.open(sqlite_url) as store:
        put(store, doc, rec, 1)
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as file:
        file.execute("DELETE FROM documents")
    file.close()
    with Store.open(sqlite_url) as store:
        assert any("refers to a row of documents" in problem for problem in store.check())
