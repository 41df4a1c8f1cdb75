"""Where a citation stands in the original: page and region, paragraph, element, line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from memcon.model.document import Document

_TENTH = 10  # lengths are stored as whole tenths of a point


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: points (1/72 inch) from the page's top left corner."""

    page: int  # from 1
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where `text[start:end]` comes from; its characters are the original's, one for one.

    Characters of the text in no anchor were put in when it was read (paragraph breaks).
    """

    start: int
    end: int
    paragraph: int = 0  # its number in the original, from 1; 0 where that is not known
    element: str = ""  # what holds it: `word/document.xml`, `row 7`, an XPath
    at: int = 0  # where in the element's own text it begins
    box: Box | None = None
    edges: tuple[float, ...] = ()  # left edge of each character, and the right one of the last


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of a document's text stands in the original."""

    line: int  # of the extracted text, from 1
    page: int = 0  # the first one, from 1; 0 where the original has no pages
    boxes: tuple[Box, ...] = ()
    paragraph: int = 0  # the first one
    element: str = ""
    within: tuple[int, int] = (0, 0)  # characters of the element's own text

    def __str__(self) -> str:
        """The place in words: `page 3, paragraph 12`; `line 7` where there is nothing better."""
        parts = [f"page {self.page}"] if self.page else []
        if self.paragraph:
            parts.append(f"paragraph {self.paragraph}")
        return ", ".join(parts) or f"line {self.line}"


def locate(document: Document, start: int, end: int) -> Place:
    """Where `document.text[start:end]` stands in the original.

    Raises ValueError where the range is not one of the text's.
    """
    if not 0 <= start <= end <= len(document.text):
        message = f"{start}:{end} is no range of a text of {len(document.text)} characters"
        raise ValueError(message)
    line = document.text.count("\n", 0, start) + 1
    found = _overlapping(document.anchors, start, end)
    if not found:
        return Place(line, within=(start, end) if not document.anchors else (0, 0))
    first = found[0]
    own = [anchor for anchor in found if anchor.element == first.element]
    boxes = tuple(_region(anchor, start, end) for anchor in found if anchor.box is not None)
    return Place(
        line,
        page=boxes[0].page if boxes else 0,
        boxes=boxes,
        paragraph=first.paragraph,
        element=first.element,
        within=(
            first.at + max(start - first.start, 0),
            own[-1].at + min(end, own[-1].end) - own[-1].start,
        ),
    )


def _overlapping(anchors: Sequence[Anchor], start: int, end: int) -> list[Anchor]:
    """The anchors with characters of a range; of an empty range the one that it stands in."""
    low = max(bisect_right(anchors, start, key=lambda anchor: anchor.start) - 1, 0)
    found = []
    for anchor in anchors[low:]:
        if anchor.start >= max(end, start + 1):
            break
        if anchor.end > start:
            found.append(anchor)
    return found


def _region(anchor: Anchor, start: int, end: int) -> Box:
    box = anchor.box
    assert box is not None  # noqa: S101 (the caller has looked)
    if not anchor.edges:
        return box
    low, high = max(start, anchor.start), max(min(end, anchor.end), start)
    edges = anchor.edges[low - anchor.start : high - anchor.start + 1]
    return Box(box.page, min(edges), box.top, max(edges), box.bottom)


def anchors_to_json(anchors: Iterable[Anchor]) -> list[dict[str, Any]]:
    """Anchors as JSON: short keys, nothing that is empty, lengths in tenths of a point."""
    return [_to_json(anchor) for anchor in anchors]


def anchors_from_json(lines: Iterable[Mapping[str, Any]]) -> tuple[Anchor, ...]:
    """Anchors from what `anchors_to_json` gave."""
    return tuple(_from_json(line) for line in lines)


def _to_json(anchor: Anchor) -> dict[str, Any]:
    line: dict[str, Any] = {"s": anchor.start, "e": anchor.end}
    if anchor.paragraph:
        line["p"] = anchor.paragraph
    if anchor.element:
        line["in"] = anchor.element
    if anchor.at:
        line["at"] = anchor.at
    if anchor.box:
        box = anchor.box
        lengths = (box.left, box.top, box.right, box.bottom)
        line["box"] = [box.page, *(round(length * _TENTH) for length in lengths)]
    if anchor.edges:
        tenths = [round(edge * _TENTH) for edge in anchor.edges]
        steps = (b - a for a, b in pairwise(tenths))
        line["x"] = [tenths[0], *steps]
    return line


def _from_json(line: Mapping[str, Any]) -> Anchor:
    box = None
    if "box" in line:
        page, *tenths = line["box"]
        box = Box(page, *(length / _TENTH for length in tenths))
    edges, edge = [], 0
    for step in line.get("x", ()):
        edge += step
        edges.append(edge / _TENTH)
    return Anchor(
        line["s"],
        line["e"],
        paragraph=line.get("p", 0),
        element=line.get("in", ""),
        at=line.get("at", 0),
        box=box,
        edges=tuple(edges),
    )
