"""The contexts of events: PLOVER's "what about", by the words of the clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from memcon.annotate import Token
from memcon.extract.lexicon import load_yaml

_MOST = 3


class ContextFinder:
    """Finds contexts by keywords of one language."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._contexts: dict[str, list[str]] = {}
        for context, terms in words.items():
            for term in terms:
                self._contexts.setdefault(str(term), []).append(context)

    def find(self, tokens: Sequence[Token], own: Sequence[str]) -> tuple[str, ...]:
        """The contexts of a code, then those that most of the clause's words speak for."""
        lemmas = [token.lemma for token in tokens]
        pairs = [f"{one} {two}" for one, two in pairwise(lemmas)]
        named = {pair for pair in pairs if pair in self._contexts}
        within = {word for pair in named for word in pair.split()}  # "tear gas" is no gas
        terms = named | (set(lemmas) - within)
        told = Counter(c for term in terms for c in self._contexts.get(term, ()))
        ranked = sorted(told, key=lambda context: (-told[context], context))
        return tuple(dict.fromkeys([*own, *ranked]))[:_MOST]


@lru_cache(maxsize=4)
def context_finder(language: str = "en") -> ContextFinder:
    """The context finder of a language."""
    return ContextFinder(load_yaml(f"lang/{language}/events/contexts.yml"))
