"""ZIP archives: each file in them that can be read is a document of its own."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from memcon.errors import InputError
from memcon.read.formats.archive import Tables, is_passed_over, is_table
from memcon.read.formats.base import BombError, Flaw, Member, Original, Part, Unpacking, too_big

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def read(original: Original) -> Iterator[Part]:
    """The files in an archive, in the order of their names. Raises InputError for a damaged one."""
    with original.open() as file:
        try:
            archive = zipfile.ZipFile(file)
        except _DAMAGED as error:
            message = f"{original.name}: not a whole ZIP file ({error}); get it again"
            raise InputError(message) from error
        with archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.filename)
            unpacking = Unpacking(original)
            entries = [
                entry
                for entry in entries
                if not _is_link_or_folder(entry) and not is_passed_over(entry.filename)
            ]
            tables = _tables(archive, entries, unpacking)
            yield from tables.faults()
            for entry in entries:
                if not tables.hides(entry.filename):
                    yield _member(archive, entry, unpacking, tables)


def _tables(
    archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo], unpacking: Unpacking
) -> Tables:
    found: dict[str, bytes | str] = {}
    for entry in entries:
        if is_table(entry.filename):
            part = _member(archive, entry, unpacking)
            found[entry.filename] = part.data if isinstance(part, Member) else part.message
    return Tables(found, archive=unpacking.name)


def _is_link_or_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16)


def _member(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    unpacking: Unpacking,
    tables: Tables | None = None,
) -> Member | Flaw:
    limit = unpacking.limits.max_bytes
    if entry.flag_bits & 1:
        return Flaw(entry.filename, "needs a password; unpack the archive first")
    if entry.file_size > limit:
        return Flaw(entry.filename, too_big("", entry.file_size, limit).removeprefix(": "))
    try:
        with archive.open(entry) as file:
            data = unpacking.read(file, packed=entry.compress_size)
    except InputError as error:
        if unpacking.is_over:
            raise
        message = str(error).removeprefix(f"{unpacking.name}: ")
        return Flaw(entry.filename, message, isinstance(error, BombError))
    except (*_DAMAGED, RuntimeError) as error:
        return Flaw(entry.filename, f"damaged in the archive ({error}); get it again")
    return Member(entry.filename, data, row=tables.row(entry.filename) if tables else None)
