from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from memcon.errors import InputError
from memcon.run.coder import Sentence, SentenceCoder, event_json, parse_line
from memcon.settings import Settings


@pytest.mark.slow
def test_each_sentence_comes_back_with_its_events_in_order() -> None:
    texts = ("Norway recalled its ambassador from Fiji.", "Nothing of note happened in the hills.")
    sentences = [Sentence(f"s{number}", texts[number % 2]) for number in range(300)]
    coded = list(SentenceCoder(Settings()).code(sentences))
    assert [sentence.id for sentence, _ in coded] == [f"s{number}" for number in range(300)]
    first, second = coded[0][1], coded[1][1]
    assert event_json(first[0])["source"] == ["NOR"]
    assert event_json(first[0])["target"] == ["FJI"]
    assert second == []


def test_what_is_not_known_of_an_event_is_left_out() -> None:
    made = SimpleNamespace(
        event_type="SANCTION", mode="", contexts=(), actors=(), recipients=(), cameo="1041"
    )
    assert event_json(made) == {"event": "SANCTION", "cameo": "1041"}


def test_a_line_is_an_object_with_id_and_text() -> None:
    line = '{"id": 7, "date": "2019-05-06", "text": "They met."}'
    assert parse_line(line, 1) == Sentence("7", "They met.", date(2019, 5, 6))
    assert parse_line('{"id": "a", "text": "x"}', 1).date is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "line 3: not JSON"),
        ('["a"]', "line 3: no object"),
        ('{"id": "a"}', "line 3: no object"),
        ('{"text": "a"}', "line 3: no object"),
        ('{"id": "a", "text": "x", "date": "May"}', "line 3: date May: not a date"),
        ('{"id": "a", "text": "x", "date": 5}', "line 3: date 5: not a date"),
    ],
)
def test_a_line_that_is_none_is_named(line: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_line(line, 3)
