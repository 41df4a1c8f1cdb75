"""`memcon review` in a real terminal and without one; `memcon quality`."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from conftest import Command


@pytest.fixture
def ledger(memcon: Command, papers: Path) -> Path:
    """A ledger with a meeting and a figure, of one document each."""
    assert memcon("ingest", papers).code == 0
    return papers.parent / "memcon.db"


def test_without_a_terminal_the_queue_is_listed(memcon: Command, ledger: Path) -> None:
    assert ledger.exists()
    answer = memcon("review")
    assert answer.code == 0
    assert "rests on one document alone: talks.txt" in answer.out
    items = [json.loads(line) for line in memcon("review", "--json").out.splitlines()]
    assert {item["cause"] for item in items} <= {"confidence", "single"}
    assert all(item["records"][0]["etag"] for item in items)
    assert len(memcon("review", "--limit", "1", "--json").out.splitlines()) == 1
    kinds = memcon("review", "--type", "figures", "--json").out
    assert {r["record"]["type"] for r in json.loads(kinds)["records"]} == {"figure"}


class Terminal:
    """A program in a pseudo-terminal: types keys, and reads the screen."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "memcon", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment,
            close_fds=True,
            start_new_session=True,
        )
        os.close(slave)
        self.seen = ""

    def wait_for(self, words: str, seconds: float = 60) -> None:
        """Read until words are on the screen."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < end, f"{words!r} not in {self.seen!r}"
            ready, _, _ = select.select([self._master], [], [], 0.2)
            if ready:
                try:
                    data = os.read(self._master, 65536)
                except OSError:  # the program has ended
                    data = b""
                if not data:
                    assert words in self.seen, self.seen
                    return
                self.seen += re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", data.decode("utf-8", "replace"))

    def press(self, key: str) -> None:
        """Press one key when the program waits for one: what came before that would be lost."""
        end = time.monotonic() + 30
        while termios.tcgetattr(self._master)[3] & termios.ICANON:
            assert time.monotonic() < end
            time.sleep(0.02)
        self.type(key)

    def type(self, keys: str) -> None:
        """Type a line; what was on the screen is forgotten."""
        self.seen = ""
        os.write(self._master, keys.encode())

    def close(self) -> int:
        code = self._program.wait(30)
        os.close(self._master)
        return code


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_records_are_decided_on_with_keys(memcon: Command, ledger: Path) -> None:
    terminal = Terminal("review", "--by", "Ana", cwd=ledger.parent)
    terminal.wait_for("q quit")
    assert "1 of 2:" in terminal.seen
    assert "»" in terminal.seen  # the words in their context
    terminal.press("zz")
    terminal.wait_for("no such key: 'z'")
    terminal.wait_for("q quit")
    terminal.press("c")
    terminal.wait_for("field")
    terminal.type("date\n")
    terminal.wait_for("value")
    terminal.type("4 May 2019\n")
    terminal.wait_for("why")
    terminal.type("misprint\n")
    terminal.wait_for("date 2019-05-04 instead of")
    terminal.wait_for("q quit")
    terminal.press("a")
    terminal.wait_for("2 of 2:")
    terminal.wait_for("q quit")
    terminal.press("u")
    terminal.wait_for("taken back")
    terminal.wait_for("q quit")
    terminal.press("a")
    terminal.wait_for("2 of 2:")
    terminal.wait_for("q quit")
    terminal.press("r")
    terminal.wait_for("why")
    terminal.type("a guess\n")
    terminal.wait_for("3 decisions, 0 left")
    assert terminal.close() == 0
    lines = [json.loads(line) for line in memcon("history", "--json").out.splitlines()]
    kinds = [(line["kind"], line["by"], line["holds"]) for line in lines]
    assert kinds == [
        ("correct", "Ana", True),
        ("accept", "Ana", False),
        ("undo", "Ana", True),
        ("accept", "Ana", True),
        ("reject", "Ana", True),
    ]
    assert "nothing to review" in memcon("review").err


def test_quality_says_what_it_rests_on(memcon: Command, ledger: Path) -> None:
    assert ledger.exists()
    assert "nothing was judged yet" in memcon("quality").err
    (meeting,) = (
        json.loads(line)["id"]
        for line in memcon("list", "meeting", "--format", "jsonl").out.splitlines()
    )
    memcon("accept", meeting)
    answer = memcon("quality", "--fields")
    assert re.search(r"meeting\s+1\s+1\s+100%\s+21%–100%\s+chosen\s+1", answer.out)
    assert re.search(r"place\s+1\s+1\s+100%", answer.out)
    assert "memcon review --sample 50" in answer.err
    (line,) = (json.loads(each) for each in memcon("quality", "--json").out.splitlines())
    assert (line["basis"], line["judged"], line["precision"]) == ("chosen", 1, 1.0)
    sampled = [
        json.loads(each) for each in memcon("review", "--sample", "9", "--json").out.splitlines()
    ]
    assert [item["cause"] for item in sampled] == ["sample", "sample"]
