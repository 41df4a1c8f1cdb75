"""What refers back: sides, leaders, pronouns, offices and things last spoken of."""

from __future__ import annotations

import pytest

from reading import view_of

PAIR = "Kenya and Norway opened talks in Oslo on Monday. "
LEADERS = "Kenyan Prime Minister Juma Wekesa received Norwegian Prime Minister Ola Heide. "
CASES = [
    (PAIR + "The two sides signed a treaty.", "sides", {"KEN", "NOR"}),
    (PAIR + "Both countries signed a treaty.", "countries", {"KEN", "NOR"}),
    (PAIR + "They signed a treaty.", "They", {"KEN", "NOR"}),
    (PAIR + "The Kenyan side signed a treaty.", "side", {"KEN"}),
    (PAIR + "The Norwegian government signed a treaty.", "government", {"NOR"}),
    (LEADERS + "The two leaders signed a treaty.", "leaders", {"Juma Wekesa", "Ola Heide"}),
    (LEADERS + "The two prime ministers agreed.", "ministers", {"Juma Wekesa", "Ola Heide"}),
    (LEADERS + "Heide signed a treaty.", "Heide", {"Ola Heide"}),
    (LEADERS + "The Norwegian prime minister left.", "minister", {"Ola Heide"}),
    (LEADERS + "He thanked his guest.", "He", {"Juma Wekesa"}),
    (
        (
            "The Foreign Secretary, Ann Lee, called the Fijian Foreign Minister, Ratu Vula."
            " The Foreign Secretary was brief."
        ),
        "Secretary",
        {"Ann Lee"},
    ),
    (LEADERS + "The Prime Minister thanked Kenya.", "Minister", {"Ola Heide"}),
    ("The two neighbours, Kenya and Norway, met.", "neighbours", {"KEN", "NOR"}),
    ("ASEAN met on Monday. The bloc signed a treaty.", "bloc", {"ASEAN"}),
    (
        (
            "Kenya and Norway opened talks on Monday. President Wekesa of Kenya had met President"
            " Rojas of Peru, and the two countries signed a treaty."
        ),
        "countries",
        {"KEN", "PER"},
    ),
    ("Kenya is dry. It signed a treaty with Norway.", "It", {"KEN"}),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_reference(text: str, word: str, expected: set[str]) -> None:
    view = view_of(text).sentences[-1]
    token = next(token for token in view.tokens if token.text == word)
    assert {actor.code or actor.name for actor in view.actors(token)} == expected


def test_we_in_a_quotation_is_the_state_that_the_speaker_serves() -> None:
    view = view_of('"We oppose the dam," Kenyan Prime Minister Juma Wekesa said.').sentences[0]
    token = next(token for token in view.tokens if token.text == "We")
    assert [actor.code for actor in view.actors(token)] == ["KEN"]


def test_a_digest_speaks_of_other_parties_under_each_heading() -> None:
    text = (
        "OSLO AND NAIROBI\n\nKenya met Norway.\n\nLIMA AND QUITO\n\n"
        "Peru called Ecuador on Monday. The two countries then signed a treaty."
    )
    view = view_of(text).sentences[-1]
    token = next(token for token in view.tokens if token.text == "countries")
    assert {actor.code for actor in view.actors(token)} == {"ECU", "PER"}
