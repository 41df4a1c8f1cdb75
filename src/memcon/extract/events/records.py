"""Coded events → event records of a document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.extract.candidate import Candidate, span_of
from memcon.extract.events.codes import codebook
from memcon.extract.events.coder import CodedEvent, EventCoder
from memcon.extract.events.roles import Participant
from memcon.extract.modality import Modality
from memcon.extract.view import SentenceView

if TYPE_CHECKING:
    from memcon.extract.records.context import Context

_FLOOR = 1.5  # the confidence below which a clause tells of an event only in passing
_HOSTED = "043"
_MET = "040"


def event_candidates(context: Context) -> list[Candidate]:
    """The events of a document, as candidates for records."""
    coder = coder_for(context.language)
    made = []
    for view in context.document.sentences:
        if view.sentence.kind == "heading":
            continue
        for event in coder.code(view):
            if event.confidence >= _FLOOR and _is_told(event):
                made.append(_candidate(context, view, event))
    return made


@lru_cache(maxsize=4)
def coder_for(language: str) -> EventCoder:
    """The event coder of a language, loaded once."""
    return EventCoder(language)


def _is_told(event: CodedEvent) -> bool:
    return bool(_values(event.actors) or _values(event.recipients))


def _candidate(context: Context, view: SentenceView, event: CodedEvent) -> Candidate:
    actors, recipients = _sides(event)
    trigger = event.reading.trigger
    cameo = _MET if event.cameo == _HOSTED else event.cameo
    code = codebook().codes[cameo]
    clause = context.grammar.clause_of(event.reading.top)
    span = span_of(context.grammar.clause_tokens(clause, keep=event.reading.words))
    made = Candidate(
        type="event",
        slots={},
        spans=[span],
        anchor=(trigger.start, trigger.end),
        sentence=view.sentence.index,
        actors=tuple(p.actor for p in (*actors, *recipients) if p.actor is not None),
    )
    slots = {
        "event_type": event.event_type,
        "mode": code.mode if event.cameo == _HOSTED else event.mode,
        "contexts": list(event.contexts),
        "actors": _values(actors),
        "recipients": _values(recipients),
        "cameo": cameo,
        "quad_class": event.quad_class,
        "parties": sorted({p.party for p in (*actors, *recipients) if p.party}),
    }
    for slot, value in slots.items():
        made.fill(slot, value)
    made.slots["goldstein"] = code.goldstein
    modality = Modality.PLANNED if event.reading.future else Modality.ASSERTED
    context.date(made, view, trigger, modality, news=True)
    made.fill("place", context.circumstances.place(view, trigger))
    context.attribute(made, view, event.reading.top)
    return made


def _sides(event: CodedEvent) -> tuple[Sequence[Participant], Sequence[Participant]]:
    """Actors and recipients; of a mutual act all sides are actors."""
    if event.mutual or event.cameo == _HOSTED:
        known: list[Participant] = []
        for each in (*event.actors, *event.recipients):
            if not each.borrowed and all(each.party != other.party for other in known):
                known.append(each)
        if len(known) > 1:
            return known, ()
    return event.actors, event.recipients


def _values(participants: Sequence[Participant]) -> list[dict[str, str]]:
    values: list[dict[str, str]] = []
    for each in participants:
        value = each.to_value()
        if value.get("country") and value not in values:
            values.append(value)
    return values
