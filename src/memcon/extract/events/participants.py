"""The parties that noun phrases stand for: states, organisations, those who act for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from memcon.annotate import Token
from memcon.extract.clauses import Grammar
from memcon.extract.events.compose import cased_children
from memcon.extract.events.lexicon import EventLexicon
from memcon.extract.events.terms import PART
from memcon.extract.mentions import reading as party_reading
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_INNER = ("nmod:poss", "amod", "compound", "nummod", "nmod", "appos", "obl:unmarked")
_OWNING = ("nmod:poss", "amod", "compound")
_MAX_NP_DEPTH = 4
_MAX_PLACE_DEPTH = 2
_CIVILIAN = "CVL"
_STATE = "STATE"  # what subject classes call states and organisations by their names
_STATELESS = frozenset({"IGO", "NGO", "ISM", "IMG"})  # sectors that stand for a party themselves
POLITICAL = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "REB", "OPP", "PTY", "IGO", "NGO", "ISM", "IMG", "SPY"}
)


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to an act: its state or organisation, sector, and the words that name it."""

    country: str
    sector: str
    text: str
    start: int
    end: int
    actor: Actor | None = None
    borrowed: bool = False  # the country is that of the place or of the other side
    indirect: bool = False  # a thing or person of no political kind that belongs to the country
    distant: bool = False  # named only as a place, or somewhere below the words of the act

    @property
    def party(self) -> str:
        """The code of the state or organisation, or else the sector of an international actor."""
        return self.country or (self.sector if self.sector in _STATELESS else "")

    def to_value(self) -> dict[str, str]:
        """The participant in the record format."""
        value = {"country": self.country, "sector": self.sector, "text": self.text}
        return {key: part for key, part in value.items() if part}


