"""Plain text and Markdown: the text is the file's own, whole."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.errors import InputError
from memcon.read.decode import decode
from memcon.read.formats.base import Draft, Original


def read(original: Original) -> Iterator[Draft]:
    """The one document in a text file. Raises InputError for what is no text."""
    text = decode(original.bytes(), name=original.name).text
    if not text.strip():
        message = f"{original.name}: empty; there is nothing to read, remove it or save it again"
        raise InputError(message)
    yield Draft(text, has_head=True)
