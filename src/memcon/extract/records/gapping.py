"""Clauses whose verb is not said again: "Peru sent 900 soldiers, Chad 25 and Mali 200"."""

from __future__ import annotations

from memcon.annotate import Token
from memcon.extract.view import SentenceView


def gapped_subjects(view: SentenceView) -> list[Token]:
    """The parties that stand for a clause without its verb, in text order.

    Each follows a comma, a semicolon or a conjunction, has a number right after it, and comes after
    a number of the clause with the verb.
    """
    if not view.amounts:
        return []
    first = min(amount.start for amount in view.amounts)
    found = []
    for mention in view.mentions.values():
        head = mention.head
        if mention.start <= first or not any(actor.party for actor in mention.actors):
            continue
        before = [t for t in view.tokens[: head.index] if t.end <= mention.start and t.pos != "DET"]
        before = before[-1:]
        after = view.tokens[head.index + 1 : head.index + 2]
        joined = bool(before) and (before[0].text in (",", ";") or before[0].pos == "CCONJ")
        if joined and after and after[0].pos == "NUM" and not _is_dated(view, after[0]):
            found.append(head)
    return sorted(found, key=lambda token: token.index)


def _is_dated(view: SentenceView, token: Token) -> bool:
    """Whether a number is part of a date."""
    return any(mention.start <= token.start < mention.end for mention in view.dates)
