"""The trained component: which event type a clause tells of, by the meaning of its words.

A multinomial logistic regression over the vectors of a clause's words, by their place in it (verb,
what it governs, object, obliques, subject, all). It knows words that the lexicon does not. How it
was trained is told in `training/events/MODEL_CARD.md`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.events.lexicon import EventLexicon
from memcon.extract.lexicon import load_yaml

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

NONE = "NONE"
_NAMES = frozenset({"DATE", "TIME", "GPE", "NORP", "PERSON", "CARDINAL", "MONEY", "PERCENT"})
_WHEN = frozenset({"DATE", "TIME"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
_CHAIN = ("xcomp", "ccomp")
_OBJECTS = ("obj", "nsubj:pass", "attr")
_SUBJECTS = ("nsubj", "nsubj:pass")
_LONGEST_CHAIN = 4
_EMPHASIS = 2.0  # of all the clause's words against those of one place
_BLOCKS = 6
_FLAGS = ("future", "conditional", "obliged", "possible")


class WordVectors:
    """Vectors of words, stored as 8-bit integers."""

    def __init__(self, words: Sequence[str], table: NDArray[np.int8]) -> None:
        self._index = {word: number for number, word in enumerate(words)}
        self._table = table
        self.size = int(table.shape[1])
        self._unit: dict[int, Vector] = {}  # of length 1, of the words met so far
        self._zero: Vector = np.zeros(self.size, dtype=np.float32)

    def of(self, token: Token) -> Vector:
        """The vector of a word's lemma, or else of the word; zeros where it is unknown."""
        number = self._index.get(token.lemma)
        if number is None:
            number = self._index.get(token.lower)
        if number is None:
            return self._zero
        known = self._unit.get(number)
        if known is None:
            row = self._table[number].astype(np.float32)
            length = float(np.sqrt(row @ row))
            known = self._unit[number] = row / length if length else self._zero
        return known

    def mean(self, tokens: Sequence[Token]) -> Vector:
        """The mean of several words' vectors."""
        if not tokens:
            return self._zero
        total = self.of(tokens[0]).copy()
        for token in tokens[1:]:
            total += self.of(token)
        total /= len(tokens)
        return total


class ClauseFeatures:
    """Turns a clause, given by its verb, into a vector."""

    def __init__(self, vectors: WordVectors, lexicon: EventLexicon) -> None:
        self._vectors = vectors
        self._auxiliaries = lexicon.words.auxiliaries
        self._negators = lexicon.words.negators
        self._copulas = lexicon.words.copulas
        self._idle = lexicon.words.idle

    @property
    def size(self) -> int:
        """The length of the vectors."""
        return _BLOCKS * self._vectors.size + len(_FLAGS) + 5

    def of(self, verb: Token) -> Vector:
        """The features of the clause that a verb heads, with the clauses that it governs."""
        chain = _chain(verb)
        children = [child for word in chain for child in word.children]
        objects = [child for child in children if child.rel in _OBJECTS]
        within = [c for o in objects for c in (o, *_modifiers(o))]
        around = [c for c in children if c.rel in ("obl", "advcl") and c.entity not in _NAMES]
        subjects = verb.all_children(*_SUBJECTS)
        content = [
            token
            for token in verb.subtree()
            if token.pos in _CONTENT
            and token.entity not in _NAMES
            and token.lemma not in self._idle
        ]
        vectors = self._vectors
        governed = chain[-1:] if len(chain) > 1 else []
        blocks = [
            vectors.of(verb),
            vectors.mean(governed),
            vectors.mean(within),
            vectors.mean(around),
            vectors.mean(subjects),
            _EMPHASIS * vectors.mean(content),
        ]
        return np.concatenate([*blocks, self._flags(verb, chain, objects)])

    def _flags(self, verb: Token, chain: Sequence[Token], objects: Sequence[Token]) -> Vector:
        auxiliaries = {c.text.lower() for c in verb.children if c.rel.startswith("aux")}
        moods = [not auxiliaries.isdisjoint(self._auxiliaries[name]) for name in _FLAGS]
        negated = any(
            c.rel == "advmod:neg" or (c.rel == "advmod" and c.lemma in self._negators)
            for word in chain
            for c in word.children
        )
        passive = any(c.rel == "aux:pass" for c in verb.children)
        rest = [negated, passive, len(chain) > 1, verb.lemma in self._copulas, bool(objects)]
        return np.array([*moods, *rest], dtype=np.float32)


