"""PDF: the text layer in reading order, with the page and the place of every character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium

from memcon.errors import InputError
from memcon.model.place import Anchor
from memcon.read.formats.base import Draft, Original, Piece, TextBuilder
from memcon.read.formats.pdf.columns import lines_of_pages
from memcon.read.formats.pdf.furniture import body_size, sort_lines
from memcon.read.formats.pdf.page import Page, read_page
from memcon.read.formats.pdf.paragraphs import Setter
from memcon.read.formats.pdf.tables import with_cells
from memcon.read.formats.properties import known
from memcon.read.text import ITEM

_MOST_PAGES = 5_000
_PASSWORD = 4  # PDFium's error where one is needed


def read(original: Original) -> Iterator[Draft]:
    """The one document in a PDF file. Raises InputError where it is damaged or has no text."""
    try:
        document = pdfium.PdfDocument(original.bytes())
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", 0) == _PASSWORD or "password" in str(error).lower():
            message = f"{original.name}: needs a password; save it without one"
        else:
            message = f"{original.name}: not a sound PDF file; save or get it again"
        raise InputError(message) from error
    try:
        yield _draft(document, original)
    finally:
        document.close()


def _draft(document: Any, original: Original) -> Draft:
    pages = _pages(document, original)
    builder = _text(pages)
    blank = [page.number for page in pages if page.has_pictures]
    if builder.is_empty:
        if blank:
            message = (
                f"{original.name}: scanned: its {len(pages)} page(s) are pictures without text; "
                "recognise their text first (OCR)"
            )
        else:
            message = f"{original.name}: no text in this PDF; get it in another form"
        raise InputError(message)
    info = document.get_metadata_dict()
    draft = builder.draft()
    told = known(
        title=" ".join(str(info.get("Title", "")).split()),
        author=" ".join(str(info.get("Author", "")).split()),
        language="",
        text=draft.text,
    )
    notes = {"pages without text": _ranges(blank)} if blank else {}
    anchors = tuple(_as_shown(anchor, pages) for anchor in draft.anchors)
    return replace(draft, ranked=(("file properties", told),), notes=notes, anchors=anchors)


def _as_shown(anchor: Anchor, pages: Sequence[Page]) -> Anchor:
    """An anchor on the page as it is shown; along a line that runs otherwise nothing is cut."""
    box = anchor.box
    page = pages[box.page - 1] if box is not None else None
    if box is None or page is None or not page.turned:
        return anchor
    return replace(anchor, box=page.shown(box), edges=())


def _pages(document: Any, original: Original) -> list[Page]:
    count = len(document)
    if count > _MOST_PAGES:
        message = f"{original.name}: {count} pages, over the cap of {_MOST_PAGES}; split it"
        raise InputError(message)
    found = []
    for index in range(count):
        try:
            found.append(read_page(document, index))
        except pdfium.PdfiumError:  # one page is damaged: the others can be read
            found.append(Page(index + 1, 0.0, 0.0, ()))
    return found


def _text(pages: Sequence[Page]) -> TextBuilder:
    lines = [with_cells(own) for own in lines_of_pages([page.runs for page in pages])]
    found = sort_lines(pages, lines)
    setter = Setter(found.text, body_size(found.text))
    builder = TextBuilder()
    was_row = False
    for paragraph in setter.paragraphs():
        is_row = paragraph.kind == ITEM
        pieces = setter.row(paragraph.lines[0]) if is_row else setter.pieces(paragraph.lines)
        builder.add(pieces, kind=paragraph.kind, glue="\n" if is_row and was_row else "\n\n")
        was_row = is_row
    for mark, own in found.notes:
        pieces = _without_mark(setter.pieces(own), mark)
        builder.add([Piece(f"[{mark}] "), *pieces], kind=ITEM)
    return builder


def _without_mark(pieces: list[Piece], mark: str) -> list[Piece]:
    """A note's text without the sign that it begins with."""
    first = pieces[0]
    cut = len(first.text) - len(first.text.lstrip()[len(mark) :].lstrip(".) "))
    rest = Piece(first.text[cut:], box=first.box, edges=first.edges[cut:])
    kept = [rest, *pieces[1:]] if rest.text else pieces[1:]
    while kept and not kept[0].text.strip():
        kept = kept[1:]
    return kept


def _ranges(numbers: Sequence[int]) -> str:
    """Page numbers as ranges: 1, 4-6."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in found)
