"""What meetings and visits share: being called off, put off, and held on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.candidate import Candidate
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.records.ahead import is_ahead, is_to_be
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_SOON = 31  # days by which a told past may lie after the day given to a document
_CHANGING = frozenset({"CALL_OFF", "PUT_OFF"})
_OPEN = "../"  # before a date: not later than


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a planned occasion: `kind` is `cancelled` or `postponed`."""

    kind: str
    new: str = ""  # EDTF
    old: str = ""


def change_of(context: Context, match: Match) -> Change | None:
    """What the verb of an occasion does to it, where it calls or puts it off."""
    if match.modality is Modality.POSTPONED:
        return Change("postponed", *_moved(context, match))
    former = _former(context, match)
    if former is not None:
        return former
    verb = match.support
    if verb is None or match.modality not in (Modality.ASSERTED, Modality.PLANNED):
        return None
    inner = verb.child("xcomp")
    chain = [verb] if inner is None else [inner, verb]  # "had to be cancelled"
    hits = context.matcher.hits(match.view)
    verb = next((v for v in chain if {h.concept for h in hits if h.token is v} & _CHANGING), verb)
    named = {hit.concept for hit in hits if hit.token is verb}
    if match.token not in context.grammar.patients(verb):
        return None
    if "CALL_OFF" in named:
        return Change("cancelled")
    return Change("postponed", *_moved(context, match)) if "PUT_OFF" in named else None


def _former(context: Context, match: Match) -> Change | None:
    """ "the meeting, originally scheduled for May, will be held in June": moved to June."""
    adverbs = phrases(context.language, "meeting")["former_adverbs"]
    for clause in match.token.all_children("acl"):
        if not any(child.text.lower() in adverbs for child in clause.children):
            continue
        inside = {token.index for token in clause.subtree()}
        old = new = ""
        for mention in match.view.dates:
            words = match.view.tokens_of(mention.start, mention.end)
            if not words or mention.role != "point":
                continue
            if words[0].index in inside:
                old = old or context.circumstances.value(match.view, mention, Modality.ASSERTED)
            elif context.grammar.clause_of(head_of(words)) is match.governor:
                new = new or context.circumstances.value(match.view, mention, match.modality)
        if old and new:
            return Change("postponed", new, old)
    return None


def listed_persons(match: Match, *roles: str) -> list[Actor]:
    """The persons named between an act and the last word of a role.

    Where a list of guests is long the parser often loses all but one of them.
    """
    ends = [token.end for token in match.tokens(*roles) if token.start > match.token.end]
    if not ends:
        return []
    found: list[Actor] = []
    for mention in match.view.mentions.values():
        if mention.form == "person" and match.token.end <= mention.start < max(ends):
            found += [actor for actor in mention.actors if actor not in found]
    return found


def persons_before(view: SentenceView, word: Token) -> list[Actor]:
    """The persons named before a word with no verb between: its subject, however parsed."""
    low = word.index
    while low > 0 and not view.tokens[low - 1].is_verb:
        low -= 1
    return _persons_among(view, view.tokens[low : word.index])


def persons_after(view: SentenceView, word: Token) -> list[Actor]:
    """The persons named between a word and the next verb, however the parser joined them."""
    following = view.tokens[word.index + 1 :]
    return _persons_among(view, takewhile(lambda token: not token.is_verb, following))


def _persons_among(view: SentenceView, tokens: Iterable[Token]) -> list[Actor]:
    found: list[Actor] = []
    for token in tokens:
        mention = view.mention(token)
        if mention is not None and mention.form == "person":
            found += [actor for actor in mention.actors if actor not in found]
    return found


