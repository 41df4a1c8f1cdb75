"""Frames: rules over concepts, relations and kinds of actors: `records/<type>/frames.yml`.

A frame says which concept, as verb or noun, makes a record, which arguments must be there, and what
it sets. It holds no words of a language: those are in `lang/<code>/lexicon.yml`, under concepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.clauses import Grammar
from memcon.extract.lexicon import (
    ConceptHit,
    Concepts,
    concepts,
    discourse_words,
    load_yaml,
    phrases,
)
from memcon.extract.modality import Modality, ModalityReader, modality_reader
from memcon.extract.view import SentenceView
from memcon.model.party import Actor

_KEYS = frozenset(
    {"id", "concept", "pos", "args", "require", "set", "status", "examples", "near_misses", "note"}
)
_ACCUSER, _ACCUSED = "holder", "target"  # roles that may be filled by the same: "each other"
_SUPPORTED = ("obj", "nsubj", "nsubj:pass", "attr", "xcomp", "obl", "conj")


@dataclass(frozen=True, slots=True)
class Frame:
    """One rule.

    `args` maps a role to the places where it is looked for, in order: `agent`, `patient`, `owner`
    (possessive), `modifier` (adjective, compound), `author` (of the paper that is the agent),
    `told` (who is to do what an infinitive says: "instructs Peru to act"), `guest` (before whom a
    participle stands: "the visiting president"), or a preposition.
    """

    id: str
    record: str
    concept: str
    pos: str  # "verb" or "noun"
    args: Mapping[str, tuple[str, ...]]
    require: Mapping[str, str]  # role → "party", "person", "actor", "any"
    values: Mapping[str, Any]  # constant slots
    status: Mapping[str, str]  # modality → status of the record
    words: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # the roles without which nobody knows whether it fits


@dataclass(slots=True)
class Match:
    """A frame that fits at a token."""

    frame: Frame
    view: SentenceView
    token: Token  # the trigger
    support: Token | None  # the verb that a noun trigger hangs on
    modality: Modality
    roles: dict[str, list[Token]] = field(default_factory=dict)

    @property
    def governor(self) -> Token:
        """The word that carries tense and time: the support verb, else the trigger."""
        return self.support or self.token

    def tokens(self, *roles: str) -> list[Token]:
        """The heads that fill these roles."""
        if len(roles) == 1:
            return list(self.roles.get(roles[0], ()))
        return [token for role in roles for token in self.roles.get(role, ())]

    def actors(self, *roles: str) -> list[Actor]:
        """The actors that fill these roles, each once."""
        return self.view.first_actors(self.tokens(*roles))

    @property
    def status(self) -> str:
        """The record's status under this modality; '' where the frame makes no record of it."""
        return self.frame.status.get(self.modality.value, "")


@dataclass(frozen=True, slots=True)
class Trial:
    """A frame tried at a token: its match, or what was missing."""

    frame: Frame
    token: Token
    match: Match | None
    missing: str = ""


