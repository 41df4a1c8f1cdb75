"""The level of a meeting, and the larger event that it was held beside."""

from __future__ import annotations

from collections.abc import Sequence

from memcon.extract.clauses import main_words
from memcon.extract.frames import Match
from memcon.extract.offices import load_offices
from memcon.extract.records.context import Context
from memcon.extract.records.meeting_sides import count_parties, is_grouping
from memcon.model.party import Actor

_UNCLEAR = ("leader", "chairperson")  # of a state or of a government: the persons tell
_LEVELS = ("heads_of_state", "heads_of_government", "ministerial", "senior_officials")
_LEADERS = _LEVELS[:2]
_MANY = 3  # parties from which a meeting of leaders is multilateral


def kind_of(context: Context, match: Match, actors: Sequence[Actor], *, hosted: bool) -> str:
    """The level of a meeting: as its phrase says, else by the offices of those who meet."""
    offices = load_offices()
    titles = match.view.marked.titles
    inside = match.token.subtree() if match.frame.pos == "noun" else []
    stated = [
        title.level
        for token in inside
        if (title := titles[token.index]) is not None and title.office not in _UNCLEAR
    ]
    many = count_parties(actors) >= _MANY
    known = [a.office for a in actors if a.office in offices and a.office not in _UNCLEAR]
    levels = [offices[office].level for office in known]
    for ranked in (stated, levels):
        kinds = {level for level in ranked if level in _LEVELS}
        if kinds and many and kinds <= set(_LEADERS):
            return "multilateral"
        if len(kinds) == 1:
            return kinds.pop()
        if kinds == {"ministerial", "senior_officials"}:
            return "ministerial"
    named = context.matcher.concepts_of(match.token)
    if _is_commission(context, match):
        return "commission"
    if "SUMMIT" in named:
        return "multilateral" if many or hosted or is_grouping(actors) else "heads_of_state"
    if hosted or (many and is_grouping(actors)):
        return "multilateral"
    if "NEGOTIATION_ROUND" in named and not any(a.kind == "person" for a in actors):
        return "senior_officials"
    return "other"


def _is_commission(context: Context, match: Match) -> bool:
    """Whether it is a standing commission or committee that meets."""
    words = match.token.subtree() if match.frame.pos == "noun" else match.tokens("sides")
    if match.frame.pos == "noun" and match.support is not None:
        words = [*words, *match.tokens("sides")]  # "the commission held its second session"
    for token in words:
        mention = match.view.mention(token)
        igo = mention is not None and any(actor.kind == "igo" for actor in mention.actors)
        if "COMMISSION" in context.matcher.concepts_of(token) and not igo:
            return token.rel in ("nmod", "compound", "nsubj", "nsubj:pass", "nmod:poss")
    return False


def occasion_of(context: Context, match: Match) -> str:
    """The larger event beside which a meeting was held: "on the sidelines of X"."""
    for token in match.view.tokens:
        if "BESIDE" not in context.matcher.concepts_of(token):
            continue
        inside = [c for c in token.children if c.rel == "nmod"]
        if token.rel == "case" and token.head is not None:
            inside = [token.head]
        for child in inside:
            words = main_words(child)
            while len(words) > 1 and words[0].pos in ("DET", "ADP"):
                words.pop(0)
            return match.view.text(words[0].start, words[-1].end)
    return ""
