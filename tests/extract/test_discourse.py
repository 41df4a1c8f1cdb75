"""What refers back: sides, leaders, pronouns, offices and things last spoken of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from memcon.model.record import Record
from memcon.read import read_text
from reading import ON, view_of
from reading import view as view_of_document

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
    ("The two Koreas signed a pact.", "Koreas", {"PRK", "KOR"}),
    (LEADERS + "During his stay, Juan Rojas of Peru saw a fair.", "his", {"Juan Rojas"}),
    (LEADERS + "In Lima Peru's envoy Rosa Rojas said that she agreed.", "she", {"Rosa Rojas"}),
    (LEADERS + "African leaders met in Mali.", "leaders", {""}),
    (LEADERS + "World leaders met in Mali.", "leaders", {""}),
    (
        (
            "Presidents Juma Wekesa of Kenya, Ola Heide of Norway and Ana Rojas of Peru met."
            ' "A line will be built by Chad, Mali and Fiji", they said. The three presidents left.'
        ),
        "presidents",
        {"Juma Wekesa", "Ola Heide", "Ana Rojas"},
    ),
    (
        "Kenyan envoy Juma Wekesa said that reporter Ola Heide was held, and he left.",
        "he",
        {"Juma Wekesa"},
    ),
    (
        (
            "Kenyan Minister Juma Wekesa met Rosa Rojas of Peru and Norwegian Director General for"
            " Trade Ola Heide."
            " They spoke of the war of Chad with Mali. The leaders left."
        ),
        "leaders",
        {"Juma Wekesa", "Rosa Rojas", "Ola Heide"},
    ),
    (LEADERS + "The Health Minister of the host left.", "Minister", {""}),
    (LEADERS + "Norway's envoy said that the Government would pay.", "Government", {"NOR"}),
    (PAIR + "Diplomats voiced doubts.", "Diplomats", {""}),
    ("The special envoy for Chad left. The US special envoy met Peru.", "envoy", {""}),
    ("Mr Wekesa of Kenya met Mrs Heide of Norway. She signed a treaty.", "She", {"Heide"}),
    ("Mr Wekesa of Kenya met Mrs Heide of Norway. He signed a treaty.", "He", {"Wekesa"}),
    ("Kenyan envoy Rosa Wekesa met Mr Heide of Norway. She signed it.", "She", {"Rosa Wekesa"}),
    ("North and South Korea met.", "Korea", {"PRK", "KOR"}),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_reference(text: str, word: str, expected: set[str]) -> None:
    view = view_of(text).sentences[-1]
    token = next(token for token in view.tokens if token.text == word)
    assert {actor.code or actor.name for actor in view.actors(token)} == expected


PAIR_OF_THREE = "Fiji will host talks between Chile and Peru. "
CALLED = "President Koivisto of Finland called President Walesa of Poland. "
SEVERAL = [  # texts about three states and more: whom the sentences just before speak of
    (CALLED + "Both men praised the pact.", "men", {"Koivisto", "Walesa"}),
    (CALLED + "They agreed to meet again.", "They", {"Koivisto", "Walesa"}),
    (CALLED + "Chile stayed away. The two countries met.", "countries", set()),
    ("Chile and Peru met. Mali urged both countries to wait.", "countries", {"CHL", "PER"}),
    (CALLED + "Finland sold tin. The two countries met.", "countries", {"FIN", "POL"}),
    (CALLED + "Chile sold tin to Peru. The two countries met.", "countries", {"CHL", "PER"}),
    (CALLED + "Trade between Chile and Peru grew. The two presidents met.", "presidents", None),
    (
        CALLED + "Foreign Minister Rees of Fiji spoke with Foreign Minister Ola of Peru, and they"
        " agreed.",
        "they",
        {"Rees", "Ola"},
    ),
    ("Chile and Peru talked about the war in Mali. Both countries agreed.", "countries", None),
    ("Envoys from Chile saw Peru, Mali and Fiji. The two countries agreed.", "countries", set()),
    (CALLED + "The Baltic states refused.", "states", set()),
    (CALLED + "The other countries refused.", "countries", set()),
    (CALLED + "The countries of the region refused.", "countries", set()),
    ("The OAS wrote to Chile. Both countries refused.", "countries", set()),
    ("Chile sent two battalions to Peru and then withdrew them.", "them", set()),
    ("Chile sent ships to Peru, and Mali condemned it.", "it", {"CHL"}),
    ("Chile shut the border and opened it again.", "it", set()),
    ("The Chilean minister met his Peruvian colleague, Ola Rees.", "Rees", {"Ola Rees"}),
    (
        (
            "Chile accused Peru of theft. Former Mali president Issa Traore hosted talks between"
            " the two neighbours in the Fijian capital. On Friday both sides signed a pact."
        ),
        "sides",
        {"CHL", "PER"},
    ),
    (
        (
            "President Koivisto of Finland left Lima on Friday. He and President Rojas of Peru held"
            " talks. Peru is glad.|Speaking at a dinner, Rojas condemned Chile for its raids.|"
            "Finland lent Peru money. Peru thanked Finland. The two sides signed a treaty."
        ),
        "sides",
        {"FIN", "PER"},
    ),
    (
        CALLED + "They saw the Juma Wekesa bridge. The two presidents left.",
        "presidents",
        {"Koivisto", "Walesa"},
    ),
    ("King Faisal of Fiji met the Emir of Chad. The King left.", "King", {"Faisal"}),
    ("The Fiji Bank met the World Bank, the foreign ministry said. The bank left.", "bank", {"WB"}),
    (
        CALLED + "Former president Ola Rees of Fiji left. The two presidents agreed.",
        "presidents",
        {"Koivisto", "Walesa"},
    ),
    (CALLED + "The leaders of the 30 allies agreed.", "leaders", set()),
    ("Fiji will end the Chile-Peru war. The two countries agreed.", "countries", None),
    (
        "Fiji will end the Chile-Peru war, as talks between the warring neighbours opened.",
        "neighbours",
        None,
    ),
    (PAIR_OF_THREE + "The talks between them began.", "them", None),
    (CALLED + "Fiji sent 30 advisers.", "advisers", set()),
    ("Koivisto of Finland condemned the Chilean regime for its raids.", "its", {"CHL"}),
]


@pytest.mark.parametrize(("text", "word", "expected"), SEVERAL)
def test_what_refers_back_goes_by_the_sentences_just_before(
    text: str, word: str, expected: set[str] | None
) -> None:
    expected = {"CHL", "PER"} if expected is None else expected
    view = view_of(text.replace("|", "\n\n")).sentences[-1]
    token = next(token for token in reversed(view.tokens) if token.text == word)
    meant = {actor.code or actor.name or actor.country for actor in view.actors(token)}
    assert meant - {""} == expected


TWO = "British Prime Minister Ann Lee and Fijian Prime Minister Ola Rees held talks. "
OFFICES = [  # an office without a name, where several hold one
    (TWO + "The Prime Minister said no.", "Minister", set()),
    (TWO + "Rees flew home. The Prime Minister said no.", "Minister", {"FJI"}),
    (TWO + "Britain sold tin. The Prime Minister said no.", "Minister", {"GBR"}),
    (TWO + "A spokesman for Rees said no.", "spokesman", {"FJI"}),
    (TWO + "Rees's spokesman said no.", "spokesman", {"FJI"}),
    (TWO + "The ministers said no.", "ministers", {"FJI", "GBR"}),
]


@pytest.mark.parametrize(("text", "word", "expected"), OFFICES)
def test_whose_office_is_meant(text: str, word: str, expected: set[str]) -> None:
    view = view_of(text).sentences[-1]
    token = next(token for token in view.tokens if token.text == word)
    assert {actor.country for actor in view.actors(token)} - {""} == expected


def test_a_state_s_own_text_calls_its_own_officials_by_their_office() -> None:
    text = (
        "The Prime Minister called the Prime Minister of Fiji, Ola Rees. Prime Minister Rees"
        " agreed. The Prime Minister thanked him."
    )
    publisher = "Prime Minister's Office, United Kingdom"
    document = replace(read_text(text, date=ON), publisher=publisher)
    view = view_of_document(document).sentences[-1]
    token = next(token for token in view.tokens if token.text == "Minister")
    assert [actor.country for actor in view.actors(token)] == ["GBR"]


def test_a_counterpart_after_a_comma_serves_the_state_that_is_told() -> None:
    view = view_of("The Djiboutian minister met his Yemeni colleague, Abd Rees.").sentences[0]
    token = next(token for token in view.tokens if token.text == "Rees")
    assert [actor.country for actor in view.actors(token)] == ["YEM"]


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


def test_somebody_without_an_office_is_none_of_the_premiers(
    extract_text: Callable[..., list[Record]],
) -> None:
    records = extract_text(
        "Premier Li Keqiang of China met Prime Minister Dmitry Medvedev of Russia in Kazan on"
        " 17 May.\n\nLi's deputy Han Zheng and Dmitry Kozak will chair the commission in June. The"
        " fifth meeting of premiers will be held in China in 2021."
    )
    last = [record.to_json() for record in records if record.type == "meeting"][-1]
    assert [each["name"] for each in last["participants"]] == ["Li Keqiang", "Dmitry Medvedev"]


READ_OUTS = [
    ("Wang Bo of China held talks with him on Monday.", "him", "Ola Heide"),
    ("The Secretary thanked her.", "Secretary", "Ola Heide"),
    ("The Foreign Minister was in Suva.", "Minister", "Ana Vega"),
]


@pytest.mark.parametrize(("text", "word", "expected"), READ_OUTS)
def test_guests_and_hosts_keep_their_offices(text: str, word: str, expected: str) -> None:
    lead = (
        "Secretary of State Ola Heide of Norway met Peru's Foreign Minister Ana Vega."
        " She was on her way to Fiji. "
    )
    view = view_of(lead + text).sentences[-1]
    token = next(token for token in view.tokens if token.text == word)
    assert [actor.name for actor in view.actors(token)] == [expected]


def test_two_of_whom_a_paragraph_speaks_are_they() -> None:
    text = (
        "Fiji and Tonga are to sign a treaty.\n\n"
        "Norway's minister, Ola Heide, met Peru's minister, Ana Vega. Minister Vega promised help."
        " They set up a commission."
    )
    view = view_of(text).sentences[-1]
    token = next(token for token in view.tokens if token.text == "They")
    assert {actor.party for actor in view.actors(token)} == {"NOR", "PER"}


def test_who_tells_of_himself_in_a_relative_clause_is_he() -> None:
    text = (
        "Minister Ola Heide of Norway wrote to Minister Juma Wekesa of Kenya,"
        " who assured him that he had asked for a review."
    )
    view = view_of(text).sentences[-1]
    token = next(token for token in view.tokens if token.text == "he")
    assert [actor.name for actor in view.actors(token)] == ["Juma Wekesa"]


def test_ministers_of_both_are_one_of_each() -> None:
    view = view_of(PAIR + "The two countries' transport ministers agreed on it.").sentences[-1]
    token = next(token for token in view.tokens if token.text == "ministers")
    assert {actor.party for actor in view.actors(token)} == {"KEN", "NOR"}


PASSAGES = [
    (
        (
            "Minister Ola Heide of Norway told Minister Ana Vega of Peru of the case. Minister Vega"
            " said that Chad was near. Both agreed that it must end."
        ),
        "Both",
        {"NOR", "PER"},
    ),
    (
        (
            "Norway and Chad are friends.\n\nMinister Ola Heide of Norway was in Lima, where he met"
            " Minister Ana Vega of Peru. They agreed on it."
        ),
        "They",
        {"NOR", "PER"},
    ),
    ("The KGB of Belarus said so.", "KGB", {"BLR"}),
]


@pytest.mark.parametrize(("text", "word", "expected"), PASSAGES)
def test_passages_tell_who_is_meant(text: str, word: str, expected: set[str]) -> None:
    view = view_of(text).sentences[-1]
    token = next(token for token in view.tokens if token.text == word)
    assert {actor.party for actor in view.actors(token)} == expected


def test_he_is_the_one_whom_a_speaker_has_just_told_of() -> None:
    document = replace(
        read_text(
            "President Juma Wekesa of Kenya has not replied.\n\n"
            "I have talked to Prime Minister Ola Heide of Norway. He will come to Lima.",
            date=ON,
        ),
        publisher="Ministry of Foreign Affairs of Peru",
    )
    view = view_of_document(document).sentences[-1]
    token = next(token for token in view.tokens if token.text == "He")
    assert [actor.name for actor in view.actors(token)] == ["Ola Heide"]
