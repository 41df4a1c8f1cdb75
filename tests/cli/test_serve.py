"""`memcon serve`: where it listens, and what it refuses."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from conftest import Command


def test_a_public_address_needs_users(memcon: Command) -> None:
    answer = memcon("serve", "--host", "0.0.0.0", "--port", 0, "--db", "new.db")  # noqa: S104
    assert answer.code == 2
    assert "memcon user add" in answer.err


def test_a_port_that_is_taken_is_told(memcon: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = memcon("serve", "--port", port, "--db", "new.db")
    assert answer.code == 1
    assert f"port {port}: cannot listen there" in answer.err


def test_it_says_where_it_is_and_ends_when_told(here: Path) -> None:
    command = [sys.executable, "-m", "memcon", "serve", "--port", "0", "--db", "new.db"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=here, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        assert httpx.get(address[0], timeout=60).status_code == 200
        server.terminate()
        assert server.wait(timeout=60) in (0, -15, 143)
