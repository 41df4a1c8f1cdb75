"""Coded events → event records of a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from memcon.extract.candidate import Candidate, Span, span_of
from memcon.extract.events.coder import CodedEvent, EventCoder
from memcon.extract.events.codes import codebook
from memcon.extract.events.homes import at_home, state_of
from memcon.extract.events.participants import Participant
from memcon.extract.events.sides import is_among_own, once_each, with_other_side
from memcon.extract.events.told import (
    date_of,
    has_place,
    is_charge,
    is_habit,
    is_saying,
    is_self_addressed,
    is_state,
    is_told,
)
from memcon.extract.view import SentenceView

if TYPE_CHECKING:
    from memcon.extract.events.lexicon import ClosedClasses
    from memcon.extract.records.context import Context

_NEGOTIATED = "046"
_AHEAD = 40  # characters after a meeting's word in which ...
_FIRST_WORDS = 4  # ... so many words say what kind it is ("round of trade negotiations")
_HOSTED = "043"
_MET = "040"
_EXERCISED = "062"
_AGREED, _SIGNED, _PRAISED = "030", "057", "051"
_STATEMENTS = ("joint_statement", "communique")
_WORD = re.compile(r"[^\W\d_]+")
_CODES = ("event_type", "cameo", "quad_class", "goldstein")
_PLANNED = "036"
_THIRD_PLACE = "044"
_PAIR = 2
_NEXT = 3  # words between a verb and its object
_OPEN = "../"
# What a record implies, by its type and its status (of a position: its stance).
_IMPLIED = {
    ("meeting", "held"): _MET,
    ("visit", "made"): "042",
    ("visit", "planned"): _PLANNED,
    ("instrument", "signed"): _SIGNED,
    ("position", "supports"): _PRAISED,
    ("position", "praises"): _PRAISED,
    ("position", "criticises"): "111",
    ("commitment", "pending"): "030",
}


def event_candidates(context: Context) -> list[Candidate]:
    """The events of a document, as candidates for records."""
    coder = coder_for(context.language)
    home = state_of(context.document)
    made = []
    for view in context.document.sentences:
        if view.sentence.kind == "heading" or view.is_aside:
            continue
        lone = bool(view.pair)
        for found in once_each(coder.code(view, guess=False, lone=lone, home=bool(home))):
            coded = at_home(found, view, home, coder)
            event = with_other_side(coded, view, context.document)
            if is_among_own(coded, event):
                continue
            if is_told(event, view, coder.words) and not is_self_addressed(coded, view):
                told = _candidate(context, view, event)
                if not is_charge(event, _speaking(told), coder.words):
                    made += _happened(context, event, told)
    return made


def _speaking(made: Candidate) -> str:
    """The state of whoever says it, where somebody does."""
    said_by = made.get("said_by")
    return str(said_by.get("country", "")) if isinstance(said_by, dict) else ""


def _happened(context: Context, event: CodedEvent, made: Candidate) -> list[Candidate]:
    """The candidate, if it is neither a habit nor still to come ("travels there on Monday")."""
    date = made.get("date")
    assumed = not date or "date" in made.assumed
    if is_habit(event, date, assumed=assumed):
        return []
    reported = bool(made.get("said_by"))
    if (assumed or reported) and is_state(event, reported=reported):
        return []
    return [] if not is_saying(event) and context.is_to_come(date) else [made]


@lru_cache(maxsize=4)
def coder_for(language: str) -> EventCoder:
    """The event coder of a language, loaded once."""
    return EventCoder(language)


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
    _fill_circumstances(context, view, event, made)
    if made.get("cameo") == _MET and _kind_of_meeting(made, made.get("parties")) == _THIRD_PLACE:
        _recode(made, _THIRD_PLACE)
    context.attribute(made, view, event.reading.top)
    if is_saying(event) and _tells_own(made):
        made.slots.pop("said_by")  # "She thanked Chad", where all that she did is told
    return made


def _recode(made: Candidate, cameo: str) -> None:
    """Give an event another code of its type, with the mode and value of that."""
    code = codebook().codes[cameo]
    made.slots |= {"cameo": cameo, "mode": code.mode, "goldstein": code.goldstein}
    if not code.mode:
        made.slots.pop("mode")


def _tells_own(made: Candidate) -> bool:
    """Whether who reports an act of saying is who said it."""
    speaker = made.get("said_by")  # an organisation's code, or somebody's name and state
    name = speaker.get("name") if isinstance(speaker, dict) else ""
    return bool(name) and any(actor.name == name for actor in made.actors)


def _fill_circumstances(
    context: Context, view: SentenceView, event: CodedEvent, made: Candidate
) -> None:
    """Fill date and place, those of the act itself."""
    told = date_of(event, view, context.circumstances)
    if told is None:
        context.date(made, view, event.reading.trigger, news=True)
    else:
        made.fill("date", told[0])
        made.assumed |= {"date"} if told[1] else set()
    if str(made.get("date") or "").startswith(_OPEN):  # "until 2028": how long, not when
        made.slots.pop("date")
    if has_place(event):
        made.fill("place", context.circumstances.place(view, event.reading.trigger))


def _sides(event: CodedEvent) -> tuple[Sequence[Participant], Sequence[Participant]]:
    """Actors and recipients; of a mutual act all sides are actors."""
    if event.mutual or event.cameo == _HOSTED:
        known: list[Participant] = []
        for each in (*event.actors, *event.recipients):
            if all(each.party != other.party for other in known):
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


def derived_events(
    candidates: Sequence[Candidate],
    quote: Callable[[int, int], str] | None = None,
    language: str = "en",
) -> list[Candidate]:
    """The events that other records of a document imply: a meeting held, an instrument signed.

    Only those that no event among the candidates tells of in the same words. `quote` gives the text
    between two offsets, by which negotiations are told from other talks and signings from papers
    that are only named.
    """
    told = [c for c in candidates if c.type == "event"]
    made: list[Candidate] = []
    for record in candidates:
        words = coder_for(language).words
        event = _implied(record) or _exercise(record, words.exercises)
        if event is not None and event.get("cameo") == _MET and quote is not None:
            _code_negotiation(event, quote, words.negotiations)
        if event is not None and quote is not None and _is_put_off(event, quote, words.postponed):
            continue
        if event is None:
            continue
        if event.get("cameo") == _SIGNED and quote is not None:
            event.spans = _signing(record, quote, words)
            if not event.spans:
                continue
            _code_signings(event, told, quote, coder_for(language).beside)
        known = [other for other in (*told, *made) if _is_same(event, other)]
        if known:
            _date_alike(known[0], event)
            continue
        if event.get("cameo") == _PRAISED and not event.get("recipients"):
            continue  # what both sides hold dear is no praise of anybody
        if record.type == "position" and any(_is_of_same_words(event, other) for other in told):
            continue  # "agreed that they would": told already, and no praise
        made.append(event)
    return made


def _signing(
    record: Candidate, quote: Callable[[int, int], str], words: ClosedClasses
) -> list[Span]:
    """The passage that tells how an instrument was concluded; none where it is only named.

    A statement of both sides is a formal act only where it is signed.
    """
    stated = record.get("kind") in _STATEMENTS
    forms = words.signed if stated else words.signed | words.concluded
    for span in record.spans:
        told = f" {' '.join(_WORD.findall(quote(*span).lower()))} "
        if any(f" {form} " in told for form in forms):
            return [span]
    return []


def _code_signings(
    signing: Candidate,
    told: Sequence[Candidate],
    quote: Callable[[int, int], str],
    words: Collection[str],
) -> None:
    """Make what an instrument's own words tell as agreed ("struck a deal") its signing.

    What states agree on in it, after one of the words, stays an act of its own.
    """
    for other in told:
        same = other.get("cameo") == _AGREED and other.get("parties") == signing.get("parties")
        if not same or not _overlap(other, signing):
            continue
        between = quote(other.anchor[1], signing.anchor[0]).lower().split()
        if not 0 < len(between) <= _NEXT or not set(between).isdisjoint(words):
            continue
        other.slots |= {key: signing.slots[key] for key in _CODES if key in signing.slots}
        other.about = signing.about
        other.slots.pop("date", None)
        other.assumed.discard("date")


def _date_alike(told: Candidate, implied: Candidate) -> None:
    """Give an event the day of the record that tells of the same, where it has none of its own.

    A plan has none: the record's is that of what is planned.
    """
    if told.get("event_type") != "AGREE" and not told.get("date"):
        told.fill("date", implied.get("date"))
        told.assumed |= implied.assumed & {"date"}


def _implied(record: Candidate) -> Candidate | None:
    cameo = _IMPLIED.get((record.type, str(record.get("status") or record.get("stance"))))
    if cameo is None:
        return None
    actors, recipients = _implied_sides(record)
    if len({*actors, *recipients}) < _PAIR:
        return None
    if record.type == "meeting" and cameo == _MET:
        cameo = _kind_of_meeting(record, actors)
    return _implied_event(record, cameo, actors, recipients)


def _code_negotiation(
    event: Candidate, quote: Callable[[int, int], str], words: Collection[str]
) -> None:
    """Give an implied meeting the code of negotiations, where its first words name such."""
    start, end = event.anchor
    named = quote(start, end + _AHEAD).lower().split()[:_FIRST_WORDS]
    if not set(named).isdisjoint(words):
        _recode(event, _NEGOTIATED)


def _is_put_off(event: Candidate, quote: Callable[[int, int], str], words: Collection[str]) -> bool:
    """Whether a plan is but put off in the words that tell of it."""
    told = " ".join(quote(*span) for span in event.spans).lower()
    return event.get("cameo") == _PLANNED and any(word in told for word in words)


def _kind_of_meeting(record: Candidate, actors: Sequence[str]) -> str:
    country = (record.get("place") or {}).get("country")
    return _THIRD_PLACE if country and country not in actors and len(actors) == _PAIR else _MET


def _exercise(record: Candidate, words: Collection[str]) -> Candidate | None:
    """The joint act that an exercise held by two states is, where a project is one."""
    parties = list(record.get("parties") or ())
    name = str(record.get("name") or "").lower().split()
    held = record.type == "project" and record.get("status") == "completed"
    if not held or len(parties) < _PAIR or set(name).isdisjoint(words):
        return None
    return _implied_event(record, _EXERCISED, parties, ())


def _implied_sides(record: Candidate) -> tuple[list[str], list[str]]:
    """Who acts and towards whom: all parties together, but for visits and positions."""
    if record.type == "visit":
        return _party_codes(record.get("visitor")), _party_codes(record.get("host"))
    if record.type == "position":
        return _party_codes(record.get("holder")), _party_codes(record.get("toward"))
    if record.type == "commitment":
        return _party_codes(record.get("by")), []
    return list(record.get("parties") or ()), []


def _party_codes(value: object) -> list[str]:
    """The codes of a slot's values: a code, an object with a country, or a list of them."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [value["country"]] if value.get("country") else []
    if isinstance(value, list):
        return list(dict.fromkeys(code for each in value for code in _party_codes(each)))
    return []


