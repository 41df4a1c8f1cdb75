from __future__ import annotations

import socket
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from memcon.model.document import Document
from memcon.read import read_path
from memcon.settings import Settings

PAGES = Path(__file__).parent / "pages"
PROSE = (
    "On 30 October 1998 Laos and Vietnam signed a protocol on the road to the sea, and agreed "
    "that works shall begin in March 1999 with a loan of 12 million dollars."
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the reader opened a connection")  # noqa: EM101, TRY003

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def page(folder: Path, html: str, name: str = "page.html") -> Document:
    path = folder / name
    path.write_text(html, encoding="utf-8")
    return read_path(path, settings=Settings())


def body(doc: Document) -> list[str]:
    return [doc.text[block.start : block.end] for block in doc.blocks]


def test_a_news_page_gives_its_article_alone() -> None:
    doc = read_path(PAGES / "ferry.html", settings=Settings())
    assert [text.split(",")[0].split(". ")[0][:45] for text in body(doc)] == [
        "Estonia and Finland will open a night ferry b",
        "The line is to carry 400",
        "Ice and money",
        "A joint working group",
        "The port of Tallinn will lengthen its eastern",
        "Helsinki will move its customs hall.",
        "Trade between the two countries fell by 18 pe",
    ]
    for word in ("cookies", "Sign in", "Latvia", "transport editor", "flying", "reserved"):
        assert word not in " ".join(body(doc))


def test_a_news_page_gives_its_metadata() -> None:
    doc = read_path(PAGES / "ferry.html", settings=Settings())
    assert (doc.title, doc.publisher, doc.date, doc.language, doc.author, doc.url, doc.place) == (
        "Estonia and Finland agree on a night ferry",
        "Gulf Observer",
        date(2009, 5, 14),
        "en",
        "Kersti Lahe",
        "https://observer.example/2009/05/night-ferry",
        "Tallinn",
    )
    assert doc.media_type == "text/html"
    assert doc.sources["date"] == "JSON-LD"


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="dcterms.date" content="1998-11-02">',
        '<meta property="article:published_time" content="1998-11-02T10:00:00Z">',
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", '
            '"datePublished": "1998-11-02"}</script>'
        ),
    ],
)
def test_the_day_is_that_of_the_markup(tmp_path: Path, head: str) -> None:
    doc = page(tmp_path, f"<html><head>{head}</head><body><p>{PROSE}</p></body></html>")
    assert doc.date == date(1998, 11, 2)


@pytest.mark.parametrize("day", ["02.11.1998", "2 November 1998", "Published: 2 Nov 1998 11:20"])
def test_the_day_is_that_above_the_text_where_the_markup_has_none(tmp_path: Path, day: str) -> None:
    html = (
        f"<html><body><b>A road</b><br>{day}<br><br><p>{PROSE}</p><p>{PROSE[3:]}</p></body></html>"
    )
    assert page(tmp_path, html).date == date(1998, 11, 2)


def test_tables_that_lay_out_a_page_are_unfolded(tmp_path: Path) -> None:
    links = "<a href=x>Home</a><br><a href=y>Minister</a><br>"
    more = "The ministers opened a bridge of 310 metres, and a band played. " * 6
    html = (
        "<html><body><table><tr><td>" + links + f"</td><td><p>{PROSE}</p><p>{more}</p></td></tr>"
        "</table></body></html>"
    )
    assert body(page(tmp_path, html)) == [PROSE, more.strip()]


def test_tables_of_figures_are_kept(tmp_path: Path) -> None:
    rows = "<tr><th>Year</th><th>Trade</th></tr><tr><td>1997</td><td>355</td></tr>"
    doc = page(tmp_path, f"<html><body><p>{PROSE}</p><table>{rows}</table></body></html>")
    assert "1997 | 355" in body(doc)


def test_a_page_in_a_text_file_is_a_page(tmp_path: Path) -> None:
    doc = page(tmp_path, f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>", "a.txt")
    assert (doc.text, doc.media_type) == (PROSE, "text/html")


def test_a_text_that_is_an_address_is_not_fetched(tmp_path: Path) -> None:
    doc = page(tmp_path, "https://gazette.example/a/1 is where the treaty can be found.")
    assert doc.text == "https://gazette.example/a/1 is where the treaty can be found."


def test_equal_rows_and_equal_answers_of_a_page_are_all_kept(tmp_path: Path) -> None:
    answer = "<p>SPOKESPERSON: I have nothing on that today.</p>"
    rows = "<tr><td>3 May</td><td>Accra, at the ministry</td></tr>" * 2
    doc = page(
        tmp_path,
        f"<html><head><title>Briefing</title></head><body><article><h1>Briefing</h1><p>{PROSE}</p>"
        f"{answer}<p>QUESTION: {PROSE}</p>{answer}<table>{rows}</table></article></body></html>",
    )
    assert doc.text.count("nothing on that today") == 2
    assert doc.text.count("Accra, at the ministry") == 2
