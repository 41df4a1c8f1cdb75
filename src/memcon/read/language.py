"""The language of a text, and of its sections where they are in several."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import groupby
from typing import Any

from memcon.model.document import Block, Document
from memcon.read.pagemeta import close_languages, short_texts
from memcon.read.paragraphs import CJK, is_prose

SAMPLE = 4000  # characters that settle it
ENOUGH_LETTERS = 200  # that outweigh what a page says of itself
MIN_LETTERS = 40  # of ASCII text, below which a guess is worth nothing
SHORT_LETTERS = 300  # of a text whose names may outweigh its words
PLAIN_WORDS = 0.15  # of the words of a short text, that are the small ones of its language
ISO_639_1 = 2  # letters of a code
SECTION_LETTERS = 150  # of paragraphs in a row in another language; what is less is read along
PARAGRAPH_LETTERS = 60  # of a paragraph, below which it goes with the one before
PARAGRAPHS = 2000  # of a long document that are looked at, as evenly spread as can be
HEADING, CELLS = "heading", " | "
CJK_LETTERS = 3  # letters of an alphabet that say as much as one sign
_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language; "" where there is too little text to tell."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS and sample.isascii():
        return ""
    # Varieties with codes of three letters (Wu, Egyptian Arabic) are read as their language.
    ranked = (str(code) for code, _ in _identifier().rank(sample))
    return _by_small_words(sample) or next((c for c in ranked if len(c) == ISO_639_1), "")


def _by_small_words(text: str) -> str:
    """The language of a short text by its small words; "" for longer texts, or without any."""
    if sum(map(str.isalpha, text)) >= SHORT_LETTERS:
        return ""
    words = _WORD.findall(text.casefold())
    for language, own, small in short_texts():
        if not own.isdisjoint(words):
            share = sum(word in small for word in words) / len(words)
            if share >= PLAIN_WORDS:
                return language
    return ""


def spoken(text: str, declared: str) -> str:
    """The language of a page: what it says of itself, unless its text is plainly in another.

    Templates often declare the language of the site and not of the page. "" where nothing tells.
    """
    if sum(map(str.isalpha, text[:SAMPLE])) < ENOUGH_LETTERS:
        return declared
    found = detect(text)
    if not declared or not found or found == declared:
        return found or declared
    return declared if close_languages(declared, found) else found


def with_languages(document: Document) -> Document:
    """The document, with the language of the sections that are in another one than the whole.

    A section is some paragraphs in a row with the headings above them and what stands between.
    """
    if len(document.text) < SECTION_LETTERS:
        return document
    told = zip(_told(document), document.blocks, strict=True)
    blocks: list[Block] = []
    for language, run in groupby(told, key=lambda pair: pair[0]):
        own = [block for _, block in run]
        if language != document.language and _is_in(language, _prose(document, own)):
            own = [replace(block, language=language) for block in own]
        blocks += own
    return replace(document, blocks=tuple(blocks))


def _told(document: Document) -> list[str]:
    """The language of each block by its own words, or else by those of its neighbours."""
    told: list[str] = []
    step = len(document.blocks) // PARAGRAPHS + 1
    for number, block in enumerate(document.blocks):
        text = _prose(document, [block]) if number % step == 0 else ""
        found = detect(text) if _letters(text) >= PARAGRAPH_LETTERS else ""
        near = close_languages(document.language, found)
        told.append(document.language if near else found)
    for number in range(1, len(told)):
        if document.blocks[number].kind != HEADING:
            told[number] = told[number] or told[number - 1]
    for number in reversed(range(len(told) - 1)):
        told[number] = told[number] or told[number + 1]
    return [code or document.language for code in told]


def _is_in(language: str, text: str) -> bool:
    """Whether a section is plainly in a language: a paragraph of names may look like any."""
    return _letters(text) >= SECTION_LETTERS and detect(text) == language


def _prose(document: Document, blocks: Iterable[Block]) -> str:
    """The running text of blocks: rows of tables and labels are in no language."""
    texts = (document.text[block.start : block.end] for block in blocks)
    return "\n".join(text for text in texts if is_prose(text) and CELLS not in text)


def _letters(text: str) -> int:
    """How much a text says, in letters of an alphabet."""
    letters = sum(map(str.isalpha, text))
    return letters + (CJK_LETTERS - 1) * len(CJK.findall(text))


@cache
def _identifier() -> Any:
    # Loading its model costs more than reading a hundred documents: only where it is needed.
    import py3langid  # noqa: PLC0415

    return py3langid
