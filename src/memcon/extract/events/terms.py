"""Terms of the event lexicon: a word with what must stand around it.

The syntax of a term is described at the head of `lang/<code>/events/acts.yml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal, TypeVar

from memcon.annotate import Token
from memcon.errors import DataError

_T = TypeVar("_T")
NounPattern = tuple[str, ...]  # lemmas in a row, the last one the head
ArgumentKind = Literal[
    "object", "oblique", "subject", "patient", "below", "bare", "clause", "infinitive", "ecm"
]

_WEIGHTS = {
    "below": 1.5,
    "subject": 1.0,
    "patient": 1.5,
    "oblique": 1.0,
    "infinitive": 1.0,
    "ecm": 1.0,
}
_HYPHEN = "-"
PART = ("of",)
_WITHIN = "in"  # "took place in Lima" is not "took in"
TEMPORAL = frozenset({"DATE", "TIME"})  # entities that are never arguments
_OTHER_CLAUSES = frozenset({"ccomp", "parataxis", "conj", "acl:relcl"})
_PREMODIFIERS = ("compound", "amod", "nmod:poss", "nummod", "nmod")


class NounSet:
    """Nouns, some with words before them ("hunger strike") or after ("state of emergency")."""

    def __init__(self, members: Iterable[str], quantities: frozenset[str] = frozenset()) -> None:
        """Take the members; of "thousands of X", `quantities` naming "thousand", X is looked at."""
        self.quantities = quantities
        self._by_head: dict[str, list[tuple[NounPattern, str]]] = {}
        self.members = tuple(members)
        for member in spelt(self.members):
            before, _, after = member.partition(" of ")
            words = tuple(before.split())
            self._by_head.setdefault(words[-1], []).append((words[:-1], after))
        self.lemmas = quantities.union(self._by_head)  # a phrase with another head is not named

    def matches(self, token: Token) -> bool:
        """Whether a noun phrase, given by its head, is named in the set."""
        return self.size(token) > 0

    def size(self, token: Token) -> int:
        """How many words of the longest member are found in the phrase; 0 where none is."""
        if token.lemma not in self.lemmas:
            return 0
        best = 0
        for before, after in self._by_head.get(token.lemma, ()):
            if before and not _has_modifiers(token, before):
                continue
            if after and not _has_complement(token, after):
                continue
            best = max(best, 1 + len(before) + (1 if after else 0))
        if not best and token.lemma in self.quantities:
            counted = (c for c in token.children if c.case in PART)
            best = max((self.size(child) for child in counted), default=0)
        return best

    def __len__(self) -> int:
        """How many members it has."""
        return len(self.members)

    @classmethod
    def joined(cls, sets: Sequence[NounSet]) -> NounSet:
        """All members of several sets."""
        members = dict.fromkeys(member for each in sets for member in each.members)
        return cls(members, frozenset().union(*(each.quantities for each in sets)))

    @cached_property
    def phrases(self) -> frozenset[str]:
        """All members as they stand in a text, without what follows their heads."""
        return frozenset(
            " ".join((*before, head))
            for head, members in self._by_head.items()
            for before, _ in members
        )


def spelt(members: Iterable[str]) -> Iterator[str]:
    """The members, those with a hyphen also in two words, as the parser cuts them: "cease-fire"."""
    for member in members:
        yield member
        if _HYPHEN in member:
            yield member.replace(_HYPHEN, " ")


def _has_modifiers(token: Token, words: Sequence[str]) -> bool:
    """Whether the words stand before a noun: as its modifiers, or simply in a row."""
    near = {
        child.lemma: child
        for child in token.children
        if child.index < token.index and child.rel in _PREMODIFIERS
    }
    texts = {child.lower for child in near.values()}
    inner = {below.lemma for child in near.values() for below in child.children}
    return all(word in near or word in texts or word in inner for word in words)


def _has_complement(token: Token, word: str) -> bool:
    return any(child.lemma == word and child.case in PART for child in token.children)


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must stand around the word of a term."""

    kind: ArgumentKind
    cases: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    nouns: NounSet | None = None  # the words listed in the term itself
    subject_class: str = ""

    @property
    def weight(self) -> float:
        """How much it says for the term that it holds."""
        if self.kind in ("object", "oblique") and (self.sets or self.nouns is not None):
            return 2.0
        return _WEIGHTS.get(self.kind, 0.5)


