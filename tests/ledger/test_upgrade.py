"""Ledgers of older versions, with the rows that the code of their day made, brought up to date.

`rows_0001.jsonl` was written by `scripts/dump_rows.py` from a ledger that memcon made when 0001 was
its schema: three documents of which one in two versions, ids carried over, a decision.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, MetaData, inspect, select, update

from memcon.errors import LedgerError
from memcon.ledger import computed, connect, schema
from memcon.ledger.exchange import export_lines
from memcon.ledger.store import Store

ROWS = Path(__file__).parent / "rows_0001.jsonl"
STORED = ("documents", "statements", "decisions", "aliases", "mentions")


def rows() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in ROWS.read_text("utf-8").splitlines():
        entry = json.loads(line)
        found[entry["table"]].append(entry["row"])
    return found


@pytest.fixture
def older(url: str) -> str:
    """The address of a ledger of schema 0001."""
    address = connect._address(url)
    kind = connect.BACKENDS[address.get_backend_name()]
    engine = kind.make_engine(address, busy_seconds=1, create=True)
    kind.prepare_new(engine)
    with connect.writing(engine) as connection:
        connect.migrate(connection, to="0001")
        known = MetaData()
        known.reflect(connection)
        found = rows()
        for table in known.sorted_tables:
            if table.name == "meta":
                continue
            truths = [column.name for column in table.c if isinstance(column.type, Boolean)]
            for row in found[table.name]:
                connection.execute(
                    table.insert().values({**row, **{name: bool(row[name]) for name in truths}})
                )
    engine.dispose()
    return url


def test_an_older_ledger_is_left_alone_and_what_to_run_is_told(older: str) -> None:
    with pytest.raises(LedgerError, match=r"older memcon .*0001.* run: memcon db upgrade --db"):
        Store.open(older)
    assert connect.revision_at(older) == "0001"


def test_all_that_was_stored_is_there_after_the_upgrade(older: str) -> None:
    Store.open(older, upgrade=True).close()
    assert connect.revision_at(older) == schema.REVISION
    before = rows()
    with Store.open(older) as store, connect.reading(store.engine) as connection:
        for name in STORED:
            table = schema.metadata.tables[name]
            columns = [column for column in table.c if column.name in before[name][0]]
            if name == "mentions":  # which record they are in is computed anew
                columns = [column for column in columns if column.name != "record"]
            names = [column.name for column in columns]
            now = {tuple(row) for row in connection.execute(select(*columns))}
            assert now == {tuple(row[column] for column in names) for row in before[name]}, name
        assert store.check() == []


def test_an_upgrade_tells_how_far_it_is(older: str) -> None:
    heard: dict[str, tuple[int, int]] = {}
    Store.open(older, upgrade=True, tell=lambda step, *far: heard.update({step: far})).close()
    assert list(heard) == [
        "changing the tables",
        "looking for copies of texts",
        "comparing the documents' records",
        "putting records together",
    ]
    assert heard.pop("changing the tables") == (len(schema.REVISIONS) - 1,) * 2
    assert all(done == total > 0 for done, total in heard.values())


def test_records_made_in_the_same_way_are_left_as_they_are(
    url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect.writing(store.engine) as connection:
        computed.rebuild(connection)
    monkeypatch.setattr("memcon.ledger.connect.computed.rebuild", lambda *_: pytest.fail("anew"))
    with connect.writing(store.engine) as connection:
        computed.catch_up(connection)
    assert connect.revision_at(url) == schema.REVISION


@pytest.mark.parametrize("way", ["", " attention 0"])
def test_where_only_the_queue_is_made_otherwise_records_stay(
    older: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    Store.open(older, upgrade=True).close()
    with Store.open(older) as store:
        queue = [
            store.waiting(cause, limit=9, record_type="") for cause in ("single", "confidence")
        ]
        made_by = computed._method().rpartition(" attention")[0]
        with connect.writing(store.engine) as connection:
            connection.execute(update(schema.records).values(cause="", weight=0))
            method = schema.meta.c.key == computed.METHOD
            connection.execute(update(schema.meta).where(method).values(value=f"{made_by}{way}"))
        monkeypatch.setattr(computed, "rebuild", lambda *_: pytest.fail("anew"))
        with connect.writing(store.engine) as connection:
            computed.catch_up(connection)
            assert computed._made_by(connection) == computed._method()
        again = [
            store.waiting(cause, limit=9, record_type="") for cause in ("single", "confidence")
        ]
        assert again == queue
        assert any(queue)
        assert store.check() == []


def test_an_upgraded_ledger_answers_like_a_new_one(older: str, tmp_path: Path) -> None:
    from memcon.ledger.exchange import import_lines

    with (
        Store.open(older, upgrade=True) as store,
        Store.open(f"sqlite:///{tmp_path / 'new.db'}") as new,
    ):
        import_lines(new, export_lines(store))
        assert undecided(new) == undecided(store)
        assert new.doubtful() == store.doubtful()
        assert [hit.name for hit in store.search("Łódź")] == [
            hit.name for hit in new.search("łodz")
        ]
        assert store.search("consulate")
        aliased = before_alias()
        assert store.get(aliased["alias"]).id == store.get(aliased["target"]).id


def undecided(store: Store) -> list[dict[str, Any]]:
    """The lines of an export without decisions: no version of 0001 could make one that counts."""
    lines = [json.loads(line) for line in export_lines(store)]
    parts = ({k: v for k, v in line.items() if k != "decisions"} for line in lines)
    return [line for line in parts if line["type"] != "decision"]


def before_alias() -> dict[str, Any]:
    return rows()["aliases"][0]


def test_an_upgrade_that_fails_changes_nothing(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        message = "stopped half-way"
        raise LedgerError(message)

    monkeypatch.setattr("memcon.ledger.connect.computed.rebuild", fails)
    with pytest.raises(LedgerError, match="half-way"):
        Store.open(older, upgrade=True)
    monkeypatch.undo()
    assert connect.revision_at(older) == "0001"
    Store.open(older, upgrade=True).close()


def test_every_table_is_known_to_the_code(store: Store) -> None:
    """What a backup copies are the tables of `schema`; none may be missing there."""
    with connect.reading(store.engine) as connection:
        found = inspect(connection).get_table_names()
    followers = ("_text", "_text_data", "_text_idx", "_text_docsize", "_text_config")
    own = {name for name in found if not name.endswith(followers)}
    assert own - {"alembic_version"} == set(schema.metadata.tables)