def scheduled(context: Context, match: Match) -> str:
    """The date of what is told in the present but is to come: "leaders meet in November"."""
    governor, document = match.governor, context.document
    helpers = governor.all_children("aux", "aux:pass")
    present = governor.tag in ("VBZ", "VBP") and not helpers
    going = governor.tag == "VBG" and any(child.tag in ("VBZ", "VBP") for child in helpers)
    present = present or going  # "is leading a team to Peru from 3 to 5 July"
    if is_adjunct(context, match):
        return ""
    travels = (
        match.frame.id == "visit.travel" or going
    )  # "travels to X on 20 July": a plan anywhere
    told = document.document.place or travels
    if not present or not told or match.view.sentence.kind == "heading":
        return ""
    for mention in context.circumstances.dates(match.view, match.token, roles=("point",)):
        if mention.anchor != "explicit":
            return context.circumstances.value(match.view, mention, Modality.PLANNED)
    return ""


def settle(context: Context, match: Match, made: Candidate) -> None:
    """Make status and date of an occasion agree: what is told as past is past."""
    anchor, date = context.document.anchor, made.get("date")
    ahead = made.get("status") in ("held", "made") and is_ahead(context, match)
    if ahead:
        made.slots["status"] = "planned"
        date = context.circumstances.when(match.view, match.token, Modality.PLANNED) or date
        made.slots.update({"date": date} if date else {})
    assumed = made.get("status") in ("planned", "cancelled") and _is_assumed(context, match, made)
    if assumed or (date and _is_over(context, match, made)):
        made.slots.pop("date", None)  # the day of the passage, or of another act
        return
    if ahead or anchor is None or not date or match.status not in ("held", "made"):
        return
    if change_of(context, match) is not None or is_to_be(match.token):
        return  # called off or put off: whatever day it was to be
    first = edtf.bounds(date).first
    if first is None or first <= anchor:
        return
    if is_adjunct(context, match) and match.support is not None and _is_yearless(context, match):
        made.slots["status"] = match.status
        made.slots.pop("date")  # "agreed at their meeting of 7 May": of a year ago or more
    elif not _is_told_past(match) or _is_spoken_of(context, match):
        made.slots["status"] = "planned"
    else:
        made.slots["status"] = match.status
        if (first - anchor).days > _SOON:
            made.slots.pop("date")  # a day of another year than the one assumed


def _is_spoken_of(context: Context, match: Match) -> bool:
    """ "informed her about the trip next week": told then, and still to come."""
    cases = phrases(context.language, "meeting")["spoken_cases"]
    return match.frame.pos == "noun" and match.token.case in cases


def _is_over(context: Context, match: Match, made: Candidate) -> bool:
    """Whether what is planned has a date of another clause that lies a good while back."""
    anchor, last = context.document.anchor, edtf.bounds(made.slots["date"]).last
    if made.get("status") != "planned" or anchor is None or last is None:
        return False
    clause = context.grammar.clause_of(match.token)
    for mention in match.view.dates:
        words = match.view.tokens_of(mention.start, mention.end)
        if words and context.grammar.clause_of(head_of(words)) is clause:
            return False
    return (anchor - last).days > _SOON


def _is_yearless(context: Context, match: Match) -> bool:
    """Whether the date of an occasion says no year."""
    own = context.circumstances.dates(match.view, match.token)
    return bool(own) and all(mention.month_only for mention in own)


def _is_assumed(context: Context, match: Match, made: Candidate) -> bool:
    """Whether a date comes from the passage, and not from the words of the occasion."""
    own = context.circumstances.dates(match.view, match.token)
    return "date" in made.assumed and not own


def _is_told_past(match: Match) -> bool:
    """Whether the verb of an occasion stands in a past tense."""
    verb = match.support or match.token
    if not verb.is_verb:
        return False
    helpers = verb.all_children("aux", "aux:pass")
    finite = helpers[0] if helpers else verb
    return finite.tag == "VBD"


