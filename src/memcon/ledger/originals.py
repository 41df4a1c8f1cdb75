"""Originals: the bytes that documents were read from, kept once however many rest on them.

By setting they are in the database, or in a folder whose files are named by their hash.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from memcon.errors import InputError, LedgerError
from memcon.files import written_bytes
from memcon.ledger import schema as s
from memcon.model.document import Document

OFF, DATABASE, FOLDER = "off", "database", "folder"
_MISSING = "its original is missing; set MEMCON_ORIGINALS to the folder where it was kept"
_TEXTS = ("text/plain", "text/markdown")  # whose text is the file's own, whole


@dataclass(frozen=True, slots=True)
class Kept:
    """An original as it is kept: the bytes, their hash, when they were read and from where."""

    data: bytes
    sha256: str
    read_at: str  # ISO 8601, UTC
    read_from: str


@dataclass(frozen=True, slots=True)
class Originals:
    """Where a ledger's originals go: `folder`, else the database; nowhere unless `are_kept`."""

    folder: Path | None = None
    are_kept: bool = True

    def keep(self, connection: Connection, document_id: int, document: Document) -> None:
        """Keep what a document was read from, unless that is known."""
        original = document.original
        if original is None or not self.are_kept:
            return
        known = select(s.originals.c.sha256).where(s.originals.c.document_id == document_id)
        before = connection.execute(known).scalar()
        if before == original.sha256:
            return
        connection.execute(delete(s.originals).where(s.originals.c.document_id == document_id))
        row = {
            "document_id": document_id,
            "sha256": original.sha256,
            "size": len(original.data),
            "read_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "read_from": original.read_from,
        }
        connection.execute(insert(s.originals).values(row))
        self._put(connection, original.sha256, original.data)
        if before is not None:
            self.forget(connection, [before])

    def content(self, connection: Connection, sha256: str) -> bytes | None:
        """The bytes with a hash, or None where they are not to be found."""
        packed = connection.execute(
            select(s.contents.c.content).where(s.contents.c.sha256 == sha256)
        ).scalar()
        if packed is not None:
            with suppress(zlib.error):
                return zlib.decompress(packed)
            return None
        if self.folder is None:
            return None
        with suppress(OSError):
            return self._path(self.folder, sha256).read_bytes()
        return None

    def find(self, connection: Connection, document_id: int, name: str) -> Kept | None:
        """The original of a document, None where none was kept; LedgerError where it is missing."""
        query = select(s.originals).where(s.originals.c.document_id == document_id)
        row = connection.execute(query).first()
        if row is None:
            return None
        content = self.content(connection, row.sha256)
        if content is None:
            message = f"{name}: {_MISSING}"
            raise LedgerError(message)
        return Kept(content, row.sha256, row.read_at, row.read_from)

    def forget(self, connection: Connection, hashes: Iterable[str]) -> list[str]:
        """Take bytes away on which no document rests any more; their hashes.

        Files go by `unlink`, once that has been stored.
        """
        gone = []
        for sha256 in sorted(set(hashes)):
            used = select(s.originals.c.sha256).where(s.originals.c.sha256 == sha256).limit(1)
            if connection.execute(used).first() is None:
                connection.execute(delete(s.contents).where(s.contents.c.sha256 == sha256))
                gone.append(sha256)
        return gone

    def unlink(self, hashes: Iterable[str]) -> None:
        """Take away the files of bytes that were forgotten."""
        if self.folder is not None:
            for sha256 in hashes:
                with suppress(OSError):
                    self._path(self.folder, sha256).unlink(missing_ok=True)

    def problems(self, connection: Connection) -> Iterator[str]:
        """Originals that are missing, not what their hash says, or not what their text says."""
        query = (
            select(
                s.originals.c.sha256,
                s.documents.c.id,
                s.documents.c.name,
                s.documents.c.media_type,
                s.documents.c.sha256.label("document"),
            )
            .join(s.documents, s.documents.c.id == s.originals.c.document_id)
            .order_by(s.documents.c.name, s.documents.c.version)
        )
        for row in connection.execute(query).all():
            content = self.content(connection, row.sha256)
            if content is None:
                yield f"{row.name}: {_MISSING}"
            elif hashlib.sha256(content).hexdigest() != row.sha256:
                yield f"{row.name}: its original is not what its hash says"
            elif row.media_type in _TEXTS and row.sha256 == row.document:
                text = select(s.documents.c.text).where(s.documents.c.id == row.id)
                if not _says(content, row.name, connection.execute(text).scalar_one()):
                    yield f"{row.name}: its text is not what its original says"

    def _put(self, connection: Connection, sha256: str, content: bytes) -> None:
        if self.folder is not None:
            path = self._path(self.folder, sha256)
            if not path.exists():
                try:
                    with written_bytes(path) as file:
                        file.write(content)
                except InputError as error:
                    raise LedgerError(str(error)) from error
            return
        put_content(connection, sha256, content)

    @staticmethod
    def _path(folder: Path, sha256: str) -> Path:
        return folder / sha256[:2] / sha256


def originals_at(setting: str, ledger: str | None) -> Originals:
    """Where originals go by the setting; `ledger` is the path of a ledger that is a file.

    Raises LedgerError for `folder` where the ledger is no file to stand beside.
    """
    if setting == OFF:
        return Originals(are_kept=False)
    if setting == DATABASE:
        return Originals()
    if setting != FOLDER:
        return Originals(Path(setting).expanduser())
    if ledger is None:
        message = "MEMCON_ORIGINALS=folder: a ledger on a server has no place; name a folder"
        raise LedgerError(message)
    return Originals(Path(f"{ledger}.originals"))


def put_content(connection: Connection, sha256: str, content: bytes) -> None:
    """Put bytes into the database, unless they are there."""
    known = select(s.contents.c.sha256).where(s.contents.c.sha256 == sha256)
    if connection.execute(known).first() is None:
        packed = {"sha256": sha256, "content": zlib.compress(content)}
        connection.execute(insert(s.contents).values(packed))


def missing_from(connection: Connection) -> list[str]:
    """The hashes of originals that are not in the database."""
    query = select(s.originals.c.sha256).distinct()
    query = query.outerjoin(s.contents, s.contents.c.sha256 == s.originals.c.sha256)
    found: Any = connection.execute(query.where(s.contents.c.sha256.is_(None))).scalars()
    return sorted(found)


def _says(content: bytes, name: str, text: str) -> bool:
    # Readers of files take longer to import than a ledger to open, and only a check needs them.
    from memcon.read.decode import decode  # noqa: PLC0415
    from memcon.read.formats.base import clean_text  # noqa: PLC0415

    try:
        return clean_text(decode(content, name=name).text) == text
    except InputError:
        return False
