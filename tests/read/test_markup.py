from __future__ import annotations

import html as stdlib_html
import re

import lxml.html
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from memcon.read.html import read_page
from memcon.read.markup import ENTITY, mark, split_marks, unmarked
from memcon.read.passage import highlighted

WORD = st.text(st.sampled_from("abcdéñ你好مж&<>;#"), min_size=1, max_size=8)
ENTITIES = st.sampled_from(["&amp;", "&nbsp;", "&#233;", "&eacute;", "&lt;", "&#x4f60;", "&copy"])
INLINE = st.sampled_from(["<b>{}</b>", "<a href='x>y'>{}</a>", "<!-- c > -->{}", "<span>{}</span>"])
SPACES = st.sampled_from([" ", "\n", "  ", "\t"])


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(8, 16))):
        plain = re.sub("[<>&]", "x", draw(WORD))
        word = draw(st.one_of(st.just(plain), ENTITIES.map(lambda e, p=plain: p + e)))
        parts.append(draw(st.one_of(st.just("{}"), INLINE)).format(word) + draw(SPACES))
    return "<p>" + "".join(parts) + "the ministers of the two states signed a protocol.</p>"


def read_signs(source: str, at: int, length: int) -> str:
    """What stands at a place of the source, decoded."""
    match = ENTITY.match(source, at)
    if length == 1 and match is not None:
        return stdlib_html.unescape(match.group())
    return source[at : at + length]


@settings(max_examples=25, deadline=None)
@given(st.lists(paragraphs(), min_size=1, max_size=4))
def test_every_character_stands_where_its_anchor_says(blocks: list[str]) -> None:
    source = f"<html><body><article>{''.join(blocks)}</article></body></html>"
    page = read_page(source, name="page.html")
    covered = set()
    for anchor in page.anchors:
        told = page.text[anchor.start : anchor.end]
        # White space of any kind is a space in the text.
        assert told == re.sub(r"\s", " ", read_signs(source, anchor.at, len(told)))
        covered.update(range(anchor.start, anchor.end))
    assert all(page.text[i].isspace() for i in range(len(page.text)) if i not in covered)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
@example("<a b='")
@example("<p>a < b && c</p><![CDATA[x]]>")
@example("<script><p>x</p>")
@example("\U000f0000\U00100000<p>\ud83d</p>")
def test_any_source_is_marked_and_no_mark_is_left(source: str) -> None:
    marked = mark(source)
    assert all(0 <= start < end <= len(source) for start, end in marked.runs)
    tree = lxml.html.document_fromstring(f"<html><body>{marked.html}x</body></html>".encode())
    texts = [part for node in tree.itertext() for _, part in split_marks(node)]
    assert all(unmarked(text) == text for text in texts)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("5 &lt; 6", "5 < 6"),
        ("AT&T and &notit", "AT&T and ¬it"),
        ("a < b", "a < b"),
        ("caf&eacute;&nbsp;noir", "café noir"),
        ("&#8220;no&#8221;", "“no”"),
        ("&unknown; word", "&unknown; word"),
    ],
)
def test_entities_are_decoded_as_browsers_do(raw: str, told: str) -> None:
    rest = "and the two ministers signed a protocol on the road to the sea in March."
    page = read_page(f"<html><body><p>{raw} {rest}</p></body></html>", name="p")
    assert page.text == f"{told} {rest}"


def test_a_passage_is_shown_in_the_page() -> None:
    source = (
        "<html><body><p>The <b>two</b> ministers of Peru &amp; Chile <i>signed</i> a protocol on "
        "the road to the sea.</p></body></html>"
    )
    page = read_page(source, name="p")
    start = page.text.index("two ministers")
    end = page.text.index(" a protocol")
    shown = highlighted(source, page.anchors, start, end)
    words = "<mark>two</mark></b> <mark>ministers of Peru &amp; Chile</mark> <i><mark>signed"
    assert words in shown
    assert shown.replace("<mark>", "").replace("</mark>", "") == source


def test_a_passage_that_is_not_in_the_page_is_refused() -> None:
    with pytest.raises(ValueError, match="no range"):
        highlighted("<p>x</p>", (), 5, 3)


@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_a_tag_with_thousands_of_attributes_keeps_the_first_of_them(quote: str) -> None:
    attributes = " ".join(f"a{i}={quote}{i}{quote}" for i in range(100_000))
    marked = mark(f"<p id=x {attributes}>Treaty</p>")
    assert len(marked.html) < 5000
    assert marked.html.startswith("<p id=x a0=")
    assert unmarked(marked.html).endswith(">Treaty</p>")
    assert marked.source[slice(*marked.runs[0])] == "Treaty"
