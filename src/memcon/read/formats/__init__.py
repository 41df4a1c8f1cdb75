"""The formats that memcon reads, one module each.

A module has one function, `read(original)`, which gives the documents in it: drafts (text,
structure, places, metadata), or members (files in it, read in their turn).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from memcon.read.formats.base import Read

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: how it is called, told and read."""

    name: str  # of its module
    title: str  # as messages call it
    media_type: str
    suffixes: tuple[str, ...]
    holds_several: bool = False  # documents
    is_streamed: bool = False  # read piece by piece, so that its size has no cap
    module: str = ""  # where it is not the name

    def reader(self) -> Read:
        """The function that reads it; its libraries are loaded with its module."""
        module = import_module(f"memcon.read.formats.{self.module or self.name}")
        read: Read = module.read
        return read


def _holder(
    name: str,
    title: str,
    media_type: str,
    suffixes: tuple[str, ...],
    *,
    is_streamed: bool = True,
    module: str = "",
) -> Format:
    """A format whose files hold several documents."""
    return Format(
        name,
        title,
        media_type,
        suffixes,
        holds_several=True,
        is_streamed=is_streamed,
        module=module,
    )


FORMATS: tuple[Format, ...] = (
    Format("text", "plain text", "text/plain", (".txt", ".text")),
    Format("markdown", "Markdown", "text/markdown", (".md", ".markdown"), module="text"),
    Format("page", "HTML", "text/html", (".html", ".htm", ".xhtml")),
    Format("pdf", "PDF", "application/pdf", (".pdf",)),
    Format("docx", "DOCX", f"{_OFFICE}.wordprocessingml.document", (".docx", ".docm", ".dotx")),
    Format("odt", "ODT", "application/vnd.oasis.opendocument.text", (".odt", ".ott", ".fodt")),
    Format("rtf", "RTF", "application/rtf", (".rtf",)),
    Format("epub", "EPUB", "application/epub+zip", (".epub",)),
    _holder("mail", "e-mail", "message/rfc822", (".eml",), is_streamed=False),
    _holder("mbox", "mailboxes", "application/mbox", (".mbox",)),
    _holder(
        "feed", "RSS and Atom", "application/xml", (".rss", ".atom", ".xml"), is_streamed=False
    ),
    _holder(
        "press",
        "NITF and NewsML",
        "application/nitf+xml",
        (".nitf", ".newsml"),
        is_streamed=False,
    ),
    _holder("jsonl", "JSON", "application/json", (".json", ".jsonl", ".ndjson")),
    _holder("csv", "CSV", "text/csv", (".csv", ".tsv"), module="tables"),
    _holder("parquet", "Parquet", "application/vnd.apache.parquet", (".parquet",)),
    _holder("warc", "WARC", "application/warc", (".warc",)),
    _holder("zip", "ZIP", "application/zip", (".zip",)),
    _holder("tar", "TAR", "application/x-tar", (".tar", ".tgz")),
    _holder("gzip", "gzip", "application/gzip", (".gz", ".bz2", ".xz"), module="compressed"),
)
BY_NAME = {form.name: form for form in FORMATS}
BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}
TEXTS = ("text", "markdown")


def reads() -> str:
    """What memcon reads, for messages."""
    titles = [form.title for form in FORMATS]
    return f"memcon reads {', '.join(titles[:-1])} and {titles[-1]}"
