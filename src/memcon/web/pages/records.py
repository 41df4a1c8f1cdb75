"""Lists of records, page by page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from memcon.web.access import Reader
from memcon.web.filters import Filtered
from memcon.web.render import render

router = APIRouter()


@router.get("/records")
def records(request: Request, visit: Reader, filters: Filtered) -> HTMLResponse:
    """The records that the filters select."""
    page = visit.ledger.page(filters.query())
    return render(request, "records.html", visit, filters=filters, page=page)
