"""What stands in a text beside what it tells: questions, and match reports with states as teams."""

from __future__ import annotations

import re
from collections.abc import Iterable

from memcon.annotate import Sentence
from memcon.extract.dates import DateMention
from memcon.extract.lexicon import phrases
from memcon.extract.quantities.knowledge import Terms

_SCORE = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b")
_WORD = re.compile(r"\w+")
_ENOUGH = 2  # words of sport that make a sentence one on sport


class Asides:
    """Tells questions and sentences on sport from others."""

    def __init__(self, language: str = "en") -> None:
        words = phrases(language, "asides")
        self._sport = Terms(words["sport"])
        self._verbs = frozenset(words["score_verbs"])

    def is_sport(self, sentence: Sentence, dates: Iterable[DateMention] = ()) -> bool:
        """Whether a sentence has two words of sport, or a score with one or a winner.

        Days ("held on 23-24 May") are no score.
        """
        lowered = sentence.text.lower()
        told = self._sport.may_be_in(lowered, {*_WORD.findall(lowered)})
        named = len({*self._sport.pattern.findall(lowered)}) if told else 0
        if named >= _ENOUGH:
            return True
        if not self._has_score(sentence, [(each.start, each.end) for each in dates]):
            return False
        return bool(named) or any(token.lemma in self._verbs for token in sentence.tokens)

    @staticmethod
    def is_question(sentence: Sentence) -> bool:
        """Whether a sentence asks and asserts nothing."""
        return sentence.text.rstrip("\"”»'’) \n").endswith("?")

    @staticmethod
    def _has_score(sentence: Sentence, dates: list[tuple[int, int]]) -> bool:
        found = (sentence.start + match.start() for match in _SCORE.finditer(sentence.text))
        return any(not any(low <= place < high for low, high in dates) for place in found)
