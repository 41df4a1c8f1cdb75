"""Instruments told one by one after all of them: "they include a treaty on extradition"."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.annotate import Token
from memcon.extract.candidate import Candidate
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView

_NEAR = 2  # sentences back in which all of them are told of


def whole_of(
    context: Context, view: SentenceView, token: Token, made: Sequence[Candidate]
) -> Candidate | None:
    """The several instruments told of just before that a noun is one of; None where it is none.

    "They signed four pacts. These include a treaty on extradition and a memorandum on mining".
    """
    top = token
    while top.rel == "conj" and top.head is not None and top.head.is_noun:
        top = top.head
    verb = top.head
    if verb is None or not verb.is_verb or not _is_list(context, verb, top):
        return None
    near = (each for each in reversed(made) if 0 <= view.sentence.index - each.sentence <= _NEAR)
    plurals = phrases(context.language, "undertaking_cases")["heap_endings"]
    for known in near:
        title = str(known.get("title")).split()
        several = any(word.lower().endswith(tuple(plurals)) for word in title)
        if several and known.get("status") in ("signed", "planned", "in_force"):
            return known
    return None


def _is_list(context: Context, verb: Token, thing: Token) -> bool:
    """Whether a verb tells what is among papers, or among "these"."""
    words = phrases(context.language, "undertaking_cases")
    if "LISTS" in context.matcher.concepts_of(verb):
        subjects = context.grammar.subjects(verb) if thing.rel == "obj" else []
        return any(_is_several(context, each, words["listing_pronouns"]) for each in subjects)
    others = [c for c in verb.all_children("obl") if c.case in words["among_cases"]]
    return verb.lemma in words["being_verbs"] and any(c.pos == "PRON" for c in others)


def _is_several(context: Context, token: Token, pronouns: Sequence[str]) -> bool:
    paper = "INSTRUMENT" in context.matcher.concepts_of(token)
    return paper or token.text.lower() in pronouns
