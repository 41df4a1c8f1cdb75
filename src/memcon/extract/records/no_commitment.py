"""Words that look like a promise and bind nobody: bare things, prices, what others foresee."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate.tree import head_of
from memcon.extract.dates import DateMention
from memcon.extract.records.context import Context
from memcon.extract.records.deeds import Deed
from memcon.extract.records.promises import Promise, commitment_words
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor


class NoCommitment:
    """Says of the deeds of one document that nobody has promised them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._words = commitment_words(context.language)

    def is_none(self, view: SentenceView, found: Promise, deed: Deed) -> bool:
        """Whether a deed is none by what it is done to or how it is told."""
        return (
            self._is_bare_thing(view, found, deed)
            or self._is_price(deed)
            or self._is_put_off(deed)
            or self._is_supposed(found)
            or self._is_entry(deed)
        )

    def _is_entry(self, deed: Deed) -> bool:
        """ "the truce will go into effect at noon": of the instrument's own record."""
        return any(
            child.lemma in self._words["effect_nouns"] and child.rel in ("obl", "obj")
            for child in deed.head.children
            if deed.head.lemma in self._words["entering"]
        )

    def _is_bare_thing(self, view: SentenceView, found: Promise, deed: Deed) -> bool:
        """ "proposed three places": a thing for which no deed is told, no sum and no day."""
        head = deed.head
        if head.is_verb or head.rel == "nsubj" or any(a.kind == "money" for a in deed.amounts):
            return False
        above = head.head
        concepts = self._context.matcher.concepts_of(head)
        if above is not None:
            concepts = concepts | self._context.matcher.concepts_of(above)
        if {"MEETING", "OCCASION", "TARGET"} & concepts:
            return False
        if found.governor.lemma in self._words["proposing"]:
            return True
        given = any(a.kind != "measure" and _counts(a.end, deed) for a in deed.amounts)
        pledged = given and found.governor.lemma in self._words["pledging"]
        return not pledged and not any(self._is_ahead(view, found, deed, m) for m in deed.dates)

    def _is_ahead(
        self, view: SentenceView, found: Promise, deed: Deed, mention: DateMention
    ) -> bool:
        """Whether a day of the thing itself is one by which, or one to come on which, it is due."""
        words = view.tokens_of(mention.start, mention.end)
        if not words or head_of(words).head not in (deed.head, found.governor):
            return False
        anchor = self._context.document.anchor
        first = edtf.bounds(mention.edtf).first if mention.edtf else None
        return mention.role == "due" or (
            anchor is not None and first is not None and first > anchor
        )

    def _is_price(self, deed: Deed) -> bool:
        """ "offers 9 dollars a barrel": what a thing is to cost."""
        sums = [a for a in deed.amounts if a.kind == "money"]
        return not deed.head.is_verb and any(
            a.per and a.per not in self._words["rate_periods"] for a in sums
        )

    def _is_put_off(self, deed: Deed) -> bool:
        """ "decided to postpone the visit": the planned visit's own record."""
        thing = deed.head.child("obj")
        if deed.head.lemma not in self._words["putting_off"] or thing is None:
            return False
        named = self._context.matcher.concepts_of(thing)
        return thing.lemma in self._words["gatherings"] or bool({"MEETING", "VISIT"} & named)

    def _is_supposed(self, found: Promise) -> bool:
        """ "will agree to meet again": nobody has agreed yet."""
        governor = found.governor
        if governor is found.deed or governor.lemma not in self._words["agreeing"]:
            return False
        return any(child.rel == "aux" and child.tag == "MD" for child in governor.children)

    def is_foreseen(
        self, view: SentenceView, found: Promise, by: Sequence[Actor], speaker: Actor | None
    ) -> bool:
        """ "their troops' withdrawal will be over by May", says another state: a forecast."""
        grammar = self._context.grammar
        if found.governor is not found.deed or not grammar.is_passive(found.deed):
            return False
        if speaker is None or speaker.party in {a.party for a in by}:
            return False
        if not speaker.party and speaker.kind != "person":
            return False
        return not view.first_actors(grammar.agents(found.deed))

    def is_left_undone(self, deed: Deed) -> bool:
        """ "agreed not to sign any new accord": something that could be seen to be done instead."""
        negated = any(child.rel == "advmod:neg" for child in deed.head.children)
        idle = self._words["no_deed"] | self._words["vague"]
        return negated and deed.head.lemma not in idle and deed.head.child("obj", "obl") is not None


def _counts(end: int, deed: Deed) -> bool:
    """Whether an amount counts the thing itself: "900 soldiers", not "a 10-month withdrawal"."""
    return deed.head.start < end <= deed.head.end or deed.head.end == end
