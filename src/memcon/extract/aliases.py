"""What organisations are called again: by initials, or by a part of their name."""

from __future__ import annotations

from dataclasses import replace

from memcon.annotate import Token
from memcon.extract.mentions import Mention
from memcon.extract.view import SentenceView
from memcon.model.party import Actor


class Aliases:
    """Remembers the organisations of a text and whose each of them is."""

    def __init__(self) -> None:
        self._initials: dict[str, Actor] = {}
        self._met: list[tuple[tuple[str, ...], str]] = []  # the words of a name, and its owner

    def read(self, view: SentenceView, token: Token, mention: Mention) -> Mention:
        """The mention with the owner that the text has told of the organisation before.

        "The Security Council of Chad (SCC) met. The SCC agreed. The Council warned ...": it is
        Chad's, as long as no other council of the text can be meant.
        """
        actor = mention.actors[0] if len(mention.actors) == 1 else None
        if actor is None or actor.kind not in ("organisation", "igo"):
            return mention
        called = self._initials.get(view.text(mention.start, mention.end))
        if called is not None:
            return mention.resolved([called])
        if actor.kind == "organisation" and not actor.country:
            owner = self._owner(_words(actor.name))
            actor = replace(actor, country=owner) if owner else actor
            mention = mention.resolved([actor])
        if actor.kind == "organisation" and actor.country:
            self._met.append((_words(actor.name), actor.country))
        short = _in_brackets(view, token, mention)
        if short and actor.party:
            self._initials[short] = actor
        return mention

    def _owner(self, words: tuple[str, ...]) -> str:
        """Whose the one organisation is that is called so, or by more words, with the same last."""
        owners = {
            owner
            for known, owner in self._met
            if known[-1:] == words[-1:] and set(words).issubset(known)
        }
        return owners.pop() if len(owners) == 1 else ""


def _words(name: str) -> tuple[str, ...]:
    return tuple(name.casefold().split())


def _in_brackets(view: SentenceView, token: Token, mention: Mention) -> str:
    """Of "the Peace and Security Council (PSC)" the initials."""
    tokens, last = view.tokens, token.index
    while last + 1 < len(tokens) and tokens[last + 1].start < mention.end:
        last += 1
    inside = tokens[last + 1 : last + 4]
    if len(inside) < len("(X)") or inside[0].text != "(" or inside[2].text != ")":
        return ""
    short, own = inside[1].text, _initials(view.text(mention.start, mention.end))
    fits = short.isupper() and own and (own.endswith(short) or short.endswith(own))
    return short if fits else ""


def _initials(name: str) -> str:
    """The capitals that begin its words."""
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
