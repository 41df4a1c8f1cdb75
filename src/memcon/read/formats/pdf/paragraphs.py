"""Lines of a PDF to paragraphs: what goes on, what begins anew, which hyphens stay."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from memcon.model.place import Box
from memcon.read.formats.base import Piece
from memcon.read.formats.pdf.columns import Line
from memcon.read.formats.pdf.page import LINE_END_HYPHEN, Glyph
from memcon.read.paragraphs import CJK, FINAL, MARKER
from memcon.read.text import HEADING, ITEM

_HYPHENS = (LINE_END_HYPHEN, "-", "\u00ad", "\u2010")
_LARGE = 1.12  # of the text's size: headings
_INDENT = 0.8  # of the size: a first line that is set in
_LOOSE = 1.28  # of the usual step from line to line: a new paragraph
_ROOM = 0.9  # of the size: room that a line leaves where it is ended, besides that for a word
_HYPHENATED = 0.04  # of the lines end in a hyphen where words are divided to fill them
_HEADING_CHARS = 130
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, and what they are ("" for running text)."""

    lines: tuple[Line, ...]
    kind: str = ""


class Setter:
    """Puts the lines of one document together."""

    def __init__(self, lines: Sequence[Line], size: float) -> None:
        self._lines = lines
        self._size = size
        self._words = Counter(word.lower() for line in lines for word in _whole_words(line))
        self._steps = _steps(lines)
        # Programs that divide words put a sign of their own where the text has hyphens.
        self._has_own_hyphen = not any("\u2010" in _plain(line).rstrip()[:-1] for line in lines)
        ends = sum(1 for line in lines if line.text.rstrip().endswith(_HYPHENS))
        self._is_hyphenated = ends >= _HYPHENATED * len(lines)
        self._places = {id(line): place for place, line in enumerate(lines)}

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the text."""
        group: list[Line] = []
        for line in self._lines:
            if group and self._is_new(group, line):
                yield self._made(group)
                group = []
            group.append(line)
        if group:
            yield self._made(group)

    def pieces(self, lines: Sequence[Line]) -> list[Piece]:
        """The text of a paragraph's lines, each with its place on the page."""
        found: list[Piece] = []
        for place, line in enumerate(lines):
            after = lines[place + 1] if place + 1 < len(lines) else None
            words = list(line.glyphs())
            glue = " " if after is not None else ""
            if after is not None:
                words, glue = self._joined(line, words, after)
            found += list(_pieces(words, line))
            if glue:
                found.append(Piece(glue))
        return found

    def row(self, line: Line) -> list[Piece]:
        """A row of a table, bars between its cells."""
        found = [Piece("| ")]
        for place, run in enumerate(line.runs):
            if place:
                found.append(Piece(" | " if line.is_cell(place) else " "))
            found += list(_pieces(list(run.glyphs), line))
        return [*found, Piece(" |")]

    # ------------------------------------------------------------------ where paragraphs begin

    def _is_new(self, group: Sequence[Line], line: Line) -> bool:
        last, first = group[-1], group[0]
        if self._is_row(line) or self._is_row(last):
            return True
        if abs(line.size - last.size) > 0.08 * self._size or line.is_bold != last.is_bold:
            return not self._is_run_in(last, line)
        text, before = line.text.lstrip(), last.text.rstrip()
        if MARKER.match(text) and not self._is_figure_in_text(last, line):
            return True
        if last.page != line.page or last.column != line.column:
            return self._is_new_over_break(first, last, line)
        step = line.bottom - last.bottom
        usual = self._steps.get(round(line.size), 0.0)
        if usual and step > _LOOSE * usual:
            return True
        if line.left - last.left > _INDENT * line.size and not self._hangs(group, line):
            return not self._is_centred(last, line)
        if self._is_centred(last, line) or not self._ends_early(last, line):
            return False
        return bool(FINAL.search(before)) or (
            text[:1].isupper() and not before.endswith((",", *_HYPHENS))
        )

    @staticmethod
    def _ends_early(last: Line, line: Line) -> bool:
        """Whether the first word of a line would have fitted into the line before."""
        word = 0.0
        for glyph in line.runs[0].glyphs:
            if glyph.text.isspace():
                break
            word = glyph.right - line.left
        return last.right + word + _ROOM * line.size < last.column[1]

    def _is_run_in(self, last: Line, line: Line) -> bool:
        """Whether a line only begins or ends in another weight: a bold word in running text."""
        if abs(line.size - last.size) > 0.08 * self._size:
            return False
        mixed = any(
            len({run.is_bold for run in one.runs if run.text.strip()}) > 1 for one in (last, line)
        )
        return mixed and not FINAL.search(last.text.rstrip())

    def _is_figure_in_text(self, last: Line, line: Line) -> bool:
        """Whether a line begins with a figure that only looks like a list's: “in” / “5. May”."""
        is_full = not self._ends_early(last, line)
        usual = self._steps.get(round(line.size), 0.0)
        is_near = not usual or line.bottom - last.bottom <= _LOOSE * usual
        ended = FINAL.search(last.text.rstrip()) is not None
        return is_full and is_near and not ended and last.page == line.page

    def _is_new_over_break(self, first: Line, last: Line, line: Line) -> bool:
        """Whether a paragraph ends with its column or page."""
        before, text = last.text.rstrip(), line.text.lstrip()
        if before.endswith(_HYPHENS) or text[:1].islower():
            return False
        if not FINAL.search(before):
            return len(first.text) < 60 and len(before) < 60 and first is last  # noqa: PLR2004 (a heading)
        return True

    def _hangs(self, group: Sequence[Line], line: Line) -> bool:
        """Whether the lines after the first are set in, as under a number."""
        if MARKER.match(group[0].text.lstrip()) or len(group) > 1:
            return True
        place = self._places[id(line)]
        after = self._lines[place + 1] if place + 1 < len(self._lines) else None
        is_alike = after is not None and abs(after.left - line.left) < 0.3 * line.size
        return is_alike and not FINAL.search(group[-1].text.rstrip())

    @staticmethod
    def _is_centred(last: Line, line: Line) -> bool:
        middle = (last.left + last.right) / 2, (line.left + line.right) / 2
        column = (line.column[0] + line.column[1]) / 2
        near = 1.0 * line.size
        is_inner = min(line.left, last.left) > line.column[0] + near
        return (
            abs(middle[0] - middle[1]) < near / 2
            and abs(middle[1] - column) < near
            and (is_inner or line.left > line.column[0] + near)
            and not FINAL.search(last.text.rstrip())
        )

    def _is_row(self, line: Line) -> bool:
        """Whether a line is a row of a table: it has cells, and so has the line above or below."""
        if line.cells < 2:  # noqa: PLR2004 (two cells)
            return False
        place = self._places[id(line)]
        near = self._lines[max(place - 1, 0) : place + 2]
        return any(one.cells > 1 and one.page == line.page for one in near if one is not line)

    def _made(self, group: Sequence[Line]) -> Paragraph:
        if len(group) == 1 and self._is_row(group[0]):
            return Paragraph(tuple(group), ITEM)
        text = " ".join(line.text for line in group)
        is_set_off = group[0].size > _LARGE * self._size or all(line.is_bold for line in group)
        is_short = len(text) <= _HEADING_CHARS and not FINAL.search(text.rstrip().rstrip(":"))
        if is_set_off and is_short:
            return Paragraph(tuple(group), HEADING)
        return Paragraph(tuple(group))

    # ------------------------------------------------------------------ hyphens

    def _joined(
        self, line: Line, words: list[Glyph | None], after: Line
    ) -> tuple[list[Glyph | None], str]:
        """A line that goes on in the next one: with its last hyphen or without, and the glue."""
        text = _plain(line).rstrip()
        start = after.text.lstrip()
        if not text.endswith(_HYPHENS) or not start or len(text) < 2:  # noqa: PLR2004 (a word)
            return words, "" if _is_cjk(text[-1:]) and _is_cjk(start[:1]) else " "
        if not text[-2].isalpha() or not start[0].isalpha():
            return words, "" if text[-2:-1].isdigit() and start[0].isdigit() else " "
        is_soft = text.endswith("\u00ad") or start[0].islower()
        if text.endswith("\u2010") and self._has_own_hyphen and start[0].islower():
            return words[:-1], ""
        if is_soft and not self._keeps_hyphen(text[:-1], start):
            return words[:-1], ""
        return words, ""

    def _keeps_hyphen(self, text: str, start: str) -> bool:
        """Whether the words of the rest of the document speak for the hyphen."""
        parts = _WORD.findall(text.replace("\u2010", "-")), _WORD.findall(start)
        if not parts[0] or not parts[1]:
            return False
        first, second = parts[0][-1].lower(), parts[1][0].lower()
        whole, hyphened = self._words[first + second], self._words[f"{first}-{second}"]
        if whole or hyphened:
            return hyphened > whole
        if "-" in first:  # state-of-the-/art
            return True
        return not self._is_hyphenated or bool(self._words[first] and self._words[second])


