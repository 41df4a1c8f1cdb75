"""Whether an occasion is still to come: prepared, discussed, awaited, on a schedule."""

from __future__ import annotations

from itertools import islice

from memcon.annotate import Token
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.model import edtf

_ABOVE = 2  # words up, in which what prepares an occasion stands


def is_ahead(context: Context, match: Match) -> bool:
    """ "preparations for the visit", "a visit has been arranged", "when the meeting falls due"."""
    if match.frame.pos == "noun" and _is_prepared(context, match):
        return True
    if _is_awaited(context, match):
        return True
    clause = match.governor
    marks = {child.text.lower() for child in clause.children if child.rel in ("mark", "advmod")}
    times = phrases(context.language, "meeting")["time_marks"]
    opens = bool(marks & set(times)) and clause.rel == "advcl"
    return opens and context.grammar.is_present(clause)


def _is_prepared(context: Context, match: Match) -> bool:
    """Whether the words around an occasion's noun tell that it is to come."""
    above = _prepared_by(context, match)
    if above is not None:
        return above
    if _is_discussed(context, match) or _is_before(context, match):
        return True
    if is_to_be(match.token) or _is_set(context, match.token):
        return True
    verb = match.support
    return verb is not None and _is_arranged(context, match, verb)


def _prepared_by(context: Context, match: Match) -> bool | None:
    """ "preparations for the visit", "ahead of the holding of the talks"; None without such."""
    words = phrases(context.language, "meeting")
    for above in islice(match.token.ancestors(), _ABOVE):
        if above.is_noun and above.lemma in words["preparing_nouns"]:
            return match.token.case in words["preparing_cases"]
        if above.is_noun and above.lemma in words["holding_nouns"]:
            upper = above.head.lower if above.head is not None else ""
            return above.case in words["ahead_cases"] or upper in words["ahead_words"]
    return None


def _is_arranged(context: Context, match: Match, verb: Token) -> bool:
    """ "a visit was arranged", "her agenda includes talks", "no date was set for the talks"."""
    words = phrases(context.language, "meeting")
    things = context.grammar.patients(verb)
    if _is_on_schedule(context, verb):
        return True
    prepared = any(each.lemma in words["preparing_nouns"] for each in things)
    if prepared and match.token.case in words["preparing_cases"]:
        return True
    return "SCHEDULE" in context.matcher.concepts_of(verb) and match.token in things


def _is_discussed(context: Context, match: Match) -> bool:
    """ "discussed her visit to Peru later this year": what is spoken of is to come."""
    verb = match.support
    discussing = phrases(context.language, "meeting")["discussing_verbs"]
    if verb is None or verb.lemma not in discussing or not context.document.is_news:
        return False
    anchor = context.document.anchor
    lasts = [
        edtf.bounds(mention.edtf).last
        for mention in context.circumstances.dates(match.view, match.token)
        if mention.edtf
    ]
    ahead = all(last is None or anchor is None or last >= anchor for last in lasts)
    return match.token in context.grammar.patients(verb) and ahead


def _is_before(context: Context, match: Match) -> bool:
    """ "said before a visit to X", "talks envisaged during the visit": of news, what is to come."""
    words, verb = phrases(context.language, "meeting"), match.support
    if verb is None or not context.document.is_news:
        return False
    dates = context.circumstances.dates(match.view, match.token)
    if match.token.case in words["ahead_cases"]:
        known = [mention for mention in dates if mention.edtf or mention.relative]
        return not known and verb.tag == "VBD" and "SAYS" in context.matcher.concepts_of(verb)
    foreseen = verb.rel == "acl" and verb.tag == "VBN" and match.token.case in words["inner_cases"]
    return foreseen and "SCHEDULE" in context.matcher.concepts_of(verb)


def _is_on_schedule(context: Context, verb: Token) -> bool:
    """ "his schedule includes talks with X": what is in it is to come."""
    words = phrases(context.language, "meeting")
    if verb.lemma not in words["including_verbs"] or verb.tag == "VBD":
        return False
    return any(each.lemma in words["schedule_nouns"] for each in context.grammar.subjects(verb))


def _is_awaited(context: Context, match: Match) -> bool:
    """ "looked forward to the next session": it is an object of waiting."""
    node = match.token
    above = node.head if node.is_verb else context.grammar.clause_of(node)
    verb = above if above is not None else node
    waits = {h.concept for h in context.matcher.hits(match.view) if h.token is verb}
    if "LOOKS_AHEAD" not in waits:
        return False
    if node.is_verb:
        return node.tag == "VBG" or any(child.tag == "TO" for child in node.children)
    return node.head is verb and (node.rel == "obj" or bool(node.case))


def is_to_be(noun: Token) -> bool:
    """ "the summit, to be held in May": what its own infinitive says is to come."""
    return any(
        child.rel in ("acl", "acl:relcl")
        and child.index > noun.index
        and child.tag == "VBN"
        and any(each.tag == "TO" for each in child.children)
        for child in noun.children
    )


def _is_set(context: Context, noun: Token) -> bool:
    """ "the trip, which is now foreseen for spring": its day is set, and has not come."""
    return any(
        child.rel == "acl:relcl"
        and context.grammar.is_passive(child)
        and context.grammar.is_present(child)
        and "SCHEDULE" in context.matcher.concepts_of(child)
        for child in (
            *noun.children,
            *(c for own in noun.all_children("nmod") for c in own.children),
        )
    )
