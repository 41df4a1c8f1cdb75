"""Who is no side of a number: who only tells something, and who is spoken of elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.annotate import Token
from memcon.extract.attribution import Attribution
from memcon.extract.view import DocumentView, SentenceView

_TO_ALL = ("trade.exports", "trade.imports", "trade.balance", "tourism.", "debt")
_PARAGRAPH = 6  # sentences looked back through
_PERSONS = ("migration.", "casualties.", "tourism.")


def tellers(
    view: SentenceView,
    clause: Token,
    indicator: str,
    *,
    attribution: Attribution,
    counting: Iterable[str],
) -> set[str]:
    """The parties that only say or count something: "for Chad, where Peru estimates that".

    Above the number's own clause whoever tells it may be a side of it ("Peru said sales rose"), but
    not of persons who went somewhere.
    """
    telling, others = set(), set()
    for mention in view.mentions.values():
        codes = {actor.party for actor in mention.actors} - {""}
        verb = mention.head.head
        if mention.head.rel == "nsubj" and verb is not None and _tells(verb, attribution, counting):
            below = verb is not clause and clause in verb.ancestors()
            if below or (verb is not clause and indicator.startswith(_PERSONS)):
                telling |= codes
                continue
        others |= codes
    return telling - others


def _tells(verb: Token, attribution: Attribution, counting: Iterable[str]) -> bool:
    """Whether a verb reports what a clause of its own tells, or counts."""
    told = verb.child("ccomp") is not None or verb.rel == "parataxis"
    return (told and attribution.is_saying(verb)) or verb.lemma in counting


def is_spoken_of(document: DocumentView, view: SentenceView, code: str, indicator: str) -> bool:
    """Whether a party that a number's own words do not name may be the other side of it.

    A state has exports, visitors and debts with all others together, too: there the other must be
    named in the paragraph up to there, or the document be about these few alone.
    """
    if not indicator.startswith(_TO_ALL) or code in document.circle:
        return True
    near = (view, *document.neighbours(view, before=_PARAGRAPH))
    return any(
        actor.party == code
        for each in near
        if each.sentence.block == view.sentence.block
        for mention in each.mentions.values()
        for actor in mention.actors
    )
