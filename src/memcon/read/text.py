"""Plain text and Markdown to blocks: the body's paragraphs, headings and list items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile, zip_longest

from memcon.model.document import Block
from memcon.read.boilerplate import Sieve
from memcon.read.dateline import DateLine, Dateline, find_date_line, find_dateline, without_dateline
from memcon.read.headers import Header, front_matter, header_lines
from memcon.read.paragraphs import (
    Line,
    Paragraph,
    is_heading_like,
    is_prose,
    join_lines,
    marker_length,
    split_lines,
    word_count,
)

PARAGRAPH, HEADING, ITEM = "paragraph", "heading", "item"
TITLE_CHARS = 200
TITLE_WORDS = (5, 4)  # shorter headings above the text are more often names of sections or offices
DATE_LINES = 12  # date lines are looked for among so many lines at the top
END_DATE_LINES = 4
SETEXT = re.compile(r"={3,}|-{3,}")
HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
QUOTE = re.compile(r">[ \t]*(?=\S)")
BOLD = re.compile(r"(\*\*\*|\*\*|\*|__|_)(?P<inner>[^*_]+)\1")
TABLE_ROW = re.compile(r"\|\s*(?P<inner>\S.*?)\s*\|?$")
FENCE = re.compile(r"```|~~~")
NO_WORDS = re.compile(r"[\W_]+")
MARKUP_ONLY = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[[^\]]+\]:\s*\S+.*|<!--.*-->|<[^>]+>")
ROMAN = re.compile(r"[IVXLC]{1,5}[.)]\s")
SECTION_QUESTION_CHARS = 100


@dataclass(frozen=True, slots=True)
class Body:
    """A text taken apart: its blocks, and what its head and datelines say."""

    blocks: tuple[Block, ...] = ()
    front: Header = field(default_factory=Header)
    header: Header = field(default_factory=Header)
    dateline: Dateline | None = None
    date_line: DateLine | None = None
    end_date_line: DateLine | None = None
    first_line: str = ""  # serves as title where nothing better does


@dataclass(frozen=True, slots=True)
class Head:
    """The metadata at the top of a text, and the lines below it."""

    front: Header
    header: Header
    lines: tuple[Line, ...]
    setext: frozenset[int]  # numbers of the lines that are underlined as headings


def read_head(text: str) -> Head:
    """Front matter, header lines and the remaining lines of a text."""
    front, start = front_matter(text)
    lines = split_lines(text, start=start)
    header = header_lines(lines)
    kept: list[Line] = []
    setext: set[int] = set()
    fenced = False
    for line in lines:
        if FENCE.match(line.text):
            fenced = not fenced
            continue
        if kept and SETEXT.fullmatch(line.text) and kept[-1].number == line.number - 1:
            setext.add(kept[-1].number)
        plain = not NO_WORDS.fullmatch(line.text) and not MARKUP_ONLY.fullmatch(line.text)
        if plain and not fenced and line.number not in header.numbers:
            kept.append(line)
    return Head(front, header, tuple(kept), frozenset(setext))


def read_body(
    text: str, head: Head, *, title: str = "", author: str = "", is_chosen: bool = False
) -> Body:
    """The blocks of a text below its head; `title` and `author`, where known, tell furniture.

    `is_chosen`: markup has told the text from what is around it, so that only words tell furniture.
    """
    paragraphs = join_lines(head.lines)
    passed = Sieve(paragraphs, title=title, author=author, is_chosen=is_chosen).run()
    kept = [p for i, p in enumerate(paragraphs) if i not in passed]
    prose = next((i for i, p in enumerate(kept) if is_prose(p.flat)), len(kept))
    dateline = None
    blocks = [
        _block(text, para, after, setext=head.setext) for para, after in zip_longest(kept, kept[1:])
    ]
    if prose < len(kept):
        dateline = find_dateline(kept[prose].flat, [p.flat for p in kept[prose + 1 :]])
        if dateline is not None:
            blocks[prose] = without_dateline(text, blocks[prose], dateline)
        blocks[prose:] = _lists(kept[prose:], blocks[prose:])
    else:
        blocks = [replace(b, kind=PARAGRAPH) if b.kind == HEADING else b for b in blocks]
    top, end = _outer_lines(paragraphs, kept, prose)
    return Body(
        blocks=tuple(blocks),
        front=head.front,
        header=head.header,
        dateline=dateline,
        date_line=find_date_line(top),
        end_date_line=find_date_line(end),
        first_line=_first_line(text, blocks),
    )


def _first_line(text: str, blocks: Sequence[Block]) -> str:
    """The line that serves as title: the first heading with some words to it, else any."""
    head = list(takewhile(lambda block: block.kind == HEADING, blocks)) or blocks[:1]
    lines = [_on_one_line(text[block.start : block.end]) for block in head]
    lines = [line for line in lines if len(line) <= TITLE_CHARS]
    for words in TITLE_WORDS:
        for line in lines:
            if word_count(line) >= words:
                return line
    return lines[0] if lines else ""


def _outer_lines(
    paragraphs: Sequence[Paragraph], kept: Sequence[Paragraph], prose: int
) -> tuple[list[str], list[str]]:
    """Lines above the running text, but for the title, and the last lines of the text."""
    if prose >= len(kept):
        return [], []
    start, title = kept[prose].start, kept[0].start
    top = [p.flat for p in paragraphs if p.start < start and (p.start != title or prose == 0)]
    end = [p.flat for p in paragraphs[-END_DATE_LINES:] if p.start > start]
    return top[-DATE_LINES:], end


def _block(text: str, para: Paragraph, after: Paragraph | None, *, setext: frozenset[int]) -> Block:
    start, end = para.start, para.end
    row = TABLE_ROW.fullmatch(text, start, end)
    if row:
        return Block(*row.span("inner"), ITEM)
    hashes = HASHES.match(text, start, end)
    if hashes:
        return Block(hashes.end(), end - len(_closing_hashes(text[start:end])), HEADING)
    quote = QUOTE.match(text, start, end)
    start = quote.end() if quote else start
    bold = BOLD.fullmatch(text, start, end)
    if bold:
        return Block(*bold.span("inner"), HEADING if is_heading_like(bold["inner"]) else PARAGRAPH)
    if para.lines[0].number in setext:
        return Block(start, end, HEADING)
    marker = marker_length(text[start:end])
    return Block(start + marker, end, _kind(para, after, has_marker=marker > 0))


def _kind(para: Paragraph, after: Paragraph | None, *, has_marker: bool) -> str:
    flat = para.flat
    if not has_marker:
        return HEADING if _is_heading(para, after) else PARAGRAPH
    if not flat[0].isdigit():
        return ITEM
    if is_prose(flat):
        return PARAGRAPH  # as in treaties and communiques
    # A numbered line is the heading of running text below it, else one of a list.
    heads = after is not None and is_prose(after.flat) and not marker_length(after.flat)
    return HEADING if heads and is_heading_like(flat) else ITEM


def _is_heading(para: Paragraph, after: Paragraph | None) -> bool:
    flat = para.flat
    if after is None or len(para.lines) > 1:
        return False
    question = ROMAN.match(flat) is not None and flat.endswith("?")
    return is_heading_like(flat) or (question and len(flat) <= SECTION_QUESTION_CHARS)


def _closing_hashes(text: str) -> str:
    match = re.search(r"\s+#+$", text)
    return match.group() if match else ""


def _lists(kept: Sequence[Paragraph], blocks: Sequence[Block]) -> list[Block]:
    """The blocks with lines that stand together without punctuation as items, not headings."""
    members = Counter(p.chunk for p in kept if is_heading_like(p.flat))
    sizes = Counter(p.chunk for p in kept)
    return [
        replace(b, kind=ITEM) if b.kind != ITEM and members[p.chunk] == sizes[p.chunk] > 1 else b
        for p, b in zip(kept, blocks, strict=True)
    ]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
