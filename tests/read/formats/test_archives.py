from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from making import BRIDGE, TALKS, documents, docx, mail, paragraph, read, tarred, zipped
from memcon.errors import InputError
from memcon.model.document import Document
from memcon.read import Fault, Metadata, Request, read_all
from memcon.settings import Settings

FILES = {
    "a/talks.txt": TALKS.encode(),
    "b/bridge.docx": docx(paragraph(BRIDGE)),
    "b/README.txt": b"What this is.",
    ".hidden.txt": b"no",
    "b/photo.png": b"\x89PNG",
    "__MACOSX/._talks.txt": b"no",
}
NAMES = ["a/talks.txt", "b/bridge.docx"]


@pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tar.gz", "all.tgz", "all.tar.bz2"])
def test_every_readable_file_is_a_document(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    modes = {".zip": "", ".tar": "w", ".bz2": "w:bz2"}
    mode = modes.get(path.suffix, "w:gz")
    path.write_bytes(tarred(FILES, mode=mode) if mode else zipped(FILES))
    found = documents(path)
    assert [doc.name for doc in found] == [f"{name}/{inner}" for inner in NAMES]
    assert [doc.text for doc in found] == [TALKS, BRIDGE]
    assert [doc.title for doc in found][1] == BRIDGE[:0] + found[1].title
    assert found[0].sources["part"] == "a/talks.txt"


def test_a_packed_file_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt.gz"
    path.write_bytes(gzip.compress(TALKS.encode()))
    (found,) = documents(path)
    assert (found.name, found.text) == ("talks.txt.gz", TALKS)


def test_archives_in_archives_are_read_so_deep_and_no_deeper(tmp_path: Path) -> None:
    path = tmp_path / "deep.zip"
    data = zipped({"talks.txt": TALKS})
    for depth in range(6):
        path.write_bytes(data)
        found = read(path)
        assert isinstance(found[0], Fault) is (depth > 3)
        data = zipped({"inner.zip": data})
    assert "archives in archives" in found[0].message


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "..\\up.txt"])
def test_a_path_that_leads_out_is_only_a_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "out.zip"
    path.write_bytes(zipped({name: TALKS}))
    (found,) = documents(path)
    assert ".." not in found.name
    assert found.name.startswith("out.zip/")
    assert sorted(tmp_path.iterdir()) == [path]  # nothing is unpacked anywhere


def test_signs_that_are_not_seen_are_no_part_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "out.zip"
    path.write_bytes(zipped({"in\u202evoice\u200d\u2066.txt": TALKS}))
    assert [doc.name for doc in documents(path)] == ["out.zip/invoice.txt"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    import tarfile

    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read", encoding="utf-8")
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            entry = tarfile.TarInfo(f"link{kind!r}.txt")
            entry.type, entry.linkname = kind, str(secret)
            archive.addfile(entry)
        entry = tarfile.TarInfo("talks.txt")
        entry.size = len(TALKS)
        archive.addfile(entry, io.BytesIO(TALKS.encode()))
    path = tmp_path / "links.tar"
    path.write_bytes(buffer.getvalue())
    assert [doc.text for doc in documents(path)] == [TALKS]

    linked = zipfile.ZipInfo("link.txt")
    linked.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "links.zip", "w") as packed:
        packed.writestr(linked, str(secret))
        packed.writestr("talks.txt", TALKS)
    assert [doc.text for doc in documents(tmp_path / "links.zip")] == [TALKS]


def test_a_bomb_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"a.txt": b"0" * 15_000_000, "b.txt": TALKS}))
    bomb, talks = read(path)
    assert isinstance(bomb, Fault)
    assert "a bomb" in bomb.message
    assert "\n" not in bomb.message
    assert talks.name == "bomb.zip/b.txt"


def test_a_file_that_is_too_big_is_told_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "big.tar"
    path.write_bytes(tarred({"a.txt": b"word " * 5_000, "b.txt": TALKS.encode()}))
    big, talks = read(path, settings=Settings(max_bytes=20_000))
    assert isinstance(big, Fault)
    assert "25000 bytes, over the cap of 20000" in big.message
    assert talks.name == "big.tar/b.txt"


@pytest.mark.parametrize("name", ["cut.zip", "cut.tar", "cut.tar.gz", "cut.txt.gz"])
def test_what_is_broken_off_is_told(tmp_path: Path, name: str) -> None:
    data = {
        "cut.zip": zipped(FILES),
        "cut.tar": tarred({"a.txt": b"word " * 5_000}),
        "cut.tar.gz": tarred(FILES, mode="w:gz"),
        "cut.txt.gz": gzip.compress(TALKS.encode() * 50),
    }[name]
    path = tmp_path / name
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_locked_archive_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TALKS}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    (found,) = read(tmp_path / "locked.zip")
    assert isinstance(found, Fault)
    assert "needs a password" in found.message


