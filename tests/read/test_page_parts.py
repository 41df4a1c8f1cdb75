"""Parts of pages that look like text and are none, or look like none and are text."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.errors import InputError
from memcon.read import html
from memcon.read.html import read_page
from memcon.read.metadata import merge

FIRST = (
    "The ministers of Laos and Gabon agreed in Libreville to open embassies in each other's "
    "capital before the end of next year."
)
SECOND = (
    "Under a memorandum on forests, forty rangers a year are to be trained, half of them at the "
    "school on the coast."
)
THIRD = (
    "Trade between the two countries grew by a tenth and is mostly in sawn timber, the ministers "
    "told reporters after their talks."
)
CAPTION = "The delegation visits the school for rangers on the coast"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(body: str, head: str = "") -> list[str]:
    """The paragraphs of a page."""
    page = f"<html lang=en><head><title>Embassies</title>{head}</head><body>{body}</body></html>"
    return read_page(page, name="p").text.split("\n\n")


def day(body: str) -> date | None:
    page = f"<html lang=en><head><title>Embassies</title></head><body>{body}</body></html>"
    return merge(read_page(page, name="p").ranked).metadata.date


@pytest.mark.parametrize(
    "body",
    [
        # a caption below the picture and in the slides above the text
        (
            f"<h1>Embassies</h1><div><div><img src=a><span>{CAPTION}</span></div></div>"
            f"<div><p>{FIRST}</p><p><img src=a><br><em>{CAPTION}</em></p>"
            f"<p>{SECOND}</p><p>{THIRD}</p>"
            "</div>"
        ),
        # words of the text in large letters
        (
            f"<h1>Embassies</h1><div><p>{FIRST}</p><p>{SECOND}</p>"
            "<div class='wp-block-pullquote'><p>half of them at the school on the coast</p></div>"
            f"<p>{THIRD}</p></div>"
        ),
        # what asks for money where the text breaks off
        (
            f"<article><h1>Embassies</h1><div>{BODY}<div class=paywall-gate><h3>Keep reading with "
            "a trial</h3><p>Only 3 dollars a week for the first year. Cancel at any time.</p>"
            "</div></div></article>"
        ),
    ],
)
def test_what_is_told_twice_or_sold_is_no_text(body: str) -> None:
    assert read(body) == [FIRST, SECOND, THIRD]


def test_a_pull_quote_that_stands_nowhere_else_is_text() -> None:
    said = "We have waited for this for eleven years, and nobody shall wait as long again."
    found = read(f"<h1>Embassies</h1><div>{BODY}<div class=pullquote><p>{said}</p></div><p>.</p>")
    assert said in found


@pytest.mark.parametrize(
    ("closing", "kept"),
    [
        ("Ana Rojas teaches trade law in Lima. Her last book is on rivers.", False),
        ("Ana Rojas-Prado, the minister, left Libreville without a word to the press.", True),
    ],
)
def test_the_author_told_about_at_the_end_is_no_text(closing: str, *, kept: bool) -> None:
    head = '<meta name="author" content="Ana Rojas">'
    found = read(f"<h1>Embassies</h1><article>{BODY}<hr><p>{closing}</p></article>", head)
    assert (closing in found) is kept


def test_entries_of_a_live_page_have_hours_and_no_numbers() -> None:
    entries = "".join(
        f"<li><article><time>{hour}</time><h3>{head}</h3><p>{text}</p></article></li>"
        for hour, head, text in (
            ("13:02", "All leave for home", THIRD),
            ("11:45", "A memorandum is signed", SECOND),
            ("08:10", "Talks begin early", FIRST),
        )
    )
    known = f"<section class=summary><ul><li>{FIRST}</li></ul></section>"
    found = "\n".join(read(f"<main><h1>Embassies</h1>{known}<ol>{entries}</ol></main>")).split("\n")
    assert found[0] == f"- {FIRST}"
    assert [line for line in found if ":" in line[:8]] == ["13:02", "11:45", "08:10"]


@pytest.mark.parametrize(
    "body",
    [
        # a label in an element of its own, below the first paragraph
        (
            f"<h1>Embassies</h1><p>{FIRST}</p><dl><dt>From:</dt><dd>Press Office</dd><dt>Published"
            "</dt><dd>2 March 1998</dd><dt>Last updated</dt><dd>9 March 1998</dd></dl>"
            f"<p>{SECOND}</p><p>{THIRD}</p>"
        ),
        # above the title and beside it
        (
            f"<div><div>2 March 1998</div><h1>Embassies</h1>{BODY}</div>"
            "<div><p>9 March 1998 Open day</p></div>"
        ),
    ],
)
def test_a_day_in_a_list_about_the_page_or_beside_the_title_is_that_of_the_page(body: str) -> None:
    assert day(body) == date(1998, 3, 2)


def test_a_page_of_very_many_pieces_is_read_whole() -> None:
    rows = "".join(f"<p>Line {number} of the annex.</p>" for number in range(10_500))
    assert len(read(f"<h1>Annex</h1><div>{rows}</div>")) == 10_500


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(InputError, match="a page of more than 200,000 tags; split it"):
        read("<b>x</b>" * (html.MAX_TAGS // 2))
