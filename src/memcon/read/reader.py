"""A file or a string to a Document."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from memcon.errors import InputError
from memcon.model.document import Block, Document
from memcon.read.dateline import find_date_line, year_for
from memcon.read.decode import READS, decode, normalise_newlines, read_bytes
from memcon.read.headers import Header, raise_problem, to_metadata
from memcon.read.html import looks_like_html, read_page
from memcon.read.language import detect
from memcon.read.metadata import Metadata, merge
from memcon.read.text import Body, read_body, read_head
from memcon.settings import Settings

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
MEDIA_TYPES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
}
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known about a document before its text is looked at, first source first."""

    name: str
    ranked: tuple[tuple[str, Metadata], ...]
    fallback_title: str = ""


def read_path(
    path: Path,
    *,
    settings: Settings,
    date: dt.date | None = None,
    metadata: Metadata | None = None,
    name: str | None = None,
) -> Document:
    """The Document in a file; `metadata` (a row of metadata.csv) outranks `date`, both the file.

    Raises InputError with one line naming the file and what to do.
    """
    if metadata is not None:
        raise_problem(metadata)
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None and path.is_file():
        msg = f"{path}: {path.suffix or 'no suffix'} is not read; {READS}"
        raise InputError(msg)
    data = read_bytes(path, max_bytes=settings.max_bytes)
    text = decode(data, name=str(path), html=media_type == HTML).text
    if not text.strip():
        msg = f"{path}: empty; there is nothing to read, remove it or save it again"
        raise InputError(msg)
    if looks_like_html(text):
        media_type = HTML
    given = _Given(
        name=name or path.name,
        ranked=(("metadata.csv", metadata or Metadata()), ("given", Metadata(date=date))),
        fallback_title=path.stem,
    )
    doc = _from_page(text, given, path) if media_type == HTML else _from_text(text, given, path)
    return replace(doc, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type or TEXT)


def read_text(
    text: str,
    *,
    name: str = "text",
    date: dt.date | None = None,
    title: str = "",
    language: str = DEFAULT_LANGUAGE,
) -> Document:
    """The Document in a string, read like a plain-text file."""
    plain = normalise_newlines(text)
    if not plain.strip():
        msg = f"{name}: empty; there is nothing to read"
        raise InputError(msg)
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"{name}: not text (half a character at {error.start}); decode it anew"
        raise InputError(message) from error
    given = _Given(name, (("given", Metadata(title=title, date=date, language=language)),))
    return replace(_from_text(plain, given, Path(name)), sha256=hashlib.sha256(data).hexdigest())


def _from_text(text: str, given: _Given, path: Path) -> Document:
    head = read_head(text)
    front = to_metadata(head.front, name=str(path))
    header = to_metadata(head.header, name=str(path))
    ranked = (*given.ranked, ("front matter", front), ("header line", header))
    known = merge(ranked).metadata
    if known.date is None:
        raise_problem(front)
        raise_problem(header)
    body = read_body(text, head, title=known.title, author=known.author)
    return _document(text, body, replace(given, ranked=ranked))


def _from_page(html: str, given: _Given, path: Path) -> Document:
    page = read_page(html, name=str(path))
    ranked = (*given.ranked, ("html", page.metadata))
    known = merge(ranked).metadata
    head = replace(read_head(page.text), front=Header())
    body = read_body(page.text, head, title=known.title, author=known.author)
    body = replace(body, date_line=find_date_line(page.above) or body.date_line)
    return _document(page.text, body, replace(given, ranked=ranked))


def _document(text: str, body: Body, given: _Given) -> Document:
    ranked = (*given.ranked, *_from_datelines(text, body), *_from_first_line(body, given))
    merged = merge(ranked)
    known, sources = merged.metadata, dict(merged.sources)
    language = known.language
    if not language:
        detected = detect(_running_text(text, body.blocks))
        language, sources["language"] = (
            (detected, "detected") if detected else (DEFAULT_LANGUAGE, "assumed")
        )
    return Document(
        name=given.name,
        text=text,
        blocks=body.blocks,
        title=known.title,
        publisher=known.publisher,
        date=known.date,
        language=language,
        author=known.author,
        url=known.url,
        place=known.place,
        sources=sources,
    )


def _from_datelines(text: str, body: Body) -> list[tuple[str, Metadata]]:
    found: list[tuple[str, Metadata]] = []
    line = body.dateline
    if line is not None:
        day = line.day.date or year_for(line.day, text) if line.day else None
        found.append(("dateline", Metadata(publisher=line.agency, date=day, place=line.place)))
    if body.date_line is not None:
        top = body.date_line
        found.append(
            ("date line", Metadata(publisher=top.publisher, date=top.date, place=top.place))
        )
    if body.end_date_line is not None:
        found.append(
            (
                "date line at the end",
                Metadata(date=body.end_date_line.date, place=body.end_date_line.place),
            )
        )
    return found


def _from_first_line(body: Body, given: _Given) -> list[tuple[str, Metadata]]:
    return [
        ("first line", Metadata(title=body.first_line)),
        ("file name", Metadata(title=given.fallback_title)),
    ]


def _running_text(text: str, blocks: tuple[Block, ...]) -> str:
    body = [text[block.start : block.end] for block in blocks if block.kind != "heading"]
    return "\n".join(body) or text
