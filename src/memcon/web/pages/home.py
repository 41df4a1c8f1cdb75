"""The first page: what is in the ledger."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from memcon.web.access import Reader
from memcon.web.render import render

router = APIRouter()


@router.get("/")
def home(request: Request, visit: Reader) -> HTMLResponse:
    """What is in the ledger."""
    return render(request, "home.html", visit, counts=visit.ledger.counts())
