"""What a document's record keeps of a coded event: only what its words say.

A single sentence that is known to tell of an event may be guessed at: who acts is borrowed from the
place, whom it is done to from the topic. A document tells most things in more than one way, and a
wrong event in it is worse than none.
"""

from __future__ import annotations

from dataclasses import replace

from memcon.annotate import Token
from memcon.annotate.tree import head_of
from memcon.extract.circumstances import Circumstances
from memcon.extract.dates import DateMention
from memcon.extract.events.coder import CodedEvent
from memcon.extract.events.codes import codebook
from memcon.extract.events.doubtful import is_doubtful
from memcon.extract.events.homes import are_opposed
from memcon.extract.events.lexicon import ClosedClasses
from memcon.extract.events.mood import SPEECH_TYPES, Reading
from memcon.extract.events.participants import Participant
from memcon.extract.events.passing import needed_confidence
from memcon.extract.events.terms import TEMPORAL
from memcon.extract.modality import Modality
from memcon.extract.view import SentenceView

_PHRASE = 3.0  # the weight of a term that names an act by verb and object
_AGAINST = "against"
_PAIR = 2
_MANY = 3  # digits of a number of people that is a crowd
_MATERIAL_COOPERATION, _MATERIAL_CONFLICT = 2, 4  # quad classes
_STANDING = frozenset({"MOBILIZE", "AID", "COOPERATE"})  # acts that may last
_PRAISE = "051"
_JUDGED = frozenset({_PRAISE, "111"})
_TRADE, _EXTRADITED = "061", "063"
_CALLED_OFF = "160"
_BLOWS = frozenset({"ASSAULT", "PROTEST", "COERCE", "SANCTION"})  # told by their nouns as well
# Operators whose word is what happens: the act below it is asked for, promised or judged.
_SAYING = frozenset(
    {"intend", "demand", "appeal", "refuse", "threaten", "accuse", "condemn", "praise", "prepare"}
)
_UNDONE = frozenset({"fail", "help"})  # what failed, and what somebody's visit "will help to" do
_TO_CITIES = frozenset({"042", "043", "036"})  # acts whose other side may be named by its city
_WHEN = ("point", "duration")  # roles of dates: "until" tells how long
_PRESENT = ("VBZ", "VBP", "VBN")  # what "is expected" is so at the time of writing
_PERSONAL = "PRP"
_THINGS = ("that", "this", "what")
_CLAUSES = ("ccomp", "xcomp", "advcl", "csubj")


def firm(event: CodedEvent) -> CodedEvent:
    """The event with the participants that its words name, each state on one side."""
    named = [each for each in event.actors if _is_named(each, event)]
    actors = tuple(named) if any(not each.indirect for each in named) else ()
    own = {each.party for each in actors}
    recipients = tuple(
        each
        for each in event.recipients
        if _is_named(each, event)
        and not _is_about(each, event)
        and not (
            each.party in own
            and (_is_of_state(each) or not event.reading.act.domestic)
            and not _is_civil(each, actors, event)
        )
    )
    same = {each.party for each in recipients} <= own and not event.reading.act.domestic
    if same and not all(_is_civil(each, actors, event) for each in recipients):
        recipients = ()
    return replace(event, actors=actors, recipients=recipients)


def _is_civil(each: Participant, actors: tuple[Participant, ...], event: CodedEvent) -> bool:
    """Whether somebody is attacked by others of his own state: rebels by its army."""
    return event.quad_class == _MATERIAL_CONFLICT and are_opposed(each, actors)


def _is_named(each: Participant, event: CodedEvent) -> bool:
    if not each.country or each.distant:
        return False
    if not each.borrowed:
        return True
    is_city = each.actor is None and not each.sector and bool(each.text)
    return is_city and bool({event.cameo, event.reading.act.cameo} & _TO_CITIES)


def _is_about(each: Participant, event: CodedEvent) -> bool:
    """Whether a state is only what is asked for: "called for the independence of X"."""
    return each.indirect and event.event_type == "REQUEST"


def _is_of_state(each: Participant) -> bool:
    return each.sector in ("", "GOV")


