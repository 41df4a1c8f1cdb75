"""The language of a text."""

from __future__ import annotations

from functools import cache
from typing import Any

SAMPLE = 4000  # characters that settle it
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


@cache
def _identifier() -> Any:
    # Loading its model costs more than reading a hundred documents: only where it is needed.
    import py3langid  # noqa: PLC0415

    return py3langid
