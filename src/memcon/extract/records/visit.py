"""Visits: somebody in office goes to another country."""

from __future__ import annotations

import re
from datetime import date as day
from datetime import timedelta

from memcon.annotate import Token
from memcon.extract.candidate import Candidate
from memcon.extract.clauses import trim
from memcon.extract.frames import Match
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model import edtf
from memcon.model.party import Actor

_DAYS = re.compile(r"P(\d+)D")
_NEWS = frozenset({"visit.verb", "visit.travel", "visit.hosted", "visit.return"})
_KINDS = {"KIND_STATE_VISIT": "state", "KIND_OFFICIAL_VISIT": "official", "KIND_WORKING_VISIT": "working"}


def extract(context: Context) -> list[Candidate]:
    """The visits that a document tells of, announces or calls off."""
    made = []
    for match in context.matches("visit"):
        made += _visits(context, match)
    return made


def _visits(context: Context, match: Match) -> list[Candidate]:
    """The visits of a match: one for each visitor and each country."""
    values, visitors = match.frame.values, _visitors(context, match)
    if not match.status or not visitors or not _is_needed(context, match):
        return []
    if values.get("dated") and not _is_dated_stay(context, match):
        return []
    made = []
    for host, place in _hosts(context, match):
        guests = visitors
        if all(visitor.country == host for visitor in visitors):
            guests = _guests(match, host)
        for visitor in guests:
            if visitor.country and visitor.country != host:
                made += _candidates(context, match, visitor, host, place)
    return made


def _is_needed(context: Context, match: Match) -> bool:
    """Whether what the frame asks for besides its arguments is there."""
    needs, of = match.frame.values.get("needs"), context.matcher.concepts_of
    if not needs:
        return True
    if needs == "VISIT":
        return _mentions_visit(context, match)
    if match.frame.pos == "noun":
        return match.support is not None and needs in of(match.support)
    return any(needs in of(token) for token in context.grammar.patients(match.token))


def _visitors(context: Context, match: Match) -> list[Actor]:
    """Who goes: persons, those at the head of a delegation, else whoever stands before the act."""
    found = [a for a in match.actors("visitor") if a.kind in ("person", "role") and a.party]
    if found:
        return found
    led = [
        agent
        for token in match.tokens("visitor")
        for clause in token.all_children("acl")
        if "LEADS" in context.matcher.concepts_of(clause)
        for agent in match.view.first_actors(context.grammar.agents(clause))
    ]
    if led:
        return [actor for actor in led if actor.kind in ("person", "role")]
    return _loose_subject(context, match)


def _loose_subject(context: Context, match: Match) -> list[Actor]:
    """Of "the first leader to visit X" the leader; of a sentence whose subject the parser lost,
    the person named last before the act."""
    verb = match.governor
    if verb.rel in ("acl", "acl:relcl") and verb.head is not None:
        actors = match.view.actors(verb.head)
        if not actors and verb.head.head is not None:
            actors = match.view.first_actors(context.grammar.subjects(verb.head.head))
        return [actor for actor in actors if actor.kind in ("person", "role")]
    if verb.child("nsubj", "nsubj:pass") is not None or verb.head is not None:
        return []
    return _guests(match, "")


def _is_dated_stay(context: Context, match: Match) -> bool:
    """Whether "was in X" tells of a visit: it says so, or it says on which day."""
    return _mentions_visit(context, match) or bool(context.circumstances.dates(match.view, match.token))


def _guests(match: Match, host: str) -> list[Actor]:
    """ "At the invitation of A, B paid a visit to A's country": the person from elsewhere before it."""
    found = [
        actor
        for mention in match.view.mentions.values()
        for actor in mention.actors
        if mention.start < match.token.start
        and actor.kind == "person"
        and actor.country not in ("", host)
    ]
    return found[-1:]


def _mentions_visit(context: Context, match: Match) -> bool:
    below = match.token.subtree()
    return any({"VISIT", "TRAVEL"} & context.matcher.concepts_of(token) for token in below)


def _hosts(context: Context, match: Match) -> list[tuple[str, dict[str, str]]]:
    """The states visited, each with the place in it."""
    if match.frame.id == "visit.destination" and match.support is not None:
        ends = context.grammar.subjects(match.support) + context.grammar.patients(match.support)
        states = [a.party for t in ends for a in match.view.actors(t) if a.kind == "state"]
        return [(states[-1], {})] if states else []
    receiving = match.actors("hosted_by")
    if receiving:
        place = context.circumstances.place(match.view, match.token)
        inside = place if place.get("country") == receiving[0].party else {}
        return [(receiving[0].party, inside)] if receiving[0].party else []
    found: list[tuple[str, dict[str, str]]] = []
    for head in match.tokens("host"):
        for token in head.conjuncts():
            host = _host(context, match, token)
            if host is not None and host[0] not in [state for state, _ in found]:
                found.append(host)
    inviters = match.actors("inviter")
    if not found and inviters:
        return [(inviters[0].party, {})]
    return found or _here(context, match)


