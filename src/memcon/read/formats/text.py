"""Plain text and Markdown: the text is the file's own, whole, but for exports of many articles."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.errors import InputError
from memcon.read.decode import decode
from memcon.read.formats.base import Draft, Original
from memcon.read.formats.exports import articles


def read(original: Original) -> Iterator[Draft]:
    """The document in a text file, or an export's articles. Raises InputError where it is none."""
    text = decode(original.bytes(), name=original.name).text
    if not text.strip():
        message = f"{original.name}: empty; there is nothing to read, remove it or save it again"
        raise InputError(message)
    found = articles(text)
    if found:
        yield from found
        return
    yield Draft(text, has_head=True)
