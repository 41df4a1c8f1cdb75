from __future__ import annotations

from pathlib import Path

import pytest

from memcon.read import read_path
from memcon.settings import Settings

FIRST = "Estonia and Latvia agreed on Thursday on the last stretch of their common border."
SECOND = "A treaty is to be signed in Valga on 2 April, the two foreign ministers said in Riga."
HEAD = "<html lang=en><head><title>Last stretch agreed</title></head><body><article>"


def text_of(folder: Path, inner: str) -> str:
    path = folder / "page.html"
    path.write_text(f"{HEAD}{inner}</article></body></html>", encoding="utf-8")
    return read_path(path, settings=Settings()).text


@pytest.mark.parametrize(
    "block",
    [
        (
            "<dl><dt>From:</dt><dd>Office of Borders, Tallinn and Riga</dd><dt>Published</dt>"
            "<dd>3 May 2001</dd></dl>"
        ),
        (
            "<table><tr><th>Release type</th><td>Joint statement of the ministers</td></tr>"
            "<tr><th>Date</th><td>3 May 2001</td></tr></table>"
        ),
        (
            "<table><tr><td><img src=a></td></tr><tr><td>The two ministers at the town hall"
            "</td></tr></table>"
        ),
        (
            "<div class=photo-box><img src=a><p>Ministers at the signing, before the press came."
            "</p></div>"
        ),
        "<p>© Valga Post. Tous droits réservés. Reproduction interdite.</p>",
        "<p>(desk@valgapost.example)</p>",
        (
            "<figure class=quote><blockquote><p>the last stretch of their common border</p>"
            "<cite>Jaan Tamm</cite></blockquote></figure>"
        ),
    ],
)
def test_what_only_tells_about_the_text_is_no_part_of_it(tmp_path: Path, block: str) -> None:
    found = text_of(
        tmp_path, f"<h1>Last stretch agreed</h1><p>{FIRST}</p>{block}<p>{SECOND}</p><p>{FIRST}x</p>"
    )
    assert found.split("\n\n") == [FIRST, SECOND, f"{FIRST}x"]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("<dl><dt>Ferry</dt><dd>Twice a day from May on</dd></dl>", "Twice a day"),
        (("<table><tr><td>Date</td><td>Place</td></tr><tr><td>3 May</td><td>Valga</td></tr>"
         "<tr><td>4 May</td><td>Riga</td></tr></table>"), "4 May | Riga"),
        (("<figure><blockquote><p>A border is a seam, not a scar.</p></blockquote>"
         "<figcaption>Jaan Tamm</figcaption></figure>"), "A border is a seam, not a scar."),
    ],
)  # fmt: skip
def test_facts_and_quotations_of_the_text_are_kept(tmp_path: Path, block: str, words: str) -> None:
    found = text_of(tmp_path, f"<h1>Last stretch agreed</h1><p>{FIRST}</p>{block}<p>{SECOND}</p>")
    assert words in found


def test_wire_copy_in_typed_lines_loses_its_codes_and_keeps_its_paragraphs(tmp_path: Path) -> None:
    found = text_of(
        tmp_path, f"<pre>\nZCZC A12\nBORDER AGREED\n\n {FIRST}\n\n {SECOND}\n\nNNNN\n</pre>"
    )
    assert found.split("\n\n") == [FIRST, SECOND]


def test_the_title_of_a_post_is_not_the_name_of_its_blog(tmp_path: Path) -> None:
    path = tmp_path / "post.html"
    path.write_text(
        "<html lang=en><head><title>Valga Diary: The last stretch</title></head><body>"
        f"<h1>Valga Diary</h1><h3>The last stretch</h3><p>{FIRST}</p><p>{SECOND}</p></body></html>",
        encoding="utf-8",
    )
    doc = read_path(path, settings=Settings())
    assert (doc.title, doc.publisher) == ("The last stretch", "Valga Diary")
