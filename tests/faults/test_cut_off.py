"""Full disks, read-only ledgers, and a server that goes away: a clear line, and nothing lost."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import crash
import full_server
import postgres_server
import pytest

from memcon.errors import LedgerError
from memcon.ledger.connect import writing
from memcon.ledger.store import Store
from shot_at import Mounted, Started, environ

pytestmark = pytest.mark.slow

MEMCON = f"{sys.executable} -m memcon"


def test_a_full_disk_is_told_and_the_run_goes_on_when_there_is_room(
    place: crash.Range, peaceful: list[str], mounted: Mounted, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.jsonl"
    script = (
        f"{MEMCON} ingest {place.papers}; echo exit $?; "
        f"{MEMCON} db check; echo exit $?; {MEMCON} documents --json | wc -l; "
        "mount -o remount,size=200m $DISK; "
        f"{MEMCON} ingest {place.papers}; echo exit $?; {MEMCON} export --output {kept}"
    )
    db = str(tmp_path / "disk" / "ledger.db")
    done = mounted(script, size="900k", environment=environ(place, db))
    first, sound, stored, again, *_ = done.stdout.split("\n")
    assert (first, sound, again) == ("exit 1", "exit 0", "exit 0"), done.stderr
    assert 0 < int(stored) < len(list(place.papers.iterdir()))
    told = done.stderr.splitlines()[0]
    assert told == f"memcon: {db}: the disk is full; free some space, nothing was half-stored"
    assert kept.read_text("utf-8").splitlines(keepends=True) == peaceful


def test_a_disk_that_may_not_be_written_to_is_read(
    place: crash.Range, peaceful: list[str], mounted: Mounted, tmp_path: Path
) -> None:
    script = (
        f"{MEMCON} ingest {place.papers} && mount -o remount,ro $DISK && {MEMCON} export; "
        f"{MEMCON} db check; echo exit $?; {MEMCON} remove 0001.txt; echo exit $?"
    )
    db = str(tmp_path / "disk" / "ledger.db")
    done = mounted(script, size="100m", environment=environ(place, db))
    *lines, sound, removed, _ = done.stdout.split("\n")
    assert [f"{line}\n" for line in lines] == peaceful
    assert (sound, removed) == ("exit 0", "exit 1"), done.stderr
    assert "it is read-only; make the file and its folder writable" in done.stderr.splitlines()[-1]


@pytest.fixture
def server(postgres: postgres_server.Server) -> Iterator[postgres_server.Server]:
    """A server that may be stopped, apart from the one that other tests are using."""
    assert postgres.folder.exists()
    with postgres_server.running(durable=True) as made:
        yield made


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_comes_back_is_waited_for(
    started: Started,
    place: crash.Range,
    peaceful: list[str],
    server: postgres_server.Server,
    mode: str,
) -> None:
    url = server.create("ledger")
    process = started(url, "ingest", place.papers, "--json", wait=60)
    assert process.stdout is not None
    for _ in range(10):
        assert process.stdout.readline()
    server.stop(mode=mode)
    time.sleep(1)
    server.start()
    _, told = process.communicate(timeout=120)
    assert process.returncode == 0, told
    assert "; waiting up to 60 s for it" in told.splitlines()[0]
    assert crash.export(url) == peaceful
    with Store.open(url) as store:
        assert store.check() == []


def test_a_server_that_stays_away_is_told_and_nothing_is_lost(
    started: Started, place: crash.Range, peaceful: list[str], server: postgres_server.Server
) -> None:
    url = server.create("ledger")
    process = started(url, "ingest", place.papers, "--json", wait=1)
    assert process.stdout is not None
    stored = [process.stdout.readline() for _ in range(10)]
    server.stop(mode="immediate")
    rest, told = process.communicate(timeout=120)
    assert process.returncode == 1
    last = told.splitlines()[-1]
    assert last.startswith("memcon: postgresql://memcon@/ledger: ")
    assert "server" in last
    server.start()
    with Store.open(url) as store:
        assert store.check() == []
        assert len(store.documents()) >= len(stored) + len(rest.splitlines())
    again = started(url, "ingest", place.papers)
    again.communicate(timeout=120)
    assert again.returncode == 0
    assert crash.export(url) == peaceful


def test_a_database_that_may_not_be_written_to_is_read(
    started: Started, place: crash.Range, postgres: postgres_server.Server, postgres_url: str
) -> None:
    Store.open(postgres_url).close()
    name = postgres_url.rpartition("/")[2].partition("?")[0]
    postgres.sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    reader = started(postgres_url, "documents")
    reader.communicate(timeout=60)
    assert reader.returncode == 0
    process = started(postgres_url, "ingest", place.papers)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "the database is read-only" in told.splitlines()[-1]


def test_a_full_disk_of_the_server_is_told_and_the_run_goes_on_when_there_is_room(
    place: crash.Range, peaceful: list[str], mounted: Mounted, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.jsonl"
    script = f"{sys.executable} {full_server.__file__} {place.papers} {kept}"
    paths = os.pathsep.join(path for path in sys.path if path)
    done = mounted(script, size="1m", environment={**environ(place, ""), "PYTHONPATH": paths})
    if "NoServerError" in done.stderr:
        pytest.skip("no server of PostgreSQL can be started where one may mount")
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    full, sound, listed, again, checked, _ = steps
    assert [each[1] for each in steps] == [1, 0, 0, 0, 0, 0], done
    assert full[3] == (
        "memcon: postgresql://memcon@/ledger: the disk of the server is full; free some space, "
        "nothing was half-stored"
    )
    assert 0 < listed[2] < len(list(place.papers.iterdir())), (sound, again, checked)
    assert kept.read_text("utf-8").splitlines(keepends=True) == peaceful


def test_a_full_disk_of_the_server_is_known_by_its_code(postgres_url: str) -> None:
    raised = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
    with (
        Store.open(postgres_url) as store,
        pytest.raises(LedgerError, match="the disk of the server is full"),
        writing(store.engine) as connection,
    ):
        connection.exec_driver_sql(raised)