def is_told(event: CodedEvent, view: SentenceView, words: ClosedClasses) -> bool:
    """Whether a clause of a document tells of an event, and not of a wish, a thing or a habit.

    The participants are those that `firm` leaves.
    """
    reading = event.reading
    kind = codebook().types[event.event_type]
    if event.guessed or event.confidence < needed_confidence(event):
        return False
    if not event.actors and (kind.quad_class < _MATERIAL_CONFLICT or not event.recipients):
        return False
    if _needs_two(event) and len({e.party for e in (*event.actors, *event.recipients)}) < _PAIR:
        return False
    above = (*reading.words, *reading.top.ancestors())
    if any(word.lemma in words.wishes for word in above if word.is_verb):
        return False
    if not _UNDONE.isdisjoint(reading.kinds) or _is_thing(event) or _is_named_only(event):
        return False
    if _is_no_threat(event, words) or _is_bare(event) or _is_only_planned(event, words):
        return False
    if event.event_type == "ASSAULT" and reading.trigger.lemma in words.incursions:
        return False
    if _is_purpose(event) or _is_standby(event) or _is_by_thing(reading):
        return False
    aside = _is_aside(reading) or _is_of_many(event, view)
    return not aside and not is_doubtful(event, view, words)


def _is_purpose(event: CodedEvent) -> bool:
    """Whether an act is only what somebody acts for, or a noun asks for.

    So "are fighting to oust the government", "faced pressure to end the relationship".
    """
    top = event.reading.top
    if not any(child.tag == "TO" for child in top.all_children("aux")):
        return False
    material = event.quad_class in (_MATERIAL_COOPERATION, _MATERIAL_CONFLICT)
    if top.rel == "acl":
        return material and not event.reading.links
    return top.rel == "advcl" and event.quad_class == _MATERIAL_CONFLICT


def _is_standby(event: CodedEvent) -> bool:
    """Whether somebody is only ready to send soldiers, against nobody."""
    reading = event.reading
    moved = codebook().type_of(reading.base).id == "MOBILIZE"
    named = any(each.text for each in event.recipients)
    return event.event_type == "THREATEN" and moved and not named


def _is_by_thing(reading: Reading) -> bool:
    """Whether what "will not" do it is a thing: "that will not stop the police"."""
    subject = reading.top.child("nsubj")
    thing = subject is not None and subject.lemma in _THINGS
    return thing and bool(reading.links) and reading.links[0][0] == "refuse"


def _is_no_threat(event: CodedEvent, words: ClosedClasses) -> bool:
    """Whether somebody decides on an act, or only foretells what others may do."""
    reading = event.reading
    if event.event_type != "THREATEN":
        return False
    if any(word.lemma in words.decisions for word in reading.words):
        return True
    top = reading.top
    against = any(child.case == _AGAINST for child in top.children)
    if top.lemma in words.warnings and against and top.child("obj", "iobj") is None:
        return True  # "warned against contacts"
    clauses = top.all_children("ccomp") if top.lemma in words.warnings else []
    subjects = [clause.child("nsubj", "nsubj:pass") for clause in clauses]
    return any(subject is not None and subject.tag != _PERSONAL for subject in subjects)


def _is_bare(event: CodedEvent) -> bool:
    """Whether nothing tells on what somebody agrees: "the conference agreed"."""
    reading = event.reading
    if event.event_type != "AGREE" or reading.links or reading.weight > 1 or reading.future:
        return False
    trigger = reading.trigger
    return trigger.is_verb and all(
        child.rel in ("nsubj", "punct", "aux", "advmod", "cc", "conj", "mark", "case")
        or child.entity in TEMPORAL
        for child in trigger.children
    )


def _is_only_planned(event: CodedEvent, words: ClosedClasses) -> bool:
    """Whether somebody plans what no frame knows."""
    return not event.reading.links and event.reading.trigger.lemma in words.vows


