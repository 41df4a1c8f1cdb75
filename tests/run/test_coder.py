from __future__ import annotations

from datetime import date

import pytest

from memcon.errors import InputError
from memcon.extract.events import CodeInput, code_sentences
from memcon.run.coder import parse_line


@pytest.mark.slow
def test_each_sentence_comes_back_with_its_events_in_order() -> None:
    texts = ("Norway recalled its ambassador from Fiji.", "Nothing of note happened in the hills.")
    rows = [CodeInput(f"s{number}", texts[number % 2]) for number in range(300)]
    coded = list(code_sentences(rows))
    assert [each.id for each in coded] == [f"s{number}" for number in range(300)]
    first, second = coded[0].events, coded[1].events
    assert (first[0].source, first[0].target) == (("NOR",), ("FJI",))
    assert second == ()


def test_a_line_is_an_object_with_id_and_text() -> None:
    line = '{"id": 7, "date": "2019-05-06", "text": "They met."}'
    assert parse_line(line, 1) == CodeInput("7", "They met.", date(2019, 5, 6))
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
