"""The process that reads files for memcon: `python -m memcon.read.worker SECONDS BYTES`.

It has limits of time and memory, opens no connection, and writes nothing but its answers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from memcon.errors import InputError
from memcon.model.document import Document
from memcon.read.formats.base import Limits
from memcon.read.isolated import seconds_for
from memcon.read.request import Request
from memcon.read.showing import show
from memcon.read.walk import Walk
from memcon.read.wire import document_to_json, receive, request_from_json, send

try:
    import resource
except ImportError:  # not on every system
    resource = None  # type: ignore[assignment]


def main(seconds: int, memory: int) -> None:
    """Answer requests until there are no more."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries that print must not speak into the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    while (request := receive(requests)) is not None:
        message, data = request
        _answer(answers, message, data, seconds)


def _answer(answers: BinaryIO, message: dict[str, Any], data: bytes | None, seconds: int) -> None:
    request, limits = request_from_json(message, data)
    allowed = seconds_for(seconds, len(data or b""))
    if "show" in message:
        _allow(allowed)
        _show(answers, request, limits, message["show"])
        return

    def begin(step: int, name: str) -> None:
        _allow(allowed)
        send(answers, {"kind": "begin", "step": step, "name": name})

    walk = Walk(request.given(), begin, first=message["first"], lost=message["lost"])
    _allow(allowed)
    with _told(answers):
        for item in walk.run(request.original(limits)):
            if isinstance(item, Document):
                send(answers, {"kind": "document", "document": document_to_json(item)})
            else:
                send(answers, {"kind": "fault", "name": item.name, "message": item.message})
        send(answers, {"kind": "end"})


def _show(answers: BinaryIO, request: Request, limits: Limits, wanted: dict[str, Any]) -> None:
    with _told(answers):
        told, data = show(request, limits, wanted)
        send(answers, {"kind": "shown", **told}, data)


@contextmanager
def _told(answers: BinaryIO) -> Iterator[None]:
    """Turn what ends the reading of a file into an answer."""
    try:
        yield
    except InputError as error:
        send(answers, {"kind": "refused", "message": str(error)})
    except MemoryError:
        reason = "needs too much memory to be read; split it, or raise MEMCON_READ_MEMORY"
        send(answers, {"kind": "exhausted", "message": reason})
    except Exception as error:  # noqa: BLE001 (a fault met in one file must not lose the others)
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        send(answers, {"kind": "exhausted", "message": f"cannot be read: internal error: {reason}"})


def _allow(seconds: float) -> None:
    """Give the process so many seconds of computing from now on."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
