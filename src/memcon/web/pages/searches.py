"""Searches under a name: kept from a filtered list, asked again, followed by feed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from memcon.web.access import Reader, ReaderForm, text_in
from memcon.web.filters import Filtered, filters_for
from memcon.web.render import render

router = APIRouter()


@router.get("/searches")
def searches(request: Request, visit: Reader) -> HTMLResponse:
    """The searches that the visitor keeps."""
    found = [(each, filters_for(each.query)) for each in visit.ledger.searches.all()]
    return render(request, "searches.html", visit, searches=found)


@router.post("/searches")
def change(visit: Reader, filters: Filtered, form: ReaderForm) -> RedirectResponse:
    """Keep the search that the address asks, or forget one; then all of them.

    Raises UsageError for a name that is none, MissingError for a search that is not there.
    """
    if text_in(form, "action") == "remove":
        visit.ledger.searches.remove(text_in(form, "search"))
    else:
        visit.ledger.searches.save(text_in(form, "name"), filters.query(limit=0, after=""))
    return RedirectResponse("/searches", status_code=303)
