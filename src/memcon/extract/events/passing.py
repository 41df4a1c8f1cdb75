"""How sure a clause of a document must be: what is told in passing needs more to be an event."""

from __future__ import annotations

from memcon.extract.events.coder import CodedEvent
from memcon.extract.events.mood import SPEECH_TYPES

_PAIR = 2
_CONFIDENT = 1.5  # the confidence below which a clause tells of an event only in passing
_NEVER = float("inf")
_TOLD = 0.5  # ... and that from which what is told as having happened is no mere aside


def needed_confidence(event: CodedEvent) -> float:
    """The confidence that a clause must have to be no mere aside."""
    if _is_aim(event):
        return _NEVER
    if len({each.party for each in (*event.actors, *event.recipients)}) < _PAIR:
        return _CONFIDENT
    return _TOLD if _has_happened(event) else _CONFIDENT


def _is_aim(event: CodedEvent) -> bool:
    """Whether an infinitive tells what somebody is to do: "an accord to free the crew"."""
    top = node = event.reading.top
    while node.rel == "conj" and node.head is not None and node.head.is_verb:
        node = node.head
    bare = all(each.tag == "TO" for each in top.all_children("aux"))
    aimed = any(each.tag == "TO" for each in node.all_children("aux"))
    return top.tag == "VB" and aimed and bare and not event.reading.future


def _has_happened(event: CodedEvent) -> bool:
    """Whether a clause, of whatever depth, tells an act as done: "who sent troops", "accusing X".

    Other participles and infinitives tell of purposes and circumstances.
    """
    top = event.reading.top
    if top.tag == "VBG":
        return top.rel == "advcl" and event.event_type in SPEECH_TYPES and not top.child("mark")
    passive = [aux for aux in top.all_children("aux:pass") if aux.tag == "VBD"]
    return top.is_verb and (top.tag == "VBD" or bool(passive))
