"""A stretch of text with one character in the place of each thing already found in it.

Rules over what was found are then plain patterns over such a skeleton (a cascade of finite-state
steps, as FASTUS has them), and their matches are carried back to offsets in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

LETTERS = re.compile(r"[^\W\d_]+")
_FIRST_MARK, _LAST_MARK = "\ue000", "\uf8ff"  # stand-ins are characters for private use
_WORD_OR_MARK = re.compile(rf"{LETTERS.pattern}|[{_FIRST_MARK}-{_LAST_MARK}]")


class Spanned(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Skeleton:
    """The skeleton of `text[start:end]`: `text`, and the places of the stand-ins in it."""

    def __init__(
        self, text: str, start: int, end: int, found: Sequence[Spanned], marks: Sequence[str]
    ) -> None:
        pieces: list[str] = []
        self.places: list[int] = []
        self._start = start
        self._shifts = [0]  # text minus skeleton, after so many stand-ins
        position, size = start, 0
        for item, mark in zip(found, marks, strict=True):
            size += item.start - position
            pieces += [text[position : item.start], mark]
            self.places.append(size)
            size += 1
            position = item.end
            self._shifts.append(position - start - size)
        self.text = "".join([*pieces, text[position:end]])

    def words_beside(self) -> set[str]:
        """The words next to stand-ins, whatever marks and figures are between, case ignored."""
        words = _WORD_OR_MARK.findall(self.text.casefold())
        found: set[str] = set()
        for number, word in enumerate(words):
            if _FIRST_MARK <= word <= _LAST_MARK:
                found.update(words[max(0, number - 1) : number + 2])
        return found

    def index(self, place: int) -> int:
        """Which of the things found a character stands for."""
        return bisect_left(self.places, place)

    def offset(self, place: int) -> int:
        """The offset in the text of a position in the skeleton."""
        return self._start + place + self._shifts[bisect_left(self.places, place)]


def windows(
    text: str, spans: Iterable[tuple[int, int]], *, start: int, end: int, before: int, after: int
) -> Iterator[tuple[int, int]]:
    """The stretches around some spans, at white space, merged where they touch."""
    first = last = -1
    for span in spans:
        low = _at_space(text, max(start, span[0] - before), start, -1)
        high = _at_space(text, min(end, span[1] + after), end, 1)
        if first < 0:
            first, last = low, high
        elif low <= last:
            last = max(last, high)
        else:
            yield first, last
            first, last = low, high
    if first >= 0:
        yield first, last


def _at_space(text: str, position: int, limit: int, step: int) -> int:
    """The nearest position on the way to the limit that is not within a word."""
    while position != limit and not text[position - (step < 0)].isspace():
        position += step
    return position
