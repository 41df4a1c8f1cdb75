"""A document as read: its text never changes once read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 (`date` is a field)
from typing import Any

from memcon.model.place import Anchor

OFFICIAL = "official"  # the key of `Document.sources` that marks official statistics

RANGE = "range"  # the source of a date that is the last of several days, any of which may be meant


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of body text (paragraph, heading, list item): `text[start:end]`, one line or more.

    Boilerplate and header lines belong to no block: they stay in the text and are passed over.
    """

    start: int
    end: int
    kind: str = "paragraph"  # "paragraph", "heading", "item"
    language: str = ""  # where it is another than the document's


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that a document was read from, and where they were: a path or an address."""

    data: bytes
    read_from: str = ""

    @property
    def sha256(self) -> str:
        """Their hash."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its extracted text, where it came from and what is known about it."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    publisher: str = ""
    date: Date | None = None
    language: str = "en"
    author: str = ""
    url: str = ""
    sha256: str = ""  # of the original bytes
    modified: Date | None = None  # the day of its last change, where it says so
    media_type: str = "text/plain"
    place: str = ""  # of the dateline
    sources: Mapping[str, str] = field(default_factory=dict)  # how each metadata value was found
    anchors: tuple[Anchor, ...] = ()  # where its text stands in the original, in order
    original: Original | None = field(default=None, compare=False, repr=False)  # to be kept

    @property
    def text_hash(self) -> str:
        """SHA-256 of the extracted text: the document's identity."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its text, its own first."""
        return tuple(dict.fromkeys([self.language, *map(self.language_of, self.blocks)]))

    def language_of(self, block: Block) -> str:
        """The language of one of its blocks."""
        return block.language or self.language

    @property
    def is_official(self) -> bool:
        """Whether it holds official statistics rather than somebody's account."""
        return bool(self.sources.get(OFFICIAL))


def blocks_to_json(blocks: Iterable[Block]) -> list[list[Any]]:
    """Blocks as JSON: start, end, kind, and the language where it is not the document's."""
    return [[b.start, b.end, b.kind, *filter(None, [b.language])] for b in blocks]


def blocks_from_json(found: Iterable[Sequence[Any]]) -> tuple[Block, ...]:
    """Blocks from what `blocks_to_json` gave. Raises ValueError where there are none."""
    return tuple(Block(int(start), int(end), *map(str, rest)) for start, end, *rest in found)
