from __future__ import annotations

from dataclasses import replace

import pytest

from factory import cite, record, source
from memcon.model.citation import Citation
from memcon.model.statement import statements_of
from memcon.present.names import party_names
from memcon.present.phrases import Phrases
from memcon.present.show import in_context, show

TEXT = "Before.\nThe ministers of Chile and Peru met in Arica on Monday, and agreed.\nAfter."
START = TEXT.index("met in Arica")
WORDS = Citation("note.txt", START, START + len("met in Arica"), "met in Arica")


def test_a_record_is_shown_with_every_statement_its_offsets_and_words() -> None:
    made = replace(
        record("meeting", status="held", place={"name": "Arica", "country": "CHL"}),
        evidence=(WORDS,),
    )
    text = show(
        made,
        list(statements_of(made)),
        texts={"note.txt": TEXT},
        sources={"note.txt": source()},
        phrases=Phrases(party_names()),
    )
    lines = text.splitlines()
    assert lines[0] == made.id
    assert "  place: Arica, Chile" in lines
    assert "  note.txt: A note, Lima Courier, 4 March 2020" in lines
    assert f"    status: held  ({START}–{START + 12})" in lines
    assert "    » The ministers of Chile and Peru [met in Arica] on Monday, and agreed." in lines


def test_disputed_values_and_history_are_shown() -> None:
    made = record(
        "commitment",
        status="met",
        due="../2019",
        stated={
            "status": [{"value": "pending", "docs": ["a.txt", "b.txt"]}],
            "due": [{"value": "../2019", "docs": ["a"]}, {"value": "2021", "docs": ["b"]}],
        },
        history=({"status": "pending", "date": "2019"},),
    )
    text = show(made, [], texts={}, sources={}, phrases=Phrases(party_names()))
    assert "    open: a.txt, b.txt" in text
    assert "    ⚠ 2021: b" in text
    assert "history: pending 2019" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aaa the words bbb", "aaa [the words] bbb"),
        ("the words", "[the words]"),
        ("(the words)", "([the words])"),
        ("one\nthe words\ntwo", "[the words]"),
        ("other text", "[the words]"),
    ],
)
def test_words_stand_in_their_context(text: str, expected: str) -> None:
    start = max(text.find("the words"), 0)
    assert in_context(cite("the words", start=start), text) == expected


def test_long_context_is_cut_between_words() -> None:
    text = "word " * 60 + "the words" + " next" * 60
    shown = in_context(cite("the words", start=300), text)
    assert shown.startswith("…word ")
    assert shown.endswith(" next…")
    assert len(shown) < 200