@dataclass(frozen=True, slots=True)
class Term:
    """A verb with its particles and conditions.

    `objects` are the nouns one of which must head an object, where a condition asks for such: most
    terms of a verb are ruled out by them, before any condition is looked at.
    """

    text: str
    lemma: str
    particles: tuple[str, ...]
    conditions: tuple[Condition, ...]
    objects: frozenset[str] | None = None

    @property
    def weight(self) -> float:
        """How particular the term is: a bare verb has 1."""
        particles = 1.0 * len(self.particles)
        return 1.0 + particles + sum(condition.weight for condition in self.conditions)


def parse_term(text: str, where: str, quantities: frozenset[str] = frozenset()) -> Term:
    """The term that a string of the lexicon stands for.

    Raises DataError, naming the place, where it cannot be read.
    """
    words = text.split()
    plain = [word for word in words if word[0].isalpha()]
    if not plain or words[0] != plain[0]:
        message = f"{where}: {text!r}: a term begins with a word"
        raise DataError(message)
    conditions = tuple(_condition(word, where, quantities) for word in words if word not in plain)
    return Term(text, plain[0], tuple(plain[1:]), conditions)


_WHOLE: Mapping[str, ArgumentKind] = {
    ">": "clause",
    ">inf": "infinitive",
    ">ecm": "ecm",
    "!obj": "bare",
}
_CLASSES: Mapping[str, ArgumentKind] = {"^": "subject", "&": "patient"}


def _condition(word: str, where: str, quantities: frozenset[str]) -> Condition:
    mark, rest = word[0], word[1:]
    if word in _WHOLE:
        return Condition(_WHOLE[word])
    if mark in _CLASSES and rest:
        return Condition(_CLASSES[mark], subject_class=rest)
    if mark == "@" and rest:
        return Condition("object", sets=tuple(rest.split("|")))
    if mark == "=" and rest:
        return Condition("object", nouns=_listed(rest, quantities))
    if mark == "~" and rest:
        return Condition("below", sets=(rest,))
    if mark == "+" and rest:
        return _oblique(rest, quantities)
    message = f"{where}: {word!r}: not a condition"
    raise DataError(message)


def _oblique(text: str, quantities: frozenset[str]) -> Condition:
    """The condition of "+on|at", "+on@set" or "+on=word"."""
    cases, listed, names = text.partition("=")
    if listed:
        return Condition("oblique", cases=tuple(cases.split("|")), nouns=_listed(names, quantities))
    cases, _, names = text.partition("@")
    sets = tuple(names.split("|")) if names else ()
    return Condition("oblique", cases=tuple(cases.split("|")), sets=sets)


def _listed(names: str, quantities: frozenset[str]) -> NounSet:
    """The words of "=sentence|death_sentence"."""
    return NounSet((name.replace("_", " ") for name in names.split("|")), quantities)


@dataclass(eq=False)
class Frame:
    """A verb with its arguments, as far as terms ask for them; the dearer parts on demand."""

    verb: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    obliques: tuple[Token, ...]
    clauses: tuple[Token, ...]
    subordinate_subject: bool  # one of the clauses has a subject of its own
    infinitive: bool  # one of the clauses is an infinitive
    classify: Callable[[Sequence[Token]], frozenset[str]]

    @cached_property
    def below(self) -> frozenset[str]:
        """Lemmas and words of the clause, and pairs of lemmas; what is coordinated says its own."""
        others = [c for c in self.verb.children if c.rel == "conj" and c.is_verb]
        apart = {token.index for verb in others for token in verb.subtree()}
        tokens = [token for token in self.verb.subtree() if token.index not in apart]
        found = {token.lemma for token in tokens} | {token.lower for token in tokens}
        found.update(f"{one.lemma} {two.lemma}" for one, two in pairwise(tokens))
        return frozenset(found)

    @cached_property
    def object_heads(self) -> tuple[Token, ...]:
        """The objects with those coordinated with them."""
        return tuple(head for token in self.objects for head in token.conjuncts())

    @cached_property
    def object_lemmas(self) -> frozenset[str]:
        """The lemmas of the heads of the objects."""
        return frozenset([token.lemma for token in self.object_heads])

    @cached_property
    def beside_objects(self) -> tuple[Token, ...]:
        """The prepositional phrases that the parser hung on an object: "put troops on alert"."""
        return tuple(child for token in self.object_heads for child in token.children if child.case)

    @cached_property
    def particles(self) -> frozenset[str]:
        """The words that can make a phrase of the verb ("break off", "take hostage")."""
        found: set[str] = set()
        for child in self.verb.children:
            if child.entity in TEMPORAL:
                continue  # "called the president on Sunday" is not "called on"
            found.update((child.lower, child.lemma))
            if child.case != _WITHIN or not self.objects:
                found.update(child.case.split("_"))
            if child.rel in _OTHER_CLAUSES:
                continue  # "announced that they accepted a plan" is not "announced a plan"
            for below in child.children:
                if below.rel != "case":
                    found.update((below.lemma, below.lower))
        return frozenset(found)

    @cached_property
    def subject_classes(self) -> frozenset[str]:
        """The classes of actors that the subjects belong to."""
        return self.classify(self.subjects)

    @cached_property
    def object_classes(self) -> frozenset[str]:
        """The classes of actors that the objects belong to."""
        return self.classify(self.objects)


