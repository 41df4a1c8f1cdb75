"""`memcon read`: the extracted text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import (
    Day,
    Json,
    Sources,
    full_day,
    settings_for,
    warn,
    write,
    write_json,
)

if TYPE_CHECKING:
    from memcon.model.document import Document


def read(sources: Sources, *, date: Day = None, as_json: Json = False) -> int:
    """Show the text of documents.

    As memcon reads it: without menus and other boilerplate.

    With --json one object a document: name, text, title, publisher, date, language and more.
    """
    day = full_day(date, option="--date")
    from memcon.api import pipeline
    from memcon.run.pipeline import Failure

    pipe = pipeline(settings_for(None), on_note=warn)
    code = OK
    for item in pipe.read(pipe.sources(sources), day=day):
        if isinstance(item, Failure):
            warn(item.message)
            code = SOME_FAILED
        elif as_json:
            write_json(document_json(item))
        else:
            write(body(item))
    return code


def body(document: Document) -> str:
    """The blocks of a document's text, an empty line between them."""
    text = document.text
    return "\n\n".join(text[block.start : block.end] for block in document.blocks)


def document_json(document: Document) -> dict[str, Any]:
    """A document as JSON; what is not known is left out."""
    values: dict[str, Any] = {
        "name": document.name,
        "title": document.title,
        "publisher": document.publisher,
        "date": document.date.isoformat() if document.date else "",
        "language": document.language,
        "author": document.author,
        "url": document.url,
        "place": document.place,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "sources": dict(document.sources),
        "blocks": [[block.start, block.end, block.kind] for block in document.blocks],
        "text": document.text,
    }
    return {key: value for key, value in values.items() if value not in ("", {})}
