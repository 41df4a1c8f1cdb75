"""The order in which the runs of a page are read: columns, lines, cells of tables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from memcon.read.formats.pdf.page import Glyph, Run

_GUTTER = 0.9  # of the letters' size: the least width of the white between two columns
_ENOUGH = 15  # characters in the mean run of a column; cells of a table have less
_SIDE = 0.15  # of the characters: the least that a column has of the part of a page
_CROSSING = 0.5  # of the characters: the most that may run over both columns
_CELL_GAP = 1.6  # of the size: what parts two cells
_OVERLAP = 0.5  # of the lower run's height: what stands in one line overlaps so much
_LEAST_RUNS = 4  # two lines a column
_MOST_RUNS = 3_000  # on a page that is looked at for columns
_DEEPEST = 8  # columns in columns
_MARK = re.compile(
    r"(?:\(?(?:\d{1,3}|[ivxlc]{1,5}|[IVXLC]{1,5}|[A-Za-z])[.)]|\d{1,2}(?:\.\d{1,2})+|[•●▪‣◦·*–—-])$"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(slots=True)
class Line:
    """A line of a column: its runs from left to right."""

    runs: list[Run]
    column: tuple[float, float]  # the left and right edge of what it stands in
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure it."""
        self.left = min(run.left for run in self.runs)
        self.right = max(run.right for run in self.runs)
        body = max(self.runs, key=lambda run: (len(run.text), run.size))
        self.top, self.bottom, self.size = body.top, body.bottom, body.size

    @property
    def page(self) -> int:
        """Its page, from 1."""
        return self.runs[0].page

    @property
    def text(self) -> str:
        """Its text, runs apart."""
        return " ".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Whether most of it is bold."""
        bold = sum(len(run.text) for run in self.runs if run.is_bold)
        return bold * 2 > sum(len(run.text) for run in self.runs)

    @property
    def cells(self) -> int:
        """How many cells it has, as a row of a table; a list marker is none."""
        return 1 + sum(1 for place in range(1, len(self.runs)) if self.is_cell(place))

    def is_cell(self, place: int) -> bool:
        """Whether a cell begins with the run at a place."""
        before, after = self.runs[place - 1], self.runs[place]
        gap = after.left - before.right
        is_mark = place == 1 and _MARK.match(before.text.strip()) is not None
        return gap > _CELL_GAP * max(before.size, after.size) and not is_mark

    def glyphs(self) -> Iterator[Glyph | None]:
        """Its characters; None where a blank stands that nobody typed."""
        for place, run in enumerate(self.runs):
            if place and not _touch(self.runs[place - 1], run):
                yield None
            yield from run.glyphs


def _touch(before: Run, after: Run) -> bool:
    size = min(before.size, after.size)
    return after.left - before.right < 0.15 * size


def ordered_lines(runs: Sequence[Run]) -> list[Line]:
    """The lines of a page, or of a part of it, in the order in which they are read."""
    return list(_split(list(runs), 0)) if runs else []


def _split(runs: list[Run], depth: int) -> Iterator[Line]:
    gutter = _gutter(runs) if depth < _DEEPEST else None
    if gutter is None:
        if runs:
            yield from _lines(runs, _extent(runs))
        return
    over = sorted((r for r in runs if _crosses(r, gutter)), key=lambda run: run.top)
    rest = [run for run in runs if not _crosses(run, gutter)]
    column = _extent(runs)
    heads: list[Run] = []  # what crosses the gutter with no columns in between
    for upper, lower in pairwise([None, *over, None]):
        top = upper.top if upper else -math.inf
        bottom = lower.top if lower else math.inf
        band = [run for run in rest if top <= _middle(run) < bottom]
        beside = [run for run in band if upper and _in_one_line(run, upper)]
        heads += [*([upper] if upper else []), *beside]
        below = [run for run in band if run not in beside]
        if below or lower is None:
            yield from _lines(heads, column)
            heads = []
        yield from _split([run for run in below if run.right <= gutter], depth + 1)
        yield from _split([run for run in below if run.left >= gutter], depth + 1)


def _extent(runs: Sequence[Run]) -> tuple[float, float]:
    return min(run.left for run in runs), max(run.right for run in runs)


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2


def _crosses(run: Run, gutter: float) -> bool:
    return run.left < gutter < run.right


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where the white between two columns of text runs; None where there is one column."""
    if not _LEAST_RUNS <= len(runs) <= _MOST_RUNS:
        return None
    total = sum(len(run.text) for run in runs)
    edges = sorted({round(run.right, 1) for run in runs})
    best: tuple[float, float] | None = None
    for edge in edges:
        place = edge + 0.01
        after = [run.left for run in runs if run.left >= place]
        if not after:
            continue
        place = (edge + min(after)) / 2
        left = [run for run in runs if run.right <= place]
        right = [run for run in runs if run.left >= place]
        crossing = total - sum(len(run.text) for run in (*left, *right))
        if crossing > _CROSSING * total or not (
            _is_column(left, total) and _is_column(right, total)
        ):
            continue
        width = _white(left, right)
        if width < _GUTTER * mean(run.size for run in runs):
            continue
        score = crossing - width / 1000
        if best is None or score < best[0]:
            best = (score, place)
    return best[1] if best else None


def _is_column(runs: Sequence[Run], total: int) -> bool:
    size = sum(len(run.text) for run in runs)
    return len(runs) > 1 and size >= _SIDE * total and size / len(runs) >= _ENOUGH


def _white(left: Sequence[Run], right: Sequence[Run]) -> float:
    return min(run.left for run in right) - max(run.right for run in left)


def _lines(runs: Sequence[Run], column: tuple[float, float]) -> list[Line]:
    """Runs of one column as lines from top to bottom."""
    groups: list[list[Run]] = []
    # The highest letters first: raised signs and small letters join the line that they stand in.
    for run in sorted(runs, key=lambda one: (-one.size, one.top)):
        group = next((one for one in groups if _in_one_line(run, one[0])), None)
        if group is None:
            groups.append([run])
        else:
            group.append(run)
    groups.sort(key=lambda group: group[0].bottom)
    return [Line(_across(group), column) for group in groups]


def _across(group: list[Run]) -> list[Run]:
    text = "".join(run.text for run in group)
    backward = len(_RIGHT_TO_LEFT.findall(text)) * 2 > len(text)
    return sorted(group, key=lambda run: -run.right if backward else run.left)


def _in_one_line(run: Run, other: Run) -> bool:
    shared = min(run.bottom, other.bottom) - max(run.top, other.top)
    return shared > _OVERLAP * min(run.height, other.height)
