"""TAR archives, packed or not: each file in them that can be read is a document of its own."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from typing import IO

from memcon.errors import InputError
from memcon.read.formats.archive import is_passed_over
from memcon.read.formats.base import Flaw, Member, Original, Part, Unpacking, too_big

_DAMAGED = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


def read(original: Original) -> Iterator[Part]:
    """The files in an archive, in their order. Raises InputError for a damaged one."""
    with original.open() as file:
        yield from read_stream(file, original)


def read_stream(file: IO[bytes], original: Original) -> Iterator[Part]:
    """The files in an archive that is read from its start to its end."""
    unpacking = Unpacking(original)
    found = 0
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            for entry in archive:
                found += 1
                if entry.isreg() and not is_passed_over(entry.name):
                    yield _member(archive, entry, unpacking)
    except _DAMAGED as error:
        where = f"{original.name}: damaged or broken off after {found} entries"
        message = f"{where} ({error}); get it again"
        raise InputError(message) from error


def _member(archive: tarfile.TarFile, entry: tarfile.TarInfo, unpacking: Unpacking) -> Part:
    limit = unpacking.limits.max_bytes
    if entry.size > limit:
        return Flaw(entry.name, too_big("", entry.size, limit).removeprefix(": "))
    file = archive.extractfile(entry)
    return Member(entry.name, unpacking.read(file) if file else b"")
