"""The documents of the ledger, page by page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from memcon.ledger.reading import DocumentQuery
from memcon.web.access import Reader
from memcon.web.render import render

router = APIRouter()
_AT_ONCE = 50
_LONGEST = 500  # characters of what is asked for


@router.get("/documents")
def documents(
    request: Request, visit: Reader, text: str = "", publisher: str = "", after: str = ""
) -> HTMLResponse:
    """The documents by name; with words in them, or of a publisher, only those."""
    query = DocumentQuery(
        text=text.strip()[:_LONGEST],
        publisher=publisher.strip()[:_LONGEST],
        after=after,
        limit=_AT_ONCE,
    )
    found, onward = visit.ledger.document_page(query)
    return render(
        request,
        "documents.html",
        visit,
        documents=found,
        onward=onward,
        asked={"text": query.text, "publisher": query.publisher},
        is_first=not after,
    )
