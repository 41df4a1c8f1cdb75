from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from memcon.errors import FetchError
from memcon.read import fetch_address
from memcon.read.fetch import REDIRECTS, Fetcher, Validators
from memcon.read.fetch_address import is_public, parsed, resolve
from memcon.version import __version__
from web_server import Answer, Site, gzipped, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def fetcher(**options: Any) -> Fetcher:
    return Fetcher(**{"max_bytes": 100_000, "may_be_local": True, **options})


def test_a_page_comes_with_what_the_server_says_of_it(site: Site) -> None:
    site.page("/a", "<p>A treaty</p>", ETag='"1"', Last_Modified="Mon, 02 Nov 1998 10:00:00 GMT")
    found = fetcher().fetch(f"{site.base}/a")
    assert found.data == b"<p>A treaty</p>"
    assert found.content_type == "text/html; charset=utf-8"
    assert found.validators == Validators('"1"', "Mon, 02 Nov 1998 10:00:00 GMT")


def test_memcon_says_who_it_is(site: Site) -> None:
    site.page("/a", "x")
    fetcher().fetch(f"{site.base}/a")
    assert all(f"memcon/{__version__}" in asked["user-agent"] for _, asked in site.asked)


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    def answer(asked: dict[str, str]) -> Answer:
        return Answer(304) if asked.get("if-none-match") == '"1"' else Answer(body=b"new")

    site.pages["/a"] = answer
    assert fetcher().fetch(f"{site.base}/a", known=Validators('"1"')).is_unchanged
    assert fetcher().fetch(f"{site.base}/a", known=Validators('"0"')).data == b"new"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_page_that_moved_is_followed(site: Site, status: int) -> None:
    site.pages["/old"] = Answer(status, headers={"Location": "/new?x=1"})
    site.page("/new?x=1", "here")
    found = fetcher().fetch(f"{site.base}/old")
    assert (found.data, found.url) == (b"here", f"{site.base}/new?x=1")


def test_a_page_that_moves_in_a_circle_is_given_up(site: Site) -> None:
    site.pages["/a"] = Answer(302, headers={"Location": "/b"})
    site.pages["/b"] = Answer(302, headers={"Location": "/a"})
    with pytest.raises(FetchError, match=f"moved more than {REDIRECTS} times"):
        fetcher().fetch(f"{site.base}/a")
    assert len(site.asked) <= REDIRECTS + 2


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://10.0.0.1/", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://[fd00::1]/", "not on the public internet"),
        ("file:///etc/passwd", "file scheme"),
        ("http://user:secret@127.0.0.1/", "user name or password"),
        ("ftp://127.0.0.1/", "ftp scheme"),
        ("http://[::1", r"moved to what is no address of the web \(http://\[::1\)"),
    ],
)
def test_a_page_that_moved_to_a_private_place_is_refused(
    site: Site, target: str, reason: str
) -> None:
    site.pages["/a"] = Answer(302, headers={"Location": target})
    with pytest.raises(FetchError, match=reason) as caught:
        fetcher().fetch(f"{site.base}/a")
    assert "secret" not in str(caught.value)
    assert "robots.txt" not in str(caught.value)
    assert str(caught.value).startswith(f"{site.base}/a: moved to")


@pytest.mark.parametrize(
    ("answer", "reason", "wait"),
    [
        (Answer(404), "not there", None),
        (Answer(410), "not there", None),
        (Answer(403), "does not let memcon in", None),
        (Answer(500), "the server failed", None),
        (Answer(204), "empty page", None),
        (Answer(429, headers={"Retry-After": "120"}), "busy .429.; try again in 120", 120),
        (Answer(503, headers={"Retry-After": "soon"}), "busy .503.; try again later", None),
        (Answer(503, headers={"Retry-After": "9" * 40}), "busy", 86_400),
        (Answer(200, b"  \n"), "empty page", None),
        (Answer(418), "no page", None),
    ],
)
def test_what_is_no_page_is_one_clear_line(
    site: Site, answer: Answer, reason: str, wait: int | None
) -> None:
    site.pages["/a"] = answer
    with pytest.raises(FetchError, match=reason) as caught:
        fetcher().fetch(f"{site.base}/a")
    assert caught.value.retry_after == wait
    assert "\n" not in str(caught.value)


