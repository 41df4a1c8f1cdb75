"""EPUB: the chapters of a book in reading order, as one document."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from memcon.errors import InputError
from memcon.read.dates import parse_date
from memcon.read.decode import decode
from memcon.read.fields import stamp_day
from memcon.read.formats.base import Draft, Original, TextBuilder
from memcon.read.formats.blocks import add_markup, parse_fragment
from memcon.read.formats.package import Package, attribute, local
from memcon.read.headers import language_code
from memcon.read.metadata import Metadata

_CONTAINER = "META-INF/container.xml"
_MOST_CHAPTERS = 5_000


def read(original: Original) -> Iterator[Draft]:
    """The book as one document. Raises InputError where it is damaged, locked or has no text."""
    with Package(original) as package:
        root = _book(package, original)
        folder = root[0].rpartition("/")[0]
        builder = TextBuilder()
        for href in _chapters(root[1]):
            part = posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
            if part not in package.names:
                continue
            tree = parse_fragment(decode(package.bytes(part), name=original.name, html=True).text)
            if tree is not None:
                add_markup(builder, tree, element=part)
        if builder.is_empty:
            locked = "META-INF/encryption.xml" in package.names
            reason = "is locked (DRM)" if locked else "has no text; a book of pictures needs OCR"
            message = f"{original.name}: {reason}"
            raise InputError(message)
        yield builder.draft(ranked=(("book", _metadata(root[1])),))


def _book(package: Package, original: Original) -> tuple[str, Any]:
    """The name and the root element of the part that lists the others."""
    container = package.xml(_CONTAINER)
    for element in container.iter() if container is not None else ():
        path = attribute(element, "full-path") if local(element) == "rootfile" else ""
        found = package.xml(path) if path else None
        if found is not None:
            return path, found
    message = f"{original.name}: an EPUB file without a list of chapters; save it again"
    raise InputError(message)


def _chapters(root: Any) -> Iterator[str]:
    """The addresses of the chapters in reading order, each once."""
    items = {
        attribute(one, "id"): attribute(one, "href") for one in root.iter() if local(one) == "item"
    }
    order = [attribute(one, "idref") for one in root.iter() if local(one) == "itemref"]
    for ident in list(dict.fromkeys(order))[:_MOST_CHAPTERS]:
        if items.get(ident):
            yield items[ident]


def _metadata(root: Any) -> Metadata:
    values: dict[str, str] = {}
    for element in root.iter():
        name = local(element)
        if name in {"title", "creator", "publisher", "language", "date", "source"} and element.text:
            if name == "date" and attribute(element, "event") not in {"", "publication"}:
                continue
            values.setdefault(name, " ".join(element.text.split()))
    day = values.get("date", "")
    return Metadata(
        title=values.get("title", ""),
        author=values.get("creator", ""),
        publisher=values.get("publisher", ""),
        language=language_code(values.get("language", "")),
        # A bare year is no day.
        date=(stamp_day(day) or parse_date(day)) if len(day) >= 10 else None,  # noqa: PLR2004 (YYYY-MM-DD)
    )
