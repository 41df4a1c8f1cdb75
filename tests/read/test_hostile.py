"""Files that are made to do damage, or are badly damaged: one clear line, and the rest is read."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from mutate_files import run as read_mutated

from making import (
    BRIDGE,
    TALKS,
    W,
    document,
    docx,
    mail,
    numbering,
    paragraph,
    read,
    tarred,
    zipped,
)
from memcon.errors import InputError
from memcon.model.document import Document
from memcon.read import Fault, Request, isolated, read_all
from memcon.settings import Settings
from samples import FLAT, PAGE, samples

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def refused(path: Path, data: bytes, **options: object) -> str:
    """The one line with which a file is refused."""
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(path, **options)  # type: ignore[arg-type]
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message


def package(text: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": text})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", package(f'{LAUGHS}<w:document xmlns:w="{W}"><w:body>&i;</w:body></w:document>')),
        ("a.fodt", (LAUGHS + FLAT.partition("?>")[2].replace("Talks", "&i;")).encode()),
    ],
)
def test_entities_of_a_files_own_are_refused(tmp_path: Path, name: str, data: bytes) -> None:
    message = refused(tmp_path / name, data)
    assert "entities of its own" in message or "not sound XML" in message


def test_entities_in_a_feed_are_not_expanded(tmp_path: Path) -> None:
    story = f"<item><title>&a;&i;</title><description>{TALKS}</description></item>"
    feed = f"{LAUGHS.replace('DOCTYPE a', 'DOCTYPE rss')}<rss><channel>{story}</channel></rss>"
    (tmp_path / "a.xml").write_text(feed, encoding="utf-8")
    try:
        found = document(tmp_path / "a.xml")
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 (either will do)
    else:
        assert "haha" not in found.title


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server that nobody should ask, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}", asked
    http.shutdown()
    thread.join()
    http.server_close()


def test_nothing_is_fetched_and_no_file_is_opened(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    secret = tmp_path / "secret"
    secret.write_text("the secret word", encoding="utf-8")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y SYSTEM "{address}/y">]>'
    picture = f'<a:blip xmlns:a="a" xmlns:r="r" r:link="{address}/picture"/>'
    target = f'<Relationship TargetMode="External" Target="{address}/r"/>'
    space = f'xmlns:w="{W}"'
    story = f"<item><title>{TALKS}</title></item>"
    page = PAGE.replace("<h1>", f"<img src='{address}/i'><script src='{address}/s'></script><h1>")
    files = {
        "entity.docx": package(
            f"{outside}<w:document {space}><w:body>&x;&y;</w:body></w:document>"
        ),
        "picture.docx": zipped(
            {
                "word/document.xml": f"<w:document {space}><w:body>{paragraph(TALKS)}{picture}"
                "</w:body></w:document>",
                "[Content_Types].xml": "<Types/>",
                "word/_rels/document.xml.rels": f"<Relationships>{target}</Relationships>",
            }
        ),
        "dtd.xml": (
            f'<!DOCTYPE rss SYSTEM "{address}/dtd"><rss><channel>{story}</channel></rss>'
        ).encode(),
        "page.html": page.encode(),
        "post.eml": mail(page, kind="text/html"),
    }
    texts = []
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        try:
            texts += [item.text for item in read(tmp_path / name) if isinstance(item, Document)]
        except InputError as error:
            texts.append(str(error))
    assert asked == []
    assert not any("secret word" in text for text in texts)
    assert sum(TALKS in text for text in texts) == 4


MULTIPARTS = "".join(
    f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(3_000)
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body>" + b"<div>" * 50_000),
        ("a.json", b"[" * 500_000),
        ("b.json", b'{"a":' * 500_000),
        ("a.docx", docx("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300)),
        ("a.eml", MULTIPARTS.encode()),
        ("a.rtf", b"{\\rtf1 " + b"{" * 300_000),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * 300_000 + b"<<" * 300_000),
    ],
)  # fmt: skip
def test_deep_nesting_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    refused(tmp_path / name, data)


def test_a_package_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    body = paragraph("0" * 15_000_000)
    assert "a bomb" in refused(tmp_path / "a.docx", docx(body))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.pdf", "a.eml"])
def test_a_gigabyte_of_one_line_is_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(samples()[name])
        file.truncate(1_000_000_000)  # nothing but zeros, which take no room on the disk
    with pytest.raises(InputError, match="1000000000 bytes, over the cap") as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_half_characters_and_zero_bytes_do_not_reach_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps({"text": f"a\ud800b\x00c {TALKS}", "title": "x\udfff"}).encode())
    found = document(path)
    assert found.text == f"a b c {TALKS}"
    found.text.encode()
    (found.title + found.name).encode()


def test_a_file_that_changes_while_it_is_read_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": TALKS, "b.txt": BRIDGE}))
    found = read_all(Request(path, path.name), settings=Settings())
    first = next(found)
    path.write_bytes(b"gone")
    assert [first.text, *(item.text for item in found)] == [TALKS, BRIDGE]


def test_a_part_that_takes_too_long_is_told_and_the_rest_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "WALL_FACTOR", 0.4)
    slow = b"<html><body>" + b"<p>The ministers met in Lima and agreed.</p>" * 20_000
    path = tmp_path / "a.tar"
    path.write_bytes(tarred({"a.txt": TALKS.encode(), "b.html": slow, "c.txt": BRIDGE.encode()}))
    found = read(path, settings=Settings(read_seconds=1))
    assert [item.name for item in found] == ["a.tar/a.txt", "a.tar/b.html", "a.tar/c.txt"]
    fault = found[1]
    assert isinstance(fault, Fault)
    assert fault.message.startswith(f"{path}: b.html: takes too long to read")


def test_a_part_that_takes_too_much_memory_is_told_and_the_rest_read(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 (not for secrets)
    large = docx("".join(paragraph(f"{chance.random()} {chance.random()}") for _ in range(60_000)))
    path = tmp_path / "a.tar"
    path.write_bytes(tarred({"a.txt": TALKS.encode(), "b.docx": large, "c.txt": BRIDGE.encode()}))
    found = read(path, settings=Settings(read_memory=300_000_000, read_seconds=60))
    assert [item.name for item in found] == ["a.tar/a.txt", "a.tar/b.docx", "a.tar/c.txt"]
    fault = found[1]
    assert isinstance(fault, Fault)
    assert "too much memory" in fault.message


def test_one_process_reads_file_after_file(tmp_path: Path) -> None:
    isolated.close_workers()
    started = []
    worker = isolated._Worker

    class Counted(worker):  # type: ignore[misc,valid-type]
        def __init__(self, settings: Settings) -> None:
            started.append(1)
            super().__init__(settings)

    isolated._Worker = Counted
    try:
        for number in range(20):
            path = tmp_path / f"{number}.docx"
            path.write_bytes(docx(paragraph(TALKS)) if number % 3 else b"PK\x03\x04 damaged")
            try:
                read(path)
            except InputError:
                assert number % 3 == 0
    finally:
        isolated._Worker = worker
    assert len(started) == 1


def test_mutated_files_of_every_format_are_read_or_refused(tmp_path: Path) -> None:
    assert read_mutated(300, 11, tmp_path / "kept").failures == []


def test_numbers_of_lists_are_bounded(tmp_path: Path) -> None:
    part = numbering(("upperLetter", "%1.")).replace('w:start w:val="1"', 'w:start w:val="999999"')
    (tmp_path / "a.docx").write_bytes(docx(paragraph(TALKS, level=0), numbering=part))
    assert len(document(tmp_path / "a.docx").text) < len(TALKS) + 30
