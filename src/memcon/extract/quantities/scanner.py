"""Finds amounts: numbers with what the words on either side make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from memcon.extract.quantities.draft import Draft, overlaps
from memcon.extract.quantities.joining import Joiner
from memcon.extract.quantities.mention import AmountMention
from memcon.extract.quantities.refusals import Refusals
from memcon.extract.quantities.units import UnitReader
from memcon.extract.quantities.vocabulary import vocabulary

_BEHIND = 24  # characters before a number that may hold the other one of a pair
_BARE_MARK = re.compile(r".*\d[a-z]", re.IGNORECASE | re.DOTALL)
_WORD_OR_FIGURES = re.compile(r"[^\W\d_]+|\d+")  # where alone a number may begin
_NUMBER_BEHIND = re.compile(r"\d(?=[^\d]{1,14}$)")


class AmountScanner:
    """The amount finder of one language."""

    def __init__(self, language: str) -> None:
        self._words = vocabulary(language)
        self._units = UnitReader(self._words)
        self._refusals = Refusals(self._words, self._units)
        self._joiner = Joiner(self._words, self._units)

    def find(
        self, text: str, country: str, exclude: Sequence[tuple[int, int]]
    ) -> list[AmountMention]:
        """The amounts of a text, in order."""
        drafts = list(self._drafts(text, country, exclude))
        return self._joiner.join(text, self._with_fractions(text, drafts, exclude))

    def _drafts(
        self, text: str, country: str, exclude: Sequence[tuple[int, int]]
    ) -> Iterator[Draft]:
        position = 0
        starts, number = self._words.numbers.starts, self._words.number
        for word in _WORD_OR_FIGURES.finditer(text):
            start = word.start()
            if start < position or (word[0].casefold() not in starts and not word[0].isdigit()):
                continue
            match = number.match(text, start)
            if match is None:
                continue
            position = match.end()
            if overlaps(start, position, exclude):
                position = max(high for low, high in exclude if low < position and start < high)
                continue
            draft = self._draft(text, match, country)
            if draft is not None:
                position = max(position, draft.end)
                yield draft

    def _draft(self, text: str, match: re.Match[str], country: str) -> Draft | None:
        """The number with its unit; `None` where it is no amount."""
        draft = self._number(match)
        if draft is None or not self._units.stands_clear(text, draft):
            return None
        made = self._units.money(text, draft, country) or self._units.share(text, draft)
        close = draft.start > 0 and text[draft.start - 1].isalpha()
        if close and (made is None or made.start == draft.start):
            return None  # "Q3", "COP28": only a currency may stand close before the figures
        if made is None and self._refusals.refuses(text, draft):
            return None
        made = made or self._units.thing(text, draft)
        if made is not None:
            return self._units.rate(text, made)
        return self._units.rate(text, draft) if self._may_stand_alone(text, draft) else None

    def _number(self, match: re.Match[str]) -> Draft | None:
        numbers = self._words.numbers
        read = numbers.read(match.group())
        if read is None:
            return None
        return Draft(
            match.start(),
            match.end(),
            read[0],
            vague=read[1],
            scaled=numbers.is_scaled(match.group()),
            in_words=not match.group()[0].isdigit(),
        )

    def _may_stand_alone(self, text: str, draft: Draft) -> bool:
        """Whether a number without a unit is kept: a scale word or a pair makes it one."""
        if draft.scaled and not draft.vague:
            return not _BARE_MARK.fullmatch(text, draft.start, draft.end)  # "100m" may be a length
        if self._joiner.is_level(text, draft):
            return True
        ahead = self._words.number.search(text, draft.end, draft.end + _BEHIND)
        if ahead and self._joiner.is_paired(text, draft.end, ahead.start()):
            return True
        begin = max(0, draft.start - _BEHIND)
        behind = _NUMBER_BEHIND.search(text[begin : draft.start])
        return behind is not None and self._joiner.is_paired(
            text, begin + behind.end(), draft.start
        )

    def _with_fractions(
        self, text: str, drafts: list[Draft], exclude: Sequence[tuple[int, int]]
    ) -> list[Draft]:
        """The numbers with the shares told in words ("a third of") in the place of theirs."""
        found = drafts
        for match in self._words.fraction.finditer(text):
            start, end = match.span()
            within = any(draft.start < start < draft.end for draft in found)
            if within or overlaps(start, end, exclude):
                continue  # "five and a half"
            bottom = match["bottom"] or match["half"]
            value = self._words.numbers.share(match["top"] or "", bottom)
            share = Draft(start, end, value, fraction=True, unit="percent", kind="share")
            apart = [draft for draft in found if draft.end <= start or draft.start >= end]
            found = [*apart, share]
        return sorted(found, key=lambda draft: draft.start)


@lru_cache(maxsize=8)
def amount_scanner(language: str = "en") -> AmountScanner:
    """The amount finder of a language, compiled once."""
    return AmountScanner(language)
