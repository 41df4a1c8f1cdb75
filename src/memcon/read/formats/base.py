"""What every format's reader takes and gives."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

from memcon.errors import InputError
from memcon.model.document import Block
from memcon.model.place import Anchor, Box
from memcon.read.fields import FieldMap
from memcon.read.metadata import Metadata

_SMALL = 10_000_000  # bytes; what unpacks to less is no bomb
_KEY_CHARS = 200
_SLUG_CHARS = 80
_NO_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
_INSTEAD = {"\x0b": "\n", "\x0c": "\n", "\r": "\n"}
SKIP = "skip"  # a kind of block: text that is no body text (page furniture, captions)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one input is read."""

    max_bytes: int = 20_000_000  # of one document
    max_documents: int = 100_000  # in one archive, mailbox, feed or table
    max_unpacked: int = 4_000_000_000  # bytes that one archive may unpack to
    max_ratio: int = 200  # unpacked to packed, beyond 10 MB: what is above is a bomb
    max_depth: int = 4  # archives in archives


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of one document, or of something that holds several."""

    name: str  # what messages call it: a path, or a path and a name in it
    file: str  # its file name, whose suffix says what it should be
    data: bytes = b""
    path: Path | None = None  # instead of `data`, for what is read piece by piece
    limits: Limits = field(default_factory=Limits)
    fields: FieldMap | None = None  # which fields of a table mean what, where the user says so
    content_type: str = ""  # what the mail or the server called it
    address: str = ""  # where it was fetched

    @property
    def suffix(self) -> str:
        """The suffix of its file name, in small letters."""
        return Path(self.file).suffix.lower()

    def open(self) -> BinaryIO:
        """Its bytes as a file."""
        return io.BytesIO(self.data) if self.path is None else self.path.open("rb")

    def bytes(self) -> bytes:
        """All of its bytes. Raises InputError where these are more than a document may have."""
        if self.path is None:
            return self.data
        with self.path.open("rb") as file:
            data = file.read(self.limits.max_bytes + 1)
        if len(data) > self.limits.max_bytes:
            raise InputError(too_big(self.name, self.path.stat().st_size, self.limits.max_bytes))
        return data


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as its format's reader gives it: text, structure, places, metadata."""

    text: str
    ranked: tuple[tuple[str, Metadata], ...] = ()  # what the file says of itself, best source first
    kinds: tuple[Block, ...] = ()  # what the markup calls parts of the text; "skip" is no body
    anchors: tuple[Anchor, ...] = ()
    above: tuple[str, ...] = ()  # short lines above the text, where the day may stand
    is_chosen: bool = False  # whether markup has told the text from what is around it
    has_head: bool = False  # whether header lines and front matter may stand in the text
    notes: Mapping[str, str] = field(default_factory=dict)  # what else the user should know
    key: str = ""  # the document's name in what holds several
    data: bytes | None = None  # its own part of the original, where that holds several
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in another: in an archive, attached to an e-mail."""

    key: str  # its name there
    data: bytes
    content_type: str = ""
    ranked: tuple[tuple[str, Metadata], ...] = ()
    file: str = ""  # its file name, where the key is none
    row: Metadata | None = None  # of the metadata.csv beside it, which outranks what it says


@dataclass(frozen=True, slots=True)
class Flaw:
    """A part of an original that cannot be read, and why in one line; the rest goes on."""

    key: str
    message: str
    is_bomb: bool = False
    is_placed: bool = False  # whether the message itself says where it is


class BombError(InputError):
    """What unpacks to far more than it should."""


Part = Draft | Member | Flaw
Read = Callable[[Original], Iterator[Part]]


class TextBuilder:
    """Puts a text together from paragraphs, with what they are and where they come from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._kinds: list[Block] = []
        self._anchors: list[Anchor] = []

    @property
    def is_empty(self) -> bool:
        """Whether no paragraph was added yet."""
        return not self._parts

    def add(
        self, pieces: Iterator[Piece] | list[Piece], *, kind: str = "", glue: str = "\n\n"
    ) -> None:
        """Add a paragraph made of pieces; `glue` stands between it and the one before."""
        kept = [piece for piece in pieces if piece.text]
        if not any(piece.text.strip() for piece in kept):
            return
        if self._parts:
            self._put(glue)
        start = self._length
        for piece in kept:
            if piece.is_original:
                self._anchors.append(piece.anchored(self._length))
            self._put(piece.text)
        if kind:
            self._kinds.append(Block(start, self._length, kind))

    def draft(self, **fields: Any) -> Draft:
        """The text so far as a Draft."""
        return Draft(
            "".join(self._parts),
            kinds=tuple(self._kinds),
            anchors=tuple(self._anchors),
            **fields,
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a paragraph, and where they come from; `element` and `box` empty: put in."""

    text: str
    paragraph: int = 0
    element: str = ""
    at: int = 0
    box: Box | None = None
    edges: tuple[float, ...] = ()

    @property
    def is_original(self) -> bool:
        """Whether the characters stand in the original."""
        return bool(self.paragraph or self.element or self.box)

    def anchored(self, start: int) -> Anchor:
        """The anchor of these characters where they begin at `start` of the text."""
        return Anchor(
            start,
            start + len(self.text),
            paragraph=self.paragraph,
            element=self.element,
            at=self.at,
            box=self.box,
            edges=self.edges,
        )


class Unpacking:
    """Counts what one archive unpacks to, and stops where it is a bomb."""

    def __init__(self, original: Original) -> None:
        self.limits = original.limits
        self.name = original.name
        self._total = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more of the archive is to be read."""
        return self._total > self.limits.max_unpacked

    def read(self, file: IO[bytes], *, packed: int = 0) -> bytes:
        """All bytes of a file in the archive, which takes `packed` there where that is known.

        Raises InputError where these are more than a document may have, BombError where they, or
        all together, are more than an archive may hold.
        """
        data = b"" if self.is_over else file.read(self.limits.max_bytes + 1)
        self._total += len(data)
        if len(data) > self.limits.max_bytes:
            raise InputError(too_big(self.name, len(data), self.limits.max_bytes))
        ratio = len(data) / packed if packed else 0
        is_bomb = len(data) > _SMALL and ratio > self.limits.max_ratio
        if is_bomb or self.is_over:
            message = f"{self.name}: unpacks to far more than it should (a bomb); not read"
            raise BombError(message)
        return data


def clean_key(key: str) -> str:
    """A name in an archive as part of a document's name: no way up, no signs that are not seen."""
    visible = "".join(
        "�" if unicodedata.category(char) == "Cs" else char
        for char in key.replace("\\", "/")
        if unicodedata.category(char) not in {"Cc", "Cf", "Zl", "Zp"}
    )
    parts = [part.strip() for part in visible.split("/")]
    kept = [part for part in parts if part not in {"", ".", ".."}]
    return "/".join(kept)[-_KEY_CHARS:] or "unnamed"


def slug(text: str) -> str:
    """Words as part of a document's name: letters and figures of any script, hyphens between."""
    words = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", text).lower()).replace("_", "-")
    return re.sub(r"-{2,}", "-", words)[:_SLUG_CHARS].strip("-")


def clean_text(text: str) -> str:
    """The text with the same length, without signs that are none: zero bytes, half characters."""
    return _NO_SIGNS.sub(lambda match: _INSTEAD.get(match.group(), " "), text)


def too_big(name: str, size: int, limit: int) -> str:
    """What to say of a document that is over the cap."""
    return (
        f"{name}: {size} bytes, over the cap of {limit}; "
        "split it or raise the setting MEMCON_MAX_BYTES"
    )
