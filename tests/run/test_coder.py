from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from factory import record
from memcon.errors import InputError
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.run.coder import Sentence, code_sentences, event_json, parse_line


class Extractor:
    """An event and a meeting in each text."""

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        for document in documents:
            yield document, [record("meeting"), record("event", event_type="CONSULT")]


def test_each_sentence_comes_back_with_its_events_in_order() -> None:
    sentences = [Sentence(f"s{number}", f"Text {number}.") for number in range(300)]
    rows = list(code_sentences(sentences, Extractor()))
    assert [row["id"] for row in rows] == [f"s{number}" for number in range(300)]
    assert rows[0]["events"] == [{"event": "CONSULT"}]


def test_an_event_has_codes_for_its_sides_and_leaves_out_what_is_not_known() -> None:
    made = record(
        "event",
        event_type="SANCTION",
        mode="expel",
        cameo="1041",
        actors=[{"country": "CHL", "sector": "GOV"}, {"country": "CHL"}, {"text": "rebels"}],
        recipients=[{"country": "PER"}],
    )
    assert event_json(made) == {
        "event": "SANCTION",
        "mode": "expel",
        "source": ["CHL"],
        "target": ["PER"],
        "cameo": "1041",
    }


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
