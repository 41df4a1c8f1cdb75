"""Positions: a named holder's stance on a topic."""

from __future__ import annotations

from memcon.annotate import Token
from memcon.extract.candidate import Candidate, one_or_list, values_of
from memcon.extract.clauses import main_words, trim
from memcon.extract.frames import Match
from memcon.extract.modality import Modality
from memcon.extract.records.context import Context
from memcon.extract.records.parties import with_counterparts


def extract(context: Context) -> list[Candidate]:
    """The stances that a document reports, with holder and topic."""
    made = []
    for match in context.matches("position"):
        candidate = _position(context, match)
        if candidate is not None:
            made.append(candidate)
    return made


def _position(context: Context, match: Match) -> Candidate | None:
    if not match.status or match.modality is Modality.HYPOTHETICAL:
        return None
    if match.frame.pos == "noun" and not _expressed(context, match):
        return None
    holders = [a for a in match.actors("holder") if a.party or a.kind != "role"]
    topic_token = _topic_token(context, match)
    if not holders or topic_token is None:
        return None
    toward = _toward(match, topic_token, holders)
    involved = with_counterparts(context, match.view, [*holders, *toward], clause=match.governor)
    made = context.candidate(
        "position",
        match,
        actors=involved,
        span=context.clause_span(match.governor, keep=[match.token]),
        news=False,
        holder=one_or_list(values_of(holders)),
        stance=match.frame.values["stance"],
        topic=_topic_text(match, topic_token),
        toward=toward[0].party if toward else "",
    )
    made.slots.pop("status", None)
    made.slots.pop("place", None)
    said = made.get("said_by")
    if said is not None and said in values_of(holders):
        made.slots.pop("said_by")
    return made


def _expressed(context: Context, match: Match) -> bool:
    return match.support is not None and "EXPRESS" in context.matcher.concepts_of(match.support)


def _topic_token(context: Context, match: Match) -> Token | None:
    token = match.token
    if match.frame.pos == "noun":
        found = match.tokens("toward")
        return found[0] if found else token.child("acl", "ccomp")
    clause = token.child("ccomp", "xcomp")
    objects = context.grammar.patients(token)
    if clause is not None:
        return clause
    if objects:
        return objects[0]
    found = match.tokens("toward")
    return found[0] if found else None


def _toward(match: Match, topic: Token, holders: list[object]) -> list[object]:
    codes = {getattr(holder, "party", "") for holder in holders}
    near = match.view.mentions_in([topic, *topic.children])
    found = [
        actor
        for mention in near
        for actor in mention.actors
        if actor.party and actor.party not in codes
    ]
    return list(found[:1])


def _topic_text(match: Match, token: Token) -> str:
    words = token.subtree() if token.is_verb else main_words(token)
    words = trim([t for t in words if t.index != match.token.index])
    while len(words) > 1 and words[0].pos in ("DET", "SCONJ", "PART"):
        words = words[1:]
    start, end = words[0].start, words[-1].end
    return " ".join(match.view.text(start, end).split())
