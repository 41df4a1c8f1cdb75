"""Numbers that are no amounts: clock times, years, list marks, labels, scores."""

from __future__ import annotations

import re
from dataclasses import replace

from memcon.extract.quantities.currency import currencies
from memcon.extract.quantities.draft import Draft
from memcon.extract.quantities.units import UnitReader
from memcon.extract.quantities.vocabulary import Vocabulary

_YEARS = range(1500, 2101)
_YEAR_DIGITS = 4
_BEHIND = 24
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*\(?$")
_AFTER_LIST_MARK = re.compile(r"[.)](?!\d)")
_SCORE_AFTER = re.compile(r"[-–:/]\d")
_SCORE_BEFORE = re.compile(r"\d[-–:/]$")


class Refusals:
    """Tells the numbers that are no amounts."""

    def __init__(self, vocabulary: Vocabulary, units: UnitReader) -> None:
        self._words = vocabulary
        self._units = units
        self._currencies = currencies()

    def refuses(self, text: str, draft: Draft) -> bool:
        """Whether a number without money or percent is no amount."""
        if self._words.time.match(text, draft.end):
            return True
        if draft.in_words and draft.value <= 1:
            return True
        before = text[max(0, draft.start - _BEHIND) : draft.start]
        if not draft.in_words and _is_list_mark(text, draft):
            return True
        if not draft.scaled and self._words.label_before.search(before):
            return True
        written = text[draft.start : draft.end]
        if written.isdigit() and len(written) == _YEAR_DIGITS and int(written) in _YEARS:
            return True
        return not draft.in_words and self._is_score(text, draft, before)

    def _is_score(self, text: str, draft: Draft, before: str) -> bool:
        """Whether it is one side of a score or of a bare pair of numbers ("36-5")."""
        if _SCORE_AFTER.match(text, draft.end) and not self._has_unit_beyond(text, draft):
            return True
        return bool(_SCORE_BEFORE.search(before)) and not draft.scaled

    def _has_unit_beyond(self, text: str, draft: Draft) -> bool:
        """Whether the number after a dash has a unit, so that both are a range."""
        second = self._words.number.match(text, draft.end + 1)
        if second is None:
            return False
        beyond = replace(draft, start=second.start(), end=second.end())
        return bool(
            second.group()[-1].isalpha()
            or self._currencies.after.match(text, second.end())
            or self._units.share(text, beyond)
            or self._units.measure(text, beyond)
            or self._units.count(text, beyond)
        )


def _is_list_mark(text: str, draft: Draft) -> bool:
    begin = max(0, draft.start - _BEHIND)
    opens = _LIST_MARK.search(text[begin : draft.start])
    at_line_start = opens is not None and (begin == 0 or opens.start() > 0)
    return at_line_start and bool(_AFTER_LIST_MARK.match(text, draft.end))
