"""Whom "the summit", "the Assembly" and "the government" stand for where they do something."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.extract.actors import party_actor
from memcon.extract.lexicon import DiscourseWords
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_OWNERS = ("compound", "amod", "nmod", "nmod:poss")


def convened(
    view: SentenceView, token: Token, words: DiscourseWords, about: Sequence[Actor]
) -> Actor | None:
    """The organisation whose gathering declares something: "the meeting condemned the raid".

    `about` are the organisations that a gathering without a name may be of, the likeliest last.
    """
    verb = token.head
    if token.lemma not in words.gathering_nouns or token.rel != "nsubj" or verb is None:
        return None
    if verb.lemma not in words.declaring_verbs or not verb.is_verb:
        return None
    owners = [child for child in token.children if child.rel in _OWNERS]
    told = [a for child in owners for a in view.actors(child) if a.kind == "igo"]
    if told:
        return told[0] if len({actor.code for actor in told}) == 1 else None
    named = any(child.rel != "amod" for child in owners)
    definite = any(c.lower in words.definite_articles for c in token.all_children("det"))
    return about[-1] if about and definite and not named else None


def governing(
    view: SentenceView, token: Token, words: DiscourseWords, parties: Sequence[Actor]
) -> Actor | None:
    """The state of a government named without it: "its government", the only state told of."""
    if token.lemma not in words.ruling_nouns or token.tag != "NN":
        return None
    owner = token.child("nmod:poss")
    if owner is not None:
        whose = [a for a in view.actors(owner) if a.kind == "state"]
        return whose[0] if owner.tag == "PRP$" and len(whose) == 1 else None
    if token.child("amod", "compound", "nmod", "acl", "acl:relcl") is not None:
        return None
    if not any(c.lower in words.definite_articles for c in token.all_children("det")):
        return None
    states = {actor.code for actor in parties if actor.kind == "state"}
    return party_actor(states.pop()) if len(states) == 1 else None
