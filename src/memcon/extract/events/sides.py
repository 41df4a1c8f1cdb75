"""The other side of an act of one state, where its own words name none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from memcon.extract.actors import party_actor
from memcon.extract.events.coder import CodedEvent
from memcon.extract.events.participants import POLITICAL, Participant
from memcon.extract.events.told import firm
from memcon.extract.pair import other_of_pair
from memcon.extract.view import DocumentView, SentenceView

_MATERIAL_CONFLICT = 4
_MATERIAL = (2, _MATERIAL_CONFLICT)  # quad classes
_REBELS = frozenset({"REB", "UAF"})
_GUARDED = "074"  # what is protected may be the actor's own
_COMING = ("042", "043")  # visits and receptions, of whom they may
_ASKING = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_WORLD = "IGO"  # the sector of organisations, and of "the international community"
_ABOUT_OTHERS = frozenset({"ACCUSE", "REQUEST"})  # whose clause may name those it is about


def with_other_side(coded: CodedEvent, view: SentenceView, document: DocumentView) -> CodedEvent:
    """The event of a document, towards the other of the two parties that the text is about."""
    event = firm(coded)
    own = {each.party for each in event.actors}
    if _is_rising(event, own):
        theirs = tuple(Participant(code, "", "", 0, 0) for code in sorted(own))
        return replace(event, recipients=theirs)  # the army, or its people: nobody knows
    if event.recipients or _is_at_home(coded, own) or coded.cameo == _GUARDED:
        return event
    if event.reading.act.weak or (event.reading.act.mutual and event.event_type == "REJECT"):
        return event  # a word that tells of an act only where its words name both sides
    code = other_of_pair(view, document, own)
    if not code:
        return event
    scene = event.event_type in _ABOUT_OTHERS
    if scene and any(each.party == code for each in coded.recipients):
        return event  # "denounced the measures against Chad": the victim, or the scene
    if event.event_type == "REQUEST" and any(each.sector == _WORLD for each in coded.recipients):
        return event  # "called on the international community"
    return replace(event, recipients=(_party(code),))


def _party(code: str) -> Participant:
    """A state or organisation that no words of the act name."""
    actor = party_actor(code)
    return Participant(code, actor.sector, "", 0, 0, actor)


def _is_rising(event: CodedEvent, own: set[str]) -> bool:
    """Whether rebels strike at nobody who is named: their own state's."""
    rebels = bool(event.actors) and all(each.sector in _REBELS for each in event.actors)
    return rebels and len(own) == 1 and "" not in own and _is_blow(event) and not event.recipients


def _is_blow(event: CodedEvent) -> bool:
    return event.quad_class == _MATERIAL_CONFLICT


def _is_at_home(coded: CodedEvent, own: set[str]) -> bool:
    """Whether an act may be of people of a state among themselves, or of no state at all."""
    if coded.reading.act.domestic or coded.cameo in _COMING or coded.event_type == "COOPERATE":
        return True
    done = coded.event_type == "REQUEST" or coded.quad_class in _MATERIAL
    if done and any(each.party in own and _is_met(each) for each in coded.recipients):
        return True  # "the minister was assisted by his envoy", "the President urged Congress"
    return not any(each.sector in POLITICAL or not each.sector for each in coded.actors)


def is_among_own(coded: CodedEvent, event: CodedEvent) -> bool:
    """Whether a demand goes to nobody but the actor's own: "ordered US helicopters to ferry"."""
    own = {each.party for each in event.actors}
    if event.event_type != "REQUEST" or event.recipients or not coded.recipients:
        return False
    world = any(each.sector == _WORLD for each in coded.recipients)
    return not world and {each.party for each in coded.recipients} <= own


def once_each(events: Sequence[CodedEvent]) -> list[CodedEvent]:
    """The events of a sentence; of two things asked of somebody by one word the likelier."""
    kept: list[CodedEvent] = []
    for event in events:
        if event.event_type not in _ASKING or not any(_is_of_word(event, each) for each in kept):
            kept.append(event)
    return kept


def _is_of_word(event: CodedEvent, other: CodedEvent) -> bool:
    """Whether two events of a type rest on one word, with the same sides."""
    return (
        event.event_type == other.event_type
        and event.reading.top is other.reading.top
        and {each.party for each in event.recipients} == {each.party for each in other.recipients}
    )


def _is_met(each: Participant) -> bool:
    """Whether somebody is named as the one whom an act is done to, and no thing of his."""
    return not (each.borrowed or each.indirect or each.distant)
