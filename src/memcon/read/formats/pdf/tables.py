"""The cells of narrow tables: told by the white that runs down all rows, not by its width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from memcon.read.formats.pdf.columns import Line
from memcon.read.formats.pdf.page import Glyph, Run

_ROWS = 2  # with a wide gap, which show that there is a table
_WHITE = 0.3  # of the size: more than a blank, down all of them
_FREE = 0.33  # of the size: white that the head of a column leaves
_NEXT = 1.5  # of the size: the most between two rows

Strip = tuple[float, float]  # the left and right edge of white between two columns


def with_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, with the cells that stand closer than those of other tables."""
    found = list(lines)
    for start, end in _tables(lines):
        strips = _strips(lines[start:end])
        for number in _with_heads(lines, start, end, strips) if strips else ():
            found[number] = _cut(lines[number], strips)
    return found


def _tables(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The first and last line of each stretch of rows."""
    start = 0
    for end in range(1, len(lines) + 1):
        pair = lines[end - 1 : end + 1]
        if len(pair) > 1 and all(line.cells > 1 for line in pair) and _are_neighbours(*pair):
            continue
        if end - start >= _ROWS:
            yield start, end
        start = end


def _are_neighbours(above: Line, below: Line) -> bool:
    near = 0 <= below.top - above.bottom + above.size < _NEXT * above.size + above.size
    return above.column == below.column and above.page == below.page and near


def _strips(rows: Sequence[Line]) -> list[Strip]:
    """The white that runs down all rows."""
    spans = sorted((one.left, one.right) for row in rows for one in _signs(row))
    least = _WHITE * max(row.size for row in rows)
    found: list[Strip] = []
    edge = spans[0][1]
    for left, right in spans:
        if left - edge > least:
            found.append((edge, left))
        edge = max(edge, right)
    return found


def _with_heads(
    lines: Sequence[Line], start: int, end: int, strips: Sequence[Strip]
) -> Iterator[int]:
    """The rows of a table, and the lines right above and below that leave all of its white free."""
    rows = lines[start:end]
    edges = min(row.left for row in rows), max(row.right for row in rows)
    first = start
    while first and _is_row(lines[first - 1], lines[first], strips, edges):
        first -= 1
    last = end
    while last < len(lines) and _is_row(lines[last], lines[last - 1], strips, edges):
        last += 1
    yield from range(first, last)


def _is_row(line: Line, beside: Line, strips: Sequence[Strip], edges: Strip) -> bool:
    """Whether a line beside a row is one, too: no wider than the table, and its white is free."""
    if line.left < edges[0] - line.size or line.right > edges[1] + line.size:
        return False
    upper, lower = sorted((line, beside), key=lambda one: one.top)
    pairs = list(pairwise(_signs(line)))
    free = all(any(_is_between(strip, *pair) for pair in pairs) for strip in strips)
    return free and _are_neighbours(upper, lower)


def _is_between(strip: Strip, before: Glyph, after: Glyph) -> bool:
    white = min(strip[1], after.left) - max(strip[0], before.right)
    return white >= _FREE * max(before.size, after.size)


def _signs(line: Line) -> list[Glyph]:
    signs = (one for run in line.runs for one in run.glyphs if not one.text.isspace())
    return sorted(signs, key=lambda one: one.left)


def _cut(line: Line, strips: Sequence[Strip]) -> Line:
    """A line whose runs end where its cells end."""
    runs: list[Run] = []
    cells: set[int] = set()
    last: Glyph | None = None
    for run in line.runs:
        part: list[Glyph] = []
        for glyph in run.glyphs:
            is_sign = not glyph.text.isspace()
            if is_sign and last and any(_is_between(strip, last, glyph) for strip in strips):
                runs += [made for made in [Run(part, run.page, run.is_bold)] if made.glyphs]
                cells.add(len(runs))
                part = []
            part.append(glyph)
            last = glyph if is_sign else last
        runs += [made for made in [Run(part, run.page, run.is_bold)] if made.glyphs]
    return Line(runs, line.column, frozenset(cells))
