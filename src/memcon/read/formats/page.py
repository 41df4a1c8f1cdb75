"""HTML pages: their main text, and what their markup says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from memcon.errors import InputError
from memcon.read.decode import decode
from memcon.read.formats.base import Draft, Original
from memcon.read.html import read_page

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def read(original: Original) -> Iterator[Draft]:
    """The one document in a page. Raises InputError where there is no text in it."""
    html = source_of(original)
    if not html.strip():
        message = f"{original.name}: empty; there is nothing to read, remove it or save it again"
        raise InputError(message)
    yield draft_of(html, name=original.name, address=original.address)


def source_of(original: Original) -> str:
    """The source of a page, decoded: what the anchors of its text stand in."""
    charset = CHARSET.search(original.content_type)
    told = charset[1] if charset else ""
    return decode(original.bytes(), name=original.name, html=True, told=told).text


def draft_of(html: str, *, name: str, address: str = "") -> Draft:
    """A page's main text with its metadata; `address` is where it came from, where that is known.

    Raises InputError where there is no text in it.
    """
    page = read_page(html, name=name, address=address)
    return Draft(
        page.text,
        ranked=page.ranked,
        kinds=page.kinds,
        anchors=page.anchors,
        is_chosen=True,
    )
