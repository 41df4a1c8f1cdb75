"""Whose number it is, and towards whom: reporter and counterpart of a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from memcon.annotate import Token
from memcon.extract.records.context import Context
from memcon.extract.records.indicators import Named
from memcon.extract.view import SentenceView

_OWNERS = ("nmod:poss", "amod", "compound")


@dataclass(frozen=True, slots=True)
class Direction:
    """The sides of a figure: codes, '' where the text does not tell."""

    reporter: str = ""
    counterpart: str = ""
    is_directed: bool = False


class DirectionReader:
    """Reads the direction of figures off nouns ("Peru's sales to Chile") and verbs ("sent us")."""

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self._context = context
        self._words = words

    def read(self, view: SentenceView, head: Token, named: Named, clause: Token) -> Direction:
        """Reporter and counterpart of a number, where its indicator has a direction."""
        if not named.indicator.startswith(tuple(self._words["directed"])):
            return Direction()
        nouns = [t for t in (named.token, head) if t is not None and not t.is_verb]
        owner = self._first(view, self._owned(nouns))
        target = self._first(view, self._placed(nouns, "counterpart_cases"))
        source = self._first(view, self._placed(nouns, "source_cases"))
        verb = named.token if named.token is not None and named.token.is_verb else clause
        agent = self._first(view, self._context.grammar.agents(verb)) if verb.is_verb else ""
        if verb.is_verb:
            target = target or self._first(
                view, [*verb.all_children("iobj"), *self._placed([verb], "counterpart_cases")]
            )
            source = source or self._first(view, self._placed([verb], "source_cases"))
        takes = verb.is_verb and verb.lemma in self._words["takers"]
        giver, receiver = self._sides(named, owner, source, target, agent, takes=takes)
        receiving = named.indicator.startswith(tuple(self._words["receiving"]))
        takes_side = receiving or named.indicator.startswith("trade.imports")
        reporter, counterpart = (receiver, giver) if takes_side else (giver, receiver)
        return self._completed(view, reporter, counterpart)

    def _sides(
        self, named: Named, owner: str, source: str, target: str, agent: str, *, takes: bool
    ) -> tuple[str, str]:
        """Who gives and who receives."""
        if named.indicator.startswith("trade.imports"):
            receiver = owner or (agent if takes or agent != source else "")
            return source if source != receiver else "", receiver
        if takes:
            return source or (owner if owner != agent else ""), agent or target
        giver = owner or source or (agent if agent != target else "")
        return giver, target if target != giver else ""

    def _completed(self, view: SentenceView, reporter: str, counterpart: str) -> Direction:
        """The other party of the passage, where only one side is named."""
        if reporter == counterpart:
            counterpart = ""
        known = reporter or counterpart
        others = [code for code in view.parties[:2] if code != known]
        if known and len(others) == 1:
            reporter, counterpart = reporter or others[0], counterpart or others[0]
        return Direction(reporter, counterpart, is_directed=True)

    def _owned(self, nouns: Iterable[Token]) -> list[Token]:
        """Owners before the noun, and below it ("sales of Peruvian copper")."""
        found = []
        for noun in nouns:
            found += [c for c in noun.children if c.rel in _OWNERS]
            for child in noun.all_children("nmod"):
                if child.case in self._words["source_cases"]:
                    found += [c for c in child.children if c.rel in _OWNERS]
        return found

    def _placed(self, tokens: Iterable[Token], key: str) -> list[Token]:
        return [t for token in tokens for t in self._context.grammar.obliques(token, *self._words[key])]

    @staticmethod
    def _first(view: SentenceView, tokens: Iterable[Token]) -> str:
        return next((a.party for t in tokens for a in view.actors(t) if a.party), "")
