"""Which format some bytes are in: what they are counts first, what the file is called second."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from contextlib import suppress
from pathlib import Path

from memcon.errors import InputError
from memcon.read.decode import BOMS
from memcon.read.fields import is_table_of_documents
from memcon.read.formats import BY_NAME, BY_SUFFIX, TEXTS, Format, reads
from memcon.read.formats.base import Original
from memcon.read.html import looks_like_html

HEAD = 65_536  # bytes that tell a format
ROOM = 4096  # of them, for signs at the start
_TABLES = ("csv", "jsonl")
_OFFICE = (".xlsx", ".xlsm", ".pptx", ".ppsx", ".ods", ".odp")
_ZIPPED = ("docx", "odt", "epub")

_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_PRESS = re.compile(  # the first element, after what may stand before it
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*"
    r"<(?:\w+:)?(?:nitf|newsItem|newsMessage|NewsML)[\s>]",
    re.DOTALL,
)
_MAIL_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]")
_MAIL_SIGNS = {b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to"}
_MAIL_HEADERS = {b"from", b"to", b"subject", b"date"}
_MBOX = re.compile(rb"From \S{1,200} [^\n]{10,80}\n[A-Za-z-]{2,40}:")
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
_TAR = slice(257, 262)

# First bytes of kinds of file that are often taken for documents, and what to do with them.
_OCR = "recognise its text first (OCR)"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "old Office file", "save it as .docx or PDF"),
    (b"\x89PNG", "PNG image", _OCR),
    (b"\xff\xd8\xff", "JPEG image", _OCR),
    (b"GIF8", "GIF image", _OCR),
    (b"II*\x00", "TIFF image", _OCR),
    (b"MM\x00*", "TIFF image", _OCR),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive", "unpack it first"),
    (b"Rar!", "RAR archive", "unpack it first"),
    (b"\x7fELF", "program", "name a document"),
    (b"SQLite format 3", "SQLite database", "name a document"),
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "gzip"),
    (b"\xfd7zXZ\x00", "gzip"),
)


def sniff(original: Original) -> Format:
    """The format of an original. Raises InputError where it is none that memcon reads."""
    with original.open() as file:
        head = file.read(HEAD)
    for magic, kind, advice in _REFUSED:
        if head.startswith(magic):
            message = f"{original.name}: binary file ({kind}); {reads()}: {advice}"
            raise InputError(message)
    named = BY_SUFFIX.get(original.suffix)
    name = _shown(head, original) or _told(head, original, named)
    if name in BY_NAME:
        return BY_NAME[name]
    if named is None:
        message = f"{original.name}: {original.suffix or 'no suffix'} is not read; {reads()}"
        raise InputError(message)
    return named


def _shown(head: bytes, original: Original) -> str:
    """The format that the first bytes show beyond doubt."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(original)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[_TAR] == b"ustar":
        return "tar"
    return ""


def _told(head: bytes, original: Original, named: Format | None) -> str:
    """The format that text shows, with its file's name where the text could be either."""
    start = rough(head)
    own = named.name if named else ""
    if _PRESS.match(start):  # it may hold HTML
        return "press"
    if looks_like_html(start):
        return "page"
    is_marked_up = start.lstrip().startswith("<")
    if is_marked_up and _FEED.search(start):
        return "feed"
    if is_marked_up and "office:document" in start:
        return "odt"
    if _MBOX.match(head):
        return "mbox"
    if is_mail(head, strict=own != "mail"):
        return "mail"
    if own not in TEXTS and _JSON.match(start):
        return "jsonl"
    kind = original.content_type.partition(";")[0].strip().lower()
    if named is None and kind:
        return next((f.name for f in BY_NAME.values() if f.media_type == kind), "")
    return ""


def is_mail(head: bytes, *, strict: bool) -> bool:
    """Whether a text begins with the headers of an e-mail; `strict`: of one that was sent."""
    labels = set()
    for line in head[:ROOM].replace(b"\r\n", b"\n").split(b"\n"):
        if not line.strip():
            break
        match = _MAIL_LINE.match(line)
        if match:
            labels.add(match.group(1).lower())
        elif line[:1] not in b" \t":
            return False
    return bool(labels & _MAIL_SIGNS) and (not strict or len(labels & _MAIL_HEADERS) > 1)


def _zip_kind(original: Original) -> str:
    """What a ZIP file is: an office document, a book, or an archive."""
    own = BY_SUFFIX.get(original.suffix)
    fallback = own.name if own and own.name in _ZIPPED else "zip"
    try:
        with original.open() as file, zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        return fallback
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        return fallback
    if kind.startswith(b"application/epub"):
        return "epub"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "[Content_Types].xml" in names and ("word/document.xml" in names or fallback == "docx"):
        return "docx"
    if "[Content_Types].xml" in names or original.suffix in _OFFICE:
        message = (
            f"{original.name}: an Office file without a text (a spreadsheet or slides); "
            "save it as CSV or PDF"
        )
        raise InputError(message)
    return fallback


def rough(head: bytes) -> str:
    """The beginning as text, well enough to see its markup."""
    encoding = next((name for mark, name in BOMS if head.startswith(mark)), "latin-1")
    return head[:ROOM].decode(encoding, errors="replace").removeprefix("\ufeff").removeprefix("ï»¿")


def can_be_document(path: Path) -> bool:
    """Whether a file in a folder is one of documents: by its name, else by its first bytes.

    Tables, JSON and XML count where they hold texts.
    """
    named = BY_SUFFIX.get(path.suffix.lower())
    if named is not None and named.name not in (*_TABLES, "feed"):
        return True
    with suppress(OSError, InputError):
        with path.open("rb") as file:
            head = file.read(HEAD)
        if named is None:
            return bool(_shown(head, Original(str(path), path.name, path=path)))
        if named.name == "feed":
            start = rough(head)
            known = (looks_like_html(start), _FEED.search(start), _PRESS.match(start))
            return any(known)
        return is_table_of_documents(_columns(head, named.name))
    return False


def _columns(head: bytes, name: str) -> list[str]:
    text = rough(head) if b"\x00" in head[:ROOM] else head.decode("utf-8", errors="replace")
    text = text.removeprefix("\ufeff")
    if name == "csv":
        line = text.split("\n", 1)[0]
        return next(csv.reader(io.StringIO(line), delimiter=delimiter_of(line)), [])
    found: object = None
    with suppress(ValueError, RecursionError):
        start = text.lstrip().removeprefix("[").lstrip()
        found, _ = json.JSONDecoder().raw_decode(start)
    if isinstance(found, dict):
        return list(found)
    return re.findall(r'"(\w{1,40})"\s*:', text[:ROOM])  # an object longer than the head


def delimiter_of(line: str) -> str:
    """The sign between the cells of a table's first line."""
    return max(",;\t|", key=line.count)


def suffix_of(data: bytes) -> str:
    """The suffix that a file with these bytes would have; `.txt` where nothing tells."""
    original = Original("standard input", "", data)
    name = _shown(data[:HEAD], original) or _told(data[:HEAD], original, None)
    return BY_NAME[name].suffixes[0] if name in BY_NAME else ".txt"
