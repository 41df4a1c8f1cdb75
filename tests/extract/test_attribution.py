"""Who says it."""

from __future__ import annotations

import pytest

from memcon.extract.attribution import Attribution
from memcon.extract.clauses import Grammar
from reading import view_of

CASES = [
    ("Kenya signed the treaty, Norwegian officials said.", "signed", "officials"),
    ("Norwegian officials said Kenya signed the treaty.", "signed", "officials"),
    ("According to Eurostat, trade with Kenya fell.", "fell", "Eurostat"),
    ("Eurostat figures show trade with Kenya fell.", "fell", "Eurostat"),
    ("Norwegian Prime Minister Ola Heide said Kenya signed the treaty.", "signed", "Ola Heide"),
]


@pytest.mark.parametrize(("text", "verb", "expected"), CASES)
def test_speaker(text: str, verb: str, expected: str) -> None:
    view = view_of(text).sentences[0]
    token = next(token for token in view.tokens if token.text == verb)
    speaker = Attribution(Grammar()).said_by(view, token)
    assert speaker is not None
    assert expected in (speaker.name, speaker.role)


def test_what_the_document_asserts_has_no_speaker() -> None:
    view = view_of("Kenya signed the treaty on Monday.").sentences[0]
    token = next(token for token in view.tokens if token.text == "signed")
    assert Attribution(Grammar()).said_by(view, token) is None


def test_a_quotation_over_two_sentences_keeps_its_speaker() -> None:
    text = '"We need the dam," Norwegian Prime Minister Ola Heide said. "Kenya signed the treaty."'
    view = view_of(text).sentences[-1]
    assert view.speaker is not None
    assert view.speaker.name == "Ola Heide"


def test_a_transcript_names_its_speakers_before_a_colon() -> None:
    text = (
        "Norwegian Prime Minister Ola Heide talked to us.\n\nReporter: Is it done?\n\n"
        "Heide: We signed the treaty with Kenya.\n"
    )
    view = view_of(text).sentences[-1]
    assert view.speaker is not None
    assert view.speaker.name == "Ola Heide"
    token = next(token for token in view.tokens if token.text == "We")
    assert [actor.code for actor in view.actors(token)] == ["NOR"]


TALKS = (
    "MINISTER REES: Thank you. {}\n\nMINISTER OLSEN: Peru is far away.\n\n"
    "Foreign Minister Ola Rees of Fiji spoke with Foreign Minister Ann Olsen of Norway."
)
ADDRESSED = [
    ("Your country signed a treaty with us.", "country", {"NOR"}),
    ("My country signed a treaty with Peru.", "country", {"FJI"}),
    ("Yesterday I met President Ana Prado of Peru, and we agreed.", "we", {"FJI", "PER"}),
    ("Yesterday we met President Ana Prado of Peru.", "we", {"FJI"}),
    ("We thank you.", "you", set()),
]


@pytest.mark.parametrize(("text", "word", "expected"), ADDRESSED)
def test_whom_a_speaker_means(text: str, word: str, expected: set[str]) -> None:
    views = view_of(TALKS.format(text)).sentences
    token = next(t for view in views for t in view.tokens if t.text == word)
    view = next(view for view in views if token in view.tokens)
    assert {actor.party for actor in view.actors(token)} == expected


def test_a_name_in_capitals_is_written_as_any_other() -> None:
    text = "FOREIGN MINISTER BRUINS SLOT: We want peace.\n\nFOREIGN MINISTER REES: So do we."
    person = view_of(text).register.lookup("Bruins Slot")
    assert person is not None
    assert (person.name, person.role) == ("Bruins Slot", "Foreign Minister")
