"""The language of each section of a document that is in several."""

from __future__ import annotations

from itertools import groupby

import pytest

from memcon.model.document import Document, blocks_from_json, blocks_to_json
from memcon.read.formats.base import Draft
from memcon.read.language import detect
from memcon.read.reader import Given, document_of

ENGLISH = (
    (
        "The ministers of transport met in the border town on Monday and agreed that the second "
        "bridge is to be opened to lorries before the end of the year."
    ),
    (
        "They also set up a working group, which will report to both governments in the spring on "
        "what is still missing for trains to cross the river."
    ),
)
MORE = (
    (
        "Trade over the first bridge grew by a tenth last year, customs said in a report"
        " that both parliaments are to debate in the coming weeks."
    ),
    (
        "Farmers on either bank have long complained that their fruit spoils in the queues, which"
        " in summer may take three days and more."
    ),
)
FRENCH = (
    (
        "Les ministres des transports se sont réunis lundi dans la ville frontière et sont "
        "convenus d'ouvrir le deuxième pont aux camions avant la fin de l'année."
    ),
    (
        "Ils ont également créé un groupe de travail, qui fera rapport aux deux gouvernements au "
        "printemps sur ce qui manque encore pour que des trains passent le fleuve."
    ),
)
RUSSIAN = (
    (
        "Министры транспорта двух стран встретились в понедельник в приграничном городе и "
        "договорились открыть второй мост для грузовиков до конца года."
    ),
    (
        "Они также создали рабочую группу, которая весной доложит правительствам обеих стран, чего "
        "ещё не хватает для движения поездов через реку."
    ),
)
CHINESE = (
    "两国交通部长星期一在边境城市举行会谈,同意在年底前向卡车开放第二座大桥,并就铁路过境问题交换了意见。双方强调,新桥将大大缩短两国首都之间的运输时间。",
    "双方还成立了一个工作组,将于明年春天向两国政府报告火车过河尚缺少的条件。工作组由双方各五名专家组成,每两个月举行一次会议。",
)
ROWS = (
    "| Bourgogne-Franche-Comté | Auvergne-Rhône-Alpes | Provence-Alpes-Côte d'Azur | Occitanie |",
    "| Nouvelle-Aquitaine | Pays de la Loire | Bretagne | Normandie | Hauts-de-France | Corse |",
    "| Guadeloupe | Martinique | Guyane | La Réunion | Mayotte | Centre-Val de Loire | Paris |",
)


def read(*paragraphs: str) -> Document:
    return document_of(Draft("\n\n".join(paragraphs), has_head=True), Given("a.txt"), where="a.txt")


def sections(document: Document) -> list[tuple[str, int]]:
    """Each language in order with how many blocks are in it."""
    codes = map(document.language_of, document.blocks)
    return [(code, len(list(run))) for code, run in groupby(codes)]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((*ENGLISH, *FRENCH), [("en", 2), ("fr", 2)]),
        ((*FRENCH, *ENGLISH), [("fr", 2), ("en", 2)]),
        ((*ENGLISH, *RUSSIAN, *MORE), [("en", 2), ("ru", 2), ("en", 2)]),
        ((*ENGLISH, *CHINESE), [("en", 2), ("zh", 2)]),
        # a heading goes with what it heads, a short paragraph with the one before
        ((*FRENCH, "English text", *ENGLISH), [("fr", 2), ("en", 3)]),
        ((*ENGLISH, *FRENCH, "C'est bien.", *MORE), [("en", 2), ("fr", 3), ("en", 2)]),
        # too little, nothing that is said in a language, languages that are hardly told apart
        ((*ENGLISH, FRENCH[0][:90] + "."), [("en", 3)]),
        ((*ENGLISH, *ROWS), [("en", 5)]),
        (ENGLISH, [("en", 2)]),
    ],
)
def test_sections_in_other_languages_are_told(
    paragraphs: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    document = read(*paragraphs)
    assert sections(document) == expected
    assert document.languages[0] == document.language
    assert set(document.languages) == {code for code, _ in expected}


def test_blocks_go_to_json_and_back() -> None:
    document = read(*ENGLISH, *FRENCH)
    lines = blocks_to_json(document.blocks)
    assert [len(line) for line in lines] == [4, 4, 3, 3]
    assert blocks_from_json(lines) == document.blocks


def test_blocks_of_older_exports_are_read() -> None:
    assert blocks_from_json([[0, 4, "heading"]])[0].language == ""


SHORT = [
    ("The Thai minister, Don Pramudwinai, met Retno Marsudi of Indonesia in Jakarta.", "en"),
    ("The Kenyan minister, Ana Ruiz, met Juma Wekesa in Nairobi.", "en"),
    ("President Uhuru Kenyatta received Chadian President Idriss Deby Itno in Nairobi.", "en"),
    ("Presiden Joko Widodo menerima kunjungan Menteri Luar Negeri Wang Yi di Jakarta.", "id"),
    ("Rais Samia Suluhu Hassan alikutana na Rais William Ruto mjini Nairobi Jumatatu.", "sw"),
    ("De premier had een gesprek met president Ramaphosa of zijn minister in Den Haag.", "nl"),
    ("Statsministeren tok imot sin kollega for at drøfte gass, og her var de enige.", "no"),
]


@pytest.mark.parametrize(("text", "language"), SHORT)
def test_a_short_text_is_in_the_language_of_its_small_words(text: str, language: str) -> None:
    assert detect(text) == language
