"""`memcon read`: the extracted text alone."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import (
    Day,
    Json,
    Map,
    Sources,
    full_day,
    settings_for,
    warn,
    write,
    write_json,
)

if TYPE_CHECKING:
    from memcon.model.document import Document


def read(sources: Sources, *, date: Day = None, columns: Map = None, as_json: Json = False) -> int:
    """Show the text of documents.

    As memcon reads it: without menus and other boilerplate.

    With --json one object a document: name, text, title, publisher, date, language and more.
    """
    day = full_day(date, option="--date")
    from memcon.api import pipeline
    from memcon.run.pipeline import Failure, Unchanged, unread_pages

    pipe = pipeline(settings_for(None), on_note=warn, fields=columns)
    found = pipe.sources(sources)
    code = OK
    for item in pipe.read(found, day=day):
        if isinstance(item, Unchanged):
            continue
        if isinstance(item, Failure):
            warn(item.message)
            code = SOME_FAILED
            continue
        if unread_pages(item):
            warn(unread_pages(item))
        if as_json:
            write_json(document_json(item))
        else:
            write(_shown(item, is_part="part" in item.sources or len(found) > 1))
    return code


def _shown(document: Document, *, is_part: bool) -> str:
    """A document's text; its name, day and title before it where it is one of several."""
    if not is_part:
        return body(document)
    day = document.date.isoformat() if document.date else "no date"
    return f"=== {document.name} ({day}) {document.title}\n\n{body(document)}\n"


def body(document: Document) -> str:
    """The blocks of a document's text with their numbers, an empty line between them."""
    text = document.text
    return "\n\n".join(
        text[_with_marker(text, block.start) : block.end] for block in document.blocks
    )


def _with_marker(text: str, start: int) -> int:
    """Where a block begins with its number or bullet, which is no part of it."""
    from memcon.read.paragraphs import marker_length

    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    indent = len(before) - len(before.lstrip())
    is_marker = (
        before.strip() and marker_length(text[line + indent : start + 1]) == start - line - indent
    )
    return line + indent if is_marker else start


def _sections(document: Document) -> list[dict[str, Any]] | str:
    """The items of a digest with their days; "" where it is none."""
    from memcon.read.sections import sections_of

    found = []
    for each in sections_of(document):
        values = {
            "start": each.start,
            "end": each.end,
            "date": each.date.isoformat() if each.date else "",
            "title": each.title,
            "place": each.place,
            "is_range": each.is_range or "",
        }
        found.append({key: value for key, value in values.items() if value != ""})
    return found or ""


def _languages(document: Document) -> list[dict[str, Any]] | str:
    """The stretches of a text in one language each; "" where all of it is in one."""
    if len(document.languages) == 1:
        return ""
    runs = [list(run) for _, run in groupby(document.blocks, document.language_of)]
    return [
        {"start": run[0].start, "end": run[-1].end, "language": document.language_of(run[0])}
        for run in runs
    ]


def document_json(document: Document) -> dict[str, Any]:
    """A document as JSON; what is not known is left out."""
    from memcon.model.document import blocks_to_json

    values: dict[str, Any] = {
        "name": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date.isoformat() if document.date else "",
        "modified": document.modified.isoformat() if document.modified else "",
        "language": document.language,
        "author": document.author,
        "url": document.url,
        "place": document.place,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "sources": dict(document.sources),
        "blocks": blocks_to_json(document.blocks),
        "sections": _sections(document),
        "languages": _languages(document),
        "text": document.text,
    }
    return {key: value for key, value in values.items() if value not in ("", {})}