def _implied_event(
    record: Candidate, cameo: str, actors: Sequence[str], recipients: Sequence[str]
) -> Candidate:
    code = codebook().codes[cameo]
    made = Candidate(
        type="event",
        slots={},
        spans=list(record.spans[:1]),
        anchor=record.anchor,
        sentence=record.sentence,
        actors=record.actors,
        assumed=set(record.assumed),
        about=record if record.type == "instrument" else None,
    )
    slots = {
        "event_type": code.event_type,
        "mode": code.mode,
        "contexts": list(code.contexts),
        "actors": [{"country": each} for each in actors],
        "recipients": [{"country": each} for each in recipients],
        "cameo": cameo,
        "quad_class": codebook().types[code.event_type].quad_class,
        "parties": sorted({*actors, *recipients}),
        "said_by": record.get("said_by"),
    }
    if cameo != _PLANNED:  # an event is when it happens: of a plan, when it was made
        day = str(record.get("date") or "")
        slots |= {"date": "" if day.startswith(_OPEN) else day, "place": record.get("place")}
    for slot, value in slots.items():
        made.fill(slot, value)
    made.slots["goldstein"] = code.goldstein
    return made


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Whether two events of a type, with a party in common, rest on the same words."""
    return (
        one.get("event_type") == other.get("event_type")
        and not set(one.get("parties") or ()).isdisjoint(other.get("parties") or ())
        and _overlap(one, other)
    )


def _is_of_same_words(one: Candidate, other: Candidate) -> bool:
    """Whether two events rest on the same words, with an actor in common."""
    actors = {each.get("country") for each in one.get("actors") or ()}
    known = {each.get("country") for each in other.get("actors") or ()}
    return not actors.isdisjoint(known) and _overlap(one, other)


def _overlap(one: Candidate, other: Candidate) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one.spans for b in other.spans)
