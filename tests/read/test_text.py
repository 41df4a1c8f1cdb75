from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memcon.errors import InputError
from memcon.model.document import Document
from memcon.read import read_text


def kinds(doc: Document) -> list[tuple[str, str]]:
    return [(block.kind, doc.text[block.start : block.end]) for block in doc.blocks]


def body(text: str) -> list[str]:
    doc = read_text(text)
    return [doc.text[block.start : block.end] for block in doc.blocks]


DIGEST = """A week in the Andes

1. A BRIDGE AT LAST
Peru and Bolivia opened the bridge at Desaguadero on Monday, nine years after the treaty.

2. FISH
Chile asked Ecuador to release two trawlers. No date was set for an answer.
"""


def test_numbered_headings_stand_above_their_paragraphs() -> None:
    assert kinds(read_text(DIGEST)) == [
        ("heading", "A week in the Andes"),
        ("heading", "A BRIDGE AT LAST"),
        (
            "paragraph",
            (
                "Peru and Bolivia opened the bridge at Desaguadero on Monday, "
                "nine years after the treaty."
            ),
        ),
        ("heading", "FISH"),
        (
            "paragraph",
            "Chile asked Ecuador to release two trawlers. No date was set for an answer.",
        ),
    ]


WRAPPED = """\
Fiji and Samoa will open a joint office for fishing licences in Apia by the
end of 2011, their fisheries ministers said on Friday after two days of talks
in Suva. The office is to have six inspectors.

The ministers also agreed to share the cost of a patrol boat. Samoa would pay
two thirds of it. The boat is to be built in Fiji, at the yard of Walu Bay, by
a firm that both governments own.
"""


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert [text.split(maxsplit=1)[0] for text in body(WRAPPED)] == ["Fiji", "The"]
    assert body(WRAPPED)[0].endswith("six inspectors.")


def test_paragraphs_on_lines_of_their_own_are_not_joined() -> None:
    lines = (
        "Togo and Benin signed a customs accord in Cotonou on 3 May 2006, after four years.\n"
        "It enters into force in June.\n"
        "Both finance ministers were there, and a choir sang to them at the airport at noon.\n"
    )
    assert body(lines) == lines.splitlines()


def test_indented_first_lines_start_paragraphs() -> None:
    text = WRAPPED.replace("\n\nThe ministers", "\n    The ministers")
    assert len(body(text)) == 2


LISTS = """\
The ministers of Oman and Iran signed in Muscat, in the presence of both press corps:

- an agreement on ferries;
- a memorandum on hospitals.

Other papers of the visit

Protocol on fishing grounds
Programme of exchanges for 2004 and 2005
"""


def test_list_items_begin_after_their_marker() -> None:
    assert kinds(read_text(LISTS))[1:3] == [
        ("item", "an agreement on ferries;"),
        ("item", "a memorandum on hospitals."),
    ]


def test_lines_standing_together_are_a_list_and_not_headings() -> None:
    assert kinds(read_text(LISTS))[3:] == [
        ("heading", "Other papers of the visit"),
        ("item", "Protocol on fishing grounds"),
        ("item", "Programme of exchanges for 2004 and 2005"),
    ]


def test_numbered_paragraphs_of_a_communique_are_paragraphs() -> None:
    text = "1. The Sides agreed to hold the next session in Riga by the end of 1999.\n"
    assert kinds(read_text(text)) == [("paragraph", text[3:-1])]


def test_a_line_with_a_negative_number_is_no_item() -> None:
    text = "-5.2 per cent was the change in trade between Laos and Nepal in 2001, it said.\n"
    assert body(text) == [text[:-1]]


MARKDOWN = """\
---
title: Rails to the lake
author: [Lena Fischer, Omar Said]
date: 2018-03-05
---
# Rails to the lake #

![map](map.png)

Kenya and Uganda agreed to finish the railway to Malaba by June 2021, after long talks.

Next steps
----------

| Lender | Amount |
|--------|-------:|
| Exim   | $3.6bn |

> "We shall pay on time," the minister said to the press in Kampala.

**Open points**

```
code = 1
```

* Land is to be bought in May
"""


def test_markdown_signs_stay_out_of_the_blocks() -> None:
    doc = read_text(MARKDOWN)
    assert kinds(doc) == [
        ("heading", "Rails to the lake"),
        (
            "paragraph",
            (
                "Kenya and Uganda agreed to finish the railway to Malaba by June 2021, "
                "after long talks."
            ),
        ),
        ("heading", "Next steps"),
        ("item", "Lender | Amount"),
        ("item", "Exim   | $3.6bn"),
        ("paragraph", '"We shall pay on time," the minister said to the press in Kampala.'),
        ("heading", "Open points"),
        ("item", "Land is to be bought in May"),
    ]
    assert doc.text == MARKDOWN


def test_front_matter_gives_metadata() -> None:
    doc = read_text(MARKDOWN)
    assert (doc.title, doc.author, doc.date) == (
        "Rails to the lake",
        "Lena Fischer, Omar Said",
        date(2018, 3, 5),
    )
    assert doc.sources["date"] == "front matter"


def test_chinese_headings_and_paragraphs_are_told_apart() -> None:
    text = "一、渔业\n两国渔业部长10日在首都举行会谈，双方同意在年底以前开放三个港口。\n"  # noqa: RUF001
    assert [kind for kind, _ in kinds(read_text(text))] == ["heading", "paragraph"]


def test_a_single_line_is_a_paragraph() -> None:
    doc = read_text("Leaders of Chad and Niger met in Diffa on Monday")
    assert kinds(doc) == [("paragraph", doc.text)]


@pytest.mark.parametrize("text", ["", "   \n\t\n", "\ufeff"])
def test_nothing_to_read_is_an_input_error(text: str) -> None:
    with pytest.raises(InputError, match=r"^text: empty"):
        read_text(text)


def test_half_a_character_is_an_input_error() -> None:
    with pytest.raises(InputError, match="half a character at 3"):
        read_text("abc\ud800")


def test_newlines_and_mark_are_normalised_and_nothing_else() -> None:
    doc = read_text("\ufeffOne\u00a0line \r\n\r\nAnother\ttwo \rThird\x0c\n")
    assert doc.text == "One\u00a0line \n\nAnother\ttwo \nThird\x0c\n"


ANY_LINE = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.sampled_from(
        [
            "Related stories",
            "Title: A treaty",
            "Date: 2001-02-03",
            "- an item",
            "# Heading",
            "| a | b |",
            "---",
            "Share: Facebook  X",
            "LOME, May 3 (AP) - Talks began on Monday between Togo and Benin.",
            "The ministers agreed to meet again in June, and to open two crossings by then.",
        ]
    ),
)


@given(st.lists(ANY_LINE, max_size=25).map("\n".join))
def test_blocks_lie_in_the_text_in_order(text: str) -> None:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        doc = read_text(text)
    except InputError as error:
        assert not plain.strip() or "is no date" in str(error)  # noqa: PT017
        return
    assert doc.text == plain
    end = 0
    for block in doc.blocks:
        assert end <= block.start < block.end <= len(plain)
        quoted = plain[block.start : block.end]
        assert quoted == quoted.strip()
        end = block.end
