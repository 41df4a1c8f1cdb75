"""The day of a page: right or absent, whatever its markup claims."""

from __future__ import annotations

from datetime import date

import pytest

from memcon.read.html import read_page
from memcon.read.metadata import Merged, merge
from memcon.read.pagedate import address_day, number_order

TEXT = (
    "<p>The ministers of Laos and Vietnam signed a protocol on the road to the sea, and agreed "
    "that works shall begin with a loan of twelve million dollars.</p>"
    "<p>A joint commission is to meet every three months, and will settle who pays for what.</p>"
)


def told(
    head: str = "", above: str = "", text: str = TEXT, below: str = "", address: str = ""
) -> Merged:
    page = (
        f"<html lang=en><head><title>A road</title>{head}</head><body>"
        f"<div class=top><a href=/>Home</a></div>"
        f"<main><article><h1>A road</h1>{above}{text}</article></main>{below}</body></html>"
    )
    return merge(read_page(page, name="p", address=address).ranked)


def day(**parts: str) -> date | None:
    return told(**parts).metadata.date


JSON = '<script type="application/ld+json">{}</script>'
NEWS = '{"@type": "NewsArticle", "headline": "A road", "datePublished": "1998-11-02"}'
META = '<meta property="article:published_time" content="{}">'
D = date(1998, 11, 2)


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (JSON.format(NEWS), "JSON-LD"),
        (JSON.format(f'{{"@graph": [{{"@type": "WebSite"}}, {NEWS}]}}'), "JSON-LD"),
        (JSON.format(f"[{NEWS}]"), "JSON-LD"),
        (JSON.format('{"@type": ["Article", "X"], "datePublished": "1998-11-02"}'), "JSON-LD"),
        (
            JSON.format('{"@type": "http://schema.org/Article", "datePublished": "1998-11-02",}'),
            "JSON-LD",
        ),
        (JSON.format('{"@type": "WebPage", "mainEntity": ' + NEWS + "}"), "JSON-LD"),
        (META.format("1998-11-02T10:00:00+07:00"), "Open Graph"),
        ('<meta name="dcterms.issued" content="1998-11-02">', "meta"),
        ('<meta name="citation_publication_date" content="1998/11/02">', "meta"),
        ('<meta itemprop="datePublished" content="1998-11-02">', "meta"),
    ],
)
def test_markup_gives_the_day_and_its_source(head: str, source: str) -> None:
    found = told(head=head)
    assert (found.metadata.date, found.sources["date"]) == (D, source)


@pytest.mark.parametrize(
    "above",
    [
        "<p class=date>2 November 1998</p>",
        "<div>By Rosa Quispe | 2 November 1998</div>",
        "<time datetime=1998-11-02>Monday</time>",
        "<p>Published: 2 November 1998 | Updated: 5 November 1998</p>",
        "<p>Опубликовано: 2 ноября 1998</p>",
        "<p>发布时间\uff1a1998-11-02 10:30</p>",
    ],
)
def test_the_page_shows_the_day(above: str) -> None:
    assert day(above=above) == D


@pytest.mark.parametrize(
    "parts",
    [
        {"head": '<meta property="article:modified_time" content="1998-11-02">'},
        {"head": '<meta http-equiv="last-modified" content="Mon, 02 Nov 1998 10:00:00 GMT">'},
        {"head": JSON.format('{"@type": "NewsArticle", "dateModified": "1998-11-02"}')},
        {"above": "<p>Updated: 2 November 1998</p>"},
        {"above": "<p>Last modified on 2 November 1998</p>"},
        {"above": "<p class=updated>2 November 1998</p>"},
        {"below": "<div class=related><time datetime=1998-11-02>2 November 1998</time></div>"},
        {"below": "<footer>© 1998. Last update: 2 November 1998</footer>"},
        {"below": "<div class=comment>Rosa, 2 November 1998: I agree.</div>"},
        {"above": "<div class=today>Monday, 2 November 1998</div>"},
        {"above": "<p>02/11/1998</p>"},
        {"address": "https://news.example/1998/11/02/road"},
        {"head": JSON.format('{"@type": "ItemList", "itemListElement": [' + NEWS + "]}")},
        {
            "head": JSON.format(
                '[{"@type": "Article", "headline": "X", "datePublished": "1998-11-02"}, '
                '{"@type": "Article", "headline": "Y", "datePublished": "1999-01-03"}]'
            )
        },
    ],
)
def test_days_of_other_things_do_not_count(parts: dict[str, str]) -> None:
    assert day(**parts) is None


