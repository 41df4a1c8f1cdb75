"""What organisations are called again, and whose they then are."""

from __future__ import annotations

import pytest

from reading import view_of

PSC = "The Peace and Security Council (PSC) of the African Union met. "
KWS = "The Kenya Wildlife Service (KWS) met Fiji's minister. "
COUNCIL = "The Foreign Ministerial Council of the GCC met in Riyadh. "
CASES = [
    (PSC + "The PSC accused Chad.", "PSC", {"AU"}),
    (KWS + "The KWS accused Peru.", "KWS", {"KEN"}),
    (COUNCIL + "The Ministerial Council praised Bahrain.", "Council", {"GCC"}),
    (COUNCIL + "The Council warned Iran.", "Council", {"GCC"}),
    (COUNCIL + "The Lawyers Council warned Iran.", "Council", {""}),
]


@pytest.mark.parametrize(("text", "word", "parties"), CASES)
def test_an_organisation_called_again_is_whose_it_was(
    text: str, word: str, parties: set[str]
) -> None:
    sentence = view_of(text).sentences[-1]
    token = next(token for token in sentence.tokens if token.text == word)
    mention = sentence.mention(token)
    assert mention is not None
    assert {actor.party for actor in mention.actors} == parties
