from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from memcon.errors import LedgerError
from memcon.ledger import schema as s
from memcon.ledger.backup import backup
from memcon.ledger.connect import reading, writing
from memcon.ledger.store import Store
from memcon.model.document import Document, Original

Doc = Callable[..., Document]
TEXT = "The ministers met in Łódź."
BYTES = TEXT.encode()


@pytest.fixture(params=["database", "a folder"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "originals") if request.param == "a folder" else request.param


@pytest.fixture
def store(url: str, setting: str) -> Store:
    with Store.open(url, originals=setting) as opened:
        yield opened


def original(doc: Doc, name: str, text: str = TEXT, *, data: bytes | None = None) -> Document:
    kept = Original(text.encode() if data is None else data, f"/papers/{name}")
    return replace(doc(name, text), sha256=kept.sha256, original=kept)


def stored(store: Store, setting: str) -> int:
    """How many different originals are kept."""
    folder = Path(setting)
    if folder.is_absolute():
        return sum(path.is_file() for path in folder.rglob("*"))
    with reading(store.engine) as connection:
        return connection.execute(select(func.count()).select_from(s.contents)).scalar_one()


def test_the_bytes_are_given_out_again(store: Store, doc: Doc) -> None:
    store.add_document(original(doc, "a.txt"), [])
    kept = store.original("a.txt")
    assert kept is not None
    assert (kept.data, kept.read_from) == (BYTES, "/papers/a.txt")
    assert kept.sha256 == store.document("a.txt").sha256
    assert kept.read_at.endswith("+00:00")
    assert store.check() == []


def test_bytes_are_kept_once_and_go_with_the_last_document(
    store: Store, setting: str, doc: Doc
) -> None:
    archive = b"an archive with two documents"
    for name in ("a.txt", "b.txt"):
        told = replace(original(doc, name, f"Text of {name}.", data=archive), sha256=name * 9)
        store.add_document(told, [])
    assert stored(store, setting) == 1
    store.remove("a.txt")
    assert stored(store, setting) == 1
    assert store.original("b.txt") is not None
    store.remove("b.txt")
    assert stored(store, setting) == 0


def test_older_versions_keep_theirs(store: Store, setting: str, doc: Doc) -> None:
    store.add_document(original(doc, "a.txt"), [])
    store.add_document(original(doc, "a.txt", "They met again."), [])
    assert stored(store, setting) == 2
    assert store.original("a.txt").data == b"They met again."
    store.remove("a.txt")
    assert stored(store, setting) == 0


def test_what_was_read_before_originals_were_kept_gets_its_own(store: Store, doc: Doc) -> None:
    with_bytes = original(doc, "a.txt")
    store.add_document(replace(with_bytes, original=None), [], fingerprint="f")
    assert store.original("a.txt") is None
    assert store.standing(with_bytes, fingerprint="f").outcome == "unchanged"
    assert store.original("a.txt").data == BYTES


def test_damage_is_found(store: Store, setting: str, doc: Doc) -> None:
    store.add_document(original(doc, "a.txt"), [])
    folder = Path(setting)
    if folder.is_absolute():
        (path,) = (path for path in folder.rglob("*") if path.is_file())
        path.write_bytes(b"other")
        assert store.check() == ["a.txt: its original is not what its hash says"]
        path.unlink()
    else:
        with writing(store.engine) as connection:
            connection.execute(s.contents.delete())
    (problem,) = store.check()
    assert problem.startswith("a.txt: its original is missing; set MEMCON_ORIGINALS")
    with pytest.raises(LedgerError, match="its original is missing"):
        store.original("a.txt")


def test_a_text_that_is_not_its_original_s_is_found(store: Store, doc: Doc) -> None:
    store.add_document(original(doc, "a.txt", data=b"Other words."), [])
    assert store.check() == ["a.txt: its text is not what its original says"]


def test_a_backup_holds_them_wherever_they_are(store: Store, doc: Doc, tmp_path: Path) -> None:
    store.add_document(original(doc, "a.txt"), [])
    made = backup(store, tmp_path / "copy.db")
    with Store.open(f"sqlite:///{made.path}") as copy:
        assert copy.original("a.txt").data == BYTES
        assert copy.check() == []


def test_off_keeps_nothing(sqlite_url: str, doc: Doc) -> None:
    with Store.open(sqlite_url, originals="off") as store:
        store.add_document(original(doc, "a.txt"), [])
        assert store.original("a.txt") is None
        assert store.check() == []


def test_a_folder_stands_beside_a_file_and_has_no_place_beside_a_server(
    sqlite_url: str, doc: Doc, tmp_path: Path, postgres_url: str
) -> None:
    with Store.open(sqlite_url, originals="folder") as store:
        store.add_document(original(doc, "a.txt"), [])
    assert any((tmp_path / "ledger.db.originals").iterdir())
    with pytest.raises(LedgerError, match="name a folder"):
        Store.open(postgres_url, originals="folder")
