"""Programs that are shot at, starved and cut off, with extractions from a cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import crash
import pytest

from shot_at import Mounted, Started, environ

DOCUMENTS = 40


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> crash.Range:
    """Documents, and the cache with their extractions."""
    made = crash.Range(tmp_path_factory.mktemp("faults"))
    crash.write_documents(made.papers, DOCUMENTS)
    command = [sys.executable, "-m", "memcon", "ingest", str(made.papers)]
    environment = environ(made, f"sqlite:///{made.folder / 'first.db'}")
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    return made


@pytest.fixture(scope="session")
def peaceful(place: crash.Range) -> list[str]:
    """The export of the ledger that nothing happened to."""
    return crash.export(f"sqlite:///{place.folder / 'first.db'}")


@pytest.fixture
def started(place: crash.Range) -> Started:
    """Starts `memcon …` on the ledger at an address; settings are given as keywords."""

    def start(url: str, *arguments: object, **settings: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "memcon", *map(str, arguments)],
            env=environ(place, url, **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture
def mounted(tmp_path: Path) -> Mounted:
    """Runs a shell script where `$DISK` is a small disk of its own, gone afterwards."""
    disk = tmp_path / "disk"
    disk.mkdir()
    probe = _unshared(f"mount -t tmpfs -o size=1m none {disk}", {})
    if probe.returncode:
        pytest.skip(f"no disk can be mounted here: {probe.stderr.strip()}")

    def run(script: str, *, size: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
        mount = f"mount -t tmpfs -o size={size} none {disk}"
        return _unshared(f"{mount} && {script}", {**environment, "DISK": str(disk)})

    return run


def _unshared(script: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    spaces = ["--mount"] if os.geteuid() == 0 else ["--mount", "--user", "--map-root-user"]
    return subprocess.run(
        [shutil.which("unshare") or "unshare", *spaces, "sh", "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