class FrameMatcher:
    """Matches the frames of all record types against sentences."""

    def __init__(self, grammar: Grammar, language: str = "en") -> None:
        self._grammar = grammar
        self._modality: ModalityReader = modality_reader(language)
        self._concepts: Concepts = concepts(language)
        stretches = phrases(language, "meeting")
        self._counterparts = discourse_words(language).counterparts
        self._stretches = frozenset(stretches["stretch_nouns"])
        self._journey = frozenset(stretches["journey_cases"])
        self._inner = frozenset(stretches["inner_cases"])
        self._parts = frozenset(stretches["part_nouns"])
        self._purposes = frozenset(stretches["purpose_cases"])
        self._of_whole = frozenset(stretches["whole_cases"])
        self._frames: dict[tuple[str, bool], list[Frame]] = {}  # by concept, and whether of verbs
        for concept, frames in frames_by_concept().items():
            for frame in frames:
                self._frames.setdefault((concept, frame.pos == "verb"), []).append(frame)

    def match(self, view: SentenceView, record: str) -> Iterator[Match]:
        """All matches of one record type's frames in a sentence, one for each trigger and frame."""
        known = view.matches.get(record)
        if known is None:
            known = view.matches[record] = []
            for trigger in self._triggers(view, record):
                tried = self._try(view, *trigger)
                if isinstance(tried, Match):
                    known.append(tried)
        return iter(known)

    def trials(self, view: SentenceView, record: str) -> Iterator[Trial]:
        """The frames of one record type whose concept a sentence names, fitting or not."""
        for frame, token in self._triggers(view, record):
            tried = self._try(view, frame, token)
            match, missing = (None, tried) if isinstance(tried, str) else (tried, "")
            yield Trial(frame, token, match, missing)

    def _triggers(self, view: SentenceView, record: str) -> list[tuple[Frame, Token]]:
        """The frames of a record type whose concepts a sentence names, with the words for them."""
        if view.triggers is None:
            view.triggers = self._all_triggers(view)
        found: list[tuple[Frame, Token]] = view.triggers.get(record, [])
        return found

    def _all_triggers(self, view: SentenceView) -> dict[str, list[tuple[Frame, Token]]]:
        found: dict[str, list[tuple[Frame, Token]]] = {}
        seen: set[tuple[int, str]] = set()
        for hit in self.hits(view):
            token = hit.token
            for frame in self._frames.get((hit.concept, token.is_verb), ()):
                if (token.index, frame.id) not in seen:
                    seen.add((token.index, frame.id))
                    found.setdefault(frame.record, []).append((frame, token))
        return found

    def hits(self, view: SentenceView) -> list[ConceptHit]:
        """The concepts that the sentence names; looked up once for all record types."""
        if view.concepts is None:
            view.concepts = self._concepts.find(view.tokens)
        return view.concepts

    def concepts_of(self, token: Token) -> frozenset[str]:
        """The concepts that a word names."""
        return self._concepts.of(token)

    def _try(self, view: SentenceView, frame: Frame, token: Token) -> Match | str:
        """The match of a frame at a token, or what is missing."""
        support = None if frame.pos == "verb" else self.support(token)
        args = frame.args
        asked = {role: self.select(token, support, args[role]) for role in frame.asked}
        for role, kind in frame.require.items():
            if not self._satisfied(view, asked, role, kind):
                return f"no {kind} as {role}"
        roles = {
            role: asked[role] if role in asked else self.select(token, support, selectors)
            for role, selectors in args.items()
        }
        aside = _is_adverbial(token) and not self._is_journey(token, support)
        if frame.pos == "noun" and (support is None or aside):
            modality = self.noun_modality(token)
        else:
            modality = self._modality.read(support or token)
        return Match(frame, view, token, support, modality, roles)

    def _is_journey(self, noun: Token, verb: Token | None) -> bool:
        """ "is to embark on a visit": the verb tells of the visit, and when it is made."""
        if verb is None or noun.case not in self._journey:
            return False
        told, whole = self._concepts.of(verb), self._concepts.of(noun)
        if "TRAVEL" in told and noun.case in self._purposes and "MEETING" in whole:
            return True  # "is to return to Oslo for talks"
        return "PAY" in told and "VISIT" in whole

    def support(self, noun: Token) -> Token | None:
        """The verb that an event noun hangs on as an argument."""
        node = noun
        while node.rel == "conj" and node.head is not None and node.head.is_noun:
            node = node.head
        head = node.head
        if head is not None and node.case in self._of_whole and head.lemma in self._stretches:
            node = head  # "ended two days of talks"
        if node.rel in _SUPPORTED and node.head is not None and node.head.is_verb:
            return self._arranged(node, node.head)
        return None

    def _arranged(self, noun: Token, verb: Token) -> Token:
        """The verb itself of what is arranged: "the session is to be held", "is due to open"."""
        below = self._grammar.arranged(verb)
        is_passive = any(c.rel == "aux:pass" for c in below.children)
        happens = is_passive or "HAPPEN" in self._concepts.of(below)
        return below if noun.rel in ("nsubj", "nsubj:pass") and happens else verb

    def noun_modality(self, noun: Token) -> Modality:
        """The modality of a noun without a verb of its own: "a planned visit"."""
        for child in noun.children:
            if child.rel in ("amod", "acl", "det"):
                named = self._concepts.of(child)
                for modality in Modality:
                    if f"IS_{modality.name}" in named:
                        return modality
        verb = self._grammar.clause_of(noun)
        ahead = self._modality.is_ahead(verb, noun)
        above = noun.head
        part = above is not None and noun.case in self._of_whole and above.lemma in self._parts
        if not ahead and verb.is_verb and (part or noun.case in self._inner):  # "on her visit"
            ahead = verb is not noun and self._modality.read(verb) is Modality.PLANNED
        return Modality.PLANNED if ahead else Modality.ASSERTED

    def select(self, token: Token, support: Token | None, selectors: Sequence[str]) -> list[Token]:
        """The heads that stand in these places of a trigger (and of its support verb)."""
        found: list[Token] = []
        for selector in selectors:
            for head in self._place(token, support, selector):
                if head not in found and head is not token:
                    found.append(head)
        return found

    def _place(self, token: Token, support: Token | None, selector: str) -> list[Token]:
        grammar = self._grammar
        if selector == "agent":
            if token.is_verb:
                return grammar.agents(token)
            own = token.all_children("obl:agent") + grammar.obliques(token, "by")
            if support is not None and token not in grammar.subjects(support):
                own += grammar.agents(support)
            return own
        if selector == "patient":
            return grammar.patients(token) if token.is_verb else []
        if selector == "told":
            orders = (c for c in token.all_children("ccomp") if c.child("nsubj") is not None)
            infinitives = (c for c in orders if any(a.tag == "TO" for a in c.all_children("aux")))
            return [subject for each in infinitives for subject in each.all_children("nsubj")]
        if selector == "author":
            return self._authors(token) if token.is_verb else []
        if selector == "guest":
            return _guests(token)
        if selector == "owner":
            return token.all_children("nmod:poss")
        if selector == "modifier":
            return [
                c for c in token.children if c.rel in ("amod", "compound", "nmod") and not c.case
            ]
        found = grammar.obliques(token, selector)
        if support is not None:
            found += grammar.obliques(support, selector)
        return found

    def _is_mutual(self, view: SentenceView, roles: Mapping[str, list[Token]]) -> bool:
        """ "Peru and Chile accused each other of it"."""
        others = (t for t in roles.get(_ACCUSED, ()) if "EACH_OTHER" in self._concepts.of(t))
        return any(others) and len(view.first_actors(roles.get(_ACCUSER, []))) > 1

    def _authors(self, verb: Token) -> list[Token]:
        """Whose a paper is that says so: "handed over a note refusing", "Mali's letter warned"."""
        found: list[Token] = []
        for paper in self._grammar.agents(verb):
            if "PAPER" not in self._concepts.of(paper):
                continue
            found += paper.all_children("nmod:poss", "amod")
            found += self._grammar.obliques(paper, "from", "by")
            above = verb.head if paper.head is verb else paper.head
            if not found and above is not None and above.is_verb:
                found += self._grammar.agents(above)
        return found

    def _satisfied(
        self, view: SentenceView, roles: Mapping[str, list[Token]], role: str, kind: str
    ) -> bool:
        """Whether such actors as are asked for fill a role, or one of several ("by|holder")."""
        tokens = [token for each in role.split("|") for token in roles.get(each, ())]
        if kind == "any":
            return bool(tokens)
        actors = view.first_actors(tokens)
        if role == _ACCUSED and kind == "actor" and not actors:
            return self._is_mutual(view, roles)
        if kind == "person":
            return any(actor.kind == "person" for actor in actors)
        if kind == "human":
            named = any(token.lemma in self._counterparts for token in tokens)
            return bool(actors) and (named or any(a.kind in ("person", "role") for a in actors))
        if kind == "party":
            return any(actor.party for actor in actors)
        if kind == "two":
            return len({actor.party or actor.name for actor in actors}) > 1
        return bool(actors)


