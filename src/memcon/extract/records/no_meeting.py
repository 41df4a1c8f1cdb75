"""What reads like a meeting and is none: habits, questions, wishes, what came to nothing."""

from __future__ import annotations

from itertools import islice, takewhile

from memcon.annotate import Token
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.records.context import Context
from memcon.extract.records.occasions import is_adjunct, is_habit, is_question
from memcon.extract.records.told_clause import holding_clause
from memcon.extract.view import SentenceView
from memcon.model import edtf


def is_recalled(context: Context, match: Match) -> bool:
    """Whether a meeting is only the subject of what came of it: "the summit yielded an accord"."""
    verb = match.support
    if verb is None or match.frame.pos != "noun":
        return False
    if _is_judged(context, match, verb):
        return True
    if match.token not in context.grammar.subjects(verb):
        return False
    return "HOLD" not in context.matcher.concepts_of(verb) and not context.grammar.is_passive(verb)


def _is_judged(context: Context, match: Match, verb: Token) -> bool:
    """ "described the meeting as productive": one told of, on whatever day it was."""
    judging = phrases(context.language, "meeting")["describing_verbs"]
    return verb.lemma in judging and match.token in context.grammar.patients(verb)


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
        return not _is_set_down(context, match)
    checks = (
        _is_organ,
        _came_to_nothing,
        _is_parting,
        is_habit,
        _is_general,
        _is_counted,
        is_unwilling,
        _is_within,
    )
    if any(each(context, match) for each in (*checks, *_OTHER_SENSES)):
        return True
    if match.frame.id != "meeting.call_on":
        return False
    return any(c.rel in ("xcomp", "advcl", "ccomp") for c in match.token.children)


def _is_organ(context: Context, match: Match) -> bool:
    """ "the Assembly", but not "the Assembly held in Lima in May": an organ or a parliament."""
    organs = phrases(context.language, "meeting")["organ_nouns"]
    return match.token.lemma in organs and holding_clause(context, match) is None


def _is_set_down(context: Context, match: Match) -> bool:
    """Whether negotiations to come have a place or a day, or somebody "will hold" them."""
    if context.circumstances.place(match.view, match.token):
        return True
    verbs = phrases(context.language, "meeting")["sitting_verbs"]
    held = match.support is not None and match.support.lemma in verbs
    days = context.circumstances.dates(match.view, match.token, roles=("point",))
    return held or any(m.edtf and edtf.precision(m.edtf) == "day" for m in days)


def _is_on_call(context: Context, match: Match) -> bool:
    """Whether a read-out of a telephone call tells what was said: "briefed", "their talks"."""
    if match.status != "held":
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


def _is_parting(context: Context, match: Match) -> bool:
    """ "saw him off at the airport"."""
    particle = match.token.child("compound:prt") if match.frame.pos == "verb" else None
    leaving = phrases(context.language, "meeting")["parting_particles"]
    return particle is not None and particle.lower in leaving


def is_unwilling(context: Context, match: Match) -> bool:
    """ "his reluctance to attend the summit", "if he comes for talks": nothing that was done."""
    words = phrases(context.language, "meeting")
    verb = match.governor
    for node in (verb, *islice(verb.ancestors(), 1)):
        above = node.head
        infinitive = any(child.tag == "TO" for child in node.children)
        if above is not None and infinitive and above.lemma in words["unwilling_nouns"]:
            return True
    for child in verb.all_children("advcl"):
        marks = [c.lower for c in child.children if c.rel == "mark"]
        if any(mark in words["condition_marks"] for mark in marks):
            return verb.tag in ("VBP", "VBZ") and match.status in ("held", "made")
    return False


def _is_within(context: Context, match: Match) -> bool:
    """ "the fourth round of talks": the talks are told of with the round."""
    above = match.token.head
    if match.frame.pos != "noun" or not match.token.case or above is None:
        return False
    if "VISIT" in context.matcher.concepts_of(above):
        return False  # "ended her first visit with talks"
    return above.is_noun and any(
        mention.start <= child.start < mention.end
        for child in above.children
        if child.index < above.index
        for mention in match.view.ordinals
    )


def _is_at_home(context: Context, match: Match) -> bool:
    """ "a national dialogue", "a cabinet meeting": within one state."""
    inner = phrases(context.language, "meeting")["home_words"]
    if match.frame.pos != "noun":
        return False
    below = match.token.all_children("amod", "compound")
    return any(child.lower in inner for child in below)


