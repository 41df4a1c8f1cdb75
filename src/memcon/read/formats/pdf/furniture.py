"""What stands on the pages of a PDF besides the text: running heads, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from memcon.read.formats.pdf.columns import Line
from memcon.read.formats.pdf.page import Page, Run

_ZONE = 4  # lines at the top and at the bottom of a page among which running heads stand
_WHITE = 0.35  # of the size: what parts them from the text, besides the usual white
_MARGIN = 0.14  # of the page's height: where they stand
_SAME_HEIGHT = 6.0  # points by which a running head may move
_SHARE = 0.3  # of the pages: what stands on so many, at one height, is no text
_TEXT_SHARE = 0.6  # the same of lines whose letters are as large as the text's
_SMALL = 0.93  # of the text's size: footnotes are smaller
_RAISED = 0.8  # of the line's size: the signs that refer to them
_NOTE_MARK = re.compile(r"\s*(\d{1,3}|[*†‡§]{1,3})[.)]?(?=\s|[^\W\d]|[\"“‘(])")
# A figure right after a word or its full stop: `relations.2`, not `G7` or `2.5`.
_GLUED = re.compile(r"(?:[a-z]{3}|[a-z)][.,;:]|[”»’\"])(\d{1,3})(?=\s|$)")
_LABEL = re.compile(r"\d{1,4}|[*†‡§]{1,3}")
_NUMBER = re.compile(
    r"\W*(?:\w{1,10}\W+)?(\d{1,4}|[ivxlc]{1,7})\W*(?:(?:\w{1,4}\W+)?\d{1,4}\W*)?",
    re.IGNORECASE,
)
_MOST_NUMBERS = 4  # in a running head
_LONGEST_NUMBER = 24  # characters of a line with a page's number


@dataclass(frozen=True, slots=True)
class Sorted:
    """The lines of a document: its text, and its footnotes."""

    text: tuple[Line, ...]
    notes: tuple[tuple[str, tuple[Line, ...]], ...]  # with what refers to them


def sort_lines(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> Sorted:
    """The lines of all pages without running heads and page numbers, footnotes apart."""
    size = body_size([line for own in lines for line in own])
    heads = _running(pages, lines, size)
    text: list[Line] = []
    notes: list[tuple[str, tuple[Line, ...]]] = []
    for own in lines:
        kept = [line for line in own if id(line) not in heads]
        body, below = _footnotes(kept, size)
        marks = {mark for mark, _ in below}
        _drop_references(body, marks)
        text += [line for line in body if line.runs]
        notes += below
    return Sorted(tuple(text), tuple(notes))


def body_size(lines: Sequence[Line]) -> float:
    """The size of the letters that most of the text is in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


# ---------------------------------------------------------------------- running heads


def _running(pages: Sequence[Page], lines: Sequence[Sequence[Line]], size: float) -> set[int]:
    """The lines, by identity, that stand at one height on many pages, but for their numbers."""
    seen: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for page, own in zip(pages, lines, strict=True):
        for line in _edges(page, own, size):
            for shape in _shapes(line.text, page.number):
                seen[shape].append((page.number, line))
    found: set[int] = set()
    for places in seen.values():
        for here, line in places:
            same = {
                there
                for there, one in places
                if there != here and abs(one.top - line.top) <= _SAME_HEIGHT
            }
            is_large = abs(line.size - size) < 0.08 * size  # as the text: it may be of the text
            share = _TEXT_SHARE if is_large else _SHARE
            if len(same) + 1 >= max(2, share * len(pages)):
                found.add(id(line))
    for page, own in zip(pages, lines, strict=True):
        for line in _edges(page, own, size):
            if _is_number(line, page, len(pages)):
                found.add(id(line))
    return found


def _edges(page: Page, lines: Sequence[Line], size: float) -> list[Line]:
    """The lines in the upper and lower margin of a page, but for those that go on with its text."""
    ordered = sorted(lines, key=lambda line: line.top)
    gaps = [gap for a, b in pairwise(ordered) if (gap := b.top - a.bottom) > 0]
    usual = median(gaps) if gaps else 0.0
    found = []
    for place, line in enumerate(ordered):
        is_top = place < _ZONE and line.bottom < _MARGIN * page.height
        is_foot = place >= len(ordered) - _ZONE and line.top > (1 - _MARGIN) * page.height
        others = reversed(ordered[:place]) if is_foot else ordered[place + 1 :]
        # The other half of a running head is not what it would go on with.
        beside = next((one for one in others if not _in_one_line(line, one)), None)
        is_text = beside is not None and _go_on(line, beside, usual, size)
        if (is_top or is_foot) and not is_text:
            found.append(line)
    return found