def _chain(verb: Token) -> list[Token]:
    """A verb and the verbs or adjectives that it governs, one below the other."""
    chain = [verb]
    while len(chain) < _LONGEST_CHAIN:
        below = [
            c for c in chain[-1].children if c.rel in _CHAIN and c.pos in ("VERB", "AUX", "ADJ")
        ]
        if not below:
            break
        chain.append(below[0])
    return chain


def _modifiers(noun: Token) -> Iterable[Token]:
    return (
        c for c in noun.children if c.rel in ("nmod", "compound", "amod") and c.entity not in _NAMES
    )


def main_clauses(tokens: Sequence[Token], lexicon: EventLexicon) -> list[Token]:
    """The verb of the main clause, below what only reports it, and those coordinated with it."""
    root = next((token for token in tokens if token.head is None), None)
    if root is None or not root.is_verb:
        return []
    verb = root
    while lexicon.is_saying(verb):
        told = [c for c in verb.children if c.rel in ("ccomp", "parataxis") and c.is_verb]
        if not told:
            break
        verb = told[0]
    return [verb, *(c for c in verb.all_children("conj") if c.is_verb)]


@dataclass(slots=True, eq=False)
class Guess:
    """What the classifier makes of a clause, worked out when it is asked for."""

    verb: Token
    read: Callable[[Token], dict[str, float]]
    known: dict[str, float] = field(default_factory=dict)

    @property
    def probabilities(self) -> dict[str, float]:
        """The probability of each type, and of NONE."""
        if not self.known:
            self.known = self.read(self.verb)
        return self.known

    @property
    def best(self) -> tuple[str, float]:
        """The likeliest type (or NONE) and its probability."""
        return max(self.probabilities.items(), key=lambda each: each[1])

    def of(self, kind: str) -> float:
        """The probability of a type."""
        return self.probabilities.get(kind, 0.0)


class ClauseClassifier:
    """Guesses the event types of clauses."""

    def __init__(
        self,
        features: ClauseFeatures,
        classes: Sequence[str],
        weights: Vector,
        bias: Vector,
    ) -> None:
        self._features = features
        self._classes = tuple(classes)
        self._weights = weights
        self._bias = bias

    def guess(self, verb: Token) -> Guess:
        """What the clause that a verb heads tells of."""
        return Guess(verb, self._probabilities)

    def _probabilities(self, verb: Token) -> dict[str, float]:
        scores = self._weights @ self._features.of(verb)
        scores += self._bias
        scores -= np.maximum.reduce(scores)
        np.exp(scores, out=scores)
        scores /= np.add.reduce(scores)
        return dict(zip(self._classes, scores.tolist(), strict=True))


def load_array(path: str, *, sha256: str = "") -> dict[str, NDArray[np.generic]]:
    """The arrays of a model file of the package.

    Raises DataError where it is missing or is not the file that its hash says.
    """
    source = files("memcon").joinpath(path)
    try:
        content = source.read_bytes()
    except FileNotFoundError as error:
        message = f"{path}: missing from the installation; reinstall memcon"
        raise DataError(message) from error
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        message = f"{path}: damaged (its SHA-256 is not the one in models.yml); reinstall memcon"
        raise DataError(message)
    with source.open("rb") as handle, np.load(handle, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


@lru_cache(maxsize=4)
def load_vectors(language: str) -> WordVectors:
    """The word vectors of a language's event model."""
    folder = f"lang/{language}/models"
    entry = load_yaml(f"{folder}/models.yml")["event_words"]
    arrays = load_array(f"{folder}/{entry['file']}", sha256=entry["sha256"])
    words = bytes(arrays["words"]).decode("utf-8").split("\n")
    return WordVectors(words, arrays["vectors"].astype(np.int8))


def load_classifier(language: str, lexicon: EventLexicon) -> ClauseClassifier:
    """The trained clause classifier of a language.

    Raises DataError where its files are missing, damaged or do not fit each other.
    """
    folder = f"lang/{language}/models"
    entry = load_yaml(f"{folder}/models.yml")["event_clauses"]
    arrays = load_array(f"{folder}/{entry['file']}", sha256=entry["sha256"])
    features = ClauseFeatures(load_vectors(language), lexicon)
    weights = arrays["weights"].astype(np.float32)
    if weights.shape[1] != features.size:
        message = f"{folder}/{entry['file']}: {weights.shape[1]} features, not {features.size}"
        raise DataError(message)
    classes = bytes(arrays["classes"]).decode("utf-8").split("\n")
    return ClauseClassifier(features, classes, weights, arrays["bias"].astype(np.float32))