def _needs_two(event: CodedEvent) -> bool:
    """Whether an act needs two sides that are known."""
    base = codebook().type_of(event.reading.base)
    reading = event.reading
    apart = event.event_type == "REJECT" and reading.act.mutual  # "on this we differ"
    bilateral = codebook().types[event.event_type].bilateral or reading.act.weak or apart
    held = reading.top is reading.trigger or reading.trigger.rel in ("nsubj", "nsubj:pass")
    return bilateral or (base.id == "CONSULT" and held)


def _is_thing(event: CodedEvent) -> bool:
    """Whether a noun names a thing agreed, and no agreeing: "the trade agreement took effect"."""
    reading = event.reading
    named = [word for kind, word in reading.links if kind == "intend" and word.is_noun]
    below = reading.trigger
    return bool(named) and below.is_noun and below.rel in ("compound", "amod")


def _is_named_only(event: CodedEvent) -> bool:
    """Whether an act is but named, by a noun that no verb carries: "the talks", "a bid to join".

    Where there are records of them, those tell of it.
    """
    return event.reading.top.is_noun and event.event_type not in _BLOWS


def _is_aside(reading: Reading) -> bool:
    """Whether a negated verb in a clause about something else is all: "what X will not pay for"."""
    kind, word = reading.links[0] if reading.links else ("", reading.trigger)
    if kind != "refuse" or word is not reading.trigger:
        return False
    return word.rel in ("acl:relcl", "acl", "advcl") or (
        word.rel in ("ccomp", "csubj") and reading.speaker is None
    )


def _is_of_many(event: CodedEvent, view: SentenceView) -> bool:
    """Whether those who come and go are counted: "more than 160,000 Americans travelled"."""
    if event.event_type != "CONSULT":
        return False
    words = [w for each in event.actors for w in view.tokens_of(each.start, each.end)]
    counts = (c for word in words for c in word.children if c.rel == "nummod")
    return any(len(count.text) >= _MANY and count.text[0].isdigit() for count in counts)


def is_self_addressed(event: CodedEvent, view: SentenceView) -> bool:
    """Whether a demand goes to nobody but the actor's own: an order to ministers."""
    own = {each.party for each in event.actors}
    if event.event_type != "REQUEST" or not event.recipients:
        return False
    named = [each for each in event.recipients if not each.borrowed and not each.indirect]
    words = [w for each in named for w in view.tokens_of(each.start, each.end)]
    office = any(word.is_noun and word.pos != "PROPN" for word in words)
    return office and len(named) == len(event.recipients) and {e.party for e in named} <= own


# ---------------------------------------------------------------------- when


def date_of(
    event: CodedEvent, view: SentenceView, circumstances: Circumstances
) -> tuple[str, bool] | None:
    """The day of what is said, asked or agreed, and whether it is assumed; None for other events.

    What is planned, asked for or judged has a date of its own, and that is not the event's.
    """
    reading = event.reading
    if reading.future:
        return "", False  # "will meet in May": told, but who knows when it was agreed
    if not is_saying(event) and not _is_about_topic(event):
        return None
    dates = circumstances.dates(view, reading.top, roles=_WHEN)
    own = [mention for mention in dates if _is_of_saying(mention, reading, view)]
    for mention in own:
        if value := circumstances.value(view, mention, Modality.ASSERTED):
            return value, False
    day = circumstances.told(view, reading.top)
    expected = event.event_type == "AGREE" and reading.top.tag in _PRESENT
    return ("" if expected and circumstances.is_old(day) else day), True


def is_saying(event: CodedEvent) -> bool:
    """Whether what happens is that something is said: asked for, promised, judged."""
    kinds = event.reading.kinds
    saying = event.event_type in SPEECH_TYPES or event.cameo == _PRAISE
    return saying and (not kinds or not _SAYING.isdisjoint(kinds) or event.cameo == _PRAISE)