def test_the_day_of_change_is_kept_apart() -> None:
    head = META.format("1998-11-02") + (
        '<meta property="article:modified_time" content="1998-11-05T10:00:00Z">'
    )
    found = told(head=head).metadata
    assert (found.date, found.modified) == (D, date(1998, 11, 5))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # a time in UTC, and the outlet's own day in print
        (
            {
                "head": META.format("1998-11-01T23:30:00Z"),
                "above": "<p>Monday, 2 November 1998, 06:30</p>",
            },
            D,
        ),
        ({"above": '<time datetime="1998-11-01T23:30:00Z">2 November 1998</time>'}, D),
        # an offset that is written down: the day is the one that stands there
        ({"head": META.format("1998-11-02T23:30:00-08:00")}, D),
        # an old article on a new site
        (
            {
                "head": META.format("2015-03-01T00:00:00Z"),
                "above": "<p>Published: 2 November 1998</p>",
            },
            D,
        ),
        (
            {
                "head": META.format("2015-03-01"),
                "text": TEXT.replace("<p>The", "<p>VIENTIANE, 2 November 1998 (Coral) - The", 1),
            },
            D,
        ),
        # a dateline a day or two before
        (
            {
                "head": META.format("1998-11-02"),
                "text": TEXT.replace("<p>The", "<p>VIENTIANE, 1 November 1998 (Coral) - The", 1),
            },
            D,
        ),
        # a dateline without its year, which the address has
        (
            {
                "address": "https://news.example/1998/11/02/road",
                "text": TEXT.replace("<p>The", "<p>VIENTIANE, Nov 2 (Coral) - The", 1),
            },
            D,
        ),
        # the address agrees with what the text tells
        (
            {
                "address": "https://news.example/1998/11/02/road",
                "text": TEXT.replace("The ministers", "On 30 October 1998 the ministers", 1),
            },
            D,
        ),
        # two stamps that differ, one of which the page shows
        (
            {
                "head": META.format("1998-10-01") + '<meta name="date" content="1998-11-02">',
                "above": "<p>2 November 1998</p>",
            },
            D,
        ),
        # the order of numbers, by the language, and by another day on the page
        ({"above": "<p>02/11/1998</p>", "address": "https://news.example.uk/a"}, D),
        ({"above": "<p>02/11/1998</p>", "below": "<p>25/12/1998</p>"}, D),
        ({"above": "<p>11/02/1998</p>", "below": "<p>12/25/1998</p>"}, D),
    ],
)
def test_what_the_page_shows_is_weighed(parts: dict[str, str], expected: date) -> None:
    assert day(**parts) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/2016/11/08/road", date(2016, 11, 8)),
        ("https://a.example/2016-11-08-road.html", date(2016, 11, 8)),
        ("https://a.example/t20161108_123.htm", date(2016, 11, 8)),
        ("https://a.example/2016/11/road", None),
        ("https://a.example/news/12345678", None),
        ("https://a.example/2016/13/45/x", None),
        ("https://a.example/2016/11/08/2017-01-02", None),
    ],
)
def test_days_in_addresses(address: str, expected: date | None) -> None:
    assert address_day(address) == expected


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["25/12/2016", "03/04/2016"], True),
        (["12/25/2016"], False),
        (["25/12/2016", "12/25/2016"], None),
        (["03/04/2016"], None),
    ],
)
def test_a_page_tells_how_it_orders_numbers(texts: list[str], order: bool | None) -> None:
    assert number_order(texts) is order
