"""What belongs together in a document: meetings during visits, and what a meeting produced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memcon.errors import RecordError
from memcon.extract.candidate import Candidate
from memcon.extract.offices import load_offices
from memcon.model import edtf

_NEAR = 3  # sentences within which a meeting and a visit of the same person are one occasion
_POINTED = {"part_of": ("body", "name"), "founded_by": ("instrument", "title")}
_OUTPUTS = ("instrument", "commitment", "body")


def link_candidates(candidates: Sequence[Candidate]) -> None:
    """Set the links between records of a document, and the dates that follow from them."""
    visits = [c for c in candidates if c.type == "visit"]
    meetings = [c for c in candidates if c.type == "meeting"]
    for meeting in meetings:
        visit = next((v for v in visits if _is_during(meeting, v)), None)
        if visit is None:
            continue
        meeting.links.append(("during", visit))
        known = bool(visit.get("date")) and "date" not in visit.assumed
        known = known and (meeting.get("status") == "planned") <= (visit.get("status") == "planned")
        known = known and not ("stay" in visit.assumed and _is_later(meeting, visit))
        if known and (not meeting.get("date") or "date" in meeting.assumed):
            meeting.slots["date"] = visit.slots["date"]
            meeting.assumed.discard("date")
    for each in (c for c in candidates if c.pointers):
        _follow_pointers(each, candidates)
    for output in (c for c in candidates if c.type in _OUTPUTS and not _stands(c)):
        meeting_of = next((m for m in meetings if _is_product(output, m)), None)
        if meeting_of is not None:
            output.links.append(("produced_by", meeting_of))


def _is_later(meeting: Candidate, visit: Candidate) -> bool:
    """Whether a meeting has a day of its own after that of the arrival."""
    came = str(visit.get("date") or "")
    return "/" not in came and str(meeting.get("date") or "") > came


def _stands(output: Candidate) -> bool:
    """Whether it is a body that was there before: no result of its own session."""
    return output.type == "body" and output.get("status") == "existing"


def _follow_pointers(pointing: Candidate, candidates: Sequence[Candidate]) -> None:
    """Link a body or a meeting to the body that it is of, a body to what founded it.

    The phrase that tells it names the one: of several, that which has a piece of evidence there. A
    single word ("of the commission") needs such a piece, or the only body of that kind.
    """
    for rel, phrase, place in pointing.pointers:
        kind, slot = _POINTED[rel]
        named = [
            other
            for other in candidates
            if other is not pointing and other.type == kind and _names(phrase, other.get(slot))
        ]
        there = [other for other in named if any(_holds(span, place) for span in other.spans)]
        sure = len(named) == 1 and (" " in phrase or phrase.casefold() == named[0].get("kind"))
        found = there or (named if sure else [])
        if found and (rel, found[0]) not in pointing.links:
            pointing.links.append((rel, found[0]))


def _names(phrase: str, name: str | None) -> bool:
    """Whether a phrase and a name are one, or one a shorter form of the other."""
    one, other = phrase.casefold(), (name or "").casefold()
    return bool(other) and (one in other or other in one)


def _holds(span: tuple[int, int], place: tuple[int, int]) -> bool:
    return span[0] <= place[0] and place[1] <= span[1]


def _is_during(meeting: Candidate, visit: Candidate) -> bool:
    """Whether a meeting took place on a visit: its visitor took part while he was there."""
    if visit.get("parties") != meeting.get("parties") or not _same_time(meeting, visit):
        return False
    if meeting.get("status") == "cancelled" or visit.get("status") == "cancelled":
        return False
    place = meeting.get("place") or {}
    if place.get("country", visit.get("host")) != visit.get("host"):
        return False
    visitor = (visit.get("visitor") or {}).get("name")
    names = {p.get("name") for p in meeting.get("participants") or ()}
    if names:
        return bool(visitor) and visitor in names
    # nobody named: told in the same words, or of the visitor's rank in the country visited
    offices = {a.office for a in visit.actors if a.name == visitor and a.office}
    ranks = {load_offices()[office].level for office in offices if office in load_offices()}
    return _overlap(meeting.spans, visit.spans) or (bool(place) and meeting.get("kind") in ranks)


def _same_time(meeting: Candidate, visit: Candidate) -> bool:
    left, right = meeting.get("date"), visit.get("date")
    assumed = "date" in meeting.assumed or "date" in visit.assumed
    if not left or not right or assumed:
        return abs(meeting.sentence - visit.sentence) <= _NEAR
    try:
        return edtf.bounds(right).contains(edtf.bounds(left))
    except RecordError:
        return False


def _is_product(output: Candidate, meeting: Candidate) -> bool:
    """Whether a result is told in the words of a meeting that was held."""
    if output.get("parties") != meeting.get("parties") or meeting.get("status") != "held":
        return False
    return _overlap(output.spans, meeting.spans)


def _overlap(left: Iterable[tuple[int, int]], right: Sequence[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in left for c, d in right)
