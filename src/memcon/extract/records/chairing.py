"""Who led a meeting, where another clause tells it: "the session was co-chaired by X and Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memcon.annotate import Token
from memcon.extract.candidate import Candidate, Span
from memcon.extract.lexicon import phrases
from memcon.extract.modality import Modality
from memcon.extract.offices import load_offices
from memcon.extract.records.context import Context
from memcon.extract.records.meeting_sides import is_grouping
from memcon.extract.records.occasions import persons_after, persons_before
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_BACK = 4  # sentences back in which the meeting stands that somebody chaired
_LEADERS = ("heads_of_state", "heads_of_government")


def add_chairs(context: Context, made: list[Candidate]) -> None:
    """Add to held meetings those who chaired them, or led a delegation to them.

    They come from the same sentence or those that follow, up to the next meeting told of. Where the
    meeting's level was not told, the offices of those who chaired it tell it. "The meeting" that
    was chaired is the one told of before, and taken out of `made` where it stands there again.
    """
    for view in context.sentences:
        for word, things, span in _chairing(context, view):
            again = _told_again(view, things, made)
            kept = [each for each in made if each is not again]
            meeting = _meant(context, view, word, things, kept) or again
            persons = _persons(context, view, word)
            if meeting is None or not persons:
                continue
            own = meeting.get("parties") or []
            named = {str(each.get("name")) for each in meeting.get("participants") or ()}
            of_members = is_grouping(meeting.actors)  # all may sit there
            fitting = [a for a in persons if of_members or not a.party or a.party in own]
            new = [a for a in fitting if a.name not in named]
            if new:
                old = list(meeting.get("participants") or ())
                meeting.slots["participants"] = [*old, *(actor.to_value() for actor in new)]
                meeting.spans.append(span)
            _settle_kind(meeting, fitting)
            if again is not None and meeting is not again:
                made.remove(again)


def _chairing(
    context: Context, view: SentenceView
) -> Iterator[tuple[Token, Sequence[Token], Span]]:
    """The words of chairing in a sentence, with what is chaired and their clause.

    Of "under the chairmanship of" what is chaired is the sentence's own meeting: no word.
    """
    under = phrases(context.language, "meeting")["under_cases"]
    for hit in context.matcher.hits(view):
        word = hit.token
        if hit.concept == "CHAIRMANSHIP" and word.case in under:
            yield word, (), context.clause_span(word, keep=[word])
        if hit.concept == "LISTS" and _is_of_attenders(context, word):
            yield word, context.grammar.subjects(word), context.clause_span(word)
        if hit.concept not in ("CO_CHAIR", "LEAD") or not word.is_verb:
            continue
        if context.modality.read(word) not in (Modality.ASSERTED, Modality.PLANNED):
            continue
        things = _held_by_head(context, word) or context.grammar.patients(word)
        of = [context.matcher.concepts_of(thing) for thing in things]
        delegation = any("DELEGATION" in named for named in of)
        met = any("MEETING" in named for named in of) or any(t.pos == "PRON" for t in things)
        if delegation or (met and hit.concept == "CO_CHAIR"):
            yield word, things, context.clause_span(word)


def _is_of_attenders(context: Context, verb: Token) -> bool:
    """ "Other participants included X and Y", "Those present were X and Y"."""
    nouns = phrases(context.language, "meeting")["attender_nouns"]
    return verb.is_verb and any(each.lemma in nouns for each in context.grammar.subjects(verb))


def _held_by_head(context: Context, word: Token) -> list[Token]:
    """ "held a session in May, co-chaired by X": what the verb above holds."""
    if word.tag != "VBN" or word.rel != "advcl" or word.head is None:
        return []
    above = word.head
    return context.grammar.patients(above) if above.is_verb else []


def _told_again(
    view: SentenceView, things: Sequence[Token], made: Sequence[Candidate]
) -> Candidate | None:
    """The meeting that "the meeting" of a sentence made, without a number or a day of its own."""
    places = {(thing.start, thing.end) for thing in things if thing.child("det") is not None}
    for each in made:
        bare = not each.get("ordinal") and ("date" in each.assumed or not each.get("date"))
        if bare and each.sentence == view.sentence.index and each.anchor in places:
            return each
    return None


def _meant(
    context: Context,
    view: SentenceView,
    word: Token,
    things: Sequence[Token],
    made: Sequence[Candidate],
) -> Candidate | None:
    """The last meeting told of before, or in, a sentence; that of its number where it has one.

    One that is to come only where the chairing is to come, too, or stands in its own clause.
    """
    here = view.sentence.index
    status = "planned" if context.modality.read(word) is Modality.PLANNED else "held"
    bound = any(_holds(made_here, word) for made_here in made if made_here.sentence == here)
    near = [
        each
        for each in made
        if (each.get("status") == status or (bound and _holds(each, word)))
        and (each.sentence == here if not things else here - _BACK <= each.sentence <= here)
    ]
    within = {token.index for thing in things for token in thing.subtree()}
    numbers = {
        mention.value
        for mention in view.ordinals
        if any(t.index in within for t in view.tokens_of(mention.start, mention.end))
    }
    fitting = [each for each in near if not numbers or each.get("ordinal") in numbers]
    return max(fitting, key=lambda each: (each.sentence, each.get("ordinal") or 0), default=None)


def _holds(meeting: Candidate, word: Token) -> bool:
    """Whether a word stands in the words that tell of a meeting, and is no verb of its own."""
    reduced = word.tag == "VBN" and word.rel in ("acl", "advcl")
    return reduced and any(start <= word.start < end for start, end in meeting.spans)


def _persons(context: Context, view: SentenceView, word: Token) -> list[Actor]:
    """Who chairs: the persons named after a passive or a noun, before an active verb."""
    listing = word.is_verb and "LISTS" in context.matcher.concepts_of(word)
    if listing or not word.is_verb or context.grammar.is_passive(word) or word.tag == "VBN":
        return persons_after(view, word)
    return persons_before(view, word)


def _settle_kind(meeting: Candidate, chairs: Sequence[Actor]) -> None:
    """Give a meeting without a level that of the leaders who chaired it."""
    offices = load_offices()
    levels = {offices[a.office].level for a in chairs if a.office in offices}
    if meeting.get("kind") == "other" and len(levels) == 1 and levels <= set(_LEADERS):
        meeting.slots["kind"] = levels.pop()
