"""The order in which the runs of a page are read: columns, lines, cells of tables."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from memcon.read.formats.pdf.page import Glyph, Run

_GUTTER = 0.6  # of the letters' size: the least width of the white between two columns
_ENOUGH = 15  # characters in the mean run of a column; cells of a table have less
_SIDE = 0.15  # of the characters: the least that a column has of the part of a page
_CROSSING = 0.5  # of the characters: the most that may run over both columns
_CELL_GAP = 1.6  # of the size: what parts two cells
_OVERLAP = 0.5  # of the lower run's height: what stands in one line overlaps so much
_LEAST_RUNS = 4  # two lines a column
_MOST_RUNS = 3_000  # on a page that is looked at for columns
_DEEPEST = 8  # columns in columns
_TOUCHING = 0.15  # of a run's height: what overlaps by less stands above or below it
_APART = 0.8  # of the size: white between what does not go on
_LEVEL = 0.3  # of the size: lines of two columns that begin at one height
_NARROW = 0.7  # of a column's width: less, on every line, is no running text
_LARGE = 1.12  # of the usual size: a heading
_MARK = re.compile(
    r"(?:\(?(?:\d{1,3}|[ivxlc]{1,5}|[IVXLC]{1,5}|[A-Za-z])[.)]|\d{1,2}(?:\.\d{1,2})+|[•●▪‣◦·*–—-])$"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@dataclass(slots=True)
class Line:
    """A line of a column: its runs from left to right."""

    runs: list[Run]
    column: tuple[float, float]  # the left and right edge of what it stands in
    cut: frozenset[int] = frozenset()  # runs that begin a cell however near the one before is
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
        if place in self.cut:
            return True
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


def lines_of_pages(pages: Sequence[Sequence[Run]]) -> list[list[Line]]:
    """The lines of every page, given by its runs, in the order in which they are read.

    A page with too little on it to tell has the columns of the one before.
    """
    found: list[list[Line]] = []
    before: Gutter | None = None
    for runs in pages:
        gutter = _gutter(runs)
        if gutter is None and before is not None and _fits(before, runs):
            gutter = before
        before = gutter or before
        found.append(list(_split(list(runs), 0, gutter)) if runs else [])
    return found


def _fits(gutter: Gutter, runs: Sequence[Run]) -> bool:
    """Whether the gutter of another page is one here, too."""
    over = [run for run in runs if gutter.is_crossed(run)]
    crossing = sum(len(run.text) for run in over)
    sides = {run.left >= gutter.right for run in runs if not gutter.is_crossed(run)}
    is_free = not any(_has_company(run, runs) for run in over)
    return is_free and len(sides) > 1 and crossing <= _CROSSING * sum(len(r.text) for r in runs)


def _split(runs: list[Run], depth: int, gutter: Gutter | None = None) -> Iterator[Line]:
    if gutter is None and depth < _DEEPEST:
        gutter = _gutter(runs)
    if gutter is None:
        if runs:
            yield from _lines(runs, _extent(runs))
        return
    over = sorted(_over(runs, gutter), key=lambda run: run.top)
    known = set(map(id, over))
    rest = [run for run in runs if id(run) not in known]
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
        left = [run for run in below if run.right <= gutter.left]
        right = [run for run in below if run.left >= gutter.right]
        after = _after(left, right)
        yield from _split([run for run in left if run not in after], depth + 1)
        yield from _split(right, depth + 1)
        yield from _split(after, depth + 1)


def _after(left: Sequence[Run], right: Sequence[Run]) -> list[Run]:
    """What stands below both columns on the left, and does not run on from there: a small table."""
    if not left or not right:
        return []
    floor = max(run.bottom for run in right)
    low = [run for run in left if run.top >= floor]
    above = [run for run in left if run.top < floor]
    if not low or not above:
        return []
    end, size = max(run.bottom for run in above), low[0].size
    is_even = abs(end - floor) < size / 2 and min(r.top for r in low) - end > _APART * size
    edges = _extent(above)
    is_narrow = max(run.right for run in low) - edges[0] < _NARROW * (edges[1] - edges[0])
    return low if is_even and is_narrow else []


def _over(runs: Sequence[Run], gutter: Gutter) -> list[Run]:
    """What stands over both columns: what crosses the gutter, and headings that part the page."""
    found = [run for run in runs if gutter.is_crossed(run)]
    usual = _usual_size(runs)
    sides = [
        [run for run in runs if run.right <= gutter.left],
        [run for run in runs if run.left >= gutter.right],
    ]
    return found + [run for run in sides[0] if run.size > _LARGE * usual and _parts(run, sides)]


def _usual_size(runs: Sequence[Run]) -> float:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[run.size] += len(run.text)
    return sizes.most_common(1)[0][0]


def _parts(head: Run, sides: Sequence[Sequence[Run]]) -> bool:
    """Whether a heading on the left parts both columns, which end above and begin anew below it."""
    own, other = sides
    if any(run.top < head.bottom and run.bottom > head.top for run in other):
        return False
    below = [min((r.top for r in side if r.top >= head.bottom), default=0.0) for side in sides]
    above = [any(run.bottom <= head.top for run in side) for side in (own, other)]
    return all(above) and all(below) and abs(below[0] - below[1]) < _LEVEL * head.size


def _extent(runs: Sequence[Run]) -> tuple[float, float]:
    return min(run.left for run in runs), max(run.right for run in runs)


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white between two columns."""

    left: float
    right: float

    def is_crossed(self, run: Run) -> bool:
        """Whether a run stands in it, be it a page's number."""
        return run.right > self.left and run.left < self.right


def _gutter(runs: Sequence[Run]) -> Gutter | None:
    """The white between two columns of text; None where there is one column."""
    if not _LEAST_RUNS <= len(runs) <= _MOST_RUNS:
        return None
    total = sum(len(run.text) for run in runs)
    least = _GUTTER * mean(run.size for run in runs)
    best: tuple[float, Gutter] | None = None
    score: float
    for edge in sorted({round(run.left, 1) for run in runs}):
        right = [run for run in runs if run.left >= edge - 0.1]
        left = [run for run in runs if run.right <= edge - least]
        crossing = total - sum(len(run.text) for run in (*left, *right))
        if crossing > _CROSSING * total or not (
            _is_column(left, total) and _is_column(right, total)
        ):
            continue
        gutter = Gutter(max(run.right for run in left), min(run.left for run in right))
        # What crosses it alone in its line, such as a heading or a page's number, does no harm.
        over = [run for run in runs if gutter.is_crossed(run)]
        score = sum(len(run.text) for run in over if _has_company(run, runs))
        score -= (gutter.right - gutter.left) / 1000
        if (best is None or score < best[0]) and _are_beside(left, right):
            best = (score, gutter)
    return best[1] if best else None


def _has_company(run: Run, runs: Sequence[Run]) -> bool:
    """Whether something stands beside a run."""
    least = _TOUCHING * run.height
    return any(
        min(run.bottom, other.bottom) - max(run.top, other.top) > least
        for other in runs
        if other is not run
    )


def _are_beside(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Whether two columns stand side by side, not one below the other."""
    lines = [run for run in left if any(_in_one_line(run, other) for other in right)]
    top, bottom = min(run.top for run in right), max(run.bottom for run in right)
    return bool(lines) or any(top < _middle(run) < bottom for run in left)


def _is_column(runs: Sequence[Run], total: int) -> bool:
    size = sum(len(run.text) for run in runs)
    return len(runs) > 1 and size >= _SIDE * total and size / len(runs) >= _ENOUGH


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
