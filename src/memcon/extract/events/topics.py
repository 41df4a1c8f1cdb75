"""A second trained component: whether a sentence speaks of politics at all, by what its words mean.

Sport, business, nature and novels borrow the words of war and diplomacy ("the defence collapsed",
"a battle for customers"). A logistic regression over the word vectors of `classifier` tells such
sentences from those about what states, parties and crowds do to each other. Trained by
`training/events/train_topics.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.events.classifier import WordVectors, load_array, load_vectors
from memcon.extract.events.lexicon import event_lexicon
from memcon.extract.lexicon import load_yaml

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_NAMES = ("GPE", "NORP", "PERSON", "MONEY", "PERCENT", "ORG", "CARDINAL")
_UNSAID = frozenset({*_NAMES, "DATE", "TIME", "FAC", "LOC", "ORDINAL", "QUANTITY"})
_CONTENT = ("NOUN", "VERB", "ADJ", "ADV")
_BLOCKS = 5
_FLAGS = 4
_EMPHASIS = 1.5  # of all words against those of one kind
_FLAG_WEIGHT = 0.3


class TopicFeatures:
    """Turns a sentence into a vector: what its nouns, verbs, other words and main word mean."""

    def __init__(self, vectors: WordVectors, idle: frozenset[str], unsure: frozenset[str]) -> None:
        """Take the vectors, words that say nothing, and auxiliaries and marks of what may be."""
        self._vectors = vectors
        self._idle = idle
        self._unsure = unsure

    @property
    def size(self) -> int:
        """The length of the vectors."""
        return _BLOCKS * self._vectors.size + len(_NAMES) + _FLAGS

    def of(self, tokens: Sequence[Token]) -> Vector:
        """The features of a sentence; names, numbers and dates count only by their kind."""
        words = [
            token
            for token in tokens
            if token.pos in _CONTENT
            and token.entity not in _UNSAID
            and token.lemma not in self._idle
        ]
        root = [token for token in tokens if token.head is None][:1]
        mean = self._vectors.mean
        blocks = [
            _EMPHASIS * mean(words),
            mean([word for word in words if word.pos == "NOUN"]),
            mean([word for word in words if word.pos == "VERB"]),
            mean([word for word in words if word.pos not in ("NOUN", "VERB")]),
            mean(root),
        ]
        named = {token.entity for token in tokens}
        flags = [
            *(name in named for name in _NAMES),
            any(token.lemma in self._unsure for token in tokens),
            tokens[-1].text == "?",
            any(token.tag == "VBD" for token in tokens),
            any(token.tag in ("VBZ", "VBP") for token in root),
        ]
        return np.concatenate([*blocks, _FLAG_WEIGHT * np.array(flags, dtype=np.float32)])


class TopicJudge:
    """Tells how likely a sentence is to be of no politics."""

    def __init__(self, features: TopicFeatures, weights: Vector, bias: float) -> None:
        self._features = features
        self._weights = weights
        self._bias = bias

    def apart(self, tokens: Sequence[Token]) -> float:
        """The probability that a sentence speaks of something other than politics."""
        score = float(self._weights @ self._features.of(tokens)) + self._bias
        return float(1.0 / (1.0 + np.exp(-score)))


def topic_features(language: str) -> TopicFeatures:
    """The features of sentences of a language."""
    words = event_lexicon(language).words
    unsure = words.auxiliaries["possible"] | words.auxiliaries["conditional"] | words.suppositions
    return TopicFeatures(load_vectors(language), words.idle, unsure)


@lru_cache(maxsize=4)
def load_topics(language: str) -> TopicJudge:
    """The trained judge of a language.

    Raises DataError where its file is missing, damaged or does not fit the vectors.
    """
    folder = f"lang/{language}/models"
    entry = load_yaml(f"{folder}/models.yml")["event_topics"]
    arrays = load_array(f"{folder}/{entry['file']}", sha256=entry["sha256"])
    weights = arrays["weights"].astype(np.float32)
    features = topic_features(language)
    if weights.shape != (features.size,):
        message = f"{folder}/{entry['file']}: {weights.shape} weights, not {features.size}"
        raise DataError(message)
    return TopicJudge(features, weights, float(arrays["bias"].astype(np.float32)[0]))