def _whole_words(line: Line) -> list[str]:
    """The words of a line but for one that may go on in the next."""
    text = _plain(line).rstrip()
    words = _WORD.findall(text.replace("\u2010", "-"))
    return words[:-1] if text.endswith(_HYPHENS) else words


def _plain(line: Line) -> str:
    return line.text.replace(LINE_END_HYPHEN, "-")


def _is_cjk(text: str) -> bool:
    wide = bool(text) and unicodedata.east_asian_width(text) in "WF"
    return wide or CJK.match(text) is not None


def _steps(lines: Sequence[Line]) -> dict[int, float]:
    """The usual step from line to line, by the size of the letters."""
    found: dict[int, list[float]] = {}
    for before, after in pairwise(lines):
        step = after.bottom - before.bottom
        if before.page == after.page and before.column == after.column and step > 0:
            found.setdefault(round(after.size), []).append(step)
    return {size: _low(steps) for size, steps in found.items()}


def _low(steps: list[float]) -> float:
    """The step within paragraphs: the steps between them are wider, and there may be many."""
    steps.sort()
    return median(steps[: max(len(steps) * 2 // 3, 1)])


def _pieces(words: Sequence[Glyph | None], line: Line) -> Iterator[Piece]:
    """Characters with their places; blanks that nobody typed stand nowhere."""
    group: list[Glyph] = []
    for glyph in words:
        if glyph is not None:
            group.append(glyph)
            continue
        if group:
            yield _piece(group, line)
        yield Piece(" ")
        group = []
    if group:
        yield _piece(group, line)


def _piece(glyphs: Sequence[Glyph], line: Line) -> Piece:
    text = "".join("-" if one.text == LINE_END_HYPHEN else one.text for one in glyphs)
    marks = [one for one in glyphs if not one.text.isspace()] or list(glyphs)
    box = Box(
        line.page,
        min(one.left for one in marks),
        min(one.top for one in marks),
        max(one.right for one in marks),
        max(one.bottom for one in marks),
    )
    edges = [edge for one in glyphs for edge in [one.left] * len(one.text)]
    return Piece(text, box=box, edges=(*edges, glyphs[-1].right))
