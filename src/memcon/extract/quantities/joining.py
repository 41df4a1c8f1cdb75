"""From numbers with units to amounts: hedges, ranges, units borrowed, sums told twice."""

from __future__ import annotations

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
_FEW = 100  # numbers in words up to here are told after "over" as a preposition


class Joiner:
    """Makes amounts of numbers with units."""

    def __init__(self, vocabulary: Vocabulary, units: UnitReader) -> None:
        self._words = vocabulary
        self._units = units

    def join(self, text: str, drafts: list[Draft]) -> list[AmountMention]:
        """The amounts of a text, in order."""
        return self._with_conversions(text, _with_inherited(list(self._joined(text, drafts))))

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
            if draft.unit or draft.scaled:
                yield self._single(text, draft)

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


def _with_inherited(mentions: list[AmountMention]) -> list[AmountMention]:
    """Bare millions and billions with the unit of the amount before them."""
    done: list[AmountMention] = []
    for mention in mentions:
        lender = None if mention.unit else _lender(done, mention)
        if lender is None:
            done.append(mention)
        else:
            done.append(replace(mention, unit=lender.unit, kind=lender.kind, inherited=True))
    return done


def _lender(earlier: list[AmountMention], mention: AmountMention) -> AmountMention | None:
    """The last amount before a bare number that its unit may be taken from."""
    for other in reversed(earlier):
        if mention.start - other.end > _INHERIT:
            return None
        size = other.value if other.value is not None else other.high
        if other.kind in ("money", "measure") and (size or 0) >= _LENT_FROM:
            return other
    return None
