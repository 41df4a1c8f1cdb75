"""The items of a digest, bulletin or press-agency file, each with its own day.

A digest is one document. What is read here is only what its structure shows: lines that are a day
or begin with one, and datelines that open an item. Where anything speaks against it there are none,
for a wrong day would spoil every relative date of an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from memcon.model.document import RANGE, Block, Document
from memcon.read.dateline import Dateline, find_dateline, without_dateline
from memcon.read.dates import has_figure, opening_day
from memcon.read.daylines import LINE_CHARS, DayLine, read_day_line, resolve
from memcon.read.paragraphs import is_prose, marker_length
from memcon.read.words import header_words

HEADING = "heading"
SPAN_DAYS = 62  # from the first item of a digest to the last one
NEAR_DAYS = 62  # from the document's day to the nearest item
PRINTED = timedelta(days=3)  # after the day of the dateline
AHEAD_DAYS = 1  # an item may be of the day after in another time zone; later ones are an agenda
FIRST_ITEM = ("dateline", "date line")  # where the day was found that may be the first item's
_PAIR = 2
_OPENING = 300  # characters in which a dateline lies
_RULE = re.compile(r"[\s*_=~#·•–—-]{3,}")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: `text[start:end]`, its blocks `first` up to `last` without it.

    `date` is its own day, of a few days the last; of a part without one (an introduction) that of
    the document.
    """

    start: int
    end: int
    first: int
    last: int
    date: date | None
    title: str = ""
    place: str = ""
    is_item: bool = False
    is_range: bool = False  # `date` is the last of the few days that it is about


@dataclass(frozen=True, slots=True)
class _Mark:
    """The day, or days, that stand at the head of an item."""

    block: int  # the first block that it speaks of
    line: DayLine
    title: str = ""
    place: str = ""


_Dated = tuple[_Mark, date]


def sections_of(document: Document) -> tuple[Section, ...]:
    """The parts of a digest in order, which hold all its blocks; none where it is no digest.

    At least two items must have a day, in rising or falling order and near the document's own;
    a year that is not told is that which brings an item nearest to the document's day.
    """
    leads = [_lead(document.text, block) for block in document.blocks]
    for marks, is_dated in (
        (list(_day_lines(document, leads)), True),
        (list(_datelines(leads)), False),
    ):
        dated = _sound(_dated(document, marks), document, leads, min_days=2 if is_dated else 1)
        if dated:
            return tuple(_cut(document, dated, leads, has_days=is_dated))
    return ()


def as_documents(document: Document, sections: Sequence[Section]) -> Iterator[Document]:
    """Each section as a document over the same text, so that offsets hold, with its own day."""
    for section in sections:
        own = section.is_item
        yield replace(
            document,
            blocks=document.blocks[section.first : section.last],
            date=section.date,
            title=section.title if own else document.title,
            place=section.place,
            sources={**document.sources, "date": RANGE} if section.is_range else document.sources,
        )


def without_datelines(document: Document) -> Document:
    """The document with the datelines of a digest's items in no block, as that of the first is."""
    sections = sections_of(document)
    blocks = list(document.blocks)
    leads = [_lead(document.text, block) for block in blocks]
    for section in sections:
        for number in range(section.first, section.last):
            line = find_dateline(leads[number])
            if line is not None and line.day is not None and line.place:
                blocks[number] = _stripped(document.text, blocks[number], line)
    return replace(document, blocks=tuple(blocks)) if sections else document


def as_of_dateline(document: Document) -> Document:
    """The document as of its dateline's day, from which its "today" counts, not as of its header's.

    Dispatches are often printed a day or two after they were sent.
    """
    leads = (_lead(document.text, block) for block in document.blocks)
    line = find_dateline(next(filter(is_prose, leads), ""))
    if document.date is None or line is None or line.day is None:
        return document
    sent = resolve(DayLine(line.day), document.date)
    is_before = sent is not None and timedelta(0) < document.date - sent <= PRINTED
    return replace(document, date=sent) if is_before else document


def _stripped(text: str, block: Block, line: Dateline) -> Block:
    """A block without its dateline; as it is where that was taken off before."""
    if find_dateline(" ".join(text[block.start : block.end].split())) != line:
        return block
    return without_dateline(text, block, line)


def _lead(text: str, block: Block) -> str:
    """The words of a block on one line, with what was taken off at its start, but for a marker."""
    start = text.rfind("\n", 0, block.start) + 1
    words = " ".join(text[start : block.end].split())
    marker = marker_length(words)
    return words[marker:] if marker and opening_day(words[:LINE_CHARS]) is None else words


def _day_lines(document: Document, leads: Sequence[str]) -> Iterator[_Mark]:
    """The lines that are or begin with a day: blocks of their own, or passed over between them."""
    end = 0
    for number, block in enumerate(document.blocks):
        start = document.text.rfind("\n", 0, block.start) + 1
        lines = [line for line in document.text[end:start].split("\n") if line.strip()]
        found = [mark for line in lines if (mark := _day_line(line, number)) is not None]
        yield from found[-1:]
        own = _day_line(leads[number], number)
        if own is not None:
            yield own
        end = block.end


def is_day_line(line: str) -> bool:
    """Whether a line is or begins with a day, as the head of an item in a digest."""
    return _day_line(line, 0) is not None


def _day_line(line: str, block: int) -> _Mark | None:
    found = read_day_line(line)
    return _Mark(block, found, found.title, found.place) if found is not None else None


