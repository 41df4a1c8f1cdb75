"""What a project costs: told with what is done to it, beside it, or of it in the next sentence."""

from __future__ import annotations

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.amounts import AmountMention
from memcon.extract.candidate import Candidate
from memcon.extract.lexicon import discourse_words, phrases
from memcon.extract.records.context import Context
from memcon.extract.records.treatment import Treatment, TreatmentReader
from memcon.extract.view import SentenceView

_REACH = 2  # sentences in which "the project" is still the one told of
_STEPS = 4  # words up from a sum to the one that says what it is
_RELATIVE = ("acl", "acl:relcl")


class CostReader:
    """Reads the costs of the projects of one document."""

    def __init__(self, context: Context, read: TreatmentReader) -> None:
        self._context = context
        self._read = read
        words = phrases(context.language, "undertaking_cases")
        self._nouns = frozenset(words["cost_nouns"])
        self._cases = frozenset(words["cost_cases"])
        self._own = frozenset(words["cost_owners"])
        self._definite = discourse_words(context.language).definite_articles
        self._last: tuple[Candidate, Token, SentenceView] | None = None

    def of(self, view: SentenceView, token: Token, deed: Treatment | None) -> Token | None:
        """The head of the sum that a project costs: "was built at a cost of 2 million"."""
        for amount in view.amounts:
            teller = self._teller(view, amount)
            if teller is not None and self._is_of(teller, token, deed):
                return self._head(view, amount)
        return None

    def value(self, view: SentenceView, token: Token, deed: Treatment | None) -> dict[str, object]:
        """The cost of a project as an amount, or {}."""
        head = self.of(view, token, deed)
        told = (a for a in view.amounts if head is not None and a.start <= head.start < a.end)
        amount = next(told, None)
        return amount.to_value() if amount is not None else {}

    def tell(self, made: Candidate, view: SentenceView, token: Token) -> None:
        """Remember a project as the one last told of."""
        self._last = made, token, view

    def take(self, view: SentenceView) -> None:
        """Give the project last told of what a sentence says that "it" or "the project" costs."""
        if self._last is None or not view.amounts:
            return
        made, token, first = self._last
        far = view.sentence.index - first.sentence.index
        if made.slots.get("amount") or far > _REACH or view.sentence.block != first.sentence.block:
            return
        for amount in view.amounts:
            teller = self._teller(view, amount)
            subject = self._subject(teller) if teller is not None else None
            if subject is None or (view is first and subject.index <= token.index):
                continue
            if self._points_back(view, subject, token):
                made.fill("amount", amount.to_value())
                clause = self._context.grammar.clause_of(subject)
                made.spans.append(self._context.clause_span(clause, keep=[subject]))
                return

    # ------------------------------------------------------------------ what a sum is

    @staticmethod
    def _head(view: SentenceView, amount: AmountMention) -> Token | None:
        words = view.tokens_of(amount.start, amount.end)
        return head_of(words) if words else None

    def _teller(self, view: SentenceView, amount: AmountMention) -> Token | None:
        """The word that says of a sum that it is a cost: "costs", "worth", "at a cost of"."""
        head = self._head(view, amount) if amount.kind == "money" and not amount.per else None
        if head is None:
            return None
        for up in [head, *head.ancestors()][:_STEPS]:
            if up.lemma in self._nouns:
                return up
            if "VALUE" in self._read.named(view, up) and up.lemma not in ("be", "exceed"):
                return up
            if up.is_verb:
                return None
        return None

    def _is_of(self, teller: Token, token: Token, deed: Treatment | None) -> bool:
        """Whether a cost is that of a project, told of it or of what is done to it."""
        if teller.is_noun:
            above = teller.head
            if above is None or teller.case not in self._cases:
                return False
            done = deed is not None and (above is deed.word or above in deed.via)
            return done or above is token or (above.rel in _RELATIVE and above.head is token)
        if teller.is_verb and teller.rel not in _RELATIVE:
            return token in self._context.grammar.subjects(teller)
        return teller.head is token

    def _subject(self, teller: Token) -> Token | None:
        """What is said to cost a sum."""
        if teller.is_noun and teller.rel not in ("nsubj", "nsubj:pass", "obl"):
            return None
        if teller.is_verb and teller.rel not in _RELATIVE:
            return next(iter(self._context.grammar.subjects(teller)), None)
        if teller.rel in ("nsubj", "nsubj:pass"):
            return teller
        if teller.rel == "obl" and teller.case in self._cases:
            verb = self._context.grammar.clause_of(teller)
            return next(iter(self._context.grammar.subjects(verb)), None)
        return teller.head if teller.head is not None and teller.head.is_noun else None

    def _points_back(self, view: SentenceView, subject: Token, token: Token) -> bool:
        """Whether a subject is the project told of before: "it", "the line", "its cost"."""
        if subject.lemma in self._nouns:
            owner = subject.child("nmod:poss")
            return owner is None or owner.lemma in self._own or owner.lower in self._own
        if subject.pos == "PRON":
            return subject.lower in self._own
        determiner = subject.child("det")
        if determiner is None or determiner.lower not in self._definite:
            return False
        generic = "GENERIC_PROJECT" in self._read.named(view, subject)
        return generic or subject.lemma == token.lemma