def _host(context: Context, match: Match, token: Token) -> tuple[str, dict[str, str]] | None:
    """The state that a phrase names, or in which the place lies that it names."""
    inner = [child for child in token.subtree() if child.case] if token.is_noun else []
    for each in (token, *inner):
        entry = context.circumstances.place_entry(match.view, each)
        if entry is not None and (entry.country or entry.code):
            place = context.circumstances.place_value(match.view, each)
            return entry.country or entry.code, place
        states = [a for a in match.view.actors(each, coordinated=False) if a.kind == "state"]
        if states:
            return states[0].code, {}
    owners = [a for c in token.all_children("nmod:poss", "amod") for a in match.view.actors(c)]
    if "CEREMONY" in context.matcher.concepts_of(token) and owners and owners[0].party:
        return owners[0].party, {}
    return None


def _here(context: Context, match: Match) -> list[tuple[str, dict[str, str]]]:
    """ "arrived here": the country of the dateline."""
    near = [*match.token.children, *match.governor.children]
    if context.document.home and any("HERE" in context.matcher.concepts_of(t) for t in near):
        return [(context.document.home, {})]
    return []


def _candidates(
    context: Context, match: Match, visitor: Actor, host: str, place: dict[str, str]
) -> list[Candidate]:
    """The visit; where it is put off, the new one and the old one that is called off."""
    made = context.candidate(
        "visit",
        match,
        actors=(visitor, Actor("state", code=host)),
        span=_span(context, match),
        news=match.frame.id in _NEWS,
        sector_fallback="diplomacy",
        sector_text=" ",
        visitor=visitor.to_value(),
        host=host,
        place=place,
        visit_kind=_kind(context, match.token),
        date=_date(context, match),
    )
    stay = _stay(match, made.slots.get("date", ""))
    if stay:
        made.slots["date"] = stay
    if not place or place.get("country") != host:
        made.slots.pop("place", None)
        made.fill("place", place)
    return _called_off(context, match, made)


def _date(context: Context, match: Match) -> str:
    """The day that a visit has, before how long it takes."""
    points = context.circumstances.dates(match.view, match.token, roles=("point", "until"))
    values = (context.circumstances.value(match.view, m, match.modality) for m in points)
    return next((value for value in values if value), "")


def _called_off(context: Context, match: Match, made: Candidate) -> list[Candidate]:
    """The visit with the status that "cancelled", "put off" give it."""
    postponed = match.modality is Modality.POSTPONED
    verb = match.support
    if verb is not None and match.modality in (Modality.ASSERTED, Modality.PLANNED):
        of = context.matcher.concepts_of_phrase(match.view, verb)
        ended = match.token in context.grammar.patients(verb)
        if ended and "CALL_OFF" in of:
            made.slots["status"] = "cancelled"
            return [made]
        postponed = ended and "PUT_OFF" in of
    if not postponed:
        return [made]
    made.slots["status"] = "planned"
    return [made]


def _kind(context: Context, token: Token) -> str:
    nouns = [t for t in token.subtree() if "VISIT" in context.matcher.concepts_of(t) and t.is_noun]
    for noun in nouns:
        for child in noun.children:
            for concept in context.matcher.concepts_of(child):
                if concept in _KINDS:
                    return _KINDS[concept]
    return ""


def _stay(match: Match, date: str) -> str:
    """First and last day of "a three-day visit" that "began on Tuesday"."""
    try:
        first = day.fromisoformat(date)
    except ValueError:
        return ""
    for mention in match.view.dates:
        length = _DAYS.fullmatch(mention.length)
        words = match.view.tokens_of(mention.start, mention.end)
        if length and words and any(t in match.token.subtree() for t in words):
            last = first + timedelta(days=int(length[1]) - 1)
            return edtf.interval(date, last.isoformat())
    return ""


def _span(context: Context, match: Match) -> tuple[int, int]:
    if match.support is None and match.frame.pos == "noun":
        return _phrase(match.view, match.token)
    return context.clause_span(match.governor, keep=[match.token])


def _phrase(view: SentenceView, token: Token) -> tuple[int, int]:
    words = trim(token.subtree())
    return words[0].start, words[-1].end
