"""Occasions told of by the clause of their noun: "the session that took place in Doha"."""

from __future__ import annotations

from collections.abc import Iterator

from memcon.annotate import Token
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.model.party import Actor


def holding_clause(context: Context, match: Match) -> Token | None:
    """The clause that tells where or when what a noun names was held; None where none does.

    "A meeting held in Lima on 3 May", "the talks that took place last week": not what is yet to be.
    """
    if match.frame.pos != "noun":
        return None
    for node in _noun_and_above(match.token):
        for clause in node.all_children("acl", "acl:relcl"):
            if node is not match.token and not _is_next(context, match, clause):
                continue
            if _is_holding(context, clause) and _is_set(context, match, clause):
                return clause
    return None


def led_by(context: Context, match: Match) -> list[Actor]:
    """ "talks led by X and Y": who led the sides, where nobody else is told to have done so."""
    clauses = match.token.all_children("acl") if match.frame.pos == "noun" else []
    leading = [
        clause
        for clause in clauses
        if clause.tag == "VBN" and {"LEAD", "CO_CHAIR"} & context.matcher.concepts_of(clause)
    ]
    agents = [each for clause in leading for each in clause.all_children("obl:agent")]
    return match.view.first_actors(agents)


def _noun_and_above(noun: Token) -> Iterator[Token]:
    """A noun and those that it is part of: "the results of the session held in May"."""
    node: Token | None = noun
    while node is not None:
        yield node
        node = node.head if node.rel in ("nmod", "obl", "acl") else None


def _is_next(context: Context, match: Match, clause: Token) -> bool:
    """Whether no other noun of meeting stands between a noun and a clause after it."""
    between = match.view.tokens[match.token.index + 1 : clause.index]
    meant = match.token.index < clause.index and not any(t.is_verb for t in between)
    return meant and not any(
        token.is_noun and {"MEETING", "VISIT"} & context.matcher.concepts_of(token)
        for token in between
    )


def _is_holding(context: Context, clause: Token) -> bool:
    """Whether a clause says of its noun that it was held, or took place."""
    named = context.matcher.concepts_of(clause)
    done = context.modality.read(clause) is Modality.ASSERTED
    infinitive = any(child.tag == "TO" for child in clause.children)
    if infinitive or not done or clause.tag not in ("VBN", "VBD"):
        return False
    if clause.rel == "acl" or context.grammar.is_passive(clause):
        return clause.tag == "VBN" and bool({"HOLD", "CO_CHAIR"} & named)
    thing = clause.child("obj")
    places = phrases(context.language, "meeting")["taking_nouns"]
    return "HAPPEN" in named and thing is not None and thing.lemma in places


def _is_set(context: Context, match: Match, clause: Token) -> bool:
    """Whether a clause tells a place or a day."""
    here = context.circumstances
    return bool(here.own_date(match.view, clause) or here.place(match.view, clause))


def is_plainly_told(context: Context, match: Match) -> bool:
    """Whether a noun held somewhere may be of those whom the passage is about: no big conference.

    "The previous session", "the preparatory meeting": not "the Paris conference".
    """
    words = phrases(context.language, "meeting")
    if match.token.lemma in words["open_nouns"] or match.token.text[:1].isupper():
        return False
    before = [t for child in match.token.children if child.rel != "acl" for t in child.subtree()]
    row = [t for t in before if t.index < match.token.index]
    return not any(t.pos == "PROPN" for t in row)
