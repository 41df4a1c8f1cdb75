"""The body of an e-mail: what its sender writes, and the mails, signatures and notices around it.

A mail that is answered has a day of its own, so what it says would be dated by the wrong mail. A
mail that is sent on is what the mail is about, and has its own day, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.model.document import Block
from memcon.read.dates import find_days
from memcon.read.formats.base import SKIP
from memcon.read.paragraphs import Line, split_lines

_SIGNATURE_LINES = 12
_HEADER_LINES = 12  # above a mail within a mail
_HEADERS = 3  # of them: fewer may be words of the text
_LABEL = re.compile(r"\**([^\W\d_][\w \-]{0,20}?)\**\s?[:\uff1a]\s*\**\s*(.*)")
_RULE = re.compile(r"--\s?")


@dataclass(frozen=True, slots=True)
class Letter:
    """What of a body is not read, and the day of the mail that it sends on, if it does."""

    skipped: tuple[Block, ...] = ()
    is_forward: bool = False
    date: date | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    attributions: re.Pattern[str]
    forwards: re.Pattern[str]
    originals: re.Pattern[str]
    notices: re.Pattern[str]
    forwarded_subjects: frozenset[str]
    senders: frozenset[str]
    days: frozenset[str]
    others: frozenset[str]


@cache
def _words() -> _Words:
    source = files("memcon").joinpath("read/formats/letter.yml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(source)

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one})" for one in found[name]), re.IGNORECASE)

    return _Words(
        attributions=pattern("attributions"),
        forwards=pattern("forwards"),
        originals=pattern("originals"),
        notices=pattern("notices"),
        forwarded_subjects=frozenset(found["forwarded_subjects"]),
        senders=frozenset(found["senders"]),
        days=frozenset(found["days"]),
        others=frozenset(found["others"]),
    )


def is_forward_bar(text: str) -> bool:
    """Whether a mail program has put a text above a mail that it sends on."""
    return any(_words().forwards.fullmatch(line.strip()) for line in text.splitlines()[:_HEADERS])


def read_letter(text: str, subject: str) -> Letter:
    """What of the body of a mail is not its sender's own text, nor that of the mail sent on."""
    lines = split_lines(text)
    cut = next((n for n in range(len(lines)) if _opens_mail(lines, n)), None)
    if cut is not None and _is_sent_on(lines[cut], subject):
        head, day = _header(lines, cut)
        skipped = (*_own(lines[:cut]), *head, *_own(lines[cut + len(head) :]))
        return Letter(skipped, is_forward=True, date=day)
    own = lines if cut is None else lines[:cut]
    if not own:
        return Letter(_own(lines))
    return Letter((*_own(own), *map(_skip, lines[len(own) :])))


def _opens_mail(lines: Sequence[Line], at: int) -> bool:
    """Whether another mail begins at a line, with a bar or with its headers."""
    words, text = _words(), lines[at].text
    if words.forwards.fullmatch(text):
        return True
    after = at + 1 if words.originals.fullmatch(text) else at
    is_bar = after > at
    known = words.senders | words.days | words.others
    labels = []
    for line in lines[after : after + _HEADER_LINES]:
        match = _LABEL.match(line.text)
        if match is None or match[1].lower().strip() not in known:
            break
        labels.append(match[1].lower().strip())
    opens = bool(labels) and labels[0] in words.senders
    return opens and (is_bar or len(labels) >= _HEADERS) and not words.days.isdisjoint(labels)


def _is_sent_on(line: Line, subject: str) -> bool:
    start = subject.partition(":")[0].strip().lower()
    is_subject = ":" in subject and start in _words().forwarded_subjects
    return bool(_words().forwards.fullmatch(line.text)) or is_subject


def _header(lines: Sequence[Line], at: int) -> tuple[list[Block], date | None]:
    """The lines above a mail that is sent on, and its day."""
    words = _words()
    found, day = [], None
    for line in lines[at : at + _HEADER_LINES]:
        match = _LABEL.match(line.text)
        label = match[1].lower().strip() if match else ""
        is_bar = words.forwards.fullmatch(line.text) or words.originals.fullmatch(line.text)
        if label not in words.senders | words.days | words.others and not is_bar:
            break
        if match is not None and label in words.days:
            day = day or _day(match[2])
        found.append(_skip(line))
    return found, day


def _day(text: str) -> date | None:
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(text).date()
    days = [day.date for day in find_days(text)]
    return days[0] if len(days) == 1 else None


def _own(lines: Sequence[Line]) -> tuple[Block, ...]:
    """What of a mail's lines are quotations, its signature and notices below it."""
    words = _words()
    gone: set[int] = set()
    for number, line in enumerate(lines):
        if line.text.startswith(">"):
            gone |= {number, *_attribution(lines, number)}
        elif words.notices.match(line.text) and number:
            gone.update(n for n in range(number, len(lines)) if lines[n].chunk == line.chunk)
    if lines:
        gone |= set(_attribution(lines, len(lines)))  # of a quotation that markup set off
    gone |= set(_signature(lines, gone))
    if len(gone) == len(lines):
        return ()  # a mail that says nothing else
    return tuple(_skip(lines[number]) for number in sorted(gone))


def _attribution(lines: Sequence[Line], at: int) -> Iterable[int]:
    """The line, or the two lines, above a quotation that say whose it is."""
    for size in (1, 2):
        if at >= size:
            text = " ".join(line.text for line in lines[at - size : at])
            if _words().attributions.fullmatch(text):
                return range(at - size, at)
    return ()


def _signature(lines: Sequence[Line], gone: set[int]) -> Iterable[int]:
    for number, line in enumerate(lines):
        left = [n for n in range(number, len(lines)) if n not in gone]
        if number and _RULE.fullmatch(line.text) and len(left) <= _SIGNATURE_LINES:
            return left
    return ()


def _skip(line: Line) -> Block:
    return Block(line.start, line.end, SKIP)
