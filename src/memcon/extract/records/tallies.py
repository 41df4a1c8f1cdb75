"""Whose number it is: of two in a sentence, of what a subject counts, of a share told again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.amounts import AmountMention
from memcon.extract.clauses import Grammar
from memcon.extract.view import SentenceView

_NUMBERS = ("number", "money")


def is_of_other(
    view: SentenceView, token: Token, head: Token, amount: AmountMention | None
) -> bool:
    """Whether a word tells what another number is of: "5 million, including 2 million for bonds".

    So does the subject of "3 billion, of which exports made up 2 billion".
    """
    others = _other_heads(view, amount)
    above = {head.index, *(up.index for up in head.ancestors())}
    for up in (token, *token.ancestors()):
        if up.index in above:
            return False
        if up.index in others and up is not token:
            return True
        if up.rel == "acl:relcl" and up.head is head:
            return any(word.tag == "WDT" and word.case for word in up.subtree())
    return False


def _other_heads(view: SentenceView, amount: AmountMention | None) -> set[int]:
    """The words that head the other sums of money of a sentence."""
    found = set()
    for other in view.amounts:
        words = view.tokens_of(other.start, other.end) if other.kind == "money" else ()
        if words and (amount is None or other.end <= amount.start or other.start >= amount.end):
            found.add(head_of(words).index)
    return found


def as_counted(
    grammar: Grammar,
    head: Token,
    amount: AmountMention,
    *,
    units: Iterable[str],
    reaching: frozenset[str],
    counts: frozenset[str],
) -> tuple[AmountMention, Token] | None:
    """A bare number as one of what its clause's subject counts, with the subject's word.

    "Visitors from Peru numbered 4 million in 2019 and fell to 32,000": both are of visitors. A sum
    whose currency is only that of the sum before is a bare number, too.
    """
    bare = amount.kind == "number" or (amount.kind == "money" and amount.inherited)
    clause = grammar.clause_of(head)
    if not bare or not clause.is_verb or clause.lemma not in reaching:
        return None
    if head.head is not clause or head.rel not in ("obj", "obl", "attr", "xcomp", "obl:unmarked"):
        return None
    known = frozenset(units)
    for subject in grammar.subjects(clause):
        below = [c for c in subject.all_children("nmod") if c.case and c.is_noun]
        nouns = below[:1] if subject.lemma in counts and below else [subject]
        for noun in nouns:
            if noun.lemma in known:
                return replace(amount, unit=noun.lemma, kind="count", inherited=False), noun
    return None
