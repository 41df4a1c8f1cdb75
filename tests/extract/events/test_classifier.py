"""The trained component: it loads, fits its vectors, and knows words that the lexicon does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.events import EventLine
from memcon.extract.events.classifier import (
    WordVectors,
    load_array,
    load_classifier,
    load_vectors,
)
from memcon.extract.events.codes import codebook
from memcon.extract.events.lexicon import event_lexicon


def word(lemma: str) -> Token:
    """A verb by itself."""
    return Token(0, lemma, lemma, "VERB", "VB", 0, len(lemma))


def test_guess_is_a_distribution_over_the_types_and_none() -> None:
    guess = load_classifier("en", event_lexicon()).guess(word("denounce"))
    assert set(guess.probabilities) == {*codebook().types, "NONE"}
    assert sum(guess.probabilities.values()) == pytest.approx(1.0, abs=1e-4)


def test_words_of_like_meaning_have_like_vectors() -> None:
    vectors = load_vectors("en")
    near = vectors.of(word("denounce")) @ vectors.of(word("condemn"))
    far = vectors.of(word("denounce")) @ vectors.of(word("banana"))
    assert near > far


def test_unknown_word_has_no_vector() -> None:
    vectors = WordVectors(["go"], np.ones((1, 4), dtype=np.int8))
    assert not vectors.of(word("qwxz")).any()
    assert vectors.of(word("go")) @ vectors.of(word("go")) == pytest.approx(1.0)


def test_damaged_model_file_is_refused() -> None:
    with pytest.raises(DataError, match="damaged"):
        load_array("lang/en/models/event_clauses.npz", sha256="0" * 64)


def test_missing_model_file_is_named() -> None:
    with pytest.raises(DataError, match=r"nothing\.npz: missing"):
        load_array("lang/en/models/nothing.npz")


def test_clause_without_a_word_of_the_lexicon_is_guessed(
    code: Callable[[str], EventLine | None],
) -> None:
    event = code("Iranian troops strafed and flayed Iraqi villagers near Basra.")
    assert event is not None
    assert event.event == "ASSAULT"
