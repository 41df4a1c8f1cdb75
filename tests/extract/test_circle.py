"""Whom a text is about, and those of an organisation who act for it."""

from __future__ import annotations

import pytest

from reading import view_of

# the text, the word that refers back, the parties that it stands for
CASES = [
    (
        "Foreign ministers of ASEAN have renewed their call for a truce in Myanmar. Myanmar sent an"
        " official to the meeting. The army of Myanmar took power in 2021. The ministers regretted"
        " what Myanmar does.",
        "ministers",
        {"ASEAN"},
    ),
    (
        "EU foreign ministers imposed sanctions on Belarus. Estonian Foreign Minister Ann Tamm"
        " spoke of Belarus on Monday. They warned Belarus again.",
        "They",
        {"EU"},
    ),
    (
        "The leaders of Chad, Mali and Niger met on Monday. President Ola Heide of Norway rang"
        " Prime Minister Rosa Rojas of Peru. The leaders signed a pact.",
        "leaders",
        {"TCD", "MLI", "NER"},
    ),
    (
        "The European Union and Moldova held talks on Monday. Moldova asked the European Union for"
        " loans. The two sides will meet again.",
        "sides",
        {"EU", "MDA"},
    ),
    ("Kenya and Norway met on Monday. Some ministers voiced doubts.", "ministers", {""}),
]


@pytest.mark.parametrize(("text", "word", "parties"), CASES)
def test_who_acts_for_an_organisation(text: str, word: str, parties: set[str]) -> None:
    sentence = view_of(text).sentences[-1]
    token = next(token for token in sentence.tokens if token.text == word)
    mention = sentence.mention(token)
    found = {actor.party for actor in mention.actors} if mention is not None else set()
    assert found == parties
