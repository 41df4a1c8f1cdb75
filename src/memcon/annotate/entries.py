"""The entries of a chronology: paragraphs that open with their date, or stand below it.

"1985. November 30: Presidents …", "24 February 1972 - …", or a line "1972" with items below. Such a
date is no part of a sentence: parsers take it for a subject or a clause. It is set apart, and what
an entry tells without a date of its own is of that day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from memcon.annotate.tree import Token
from memcon.files import from_yaml
from memcon.model import edtf
from memcon.model.document import Document
from memcon.read.paragraphs import marker_length
from memcon.read.sections import sections_of
from memcon.read.words import header_words

_LEAST = 3  # entries that make a chronology
_LABEL_CHARS = 40
_PRESENT = ("VBZ", "VBP")
_AUXILIARY = ("aux", "aux:pass", "cop")
_STOP = r"(?:\s*[.:–—](?=\s|$)|\s+-+(?=\s)|\s*$)\s*"
_BARE_STOP = r"\s+(?=[\"“(]?(?-i:[A-Z]))"  # "May 3 Talks open in Lima"
_LONE_YEAR = re.compile(r"[*_#\s]*(?:1[5-9]|20)\d\d[*_:.\s]*")
_NEW_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z\d])")


@dataclass(frozen=True, slots=True)
class Label:
    """The date at the head of an entry, in EDTF: `length` characters with what parts it off."""

    length: int
    day: str
    is_alone: bool = False  # nothing stands behind it on its line
    year: str = ""  # the one that it tells


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under a date within a block, from an offset into the block's text on.

    The `label` characters at `start` name the date.
    """

    start: int
    label: int
    day: str
    year: str = ""  # the one that its date tells


def entries_of(document: Document) -> dict[int, list[Entry]]:
    """The entries in each block of a chronology, by the block's number; of other texts none."""
    found: dict[int, list[Entry]] = {}
    labels, end, bare = 0, 0, _has_bare_days(document)
    above, year = "", ""  # the date of the last line that is nothing else, and the year told last
    for number, block in enumerate(document.blocks):
        line = document.text.rfind("\n", 0, block.start) + 1
        for passed in document.text[end:line].split("\n"):
            label = read_label(passed.strip(), year, document.date)
            if label is not None and label.is_alone:
                labels, above, year = labels + 1, label.day, label.day[:4]
        text = document.text[min(line, block.start) : block.end]
        own = _in_block(text, year, document.date, bare=bare)
        cut = block.start - line
        if own and own[0].label >= block.end - line:  # a line of its own
            labels, above, year = labels + 1, own[0].day, own[0].day[:4]
            found[number] = [Entry(0, 0, above)]
        elif own:
            labels, year = labels + 1, own[0].year or year
            found[number] = [
                Entry(max(e.start - cut, 0), max(e.label - max(cut - e.start, 0), 0), e.day)
                for e in own
            ]
        elif above:
            found[number] = [Entry(0, 0, above)]
        elif number - 1 in found and document.text[end : block.start].count("\n") == 1:
            found[number] = [Entry(0, 0, found[number - 1][-1].day)]  # the entry's next line
        end = block.end
    if labels < _LEAST or document.is_official or sections_of(document):
        return {}
    return found


def _has_bare_days(document: Document) -> bool:
    """Whether lines of the text open with days that nothing sets off, under years of their own."""
    lines = [document.text[block.start : block.end] for block in document.blocks]
    years = sum(bool(_LONE_YEAR.fullmatch(line.strip())) for line in lines)
    if not years:
        return False
    days = (_pattern(bare=True).match(line) for line in lines if not _pattern().match(line))
    return sum(1 for day in days if day) >= _LEAST


def _in_block(text: str, year: str, near: date | None, *, bare: bool) -> list[Entry]:
    """The entries of a block: one at its start, and those of further days told in it."""
    first = _opening(text, year, near, bare=bare)
    if first is None:
        return []
    found = [first]
    for gap in _NEW_SENTENCE.finditer(text, first.start + first.label):
        label = read_label(text[gap.end() : gap.end() + _LABEL_CHARS], first.day[:4], near)
        if label is not None and not label.is_alone and text[gap.end() + label.length - 2] in ":–—":
            found.append(Entry(gap.end(), label.length, label.day))
    return found


def _opening(text: str, year: str, near: date | None, *, bare: bool) -> Entry | None:
    """The date, or the year and then the date, that a block begins with."""
    start = marker_length(text)
    label = read_label(text[start:], year, near)
    if label is None and start:
        start, label = 0, read_label(text, year, near)  # "1. May" and "1985." look like markers
    if label is None and bare:
        start, label = 0, read_label(text, year, near, bare=True)
    if label is None:
        return None
    further = read_label(text[start + label.length :], label.day[:4], near)
    if further is None or label.is_alone:
        return Entry(start, label.length, label.day, label.year)
    return Entry(start, label.length + further.length, further.day, further.year or label.year)


