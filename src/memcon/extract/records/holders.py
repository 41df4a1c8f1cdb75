"""Whose stance a position is."""

from __future__ import annotations

from memcon.annotate import Token
from memcon.extract.actors import is_state, party_actor
from memcon.extract.attribution import is_apart
from memcon.extract.frames import Match
from memcon.extract.records.context import Context
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_SEVERAL = ("NNS", "NNPS", "PRP", "DT")  # "the leaders", "they", "both"


class Holders:
    """Finds the holders of the stances of one document.

    `joint` says whether its text is one that several parties have adopted.
    """

    def __init__(self, context: Context, *, joint: bool) -> None:
        self._context = context
        self._adopted = joint

    def of(self, match: Match) -> tuple[list[Actor], Actor | None]:
        """Whose stance it is, and who states it for them, where a person or ministry does."""
        values = match.frame.values
        agents: list[Actor] = []
        owners: list[Actor] = []
        for token in self._holding(match):
            found = [a for a in match.view.actors(token) if a.party or a.kind != "role"]
            if token.rel in ("nmod:poss", "amod", "compound") and token.head is match.token:
                owners += [actor for actor in found if actor not in owners]
            else:
                agents += [actor for actor in found if actor not in agents]
            if values.get("spoken") and not _is_speaker(match.view, token):
                return [], None
        if values.get("only") == "state" and not all(a.is_party for a in agents):
            return [], None
        if not agents:
            return [a for a in owners if a.is_party or a.kind == "person"], None
        states = [actor for actor in owners if actor.is_party]
        if states and all(a.kind in ("person", "role") for a in agents):
            return states, agents[0]
        if len(agents) == 1 and _speaks_for_state(agents[0]):
            return [party_actor(agents[0].country)], agents[0]
        return self._represented(match, agents), None

    def _represented(self, match: Match, agents: list[Actor]) -> list[Actor]:
        """The states, for officials who speak together or in a joint text: "both leaders"."""
        codes = list(dict.fromkeys(a.country for a in agents if a.kind in ("person", "role")))
        if not all(codes) or len(codes) < len(agents):
            return agents
        together = len(codes) > 1 and any(t.tag in _SEVERAL for t in self._holding(match))
        stated = self._adopted or (together and self._context.document.author)
        return [party_actor(code) for code in codes] if stated else agents

    def _holding(self, match: Match) -> list[Token]:
        """The words that name the holder; of "summoned X to protest" who summons, not who is."""
        above, trigger = match.governor.head, match.token
        if above is None or match.governor.rel not in ("xcomp", "advcl") or not above.is_verb:
            told = match.tokens("holder")
            return [token for token in told if not is_apart(match.view, token, trigger)]
        summons = "SUMMONS" in self._context.matcher.concepts_of(above)
        return self._context.grammar.agents(above) if summons else match.tokens("holder")


def _speaks_for_state(actor: Actor) -> bool:
    """Whether an organisation is a ministry or another organ of a state."""
    official = actor.kind == "organisation" and actor.sector == "GOV"
    return official and is_state(actor.country)


def _is_speaker(view: SentenceView, token: Token) -> bool:
    mention = view.mention(token)
    return mention is not None and mention.form == "speaker"
