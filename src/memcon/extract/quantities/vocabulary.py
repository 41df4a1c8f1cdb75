"""What a language's `units.yml` holds, compiled: the words around a number and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from memcon.extract.quantities.knowledge import alternatives, load, section
from memcon.extract.quantities.mention import Qualifier
from memcon.extract.quantities.nouns import Nouns
from memcon.extract.quantities.numbers import NumberWords, number_words

_GAP = r"[\s\-\u2011]?"
_DASH = "-–—"


class Vocabulary:
    """The patterns and meanings of one language, by the step that uses them."""

    def __init__(self, language: str) -> None:
        self.name = f"lang/{language}/units.yml"
        self._data = load("lang", language, "units.yml")
        self.numbers: NumberWords = number_words(language)
        self.nouns = Nouns(self._data, self.name, [*self.numbers.units, *self.numbers.tens])
        changes = load("lang", language, "changes.yml")
        self._change_verbs: list[str] = [*changes["rise"], *changes["fall"]]
        self._read_numbers()
        self._read_shares()
        self._read_measures()
        self._read_rates()
        self._read_hedges()
        self._read_ranges()
        self._read_reached()
        self._read_refusals()

    def _part(self, key: str) -> Any:
        return section(self._data, key, self.name)

    def _words(self, key: str) -> str:
        return alternatives(self._part(key))

    def _read_numbers(self) -> None:
        """Where a number may begin: not within a word, unless a currency may stand before it."""
        figures, words = self.numbers.figures, self.numbers.words
        begin = r"(?:(?<![\w.,:])(?<!\w\+)(?<![^\W\d]-)|(?<=[A-Za-z])(?=\d))"
        self.number = _ignoring_case(rf"{begin}(?:{figures}|(?<![-\w]){words})")
        substance = self._words("substance")
        self.of = _ignoring_case(rf"\s{substance}(?=\s)")
        self.implied = _by_word(self._part("implied"))
        self.implied_before = _before(alternatives(self.implied))
        scales = alternatives(self.numbers.vague_plurals)
        self.of_those = _ignoring_case(rf"\s{self._words('of_those')}\s(?P<w>{scales})(?!\w)")

    def _read_shares(self) -> None:
        self.percent = _ignoring_case(rf"{_GAP}{self._words('percent')}(?!\w)")
        self.points: Mapping[str, float] = self._part("points")
        self.point = _ignoring_case(rf"{_GAP}(?P<w>{alternatives(self.points)})(?!\w)")
        minus, plus = self._words("minus"), self._words("plus")
        self.sign = _ignoring_case(
            rf"(?:(?<!\w)(?:(?P<minus>{minus})|{plus})\s|(?<![\w)])(?:(?P<dash>[-−])|\+))$"
        )
        fractions = alternatives(self.numbers.fractions)
        tops = alternatives([*self.numbers.units, *self.numbers.ones])
        halves = alternatives(self.numbers.half)
        self.fraction = _ignoring_case(
            rf"(?<![\w-])(?:(?P<top>{tops})[\s\-\u2011](?P<bottom>{fractions}s?)|(?P<half>{halves}))"
            rf"(?!\w)(?=\s{self._words('fraction_marks')}(?!\w))"
        )

    def _read_measures(self) -> None:
        self.measures = _by_word(self._part("measures"))
        self.measure = _ignoring_case(
            rf"[\s\-\u2011]{{1,2}}(?P<w>{alternatives(self.measures)})(?!\w)"
        )
        self.marks: Mapping[str, Mapping[str, Any]] = self._part("marks")
        self.mark = re.compile(rf"{_GAP}(?P<w>{alternatives(self.marks)})(?![\w/])")

    def _read_rates(self) -> None:
        self.rates = _by_word(self._part("per"))
        words = alternatives(self.rates)
        told = self._words("not_rates_before")  # "a year earlier" is no rate
        self.rate = _ignoring_case(rf"{_GAP}(?P<w>{words})(?!\w)(?!\s{told}(?!\w))")
        substance = self._words("substance")
        self.rate_beyond = _ignoring_case(rf"\s{substance}(?:\s\w+){{1,3}}?\s(?P<w>{words})(?!\w)")

    def _read_hedges(self) -> None:
        self.hedges: Mapping[str, Qualifier] = _by_word(self._part("qualifiers"))  # type: ignore[assignment]
        self.hedges_after: Mapping[str, Qualifier] = _by_word(  # type: ignore[assignment]
            self._part("qualifiers_after")
        )
        fillers = self._words("fillers")
        self.hedge = _ignoring_case(
            rf"(?<!\w)(?P<w>{alternatives(self.hedges)})(?:\s{fillers})*[\s(]*$"
        )
        self.hedge_after = _ignoring_case(rf"\s(?P<w>{alternatives(self.hedges_after)})(?!\w)")
        self.no_hedges = frozenset(self._part("not_qualifiers"))
        self.prepositions = frozenset(self._part("prepositions"))
        self.article_end = _ignoring_case(rf"^\w+\s{self._words('articles')}[\s(]*$")
        self.motion_before = _before(self._words("motions"))
        self.levels = tuple(self._part("levels"))
        self.level_before = _before(self._words("levels"))
        self.numbered_before = _before(self._words("numbered"))

    def _read_reached(self) -> None:
        """What stands before a number that something rises to: also "from 3,000 in 2010 to"."""
        verbs, to = alternatives(self._change_verbs), self._words("reached")
        first = self._words("from_to")
        change = rf"{verbs}(?:\s\w+)?\s{to}"
        self.reached_before = _ignoring_case(
            rf"(?<!\w)(?:{change}|{first}\s(?:\w+\s){{0,2}}[\d,.]+\s(?:\w+\s){{1,4}}{to})\s$"
        )

    def _read_ranges(self) -> None:
        joining = self._words("range_joining")
        self.joiner = _ignoring_case(rf"(?:\s?[{_DASH}]\s?|\s(?P<w>{joining})\s)")
        self.opening = _ignoring_case(
            rf"(?<!\w)(?P<w>{self._words('range_opening')})\s[^\w\s]{{0,3}}$"
        )
        self.both = frozenset(self._part("range_both"))
        self.from_to = frozenset(self._part("from_to"))
        verbs = [*self._change_verbs, *self._part("not_range_after")]
        self.change_before = _before(alternatives(verbs))
        self.number_of = _ignoring_case(rf"(?<!\w){self._words('number_of')}(?!\w)")
        conversions = self._words("conversions")
        self.conversion = _ignoring_case(
            rf"(?:[^\w(]{{0,2}}\(\W*(?:\w+\s){{0,3}}|\s?{conversions}\s)"
        )

    def _read_refusals(self) -> None:
        times, clock = self._words("time_units"), self._words("clock")
        self.time = _ignoring_case(rf"[\s\-\u2011]{{0,2}}(?:{times}|{clock})(?!\w)|:\d\d")
        labels = self._words("labels")
        self.label_before = _ignoring_case(rf"(?<![\w.]){labels}[\s\-\u2011]{{1,2}}$")


def _ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _before(words: str) -> re.Pattern[str]:
    """A pattern for words that stand directly before a position."""
    return _ignoring_case(rf"(?<!\w)(?P<w>{words})\s$")


def _by_word(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The meaning of each word, from the words of each meaning."""
    return {word.casefold(): name for name, words in groups.items() for word in _listed(words)}


def _listed(words: Iterable[str]) -> list[str]:
    return [str(word) for word in words]


@lru_cache(maxsize=8)
def vocabulary(language: str = "en") -> Vocabulary:
    """The vocabulary of amounts of a language, compiled once."""
    return Vocabulary(language)
