from __future__ import annotations

import pytest

from memcon.model.document import Block
from memcon.resolve import reprints

LEDE = (
    "The fisheries ministers of Mauritania and Senegal ended two days of talks in Dakar on Friday "
    "with a plan for joint patrols along their common coast."
)
BODY = (
    "Under the plan 12 boats will watch the waters off Saint-Louis from March, and each side will "
    "license 400 pirogues a year in place of the 250 that the accord of 2021 allowed. Fishermen on "
    "both shores had asked for more, their unions said, but welcomed the patrols."
)
TAIL = (
    "The two countries also mean to share what they know of stocks of octopus and to train "
    "inspectors together. A committee is to report on both by the end of the year, and the "
    "ministers will meet again in Nouakchott."
)
STORY = (LEDE, BODY, TAIL)
CHECK = 137607314616  # of the signature of the story
WANTED = (
    "Senegal's fishermen want the patrols that were agreed in Dakar to begin before the octopus "
    "season."
)
UNIONS = (
    "Two of their unions told reporters in Saint-Louis that licences alone would not help them as "
    "long as trawlers from elsewhere came close to the shore by night, and that the ministers had "
    "promised as much three years ago. Mauritania's side has said little so far."
)
OTHER = (WANTED, UNIONS)


def told(*paragraphs: str, title: str = "") -> reprints.Wording:
    text = "\n\n".join((title, *paragraphs) if title else paragraphs)
    heading = [Block(0, len(title), "heading")] if title else []
    start = len(title) + 2 if title else 0
    return reprints.wording(text, [*heading, Block(start, len(text))])


COPIES = {
    "another title": told(*STORY, title="Dakar and Nouakchott to patrol together"),
    "a byline and a credit": told("By our correspondent in Dakar", *STORY, "(Coast Wire)"),
    "capitals": told(LEDE.upper(), BODY, TAIL),
    "a tail cut off": told(LEDE, BODY),
    "two sentences edited": told(LEDE.replace("ended", "have closed"), BODY, TAIL[:-30]),
}
NO_COPIES = {
    "another story on the same": told(*OTHER),
    "the same form with other numbers": told(
        LEDE, BODY.replace("12", "14").replace("400", "390").replace("250", "270"), TAIL
    ),
    "a story that quotes a sentence": told(*OTHER, BODY.split(". ", maxsplit=1)[0]),
    "a line": told(LEDE[:40]),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_known_whatever_was_done_to_it(name: str) -> None:
    first, second = told(*STORY, title="Ministers agree on patrols"), COPIES[name]
    assert reprints.is_copy(first, second)
    assert reprints.is_copy(second, first)
    keys = [set(reprints.bands(reprints.signature(each))) for each in (first, second)]
    assert keys[0] & keys[1]
    signed = [reprints.signature(each) for each in (first, second)]
    assert reprints.estimated(*signed) >= reprints.ALIKE


@pytest.mark.parametrize("name", NO_COPIES)
def test_another_report_is_no_copy(name: str) -> None:
    assert not reprints.is_copy(told(*STORY), NO_COPIES[name])


def test_texts_too_short_to_be_told_apart_are_no_copies() -> None:
    short = told("The ministers met in Dakar on Friday.")
    assert not short.is_telling
    assert not reprints.is_copy(short, short)


def test_texts_without_spaces_are_read_by_character() -> None:
    text = "两国渔业部长星期五在首都结束会谈并同意从三月起沿共同海岸线联合巡逻还要增加许可证的数量"
    assert reprints.is_copy(told(text), told(f"本报讯 {text}"))


def test_a_signature_is_the_same_on_every_machine() -> None:
    signed = reprints.signature(told(*STORY))
    assert len(signed) == reprints.BANDS * reprints.ROWS
    assert reprints.signature(told(*STORY)) == signed
    assert sum(signed) == CHECK
    assert all(-(2**63) <= key < 2**63 for key in reprints.bands(signed))
    assert reprints.method().startswith("rminhash-2-")
