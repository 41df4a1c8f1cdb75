"""Document views of short texts, for tests of the layers below the record types."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from memcon.annotate import parser_for
from memcon.extract.reading import DocumentReader
from memcon.extract.view import DocumentView, SentenceView
from memcon.model.document import Document
from memcon.read import read_text
from memcon.settings import Settings

ON = date(2020, 6, 15)


@lru_cache(maxsize=1)
def _reader() -> DocumentReader:
    return DocumentReader("en")


def view_of(text: str, day: date = ON) -> DocumentView:
    """The view of a text as of a day."""
    return view(read_text(text, date=day))


def view(document: Document) -> DocumentView:
    """The view of a document."""
    parser = parser_for("en", Settings())
    assert parser is not None
    document, sentences = next(iter(parser.parse([document])))
    return _reader().read(document, sentences)


def first_view(text: str, day: date = ON) -> SentenceView:
    """The view of the first sentence of a text."""
    return view_of(text, day).sentences[0]
