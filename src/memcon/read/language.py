"""The language of a text."""

from __future__ import annotations

from functools import cache
from typing import Any

from memcon.read.pagemeta import close_languages

SAMPLE = 4000  # characters that settle it
ENOUGH_LETTERS = 200  # that outweigh what a page says of itself
MIN_LETTERS = 40  # of ASCII text, below which a guess is worth nothing
ISO_639_1 = 2  # letters of a code


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language; "" where there is too little text to tell."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS and sample.isascii():
        return ""
    # Varieties with codes of three letters (Wu, Egyptian Arabic) are read as their language.
    ranked = (str(code) for code, _ in _identifier().rank(sample))
    return next((code for code in ranked if len(code) == ISO_639_1), "")


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


@cache
def _identifier() -> Any:
    # Loading its model costs more than reading a hundred documents: only where it is needed.
    import py3langid  # noqa: PLC0415

    return py3langid
