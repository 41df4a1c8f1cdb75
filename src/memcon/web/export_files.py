"""Exports as they are sent: made piece by piece in a thread of their own, whatever their size."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, BinaryIO, cast

from fastapi.responses import StreamingResponse

from memcon.api import export_formats
from memcon.errors import UsageError
from memcon.web.rest.answers import stream

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.ledger.reading import RecordQuery

_PIECE = 1 << 18  # bytes sent at once
_AHEAD = 8  # pieces that are made before the first of them is taken
_LOOK = 0.2  # seconds between two looks whether anybody still waits for the rest


def export_file(
    ledger: Ledger,
    name: str,
    query: RecordQuery,
    *,
    quote_length: int | None = None,
    zeros: str = "span",
) -> StreamingResponse:
    """The records of a query in a format, as a file; the other options are those of `export_to`.

    Raises UsageError for a format that is none, or where a package is missing.
    """
    chosen = export_formats().get(name)
    if chosen is None:
        message = f"{name}: no format of export; one of {', '.join(export_formats())}"
        raise UsageError(message)

    def write(file: BinaryIO) -> None:
        ledger.export_to(file, name, query=query, quote_length=quote_length, zeros=zeros)

    headers = {
        "content-disposition": f'attachment; filename="memcon-{name}{chosen.suffix}"',
        "content-security-policy": "sandbox; default-src 'none'",
    }
    return stream(pieces_of(write), chosen.media_type, headers=headers)


def pieces_of(write: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """What a function writes to a file, as it is written; its errors are raised here.

    Whoever closes the iterator before its end has the writing stop.
    """
    pipe = _Pipe()
    Thread(target=pipe.run, args=(write,), name="export", daemon=True).start()
    try:
        while piece := pipe.pieces.get():
            yield piece
        if pipe.error is not None:
            raise pipe.error
    finally:
        pipe.is_gone.set()


class _Pipe(io.RawIOBase):
    """A file that can only be written to, from which the pieces are taken elsewhere."""

    def __init__(self) -> None:
        self.pieces: Queue[bytes] = Queue(_AHEAD)  # an empty one is the end
        self.is_gone = Event()  # nobody takes them any more
        self.error: Exception | None = None
        self._held = bytearray()

    def run(self, write: Callable[[BinaryIO], None]) -> None:
        try:
            write(cast("BinaryIO", self))
            self._put(bytes(self._held))
        except Exception as error:  # noqa: BLE001 (raised where the pieces are taken)
            self.error = error
        with suppress(BrokenPipeError):
            self._put(b"")

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        given = bytes(data)  # type: ignore[call-overload] # whatever holds bytes
        self._held += given
        if len(self._held) >= _PIECE:
            self._put(bytes(self._held))
            self._held.clear()
        return len(given)

    def _put(self, piece: bytes) -> None:
        while not self.is_gone.is_set():
            with suppress(Full):
                self.pieces.put(piece, timeout=_LOOK)
                return
        raise BrokenPipeError