def _guests(participle: Token) -> list[Token]:
    """ "visiting premier Ana Ruiz": before whom a participle stands."""
    if participle.tag != "VBG" or participle.rel not in ("amod", "compound"):
        return []
    node = participle.head
    while node is not None and node.rel == "compound" and node.head is not None:
        node = node.head
    return [node] if node is not None else []


def _is_adverbial(noun: Token) -> bool:
    """Whether a noun only says when or where: "at their meeting of May they agreed to build"."""
    node = noun
    while node.rel == "conj" and node.head is not None and node.head.is_noun:
        node = node.head
    return node.rel == "obl"


@lru_cache(maxsize=1)
def frames_by_concept() -> Mapping[str, tuple[Frame, ...]]:
    """All frames, by the concept that triggers them.

    Raises DataError naming file and frame when one is malformed.
    """
    found: dict[str, list[Frame]] = {}
    for record in FRAMED:
        path = f"records/{record}/frames.yml"
        for entry in load_yaml(path):
            frame = _frame(record, entry, path)
            found.setdefault(frame.concept, []).append(frame)
    return {concept: tuple(frames) for concept, frames in found.items()}


FRAMED = ("meeting", "visit", "body", "instrument", "project", "commitment", "position")


def _frame(record: str, entry: Mapping[str, Any], path: str) -> Frame:
    name = entry.get("id", "?")
    unknown = set(entry) - _KEYS
    if unknown or "concept" not in entry or entry.get("pos") not in ("verb", "noun"):
        message = (
            f"{path}: {name}: needs concept and pos (verb or noun); unknown: {sorted(unknown)}"
        )
        raise DataError(message)
    args = {role: tuple(places) for role, places in entry.get("args", {}).items()}
    require = dict(entry.get("require", {}))
    asked = {role for roles in require for role in roles.split("|")}
    asked |= {_ACCUSER} if _ACCUSED in asked else set()
    return Frame(
        id=name,
        record=record,
        concept=entry["concept"],
        pos=entry["pos"],
        args=args,
        require=require,
        values=dict(entry.get("set", {})),
        status=dict(entry.get("status", {})),
        asked=tuple(role for role in args if role in asked),
    )
