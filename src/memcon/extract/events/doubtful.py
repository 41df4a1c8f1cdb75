"""Clauses of a document whose words fit an act, but that tell of things, dangers or opinions.

Each of them was found wrong more often than right in real texts.
"""

from __future__ import annotations

from memcon.annotate import Token
from memcon.extract.events.coder import CodedEvent
from memcon.extract.events.lexicon import ClosedClasses
from memcon.extract.events.mood import SPEECH_TYPES
from memcon.extract.view import SentenceView

_PRAISE = "051"
_AGREED = "030"
_INDICATIVE = ("VBZ", "VBP")
_THREAT, _ULTIMATUM, _UNDERTAKEN = "THREATEN", "ultimatum", "undertake"
_ADDRESSED = SPEECH_TYPES - {"AGREE"}  # types of what is said to, or of, somebody
_PAIR = 2
_GERUND = "VBG"
_COMPLEMENTS = ("xcomp", "ccomp")


def is_doubtful(event: CodedEvent, view: SentenceView, words: ClosedClasses) -> bool:
    """Whether a clause tells of no act: a thing does it, somebody only weighs it, or all share it.

    The participants of the event are those that its words name.
    """
    return (
        _is_weighed(event, words)
        or _is_by_no_speaker(event, view, words)
        or _is_danger(event, words)
        or _is_shared(event)
        or _is_opinion(event)
        or _is_of_all(event, view)
        or _is_mentioned(event)
        or _is_own_plan(event)
        or _is_only_asked(event)
        or _is_kept_off(event)
    )


def _is_weighed(event: CodedEvent, words: ClosedClasses) -> bool:
    """Whether a gerund names what somebody is for or against: "opposed using force"."""
    top = event.reading.top
    if top.tag != _GERUND or top.rel not in _COMPLEMENTS or top.child("nsubj") is not None:
        return False
    return top.head is not None and top.head.lemma not in words.admissions


def _is_by_no_speaker(event: CodedEvent, view: SentenceView, words: ClosedClasses) -> bool:
    """Whether what asks, accuses or threatens is a thing: "the project encouraged Chad to"."""
    if event.event_type not in _ADDRESSED and event.cameo != _PRAISE:
        return False
    subject = event.reading.top.child("nsubj") if event.reading.top.is_verb else None
    if subject is None or not subject.is_noun or subject.lemma in words.voices:
        return False
    if view.mention(subject) is not None or view.marked.entries[subject.index]:
        return False
    return not _is_person(subject, event)


def _is_person(subject: Token, event: CodedEvent) -> bool:
    """Whether a noun is that of one of the actors."""
    return any(each.start <= subject.start < each.end for each in event.actors)


def _is_danger(event: CodedEvent, words: ClosedClasses) -> bool:
    """Whether somebody endangers a thing, or sets a term for nobody: "threatens the lives of"."""
    reading = event.reading
    if event.event_type != _THREAT or reading.links:
        return False
    direct = [each for each in event.recipients if each.text and not each.indirect]
    if reading.act.id == _ULTIMATUM:
        return not direct
    trigger = reading.trigger
    if trigger.lemma not in words.menaces or trigger.child("xcomp", "advcl") is not None:
        return False
    return bool(event.recipients) and not direct and trigger.child("obj") is not None


def _is_shared(event: CodedEvent) -> bool:
    """Whether several parties hold something dear, and praise nobody."""
    several = len({each.party for each in event.actors}) >= _PAIR
    return event.cameo == _PRAISE and several and not event.recipients


def _is_opinion(event: CodedEvent) -> bool:
    """Whether some agree on how things are: "agreed that trade is the bedrock of their ties"."""
    reading = event.reading
    said = reading.trigger.child("ccomp") if event.cameo == _AGREED else None
    if said is None or reading.links:
        return False
    if said.child("mark") is None:
        return False  # "agreed to cap shipments"
    tags = [word.tag for word in (said, *said.all_children("aux"))]
    return any(tag in _INDICATIVE for tag in tags)  # not "that trade should", "that it be"


def _is_of_all(event: CodedEvent, view: SentenceView) -> bool:
    """Whether somebody says what he and others have to do: "both countries must ..."."""
    if event.event_type != "REQUEST":
        return False
    own = {each.party for each in event.actors}
    asked = [w for each in event.recipients for w in view.tokens_of(each.start, each.end)]
    nouns = [word for word in asked if word.pos != "PRON"]  # not "we asked them"
    return any(actor.party in own for word in nouns for actor in view.actors(word))


def _is_mentioned(event: CodedEvent) -> bool:
    """Whether a blow is but named by a noun, and nobody is named who struck it."""
    reading = event.reading
    return event.event_type == "ASSAULT" and reading.top.is_noun and not event.actors


def _is_own_plan(event: CodedEvent) -> bool:
    """Whether somebody announces what he has in mind, to nobody: "announced his economic plans"."""
    reading = event.reading
    if reading.act.id != _UNDERTAKEN or reading.links or len(event.actors) > 1:
        return False
    if any(each.text for each in event.recipients):
        return False
    owned = (c for c in reading.trigger.all_children("obj") if c.child("nmod:poss") is not None)
    return any(not c.child("acl", "ccomp", "xcomp", "nmod") for c in owned)


def _is_only_asked(event: CodedEvent) -> bool:
    """Whether one is asked to act against others, and accused of nothing."""
    links = event.reading.links
    return event.event_type == "ACCUSE" and bool(links) and links[0][0] in ("demand", "appeal")


def _is_kept_off(event: CodedEvent) -> bool:
    """Whether a thing, or nobody who is named, keeps others from something."""
    links = event.reading.links
    return not event.actors and bool(links) and links[0][0] == "prevent"
