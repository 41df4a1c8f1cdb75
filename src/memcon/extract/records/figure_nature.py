"""Whether a figure is actual, a target or a forecast."""

from __future__ import annotations

from collections.abc import Mapping

from memcon.annotate import Token
from memcon.extract.amounts import AmountMention
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.indicators import Named
from memcon.extract.view import SentenceView

_APART = ("conj", "acl:relcl", "advcl", "parataxis")  # clauses that say nothing of its nature


class NatureReader:
    """Reads the nature of figures off what is said of them.

    `words` are the word lists of `lang/<code>/figures.yml`.
    """

    def __init__(self, context: Context, words: Mapping[str, frozenset[str]]) -> None:
        self._context = context
        self._words = words

    def read(
        self,
        view: SentenceView,
        head: Token,
        named: Named,
        amount: AmountMention | None,
        modality: Modality,
    ) -> str:
        """The nature of the figure whose number, or change, has this head: "actual" and so on."""
        clause = self._context.grammar.clause_of(head)
        plain = self._plain_nature(head, named, amount, modality, clause)
        if plain:
            return plain
        beside = (c for c in clause.children if c.rel not in _APART or not c.is_verb)
        above_it = list(head.ancestors())[:6]
        if clause.rel == "acl:relcl" and clause in above_it:
            above_it = above_it[: above_it.index(clause) + 1]
        around = [head, *above_it, *beside]
        above = {token.lemma for token in around if token.is_verb or token.is_noun}
        above |= {token.lemma for token in around if token.pos == "ADJ"}
        if modality in (Modality.PLANNED, Modality.PROPOSED):
            foretold = above & self._words["forecast"] or self._is_foretold(clause, above, named)
            return "forecast" if foretold else "target"
        if clause.lemma in self._words["expecting"] and clause.tag in ("VBP", "VBZ"):
            return "forecast"
        if self._is_agreed(head) or self._is_to_come(head) or self._is_task(clause):
            return "target"
        if self._is_owed(clause):
            return "target"
        if above & self._words["target"] and not self._is_told(clause):
            return "target"
        due = any(m.role == "due" for m in view.dates) and clause.rel != "acl:relcl"
        return "target" if due and above & self._words["target"] else "actual"

    def _is_told_of_plan(self, clause: Token) -> bool:
        """ "will supply a batch, which amounts to 900 shells": not supplied yet."""
        thing = clause.head
        if clause.rel != "acl:relcl" or thing is None or clause.tag not in ("VBZ", "VBP"):
            return False
        if clause.lemma not in self._words["reaching"] | self._words["equal"]:
            return False
        above = self._context.grammar.clause_of(thing)
        given = above.is_verb and thing.rel in ("obj", "obl", "nmod")
        return given and self._context.modality.read(above) is Modality.PLANNED

    def _is_forecast(self, clause: Token) -> bool:
        """ "was forecast to raise exports"."""
        above = clause.head if clause.rel == "xcomp" else None
        if clause.rel == "conj" and clause.head is not None and clause.head.rel == "xcomp":
            above = clause.head.head
        perfect = any(c.rel == "aux" and c.lemma == "have" for c in clause.children)
        told = above is not None and above.lemma in self._words["expecting"]
        return told and not perfect

    def is_aimed(self, head: Token) -> bool:
        """ "short of the 2 billion that they had set themselves": what was aimed at."""
        aims = self._words["aiming"] | self._words["target"]
        return any(
            clause.lemma in aims or any(c.lemma in aims for c in clause.all_children("xcomp"))
            for word in (head, *(c for c in head.children if c.pos == "NUM"))
            for clause in word.all_children("acl:relcl", "acl")
            if clause.tag in ("VBD", "VBN", "VBP", "VBZ")
            if not any(c.tag == "WDT" for c in clause.all_children("nsubj"))  # "which allowed it"
        )

    def _plain_nature(
        self,
        head: Token,
        named: Named,
        amount: AmountMention | None,
        modality: Modality,
        clause: Token,
    ) -> str:
        """What the words nearest to a number tell, before its clause is asked, or ''."""
        if self._is_stationed(head, named, clause):
            return "actual"
        if self._is_given(head) or self.is_there(head, named) or self._is_living(head, named):
            return "actual"
        if self.is_aimed(head) or self._is_set(head, clause) or self._is_ordered(head, named):
            return "target"
        if self._is_told_of_plan(clause):
            return "target"
        if clause.rel == "acl:relcl" and modality is Modality.ASSERTED and self._is_told(clause):
            return "actual"  # "to raise trade, which stood at 2 billion"
        if self._is_forecast(clause):
            return "forecast"
        laid_down = self.is_laid_down(head, named, amount)
        announced = clause.lemma in self._words["announcing"]
        return "target" if laid_down or announced or self._is_examined(head, named) else ""

    def is_laid_down(self, head: Token, named: Named, amount: AmountMention | None) -> bool:
        """ "signed a contract for 3 billion cubic metres a year": nothing is supplied yet."""
        clause = self._context.grammar.clause_of(head)
        supplied = named.indicator.startswith(tuple(self._words["supplies"]))
        rate = amount is not None and bool(amount.per)
        return supplied and rate and clause.lemma in self._words["deal_verbs"]

    def _is_examined(self, head: Token, named: Named) -> bool:
        """ "is conducting due diligence on a loan of 2 million": nobody has promised it."""
        above = list(head.ancestors())[:4]
        if named.indicator.startswith(("education.", "diplomacy.")):
            return False  # "hundreds study there", "negotiations over 19 sittings"
        done = [c for up in above[-2:] if up.is_verb for c in up.all_children("obj")]
        return any(word.lemma in self._words["examining"] for word in (*above, *done))

    def _is_given(self, head: Token) -> bool:
        """ "in addition to the 41 million given since 2021"."""
        clauses = head.all_children("acl")
        return any(c.tag == "VBN" and c.lemma in self._words["giving"] for c in clauses)

    @staticmethod
    def _is_living(head: Token, named: Named) -> bool:
        """ "no plans to evacuate the 2,000 Danes who work in Peru": they are there."""
        clauses = head.all_children("acl:relcl") if named.indicator.startswith("migration.") else []
        return any(c.tag in ("VBP", "VBD") and c.child("aux") is None for c in clauses)

    def _is_stationed(self, head: Token, named: Named, clause: Token) -> bool:
        """ "will withdraw its 700 troops": that many are there."""
        if not named.indicator.startswith("military.personnel"):
            return False
        known = any(
            c.rel == "nmod:poss" or (c.rel == "det" and c.tag == "DT") for c in head.children
        )
        return known and clause.lemma in self._words["withdrawing"]

    def is_there(self, head: Token, named: Named) -> bool:
        """ "threatened to review a loan of 3 million": one that is there."""
        noun = named.token
        if noun is None or noun.is_verb or named.indicator not in ("loans", "aid", "debt"):
            return False
        verb = self._context.grammar.clause_of(noun)
        things = (noun, head)
        return verb.lemma in self._words["existing"] and any(t.rel == "obj" for t in things)

    def is_target(self, head: Token) -> bool:
        """ "a target of 2 billion": whether the noun that a number stands with says so."""
        above = head.head
        return above is not None and "TARGET" in self._context.matcher.concepts_of(above)

    def _is_set(self, head: Token, clause: Token) -> bool:
        """ "set a target of 2 billion in 2015": set then, and not reached."""
        noun = head.head
        aimed = noun is not None and noun.is_noun and self.is_target(head)
        if clause.lemma in self._words["fixing"] and head.case in self._words["level_cases"]:
            return True  # "the volume of trade was set at 30 billion for 2015"
        return aimed and clause.lemma in self._words["aiming"]

    def _is_ordered(self, head: Token, named: Named) -> bool:
        """ "pacts on the purchase of four frigates": ordered, not delivered."""
        if not named.indicator.startswith("arms."):
            return False
        concepts_of, papers = self._context.matcher.concepts_of, {"INSTRUMENT", "CONTRACT"}
        for up in head.ancestors():
            if up.is_verb:
                things = up.all_children("obj", "nsubj:pass")
                signed = up.lemma in self._words["deal_verbs"]
                return signed and any(papers & concepts_of(thing) for thing in things)
            if papers & concepts_of(up):
                return True
        return False

    def _is_agreed(self, head: Token) -> bool:
        """ "the agreement provides for sales of", "a protocol on trade worth": to come about."""
        for token in list(head.ancestors())[:3]:
            if token.is_verb and token.lemma in self._words["providing"]:
                concepts_of = self._context.matcher.concepts_of
                agents = self._context.grammar.agents(token)
                return any({"INSTRUMENT", "CONTRACT"} & concepts_of(t) for t in agents)
        return False

    def _is_to_come(self, head: Token) -> bool:
        """Whether it stands in a relative clause of the future whose verb the parser misses."""
        for token in (head, *list(head.ancestors())[:3]):
            if token.rel == "acl:relcl":
                words = {child.lemma for child in token.children if child.rel == "aux"}
                return bool(words & self._words["future"])
        return False

    def _is_owed(self, clause: Token) -> bool:
        """ "should set aside 2 million", "requires Peru to sell", "have contracted to sell"."""
        if any(c.rel == "aux" and c.lemma in self._words["obliging"] for c in clause.children):
            return True
        above = clause.head if clause.rel in ("xcomp", "ccomp") else None
        if above is None or clause.tag != "VB":
            return False
        concepts_of = self._context.matcher.concepts_of
        agents = self._context.grammar.agents(above)
        by_paper = any({"INSTRUMENT", "CONTRACT"} & concepts_of(each) for each in agents)
        laid_down = by_paper and above.lemma in self._words["requiring"]
        return laid_down or above.lemma in self._words["contracting"]

    def _is_task(self, clause: Token) -> bool:
        """ "the tasks set: to raise trade to 3 billion": nothing tells that it came about."""
        if clause.tag != "VB" or clause.lemma not in self._words["raising"]:
            return False
        purpose = clause.rel == "advcl" and clause.lemma not in self._words["reaching"]
        if not purpose and clause.rel not in ("acl", "parataxis", "root", "dep", "appos"):
            return False
        return any(c.tag == "TO" for c in clause.children)

    def _is_foretold(self, clause: Token, above: set[str], named: Named) -> bool:
        """Whether a quantity is said to come to be so: "exports would hit 5 million"."""
        if clause.rel not in ("ccomp", "parataxis") or above & self._words["target"]:
            return False
        agents = self._context.grammar.agents(clause)
        return clause.lemma in self._words["reaching"] and any(
            t.pos == "NOUN" or t is named.token for t in agents
        )

    def _is_told(self, clause: Token) -> bool:
        """Whether the clause's verb tells of the past, and is no word of wanting itself."""
        return clause.tag in ("VBD", "VBN") and clause.lemma not in self._words["target"]
