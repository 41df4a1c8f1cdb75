"""The other of the two parties that a text is about.

In a text about two states most of what one of them does or says is turned to the other: "Lima then
recalled its envoy", in a report on Peru and Chile.
"""

from __future__ import annotations

from collections.abc import Collection

from memcon.extract.actors import is_state
from memcon.extract.gazetteer import members_of
from memcon.extract.view import DocumentView, SentenceView

_PAIR = 2
_NAMED = ("name", "capital", "person")


def other_of_pair(view: SentenceView, document: DocumentView, own: Collection[str]) -> str:
    """The code of the other one; "" where the passage names a third, or is not about just two.

    An organisation is no other side to one of its members ("Chad told the UN"), nor is one that
    all states may be of.
    """
    around, mine = set(view.pair), set(own)
    if len(mine) != 1 or not mine < around or around != set(document.principals[:_PAIR]):
        return ""
    if _names_others(view, around):
        return ""
    (other,) = around - mine
    if is_state(other):
        return other
    members = set(members_of(other))
    return "" if not members or mine <= members else other


def _names_others(view: SentenceView, around: Collection[str]) -> bool:
    """Whether a sentence names parties that the passage is not about."""
    return any(
        actor.party and actor.party not in around
        for mention in view.mentions.values()
        if mention.form in _NAMED
        for actor in mention.actors
    )
