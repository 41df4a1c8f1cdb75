"""WARC: the pages and files of a crawl, each a document with its address (extra `formats`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from memcon.errors import InputError
from memcon.read.formats import BY_NAME, BY_SUFFIX
from memcon.read.formats.base import Flaw, Member, Original, Part, slug, too_big
from memcon.read.metadata import Metadata

_OK = 200
_PAGES = {"text/html", "application/xhtml+xml", ""}
_READ = _PAGES | {form.media_type for form in BY_NAME.values()} | {"text/rtf"}
_NO_DOCUMENT = re.compile(r"/robots\.txt$")


def read(original: Original) -> Iterator[Part]:
    """What the servers of a crawl answered with, where it is of a kind that memcon reads."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 (an extra)

    kinds = WarcRecordType.response | WarcRecordType.resource
    found = 0
    with original.open() as file:
        records = ArchiveIterator(file, record_types=kinds, parse_http=True)
        for record in records:
            found += 1
            part = _part(record, original.limits.max_bytes)
            if part is not None:
                yield part
    if not found:
        message = f"{original.name}: a WARC file with nothing in it; get it again"
        raise InputError(message)


def _part(record: Any, most: int) -> Member | Flaw | None:
    url = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
    http = record.http_headers
    if http is not None and http.status_code != _OK:
        return None
    kind = str(record.http_content_type or "").partition(";")[0].strip().lower()
    if kind not in _READ or _NO_DOCUMENT.search(urlsplit(url).path):
        return None
    data = record.reader.read(most + 1)
    if len(data) > most:
        return Flaw(_key(url, kind), too_big("", len(data), most).removeprefix(": "))
    if not data:
        return None
    return Member(_key(url, kind), data, kind, (("WARC", Metadata(url=url)),))


def _key(url: str, kind: str) -> str:
    """The address of a page as a name, with the suffix of what it is."""
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path))
    suffix = path.suffix if path.suffix.lower() in BY_SUFFIX else ""
    if not suffix:
        form = next((one for one in BY_NAME.values() if one.media_type == kind), BY_NAME["page"])
        suffix = form.suffixes[0]
    stem = str(path.with_suffix("")) if path.name else str(path)
    return f"{slug(f'{parts.netloc} {stem} {parts.query}') or 'page'}{suffix}"
