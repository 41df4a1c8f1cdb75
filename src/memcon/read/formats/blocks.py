"""The text of marked-up parts of other formats: chapters of books, bodies of mails, feed entries.

Unlike a page, such a part is all text: nothing in it is page furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import lxml.html  # type: ignore[import-untyped]

from memcon.read.formats.base import Piece, TextBuilder
from memcon.read.formats.numerals import label
from memcon.read.formats.package import local
from memcon.read.formats.rows import add_table
from memcon.read.text import HEADING, ITEM

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "table", "blockquote", "section", "article",
    "body", "html", "pre", "hr", "header", "footer", "main", "aside", "nav", "figure", "figcaption",
    "center", "address", "form", "fieldset", "details", "summary", "tr", "td", "th", "tbody",
    "thead", "tfoot", "caption",
}  # fmt: skip
_NOT_READ = {
    "script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math", "button",
    "select", "option", "textarea", "input", "audio", "video", "canvas", "map", "title", "meta",
}  # fmt: skip
_KINDS = {"A": "upper-letter", "a": "lower-letter", "I": "upper-roman", "i": "lower-roman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MOST_NESTED = 200


def parse_fragment(markup: str) -> Any:
    """The element of some HTML, whatever its faults; nothing is fetched. None without any."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = markup.encode("utf-8", errors="replace")
    if not data.strip():
        return None
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError):
        return None


def add_markup(builder: TextBuilder, root: Any, *, element: str = "") -> None:
    """Add the paragraphs of marked-up text; `element` is what they are said to stand in."""
    _Walker(builder, element).walk(root)


class _Walker:
    def __init__(self, builder: TextBuilder, element: str) -> None:
        self._builder = builder
        self._element = element
        self._count = 0
        self._words: list[str] = []
        self._mark = ""

    def walk(self, root: Any) -> None:
        """Add all that an element holds."""
        self._inside(root, 0)
        self._flush("")

    def _inside(self, element: Any, depth: int) -> None:
        if depth > _MOST_NESTED:  # what is nested deeper is no text that anybody wrote
            self._words.append(" ".join(element.itertext()))
            return
        self._words.append(element.text or "")
        number = _number(element.get("start"), 1) - 1 if local(element) == "ol" else 0
        for one in element:
            name = local(one).lower()
            if name == "li" and local(element) == "ol":
                number = _number(one.get("value"), number + 1)
                kind = _KINDS.get(element.get("type") or "", "decimal")
                self._block(one, depth, mark=f"{label(number, kind)}.")
            elif name == "li":
                self._block(one, depth, mark="•")
            elif name == "table" and _is_figures(one):
                self._flush("")
                add_table(self._builder, self._rows(one))
            elif name == "br":
                self._words.append("\n")
            elif name in _BLOCKS:
                self._block(one, depth)
            elif name and name not in _NOT_READ and not _HIDDEN.search(one.get("style") or ""):
                self._inside(one, depth + 1)
            self._words.append(one.tail or "")

    def _block(self, element: Any, depth: int, mark: str = "") -> None:
        if _HIDDEN.search(element.get("style") or ""):
            return
        self._flush("")
        self._mark = mark or self._mark
        self._inside(element, depth + 1)
        self._flush(HEADING if local(element).lower() in _HEADINGS else "")
        self._mark = "" if mark else self._mark

    def _flush(self, kind: str) -> None:
        lines = [_BLANKS.sub(" ", line).strip() for line in _lines(self._words)]
        self._words = []
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        pieces = [self._piece(text)]
        if self._mark:
            pieces.insert(0, Piece(f"{self._mark} "))
            kind = kind or (ITEM if self._mark == "•" else "")
            self._mark = ""
        self._builder.add(pieces, kind=kind)

    def _rows(self, table: Any) -> Iterator[list[list[list[Piece]]]]:
        for row in table.iter("tr"):
            cells = [one for one in row if local(one) in {"td", "th"}]
            yield [[[self._piece(_BLANKS.sub(" ", cell.text_content()).strip())]] for cell in cells]

    def _piece(self, text: str) -> Piece:
        self._count += 1
        place = f"{self._element}/block[{self._count}]" if self._element else ""
        return Piece(text, paragraph=self._count if self._element else 0, element=place)


def _lines(words: Iterable[str]) -> list[str]:
    """The text at hand, broken where the markup breaks it, not where its source does."""
    return "".join(word if word == "\n" else word.replace("\n", " ") for word in words).split("\n")


def _is_figures(table: Any) -> bool:
    """Whether a table holds figures or words, not the page's layout."""
    if next(table.iter("table", "div", "p", "ul"), table) is not table and any(
        True for _ in table.iterdescendants("table", "ul", "h1", "h2", "h3")
    ):
        return False
    return table.find(".//tr") is not None


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default  # noqa: PLR2004 (digits)