def _is_round_of_else(context: Context, match: Match) -> bool:
    """ "a new round of sanctions": none of talks."""
    if (
        match.frame.pos != "noun"
        or match.token.lemma not in phrases(context.language, "meeting")["round_nouns"]
    ):
        return False
    whole = phrases(context.language, "meeting")["whole_cases"]
    of = [child for child in match.token.all_children("nmod") if child.case in whole]
    named = [context.matcher.concepts_of(child) for child in of]
    return bool(of) and not any({"MEETING", "BODY"} & each for each in named)


def _is_general(context: Context, match: Match) -> bool:
    """ "ministers sit down in committees": what is usual, told in the present, on no day."""
    verb = match.governor
    if match.frame.id != "meeting.meet" or match.view.sentence.kind == "heading":
        return False
    present = verb.tag in ("VBZ", "VBP") and verb.child("aux", "aux:pass") is None
    named = context.circumstances.place(match.view, match.token)
    return present and not match.view.dates and not named


def _is_fulfilled(context: Context, match: Match) -> bool:
    """ "all demands were met": in the passive somebody is met by somebody."""
    verb = match.token
    if match.frame.id != "meeting.meet" or not context.grammar.is_passive(verb):
        return False
    return not context.grammar.agents(verb)


def _is_for_press(context: Context, match: Match) -> bool:
    """ "a joint press conference", "at its weekly meeting the ministry said": for journalists."""
    if match.frame.pos != "noun":
        return False
    words = phrases(context.language, "meeting")
    below = match.token.all_children("amod", "compound")
    if any(child.lower in words["press_words"] for child in below):
        return True
    if any(t.lemma in words["journalists"] for t in match.token.all_children("nmod")):
        return True  # "a meeting with the press"
    regular = any(child.lower in words["regular_words"] for child in below)
    return regular and is_adjunct(context, match) and not is_told_of(match.view, match.token)


def is_told_of(view: SentenceView, noun: Token) -> bool:
    """Whether a phrase says whose or what a gathering is, and not only when: "of the board"."""
    more = noun.all_children("nmod", "nmod:poss")
    more = [each for each in more if each.tag != "PRP$" or len(view.actors(each)) > 1]  # "its"
    return any(not any(m.start <= each.start < m.end for m in view.dates) for each in more)


def _is_unsure(context: Context, match: Match) -> bool:
    """ "a possible meeting": it may never be held."""
    unsure = phrases(context.language, "meeting")["unsure_words"]
    below = match.token.all_children("amod") if match.frame.pos == "noun" else []
    return any(child.lower in unsure for child in below)


def _is_background(context: Context, match: Match) -> bool:
    """ "came amid talks on a truce": whose talks is not said."""
    amid = phrases(context.language, "meeting")["background_cases"]
    if match.frame.pos != "noun" or match.token.case not in amid:
        return False
    return match.token.child("nmod:poss") is None and not match.tokens("others")


def _is_rung_up(context: Context, match: Match) -> bool:
    """ "called him and briefed him": told on the telephone."""
    first = match.token.head
    if match.frame.pos != "verb" or match.token.rel != "conj" or first is None:
        return False
    rung = first.child("obj")
    called = first.lemma in phrases(context.language, "meeting")["ringing_verbs"]
    return called and rung is not None and bool(match.view.actors(rung))


def _is_set_up(context: Context, match: Match) -> bool:
    """ "agreed to convene a group": a body is to be set up."""
    convened = match.frame.pos == "verb" and "HOLD" in context.matcher.concepts_of(match.token)
    articles = phrases(context.language, "meeting")["indefinite_articles"]
    for thing in match.token.all_children("obj") if convened else ():
        article = thing.child("det")
        new = article is not None and article.lower in articles
        if new and "BODY" in context.matcher.concepts_of(thing):
            return True
    return False


def _is_of_occasion(context: Context, match: Match) -> bool:
    """ "beside the debate of the UN's session": it only tells beside what others met."""
    above = match.token.head
    if match.frame.pos != "noun" or above is None or not above.is_noun:
        return False
    nouns = takewhile(lambda up: up.is_noun, above.ancestors())
    return any("BESIDE" in context.matcher.concepts_of(up) for up in nouns)


def _is_of_firms(context: Context, match: Match) -> bool:
    """ "both companies held talks": none of states."""
    outside = phrases(context.language, "meeting")["outside_nouns"]
    sides = match.tokens("sides")
    return bool(sides) and all(token.lemma in outside for token in sides)


_OTHER_SENSES = (
    _is_of_firms,
    _is_of_occasion,
    _is_at_home,
    _is_round_of_else,
    _is_fulfilled,
    _is_for_press,
    _is_unsure,
    _is_background,
    _is_rung_up,
    _is_set_up,
)
