"""Positions: a named holder's stance on a topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from memcon.extract.actors import party_actor
from memcon.extract.candidate import Candidate, one_or_list, values_of
from memcon.extract.frames import Match
from memcon.extract.lexicon import phrases
from memcon.extract.pair import other_of_pair
from memcon.extract.records.addressees import asks_another, is_own_doing, toward_of
from memcon.extract.records.context import Context
from memcon.extract.records.holders import Holders
from memcon.extract.records.matters import Matters
from memcon.extract.records.parties import with_counterparts
from memcon.extract.records.stance_dates import StanceDates
from memcon.extract.records.stances import Stances
from memcon.extract.records.topics import Topic
from memcon.model.party import Actor

_MOST_SECTORS = 2
# Stances that one of two takes on what the other does, or asks of it; what one supports, opposes or
# denies may be anything.
_TURNED = ("seeks", "criticises", "concerned", "warns", "praises")


def extract(context: Context) -> list[Candidate]:
    """The stances that a document reports, with holder and topic."""
    return _Positions(context).all()


class _Positions:
    """The positions of one document."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._stances = Stances(context)
        self._matters = Matters(context)
        self._dates = StanceDates(context)
        self._venues = frozenset(phrases(context.language, "position")["venue_nouns"])
        self._holders = Holders(context, joint=self._dates.is_joint)

    def all(self) -> list[Candidate]:
        made = []
        for view in self._context.sentences:
            here: list[Candidate] = []
            for match in _ordered(self._context.matcher.match(view, "position")):
                candidate = self._position(match)
                if candidate is not None and not _told(here, candidate):
                    here.append(candidate)
            made += here
        return made

    def _position(self, match: Match) -> Candidate | None:
        stance = self._stances.of(match)
        holders, source = self._holders.of(match)
        if not stance or not holders:
            return None
        topic = self._matters.of(match)
        if topic is not None and self._stances.is_something_else(match, topic):
            return None
        if topic is None or self._stances.is_about_other(match.view, topic, holders):
            return None
        if match.frame.concept == "SUMMONS" and is_own_doing(match.view, topic, holders):
            return None
        if match.frame.values.get("judgement"):
            stance, topic = self._matters.judged(match, topic)
            if topic is None:
                return None
        toward = toward_of(match, topic, holders, self._venues)
        if not toward and stance in _TURNED:
            toward = self._unnamed(match, topic, holders)
        known = [*holders, *([party_actor(toward)] if toward else [])]
        involved = self._involved(match, known)
        made = self._context.candidate(
            "position",
            match,
            actors=involved,
            span=self._context.clause_span(match.governor, keep=[match.token, *topic.words]),
            date=self._dates.of(match, topic),
            sectors=self._sectors(match),
            holder=one_or_list(values_of(holders)),
            stance=stance,
            topic=topic.text,
            toward=toward,
            said_by=source.to_value() if source is not None else None,
        )
        if match.frame.values.get("only") == "state" and made.get("said_by"):
            return None  # "X is trying to stir up a crisis, said Y": what Y makes of it
        return self._cleaned(made, holders, match, topic)

    def _unnamed(self, match: Match, topic: Topic, holders: Sequence[Actor]) -> str:
        """To whom a stance is turned that names nobody: in a text about two, to the other one."""
        own = {holder.party for holder in holders}
        other = other_of_pair(match.view, self._context.document, own)
        if not other or asks_another(match, topic):
            return ""
        named = (a.party for m in match.view.mentions_in(topic.words) for a in m.actors)
        return "" if other in named else other  # "condemned the raid on X": not X

    def _involved(self, match: Match, known: Sequence[Actor]) -> list[Actor]:
        """The parties of a stance: not who is named only in a clause about its holder."""
        found = with_counterparts(self._context, match.view, known)
        aside = [
            word
            for holder in match.tokens("holder")
            for clause in holder.all_children("acl:relcl")
            for word in clause.subtree()
        ]
        left = {a.party for m in match.view.mentions_in(aside) for a in m.actors}
        about = self._context.document.principals[:2]
        left -= {actor.party for actor in known} | set(about)
        return [actor for actor in found if actor.party not in left]

    def _cleaned(
        self, made: Candidate, holders: Sequence[Actor], match: Match, topic: Topic
    ) -> Candidate:
        """The candidate without slots that positions do not have, or that say nothing new."""
        made.slots.pop("status", None)
        made.slots.pop("place", None)
        if not self._dates.of(match, topic):
            made.slots.pop("date", None)
        said = made.get("said_by")
        if said is not None and any(_is_same(said, holder) for holder in holders):
            made.slots.pop("said_by")
        return made

    def _sectors(self, match: Match) -> list[str]:
        """What the sentence speaks of: a topic alone is often too short to tell."""
        text, start = match.view.sentence.text, match.view.sentence.start
        at = match.governor.start - start
        begin = text.rfind(";", 0, at) + 1
        end = text.find(";", at)
        part = text[begin : end if end > 0 else len(text)]
        circumstances = self._context.circumstances
        found = circumstances.sectors(part) or circumstances.sectors(text, fallback="diplomacy")
        return found[:_MOST_SECTORS]


# --------------------------------------------------------------------------- small questions


def _ordered(matches: Iterable[Match]) -> list[Match]:
    """Matches in text order; of one word, the frame that asks for most comes first."""
    return sorted(matches, key=lambda m: (m.token.index, -len(m.frame.require)))


def _told(known: Sequence[Candidate], candidate: Candidate) -> bool:
    """Whether a sentence has already given this position by another of its words."""
    return any(
        each.get("holder") == candidate.get("holder")
        and (each.get("topic") == candidate.get("topic") or each.anchor == candidate.anchor)
        for each in known
    )


def _is_same(said: Any, holder: Actor) -> bool:
    """Whether the source of a statement is its holder."""
    value = holder.to_value()
    if isinstance(said, dict) and isinstance(value, dict):
        return said.get("name") == value.get("name") if "name" in value else said == value
    return bool(said == value)
