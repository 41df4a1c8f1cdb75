"""PostgreSQL with a database on a small disk of its own, which fills up and is then made larger.

python full_server.py PAPERS KEPT      ingest PAPERS, look, make room, ingest again, export to KEPT

Run where one may mount. One JSON array a command: what was run, its exit code, the lines that it
wrote, the last line on stderr.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import postgres_server

from memcon.ledger.store import Store

ROOM = 600_000  # bytes left when the ledger is empty
MORE = 2_000_000  # and made free when it is full: PostgreSQL writes as it lets somebody in


def told(url: str, *arguments: str) -> None:
    """Run a command on the ledger and print what came of it."""
    done = subprocess.run(
        [sys.executable, "-m", "memcon", *arguments],
        env={**os.environ, "MEMCON_DB": url},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    last = done.stderr.splitlines()[-1:]
    print(json.dumps([arguments, done.returncode, len(done.stdout.splitlines()), *last]))


def main(papers: str, kept: str) -> None:
    """Fill the disk."""
    with postgres_server.running(durable=True) as server:
        disk = server.folder / "disk"
        disk.mkdir()
        _mount("size=100m", "-t", "tmpfs", "none", disk)
        try:
            url = _database(server, disk)
            Store.open(url).close()
            _mount(f"remount,size={_used(disk) + ROOM}", disk)
            told(url, "ingest", papers)
            _mount(f"remount,size={_used(disk) + MORE}", disk)
            told(url, "db", "check")
            told(url, "documents", "--json")
            _mount("remount,size=200m", disk)
            told(url, "ingest", papers)
            told(url, "db", "check")
            told(url, "export", "--output", kept)
        finally:
            server.stop(mode="immediate")
            _run("umount", "--lazy", disk)


def _mount(options: str, *what: str | Path) -> None:
    _run("mount", "-o", options, *what)


def _run(program: str, *options: str | Path) -> None:
    subprocess.run([shutil.which(program) or program, *map(str, options)], check=True)


def _database(server: postgres_server.Server, disk: Path) -> str:
    """The address of a database all of whose tables lie on the disk; the log of changes does not.

    Where there is no room for that log, the server itself stops.
    """
    space = disk / "space"
    space.mkdir(mode=0o700)
    owner = (server.folder / "data").stat()
    os.chown(space, owner.st_uid, owner.st_gid)
    server.sql(f"CREATE TABLESPACE small LOCATION '{space}'")
    server.sql("CREATE DATABASE ledger TABLESPACE small")
    return server.url("ledger")


def _used(disk: Path) -> int:
    found = os.statvfs(disk)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


if __name__ == "__main__":
    main(*sys.argv[1:])
