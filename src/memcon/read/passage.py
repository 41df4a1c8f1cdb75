"""A passage of a page shown in its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.model.place import Anchor
from memcon.read.markup import ENTITY

OPEN, CLOSE = "<mark>", "</mark>"


def highlighted(
    source: str, anchors: Sequence[Anchor], start: int, end: int, *, opening: str = OPEN
) -> str:
    """The source of a page (as decoded) with `text[start:end]` in `<mark>` elements.

    A mark never holds a tag: a passage that runs over several elements has a mark in each. What
    memcon put into the text, such as the number of a list item, is nowhere in the source. Raises
    ValueError where the range is none.
    """
    if not 0 <= start <= end:
        message = f"{start}:{end} is no range of a text"
        raise ValueError(message)
    parts: list[str] = []
    position = 0
    for low, high in source_ranges(source, anchors, start, end):
        parts += [source[position:low], opening, source[low:high], CLOSE]
        position = high
    return "".join([*parts, source[position:]])


def source_ranges(
    source: str, anchors: Sequence[Anchor], start: int, end: int
) -> list[tuple[int, int]]:
    """Where `text[start:end]` stands in the source of a page: in order, none of them over a tag."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(_pieces(source, anchors, start, end)):
        if found and not source[found[-1][1] : low].strip():
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def _pieces(
    source: str, anchors: Sequence[Anchor], start: int, end: int
) -> Iterator[tuple[int, int]]:
    for anchor in anchors:
        first, last = max(anchor.start, start), min(anchor.end, end)
        if first >= last:
            continue
        low = anchor.at + first - anchor.start
        entity = ENTITY.match(source, anchor.at) if anchor.end - anchor.start == 1 else None
        yield low, entity.end() if entity else low + last - first
