"""What reads like a meeting and is none: habits, questions, wishes, what came to nothing."""

from __future__ import annotations

from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.extract.records.occasions import (
    is_habit,
    is_question,
)
from memcon.model import edtf


def is_recalled(context: Context, match: Match) -> bool:
    """Whether a meeting is only the subject of what came of it: "the summit yielded an accord"."""
    verb = match.support
    if verb is None or match.frame.pos != "noun":
        return False
    if match.token not in context.grammar.subjects(verb):
        return False
    return "HOLD" not in context.matcher.concepts_of(verb) and not context.grammar.is_passive(verb)


def is_no_meeting(context: Context, match: Match) -> bool:
    """Whether nobody met there and then: calls, habits, questions, wishes, appeals."""
    of = context.matcher.concepts_of
    near = [*match.token.children, *match.governor.children]
    by_phone = any("BY_PHONE" in of(token) for token in near) or _is_on_call(context, match)
    if by_phone or is_question(match):
        return True
    if match.frame.id == "meeting.see" and match.token.rel == "xcomp":
        return match.status == "held"  # "would have liked to see him"
    if match.token.case == "for" and _is_sought(context, match):
        return True
    if match.frame.id == "meeting.negotiate" and _is_of_instrument(context, match):
        return True
    bodies = phrases(context.language, "meeting")["body_verbs"]
    plain = match.token.child("compound:prt", "advmod") is None  # "sat down" is for anybody
    if match.token.lemma in bodies and match.frame.pos == "verb" and plain:
        return not any("BODY" in of(token) for token in match.tokens("sides"))
    if "NEGOTIATIONS" in of(match.token) and match.status == "planned":
        return not context.circumstances.place(match.view, match.token)
    if any(each(context, match) for each in (_came_to_nothing, is_habit, _is_general, _is_counted)):
        return True
    if match.frame.id != "meeting.call_on":
        return False
    return any(c.rel in ("xcomp", "advcl", "ccomp") for c in match.token.children)


def _is_on_call(context: Context, match: Match) -> bool:
    """Whether a read-out of a telephone call tells what was said: "briefed", "their talks"."""
    plain = match.frame.id == "meeting.see" or match.frame.pos == "noun"
    if match.status != "held" or not plain:
        return False
    title = context.document.document.title.casefold()
    if not any(words in title for words in phrases(context.language, "meeting")["call_titles"]):
        return False
    here = context.circumstances
    return not here.dates(match.view, match.token) and not here.place(match.view, match.token)


def _is_of_instrument(context: Context, match: Match) -> bool:
    """ "are negotiating a treaty": how far the treaty is, no sitting on a day."""
    things = match.token.all_children("obj")
    if match.token.rel == "acl" and match.token.tag == "VBN" and match.token.head is not None:
        things = [match.token.head]  # "a treaty to be negotiated"
    going_on = match.token.tag == "VBG" and not match.view.first_actors(things)
    if going_on and things and not context.circumstances.dates(match.view, match.token):
        return True  # "are negotiating the extension of a line"
    of = context.matcher.concepts_of
    return any({"INSTRUMENT", "CONTRACT"} & of(thing) for thing in things)


def _is_sought(context: Context, match: Match) -> bool:
    """ "works for a conference", "called for talks": not held yet, if ever."""
    verb = context.grammar.clause_of(match.token)
    return verb.lemma in phrases(context.language, "meeting")["seeking_verbs"]


def _came_to_nothing(context: Context, match: Match) -> bool:
    """ "was to gather in the spring", told after the spring: whether it did is not said here."""
    anchor, verb = context.document.anchor, match.governor
    infinitive = any(child.tag == "TO" for child in verb.children)
    above = verb.head
    if anchor is None or not infinitive or above is None or above.tag != "VBD":
        return False
    if verb.rel != "xcomp" or above.pos != "AUX":
        return False
    dates = context.circumstances.dates(match.view, match.token)
    lasts = [edtf.bounds(mention.edtf).last for mention in dates if mention.edtf]
    return bool(lasts) and all(last is not None and last < anchor for last in lasts)


def _is_counted(context: Context, match: Match) -> bool:
    """ "has met eight times": a number of meetings, none of them told by itself."""
    sittings = match.frame.pos == "noun" and match.token.tag == "NNS"
    if sittings and match.token.child("nummod") is not None:
        return context.grammar.tense(match.governor) == "perfect"  # "has held nineteen sessions"
    nouns = phrases(context.language, "meeting")["counting_nouns"]
    counts = match.governor.all_children("obl:unmarked")
    return any(each.lemma in nouns and each.child("nummod") is not None for each in counts)


def _is_general(context: Context, match: Match) -> bool:
    """ "ministers sit down in committees": what is usual, told in the present, on no day."""
    verb = match.governor
    if match.frame.id != "meeting.meet" or match.view.sentence.kind == "heading":
        return False
    present = verb.tag in ("VBZ", "VBP") and verb.child("aux", "aux:pass") is None
    named = context.circumstances.place(match.view, match.token)
    return present and not match.view.dates and not named
