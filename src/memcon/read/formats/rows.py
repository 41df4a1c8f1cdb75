"""Tables in a text: a row of figures is one line with bars, a table of layout plain paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memcon.read.formats.base import Piece, TextBuilder
from memcon.read.text import ITEM

LAYOUT_CHARS = 400  # in one cell: more than a table of figures has
Cell = Sequence[Sequence[Piece]]  # its paragraphs


def add_table(builder: TextBuilder, rows: Iterable[Sequence[Cell]]) -> None:
    """Add the rows of a table to a text."""
    for number, row in enumerate(rows):
        cells = [cell for cell in row if any(_length(paragraph) for paragraph in cell)]
        if len(cells) <= 1 or any(_length_of(cell) > LAYOUT_CHARS for cell in cells):
            for cell in cells:
                for paragraph in cell:
                    builder.add(list(paragraph))
            continue
        builder.add(list(_line(cells)), kind=ITEM, glue="\n" if number else "\n\n")


def _line(cells: Iterable[Cell]) -> Iterable[Piece]:
    for number, cell in enumerate(cells):
        yield Piece(" | " if number else "| ")
        filled = [paragraph for paragraph in cell if _length(paragraph)]
        for place, paragraph in enumerate(filled):
            if place:
                yield Piece(" ")
            yield from (_on_one_line(piece) for piece in paragraph)
    yield Piece(" |")


def _on_one_line(piece: Piece) -> Piece:
    text = piece.text.replace("\n", " ").replace("\t", " ")
    return Piece(text, piece.paragraph, piece.element, piece.at, piece.box, piece.edges)


def _length(paragraph: Iterable[Piece]) -> int:
    return sum(len(piece.text.strip()) for piece in paragraph)


def _length_of(cell: Cell) -> int:
    return sum(_length(paragraph) for paragraph in cell)
