"""What a number is about: the indicator whose words stand nearest to it, or that its unit names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from memcon.annotate import Token
from memcon.extract.amounts import AmountMention
from memcon.extract.lexicon import ConceptHit, concepts, load_yaml
from memcon.extract.view import SentenceView

_FAR = 7  # steps in the tree beyond which a word does not say what a number is about
_CLAUSE_STEP = 2  # what crossing a clause costs
_UNIT_BONUS = 10


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator with the word that names it."""

    indicator: str
    token: Token | None
    cost: float


class IndicatorFinder:
    """Finds what a number is about, in one language."""

    def __init__(self, language: str) -> None:
        data = load_yaml(f"lang/{language}/indicators.yml")
        self._concepts = concepts(language, "indicators")
        self._units = {
            unit: name for name, entry in data.items() for unit in entry.get("unit", ())
        }

    def hits(self, view: SentenceView) -> Sequence[ConceptHit]:
        """The words of a sentence that name indicators."""
        return self._concepts.find(view.tokens)

    def of(self, view: SentenceView, head: Token, unit: str) -> Named | None:
        """The indicator named nearest to a number in the tree, or by its unit."""
        found: list[Named] = []
        for hit in self.hits(view):
            cost = distance(hit.token, head)
            if cost is not None and cost <= _FAR:
                found.append(Named(hit.concept, hit.token, cost - 0.5 * len(hit.words)))
        best = min(found, key=lambda named: named.cost, default=None)
        named_unit = self._units.get(unit)
        if named_unit is not None and (best is None or not best.indicator.startswith(named_unit)):
            return Named(named_unit, best.token if best else None, -_UNIT_BONUS)
        return best

    def name_of(self, view: SentenceView, head: Token, amount: AmountMention) -> str:
        """The indicator of an amount, or ''."""
        named = self.of(view, head, amount.unit)
        return named.indicator if named else ""


def distance(a: Token, b: Token) -> float | None:
    """Steps between two words in the tree; clause boundaries count more."""
    up_a = [a, *a.ancestors()]
    up_b = [b, *b.ancestors()]
    common = next((token for token in up_a if token in up_b), None)
    if common is None:
        return None
    path = up_a[: up_a.index(common)] + up_b[: up_b.index(common)]
    cost = float(len(path))
    for token in path:
        if token.rel in ("ccomp", "advcl", "parataxis", "acl:relcl") or (
            token.rel == "conj" and token.is_verb
        ):
            cost += _CLAUSE_STEP
    return cost


@lru_cache(maxsize=4)
def indicator_finder(language: str) -> IndicatorFinder:
    """The finder of a language."""
    return IndicatorFinder(language)


