"""TAR archives, packed or not: each file in them that can be read is a document of its own."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

from memcon.errors import InputError
from memcon.read.formats.archive import Tables, is_passed_over, is_table
from memcon.read.formats.base import Flaw, Member, Original, Part, Unpacking, too_big

_DAMAGED = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


def read(original: Original) -> Iterator[Part]:
    """The files in an archive, in their order. Raises InputError for a damaged one."""
    with original.open() as file:
        tables = tables_of(file, original)
    with original.open() as file:
        yield from read_stream(file, original, tables)


def tables_of(file: IO[bytes], original: Original) -> Tables:
    """The metadata.csv files in an archive, which may stand after the files that they are about.

    Where it is damaged, those before the damage: `read_stream` says what is wrong.
    """
    unpacking = Unpacking(original)
    found: dict[str, bytes | str] = {}
    with suppress(*_DAMAGED), tarfile.open(fileobj=file, mode="r|*") as archive:
        for entry in archive:
            if entry.isreg() and is_table(entry.name):
                try:
                    part = _member(archive, entry, unpacking)
                except InputError as error:
                    part = Flaw(entry.name, str(error).removeprefix(f"{original.name}: "))
                found[entry.name] = part.data if isinstance(part, Member) else part.message
    return Tables(found, archive=original.name)


def read_stream(file: IO[bytes], original: Original, tables: Tables) -> Iterator[Part]:
    """The files in an archive that is read from its start to its end."""
    yield from tables.faults()
    unpacking = Unpacking(original)
    found = 0
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            for entry in archive:
                found += 1
                is_read = entry.isreg() and not is_passed_over(entry.name)
                if is_read and not tables.hides(entry.name):
                    yield _member(archive, entry, unpacking, tables)
    except _DAMAGED as error:
        where = f"{original.name}: damaged or broken off after {found} entries"
        message = f"{where} ({error}); get it again"
        raise InputError(message) from error


def _member(
    archive: tarfile.TarFile,
    entry: tarfile.TarInfo,
    unpacking: Unpacking,
    tables: Tables | None = None,
) -> Member | Flaw:
    limit = unpacking.limits.max_bytes
    if entry.size > limit:
        return Flaw(entry.name, too_big("", entry.size, limit).removeprefix(": "))
    file = archive.extractfile(entry)
    row = tables.row(entry.name) if tables else None
    return Member(entry.name, unpacking.read(file) if file else b"", row=row)
