"""Numbers in figures and in words, and ordinals: what is written and the value it means."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from memcon.extract.quantities.knowledge import alternatives, load, section

_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class OrdinalMention:
    """An ordinal in a text (`21st`, `eighth`, `twenty-fourth`) and its value."""

    start: int
    end: int
    value: int


class NumberWords:
    """The number grammar of one language, compiled from its `numbers.yml`."""

    def __init__(self, language: str) -> None:
        name = f"lang/{language}/numbers.yml"
        data = load("lang", language, "numbers.yml")

        def part(key: str) -> Any:
            return section(data, key, name)

        self.units: Mapping[str, int] = part("units")
        self.tens: Mapping[str, int] = part("tens")
        self.scales: Mapping[str, float] = {k: float(v) for k, v in part("scales").items()}
        self.collectives: Mapping[str, int] = part("collectives")
        self.marks: Mapping[str, float] = {k: float(v) for k, v in part("scale_marks").items()}
        self.spaced_marks: tuple[str, ...] = tuple(part("spaced_scale_marks"))
        self.vague_plurals: Mapping[str, float] = {
            k: float(v) for k, v in part("vague_plurals").items()
        }
        self.joiners: tuple[str, ...] = tuple(part("joiners"))
        self.ones: tuple[str, ...] = tuple(part("ones"))
        self.half: tuple[str, ...] = tuple(part("half"))
        self.vague_ones: tuple[str, ...] = tuple(part("vague_ones"))
        self.fractions: Mapping[str, int] = part("fractions")
        self.symbols: Mapping[str, float] = part("symbols")
        self.ordinals: Mapping[str, int] = part("ordinals")
        self.unnumbered: tuple[str, ...] = tuple(part("unnumbered"))
        self.ordinal_marks: tuple[str, ...] = tuple(part("ordinal_marks"))
        self.group_marks: tuple[str, ...] = tuple(part("digits")["group_marks"])
        self.spaced_groups: bool = bool(part("digits").get("spaced_groups"))
        self.decimal_mark: str = part("digits")["decimal_mark"]
        self.vocabulary = frozenset(
            word
            for words in (
                *(self.units, self.tens, self.scales, self.collectives, self.vague_plurals),
                *(self.joiners, self.ones, self.half, self.vague_ones),
            )
            for word in words
        )
        heads = (self.units, self.tens, self.half, self.ones, self.vague_ones, self.vague_plurals)
        self.starts = frozenset(word.casefold() for words in heads for word in words)
        self.figures = self._figures()
        self.words = self._words()
        self._figure_re = re.compile(self.figures, re.IGNORECASE)
        self._token_re = re.compile(r"[^\W\d_]+", re.UNICODE)

    def _figures(self) -> str:
        """A pattern for a number in figures, with its scale word or mark."""
        group = "[" + "".join(re.escape(mark) for mark in self.group_marks) + "]"
        decimal = re.escape(self.decimal_mark)
        symbol = "[" + "".join(self.symbols) + "]"
        spaced_groups = r"[1-9]\d{0,2}(?:\x20\d{3})+(?![\d.,])|" if self.spaced_groups else ""
        number = (
            rf"(?:\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}|{spaced_groups}\d+)"
            rf"(?:{decimal}\d+)?{symbol}?"
        )
        marks = alternatives(self.marks)
        spaced = alternatives(self.spaced_marks)
        scales = alternatives(self.scales)
        scale = (
            rf"(?:{marks}(?![^\W_])|\s{spaced}(?![^\W_])"
            rf"|[\s\-\u2011]{scales}(?:\s{scales})*(?![^\W_]))"
        )
        return rf"(?:{number}){scale}?"

    def _words(self) -> str:
        """A pattern for a number in words; a lone "a" or "an" is none."""
        units, tens = alternatives(self.units), alternatives(self.tens)
        scales = alternatives({**self.scales, **self.collectives})
        joiner, ones = alternatives(self.joiners), alternatives(self.ones)
        half, vague = alternatives(self.half), alternatives(self.vague_ones)
        gap = r"[\s\-\u2011]{1,2}"
        below = rf"(?:{tens}(?:{gap}{units})?|{units})"
        halves = rf"(?:\s{joiner}\s{ones}\s{half})"
        head = rf"(?:{below}{halves}?|(?:{ones}\s)?{half}\s{ones}|{ones}|{vague})"
        tail = rf"(?:{gap}{scales})+"
        more = rf"(?:\s(?:{joiner}\s)?{below}(?:{gap}{scales})*)"
        plurals = alternatives(self.vague_plurals)
        vague_plural = rf"{plurals}(?:\sof\s{plurals})*"
        return (
            rf"(?:{head}{tail}{more}*(?![^\W_])|{below}{halves}?(?![^\W_])|"
            rf"{vague_plural}(?![^\W_]))"
        )

    def read_figures(self, text: str) -> float | None:
        """The value of a number in figures with its scale; `None` where it is none."""
        symbol = "".join(self.symbols)
        group = "".join(self.group_marks)
        if self.spaced_groups:
            text = re.sub(r"(?<=\d)\x20(?=\d{3}(?!\d))", "", text)
        found = re.match(rf"[\d{re.escape(group + self.decimal_mark)}]*", text)
        digits = re.sub(rf"[{re.escape(group)}]", "", found.group() if found else "")
        if not digits:
            return None
        value = float(digits.replace(self.decimal_mark, "."))
        rest = text[found.end() :] if found else ""
        if rest and rest[0] in symbol:
            value += self.symbols[rest[0]]
            rest = rest[1:]
        for word in re.findall(r"[^\W\d_]+", rest.casefold()):
            value *= self.scales.get(word) or self.marks.get(word) or 1
        return _tidy(value)

    def read_words(self, text: str) -> tuple[float, bool] | None:
        """The value of a number in words, and whether it is only a lower bound."""
        words = self._token_re.findall(text.casefold())
        if words and words[0] in self.vague_plurals:
            return math.prod(self.vague_plurals.get(word, 1) for word in words), True
        total, current = 0.0, 0.0
        for index, word in enumerate(words):
            scale = self.scales.get(word) or self.collectives.get(word)
            if scale is None:
                added = self._added(words, index)
                if added is None:
                    return None
                current += added
                continue
            current = (current or 1) * scale
            if scale >= _THOUSAND:  # thousands close a group
                total, current = total + current, 0.0
        return _tidy(total + current), any(word in self.vague_ones for word in words)

    def _added(self, words: list[str], index: int) -> float | None:
        """What a word adds to a number; `None` where it belongs to none."""
        word = words[index]
        if word in self.half:  # "half a billion", "five and a half"
            return 0.5
        if word in self.ones:
            return 0 if self._beside_half(words, index) else 1
        if word in self.vague_ones:
            return 1
        if word in self.joiners:
            return 0
        return self.units.get(word, self.tens.get(word))

    def is_scaled(self, text: str) -> bool:
        """Whether a number has a scale of thousands or more, in words or as a mark ("5m")."""
        words = self._token_re.findall(text.casefold())
        if text[:1].isdigit() and words and words[0] in self.marks:
            return True
        return any(self.scales.get(word, 0) >= _THOUSAND for word in words)

    def share(self, top: str, bottom: str) -> float:
        """A fraction in words as a percentage: a third is 33, no more exact than the words."""
        low = bottom.casefold()
        parts = self.fractions.get(low) or self.fractions[low.removesuffix("s")]
        share = 100 * (self.units.get(top.casefold()) or 1) / parts
        return share if share == round(share, 1) else round(share)

    def _beside_half(self, words: list[str], index: int) -> bool:
        """Whether the article at `index` belongs to a "half" before or after it."""
        before = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        return before in self.half or after in self.half

    def read(self, text: str) -> tuple[float, bool] | None:
        """The value of a number in figures or words, and whether it is only a lower bound."""
        if text[:1].isdigit():
            value = self.read_figures(text)
            return None if value is None else (value, False)
        return self.read_words(text)


def _tidy(value: float) -> float:
    """The value without the noise of binary fractions (70.59e9, not 70590000000.00001)."""
    return round(value, 6) if abs(value) < _THOUSAND else float(f"{value:.12g}")


@lru_cache(maxsize=8)
def number_words(language: str = "en") -> NumberWords:
    """The number grammar of a language, compiled once."""
    return NumberWords(language)


@lru_cache(maxsize=8)
def _ordinal_pattern(language: str) -> re.Pattern[str]:
    numbers = number_words(language)
    simple = alternatives(numbers.ordinals)
    tens = alternatives(numbers.tens)
    marks = alternatives(numbers.ordinal_marks)
    titled = alternatives(numbers.unnumbered)
    return re.compile(
        rf"(?<![\w.,])(?:(?P<figures>\d{{1,4}}){marks}|(?:(?P<tens>{tens})[\s\-\u2011])?"
        rf"(?P<word>{simple}))(?!\w)(?![\s\-]{titled}\b)",
        re.IGNORECASE,
    )


def find_ordinals(text: str, *, language: str = "en") -> list[OrdinalMention]:
    """The ordinals of a text in order (`21st`, `eighth`, `twenty-fourth`) with their values.

    Whether one numbers a session, a rank or a fraction is for the caller to say.
    """
    numbers = number_words(language)
    found = []
    for match in _ordinal_pattern(language).finditer(text):
        if match["figures"]:
            value = int(match["figures"])
        else:
            value = int(numbers.ordinals[match["word"].casefold()])
            value += numbers.tens.get((match["tens"] or "").casefold(), 0)
        found.append(OrdinalMention(match.start(), match.end(), value))
    return found
