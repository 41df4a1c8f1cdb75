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
_KINDS = {"KIND_STATE_VISIT": "state", "KIND_OFFICIAL_VISIT": "official", "KIND_WORKING_VISIT": "working"}


def extract(context: Context) -> list[Candidate]:
    """The visits that a document tells of, announces or calls off."""
    made = []
    for match in context.matches("visit"):
        made += _visits(context, match)
    return made


def _visits(context: Context, match: Match) -> list[Candidate]:
    status = match.status
    visitors = [a for a in match.actors("visitor") if a.kind in ("person", "role")]
    if not status or not visitors:
        return []
    if match.frame.values.get("needs") and not _mentions_visit(context, match):
        return []
    if match.frame.values.get("dated") and not _is_dated_stay(context, match):
        return []
    host, place = _host(context, match)
    if host and all(visitor.country == host for visitor in visitors):
        visitors = _guests(match, host)
    made = []
    for visitor in visitors:
        if not host or not visitor.country or host == visitor.country:
            continue
        made.append(_candidate(context, match, visitor, host, place))
    return made


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


def _host(context: Context, match: Match) -> tuple[str, dict[str, str]]:
    """The state visited and the place in it."""
    if match.frame.id == "visit.destination" and match.support is not None:
        ends = context.grammar.subjects(match.support) + context.grammar.patients(match.support)
        states = [a.party for t in ends for a in match.view.actors(t) if a.kind == "state"]
        return (states[-1], {}) if states else ("", {})
    hosts = match.actors("hosted_by")
    if hosts:
        return hosts[0].party, {}
    for token in match.tokens("host"):
        entry = context.circumstances.place_entry(match.view, token)
        if entry is not None and (entry.country or entry.code):
            place = context.circumstances.place_value(match.view, token)
            return entry.country or entry.code, place
        actors = [a for a in match.view.actors(token) if a.kind == "state"]
        if actors:
            return actors[0].code, {}
    inviters = match.actors("inviter")
    return (inviters[0].party, {}) if inviters else ("", {})


def _candidate(
    context: Context, match: Match, visitor: Actor, host: str, place: dict[str, str]
) -> Candidate:
    span = _span(context, match)
    made = context.candidate(
        "visit",
        match,
        actors=(visitor, Actor("state", code=host)),
        span=span,
        news=match.frame.id in ("visit.verb", "visit.travel", "visit.hosted"),
        sector_fallback="diplomacy",
        sector_text=" ",
        visitor=visitor.to_value(),
        host=host,
        place=place,
        visit_kind=_kind(context, match.token),
    )
    stay = _stay(match, made.slots.get("date", ""))
    if stay:
        made.slots["date"] = stay
    if match.modality is Modality.POSTPONED:
        made.slots["status"] = "planned"
    return made


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
