"""A file or a string to Documents: what its format's reader gives, and what is known besides."""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from dataclasses import dataclass, replace

from memcon.errors import InputError
from memcon.model.document import Block, Document
from memcon.read.dateline import find_date_line, year_for
from memcon.read.decode import normalise_newlines
from memcon.read.formats.base import SKIP, Draft
from memcon.read.headers import Header, raise_problem, to_metadata
from memcon.read.language import detect, with_languages
from memcon.read.metadata import Metadata, merge
from memcon.read.paragraphs import split_lines
from memcon.read.sections import without_datelines
from memcon.read.text import Body, Head, read_body, read_head

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Given:
    """What is known about a document before its text is looked at, first source first."""

    name: str
    ranked: tuple[tuple[str, Metadata], ...] = ()
    last: tuple[tuple[str, Metadata], ...] = ()  # what counts only where nothing else tells
    fallback_title: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A document that cannot be read, and why in one line."""

    name: str
    message: str


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
    given = Given(name, (("given", Metadata(title=title, date=date, language=language)),))
    document = document_of(Draft(plain, has_head=True), given, where=name)
    return replace(document, sha256=hashlib.sha256(data).hexdigest())


def document_of(draft: Draft, given: Given, *, where: str) -> Document:
    """A draft as a Document: its body told from its furniture, its metadata put together.

    Raises InputError where its header lines have a date that is none; `where` names the file.
    """
    ranked = (*given.ranked, *draft.ranked)
    head = _head(draft)
    front = to_metadata(head.front, name=where)
    header = to_metadata(head.header, name=where)
    if draft.has_head:
        ranked = (*ranked, ("front matter", front), ("header line", header))
    known = merge(ranked).metadata
    if known.date is None:
        raise_problem(front)
        raise_problem(header)
    body = read_body(
        draft.text, head, title=known.title, author=known.author, is_chosen=draft.is_chosen
    )
    if draft.above:
        body = replace(body, date_line=find_date_line(draft.above) or body.date_line)
    body = replace(body, blocks=_with_kinds(body.blocks, draft.kinds))
    document = _document(draft.text, body, replace(given, ranked=ranked))
    told = {**document.sources, **draft.notes}
    document = replace(document, anchors=draft.anchors, sources=told)
    return with_languages(without_datelines(document))


def _head(draft: Draft) -> Head:
    """The lines of the text; what markup has told already is not looked for in them."""
    head = read_head(draft.text)
    if not draft.has_head:
        head = Head(Header(), Header(), tuple(split_lines(draft.text)), frozenset())
    skipped = [block for block in draft.kinds if block.kind == SKIP]
    if not skipped:
        return head
    lines = (line for line in head.lines if not any(b.start <= line.start < b.end for b in skipped))
    return replace(head, lines=tuple(lines))


def _with_kinds(blocks: tuple[Block, ...], told: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, where the markup says what they are by its word."""
    known = [block for block in told if block.kind != SKIP]
    starts = [block.start for block in known]
    found = []
    for block in blocks:
        at = bisect_right(starts, block.start) - 1
        if at >= 0 and block.start < known[at].end:
            block = replace(block, kind=known[at].kind)  # noqa: PLW2901
        found.append(block)
    return tuple(found)


def _document(text: str, body: Body, given: Given) -> Document:
    ranked = (
        *given.ranked,
        *_from_datelines(text, body),
        *given.last,
        *_from_first_line(body, given),
    )
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
        modified=known.modified,
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


def _from_first_line(body: Body, given: Given) -> list[tuple[str, Metadata]]:
    return [
        ("first line", Metadata(title=body.first_line)),
        ("file name", Metadata(title=given.fallback_title)),
    ]


def _running_text(text: str, blocks: tuple[Block, ...]) -> str:
    body = [text[block.start : block.end] for block in blocks if block.kind != "heading"]
    return "\n".join(body) or text
