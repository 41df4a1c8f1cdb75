"""The goods that a number of trade is of: `trade.exports` becomes `trade.exports.steel`."""

from __future__ import annotations

from collections.abc import Mapping

from memcon.annotate import Token
from memcon.extract.clauses import main_words
from memcon.extract.records.context import Context
from memcon.extract.records.indicators import Named
from memcon.extract.view import SentenceView


class GoodsReader:
    """Reads the goods of exports, imports and trade off the words beside them.

    `words` are the word lists of `lang/<code>/figures.yml`, `goods` the terms of its branches.
    """

    def __init__(
        self,
        context: Context,
        words: Mapping[str, frozenset[str]],
        goods: Mapping[str, list[str]],
    ) -> None:
        self._context = context
        self._words = words
        self._goods = goods

    def read(self, view: SentenceView, named: Named, clause: Token) -> str:
        """`trade.exports` with the goods that the words beside it name."""
        if named.indicator not in ("trade.exports", "trade.imports", "trade.total"):
            return named.indicator
        any_goods = named.indicator != "trade.total"
        subjects = self._context.grammar.subjects(clause)
        stood_for = [c for t in subjects if t.tag == "DT" for c in t.all_children("nmod")]
        if stood_for and named.token not in clause.subtree():  # "while those of textiles rose"
            beside = stood_for
        elif named.token is None:
            beside = subjects
        elif named.token.is_verb:
            beside = [
                child
                for thing in self._context.grammar.patients(named.token)
                for child in thing.all_children("nmod")
                if child.case in self._words["source_cases"]
            ]
        else:
            beside = [c for c in named.token.children if self._may_be_goods(c, any_goods=any_goods)]
        for token in beside:
            sorts = {self._goods_name(view, t, any_goods=any_goods) for t in _sorts(token)}
            if sorts - {""}:  # "exports of steel and rice" are of neither
                return f"{named.indicator}.{sorts.pop()}" if len(sorts) == 1 else named.indicator
        return named.indicator

    def _may_be_goods(self, child: Token, *, any_goods: bool) -> bool:
        if child.rel == "nmod":
            return child.case in self._words["source_cases" if any_goods else "subject_cases"]
        return child.rel in ("amod", "compound")

    def _goods_name(self, view: SentenceView, token: Token, *, any_goods: bool) -> str:
        dated = any(m.start <= token.start < m.end for m in view.dates)
        if dated or view.mention(token) is not None:
            return ""
        phrase = main_words(token)
        glued = view.text(view.sentence.start, token.end).lower().rsplit(maxsplit=1)[-1]
        known = any(glued in terms for terms in self._goods.values())
        words = {glued} if known else {t.lemma for t in phrase}
        for goods, terms in self._goods.items():
            if words & set(terms):
                return goods
        plain = token.pos == "NOUN" and not view.marked.entries[token.index]
        if not any_goods or not plain or token.lemma in self._words["not_goods"]:
            return ""
        if any(a.start <= token.start < a.end for a in view.amounts):
            return ""
        return token.lemma.replace(" ", "_")


def _sorts(token: Token) -> list[Token]:
    """The goods that are named together: "steel, flour and rice"."""
    return [each for each in token.conjuncts() if each.is_noun or each is token]
