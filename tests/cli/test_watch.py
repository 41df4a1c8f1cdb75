"""Watching feeds and sitemaps of a server on this machine."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Command
from memcon.run import watch as watching
from web_server import Answer, Site, serving

PAGE = (
    "<html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>The foreign ministers of Chile and Peru met in Arica on Monday for the {title} and agreed "
    "to open a second crossing by the end of the year, both ministries said.</p>"
    "<p>A joint commission will settle how the works on the road are paid for.</p></article>"
    "</body></html>"
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("MEMCON_FETCH_LOOPBACK", "yes")
    monkeypatch.setattr(watching, "PAUSE", 0.0)
    with serving() as found:
        yield found


def rss(site: Site, *numbers: int) -> str:
    items = "".join(
        f"<item><title>Talks {n}</title><link>{site.base}/news/{n}</link>"
        f"<guid>{site.base}/news/{n}</guid>"
        f"<pubDate>Mon, 0{n} May 2019 08:00:00 +0000</pubDate></item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
        f"{items}</channel></rss>"
    )


def listed(folder: Path, *sources: str, defaults: str = "") -> Path:
    path = folder / "feeds.toml"
    tables = [f"[defaults]\n{defaults}\n", *(f"[[source]]\n{source}\n" for source in sources)]
    path.write_text("\n".join(tables), "utf-8")
    return path


def pages(site: Site, *numbers: int) -> None:
    for number in numbers:
        site.page(f"/news/{number}", PAGE.format(title=f"Talks {number}"))


def documents(memcon: Command) -> list[dict[str, str]]:
    lines = (json.loads(line) for line in memcon("export").out.splitlines())
    return [line for line in lines if line.get("kind") == "document" or "text_hash" in line]


def test_what_a_feed_lists_is_read_once(memcon: Command, site: Site, here: Path) -> None:
    pages(site, 1, 2, 3)
    site.page("/feed", rss(site, 1, 2), Content_Type="application/rss+xml")
    feeds = listed(here, f'name = "Ministry"\nfeed = "{site.base}/feed"')
    first = memcon("watch", feeds, "--once")
    assert first.code == 0
    assert first.messages == ["Ministry: 2 new (again in 1 h)"]
    assert memcon("watch", feeds, "--once").messages == ["Ministry: not due; again in 1 h"]
    site.page("/feed", rss(site, 1, 2, 3), Content_Type="application/rss+xml")
    again = memcon("watch", feeds, "--once", "--all")
    assert again.messages == ["Ministry: 1 new (again in 1 h)"]
    assert site.paths().count("/news/1") == 1


def test_the_feed_gives_what_the_page_does_not_say(memcon: Command, site: Site, here: Path) -> None:
    pages(site, 6)
    site.page("/feed", rss(site, 6))
    feeds = listed(
        here,
        f'feed = "{site.base}/feed"\npublisher = "Ministry of Chile"\nlabels = ["press", "chl"]',
    )
    memcon("watch", feeds, "--once")
    (document,) = documents(memcon)
    assert document["date"] == "2019-05-06"
    assert document["publisher"] == "Ministry of Chile"
    told = document["sources"]
    assert isinstance(told, dict)
    assert (told["date"], told["publisher"], told["labels"]) == ("feed", "watch list", "press, chl")


def test_one_source_that_fails_stops_no_other(memcon: Command, site: Site, here: Path) -> None:
    pages(site, 1)
    site.page("/feed", rss(site, 1))
    site.page("/page", "<html><body>no feed</body></html>")
    site.pages["/busy"] = Answer(429, headers={"Retry-After": "7200"})
    feeds = listed(
        here,
        f'name = "Gone"\nfeed = "{site.base}/gone"',
        f'name = "Page"\nfeed = "{site.base}/page"',
        f'name = "Busy"\nfeed = "{site.base}/busy"',
        f'name = "Good"\nfeed = "{site.base}/feed"',
    )
    answer = memcon("watch", feeds, "--once")
    assert answer.code == 1
    starts = [line.split(":")[0] for line in answer.messages]
    assert starts == ["Gone", "Page", "Busy", "Good"]
    assert "not there (404)" in answer.messages[0]
    assert "no RSS or Atom feed there" in answer.messages[1]
    assert "again in 2 h" in answer.messages[2]
    assert answer.messages[3] == "Good: 1 new (again in 1 h)"


def test_a_feed_that_has_not_changed_is_not_sent_again(
    memcon: Command, site: Site, here: Path
) -> None:
    pages(site, 1)

    def feed(asked: dict[str, str]) -> Answer:
        if asked.get("if-none-match") == '"1"':
            return Answer(304)
        return Answer(body=rss(site, 1).encode(), headers={"ETag": '"1"'})

    site.pages["/feed"] = feed
    feeds = listed(here, f'name = "A"\nfeed = "{site.base}/feed"')
    memcon("watch", feeds, "--once")
    assert memcon("watch", feeds, "--once", "--all").messages == ["A: nothing new (again in 1 h)"]
    assert site.asked[-1][1].get("if-none-match") == '"1"'


def test_no_more_than_the_limit_is_read_at_once(memcon: Command, site: Site, here: Path) -> None:
    pages(site, 1, 2, 3)
    site.page("/feed", rss(site, 1, 2, 3))
    feeds = listed(here, f'name = "A"\nfeed = "{site.base}/feed"\nlimit = 2\nevery = "30m"')
    first = memcon("watch", feeds, "--once")
    assert first.messages == ["A: 2 new; 1 wait for the next look (again in 30 min)"]
    assert memcon("watch", feeds, "--once", "--all").messages == ["A: 1 new (again in 30 min)"]


def test_a_page_that_fails_is_tried_again_and_given_up(
    memcon: Command, site: Site, here: Path
) -> None:
    pages(site, 2)
    site.page("/feed", rss(site, 1, 2))
    feeds = listed(here, f'name = "A"\nfeed = "{site.base}/feed"')
    first = memcon("watch", feeds, "--once")
    assert first.code == 1
    assert first.messages[-1] == "A: 1 new, 1 failed; 1 wait for the next look (again in 1 h)"
    for _ in range(watching.TRIES - 2):
        memcon("watch", feeds, "--once", "--all")
    last = memcon("watch", feeds, "--once", "--all")
    assert "given up after 4 tries" in last.err
    assert memcon("watch", feeds, "--once", "--all").messages == ["A: nothing new (again in 1 h)"]


def test_a_busy_server_is_left_alone_until_it_says(memcon: Command, site: Site, here: Path) -> None:
    site.page("/feed", rss(site, 1, 2))
    site.pages["/news/1"] = Answer(503, headers={"Retry-After": "10800"})
    pages(site, 2)
    feeds = listed(here, f'name = "A"\nfeed = "{site.base}/feed"')
    answer = memcon("watch", feeds, "--once")
    assert answer.messages[-1] == "A: nothing new; 2 wait for the next look (again in 3 h)"
    assert "/news/2" not in site.paths()


def test_a_changed_entry_is_read_again(memcon: Command, site: Site, here: Path) -> None:
    pages(site, 1)
    site.page("/feed", rss(site, 1))
    feeds = listed(here, f'name = "A"\nfeed = "{site.base}/feed"')
    memcon("watch", feeds, "--once")
    site.page("/news/1", PAGE.format(title="Talks 1").replace("Monday", "Tuesday"))
    site.page("/feed", rss(site, 1).replace("08:00:00", "09:30:00"))
    again = memcon("watch", feeds, "--once", "--all")
    assert again.messages[-1] == "A: 1 in a new version (again in 1 h)"


def sitemap(*entries: str, index: bool = False) -> str:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    parts = "".join(f"<{inner}>{entry}</{inner}>" for entry in entries)
    return (
        f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{parts}</{outer}>"
    )


def test_a_sitemap_and_its_index_are_read(memcon: Command, site: Site, here: Path) -> None:
    pages(site, 1, 2, 3)
    today = time.strftime("%Y-%m-%d")
    inner = sitemap(
        f"<loc>{site.base}/news/1</loc><lastmod>{today}</lastmod>",
        f"<loc>{site.base}/news/2</loc><lastmod>2001-02-03</lastmod>",
        f"<loc>{site.base}/about</loc><lastmod>{today}</lastmod>",
    )
    packed = gzip.compress(
        sitemap(f"<loc>{site.base}/news/3</loc><lastmod>{today}</lastmod>").encode()
    )
    site.page("/a.xml", inner)
    site.pages["/b.xml.gz"] = Answer(body=packed)
    parts = [f"<loc>{site.base}/{name}</loc>" for name in ("a.xml", "b.xml.gz", "gone.xml")]
    site.page("/sitemap.xml", sitemap(*parts, index=True))
    feeds = listed(here, f'name = "S"\nsitemap = "{site.base}/sitemap.xml"\nmatch = "/news/"')
    answer = memcon("watch", feeds, "--once")
    assert answer.messages[-1] == "S: 2 new (again in 1 h)"
    assert "/news/2" not in site.paths()
    assert "/about" not in site.paths()


def test_a_feed_that_holds_the_texts_itself(memcon: Command, site: Site, here: Path) -> None:
    text = (
        "&lt;p&gt;The foreign ministers of Chile and Peru met in Arica on Monday and agreed to "
        "open a second crossing by the end of the year.&lt;/p&gt;"
    )
    site.page(
        "/feed",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>urn:x:1</id>'
        f"<title>Talks</title><updated>2019-05-06T08:00:00Z</updated>"
        f'<published>2019-05-06T08:00:00Z</published><content type="html">{text}</content>'
        "</entry></feed>",
    )
    feeds = listed(here, f'name = "A"\nfeed = "{site.base}/feed"\ncontent = "feed"')
    assert memcon("watch", feeds, "--once").messages[-1] == "A: 1 new (again in 1 h)"
    (document,) = documents(memcon)
    assert (document["title"], document["date"]) == ("Talks", "2019-05-06")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no sources"),
        ("x = [", "not TOML"),
        ("[[sources]]\nfeed = 'https://a.example/'", "unknown table sources"),
        ("[[source]]\nname = 'A'", "either feed or sitemap"),
        ("[[source]]\nfeed = 'https://a.example/'\nsitemap = 'https://a.example/'", "either feed"),
        ("[[source]]\nfeed = 'a.example'", "no scheme"),
        ("[[source]]\nfeed = 'https://a.example/'\nevery = '5'", "every"),
        ("[[source]]\nfeed = 'https://a.example/'\nevery = '10s'", "a minute or more"),
        ("[[source]]\nfeed = 'https://a.example/'\nevrey = '1h'", "unknown key evrey"),
        ("[[source]]\nfeed = 'https://a.example/'\nmatch = '('", "no regular expression"),
        ("[[source]]\nfeed = 'https://a.example/'\nsince = 'May'", "since"),
        ("[[source]]\nfeed = 'https://a.example/'\nlimit = 0", "limit"),
        ("[[source]]\nfeed = 'https://a.example/'\nlabels = 'x'", "labels"),
        ("[[source]]\nfeed = 'https://a.example/'\nlanguage = 'English'", "two letters"),
        (
            "[[source]]\nfeed = 'https://a.example/'\n[[source]]\nfeed = 'https://a.example'",
            "twice",
        ),
    ],
)
def test_a_faulty_list_is_one_clear_line(
    memcon: Command, here: Path, text: str, fault: str
) -> None:
    path = here / "feeds.toml"
    path.write_text(text, "utf-8")
    answer = memcon("watch", path, "--once")
    assert answer.code == 1
    assert fault in answer.err
    assert len(answer.messages) == 1


def test_a_broken_state_is_said(memcon: Command, site: Site, here: Path) -> None:
    site.page("/feed", rss(site))
    feeds = listed(here, f'feed = "{site.base}/feed"')
    (here / "memcon.db.watch.json").write_text("{", "utf-8")
    assert "no state of `memcon watch`" in memcon("watch", feeds, "--once").err


def test_it_goes_on_where_it_was_killed(site: Site, here: Path) -> None:
    numbers = range(1, 10)
    pages(site, *numbers)
    for number in numbers:  # slow enough to be killed amid the second handful
        answer = site.pages[f"/news/{number}"]
        assert isinstance(answer, Answer)
        answer.body = answer.body.replace(b" met in ", b" spoke in ")
    last = site.pages["/news/9"]
    assert isinstance(last, Answer)
    last.drip = 0.2
    site.page("/feed", rss(site, *numbers))
    feeds = listed(here, f'name = "A"\nfeed = "{site.base}/feed"\nlanguage = "ru"')
    command = [sys.executable, "-m", "memcon", "watch", str(feeds)]
    environment = {**os.environ, "MEMCON_FETCH_LOOPBACK": "yes"}
    running = subprocess.Popen(command, cwd=here, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while "/news/9" not in site.paths() and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait(10)
    last.drip = 0.0
    asked = len(site.asked)
    state = json.loads((here / "memcon.db.watch.json").read_text("utf-8"))
    (kept,) = state["sources"].values()
    assert len(kept["seen"]) == 8
    again = subprocess.run(
        [*command, "--once"], cwd=here, env=environment, capture_output=True, text=True, check=False
    )
    assert again.stderr.splitlines()[-1].startswith("A: 1 new")
    assert [path for path, _ in site.asked[asked:] if path.startswith("/news")] == ["/news/9"]
