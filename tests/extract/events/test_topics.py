"""The judge of topics: sport and business in the words of war are told from politics."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from memcon.annotate import Token
from memcon.errors import DataError
from memcon.extract.events import EventLine
from memcon.extract.events.classifier import load_array
from memcon.extract.events.topics import load_topics, topic_features


def sentence(*words: str) -> list[Token]:
    """Nouns in a row."""
    return [Token(n, w, w, "NOUN", "NN", 8 * n, 8 * n + 7) for n, w in enumerate(words)]


def test_games_are_farther_apart_than_wars() -> None:
    judge = load_topics("en")
    game = judge.apart(sentence("goalkeeper", "penalty", "stadium"))
    war = judge.apart(sentence("minister", "embassy", "troop"))
    assert 0 < war < game < 1


def test_sentence_of_unknown_words_has_features() -> None:
    features = topic_features("en")
    assert features.of(sentence("qwxz")).shape == (features.size,)


def test_damaged_file_is_refused() -> None:
    with pytest.raises(DataError, match="damaged"):
        load_array("lang/en/models/event_topics.npz", sha256="0" * 64)


@pytest.mark.parametrize(
    "text",
    [
        "Norwegian brewers are fighting for shelves in Danish shops.",
        "A Ghanaian tenor conquered the critics of Vienna.",
        "Mexico's swimmer surrendered her lead to a schoolgirl.",
        "Wild boars attacked gardens in Berlin.",
    ],
)
def test_war_of_words_is_no_event(text: str, code: Callable[[str], EventLine | None]) -> None:
    assert code(text) is None


def test_plain_act_stands_whatever_it_is_about(
    code: Callable[[str], EventLine | None],
) -> None:
    line = code("Denmark recalled its ambassador from Iran over a football match.")
    assert line is not None
    assert line.event == "SANCTION"


def test_documents_are_not_judged(
    extract_text: Callable[[str, date], list[object]],
) -> None:
    assert extract_text("Chad accused Sudan on Monday of stealing its goats.", date(2020, 6, 15))