def _in_one_line(line: Line, other: Line) -> bool:
    return abs(line.bottom - other.bottom) < (line.bottom - line.top) / 2


def _go_on(line: Line, other: Line, usual: float, size: float) -> bool:
    """Whether two lines are of the text: of its size, with the usual white between them."""
    white = max(line.top - other.bottom, other.top - line.bottom)
    sizes = (line.size, other.size)
    return white <= usual + _WHITE * size and all(abs(one - size) < 0.08 * size for one in sizes)


def _shapes(text: str, page: int) -> Iterator[str]:
    """What a line has in common with those of other pages: all, or all but the page's number."""
    flat = " ".join(text.split()).lower()
    numbers = list(re.finditer(r"\d{1,6}", flat))[:_MOST_NUMBERS]
    if any(char.isalnum() for char in flat):
        yield flat
    for number in numbers:
        from_page = int(number.group()) - page
        yield f"{flat[: number.start()]}#{from_page}#{flat[number.end() :]}"


def _is_number(line: Line, page: Page, count: int) -> bool:
    """Whether a line in the margin is the page's number."""
    text = line.text.strip()
    match = _NUMBER.fullmatch(text)
    if match is None or len(text) > _LONGEST_NUMBER:
        return False
    if text == str(page.number) or text.strip("-–— ") == str(page.number):
        return True
    numbers = {int(one) for one in re.findall(r"\d+", text)}
    return page.number in numbers and (count in numbers or count == 1)


# ---------------------------------------------------------------------- footnotes


def _footnotes(
    lines: list[Line], size: float
) -> tuple[list[Line], list[tuple[str, tuple[Line, ...]]]]:
    """The text of a page, and its notes: small lines at its foot that begin with a sign."""
    body = [line for line in lines if line.size >= _SMALL * size]
    floor = max((line.bottom for line in body), default=0.0)
    small = [line for line in lines if line.size < _SMALL * size]
    low = [place for place, line in enumerate(small) if _mark(line) and _is_low(line, lines)]
    start = low[0] if low else None
    if start is None:
        return lines, []
    below = [line for line in small[start:] if _is_low(line, lines) or line.top > floor]
    notes: list[tuple[str, list[Line]]] = []
    for line in below:
        mark = _mark(line)
        if mark and (not notes or _follows(notes[-1][0], mark)):
            notes.append((mark, [line]))
        else:
            notes[-1][1].append(line)
    taken = {id(line) for line in below}
    kept = [line for line in lines if id(line) not in taken]
    return kept, [(mark, tuple(own)) for mark, own in notes]


def _is_low(line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing larger stands below a line in its column."""
    return not any(
        other.top > line.bottom
        and other.size > line.size * 1.04
        and other.left < line.right
        and other.right > line.left
        for other in lines
    )


def _mark(line: Line) -> str:
    match = _NOTE_MARK.match(line.text)
    return match.group(1) if match else ""


def _follows(before: str, mark: str) -> bool:
    """Whether a sign comes after another one: figures count on."""
    if before.isdecimal() and mark.isdecimal():
        return 0 < int(mark) - int(before) <= 3  # noqa: PLR2004 (one or two may be missed)
    return not mark.isdecimal()


def _drop_references(lines: Sequence[Line], marks: set[str]) -> None:
    """Take the raised signs that refer to the notes of the page out of its text."""
    for line in lines:
        kept = []
        for run in line.runs:
            text = run.text.strip().strip(",")
            is_small = run.size <= _RAISED * line.size
            is_raised = is_small and run.bottom < line.bottom - 0.05 * line.size
            if not (is_raised and text in marks and _LABEL.fullmatch(text)):
                kept.append(_without_signs(run, marks))
        line.runs = [run for run in kept if run.glyphs]


def _without_signs(run: Run, marks: set[str]) -> Run:
    """A run without figures of notes that the font itself raises: they are as large as the text."""
    gone: set[int] = set()
    for found in _GLUED.finditer(run.text):
        if found[1] in marks:
            gone.update(range(*found.span(1)))
    if not gone:
        return run
    starts = accumulate((len(glyph.text) for glyph in run.glyphs), initial=0)
    kept = [one for one, start in zip(run.glyphs, starts, strict=False) if start not in gone]
    return Run(kept, run.page, run.is_bold)
