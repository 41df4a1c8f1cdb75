"""Whose voice a text is: who "I" and "we" are in statements, speeches and briefings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from memcon.extract.view import SentenceView
from memcon.read import read_text
from reading import ON, view


def last_of(text: str, *, title: str = "", publisher: str = "") -> SentenceView:
    """The last sentence of a text with this title and publisher."""
    document = replace(read_text(text, date=ON), title=title, publisher=publisher)
    return view(document).sentences[-1]


def meant(sentence: SentenceView, word: str) -> list[str]:
    """The names, else the codes, of those for whom a word stands."""
    token = next(token for token in sentence.tokens if token.text.lower() == word)
    return [actor.name or actor.role or actor.code for actor in sentence.actors(token)]


MINISTRY = "Ministry of Foreign Affairs of Norway"
STATEMENTS = [
    ("We have promised Chad 40 trucks.", "we", ["NOR"]),
    ("Our ship is in Fiji.", "our", ["NOR"]),
    ("I am pleased.", "i", ["NOR"]),
    ("Peru said that we had signed.", "we", ["PER"]),
    ("Peru and Norway are friends. Our countries signed a treaty.", "our", ["PER", "NOR"]),
]


@pytest.mark.parametrize(("text", "word", "expected"), STATEMENTS)
def test_a_ministry_speaks_for_its_state(text: str, word: str, expected: list[str]) -> None:
    found = meant(last_of(text, publisher=MINISTRY), word)
    assert sorted(found) == sorted(expected)


TITLES = [
    ("Speech by Foreign Minister Ola Heide of Norway at the Lima forum", "Ola Heide"),
    ("Statement by the Norwegian Foreign Minister on Chad", "Foreign Minister"),
    ("Prime Minister of Norway Ola Heide's address to the nation", "Ola Heide"),
    ("Statement by the Ministry of Foreign Affairs of Norway", ""),
    ("Joint statement by President Ola Heide of Norway and President Ana Vega of Peru", ""),
    ("Norway and Chad", ""),
]


@pytest.mark.parametrize(("title", "speaker"), TITLES)
def test_a_title_tells_whose_speech_it_is(title: str, speaker: str) -> None:
    found = meant(last_of("I met the president of Chad.", title=title), "i")
    assert found == ([speaker] if speaker else []) or (not speaker and found == ["NOR"])


BRIEFING = [
    ("Q: What of Chad?\n\nA: We will open a consulate in Chad.", "we", ["NOR"]),
    ("Question: What of Chad?\n\nSpokesperson: We regret that.", "we", ["NOR"]),
    ("Journalist: Chad is far. Are we late?", "we", []),
    ("Q: And Chad?\n\nA: No. Chad has paid.\n\nWe thank Chad.", "we", ["NOR"]),
    ("Q: And Chad?\n\nPRIME MINISTER: I will go there.", "i", ["Prime Minister"]),
]


@pytest.mark.parametrize(("text", "word", "expected"), BRIEFING)
def test_who_answers_speaks_for_the_author(text: str, word: str, expected: list[str]) -> None:
    assert meant(last_of(text, publisher=MINISTRY), word) == expected


def test_an_office_before_the_colon_is_the_one_person_who_holds_it() -> None:
    text = (
        "Q: Was it long?\n\nPRIME MINISTER: I met the King of Tonga.\n\n"
        "Prime Minister Ola Heide of Norway is in Tonga.\n\nQ: And then?\n\n"
        "PRIME MINISTER: I will go to Fiji."
    )
    sentence = last_of(text)
    assert sentence.speaker is not None
    assert sentence.speaker.name == "Ola Heide"


MORE_TITLES = [
    ("Remarks by Ola Heide, Foreign Minister of Norway, at the Lima forum", ["Ola Heide"]),
    ("Statement by the Foreign Minister of Norway (Ola Heide)", ["Ola Heide"]),
    ("Address to the nation by President Ola Heide of Norway", ["Ola Heide"]),
    ("Opening remarks by Minister for External Relations Ola Heide of Norway", ["Ola Heide"]),
]


@pytest.mark.parametrize(("title", "expected"), MORE_TITLES)
def test_the_office_may_stand_after_the_name(title: str, expected: list[str]) -> None:
    sentence = last_of("I met the president of Chad.", title=title)
    assert meant(sentence, "i") == expected
    token = next(token for token in sentence.tokens if token.text == "I")
    assert [actor.country for actor in sentence.actors(token)] == ["NOR"]


def test_letters_with_a_stop_are_questions_and_answers() -> None:
    text = "Q. What of Chad?\n\nA. We will go there.\n\nQ. And Fiji?\n\nA. We have paid Fiji."
    assert meant(last_of(text, publisher=MINISTRY), "we") == ["NOR"]


def test_our_ambassador_serves_us_wherever_he_is() -> None:
    sentence = last_of("Our ambassador in Seoul has delivered a protest.", publisher=MINISTRY)
    token = next(token for token in sentence.tokens if token.text == "ambassador")
    assert [actor.party for actor in sentence.actors(token)] == ["NOR"]


def test_who_acts_in_a_statement_without_a_state_is_its_author_s() -> None:
    text = "Deputy Minister Ola Heide met Minister Ana Vega in Lima. Ambassador Ann Lee spoke."
    document = replace(read_text(text, date=ON), publisher=MINISTRY)
    persons = {person.name: person.country for person in view(document).register.persons}
    assert persons == {"Ola Heide": "NOR", "Ana Vega": "PER", "Ann Lee": "NOR"}


def test_what_is_signed_without_a_partner_is_signed_with_the_guest() -> None:
    sentence = last_of(
        "We are old friends.\n\nWe signed two agreements.",
        title="Remarks by Foreign Minister Ola Heide of Norway after talks with Peru",
    )
    assert set(sentence.pair) == {"NOR", "PER"}


def test_what_two_speakers_did_together_binds_both() -> None:
    text = (
        "MINISTER HEIDE: Thank you. We signed a treaty.\n\n"
        "MINISTER VEGA: We are far away. Our gas will reach others by 2030.\n\n"
        "Minister Ola Heide of Norway received Minister Ana Vega of Peru in Oslo."
    )
    sentences = view(read_text(text, date=ON)).sentences
    pairs = {each.sentence.text: set(each.pair) for each in sentences}
    assert pairs["We signed a treaty."] == {"NOR", "PER"}


def test_a_quotation_announced_before_it_is_the_spokesman_s() -> None:
    text = (
        "In response to questions, the spokesman said:\n\n"
        '"Norway protests against the limits. We sent a note to Chad on 3 June.\n\n'
        'Minister Ola Heide repeated it. We regret that."'
    )
    sentences = view(replace(read_text(text, date=ON), publisher=MINISTRY)).sentences
    quoted = [each.speaker for each in sentences if "We" in each.sentence.text]
    assert [(each.role, each.country) for each in quoted if each is not None] == [
        ("spokesman", "NOR"),
        ("spokesman", "NOR"),
    ]


ORGANS = [
    ("Weekly briefing by the spokesman of the Ministry of Foreign Affairs, Ambassador Ola Heide"),
    ("Briefing by the Spokesman of the Ministry of Foreign Affairs, Ola Heide"),
]


@pytest.mark.parametrize("title", ORGANS)
def test_an_organ_is_nobody_s_name(title: str) -> None:
    sentence = last_of("I regret that.", title=title, publisher=MINISTRY)
    assert meant(sentence, "i") == ["Ola Heide"]


def test_a_spokesman_without_a_name_is_told_by_his_office() -> None:
    title = "Statement by the spokesperson of the Ministry of Foreign Affairs"
    assert meant(last_of("I regret that.", title=title, publisher=MINISTRY), "i") == [
        "spokesperson"
    ]