def held_noun(context: Context, match: Match) -> Token:
    """The noun that a verb takes for a meeting: of "ended two days of talks" the days."""
    head = match.token.head
    words = phrases(context.language, "meeting")
    if head is None or match.token.case not in words["whole_cases"]:
        return match.token
    phase = head.lemma in words["phase_nouns"] and head.case in words["phase_cases"]
    return head if phase or head.lemma in words["stretch_nouns"] else match.token


def is_at_phase(context: Context, match: Match) -> bool:
    """ "said at the end of their summit": something else is done in a part of it."""
    held = held_noun(context, match)
    words = phrases(context.language, "meeting")
    return held is not match.token and held.lemma in words["phase_nouns"]


def is_adjunct(context: Context, match: Match) -> bool:
    """ "agreed at their meeting of May": the noun only places another act."""
    cases = phrases(context.language, "meeting")["within_cases"]
    plain = match.frame.pos == "noun" and match.token.child("acl:relcl") is None
    return plain and (held_noun(context, match).case in cases or is_at_phase(context, match))


def is_reduced(match: Match) -> bool:
    """ "a conference to be hosted by X": a passive whose patient is the noun before it."""
    verb = match.token
    passive = verb.child("aux:pass") is not None or verb.tag == "VBN"
    own = verb.child("nsubj", "nsubj:pass") is not None
    infinitive = any(child.tag == "TO" for child in verb.children)
    own = own and verb.child("mark") is None  # "plans for a forum to be hosted by X"
    return verb.rel in ("acl", "xcomp", "advcl") and passive and infinitive and not own


def is_question(match: Match) -> bool:
    """Whether the sentence only asks."""
    return match.view.sentence.text.rstrip().rstrip("\"”»'’").endswith("?")


def is_habit(context: Context, match: Match) -> bool:
    """ "meets once a year": no single occasion, unless a day is told."""
    if context.circumstances.dates(match.view, match.token, roles=("point",)):
        return False
    clause = context.grammar.clause_of(match.token)
    words = {token.index for token in context.grammar.clause_tokens(clause, keep=[match.token])}
    habits = [mention for mention in match.view.dates if mention.cadence]
    return any(t.index in words for m in habits for t in match.view.tokens_of(m.start, m.end))


def is_duty(context: Context, match: Match) -> bool:
    """ "must travel", "should meet": what somebody ought to do has no date yet."""
    helpers = match.governor.all_children("aux")
    return any("OBLIGATION" in context.matcher.concepts_of(helper) for helper in helpers)


def _moved(context: Context, match: Match) -> tuple[str, str]:
    """The new date of what is put off, and the old one."""
    new = old = ""
    until = phrases(context.language, "meeting")["until_cases"]
    leaving = phrases(context.language, "meeting")["from_cases"]
    inside = {token.index for token in match.token.subtree()}
    for mention in match.view.dates:
        words = match.view.tokens_of(mention.start, mention.end)
        value = context.circumstances.value(match.view, mention, Modality.PLANNED)
        if not words or not value:
            continue
        first, _, last = value.partition("/")
        ranges = any(word.case in leaving for word in words)
        if ranges and first.strip(".") and last.strip("."):
            old, new = first, last  # "put off from May to June"
        elif mention.role in ("until", "due") or head_of(words).case in until:
            new = value.removeprefix(_OPEN)
        elif words[0].index in inside:
            old = context.circumstances.value(match.view, mention, Modality.ASSERTED)
    return new, old


def changed(made: Candidate, change: Change | None) -> list[Candidate]:
    """The candidate as a change leaves it: of one put off the new and the cancelled one."""
    if change is None:
        return [made]
    if change.kind == "cancelled":
        made.slots["status"] = "cancelled"
        return [made]
    made.slots["status"] = "planned"
    made.slots.pop("date", None)
    made.fill("date", change.new)
    if not change.old:
        return [made]
    former = replace(made, slots={**made.slots, "date": change.old, "status": "cancelled"})
    former.slots.pop("place", None)  # where it will be is not where it would have been
    return [made, former]
