"""What the words beside a number make of it: money, a share, a measure, things counted."""

from __future__ import annotations

import re
from dataclasses import replace

from memcon.extract.quantities.currency import currencies
from memcon.extract.quantities.draft import Draft, plain
from memcon.extract.quantities.vocabulary import Vocabulary

_SIGN_BEHIND = 12  # characters before a number that may hold its currency
_MINUS_BEHIND = 12  # ... or its sign
_WORD_BEHIND = 24  # ... or the word that says what it counts
_MUCH = 1000  # from here on a letter before the figures is taken for a currency


class UnitReader:
    """Reads the unit of a number from the words on either side of it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._currencies = currencies()

    def stands_clear(self, text: str, draft: Draft) -> bool:
        """Whether the figures end where they seem to: not "21st" or "5G", but "5MW" and "5USD"."""
        if draft.end >= len(text) or not text[draft.end].isalpha():
            return True
        marked = self._words.mark.match(text, draft.end)
        return bool(marked or self._currencies.code_after.match(text, draft.end))

    def money(self, text: str, draft: Draft, country: str) -> Draft | None:
        """The number as money, by the sign before it or the name after it."""
        start, code = self._sign(text, draft, country)
        after = self._currencies.after.match(text, self._past_of(text, draft))
        end = draft.end
        if after:
            end = after.end()
            code = code or self._currencies.named(after["name"], country)
        elif listed := self._currencies.code_after.match(text, draft.end):
            end = listed.end()
            code = code or listed["code"]
        if not code:
            return None
        return replace(draft, start=start, end=end, unit=code, kind="money")

    def _sign(self, text: str, draft: Draft, country: str) -> tuple[int, str]:
        """Where the money begins and its code, by the sign before the number."""
        begin = max(0, draft.start - _SIGN_BEHIND)
        found = self._currencies.before.search(text[begin : draft.start])
        if found is None:
            return draft.start, ""
        sign, gap = found["sign"], bool(found["gap"])
        plain_sign = self._currencies.is_plain(sign, gap=gap, country=country)
        if not plain_sign and (gap or not (draft.scaled or draft.value >= _MUCH)):
            return draft.start, ""
        return draft.start - len(found.group()), self._currencies.signed(sign, country)

    def share(self, text: str, draft: Draft) -> Draft | None:
        """The number as percent or percentage points."""
        point = self._words.point.match(text, draft.end)
        if point:
            factor = self._words.points[plain(point["w"])]
            shared = replace(draft, unit="percentage_points", kind="share", factor=factor)
            return replace(shared, end=point.end())
        percent = self._words.percent.match(text, draft.end)
        if percent is None:
            return None
        shared = replace(draft, end=percent.end(), unit="percent", kind="share")
        sign = self._words.sign.search(text, max(0, draft.start - _MINUS_BEHIND), draft.start)
        if sign is None:
            return shared
        value = -draft.value if sign["minus"] or sign["dash"] else draft.value
        return replace(shared, start=sign.start(), value=value, signed=True)

    def thing(self, text: str, draft: Draft) -> Draft | None:
        """The number as a measure, as part of a number told before, or as things counted."""
        return (
            self.measure(text, draft)
            or self._of_those(text, draft)
            or self.count(text, draft)
            or self._implied(text, draft)
        )

    def measure(self, text: str, draft: Draft) -> Draft | None:
        """The number as a measure, by the unit's name or short form."""
        mark = self._words.mark.match(text, draft.end)
        if mark:
            meaning = self._words.marks[" ".join(mark["w"].split())]
            found = replace(draft, end=mark.end(), unit=meaning["unit"], kind="measure")
            factor = float(meaning.get("factor", 1))
            return replace(found, factor=factor, per=meaning.get("per", ""))
        name = self._words.measure.match(text, self._past_of(text, draft))
        if name is None:
            return None
        unit = self._words.measures[plain(name["w"])]
        return replace(draft, end=name.end(), unit=unit, kind="measure")

    def count(self, text: str, draft: Draft) -> Draft | None:
        """The number as so many things, by the noun phrase after it."""
        position = self._past_of(text, draft)
        if text[position : position + 1] in ("-", "\u2011"):
            return None
        found = self._words.nouns.counted(text, position)
        if found is None:
            return None
        return replace(draft, end=found.end, unit=found.head, kind="count", counted=found.words)

    def _of_those(self, text: str, draft: Draft) -> Draft | None:
        """The number of the millions or billions told before ("five of those billions")."""
        match = self._words.of_those.match(text, draft.end)
        if match is None:
            return None
        scale = self._words.numbers.vague_plurals[plain(match["w"])]
        return replace(draft, end=match.end(), value=draft.value * scale, scaled=True)

    def _implied(self, text: str, draft: Draft) -> Draft | None:
        """What a bare number counts by the word before it ("killing 12")."""
        begin = max(0, draft.start - _WORD_BEHIND)
        before = self._words.implied_before.search(text, begin, draft.start)
        if before is None:
            return None
        return replace(draft, unit=self._words.implied[plain(before["w"])], kind="count")

    def rate(self, text: str, draft: Draft) -> Draft:
        """The amount with what it is for ("a year"), also past its substance ("of gas a year")."""
        found = self._words.rate.match(text, draft.end)
        if found:
            return replace(draft, end=found.end(), per=self._words.rates[plain(found["w"])])
        if draft.kind not in ("measure", "count"):
            return draft
        beyond = self._words.rate_beyond.match(text, draft.end)
        return replace(draft, per=self._words.rates[plain(beyond["w"])]) if beyond else draft

    def numbered(self, text: str, draft: Draft) -> Draft:
        """A bare number with what "the number of" earlier in its sentence counts."""
        begin = max(text.rfind(". ", 0, draft.start), text.rfind("\n", 0, draft.start)) + 1
        match = self._words.number_of.search(text, begin, draft.start)
        found = self._words.nouns.counted(text, match.end()) if match else None
        if found is None:
            return draft
        counted = replace(draft, unit=found.head, kind="count", counted=found.words)
        return self.rate(text, counted)

    def _past_of(self, text: str, draft: Draft) -> int:
        """The end of the number with the "of" that follows a vague one ("hundreds of")."""
        of: re.Match[str] | None = self._words.of.match(text, draft.end) if draft.vague else None
        return of.end() if of else draft.end
