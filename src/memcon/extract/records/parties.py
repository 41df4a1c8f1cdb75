"""Whom a record binds or is about, where its own words do not name two parties."""

from __future__ import annotations

from collections.abc import Iterable

from memcon.annotate import Token
from memcon.extract.actors import party_actor
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_PAIR = 2
_NAMED = ("name", "capital", "person")


def with_counterparts(
    context: Context, view: SentenceView, actors: Iterable[Actor], *, clause: Token | None = None
) -> list[Actor]:
    """The actors, and where they are of one party only, the other party of clause or document."""
    found = list(actors)
    codes = list(dict.fromkeys(a.party for a in found if a.party))
    if len(codes) >= _PAIR:
        return found
    if clause is not None:
        for token in context.grammar.clause_tokens(clause):
            mention = view.mention(token)
            if mention is None or mention.form == "speaker":
                continue
            if mention.form in ("capital", "seat") and token.rel == "compound":
                continue  # "under the Rabat resolutions"
            if (
                token.rel == "compound"
                and mention.actors[:1]
                and mention.actors[0].kind not in ("state", "igo")
            ):
                continue  # "doses of the Pfizer vaccine"
            for actor in mention.actors:
                if actor.party and actor.party not in codes:
                    codes.append(actor.party)
                    found.append(party_actor(actor.party))
    codes = list(dict.fromkeys(codes))
    author = context.document.author
    if not codes and author and (own := party_actor(author)).kind == "igo":
        return [*found, own]  # "the Commission is to report": the organisation's own
    around = set(view.pair)
    known = codes or around == set(context.document.principals[:_PAIR])
    if len(codes) < _PAIR and known and set(codes) <= around and not _names_others(view, around):
        found += [party_actor(code) for code in view.pair if code not in codes]
    return found


def _names_others(view: SentenceView, around: set[str]) -> bool:
    """Whether a sentence deals with others than the two, of whom it names no more than one."""
    named = {
        actor.party
        for mention in view.mentions.values()
        if mention.form in _NAMED
        for actor in mention.actors
        if actor.party
    }
    return bool(named - around) and not named >= around
