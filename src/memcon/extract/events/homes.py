"""Whose "the army", "the rebels" are, in a text about the affairs of one state."""

from __future__ import annotations

from dataclasses import replace

from memcon.extract.events.coder import CodedEvent, EventCoder
from memcon.extract.events.participants import Participant
from memcon.extract.view import DocumentView, SentenceView

_MATERIAL_CONFLICT = 4  # the quad class
_CIVILIAN = "CVL"
# Sectors of those who are of the state that a text is about, where their words name none.
_DOMESTIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM", "REB", "OPP", "UAF", "PTY"})
_RISING = frozenset({"REB", "OPP", "UAF"})


def at_home(event: CodedEvent, view: SentenceView, home: str, coder: EventCoder) -> CodedEvent:
    """The event, with those who are only called by what they are as of the state `home`.

    Only of blows and of what rebels do, in a sentence that names no other state.
    """
    sides = (*event.actors, *event.recipients)
    civil = event.quad_class == _MATERIAL_CONFLICT or any(p.sector in _RISING for p in sides)
    if not home or not civil or not any(_is_stateless(each) for each in sides):
        return event
    if any(
        actor.party and actor.party != home
        for mention in view.mentions.values()
        for actor in mention.actors
    ):
        return event
    actors = tuple(_settled(each, home, view, coder) for each in event.actors)
    known = {(each.country, each.sector) for each in actors}
    settled = (_settled(each, home, view, coder) for each in event.recipients)
    recipients = tuple(each for each in settled if (each.country, each.sector) not in known)
    return replace(event, actors=actors, recipients=recipients)


def are_opposed(one: Participant, others: tuple[Participant, ...]) -> bool:
    """Whether somebody of a state stands against others of it: its rebels against its army."""
    rises = one.sector in _RISING
    known = [other for other in others if other.sector]
    return bool(one.sector and known) and all((o.sector in _RISING) != rises for o in known)


def state_of(document: DocumentView) -> str:
    """The state that a text is about, where it is about one."""
    if document.circle:
        return ""
    if document.subject:
        return document.subject
    return document.home if document.principals[:1] == (document.home,) else ""


def _is_stateless(each: Participant) -> bool:
    return bool(each.text) and (not each.country or each.borrowed)


def _settled(each: Participant, home: str, view: SentenceView, coder: EventCoder) -> Participant:
    if not _is_stateless(each):
        return each
    sector = each.sector
    if sector == _CIVILIAN or not sector:
        words = view.tokens_of(each.start, each.end)
        sector = next((s for word in reversed(words) if (s := coder.sector_of(word))), "")
    if sector not in _DOMESTIC:
        return each
    return replace(each, country=home, sector=sector, borrowed=False, indirect=False)
