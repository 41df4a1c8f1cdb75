"""gzip, bzip2 and xz: what is packed is read as if it were not."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from memcon.errors import InputError
from memcon.read.formats import warc
from memcon.read.formats.base import Member, Original, Part, Unpacking
from memcon.read.formats.tar import read_stream, tables_of

_DAMAGED = (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)
_ROOM = 1024
_TAR = slice(257, 262)


def read(original: Original) -> Iterator[Part]:
    """What is packed: a document, or the documents of an archive or a crawl."""
    try:
        with original.open() as file, _unpacked(file) as stream:
            start = stream.read(_ROOM)
    except _DAMAGED as error:
        message = f"{original.name}: damaged or broken off ({error}); get it again"
        raise InputError(message) from error
    if start.startswith(b"WARC/"):
        yield from warc.read(original)  # it unpacks by itself, record by record
        return
    if start[_TAR] == b"ustar":
        with original.open() as file, _unpacked(file) as stream:
            tables = tables_of(stream, original)
        with original.open() as file, _unpacked(file) as stream:
            yield from read_stream(stream, original, tables)
        return
    with original.open() as file, _unpacked(file) as stream:
        yield _single(original, stream)


def _single(original: Original, stream: IO[bytes]) -> Member:
    with original.open() as file:
        packed = file.seek(0, 2)
    try:
        data = Unpacking(original).read(stream, packed=packed)
    except _DAMAGED as error:
        message = f"{original.name}: damaged or broken off ({error}); get it again"
        raise InputError(message) from error
    return Member("", data, file=PurePosixPath(original.file).stem)


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    magic = file.read(3)
    file.seek(0)
    if magic == b"BZh":
        return bz2.BZ2File(file)
    if magic == b"\xfd7z":
        return lzma.LZMAFile(file)
    return gzip.GzipFile(fileobj=file)  # type: ignore[return-value]
