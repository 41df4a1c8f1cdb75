"""The day on which a page was published: right, or none.

A wrong day spoils every "last week" of a text, so what markup says is weighed against what the
page shows: the line under its title, the dateline, its address. Days of modification, of related
articles, of comments and of today never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from memcon.read.about import about_blocks
from memcon.read.dateline import (
    DateLine,
    Dateline,
    is_day_label,
    read_date_line,
    split_date_line,
    year_for,
)
from memcon.read.dates import find_days, make_date
from memcon.read.pagemeta import Stamp, day_words, stamp
from memcon.read.pieces import Piece, is_furniture

LINE_CHARS = 120
ABOVE_LINES = 12
BEFORE_TITLE = 4  # lines above the title, within the article
NEXT_DAY = timedelta(days=1)
NEAR = timedelta(days=3)  # a dateline's day and that of publication
MONTH = timedelta(days=31)
MIDDLE = 12
TIME = "time element"
ADDRESS_DAY = re.compile(
    r"(?<!\d)(?P<y>19[89]\d|20\d\d)"
    r"(?:(?P<s>[-/_])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>[0-3]?\d)|(?P<mm>0[1-9]|1[0-2])(?P<dd>[0-3]\d))"
    r"(?!\d)"
)
NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of its day: date lines, `time` elements, and how it orders numbers."""

    lines: tuple[DateLine, ...] = ()
    times: tuple[Stamp, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """The day of publication and where it was found."""

    date: date
    source: str


def shown(tree: Any, pieces: Sequence[Piece], first: Piece, *, day_first: bool | None) -> Shown:
    """What a page shows of its day between its title and its running text, which `first` begins."""
    order = number_order(piece.text for piece in pieces)
    order = day_first if order is None else order
    region = _region(pieces, first)
    told = (pieces[index] for index in sorted(about_blocks(pieces)))
    region += [piece for piece in told if len(piece.text) <= LINE_CHARS and piece not in region]
    lines = [line for piece in _with_labels(region) for line in _date_lines(piece, order)]
    return Shown(tuple(lines), tuple(_times(tree, region)))


def _with_labels(region: Sequence[Piece]) -> Iterator[tuple[Any, str]]:
    """The elements with their texts; a label that stands by itself goes with what it labels."""
    label = ""
    for piece in region:
        yield piece.element, f"{label} {piece.text}".strip()
        label = piece.text if is_day_label(piece.text) else ""


def number_order(texts: Iterable[str]) -> bool | None:
    """Whether a page writes the day first in 25/12/2024; None where it does both or neither."""
    orders = set()
    for text in texts:
        for match in NUMERIC.finditer(text) if len(text) <= LINE_CHARS else ():
            first, second = int(match[1]), int(match[3])
            if max(first, second) > MIDDLE >= min(first, second):
                orders.add(first > second)
    return orders.pop() if len(orders) == 1 else None


def settle(
    published: Sequence[Stamp],
    shown: Shown,
    *,
    dateline: Dateline | None,
    text: str,
    address: str,
) -> Settled | None:
    """The day of publication, from what markup says and what the page shows; None where unclear."""
    labelled = [ln for ln in shown.lines if ln.is_labelled and not ln.is_update]
    plain = [ln for ln in shown.lines if not ln.is_labelled]
    days = {line.date for line in labelled} or {line.date for line in plain}
    days |= {made.date for made in shown.times} if not days else set()
    by_address = address_day(address)
    told = _best(published, days, by_address)
    in_text = _dateline_day(dateline, text, by_address)
    if told is not None:
        return _against(told, labelled, days, in_text)
    if len({line.date for line in labelled}) == 1:
        return Settled(labelled[0].date, "date line")
    if len({made.date for made in shown.times}) == 1:
        return Settled(shown.times[0].date, shown.times[0].source)
    for candidate in (by_address, in_text):
        if candidate is not None and candidate in days:
            return Settled(candidate, "date line")
    if len(days) == 1 and not labelled:
        return Settled(days.pop(), "date line")
    if in_text is not None:
        return Settled(in_text, "dateline")
    if by_address is not None and not days and _fits(by_address, text):
        return Settled(by_address, "address")
    return None


def address_day(address: str) -> date | None:
    """The one day that the path of an address names."""
    parts = urlsplit(address)
    found = set()
    for match in ADDRESS_DAY.finditer(f"{parts.path}/"):
        month, number = match["m"] or match["mm"], match["d"] or match["dd"]
        day = make_date(int(match["y"]), int(month), int(number))
        if day is not None:
            found.add(day)
    return found.pop() if len(found) == 1 else None


def _best(published: Sequence[Stamp], days: set[date], by_address: date | None) -> Stamp | None:
    """The stamp that counts: the first, or where they differ the first that something confirms."""
    if len({made.date for made in published}) > 1:
        for made in published:
            if made.date in days or made.date == by_address:
                return made
    return next(iter(published), None)


def _against(
    told: Stamp, labelled: Sequence[DateLine], days: set[date], in_text: date | None
) -> Settled:
    """The day that markup tells, unless the page itself shows another one."""
    if told.utc:
        # Universal time: the outlet's own day may be the one before or after.
        near = [day for day in days if abs(day - told.date) == NEXT_DAY]
        if near and told.date not in days:
            return Settled(near[0], f"{told.source}, local day as shown")
    printed = {line.date for line in labelled}
    if len(printed) == 1 and told.date not in printed:
        return Settled(printed.pop(), "date line")
    if in_text is not None and abs(in_text - told.date) > NEAR and told.date not in days:
        return Settled(in_text, "dateline")
    return Settled(told.date, told.source)


def _dateline_day(line: Dateline | None, text: str, by_address: date | None) -> date | None:
    if line is None or line.day is None:
        return None
    if line.day.date is not None:
        return line.day.date
    found = year_for(line.day, text)
    if by_address is not None:
        for year in (by_address.year, by_address.year - 1):
            day = make_date(year, line.day.month, line.day.day)
            if day is not None and abs(by_address - day) <= NEAR:
                return day
    return found


def _fits(day: date, text: str) -> bool:
    """Whether the text names a day within a month of one."""
    days = (found.date for found in find_days(text))
    return any(found is not None and abs(found - day) <= MONTH for found in days)


def _region(pieces: Sequence[Piece], first: Piece) -> list[Piece]:
    """The pieces between title and running text, and a few above the title within the article."""
    end = next((i for i, piece in enumerate(pieces) if piece is first), 0)
    titles = [i for i in range(end) if _is_title(pieces[i])]
    title = titles[-1] if titles else None
    if title is None:
        found = list(pieces[max(0, end - ABOVE_LINES) : end + 1])
    else:
        above = pieces[max(0, title - BEFORE_TITLE) : title]
        beside = pieces[title].element.getparent()
        above = [p for p in above if _in_article(p) or p.element.getparent() is beside]
        found = [*above, *pieces[title : end + 1][: ABOVE_LINES + 1]]
    return [p for p in found if len(p.text) <= LINE_CHARS and not _is_elsewhere(p.element)]


def _is_title(piece: Piece) -> bool:
    element = piece.element
    return element.tag == "h1" or any(True for _ in element.iterancestors("h1"))


def _in_article(piece: Piece) -> bool:
    element = piece.element
    return next(element.iterancestors("article", "main"), None) is not None or bool(
        day_words(element)
    )


def _is_elsewhere(element: Any) -> bool:
    """Whether an element's day is of something else than the page."""
    while element is not None and element.tag not in {"body", "html"}:
        if day_words(element) == "other" or element.tag in {"nav", "aside", "footer"}:
            return True
        element = element.getparent()
    return False


def _date_lines(labelled: tuple[Any, str], day_first: bool | None) -> Iterator[DateLine]:  # noqa: FBT001
    element, text = labelled[0], _in_order(labelled[1], day_first)
    name = day_words(element)
    for part in split_date_line(text):
        line = read_date_line(part)
        if line is None:
            continue
        if name == "modified" and not line.is_labelled:
            continue
        yield line


def _in_order(text: str, day_first: bool | None) -> str:  # noqa: FBT001
    """A text whose days in numbers that could be read two ways are written year first."""
    if day_first is None:
        return text

    def iso(match: re.Match[str]) -> str:
        first, second, year = int(match[1]), int(match[3]), match[4]
        day, month = (first, second) if day_first else (second, first)
        if len(year) != 4 or month > MIDDLE:  # noqa: PLR2004 (digits)
            return match.group()
        return f"{year}-{month:02}-{day:02}"

    return NUMERIC.sub(iso, text)


def _times(tree: Any, region: Sequence[Piece]) -> Iterator[Stamp]:
    """The days of `time` elements that are those of the page."""
    blocks = {piece.element for piece in region}
    for element in tree.iter("time"):
        name = day_words(element)
        if name in {"other", "modified"} and element.get("pubdate") is None:
            continue
        around = [element, *element.iterancestors()]
        if any(
            is_furniture(above)
            for above in around
            if above.tag not in {"body", "html", "form"} and not _holds_title(above)
        ):
            continue
        if blocks.isdisjoint(around) and element.get("pubdate") is None:
            continue
        value = element.get("datetime") or element.text_content()
        made = stamp(value, TIME)
        if made is None:
            continue
        written = stamp(element.text_content(), TIME)
        # Universal time in the attribute, the outlet's day in the text.
        if written is not None and made.utc and abs(written.date - made.date) == NEXT_DAY:
            made = written
        yield made


def _holds_title(element: Any) -> bool:
    return element.find(".//h1") is not None
