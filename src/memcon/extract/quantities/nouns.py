"""What a number counts: the noun phrase after it and its head in the singular, without a parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from memcon.extract.quantities.knowledge import section

_WORD = re.compile(
    r"(?:\s{1,3}|\s?[-\u2011](?=\w))?(?P<word>(?:[^\W\d_]\.){2,}|[^\W_][\w’'\-\u2011./&]*[^\W_]|[^\W_])"
)
_FURTHER = re.compile(r",? (?:and |or )?[A-Z]")
_MOST_WORDS = 6
_SHORTEST_PLURAL = 3
_LONGEST_ACRONYM = 4  # with its s ("TEUs"); longer words in capitals are headings


@dataclass(frozen=True, slots=True)
class Counted:
    """The thing counted: where its words end, the words, and the head noun in the singular."""

    end: int
    words: str
    head: str


class Nouns:
    """The nouns of one language, from its `units.yml`."""

    def __init__(self, data: Mapping[str, Any], name: str, numbers: Iterable[str]) -> None:
        self._stop = frozenset([*section(data, "stop_words", name), *numbers])
        self._plurals: Mapping[str, str] = section(data, "plurals", name)
        self._endings: Mapping[str, str] = section(data, "singular_endings", name)
        self._keep_e = frozenset(section(data, "keep_e", name))
        self._people_endings = tuple(section(data, "people_endings", name))
        self._no_plural = frozenset(section(data, "no_plural", name))
        self._attributive = frozenset(section(data, "attributive_plurals", name))
        self._last = frozenset(section(data, "last_nouns", name))
        self._name_endings: Mapping[str, str] = section(data, "name_endings", name)
        self._plural_endings = tuple(section(data, "plural_endings", name))
        self._no_plural_endings = tuple(section(data, "no_plural_endings", name))
        self._skipped = frozenset(section(data, "more_of_them", name))
        self._not_counted = frozenset(section(data, "not_counted", name))

    def singular(self, noun: str) -> str:
        """The singular of a plural noun, in lower case unless it is a name."""
        low = noun.casefold()
        shouted = noun.isupper() and len(noun) > _LONGEST_ACRONYM
        word = noun if noun[:1].isupper() and not shouted else low
        if low in self._plurals:
            return self._plurals[low]
        if noun[:1].isupper() and low.endswith(self._people_endings):
            return noun
        if low in self._keep_e:
            return word[:-1]
        endings = {**self._endings, **(self._name_endings if noun[:1].isupper() else {})}
        for ending in sorted(endings, key=len, reverse=True):
            if low.endswith(ending):
                return word[: len(word) - len(ending)] + endings[ending]
        return word

    def is_plural(self, word: str) -> bool:
        """Whether a word looks like a plural noun."""
        low = word.casefold()
        if low in self._plurals:
            return True
        if low in self._no_plural or len(low) < _SHORTEST_PLURAL or "." in low:
            return False
        if word[:1].isupper() and low.endswith((*self._name_endings, *self._people_endings)):
            return True
        return low.endswith(self._plural_endings) and not low.endswith(self._no_plural_endings)

    def counted(self, text: str, position: int, *, single: bool = False) -> Counted | None:
        """The thing that a number ending at `position` counts, or `None` where it counts none."""
        words = self._words(text, position)
        if not words or words[0][0].casefold() in self._not_counted:
            return None
        head = self._head(words, single=single)
        if head is None:
            return None
        start = words[0][1]
        end = words[head][2]
        if self._is_people(words[head][0]) and _FURTHER.match(text, end):
            return None  # "30 Chinese, Thai and Lao officials"
        return Counted(end, text[start:end], self.singular(words[head][0]))

    def _is_people(self, word: str) -> bool:
        """ "Chinese", "Senegalese": one or many of a nation, or an adjective."""
        return word[:1].isupper() and word.casefold().endswith(self._people_endings)

    def _words(self, text: str, position: int) -> list[tuple[str, int, int]]:
        """The words up to the first that ends a noun phrase."""
        words: list[tuple[str, int, int]] = []
        while len(words) < _MOST_WORDS:
            match = _WORD.match(text, position)
            if match and not words and match["word"].casefold() in self._skipped:
                position = match.end()
                continue
            if match is None or match["word"].casefold() in self._stop:
                break
            word = match["word"]
            words.append((word, match.start("word"), match.start("word") + len(word)))
            position = match.start("word") + len(word)
        return words

    def _head(self, words: list[tuple[str, int, int]], *, single: bool) -> int | None:
        """The place of the head: the first plural that no further plural follows at once."""
        if single:
            return 0
        plurals = [i for i, (word, *_) in enumerate(words) if self.is_plural(word)]
        if not plurals:
            return None
        for place in plurals:
            low = words[place][0].casefold()
            follows = any(later > place for later in plurals)
            before = low in self._attributive or self._is_people(words[place][0])
            if before and low not in self._last and follows:
                continue
            return place
        return plurals[-1]
