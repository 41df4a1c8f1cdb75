"""HTML pages to main text and metadata."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.errors import InputError
from memcon.read.headers import language_code
from memcon.read.metadata import Metadata

LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
# Without a bound a page's own future or ancient dates are dropped.
EARLIEST = "1900-01-01"
LAYOUT_CHARS = 400  # in one cell: more than a table of figures has
BLOCK_TAGS = ("p", "div", "br", "table", "ul", "h1", "h2")
OPENING = 40  # characters by which the start of the main text is found again
LINE_CHARS = 120
SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page and what its markup says about it."""

    text: str
    metadata: Metadata
    above: tuple[str, ...] = ()  # short lines above the main text, where the day often stands


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page whatever its file is called."""
    return LOOKS_LIKE_HTML.match(text[:2000]) is not None


def read_page(html: str, *, name: str) -> Page:
    """The main text and metadata of a page; nothing is fetched. Raises InputError without text."""
    # Imported here: trafilatura costs about a second, which plain text need not pay.
    import lxml.html  # type: ignore[import-untyped]  # noqa: PLC0415
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    # As bytes: lxml refuses a str that declares an encoding.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        msg = f"{name}: not an HTML page; check the file"
        raise InputError(msg) from error
    language = _declared_language(tree)
    _unfold_layout_tables(tree)
    lines = _short_lines(tree)
    dates: dict[str, Any] = {"original_date": True, "extensive_search": False, "min_date": EARLIEST}
    page = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params=dates,
    )
    text = _clean(str(getattr(page, "text", None) or ""))
    if not text:
        text = _clean(str(trafilatura.html2txt(html) or ""))
    if not text:
        msg = f"{name}: no text in this page; save the article itself"
        raise InputError(msg)
    return Page(text, _metadata(page, language=language), _above(lines, text))


def _metadata(page: Any, *, language: str) -> Metadata:
    day = str(getattr(page, "date", None) or "")
    return Metadata(
        title=_one_line(getattr(page, "title", None)),
        publisher=_one_line(getattr(page, "sitename", None)),
        date=date.fromisoformat(day[:10]) if re.match(r"\d{4}-\d{2}-\d{2}", day) else None,
        language=language,
        author=_one_line(getattr(page, "author", None)),
        url=_one_line(getattr(page, "url", None)),
    )


def _short_lines(tree: Any) -> list[str]:
    nodes = tree.xpath("//body//text()[not(parent::script or parent::style)]")
    return [line for line in map(_one_line, nodes) if line]


def _above(lines: list[str], text: str) -> tuple[str, ...]:
    first = next((line for line in text.split("\n") if len(line) > OPENING), "")[:OPENING]
    end = next((i for i, line in enumerate(lines) if first and line.startswith(first)), 0)
    return tuple(line for line in lines[:end] if len(line) <= LINE_CHARS)


def _unfold_layout_tables(tree: Any) -> None:
    """Turn tables that only lay out the page, as older sites have them, into plain divisions."""
    for table in reversed(list(tree.iter("table"))):
        cells = [cell for cell in table.iter("td", "th") if len(cell.text_content()) > LAYOUT_CHARS]
        if not any(cell.find(f".//{tag}") is not None for cell in cells for tag in BLOCK_TAGS):
            continue
        for element in (table, *table.iter("tbody", "thead", "tr", "td", "th")):
            element.tag = "div"


def _declared_language(tree: Any) -> str:
    for path in (
        "/html/@lang",
        "//meta[@http-equiv='content-language']/@content",
        "//meta[@property='og:locale']/@content",
    ):
        for value in tree.xpath(path):
            code = language_code(str(value))
            if code:
                return code
    return ""


def _clean(text: str) -> str:
    lines = (SPACES.sub(" ", line).strip() for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip()


def _one_line(value: object) -> str:
    return " ".join(str(value).split()) if value else ""
