"""Reading in another process, so that no file can stop or fill this one.

One long-lived process with limits of time and memory (`worker`) reads file after file; where one
brings it down, it is started again and the rest of the file read.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import memcon.version as beside
from memcon.errors import InputError
from memcon.model.document import Document
from memcon.read.formats.base import Limits
from memcon.read.reader import Fault
from memcon.read.request import Request
from memcon.read.walk import Walk
from memcon.read.wire import document_from_json, receive, request_to_json, send
from memcon.settings import Settings

WALL_FACTOR = 6  # a busy machine may give a process a sixth of its time
_SIGXCPU = 24  # what ends a process that has used up its time
_SIGKILL = 9


def limits_of(settings: Settings) -> Limits:
    """How much of one input is read under some settings."""
    return Limits(max_bytes=settings.max_bytes)


def read_here(request: Request, settings: Settings) -> Iterator[Document | Fault]:
    """The documents of a request, read in this process."""
    yield from Walk(request.given()).run(request.original(limits_of(settings)))


def read_isolated(request: Request, settings: Settings) -> Iterator[Document | Fault]:
    """The documents of a request, read in another process.

    Raises InputError where nothing of it can be read.
    """
    limits = limits_of(settings)
    original = request.original(limits)  # as it is now, whatever becomes of the file
    fixed = replace(request, data=original.data) if original.path is None else request
    first, lost = 0, -1
    while True:
        talk = _Talk(fixed, settings, limits)
        yield from talk.run(first, lost)
        if talk.is_over:
            return
        message = f"{_label(request, talk.name)}: {talk.reason}"
        if talk.step <= lost or not talk.is_part:  # no further than the last time, or all of it
            raise InputError(message)
        yield Fault(talk.name, message)
        first = lost = talk.step


def ask(
    request: Request, settings: Settings, wanted: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """What another process shows of a request (`showing.show`), as JSON and bytes.

    Raises InputError where it cannot be shown.
    """
    worker = _POOL.take(settings)
    is_sound = False
    try:
        worker.ask(request, limits_of(settings), {"show": wanted})
        found = worker.reply()
        if found is None:
            reason = f"{request.name}: {worker.last_words()}"
            raise InputError(reason)
        message, data = found
        is_sound = message["kind"] != "exhausted"
        if message.pop("kind") != "shown":
            raise InputError(message["message"])
        return message, data or b""
    finally:
        _POOL.give(worker, is_sound=is_sound)


def _label(request: Request, name: str) -> str:
    part = name.removeprefix(request.name).lstrip("/")
    return f"{request.path}: {part}" if part else str(request.path)


class _Talk:
    """One conversation with a worker about one request."""

    def __init__(self, request: Request, settings: Settings, limits: Limits) -> None:
        self.step = -1  # the part that was being read when it ended
        self.name = request.name
        self.reason = ""
        self.is_over = False
        self._request = request
        self._settings = settings
        self._limits = limits

    @property
    def is_part(self) -> bool:
        """Whether what was being read is a part of the file, so that others may follow."""
        return self.name != self._request.name

    def run(self, first: int, lost: int) -> Iterator[Document | Fault]:
        """The documents from a part on; `is_over` tells whether they came to their end."""
        worker = _POOL.take(self._settings)
        try:
            worker.ask(self._request, self._limits, {"first": first, "lost": lost})
            while (message := worker.answer()) is not None:
                kind = message.pop("kind")
                if kind == "begin":
                    self.step, self.name = message["step"], message["name"]
                elif kind == "document":
                    yield document_from_json(message["document"])
                elif kind == "fault":
                    yield Fault(message["name"], message["message"])
                elif kind == "refused":
                    self.is_over = True
                    raise InputError(message["message"])
                elif kind == "exhausted":
                    self.reason = message["message"]
                    return
                else:
                    self.is_over = True
                    return
            self.reason = worker.last_words()
        finally:
            _POOL.give(worker, is_sound=self.is_over)


class _Worker:
    """A process that reads, and its pipes."""

    def __init__(self, settings: Settings) -> None:
        root = str(Path(beside.__file__).parent.parent)
        paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self.limits = (settings.read_seconds, settings.read_memory)
        self._seconds = settings.read_seconds
        self._wall = 0.0
        self._timed_out = False
        arguments = [str(settings.read_seconds), str(settings.read_memory)]
        self._process = subprocess.Popen(  # noqa: S603 (this program)
            [sys.executable, "-P", "-m", "memcon.read.worker", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def ask(self, request: Request, limits: Limits, how: Mapping[str, Any]) -> None:
        """Send it what to read, and how."""
        message = {**request_to_json(request, limits), **how}
        size = len(request.data or b"")
        self._wall = WALL_FACTOR * seconds_for(self._seconds, size)
        with suppress(OSError):  # it is gone: `answer` says so
            send(_pipe(self._process.stdin), message, request.data)

    def answer(self) -> dict[str, Any] | None:
        """Its next message; None where it has ended, or was stopped for taking too long."""
        found = self.reply()
        return found[0] if found else None

    def reply(self) -> tuple[dict[str, Any], bytes | None] | None:
        """The same with the bytes that go with it."""
        timer = threading.Timer(self._wall, self._stop)
        timer.start()
        try:
            return receive(_pipe(self._process.stdout))
        finally:
            timer.cancel()

    def last_words(self) -> str:
        """Why it has ended."""
        code = self._process.wait()
        if self._timed_out or code == -_SIGXCPU:
            return "takes too long to read; save it in another format, or raise MEMCON_READ_SECONDS"
        if code == -_SIGKILL:
            return "needs too much memory to be read; split it"
        return "damaged: the program that reads its format broke down over it; save it again"

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                _pipe(pipe).close()

    def _stop(self) -> None:
        self._timed_out = True
        self._process.kill()


class _Pool:
    """The workers that are free; one is started where none is."""

    def __init__(self) -> None:
        self._free: list[tuple[int, tuple[int, int], _Worker]] = []
        self._lock = threading.Lock()
        atexit.register(self.close)

    def take(self, settings: Settings) -> _Worker:
        """A worker under some settings that nobody else has."""
        limits = (settings.read_seconds, settings.read_memory)
        with self._lock:
            for place, (process, known, worker) in enumerate(self._free):
                # A forked process shares no worker with its parent.
                if process == os.getpid() and known == limits and worker.is_alive:
                    del self._free[place]
                    return worker
        return _Worker(settings)

    def give(self, worker: _Worker, *, is_sound: bool) -> None:
        """Take a worker back; one in the middle of something is ended."""
        if not is_sound or not worker.is_alive:
            worker.close()
            return
        with self._lock:
            self._free.append((os.getpid(), worker.limits, worker))

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            for process, _, worker in self._free:
                if process == os.getpid():
                    worker.close()
            self._free.clear()


def seconds_for(base: int, size: int) -> float:
    """How many seconds of computing an input of so many bytes may take."""
    return base + size / 250_000


def _pipe(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None  # noqa: S101 (it was asked for)
    return pipe


def close_workers() -> None:
    """End the processes that are waiting for files; others are started when they are needed."""
    _POOL.close()


_POOL = _Pool()
