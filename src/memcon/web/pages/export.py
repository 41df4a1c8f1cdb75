"""Everything to take away: the records that the filters select, in any format of export."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from memcon.api import export_formats
from memcon.errors import UsageError
from memcon.web.access import Reader
from memcon.web.export_files import export_file
from memcon.web.filters import Filtered
from memcon.web.render import render

router = APIRouter()


@router.get("/export")
def export(request: Request, visit: Reader, filters: Filtered) -> HTMLResponse:
    """What there is to choose: formats, what is in them, what reads them."""
    return render(request, "export.html", visit, filters=filters, formats=export_formats().values())


@router.get("/export/file")
def file(
    visit: Reader,
    filters: Filtered,
    format: str = "csv",  # noqa: A002 (the word for it, as on the command line)
    quotes: str = "",
) -> StreamingResponse:
    """The file; quotes are cut to `quotes` characters where that is given, 0 leaves them out.

    Raises UsageError for a format that is none, a length that is none, or a missing package.
    """
    if quotes and not (quotes.isdecimal() and len(quotes) <= 9):  # noqa: PLR2004 (digits)
        message = f"{quotes}: no length of quotes; give a number of characters"
        raise UsageError(message)
    length = int(quotes) if quotes else None
    return export_file(visit.ledger, format, filters.query(limit=0, after=""), quote_length=length)
