"""Numbers of something else than the quantity that is named beside them."""

from __future__ import annotations

from collections.abc import Mapping

from memcon.annotate import Token
from memcon.extract.amounts import AmountMention, ChangeMention
from memcon.extract.records.context import Context
from memcon.extract.records.indicators import Named
from memcon.extract.view import SentenceView

_LEAST_SUM = 500  # of money: smaller ones are prices and fees
_LEAST_MEASURE = 10  # of gas, oil or power: less is a rate of exchange
_STREAMS = ("energy.gas", "energy.electricity", "energy.oil")
_CAPACITY, _CARGO = "energy.capacity", "transport.cargo"
_MONEY = ("trade.", "investment.", "aid", "loans", "debt", "remittances", "deposits", "bonds")


class NoQuantity:
    """Says of numbers that they tell no quantity: differences, stakes, prices, persons.

    `words` are the word lists of `lang/<code>/figures.yml`.
    """

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self._context = context
        self._words = words

    def refuses(self, view: SentenceView, head: Token, named: Named, amount: AmountMention) -> bool:
        """Whether an amount is none of the quantity that is named."""
        return (
            self._is_difference(view, amount)
            or self._is_small_sum(named, amount)
            or self._is_of_securities(head)
            or self._is_of_stake(head, named, amount)
            or self._is_of_persons(head, named, amount)
            or self._is_paid_part(head, amount)
            or self._is_level_in_percent(head, named, amount)
            or self._is_other_capacity(view, named, amount)
            or self._is_of_goods(head, amount)
            or self._is_cost(head, named, amount)
            or self._is_repaid_later(head, named)
            or self._is_captive(head, named)
            or self._is_in_the_ground(head, named)
            or self._is_cut(head, named)
            or self._is_of_dead(view, head, named)
        )

    def _is_cut(self, head: Token, named: Named) -> bool:
        """ "the cuts total 2 million barrels", "slash output by 3 million": by how much."""
        if not named.indicator.startswith("energy."):
            return False
        clause = self._context.grammar.clause_of(head)
        if head.case == "by" and clause.lemma in self._words["cutting_verbs"]:
            return True
        told = [*self._context.grammar.subjects(clause), *([clause.head] if clause.head else [])]
        summed = clause.lemma in self._words["summing_verbs"]
        return summed and any(t.is_noun and t.lemma in self._words["cut_nouns"] for t in told)

    def _is_of_dead(self, view: SentenceView, head: Token, named: Named) -> bool:
        """ "left 2,000 Chadians dead or missing": none of them went anywhere."""
        after = view.tokens[head.index + 1 : head.index + 4]
        family = named.indicator.startswith(("migration.", "tourism.", "education."))
        return family and any(token.lemma in self._words["dead_words"] for token in after)

    def _is_captive(self, head: Token, named: Named) -> bool:
        """ "the release of 18 soldiers still held": no force that is stationed."""
        if not named.indicator.startswith("military.personnel"):
            return False
        above = head.head
        if self._context.grammar.clause_of(head).lemma in self._words["freeing_verbs"]:
            return True
        held = (clause.lemma for clause in head.all_children("acl", "acl:relcl"))
        if any(lemma in self._words["captive_verbs"] for lemma in held):
            return True
        return above is not None and above.lemma in self._words["captive_nouns"]

    def _is_in_the_ground(self, head: Token, named: Named) -> bool:
        """ "the field holds 450 billion cubic metres": no supplies."""
        clause = head.head if head.rel == "obj" else None
        holds = clause is not None and clause.lemma in self._words["holding"]
        return holds and named.indicator.startswith(("energy.gas", "energy.oil", "energy.coal"))

    def _is_difference(self, view: SentenceView, amount: AmountMention) -> bool:
        """ "5 million, a 1 million dollar or 20 per cent increase": by how much, not how much."""
        after = [t for t in view.tokens if t.start >= amount.end]
        inside = {t.index for other in view.amounts for t in view.tokens_of(other.start, other.end)}
        fillers = self._words["change_fillers"]
        rest = [t for t in after if t.index not in inside and t.lower not in fillers]
        return bool(rest) and rest[0].lemma in self._words["change_nouns"] and rest[0].is_noun

    @staticmethod
    def _is_small_sum(named: Named, amount: AmountMention) -> bool:
        """ "up 1 per cent at $118.96": no sum between states is that small."""
        size = (amount.value if amount.value is not None else amount.high) or 0
        if amount.kind == "measure":  # "3 kilowatt-hours for one cubic metre of gas"
            return size < _LEAST_MEASURE and named.indicator in _STREAMS and not amount.per
        small = amount.kind == "money" and size < _LEAST_SUM
        return small and named.indicator.startswith(_MONEY)

    def _is_of_securities(self, head: Token) -> bool:
        """ "its shares were up 1 per cent in Frankfurt trading"."""
        clause = self._context.grammar.clause_of(head)
        subjects = self._context.grammar.subjects(clause)
        return any(t.lemma in self._words["securities"] and t.tag == "NNS" for t in subjects)

    def _is_of_stake(self, head: Token, named: Named, amount: AmountMention) -> bool:
        """ "a stake of up to 5 per cent", "20 per cent of the company"."""
        if amount.kind == "money" and named.indicator in self._words["in_percent"]:
            return True  # "the new tariff will bring in 2 million"
        if amount.unit != "percent":
            return False
        clause = self._context.grammar.clause_of(head)
        if clause.lemma in self._words["owning"] and head.head is clause:
            return True  # "each owns half of the power"
        below = [c for c in head.all_children("nmod") if c.case in self._words["source_cases"]]
        above = [head.head] if head.head is not None and head.head.is_noun else []
        owned = any(c.lemma in self._words["owned"] for c in below)
        return owned or any(t.lemma in self._words["holdings"] for t in above)

    def _is_of_persons(self, head: Token, named: Named, amount: AmountMention) -> bool:
        """ "11 million need help", "including 2 million of displaced persons": no money."""
        if amount.inherited or not amount.unit:
            verb = head.head if head.rel in ("nsubj", "nsubj:pass") else None
            acts = verb is not None and verb.lemma in self._words["persons_do"]
            counted = any(
                c.case == "of" and c.lemma in self._words["persons"]
                for c in head.all_children("nmod")
            )
            if acts or counted:
                return True
        loaded = named.indicator.startswith(_CARGO)
        return loaded and any(c.lemma in self._words["carried"] for c in head.all_children("nmod"))

    def _is_paid_part(self, head: Token, amount: AmountMention) -> bool:
        """ "40 per cent of which will be paid in cash"."""
        clause = self._context.grammar.clause_of(head)
        part = amount.unit == "percent" and clause.lemma in self._words["payers"]
        return part and head.rel in ("nsubj", "nsubj:pass", "obj")

    def _is_level_in_percent(self, head: Token, named: Named, amount: AmountMention) -> bool:
        """ "trade has risen to 29 per cent": of what, nobody knows."""
        clause = self._context.grammar.clause_of(head)
        if amount.unit != "percent" or named.indicator in self._words["in_percent"]:
            return False
        reached = clause.lemma in self._words["reaching"] and head.head is clause
        own = named.token is not None and named.token in self._context.grammar.subjects(clause)
        return reached and own and head.child("nmod") is None

    def _is_of_goods(self, head: Token, amount: AmountMention) -> bool:
        """ "90 per cent of exports consisted of oil": the share of oil, not that of exports."""
        clause = self._context.grammar.clause_of(head)
        share = amount.unit == "percent" and head.rel in ("nsubj", "nsubj:pass")
        return share and clause.lemma in self._words["consisting"]

    def _is_cost(self, head: Token, named: Named, amount: AmountMention) -> bool:
        """ "lent for works: a line for 4 million, a mill (estimated at 2 million)": their cost."""
        thing = named.token
        if amount.kind != "money":
            return False
        clause = self._context.grammar.clause_of(head)
        if clause.rel == "acl" and clause.lemma in self._words["valuing"]:
            return clause.head is not thing
        noun = head.head
        for_it = head.case == "for" and noun is not None and noun.is_noun and noun is not thing
        works = self._words["works"]
        above = [noun, *noun.ancestors()][:3] if for_it and noun is not None else []
        if any(up.lemma in works for up in above if up.is_noun):
            return True
        sold = clause.is_verb and head.case == "for" and head.head is clause
        things = clause.all_children("obj", "nsubj:pass") if sold else []
        return any(c.pos == "NUM" for each in things for c in each.all_children("nummod"))

    def _is_repaid_later(self, head: Token, named: Named) -> bool:
        """ "defer repayment of 2 million": no sum that was lent or paid."""
        above = head.head
        put_off = above is not None and above.lemma in self._words["deferred"]
        return put_off and named.indicator.startswith(_MONEY)

    def _is_other_capacity(self, view: SentenceView, named: Named, amount: AmountMention) -> bool:
        """ "a mill with a capacity of 500,000 tons of steel": no capacity for energy."""
        if named.indicator != _CAPACITY or amount.kind != "measure":
            return False
        heavy = amount.unit in self._words["weights"]
        return heavy and not any(t.lemma in self._words["fuels"] for t in view.tokens)

    def is_of_no_amount(self, change: ChangeMention, view: SentenceView, head: Token) -> bool:
        """ "freight takes double that time", "a threefold price increase": nothing that rises."""
        if not head.is_verb and change.unit == "percent" and not self._is_numbered(change, view):
            things = [t for t in (head.head, *head.children) if t is not None and t.is_noun]
            near = [*things, *(c for t in things for c in t.all_children("compound"))]
            return any(t.lemma in self._words["other_nouns"] for t in near)
        return False

    @staticmethod
    def _is_numbered(change: ChangeMention, view: SentenceView) -> bool:
        return any(a.start < change.end and change.start < a.end for a in view.amounts)