def test_mail_in_archives_brings_its_attachments(tmp_path: Path) -> None:
    path = tmp_path / "post.zip"
    path.write_bytes(zipped({"1.eml": mail(TALKS)}))
    assert [doc.name for doc in documents(path)] == ["post.zip/1.eml"]


def test_a_crawl_gives_its_pages_with_their_addresses(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    page = (
        f"<html><head><title>Talks</title></head><body><p>{TALKS}</p><p>{BRIDGE}</p></body></html>"
    )
    answers = [
        ("https://m.example/news/1", "200 OK", "text/html", page),
        ("https://m.example/robots.txt", "200 OK", "text/plain", "User-agent: *"),
        ("https://m.example/gone", "404 Not Found", "text/html", page),
        ("https://m.example/logo.png", "200 OK", "image/png", "..."),
        ("https://m.example/note.txt", "200 OK", "text/plain", BRIDGE),
    ]
    records = []
    for url, status, kind, body in answers:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
            "WARC-Date: 2021-05-17T10:00:00Z\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        records.append(head.encode() + http + b"\r\n\r\n")
    for name, data in (
        ("crawl.warc", b"".join(records)),
        ("crawl.warc.gz", b"".join(map(gzip.compress, records))),
    ):
        (tmp_path / name).write_bytes(data)
        first, second = documents(tmp_path / name)
        assert first.name == f"{name}/m-example-news-1.html"
        assert (first.url, first.media_type) == ("https://m.example/news/1", "text/html")
        assert TALKS in first.text
        assert (second.name, second.text) == (f"{name}/m-example-note.txt", BRIDGE)


TABLE = """file,date,title,publisher
talks.txt,2019-03-12,Talks in Lima,Baltic Courier
b/bridge.txt,2019-03-13,,
news.xml,2019-03-14,Not of its entries,Baltic Courier
"""
FEED = f"""<rss version="2.0"><channel><title>Gazette</title>
<item><title>A bridge</title><description>{BRIDGE}</description></item></channel></rss>"""
WEEK = {
    "week/b/bridge.txt": f"Title: Of its own\nDate: 2001-01-01\n\n{BRIDGE}".encode(),
    "week/news.xml": FEED.encode(),
    "week/talks.txt": f"Date: 2001-01-01\n\n{TALKS}".encode(),
    "week/metadata.csv": TABLE.encode(),
}


def packed(path: Path, files: dict[str, bytes]) -> Path:
    mode = {".zip": "", ".tar": "w"}.get(path.suffix, "w:gz")
    path.write_bytes(tarred(files, mode=mode) if mode else zipped(files))
    return path


@pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tar.gz"])
def test_metadata_csv_in_an_archive_outranks_what_its_files_say(tmp_path: Path, name: str) -> None:
    found = {doc.name.rpartition("/")[2]: doc for doc in documents(packed(tmp_path / name, WEEK))}
    assert len(found) == 3
    talks, bridge, entry = found["talks.txt"], found["bridge.txt"], found["a-bridge"]
    assert (str(talks.date), talks.title) == ("2019-03-12", "Talks in Lima")
    assert (talks.publisher, talks.sources["date"]) == ("Baltic Courier", "metadata.csv")
    assert (str(bridge.date), bridge.title) == ("2019-03-13", "Of its own")
    # Of what holds several documents a row gives the day only where an entry has none.
    assert (str(entry.date), entry.title) == ("2019-03-14", "A bridge")


def test_it_outranks_what_is_said_of_the_whole_archive(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", WEEK)
    row = Metadata(publisher="The whole", date=date(2020, 1, 1), language="en")
    request = Request(path, path.name, date=date(2021, 1, 1), metadata=row)
    found = [doc for doc in read_all(request, settings=Settings()) if isinstance(doc, Document)]
    talks = next(doc for doc in found if doc.name.endswith("talks.txt"))
    assert (str(talks.date), talks.publisher) == ("2019-03-12", "Baltic Courier")


@pytest.mark.parametrize("name", ["all.zip", "all.tar", "all.tgz"])
def test_a_table_with_a_fault_is_told_and_spoils_nothing_else(tmp_path: Path, name: str) -> None:
    row = {**WEEK, "week/metadata.csv": b"file,date\ntalks.txt,12/13/14x\n"}
    found = read(packed(tmp_path / name, row))
    (fault,) = [item for item in found if isinstance(item, Fault)]
    assert "is no date" in fault.message
    assert "metadata.csv line 2" in fault.message
    assert len(found) == 3
    useless = {**WEEK, "week/metadata.csv": b"name\nx\n", "other.txt": TALKS.encode()}
    one, other = read(packed(tmp_path / name, useless))
    assert isinstance(one, Fault)
    assert "no column 'file'" in one.message
    assert "no file beside it was read" in one.message
    assert isinstance(other, Document)
