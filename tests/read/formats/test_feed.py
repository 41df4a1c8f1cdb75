from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from making import BRIDGE, TALKS, documents
from memcon.errors import InputError

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Coral Coast Gazette</title>
<language>en-gb</language>
<item><title>Two crossings &amp;amp; a bridge</title><link>https://gazette.example/1</link>
<pubDate>Mon, 17 May 2021 23:30:00 -0500</pubDate><dc:creator>Rosa Quispe</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>{TALKS}</p><p>{BRIDGE}</p><img src="https://x.example/i.png">]]>
</content:encoded></item>
<item><title>Undated</title><guid isPermaLink="false">77</guid>
<description>&lt;p&gt;{BRIDGE}&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Ministry</title>
<entry><title type="html">Talks &lt;b&gt;held&lt;/b&gt;</title>
<link rel="self" href="https://m.example/self"/><link href="https://m.example/2"/>
<published>2020-02-29T01:00:00+02:00</published><updated>2020-03-05T00:00:00Z</updated>
<author><name>Press office</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TALKS}</p></div></content>
</entry></feed>"""


def test_rss_entries_are_documents_with_their_own_metadata(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text(RSS, encoding="utf-8")
    first, second = documents(path)
    assert first.name == "news.xml/2021-05-17-two-crossings-a-bridge"
    assert first.text == f"{TALKS}\n\n{BRIDGE}"
    assert (first.title, first.publisher) == ("Two crossings & a bridge", "Coral Coast Gazette")
    assert (first.date, first.author) == (date(2021, 5, 17), "Rosa Quispe")
    assert (first.url, first.language) == ("https://gazette.example/1", "en")
    assert first.sources["date"] == "feed"
    assert (second.date, second.url, second.text) == (None, "", BRIDGE)


def test_atom(tmp_path: Path) -> None:
    path = tmp_path / "news.atom"
    path.write_text(ATOM, encoding="utf-8")
    (found,) = documents(path)
    assert (found.title, found.date) == ("Talks held", date(2020, 2, 29))
    assert (found.url, found.author) == ("https://m.example/2", "Press office")
    assert (found.language, found.text) == ("fr", TALKS)


def test_names_do_not_depend_on_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text(RSS, encoding="utf-8")
    before = [doc.name for doc in documents(path)]
    item = "<item><title>New</title><description>Something new.</description></item>"
    path.write_text(RSS.replace("<item>", f"{item}<item>", 1), encoding="utf-8")
    assert [doc.name for doc in documents(path)][1:] == before


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<rss><channel><title>X</title></channel></rss>", "a feed without entries"),
        ("<note><to>x</to></note>", "no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_is_told(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "news.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        documents(path)


def test_a_feed_that_is_not_quite_xml_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.xml"
    path.write_text(RSS.replace("&amp;amp;", "& "), encoding="utf-8")
    assert len(documents(path)) == 2