def _datelines(leads: Sequence[str]) -> Iterator[_Mark]:
    for number, lead in enumerate(leads):
        line = find_dateline(lead) if has_figure(lead[:_OPENING]) and is_prose(lead) else None
        if line is not None and line.day is not None and line.place:
            yield _Mark(number, DayLine(line.day), place=line.place)


def _dated(document: Document, marks: Sequence[_Mark]) -> list[_Dated]:
    """The marks with their full days; none where one of them cannot be told."""
    full = [mark.line.day.date for mark in marks if mark.line.day is not None]
    near = document.date or next((day for day in full if day is not None), None)
    found = []
    for mark in marks:
        # A weekday counts from the day on which the whole was published, and from no other.
        day = resolve(mark.line, document.date if mark.line.day is None else near)
        if day is None:
            return []
        found.append((mark, day))
    return found


def _sound(
    marks: Sequence[_Dated], document: Document, leads: Sequence[str], *, min_days: int
) -> list[_Dated]:
    """The marks that head an item each; none unless all of them fit."""
    marks = _with_text(marks, leads)
    if len(marks) > _PAIR and marks[0][1] == document.date and not _in_order(marks):
        marks = marks[1:]  # the bulletin's own day, above its items
    days = [day for _, day in marks]
    if len(days) < _PAIR or len(set(days)) < min_days or not _in_order(marks):
        return []
    if not all(_texts(marks, leads)) or _is_agenda(marks, document, leads):
        return []
    far = (max(days) - min(days)).days > SPAN_DAYS
    return [] if far or not _is_near(days, document) else marks


def _with_text(marks: Sequence[_Dated], leads: Sequence[str]) -> list[_Dated]:
    """The marks but for day lines above or below all items, which head no text."""
    told = [number for number, has_text in enumerate(_texts(marks, leads)) if has_text]
    return list(marks[told[0] : told[-1] + 1]) if told else []


def _texts(marks: Sequence[_Dated], leads: Sequence[str]) -> list[bool]:
    """Whether running text stands below each mark, above the next one."""
    ends = [*(mark.block for mark, _ in marks), len(leads)][1:]
    return [
        any(is_prose(lead) for lead in leads[mark.block : end])
        for (mark, _), end in zip(marks, ends, strict=True)
    ]


def _is_agenda(marks: Sequence[_Dated], document: Document, leads: Sequence[str]) -> bool:
    """Whether the weekdays of a text are those to come and not those gone by."""
    if not any(mark.line.is_weekday for mark, _ in marks):
        return False
    words = header_words()
    above = " ".join([document.title, *leads[: marks[0][0].block]])
    items = [next(filter(is_prose, leads[mark.block :]), "") for mark, _ in marks]
    coming = sum(_holds(item, words.to_come) for item in items)
    return _holds(above, words.agenda) or 2 * coming > len(items)


def _holds(text: str, terms: Sequence[str]) -> bool:
    any_term = "|".join(map(re.escape, terms))
    return re.search(rf"(?<!\w)(?:{any_term})(?!\w)", text, re.IGNORECASE) is not None


def _in_order(marks: Sequence[_Dated]) -> bool:
    days = [day for _, day in marks]
    return days in (sorted(days), sorted(days, reverse=True))


def _is_near(days: Sequence[date], document: Document) -> bool:
    """Whether the items are of the weeks before the document, or of those around its own item."""
    if document.date is None:
        return True
    is_first = document.sources.get("date") in FIRST_ITEM and document.date == days[0]
    if not is_first and max(days) > document.date + timedelta(days=AHEAD_DAYS):
        return False
    return min(abs((day - document.date).days) for day in days) <= NEAR_DAYS


def _cut(
    document: Document, marks: Sequence[_Dated], leads: Sequence[str], *, has_days: bool
) -> Iterator[Section]:
    """The parts that the marks make; what an item without a day says counts from the document's."""
    blocks = document.blocks
    heads = [_head(blocks, mark.block) for mark, _ in marks]
    titled = all(head < mark.block for head, (mark, _) in list(zip(heads, marks, strict=True))[1:])
    if heads[0]:
        yield _part(document, 0, heads[0])
    for head, after, (mark, day) in zip(heads, [*heads[1:], len(blocks)], marks, strict=True):
        inside = range(mark.block + 1, after)
        ends = (n for n in inside if _is_new(document, leads, n, titled=titled, has_days=has_days))
        end = next(ends, after)
        own = _words(document, blocks[head]) if head < mark.block else ""
        part = _part(document, head, end)
        yield replace(
            part,
            date=day,
            title=mark.title or own,
            place=mark.place,
            is_item=True,
            is_range=mark.line.first is not None,
        )
        if end < after:
            yield _part(document, end, after)


def _head(blocks: Sequence[Block], block: int) -> int:
    """The first of the headings right above a block."""
    while block and blocks[block - 1].kind == HEADING:
        block -= 1
    return block


def _is_new(
    document: Document, leads: Sequence[str], number: int, *, titled: bool, has_days: bool
) -> bool:
    """Whether an item without a day of its own begins at a block."""
    block, before = document.blocks[number], document.blocks[number - 1]
    if titled and block.kind == HEADING and before.kind != HEADING:
        return True
    if has_days:
        return False  # all that stands below a day is of that day
    between = document.text[before.end : block.start].split("\n")
    line = find_dateline(leads[number]) if is_prose(leads[number]) else None
    return any(map(_RULE.fullmatch, between)) or (line is not None and bool(line.agency))


def _part(document: Document, first: int, last: int) -> Section:
    start, end = document.blocks[first].start, document.blocks[last - 1].end
    return Section(start, end, first, last, document.date)


def _words(document: Document, block: Block) -> str:
    return " ".join(document.text[block.start : block.end].split())