def test_a_server_may_ask_for_patience_by_a_day(site: Site) -> None:
    due = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    site.pages["/a"] = Answer(429, headers={"Retry-After": due})
    with pytest.raises(FetchError) as caught:
        fetcher().fetch(f"{site.base}/a")
    assert caught.value.retry_after is not None
    assert 60 <= caught.value.retry_after <= 90


def test_a_body_over_the_cap_is_not_read_on(site: Site) -> None:
    site.pages["/a"] = Answer(body=b"x" * 5_000_000)
    with pytest.raises(FetchError, match="over the cap of 100000 bytes"):
        fetcher().fetch(f"{site.base}/a")


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    site.pages["/a"] = gzipped(b"\0" * 200_000_000)
    started = time.monotonic()
    with pytest.raises(FetchError, match="over the cap"):
        fetcher().fetch(f"{site.base}/a")
    assert time.monotonic() - started < 5


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.pages["/a"] = gzipped(b"<p>A treaty</p>")
    assert fetcher().fetch(f"{site.base}/a").data == b"<p>A treaty</p>"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(body=b"not gzip at all", headers={"Content-Encoding": "gzip"}),
        Answer(body=b"half", is_cut=True),
    ],
)
def test_a_damaged_answer_is_one_clear_line(site: Site, answer: Answer) -> None:
    site.pages["/a"] = answer
    with pytest.raises(FetchError, match="try again later"):
        fetcher().fetch(f"{site.base}/a")


def test_a_body_shorter_than_promised_is_told_in_plain_words(site: Site) -> None:
    site.pages["/a"] = Answer(body=b"half", is_cut=True)
    with pytest.raises(FetchError) as caught:
        fetcher().fetch(f"{site.base}/a")
    said = "the server broke off its answer; try again later"
    assert str(caught.value) == f"{site.base}/a: {said}"


@pytest.mark.parametrize("url", ["http://10.0.0.1", "http://127.1/a b", "http://0x7f000001/a"])
def test_a_refused_address_is_named_as_it_was_given(url: str) -> None:
    given = url.replace(" ", "%20")
    with pytest.raises(FetchError, match="not on the public internet") as caught:
        Fetcher(max_bytes=1000).fetch(given)
    assert str(caught.value).startswith(f"{given}: leads to")


def test_a_server_that_sends_byte_by_byte_is_given_up(site: Site) -> None:
    site.pages["/a"] = Answer(body=b"x" * 1000, drip=0.05)
    started = time.monotonic()
    with pytest.raises(FetchError, match="no whole answer within"):
        fetcher(total_seconds=0.6).fetch(f"{site.base}/a")
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("scheme", "start"),
    [("http", b"HTTP/1.1 200 OK\r\nX-A: "), ("https", b"\x16\x03\x03\x40\x00\x02")],
    ids=["headers", "handshake"],
)
def test_a_server_that_drips_before_its_page_is_given_up(scheme: str, start: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=drip, args=(server, start), daemon=True).start()
        port = server.getsockname()[1]
        started = time.monotonic()
        with pytest.raises(FetchError, match="no whole answer within"):
            fetcher(total_seconds=0.6).fetch(f"{scheme}://127.0.0.1:{port}/")
    assert time.monotonic() - started < 4


def drip(server: socket.socket, start: bytes) -> None:
    with suppress(OSError):
        line, _ = server.accept()
        with line:
            line.sendall(start)
            while True:
                line.sendall(b"a")
                time.sleep(0.05)


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(FetchError, match="no whole answer within"):
            fetcher(read_seconds=0.3).fetch(f"http://127.0.0.1:{port}/")


def test_a_host_where_nobody_answers_is_one_clear_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match="no connection"):
        fetcher().fetch(f"http://127.0.0.1:{port}/")


# ------------------------------------------------------------------------------ robots.txt


