"""A document's text as its page shows it: in pieces, each with the records that rest on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from memcon.model.document import Block, Document
from memcon.model.record import Record

AT_ONCE = 60_000  # characters of a text on one page


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on which the same records rest; `is_sought`: in the passage asked for.

    `opens` are the records that are cited from here on, for links to lead to.
    """

    start: int
    text: str
    records: tuple[Record, ...] = ()
    opens: tuple[Record, ...] = ()
    is_sought: bool = False
    is_first_sought: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, heading or item, or (`passed`) what was passed over in reading."""

    kind: str
    pieces: tuple[Piece, ...]
    language: str = ""  # where it is another than the document's


@dataclass(frozen=True, slots=True)
class TextView:
    """Part of a document's text; `before` and `after` are where the parts beside it begin, or -1.

    `records` are those that rest on this part, in the order of their words.
    """

    start: int
    end: int
    length: int
    before: int
    after: int
    stretches: tuple[Stretch, ...]
    records: tuple[Record, ...]


def text_view(
    document: Document,
    records: Iterable[Record],
    *,
    at: tuple[int, int] | None = None,
    begin: int = 0,
) -> TextView:
    """The part of a text that begins at `begin`, or that has the passage `at`."""
    starts = _parts(document)
    if at is not None:
        begin = at[0]
    part = max(0, bisect_right(starts, max(0, min(begin, len(document.text)))) - 1)
    start = starts[part]
    end = starts[part + 1] if part + 1 < len(starts) else len(document.text)
    found = list(records)
    spans = sorted(
        (max(cite.start, start), min(cite.end, end), place)
        for place, record in enumerate(found)
        for cite in record.evidence
        if cite.doc == document.name and cite.start < end and cite.end > start
    )
    order = dict.fromkeys(place for _, _, place in spans)
    marks = _Marks(found, spans, at)
    stretches = [
        Stretch(kind, marks.pieces(document.text, low, high), language)
        for kind, language, low, high in _stretches(document.text, document.blocks, start, end)
    ]
    return TextView(
        start,
        end,
        len(document.text),
        starts[part - 1] if part else -1,
        end if end < len(document.text) else -1,
        tuple(each for each in stretches if any(piece.text.strip() for piece in each.pieces)),
        tuple(found[place] for place in order),
    )


def _parts(document: Document) -> list[int]:
    """Where the parts of a long text begin: at paragraphs, or at lines."""
    starts, text = [0], document.text
    edges = sorted({block.start for block in document.blocks})
    while len(text) - starts[-1] > AT_ONCE:
        limit = starts[-1] + AT_ONCE
        place = bisect_right(edges, limit) - 1
        edge = edges[place] if place >= 0 else 0
        if edge <= starts[-1]:
            edge = text.rfind("\n", starts[-1] + 1, limit) + 1
        starts.append(edge if edge > starts[-1] else limit)
    return starts


def _stretches(
    text: str, blocks: Sequence[Block], start: int, end: int
) -> Iterable[tuple[str, str, int, int]]:
    """Kinds, languages and bounds of the stretches from `start` to `end`, in order."""
    place = start
    for block in blocks:
        low, high = max(block.start, place), min(block.end, end)
        if high <= low:
            continue
        yield from _passed(text, place, low)
        yield block.kind, block.language, low, high
        place = high
    yield from _passed(text, place, end)


def _passed(text: str, start: int, end: int) -> Iterable[tuple[str, str, int, int]]:
    """What stands between two blocks, without the space around it."""
    words = text[start:end]
    if words.strip():
        low = start + len(words) - len(words.lstrip())
        yield "passed", "", low, low + len(words.strip())


class _Marks:
    """Cuts text where citations begin and end."""

    def __init__(
        self,
        records: Sequence[Record],
        spans: Sequence[tuple[int, int, int]],
        at: tuple[int, int] | None,
    ) -> None:
        self._records = records
        self._spans = spans
        self._at = at
        self._opened: set[int] = set()
        self._is_found = False

    def pieces(self, text: str, low: int, high: int) -> tuple[Piece, ...]:
        """The pieces of `text[low:high]`."""
        near = [span for span in self._spans if span[0] < high and span[1] > low]
        edges = {low, high}
        for start, end, _ in near:
            edges |= {max(start, low), min(end, high)}
        if self._at is not None:
            edges |= {edge for edge in self._at if low < edge < high}
        cuts = sorted(edges)
        return tuple(self._piece(text[begin:end], begin, near) for begin, end in pairwise(cuts))

    def _piece(self, text: str, begin: int, near: Sequence[tuple[int, int, int]]) -> Piece:
        held = dict.fromkeys(place for start, end, place in near if start <= begin < end)
        opens = [place for place in held if place not in self._opened]
        self._opened.update(opens)
        is_sought = self._at is not None and self._at[0] <= begin < self._at[1]
        is_first = is_sought and not self._is_found
        self._is_found = self._is_found or is_sought
        return Piece(
            begin,
            text,
            tuple(self._records[place] for place in held),
            tuple(self._records[place] for place in opens),
            is_sought,
            is_first,
        )
