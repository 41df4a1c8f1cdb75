"""HTML pages: their main text, and what their markup says of them."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.errors import InputError
from memcon.read.decode import decode
from memcon.read.formats.base import Draft, Original
from memcon.read.html import read_page


def read(original: Original) -> Iterator[Draft]:
    """The one document in a page. Raises InputError where there is no text in it."""
    html = decode(original.bytes(), name=original.name, html=True).text
    if not html.strip():
        message = f"{original.name}: empty; there is nothing to read, remove it or save it again"
        raise InputError(message)
    yield draft_of(html, name=original.name)


def draft_of(html: str, *, name: str) -> Draft:
    """A page's main text with its metadata. Raises InputError where there is none."""
    page = read_page(html, name=name)
    return Draft(page.text, ranked=(("html", page.metadata),), above=page.above, has_head=True)