def _is_of_saying(mention: DateMention, reading: Reading, view: SentenceView) -> bool:
    """Whether a date belongs to the saying, and not to what is said.

    It does before the latter. After it only a year that is named ("agreed to build it in 1973"), or
    a day told from the dispatch ("praised the truce on Tuesday").
    """
    top = reading.top
    after = [child for child in top.children if top.index < child.index and child.pos != "PUNCT"]
    said = [child for child in after if child.end <= mention.start]
    agreed = codebook().type_of(reading.cameo).id == "AGREE"
    if any(child.is_verb or child.rel in _CLAUSES for child in said):
        named = any(letter.isdigit() for letter in view.text(mention.start, mention.end))
        return agreed and mention.precision == "year" and not mention.relative and named
    things = [c for c in said if c.is_noun and c.entity not in TEMPORAL and not _is_party(c, view)]
    follows = any(child.rel in _CLAUSES and child.start >= mention.end for child in after)
    if mention.end <= top.start or follows or not (things or agreed):
        return True
    words = view.tokens_of(mention.start, mention.end)
    phrase = not reading.links and reading.weight >= _PHRASE and reading.cameo not in _JUDGED
    if phrase and words and head_of(words).head is top:
        return True  # "lodged a complaint last month": no thing apart
    if words and _is_in_statement(head_of(words), top):
        return True
    digits = any(letter.isdigit() for letter in view.text(mention.start, mention.end))
    return not digits and mention.precision in ("day", "interval")


def _is_in_statement(head: Token, top: Token) -> bool:
    """ "rejected it in a statement issued a month ago": when it was issued, it was rejected."""
    verb = next((up for up in head.ancestors() if up.is_verb), None)
    thing = verb.head if verb is not None and verb.rel == "acl" else None
    return thing is not None and thing.rel == "obl" and thing.head is top


def _is_party(token: Token, view: SentenceView) -> bool:
    mention = view.mention(token)
    return mention is not None and any(actor.party for actor in mention.actors)


def has_place(event: CodedEvent) -> bool:
    """Whether the place in an act's clause is its own: what is said may be about any place.

    So may what is called off ("cancelled a trip to Lima").
    """
    if event.cameo == _CALLED_OFF:
        return False
    said = event.event_type in SPEECH_TYPES or event.cameo == _PRAISE
    return not said and not _is_about_topic(event)


def _is_about_topic(event: CodedEvent) -> bool:
    """Whether something is talked over: "discussed the war in X"."""
    reading = event.reading
    return (reading.trigger.is_verb and reading.act.topic) or "discuss" in reading.kinds


def is_habit(event: CodedEvent, date: str | None, *, assumed: bool) -> bool:
    """Whether trade is told without a day, or in passing or in the present without its own."""
    top = event.reading.top
    passing = top.rel in ("acl", "acl:relcl") or top.tag in ("VBZ", "VBP")
    return event.cameo == _TRADE and (not date or (assumed and passing))


def is_state(event: CodedEvent, *, reported: bool) -> bool:
    """Whether a material act without a day of its own is told as how things stand.

    So in the perfect, where the act is one of lasting cooperation ("has lent 3 million") or
    somebody tells with `reported` of what he has ("we have sent 150 soldiers"), and in the passive
    of the present ("soldiers are stationed").
    """
    top = event.reading.top
    if _is_standing(event):
        return True
    have = any(aux.lemma == "have" and aux.tag in ("VBZ", "VBP") for aux in top.all_children("aux"))
    if is_saying(event) or not have:
        return False
    deployed = reported and event.event_type == "MOBILIZE"
    lasting = event.quad_class == _MATERIAL_COOPERATION and event.event_type != "RETREAT"
    return deployed or (lasting and event.cameo != _EXTRADITED)


def _is_standing(event: CodedEvent) -> bool:
    """Whether a material act is what is done day by day: "troops are stationed in X"."""
    top = event.reading.top
    be = any(aux.tag in ("VBZ", "VBP") for aux in top.all_children("aux:pass"))
    perfect = any(aux.lemma == "have" or aux.tag == "MD" for aux in top.all_children("aux"))
    return be and not perfect and event.event_type in _STANDING


def is_charge(event: CodedEvent, speaker: str, words: ClosedClasses) -> bool:
    """Whether a wrong is only what another state says: "said that X broke a promise"."""
    own = {each.party for each in event.actors}
    breach = event.event_type == "REJECT" and event.reading.trigger.lemma in words.breaches
    return breach and bool(speaker) and speaker not in own
