"""From numbers with units to amounts: hedges, ranges, units borrowed, sums told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from memcon.extract.quantities.draft import Draft, plain
from memcon.extract.quantities.mention import AmountMention, Qualifier
from memcon.extract.quantities.units import UnitReader
from memcon.extract.quantities.vocabulary import Vocabulary

_BEHIND = 48  # characters before a number that may hold its hedge
_WORD_BEHIND = 24  # ... or the verb or preposition that it depends on
_NEIGHBOUR = 14  # characters between the two numbers of a range
_INHERIT = 500  # characters back to an amount that lends its unit
_LENT_FROM = 1e5  # smaller amounts lend no unit to bare millions
_LEAST_SCALED = 1e6  # smaller bare numbers count what was counted before in the sentence
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\n")
_MARKS = " $€£¥US"  # before the figures of a sum
_THOUSANDS = re.compile(r"(?<![$€£¥\d])\d{1,3}(?:,\d{3})+(?![\d.])")  # no year
_HEDGE_WORDS = 2
_FEW = 100  # numbers in words up to here are told after "over" as a preposition


class Joiner:
    """Makes amounts of numbers with units."""

    def __init__(self, vocabulary: Vocabulary, units: UnitReader) -> None:
        self._words = vocabulary
        self._units = units

    def join(self, text: str, drafts: list[Draft]) -> list[AmountMention]:
        """The amounts of a text, in order."""
        levels = self._words.levels
        found = _with_inherited(text, list(self._joined(text, drafts)), levels)
        return self._with_conversions(text, [m for m in found if m.unit or self._is_told(text, m)])

    def _is_told(self, text: str, mention: AmountMention) -> bool:
        """Whether a number that got no unit is kept: of millions, or of what the subject names."""
        if (mention.value or mention.high or 0) >= _LEAST_SCALED or mention.fraction:
            return True
        begin = max(0, mention.start - _WORD_BEHIND)
        if self._words.numbered_before.search(text, begin, mention.start) is not None:
            return True
        return self._is_reached(text, mention.start)

    def _joined(self, text: str, drafts: list[Draft]) -> Iterator[AmountMention]:
        waiting = list(reversed(drafts))
        while waiting:
            draft = waiting.pop()
            pair = self._pair(text, draft, waiting[-1]) if waiting else ""
            if pair == "range":
                yield self._range(text, draft, waiting.pop())
                continue
            if pair == "from_to":
                second = waiting.pop()
                second = second if second.unit else self._units.numbered(text, second)
                waiting.append(second)
                draft = draft.lent(second)
            if draft.unit or draft.scaled or self.is_level(text, draft):
                yield self._single(text, draft)

    def is_level(self, text: str, draft: Draft) -> bool:
        """Whether a bare number tells how many there are, or were: "numbered 400", "against 30"."""
        begin = max(0, draft.start - _WORD_BEHIND)
        hedge = self._words.hedge.search(text, begin, draft.start)
        start = hedge.start() if hedge and hedge.start() > begin else draft.start
        ways = (self._words.level_before, self._words.numbered_before)
        return any(way.search(text, begin, start) for way in ways) or self._is_reached(text, start)

    def _is_reached(self, text: str, start: int) -> bool:
        """Whether a large bare number, hedged or not, is what something rose or fell to."""
        written = _THOUSANDS.search(text, start, start + _BEHIND)
        if written is None or text[start : written.start()].count(" ") > _HEDGE_WORDS:
            return False
        return self._words.reached_before.search(text, max(0, start - _BEHIND), start) is not None

    def is_paired(self, text: str, first_end: int, second_start: int) -> bool:
        """Whether the words between two numbers may join them."""
        gap = text[first_end:second_start].rstrip("$€£¥")
        return len(gap) <= _NEIGHBOUR and self._words.joiner.fullmatch(gap) is not None

    def _pair(self, text: str, first: Draft, second: Draft) -> str:
        """How two numbers belong together: `range`, `from_to`, or not at all."""
        gap = text[first.end : second.start]
        joiner = self._words.joiner.fullmatch(gap) if len(gap) <= _NEIGHBOUR else None
        if joiner is None or (first.unit and second.unit and first.unit != second.unit):
            return ""
        opener = self._opener(text, first.start)[0]
        word = (joiner["w"] or "").casefold()
        if not word or opener in self._words.both:
            return "range" if second.unit or first.unit else ""
        if opener in self._words.from_to:
            return "from_to"
        if word in self._words.numbers.joiners:  # "5 and 7 tanks" are two amounts
            return ""
        if first.unit and second.unit:
            begin = max(0, first.start - _WORD_BEHIND)
            if self._words.change_before.search(text, begin, first.start):
                return ""  # "fell by $2bn to $5bn": a change and the level reached
        return "range" if not first.unit or first.unit == second.unit else ""

    def _opener(self, text: str, start: int) -> tuple[str, int]:
        """The "between" or "from" before a number and where it begins."""
        begin = max(0, start - _NEIGHBOUR)
        found = self._words.opening.search(text, begin, start)
        return (found["w"].casefold(), found.start()) if found else ("", start)

    def _range(self, text: str, first: Draft, second: Draft) -> AmountMention:
        first, second = first.lent(second), second.lent(first)
        opener, opened = self._opener(text, first.start)
        start = opened if opener in self._words.both else first.start
        qualifier, start = self._qualifier(text, start)
        ends = sorted((first.amount, second.amount))
        return AmountMention(
            start=start,
            end=second.end,
            value=None,
            unit=second.unit,
            low=ends[0],
            high=ends[1],
            qualifier=qualifier,
            per=second.per,
            counted=second.counted,
            kind=second.kind,
        )

    def _single(self, text: str, draft: Draft) -> AmountMention:
        qualifier, start = self._qualifier(text, draft.start)
        if qualifier and draft.kind == "count" and draft.in_words and draft.value < _FEW:
            word = text[start : draft.start].split()
            if word and word[0].casefold() in self._words.prepositions:
                qualifier, start = "", draft.start
        end = draft.end
        after = self._words.hedge_after.match(text, draft.end)
        if after and not qualifier:
            qualifier, end = self._words.hedges_after[plain(after["w"])], after.end()
        if draft.vague and not qualifier:
            qualifier = "over"
        return AmountMention(
            start=start,
            end=end,
            value=draft.amount,
            unit=draft.unit,
            qualifier=qualifier,
            per=draft.per,
            counted=draft.counted,
            kind=draft.kind,
            fraction=draft.fraction,
            signed=draft.signed,
        )

    def _qualifier(self, text: str, start: int) -> tuple[Qualifier, int]:
        """The hedge before an amount and where the amount with it begins."""
        found = self._words.hedge.search(text, max(0, start - _BEHIND), start)
        word = plain(found["w"]) if found else ""
        if found is None or word in self._words.no_hedges:
            return "", start
        qualifier = self._words.hedges[word]
        if word in self._words.prepositions and self._words.article_end.search(found.group()):
            return "", start  # "under a 3.9 billion dollar contract"
        if qualifier == "up_to":
            begin = max(0, found.start() - _WORD_BEHIND)
            if self._words.motion_before.search(text, begin, found.start()):
                return "", start  # "crept up to 5 billion"
        return qualifier, start if "(" in found.group() else found.start()

    def _with_conversions(self, text: str, mentions: list[AmountMention]) -> list[AmountMention]:
        """Money in brackets after money in another currency is the same sum once more."""
        done: list[AmountMention] = []
        for index, mention in enumerate(mentions):
            earlier = done[-1] if done else None
            if (
                earlier
                and earlier.kind == mention.kind == "money"
                and earlier.unit != mention.unit
                and self._words.conversion.fullmatch(text, earlier.end, mention.start)
            ):
                done.append(replace(mention, conversion_of=index - 1))
            else:
                done.append(mention)
        return done


def _with_inherited(
    text: str, mentions: list[AmountMention], levels: tuple[str, ...]
) -> list[AmountMention]:
    """Bare numbers with the unit of the amount before them, in a sentence with its rate, too."""
    done: list[AmountMention] = []
    for each in mentions:
        mention = each
        same = next((m for m in reversed(done) if m.unit == mention.unit), None)
        if same is not None and same.per and not mention.per and _is_near(text, same, mention):
            before = text[same.end : mention.start].rstrip(_MARKS)
            if before.endswith(levels):
                mention = replace(mention, per=same.per)  # "4 a year, up from 3"
        lender = None if mention.unit else _compared(text, done, mention, levels)
        lender = lender or (None if mention.unit else _lender(text, done, mention))
        if lender is None:
            done.append(mention)
            continue
        per = mention.per or (lender.per if _is_near(text, lender, mention) else "")
        done.append(replace(mention, unit=lender.unit, kind=lender.kind, per=per, inherited=True))
    return done


def _is_near(text: str, lender: AmountMention, mention: AmountMention) -> bool:
    """Whether two amounts stand in one sentence, as far as marks tell."""
    return _SENTENCE_END.search(text, lender.end, mention.start) is None


def _is_mixed(earlier: list[AmountMention], lender: AmountMention, mention: AmountMention) -> bool:
    """Whether sums and measures stand before a bare number: nobody knows which it is."""
    near = [m for m in earlier if mention.start - m.end <= _INHERIT and not m.inherited]
    large = [m for m in near if (m.value or m.high or 0) >= _LENT_FROM]
    return {lender.kind, *(m.kind for m in large)} >= {"money", "measure"}


def _compared(
    text: str, earlier: list[AmountMention], mention: AmountMention, levels: tuple[str, ...]
) -> AmountMention | None:
    """The amount that a bare number is set against: "900,000 refugees, down from 1.4 million"."""
    last = next((m for m in reversed(earlier) if m.unit), None)
    if last is None or not _is_near(text, last, mention):
        return None
    return last if text[last.end : mention.start].rstrip(_MARKS).endswith(levels) else None


def _lender(
    text: str, earlier: list[AmountMention], mention: AmountMention
) -> AmountMention | None:
    """The last amount before a bare number that its unit may be taken from."""
    small = (mention.value or mention.high or 0) < _LEAST_SCALED
    for other in reversed(earlier):
        if mention.start - other.end > _INHERIT or (small and not _is_near(text, other, mention)):
            return None
        if small and other.kind == "count" and other.unit:
            return other
        if small and other.kind == "money":
            return None
        size = other.value if other.value is not None else other.high
        if other.kind in ("money", "measure") and (size or 0) >= _LENT_FROM:
            return other if not _is_mixed(earlier, other, mention) else None
    return None
