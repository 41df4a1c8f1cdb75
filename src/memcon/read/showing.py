"""Originals as people look at them: a page of a PDF as a picture, an HTML page without its life.

`page_picture` and `page_markup` ask the process that reads; `show` is what it does there.
"""

from __future__ import annotations

import io
import math
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.errors import InputError
from memcon.model.document import Document
from memcon.model.place import Anchor, Box, anchors_from_json, anchors_to_json, locate
from memcon.read.formats.base import Limits, Original
from memcon.read.formats.sniff import sniff
from memcon.read.isolated import ask
from memcon.read.passage import highlighted, source_ranges
from memcon.read.request import Request
from memcon.read.walk import Walk
from memcon.settings import Settings

SCALE = 1.5  # pixels a point: a page of A4 is 893 pixels wide

_MOST_PIXELS = 16_000_000  # of a picture: a page may be as large as a wall
_MARKED = "data-passage"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a PDF as a PNG, and where a passage is on it."""

    png: bytes
    page: int  # from 1
    pages: int  # of the whole PDF
    width: int  # in pixels
    height: int
    scale: float  # pixels a point
    boxes: tuple[Box, ...]  # of the passage on this page, in pixels from the top left corner


def page_picture(
    request: Request,
    document: Document,
    start: int,
    end: int,
    *,
    settings: Settings,
    page: int = 0,
    scale: float = SCALE,
) -> PagePicture:
    """A page of the PDF that a document was read from, and where `text[start:end]` is on it.

    `page` is its number from 1, without one that on which the passage begins; `scale` the pixels
    that a point (1/72 inch) takes, fewer where the page is very large. `request` holds the
    original. Raises ValueError where the range is none of the text's, InputError where the original
    is no PDF, is damaged, or has no such page.
    """
    place = locate(document, start, end)
    wanted = {
        "as": "picture",
        "part": document.sources.get("part", ""),
        "page": page or place.page or 1,
        "scale": scale,
    }
    told, data = ask(request, settings, wanted)
    scale = told["scale"]
    boxes = tuple(
        Box(
            box.page,
            *(round(edge * scale, 1) for edge in (box.left, box.top, box.right, box.bottom)),
        )
        for box in place.boxes
        if box.page == told["page"]
    )
    return PagePicture(data, boxes=boxes, **told)


def page_markup(
    request: Request, document: Document, start: int, end: int, *, settings: Settings
) -> str | None:
    """The HTML page that a document was read from, safe to show, `text[start:end]` marked in it.

    Text and structure alone are left: nothing in it runs, is fetched or leads elsewhere, and a
    content security policy forbids it once more. The passage is in `<mark data-passage>` elements,
    the first with the id `passage`. None where the passage is not in the page's markup but in a
    script's data. Raises ValueError where the range is none of the text's, InputError where the
    original is no page.
    """
    locate(document, start, end)
    anchors = [one for one in document.anchors if one.start < end and one.end > start]
    wanted = {
        "as": "markup",
        "part": document.sources.get("part", ""),
        "anchors": anchors_to_json(anchors),
        "range": [start, end],
        "quote": document.text[start:end],
    }
    told, data = ask(request, settings, wanted)
    return data.decode("utf-8") if told["found"] else None


def show(
    request: Request, limits: Limits, wanted: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """What `page_picture` and `page_markup` ask for, as JSON and bytes."""
    original = Walk(request.given()).find(request.original(limits), wanted["part"])
    if original is None:
        message = f"{request.name}: a part of a file that is shown as text alone"
        raise InputError(message)
    if wanted["as"] == "picture":
        return _picture(original, page=wanted["page"], scale=wanted["scale"])
    start, end = wanted["range"]
    anchors = anchors_from_json(wanted["anchors"])
    shown = _marked(original, anchors, start, end, quote=wanted["quote"])
    return {"found": shown is not None}, (shown or "").encode("utf-8", "replace")


def _picture(original: Original, *, page: int, scale: float) -> tuple[dict[str, Any], bytes]:
    import pypdfium2 as pdfium  # noqa: PLC0415 (loaded where a picture is wanted)

    if sniff(original).name != "pdf":
        message = f"{original.name}: no PDF; only pages of PDFs are shown as pictures"
        raise InputError(message)
    try:
        document = pdfium.PdfDocument(original.bytes())
    except pdfium.PdfiumError as error:
        message = f"{original.name}: not a sound PDF file; save or get it again"
        raise InputError(message) from error
    try:
        pages = len(document)
        if not 1 <= page <= pages:
            message = f"{original.name}: has no page {page}; its last is {pages}"
            raise InputError(message)
        width, height = document[page - 1].get_size()
        scale = min(scale, math.sqrt(_MOST_PIXELS / max(width * height, 1.0)))
        image = document[page - 1].render(scale=scale).to_pil()
    except pdfium.PdfiumError as error:
        message = f"{original.name}: page {page} is damaged and cannot be shown"
        raise InputError(message) from error
    finally:
        document.close()
    file = io.BytesIO()
    image.save(file, "PNG")
    told = {"page": page, "pages": pages, "width": image.width, "height": image.height}
    return {**told, "scale": scale}, file.getvalue()


def _marked(
    original: Original, anchors: Sequence[Anchor], start: int, end: int, *, quote: str
) -> str | None:
    import nh3  # noqa: PLC0415 (loaded where a page is wanted)

    if sniff(original).name != "page":
        message = f"{original.name}: no HTML page; its text is all there is to show"
        raise InputError(message)
    from memcon.read.formats.page import source_of  # noqa: PLC0415 (loads the reader of pages)

    source = source_of(original)
    if not _stands_there(source, anchors, start, end, quote):
        return None
    secret = secrets.token_hex(8)  # so that the page cannot mark what is not the passage
    own = f'{_MARKED}="{secret}"'
    rules = _rules()
    body = nh3.clean(
        highlighted(source, anchors, start, end, opening=f"<mark {own}>"),
        tags=set(rules["kept"]),
        clean_content_tags=set(rules["gone"]),
        attributes={name: set(kept) for name, kept in rules["attributes"].items()},
        tag_attribute_values={"mark": {_MARKED: {secret}}},
        url_schemes=set(),
        link_rel=None,
    )
    if own not in body:
        return None
    body = body.replace(own, f'id="passage" {_MARKED}', 1).replace(own, _MARKED)
    return _data("shown.html").replace("<!-- page -->", body)


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = yaml.safe_load(_data("shown.yml"))
    return rules


def _data(name: str) -> str:
    return files("memcon").joinpath(f"read/{name}").read_text(encoding="utf-8")


def _stands_there(source: str, anchors: Sequence[Anchor], start: int, end: int, quote: str) -> bool:
    """Whether the source has the words of a passage where its anchors say."""
    for low, high in source_ranges(source, anchors, start, end):
        words = source[low:high]
        if "&" not in words and "".join(words.split()) not in "".join(quote.split()):
            return False
    return True