def test_what_robots_txt_forbids_is_not_fetched(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /inner\nCrawl-delay: 3\nSitemap: /s.xml")
    site.page("/inner/a", "x")
    site.page("/open", "y")
    web = fetcher()
    with pytest.raises(FetchError, match="asks programs to stay away"):
        web.fetch(f"{site.base}/inner/a")
    assert web.fetch(f"{site.base}/open").data == b"y"
    assert web.delay(f"{site.base}/open") == 3
    assert site.paths() == ["/robots.txt", "/open"]


def test_robots_txt_may_name_memcon(site: Site) -> None:
    site.page("/robots.txt", "User-agent: memcon\nDisallow: /\n\nUser-agent: *\nAllow: /")
    with pytest.raises(FetchError, match="stay away"):
        fetcher().fetch(f"{site.base}/a")


def test_robots_txt_counts_where_a_page_has_moved_to(site: Site) -> None:
    with serving() as other:
        other.page("/robots.txt", "User-agent: *\nDisallow: /")
        site.pages["/b"] = Answer(302, headers={"Location": f"{other.base}/b"})
        with pytest.raises(FetchError, match="stay away"):
            fetcher().fetch(f"{site.base}/b")
        assert other.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "is_open"),
    [
        (Answer(404), True),
        (Answer(403), True),
        (Answer(500), False),
        (Answer(429), False),
        (Answer(200, b"\xff\xfe\x00<html>no robots here</html>"), True),
        (Answer(200, b"User-agent: *\nDisallow: /\n" + b"#" * 2_000_000), False),
        (Answer(302, headers={"Location": "/robots.txt"}), True),
    ],
)
def test_a_robots_txt_that_cannot_be_read(site: Site, robots: Answer, is_open: bool) -> None:
    site.pages["/robots.txt"] = robots
    site.page("/a", "x")
    if is_open:
        assert fetcher().fetch(f"{site.base}/a").data == b"x"
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher().fetch(f"{site.base}/a")


# -------------------------------------------------------------------------- private places


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://localhost/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://198.18.0.1/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[fec0::1]/",
        "http://[ff02::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:db8::1]/",
    ],
)
def test_private_numbers_are_refused_in_every_form(url: str) -> None:
    with pytest.raises(FetchError, match=r"not on the public internet|no such host|no address"):
        resolve(parsed(url))


@pytest.mark.parametrize("number", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_numbers_are_not(number: str) -> None:
    assert is_public(ipaddress.ip_address(number))


def test_only_this_machine_is_let_through_for_tests() -> None:
    assert resolve(parsed("http://127.0.0.1/"), may_be_local=True) == "127.0.0.1"
    with pytest.raises(FetchError, match="not on the public internet"):
        resolve(parsed("http://192.168.1.1/"), may_be_local=True)


def test_a_name_of_which_one_answer_is_private_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: object, **__: object) -> list[Any]:
        return [(2, 1, 6, "", (number, 80)) for number in ("93.184.216.34", "10.0.0.1")]

    monkeypatch.setattr(fetch_address.socket, "getaddrinfo", answers)
    with pytest.raises(FetchError, match=r"leads to 10\.0\.0\.1"):
        resolve(parsed("http://rebind.example/"))


def test_the_number_that_was_checked_is_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    port = int(site.base.rpartition(":")[2])

    def answers(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    site.page("/a", "x")
    monkeypatch.setattr(fetch_address.socket, "getaddrinfo", answers)
    url = f"http://news.example:{port}/a"
    assert fetcher().fetch(url).data == b"x"
    # One question before all, one for robots.txt and one for the page; connections ask for the
    # number alone.
    assert [host for host in asked if host != "127.0.0.1"] == ["news.example"] * 3
    assert site.asked[-1][1]["host"] == f"news.example:{port}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://user:secret@news.example/", "user name or password"),
        ("https://secret@news.example/", "user name or password"),
        ("gopher://news.example/", "gopher scheme"),
        ("javascript:alert(1)", "javascript scheme"),
        ("//news.example/a", "no scheme"),
        ("https://", "no host"),
        ("https://ne ws.example/", "no address"),
        ("https://news.example\\@10.0.0.1/", "no address"),
        ("https://news.example:99999/", "no address"),
        ("https://[::1%25eth0]/", "no"),
        ("https://news.example/\r\nX: y", "no address"),
        ("https://" + "a" * 5000, "no address"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        parsed(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("HTTPS://News.Example", "https://news.example/"),
        ("https://news.example:443/a#part", "https://news.example/a"),
        ("http://news.example:8080/a?b=c d".replace(" ", "%20"), None),
        ("https://news.example/é?ü=1", "https://news.example/%C3%A9?%C3%BC=1"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_addresses_are_written_in_one_way(url: str, whole: str | None) -> None:
    assert parsed(url).url == (whole or url)
