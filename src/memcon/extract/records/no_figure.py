"""Amounts that are no figures: sums of deals, prices, shares of other things, counts of no use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from memcon.annotate import Token
from memcon.extract.amounts import AmountMention
from memcon.extract.records.context import Context
from memcon.extract.records.indicators import Named
from memcon.extract.view import SentenceView

FEW = 12  # things counted up to which "the two" points back


class NoFigure:
    """Says of amounts for which an indicator is named that they are none of its figures.

    `words` are the word lists of `lang/<code>/figures.yml`.
    """

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self._context = context
        self._words = words

    @staticmethod
    def is_unit_price(view: SentenceView, words: Sequence[Token]) -> bool:
        """ "230 dollars per 1,000 cubic metres": neither of the two is a quantity."""
        before = view.tokens[words[0].index - 1] if words[0].index else None
        return is_price(view, words[-1]) or (before is not None and before.lower == "per")

    @staticmethod
    def is_of_participle(view: SentenceView, amount: AmountMention, named: Named) -> bool:
        """ "30 were killed and 500 driven from home": the second number has its own verb."""
        after = next((t for t in view.tokens if t.start >= amount.end), None)
        own = after is not None and after.tag in ("VBN", "VBD") and after is not named.token
        return own and not amount.unit

    def is_threatened(self, head: Token) -> bool:
        """ "threatened to expel 5,000 workers": nobody has gone."""
        above = (up for up in head.ancestors() if up.rel in ("xcomp", "ccomp", "advcl"))
        verbs = (up.head for up in above)
        return any(v is not None and v.lemma in self._words["threatening"] for v in verbs)

    def belongs_elsewhere(self, head: Token, named: Named) -> bool:
        """Whether it is the sum of a deal or a price: "a 3 billion dollar contract"."""
        part = any(  # "paid 2 million in port fees": the parser may hang these on the verb
            child.lemma in self._words["other_nouns"]
            for above in (head, head.head)
            if above is not None
            for child in above.all_children("nmod", "obl")
            if child.index > head.index
            if (above is head and child.case == "of") or child.case in self._words["kind_cases"]
        )
        if part:
            return True
        for token in (head, *list(head.ancestors())[:2]):
            if token.is_verb and token.lemma in self._words["priced"]:
                return token is not named.token  # "cost 65 million, most of it a grant"
            if token.is_verb or token.rel == "acl:relcl":  # a clause, also where its verb is missed
                return False
            if token is named.token:
                if not self._is_deal(token):
                    return False  # "gave a loan of 2 million"
                if named.indicator == "loans" and token.tag != "NNS":
                    return True
            if {"INSTRUMENT", "CONTRACT"} & self._context.matcher.concepts_of(token):
                return token.tag != "NNS"  # "a loan of 2 million" is a deal, "loans of" are a sum
            if token is not head and token.lemma in self._words["other_nouns"]:
                return True
        return False

    def is_stake(self, head: Token, named: Named, amount: AmountMention) -> bool:
        """ "bought 10 per cent of the company"."""
        if named.token is None or not named.token.is_verb:
            return False
        if amount.unit != "percent":
            bought = named.token.all_children("obj", "nsubj:pass")
            of_stake = any(thing.lemma in self._words["stake_nouns"] for thing in bought)
            return of_stake and named.indicator.startswith("trade.")
        things = [*head.all_children("nmod"), *head.all_children("compound")]
        things += [head.head] if head.head is not None and head.head.is_noun else []
        return named.indicator.startswith("trade.") and any(
            thing.pos in ("PRON", "PROPN")
            or thing.lemma in self._words["stakes"]
            or "PROJECT" in self._context.matcher.concepts_of(thing)
            for thing in things
            if thing.case in self._words["source_cases"] or thing is head.head
        )

    def is_of_whole(self, head: Token, named: Named, amount: AmountMention) -> bool:
        """ "2 per cent of GDP", a loan "at 3 per cent": a share of it, or its price."""
        if amount.unit != "percent" or named.token is None:
            return False
        if head.head is named.token and named.indicator in self._words["in_percent"]:
            # "a 25 percent tariff"; not "lifted its 20 percent tariff"
            return self._context.grammar.clause_of(head).lemma in self._words["tariff_ends"]
        family = named.indicator.split(".", maxsplit=1)[0]
        whole = next((c for c in head.children if c.rel == "nmod" and c.case == "of"), None)
        if whole is not None and whole.lemma in self._words["wholes"]:
            return True
        clause = self._context.grammar.clause_of(head)
        if clause.rel == "acl:relcl" and clause.lemma in self._words["covering_verbs"]:
            return True  # "a loan, which will cover 85 per cent of the work"
        if family in self._words["no_shares"] and whole is not None and whole.pos == "PRON":
            return True  # "a loan of 3 million, half of it for schools"
        if whole is not None and not named.token.is_verb and named.token not in whole.subtree():
            return (
                named.token not in list(whole.ancestors())[1:]
            )  # "its tariff on half of the goods"
        if head.rel in ("compound", "amod", "nummod") and head.head is not named.token:
            return True  # "20-percent uranium"
        if named.token.index > head.index and named.token not in head.subtree():
            return named.token.head is not head.head  # "above 5 percent in return for relief"
        return family in self._words["no_shares"] and (bool(amount.per) or head.case == "at")

    def is_of_other_act(self, head: Token, named: Named) -> bool:
        """ "Peru bought jets, and Chile paid 3 million": the verb is that of another."""
        clause = self._context.grammar.clause_of(head)
        verb = named.token
        if verb is None or not verb.is_verb or verb is clause or clause.rel != "conj":
            return False
        return clause.child("nsubj", "nsubj:pass") is not None and verb not in clause.subtree()

    def is_own_affair(self, view: SentenceView, head: Token, named: Named) -> bool:
        """What a state makes or uses by itself is no number of a relationship."""
        clause = self._context.grammar.clause_of(head)
        if clause.lemma not in self._words["own_verbs"] or not named.indicator.startswith("energy"):
            return False
        below = self._context.grammar.clause_tokens(clause, keep=[head])
        actors = [a for m in view.mentions_in(below) for a in m.actors if a.party]
        states = {a.party for a in actors if a.kind != "igo"}
        return len(states) < 2  # noqa: PLR2004 (a relationship has two sides)

    def is_count(self, named: Named) -> bool:
        """ "the survey gives 5 billion": no aid."""
        if not named.is_weak or named.token is None or not named.token.is_verb:
            return False
        agents = self._context.grammar.agents(named.token)
        return any(token.lemma in self._words["tellers"] for token in agents)

    @staticmethod
    def points_back(head: Token, amount: AmountMention) -> bool:
        """ "the two firms": those spoken of, no number of firms."""
        small = amount.kind == "count" and (amount.value or 0) <= FEW
        return small and any(c.rel == "det" and c.tag == "DT" for c in head.children)

    def is_price(self, amount: AmountMention, named: Named) -> bool:
        """ "bought rice at $442 a tonne": what one costs, no trade."""
        timed = amount.per in self._words["per_time"]
        return amount.kind == "money" and bool(amount.per) and not timed and not named.is_people

    def is_of_work(self, head: Token, amount: AmountMention, named: Named) -> bool:
        """ "gas: a 1.2 billion dollar pipeline": what a thing costs that is built."""
        thing = head.head
        if amount.kind != "money" or thing is None or not thing.is_noun or thing is named.token:
            return False
        inside = head.rel in ("compound", "amod", "nummod", "nmod") and not head.case
        built = "PROJECT" in self._context.matcher.concepts_of(thing)
        return inside and built and named.indicator.startswith("energy.")

    def is_cost_of_project(self, named: Named) -> bool:
        """ "The project, worth 3 billion, is to": what it costs, told in the project's record."""
        thing = named.token
        if not named.is_weak or thing is None or thing.lemma not in self._words["project_nouns"]:
            return False
        return any(child.rel == "det" and child.tag == "DT" for child in thing.children)

    def _is_deal(self, noun: Token) -> bool:
        """Whether a loan or grant is told of as agreed or sought, not as given."""
        clause = self._context.grammar.clause_of(noun)
        return not clause.is_verb or clause.lemma in self._words["deal_verbs"]


def is_price(view: SentenceView, last: Token) -> bool:
    """Whether a sum that ends with `last` is what so many cost: "per 1,000 cubic metres"."""
    after = view.tokens[last.index + 1 : last.index + 3]
    return len(after) > 1 and after[0].lower == "per" and after[1].pos == "NUM"
