"""Text as files take it: no control characters, no formulas, amounts of bytes as they are."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

# What no XML file, spreadsheet or line of a table may hold: controls but for tab and line ends,
# halves of surrogate pairs, and the code points that stand for no character.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for the begin of a formula
_LINE_ENDS = re.compile(r"[\s\u2028\u2029]+")


def clean(text: str) -> str:
    """The text without what files cannot hold; its lines stay."""
    return _FORBIDDEN.sub(" ", text)


def one_line(text: str) -> str:
    """The text on one line, without what files cannot hold."""
    return _LINE_ENDS.sub(" ", clean(text)).strip()


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.startswith(_FORMULA)


def harmless(text: str) -> str:
    """The text with a quote before it, where a spreadsheet would take it for a formula."""
    return f"'{text}" if is_formula(text) else text


def encoded(text: str) -> bytes:
    """The text as UTF-8."""
    return text.encode("utf-8", errors="replace")


def put(file: BinaryIO, text: str) -> None:
    """Write text to a file of bytes."""
    file.write(encoded(text))


def cleaned(value: Any) -> Any:
    """A JSON value with all its texts cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): cleaned(item) for key, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list) else value
