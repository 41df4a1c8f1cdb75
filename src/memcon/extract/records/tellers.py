"""Who is named beside a number only as telling something: no side of it."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.annotate import Token
from memcon.extract.attribution import Attribution
from memcon.extract.view import SentenceView

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