class PhraseReader:
    """Reads whom the noun phrases of one sentence stand for."""

    def __init__(self, view: SentenceView, grammar: Grammar, lexicon: EventLexicon) -> None:
        self._view = view
        self._grammar = grammar
        self._lexicon = lexicon
        self._cases = lexicon.role_cases
        self._known: dict[tuple[int, bool], list[Participant]] = {}  # those of noun phrases

    def sectors(self, tokens: Iterable[Token]) -> frozenset[str]:
        """The sectors of the actors that noun phrases stand for; of states themselves `STATE`."""
        actors = (actor for token in tokens for actor in self._view.actors(token))
        return frozenset(
            _STATE if actor.kind in ("state", "igo") else actor.sector
            for actor in actors
            if actor.sector or actor.kind in ("state", "igo")
        )

    def participants(self, token: Token | None, *, coordinated: bool = True) -> list[Participant]:
        """Whom a noun phrase stands for; those without a country included."""
        if token is None:
            return []
        known = self._known.get((token.index, coordinated))
        if known is None:
            known = self._participants(token, coordinated=coordinated)
            self._known[token.index, coordinated] = known
        return list(known)

    def _participants(self, token: Token, *, coordinated: bool) -> list[Participant]:
        found: list[Participant] = []
        heads = [*token.conjuncts(), *self._stray(token)] if coordinated else [token]
        for head in heads:
            for each in self._of_head(head, 0):
                shared = found[0].country if found and head is not token else ""
                one = each if each.country else replace(each, country=shared)  # "Swiss X and Y"
                if all((one.country, one.text) != (o.country, o.text) for o in found):
                    found.append(one)
        return found

    def _stray(self, token: Token) -> list[Token]:
        """Of "King A of X and Premier B" the second, where the parser hung him on X."""
        below = (c for c in token.all_children("nmod") if c.case in self._cases.noun_owners)
        others = (other for child in below for other in child.all_children("conj"))
        return [o for o in others if (m := self._view.mention(o)) and m.form == "person"]

    def _of_head(self, head: Token, depth: int) -> list[Participant]:
        own = self._own(head)
        if own and all(each.country for each in own):
            return own
        if depth > _MAX_NP_DEPTH:
            return own
        inner = self._inside(head, depth) or (own and self._in_clause(head))
        if own and inner:
            return [self._sectored(_belonging(each, inner[0]), head) for each in own]
        if own or self._lexicon.is_quantity(head):
            return own or inner
        return [replace(each, indirect=not self._lexicon.is_carrier(head)) for each in inner]

    def _own(self, head: Token) -> list[Participant]:
        mention = self._view.mention(head)
        if mention is None:
            if self._lexicon.is_collective(head) and not self._is_part(head):
                sector = self._lexicon.sector_of(head) or _CIVILIAN
                return [self._participant(head, Actor("role", role=head.text, sector=sector))]
            return self._place(head)
        actors = self._view.actors(head, coordinated=False)
        ethnic = any(c.lemma in self._lexicon.words.ethnic for c in head.children)
        found = [self._participant(head, actor) for actor in actors]
        return [replace(each, country="") for each in found] if ethnic else found

    def _is_part(self, head: Token) -> bool:
        """Whether a noun only counts others that are known: "members of the Belizean army"."""
        counted = (c for c in head.children if c.case in PART)
        known = any(each.party for c in counted for each in self._view.actors(c))
        return known and self._lexicon.is_quantity(head)

    def _participant(self, head: Token, actor: Actor) -> Participant:
        mention = self._view.mention(head)
        start, end = (mention.start, mention.end) if mention is not None else (head.start, head.end)
        start = self._whole(start)
        text = self._view.text(start, end)
        sector = "" if self._is_people(head) else actor.sector
        if head.lemma in self._lexicon.words.people and sector == _CIVILIAN:
            sector = ""  # "both men": whoever they are
        return Participant(actor.party, sector, text, start, end, actor)

    def _whole(self, start: int) -> int:
        """Where a text begins, no name cut in two: "South African diplomats"."""
        first = next((t for t in self._view.tokens if t.start == start), None)
        hit = self._view.marked.hit_start[first.index] if first is not None else -1
        return self._view.tokens[hit].start if hit >= 0 else start

    def _is_people(self, head: Token) -> bool:
        """Whether a noun names people by their country: "Cambodians", not "Cambodia"."""
        entries = self._view.marked.entries[head.index]
        return head.tag in ("NNS", "NNPS") and any(each.form == "demonym" for each in entries)

    def _sectored(self, participant: Participant, head: Token) -> Participant:
        """Somebody without a name of his own, with the sector that the noun for him tells."""
        if self._view.mention(head) is not None or not participant.country:
            return participant
        return replace(participant, sector=self._lexicon.sector_of(head))

    def _place(self, head: Token) -> list[Participant]:
        code = self.place_code(head)
        if not code:
            return []
        return [Participant(code, "", head.text, head.start, head.end, borrowed=True)]

    def place_code(self, token: Token) -> str:
        """The state that a place name lies in, or that a state's name names."""
        for entry in self._view.marked.entries[token.index]:
            if entry.kind in ("place", "state", "group") and (entry.country or entry.code):
                return entry.country or entry.code
        return ""

    def _inside(self, head: Token, depth: int) -> list[Participant]:
        """Those named inside a noun phrase: owner, adjective, then what prepositions add."""
        children = [child for child in head.children if child.rel in _INNER]
        if len(children) > 1:
            children.sort(key=lambda c: (_INNER.index(c.rel), c.index))
        for child in children:
            if child.rel == "nmod" and child.case in self._cases.apart:
                continue
            if child.rel == "nmod:poss" and head.lemma in self._lexicon.words.opposites:
                continue  # "his host"
            if child.rel in _OWNING and head.lemma in self._lexicon.words.allies:
                continue  # "US allies"
            found = [each for each in self._deep(child, depth + 1) if each.party]
            if found and child.rel == "nmod" and child.case in self._cases.sites:
                return [replace(each, distant=True) for each in found]
            if found:
                return found
        return []

    def _in_clause(self, head: Token) -> list[Participant]:
        """For people without a country: where they are held, wanted and so on."""
        for child in head.children:
            if child.rel not in ("acl", "acl:relcl"):
                continue
            for below in cased_children(child):
                known = below.case in self._cases.places or below.case in self._cases.origins
                if known and (code := self._place_below(below, 0)):
                    return [Participant(code, "", "", 0, 0, borrowed=True)]
        return []

    def _deep(self, token: Token, depth: int) -> list[Participant]:
        return [p for head in token.conjuncts() for p in self._of_head(head, depth)]

    def _place_below(self, token: Token, depth: int) -> str:
        code = self.place_code(token)
        if code or depth > _MAX_PLACE_DEPTH:
            return code
        entry = party_reading(self._view.marked.entries[token.index])
        if entry is not None and entry.country:
            return entry.country
        below = (c for c in token.children if c.rel in (*_INNER, "obl"))
        return next((found for c in below if (found := self._place_below(c, depth + 1))), "")


def _belonging(participant: Participant, owner: Participant) -> Participant:
    """Somebody without a country as one of the party that stands in the same phrase."""
    if participant.country:
        return participant
    sector = owner.sector if owner.sector in _STATELESS else participant.sector
    return replace(participant, country=owner.country, sector=sector)
