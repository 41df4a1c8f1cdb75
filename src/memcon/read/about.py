"""What stands amid a page's text and tells about it: blocks of labels, and words on pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Any

from memcon.read.markup import unmarked
from memcon.read.paragraphs import FINAL
from memcon.read.pieces import CELLS, HEADING, PICTURES, Piece, names, words_of

ABOUT_CHARS = 800  # of a list or table about the document; more is a text of its own
KNOWN_LABELS = 0.5
PICTURE_CHARS = 400
MAX_ROWS, MAX_PARTS = 6, 12  # of what holds but a picture and words on it
HOLDERS = 3  # elements up from a piece within which its picture may stand


def about_blocks(pieces: Sequence[Piece]) -> frozenset[int]:
    """The indices of pieces in lists and tables that say who published the document, when, as what.

    Such a block is known by its labels, most of which are in `page.yml`.
    """
    blocks: dict[Any, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        block = next(piece.element.iterancestors("dl", "table"), None)
        if block is not None:
            blocks[block].append(index)
    found: set[int] = set()
    for block, indices in blocks.items():
        if sum(len(pieces[i].text) for i in indices) <= ABOUT_CHARS and _is_about(block):
            found.update(indices)
    return frozenset(found)


def _is_about(block: Any) -> bool:
    if block.tag == "dl":
        labels = list(block.iter("dt"))
    else:
        rows = [[cell for cell in row if cell.tag in CELLS] for row in block.iter("tr")]
        if any(len(row) != 2 for row in rows):  # noqa: PLR2004 (a label and what it labels)
            return False
        labels = [row[0] for row in rows]
    known = sum(1 for label in labels if _label(label) in names().about_labels)
    enough = KNOWN_LABELS * len(labels)
    return known > enough or (block.tag == "dl" and known == enough > 0)


def _label(element: Any) -> str:
    return " ".join(unmarked(element.text_content()).split()).rstrip(" :.\uff1a").lower()


def is_picture_text(piece: Piece) -> bool:
    """Whether a piece stands with a picture alone in a box or in a table of one column."""
    if not piece.pictured or piece.kind == HEADING or len(piece.text) > PICTURE_CHARS:
        return False
    if piece.row is not None:
        table = next(piece.row.iterancestors("table"), None)
        return table is not None and _is_frame(table, piece)
    element = piece.element
    for _ in range(HOLDERS):
        if (
            element is None
            or len(element) > MAX_PARTS
            or element.tag in {"body", "article", "main"}
        ):
            return False
        if next(element.iter(*PICTURES), None) is not None:
            named = not names().picture_words.isdisjoint(words_of(element))
            return _is_alone(element, piece) and (named or FINAL.search(piece.text) is None)
        element = element.getparent()
    return False


def _is_frame(table: Any, piece: Piece) -> bool:
    """Whether a table holds nothing but a picture and what is said of it, one above the other."""
    found = list(islice(table.iter("tr"), MAX_ROWS + 1))
    rows = [[cell for cell in row if cell.tag in CELLS] for row in found]
    if len(rows) > MAX_ROWS:
        return False
    picture = next(table.iter(*PICTURES), None) is not None
    return picture and all(len(row) == 1 for row in rows) and _is_alone(table, piece)


def _is_alone(element: Any, piece: Piece) -> bool:
    words = " ".join(unmarked(element.text_content()).split())
    return len(words) <= len(piece.text) + PICTURE_CHARS // 10
