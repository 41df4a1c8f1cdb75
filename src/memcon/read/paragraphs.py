"""Lines to paragraphs: which lines of a text belong together, and what each looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# Sentence-final punctuation, with quotation marks and brackets that may close after it.
FINAL = re.compile(r"""[.!?…。\uff01\uff1f:\uff1a;\uff1b](?:["'”’»)\]】」』]|\s*\[\d+\])*$""")
FULL_STOP = re.compile(
    r"""(?:[.!…。\uff01](?:["'”’»)\]】」』]|\s*\[\d+\])*|[.!?…。\uff01\uff1f,\uff0c]["”»」』]|["”»」』]\.)$"""
)
MARKER = re.compile(
    r"(?:[-*+–—][ \t]+|[•●▪‣◦·][ \t]*"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\)[ \t]*|\d{1,3}\.(?!\d)[ \t]*)(?=\S)"
)
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
LINK_SEPARATORS = re.compile(r"\s{2,}|\t|\s[|>»·•/\u203a]\s|\s\|\s?|\s?\|\s")
WRAP_MAX = 120  # lines longer than this were not wrapped by hand or by a mail program
WRAP_MIN = 50  # nor is anyone's column narrower; shorter lines are headings, links or verse
WRAP_LINES = 3  # so many full lines make it likely
WRAP_SLACK = 12  # how ragged the right edge of wrapped lines may be
PROSE_WORDS = 8
LONG_WORDS = 25
HEADING_WORDS = 16
HEADING_CHARS = 130
LINK_WORDS = 4
PAIR = 2  # links make a row where a bar parts them and the row is short
PAIR_CHARS = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `text[start:end]` without the white space around it."""

    start: int
    end: int
    text: str
    number: int  # from 1
    indent: int
    chunk: int  # lines with no blank line between them have the same number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line, or several that were wrapped from one paragraph."""

    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """Where its first line starts in the text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where its last line ends."""
        return self.lines[-1].end

    @property
    def chunk(self) -> int:
        """The number of the stretch without blank lines that it is in."""
        return self.lines[0].chunk

    @property
    def flat(self) -> str:
        """Its words on one line."""
        return " ".join(" ".join(line.text for line in self.lines).split())


def split_lines(text: str, *, start: int = 0) -> list[Line]:
    """The lines of a text from `start` on that are not blank."""
    lines: list[Line] = []
    offset, chunk = start, 0
    first = text.count("\n", 0, start) + 1
    blank = False
    for number, raw in enumerate(text[start:].split("\n"), first):
        stripped = raw.strip()
        if stripped:
            chunk += blank
            blank = False
            begin = offset + raw.index(stripped[0])
            indent = begin - offset
            lines.append(Line(begin, begin + len(stripped), stripped, number, indent, chunk))
        else:
            blank = True
        offset += len(raw) + 1
    return lines


def join_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """Paragraphs: hard-wrapped lines joined, every other line by itself."""
    width = _wrap_width(lines)
    paragraphs: list[Paragraph] = []
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, first=group[0], width=width):
            paragraphs.append(Paragraph(tuple(group)))
            group = []
        group.append(line)
    if group:
        paragraphs.append(Paragraph(tuple(group)))
    return paragraphs


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which the text was wrapped, or 0 where it was not."""
    lengths = [
        len(line.text) + line.indent for line, after in pairwise(lines) if line.chunk == after.chunk
    ]
    if not lengths:
        return 0
    width = max(lengths)
    full = sum(1 for length in lengths if length >= width - 2 * WRAP_SLACK)
    wrapped = WRAP_MIN <= width <= WRAP_MAX and full >= max(WRAP_LINES, len(lengths) // 2)
    return width if wrapped else 0


def _continues(line: Line, after: Line, *, first: Line, width: int) -> bool:
    if line.chunk != after.chunk or MARKER.match(after.text) or is_link_row(line.text):
        return False
    if after.indent > line.indent + 1 and FINAL.search(line.text) and not MARKER.match(first.text):
        return False
    word = after.text.split(maxsplit=1)[0]
    if word[0].islower() and not FINAL.search(line.text) and len(line.text) >= WRAP_MIN:
        return True
    filled = len(line.text) + line.indent + 1 + len(word)
    return bool(width) and filled > width - WRAP_SLACK // 2 and len(line.text) >= WRAP_MIN


def word_count(text: str) -> int:
    """How many words a line has; two characters of Chinese, Japanese or Korean count as one."""
    han = len(CJK.findall(text))
    return han // 2 + len(CJK.sub(" ", text).split()) if han else len(text.split())


def is_prose(text: str) -> bool:
    """Whether a paragraph is a sentence or more, not a heading, label or link."""
    words = word_count(text)
    return words >= LONG_WORDS or (words >= PROSE_WORDS and FINAL.search(text) is not None)


def is_article(text: str) -> bool:
    """Whether a paragraph reads like running text rather than a headline or teaser."""
    words = word_count(text)
    return words >= LONG_WORDS or (words >= PROSE_WORDS + 4 and FULL_STOP.search(text) is not None)


def is_heading_like(text: str) -> bool:
    """Whether a line could head a section: short, one line, no final punctuation."""
    short = word_count(text) <= HEADING_WORDS and len(text) <= HEADING_CHARS
    return short and FINAL.search(text) is None


def is_link_row(text: str, *, may_have_numbers: bool = False) -> bool:
    """Whether a line is a row of links, such as a menu, share buttons or a path of sections.

    A row where half the cells have numbers is one of a table, unless `may_have_numbers`.
    """
    parts = [part for part in LINK_SEPARATORS.split(text) if part]
    if any(word_count(part) > LINK_WORDS for part in parts) or FINAL.search(text):
        return False
    enough = PAIR if "|" in text and len(text) <= PAIR_CHARS else PAIR + 1
    cells = sum(1 for part in parts if any(char.isdigit() for char in part))
    few_cells = cells * 2 < len(parts) or may_have_numbers
    return len(parts) >= enough and few_cells and not text.startswith("|")


def marker_length(text: str) -> int:
    """The length of the list marker that a line begins with, 0 without one."""
    match = MARKER.match(text)
    return match.end() if match else 0
