"""Addresses instead of files, against a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from conftest import Command
from web_server import Answer, Site, serving

BODY = (
    "<p>The foreign ministers of Chile and Peru met in Arica on Monday and agreed to open a second "
    "crossing by the end of the year, both ministries said.</p><p>A joint commission will settle "
    "the hours of opening, and how the works on the road are to be paid for.</p>"
)
PAGE = (
    "<html lang=en><head><title>Talks in Arica</title>"
    '<meta property="article:published_time" content="2019-05-06T08:00:00-04:00"></head>'
    "<body><nav><a href=/>Home</a></nav>"
    f"<article><h1>Talks in Arica</h1>{BODY}</article></body></html>"
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("MEMCON_FETCH_LOOPBACK", "yes")
    with serving() as found:
        yield found


def test_a_page_is_read_from_its_address(memcon: Command, site: Site) -> None:
    site.page("/news/talks", PAGE)
    answer = memcon("read", f"{site.base}/news/talks", "--json")
    told = json.loads(answer.out)
    assert (told["title"], told["date"]) == ("Talks in Arica", "2019-05-06")
    assert told["url"] == f"{site.base}/news/talks"
    assert told["text"].startswith("The foreign ministers")
    assert told["sources"]["url"] == "address"


def test_a_page_is_kept_and_asked_for_again_only_if_changed(memcon: Command, site: Site) -> None:
    def answer(asked: dict[str, str]) -> Answer:
        if asked.get("if-none-match") == '"1"':
            return Answer(304)
        headers = {"Content-Type": "text/html", "ETag": '"1"'}
        return Answer(body=PAGE.encode(), headers=headers)

    site.pages["/news/talks"] = answer
    first = memcon("ingest", f"{site.base}/news/talks")
    assert first.code == 0
    assert "1 document: 1 new" in first.err
    again = memcon("ingest", f"{site.base}/news/talks")
    assert "1 unchanged" in again.err
    assert "if-none-match" in site.asked[-1][1]


def test_a_page_that_changed_is_a_new_version(memcon: Command, site: Site) -> None:
    site.page("/news/talks", PAGE)
    memcon("ingest", f"{site.base}/news/talks")
    site.page("/news/talks", PAGE.replace("Monday", "Tuesday"))
    assert "1 in a new version" in memcon("ingest", f"{site.base}/news/talks").err


def test_one_address_that_fails_stops_no_other(memcon: Command, site: Site) -> None:
    site.page("/a", PAGE)
    answer = memcon("ingest", f"{site.base}/gone", f"{site.base}/a")
    assert answer.code == 1
    assert "not there (404)" in answer.err
    assert "1 new, 1 failed" in answer.err


def test_what_a_server_calls_a_text_is_read_as_one(memcon: Command, site: Site) -> None:
    text = "Date: 2019-05-06\n\nThe foreign ministers of Chile and Peru met in Arica on Monday.\n"
    site.pages["/talks"] = Answer(body=text.encode(), headers={"Content-Type": "text/plain"})
    told = json.loads(memcon("read", f"{site.base}/talks", "--json").out)
    assert (told["media_type"], told["date"]) == ("text/plain", "2019-05-06")


def test_the_encoding_that_the_server_names_counts(memcon: Command, site: Site) -> None:
    page = PAGE.replace("Arica on Monday", "Iași on Monday, și au căzut de acord")
    site.pages["/a"] = Answer(
        body=page.encode("iso-8859-16"), headers={"Content-Type": "text/html; charset=ISO-8859-16"}
    )
    assert "Iași" in memcon("read", f"{site.base}/a").out


def test_private_addresses_are_refused_without_being_asked(
    memcon: Command, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MEMCON_FETCH_LOOPBACK")
    site.page("/a", PAGE)
    answer = memcon("read", f"{site.base}/a")
    assert answer.code == 1
    assert "not on the public internet" in answer.err
    assert site.asked == []


@pytest.mark.parametrize("address", ["ftp://news.example/a", "https://u:p@news.example/"])
def test_what_is_no_address_of_the_web_is_wrong_use(memcon: Command, address: str) -> None:
    answer = memcon("ingest", address)
    assert answer.code == 2
    assert "u:p" not in answer.err