class TermMatcher:
    """Matches terms against frames; knows the noun sets."""

    def __init__(self, sets: Mapping[str, NounSet]) -> None:
        self._sets = sets
        self._joined: dict[tuple[str, ...], NounSet] = {}  # of several sets, once asked for

    def fitting(self, terms: Iterable[tuple[_T, Term]], frame: Frame) -> Iterator[_T]:
        """What stands beside the terms that fit a verb and what is around it, as asked for."""
        for named, term in terms:
            if term.objects is not None and term.objects.isdisjoint(frame.object_lemmas):
                continue
            if term.particles and not frame.particles.issuperset(term.particles):
                continue
            for condition in term.conditions:
                if not self._condition(condition, frame):
                    break
            else:
                yield named

    def _condition(self, condition: Condition, frame: Frame) -> bool:
        kind = condition.kind
        if kind == "object":
            return self._names_one(condition, frame.object_heads)
        if kind == "oblique":
            return self._oblique(condition, frame)
        if kind == "below":
            return not frame.below.isdisjoint(self._sets[condition.sets[0]].phrases)
        if kind in ("subject", "patient"):
            classes = frame.subject_classes if kind == "subject" else frame.object_classes
            return condition.subject_class in classes
        if kind == "clause":
            return bool(frame.clauses)
        if kind == "bare":
            return not frame.objects
        return frame.infinitive if kind == "infinitive" else frame.subordinate_subject

    def _oblique(self, condition: Condition, frame: Frame) -> bool:
        fitting = [t for t in frame.obliques if _case_fits(t.case, condition.cases)]
        if not condition.sets and condition.nouns is None:
            return bool(fitting)
        fitting += [t for t in frame.beside_objects if _case_fits(t.case, condition.cases)]
        return self._names_one(condition, [head for each in fitting for head in each.conjuncts()])

    def _names_one(self, condition: Condition, heads: Sequence[Token]) -> bool:
        """Whether one of the nouns is among those that a condition asks for."""
        if not heads:
            return False
        nouns = self._nouns(condition)
        return any(nouns.size(head) for head in heads if head.lemma in nouns.lemmas)

    def _nouns(self, condition: Condition) -> NounSet:
        """The nouns that a condition asks for."""
        nouns = condition.nouns
        if nouns is None:
            nouns = self._joined.get(condition.sets)
        if nouns is None:
            joined = NounSet.joined([self._sets[name] for name in condition.sets])
            nouns = self._joined[condition.sets] = joined
        return nouns

    def settled(self, term: Term) -> Term:
        """A term with the nouns that one of its conditions asks for as objects."""
        asked = next((each for each in term.conditions if each.kind == "object"), None)
        return replace(term, objects=self._nouns(asked).lemmas) if asked is not None else term


def _case_fits(case: str, wanted: Sequence[str]) -> bool:
    """Whether "out_of" or "of" is among the prepositions asked for."""
    return case in wanted or (case.rpartition("_")[2] in wanted and "_" in case)
