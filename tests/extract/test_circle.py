"""Whom a text is about, and those of an organisation who act for it."""

from __future__ import annotations

import pytest

from reading import view_of

ASEAN = "Foreign ministers of ASEAN have renewed their call for a truce in Myanmar. "
JUNTA = "Myanmar sent an official. The army of Myanmar took power in 2021. "
MANY = "The leaders of Chad, Mali and Niger met on Monday. "
CALL = "President Ola Heide of Norway rang Prime Minister Rosa Rojas of Peru. "
SANCTIONS = "EU foreign ministers imposed sanctions on Belarus. "
SUMMIT = "The EU and Moldova held talks on Monday. Moldova asked the EU for loans. "

# the text, the word that refers back, the parties that it stands for
CASES = [
    (ASEAN + JUNTA + "The ministers regretted what Myanmar does.", "ministers", {"ASEAN"}),
    (SANCTIONS + "Estonian Foreign Minister Ann Tamm left. They agreed.", "They", {"EU"}),
    (
        SANCTIONS + "Foreign Minister Ann Tamm of Estonia left. The ministers agreed.",
        "ministers",
        {"EU"},
    ),
    (MANY + CALL + "The leaders signed a pact.", "leaders", {"TCD", "MLI", "NER"}),
    (SUMMIT + "The two sides will meet again.", "sides", {"EU", "MDA"}),
    ("Kenya and Norway met on Monday. Some ministers voiced doubts.", "ministers", {""}),
    (MANY + "Talks were held in Moscow and Helsinki. The two sides left.", "sides", set()),
]


@pytest.mark.parametrize(("text", "word", "parties"), CASES)
def test_whom_a_text_goes_on_with(text: str, word: str, parties: set[str]) -> None:
    sentence = view_of(text).sentences[-1]
    token = next(token for token in sentence.tokens if token.text == word)
    mention = sentence.mention(token)
    found = {actor.party for actor in mention.actors} if mention is not None else set()
    assert found == parties
