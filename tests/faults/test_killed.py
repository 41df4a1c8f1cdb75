"""`memcon ingest` killed at random moments, and many at one ledger, by `benchmarks`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow


def figures(root: Path, program: str, *options: str) -> dict[str, Any]:
    command = [sys.executable, str(root / "benchmarks" / program), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql":
        request.getfixturevalue("postgres")  # skips where there is none
    return request.param


def test_what_a_killed_ingestion_leaves_is_whole_and_can_be_gone_on_with(
    root: Path, store: str
) -> None:
    found = figures(root, "crash.py", "--store", store, "--kills", "20", "--per-ledger", "10")
    assert found["faults"] == []
    assert (found["kills"], found["ledgers_completed_and_equal"]) == (20, 2)
    assert found["documents"] == 500
    low, _, high = found["documents_in_the_ledger_when_killed"]
    assert high - low > 100, "all were killed at about the same moment"


def test_eight_writers_and_four_readers_do_not_hurt_each_other(root: Path, store: str) -> None:
    found = figures(root, "crowd.py", "--store", store, "--each", "10")
    assert (found["failed_processes"], found["faults"]) == (0, [])
    assert found["same_as_one_process_alone"]
    assert found["documents"] == 100
    assert found["reads"] > 4
