"""Everything to take away: the records that the filters select, in any format of export."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from memcon.api import export_formats
from memcon.errors import UsageError
from memcon.web.access import Reader
from memcon.web.filters import Filtered
from memcon.web.render import render

router = APIRouter()
_IN_MEMORY = 8_000_000  # bytes; larger exports wait on disk
_PIECE = 1 << 18  # bytes sent at once


@router.get("/export")
def export(request: Request, visit: Reader, filters: Filtered) -> HTMLResponse:
    """What there is to choose: formats, what is in them, what reads them."""
    return render(request, "export.html", visit, filters=filters, formats=export_formats().values())


@router.get("/export/file")
def export_file(
    visit: Reader,
    filters: Filtered,
    format: str = "csv",  # noqa: A002 (the word for it, as on the command line)
    quotes: str = "",
) -> StreamingResponse:
    """The file; quotes are cut to `quotes` characters where that is given, 0 leaves them out.

    Raises UsageError for a format that is none, a length that is none, or a missing package.
    """
    chosen = export_formats().get(format)
    if chosen is None:
        message = f"{format}: no format of export; one of {', '.join(export_formats())}"
        raise UsageError(message)
    if quotes and not quotes.isdigit():
        message = f"{quotes}: no length of quotes; give a number of characters"
        raise UsageError(message)
    spooled = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (sent later)
    made = cast("BinaryIO", spooled)
    length = int(quotes) if quotes else None
    visit.ledger.export_to(
        made, format, query=filters.query(limit=0, after=""), quote_length=length
    )
    made.seek(0)
    return StreamingResponse(
        _pieces(made),
        media_type=chosen.media_type,
        headers={
            "content-disposition": f'attachment; filename="memcon-{chosen.name}{chosen.suffix}"',
            "content-security-policy": "sandbox; default-src 'none'",
        },
    )


def _pieces(made: BinaryIO) -> Iterator[bytes]:
    with made:
        while piece := made.read(_PIECE):
            yield piece
