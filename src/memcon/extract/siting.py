"""Where acts take place: the places within a country that sentences name."""

from __future__ import annotations

from typing import Any

from memcon.annotate import Token
from memcon.extract.clauses import Grammar
from memcon.extract.gazetteer import Entry
from memcon.extract.lexicon import word_sets
from memcon.extract.view import SentenceView


class Siting:
    """The places of acts."""

    def __init__(self, grammar: Grammar, language: str) -> None:
        words = word_sets(language, "circumstances")
        self._grammar = grammar
        self._place_cases = words["place_cases"]
        self._temporal_cases = words["temporal_cases"]
        self._situated = words["situated_nouns"]
        self._cause_cases = words["cause_cases"]
        self._aim_cases = words["aim_cases"]

    def place(self, view: SentenceView, token: Token) -> dict[str, Any]:
        """The place within a country that a phrase or its clause names, or {}."""
        if view.sited is None:
            cased = [other for other in view.tokens if other.case in self._place_cases]
            view.sited = [other for other in cased if self.place_entry(view, other) is not None]
        if not view.sited:
            return {}
        best: tuple[int, Token] | None = None
        governor = self._grammar.arranged(self._grammar.clause_of(token))
        for other in view.sited:
            rank = self._place_rank(other, token, governor)
            if rank is not None and (best is None or rank < best[0]):
                best = (rank, other)
        return self.place_value(view, best[1]) if best is not None else {}

    def _place_rank(self, other: Token, token: Token, governor: Token) -> int | None:
        if other.head is token:
            return 0
        if other.head is governor:
            return 1
        ancestors = list(other.ancestors())
        if token in ancestors:
            between = ancestors[: ancestors.index(token)]
            if any(up.rel == "appos" for up in between):
                return None  # "a deal with the FFR, a rebel group in Ghat": where they are
            timed = any(up.case in self._temporal_cases and up.is_noun for up in between)
            told = token.is_verb and any(
                up.is_verb or up.case in self._cause_cases for up in between
            )
            return None if timed or told else 2
        if governor in ancestors:
            between = ancestors[: ancestors.index(governor)]
            elsewhere = any(up.is_verb or up.case in self._aim_cases for up in between)
            elsewhere = elsewhere or any(up.rel == "appos" for up in between)
            elsewhere = elsewhere or ancestors[0].lemma in self._situated
            # "raised to a pact in 2009 and to a treaty on a visit to Lima": not that of the pact
            elsewhere = elsewhere or any(up.pos == "NUM" and up.entity == "DATE" for up in between)
            return None if elsewhere else 3  # "lent 2 million for a road to Boten": not there
        return None

    def place_entry(self, view: SentenceView, token: Token) -> Entry | None:
        """The reading of a token as a place within a country."""
        fitting = [
            entry
            for entry in view.marked.entries[token.index]
            if entry.kind == "place" or entry.form in ("capital", "seat")
        ]
        places = [entry for entry in fitting if entry.kind == "place"]  # Brussels the city, not EU
        return next(iter(places or fitting), None)

    def place_value(self, view: SentenceView, token: Token) -> dict[str, Any]:
        """The `place` value for a token that names a place."""
        entry = self.place_entry(view, token)
        if entry is None:
            return {}
        start = view.marked.hit_start[token.index]
        words = [t for t in view.tokens if view.marked.hit_start[t.index] == start]
        name = view.text(words[0].start, words[-1].end)
        country = entry.country or entry.code
        return {"name": name, "country": country} if country else {"name": name}