def read_label(text: str, year: str, near: date | None, *, bare: bool = False) -> Label | None:
    """The date that a text opens with and that is set off from what follows; None without one.

    With `bare` nothing but a space need set off a day. A day takes the `year` told before, else the
    last one up to the day `near`; a month alone needs a year, for it may be a name.
    """
    match = _pattern(bare=bare).match(text.split("\n", maxsplit=1)[0])
    if match is None:
        return None
    told = {name: value for name, value in match.groupdict().items() if value}
    told_year = next((told[name] for name in told if name.startswith("year")), "")
    own = told_year or year
    month = next((_months()[told[n].lower()] for n in told if n.startswith("month")), 0)
    last = next((_months()[told[n].lower()] for n in told if n.startswith("until")), month)
    days = [int(told[name]) for name in told if name.startswith(("day", "to"))]
    if not own and days and near is not None:
        own = str(near.year - ((month, days[0]) > (near.month, near.day)))
    if not own:
        return None
    value = _written(own, month, last, days, until=told.get("end", ""))
    if "portion" in told and "/" not in value:
        value = f"{value}~"
    alone = match.end() >= len(text.split("\n", maxsplit=1)[0].rstrip())
    return Label(match.end(), value, alone, told_year) if edtf.is_valid(value) else None


def _written(year: str, month: int, last: int, days: list[int], *, until: str) -> str:
    """The EDTF form of what a label says."""
    if until:
        return f"{year}/{year[: 4 - len(until)]}{until}"
    if not month:
        return year
    if not days:
        ends = [f"{year}-{each:02d}" for each in dict.fromkeys((month, last))]
    else:
        months = (month, last)[: len(days)]
        ends = [f"{year}-{m:02d}-{d:02d}" for m, d in zip(months, days, strict=False)]
    return "/".join(ends)


@cache
def _months() -> dict[str, int]:
    return dict(header_words().months)


@cache
def _pattern(*, bare: bool = False) -> re.Pattern[str]:
    """A date at the start of a line, and what sets it off; with `bare` a day and a capital."""
    words = header_words()
    data = _data()
    months, weekdays = _any(words.months), _any(words.weekdays)
    suffix, dash = _any(words.day_suffixes), rf"(?:\s?[-–—/]\s?|\s(?:{_any(data['until'])})\s)"
    year = r"(?:1[5-9]|20)\d\d(?!\d)"
    day = r"(?P<{0}>\d{{1,2}})" + rf"(?:{suffix})?(?!\d)"

    def days(name: str) -> str:
        return day.format(f"day_{name}") + rf"(?:{dash}{day.format(f'to_{name}')})?"

    forms = (
        (
            rf"{day.format('day_b')}\s(?P<month_b>{months})\.?{dash}{day.format('to_b')}\s"
            rf"(?P<until_b>{months})\.?(?:,?\s(?P<year_b>{year}))?"
        ),
        (
            rf"(?P<month_d>{months})\.?\s{day.format('day_d')}{dash}(?P<until_d>{months})\.?\s"
            rf"{day.format('to_d')}(?:,?\s(?P<year_d>{year}))?"
        ),
        rf"{days('a')}\s(?P<month_a>{months})\.?(?:,?\s(?P<year_a>{year}))?",
        rf"(?P<month_c>{months})\.?\s{days('c')}(?:,?\s(?P<year_c>{year}))?",
        rf"(?P<month_e>{months})\.?(?:{dash}(?P<until_e>{months})\.?)?(?:,?\s(?P<year_e>{year}))?",
        rf"(?P<year_f>{year})(?:[-–—/](?P<end>\d\d(?:\d\d)?))?",
    )
    before = rf"(?:(?P<portion>{_any(data['portions'])})[ -])?(?:(?:{weekdays}),?\s)?"
    told, stop = (forms[:4], _BARE_STOP) if bare else (forms, _STOP)
    opening = rf"[*_#\s(\[]*{before}(?:{'|'.join(told)})[)\]]?[*_]*{stop}"
    return re.compile(opening, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def blanked(text: str, entries: Iterable[Entry]) -> str:
    """The text of a block with the dates of its entries as spaces: of the same length."""
    for entry in entries:
        end = entry.start + entry.label
        text = f"{text[: entry.start]}{' ' * (end - entry.start)}{text[end:]}"
    return text


def tell_as_past(tokens: Sequence[Token]) -> None:
    """Mark the verbs of a sentence of a chronology, which tells in the present, as past.

    Not those of the perfect, and not those of a sentence that is in the past itself.
    """
    root = next((token for token in tokens if token.head is None), None)
    if root is not None:
        _complete(root)
    finite = [token for token in tokens if token is root or token.head is root]
    if not any(token.tag in _PRESENT and token.rel in ("root", *_AUXILIARY) for token in finite):
        return
    for token in tokens:
        if token.tag in _PRESENT and not (token.lemma == "have" and token.rel in _AUXILIARY):
            token.tag = "VBD"


def _complete(root: Token) -> None:
    """Read "Treaty signed in Lima", with no auxiliary, as the passive that it is."""
    subject = root.child("nsubj")
    if subject is None or root.tag not in ("VBD", "VBN") or root.lemma not in _passives():
        return
    if root.child("obj", "aux", "aux:pass", "ccomp", "xcomp") is None and not subject.entity:
        root.tag, subject.rel = "VBN", "nsubj:pass"


@cache
def _passives() -> frozenset[str]:
    return frozenset(_data()["passives"])


@cache
def _data() -> Any:
    return from_yaml(files("memcon").joinpath("lang/en/entries.yml").read_text(encoding="utf-8"))


def day_at(entries: Iterable[Entry], offset: int) -> str:
    """The date that what stands at an offset into a block is under."""
    under: Iterator[str] = (entry.day for entry in reversed(list(entries)) if entry.start <= offset)
    return next(under, "")
