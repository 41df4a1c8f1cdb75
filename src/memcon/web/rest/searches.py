"""Searches that are kept under a name: asked again by their address, followed by their feed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from memcon.ledger.searches import SavedSearch
from memcon.web.access import Reader
from memcon.web.filters import filters_for
from memcon.web.rest import answers, shapes
from memcon.web.rest.conditions import record_query
from memcon.web.rest.description import told

router = APIRouter(tags=["searches"])
SearchId = Annotated[
    str, Path(description="The id of a search.", examples=["0f3a5b7c9d1e"], max_length=60)
]


@router.get("/searches", **told("listSearches", "Your searches", shapes.Searches, cached=True))
def list_searches(request: Request, visit: Reader) -> Response:
    """The searches that you keep, by name; nobody else sees them."""
    items = [_json(request, each) for each in visit.ledger.searches.all()]
    return answers.answer(request, {"items": items})


@router.post(
    "/searches",
    **told("saveSearch", "Keep a search", shapes.Search, errors=(404, 409), status=201),
)
def save_search(request: Request, visit: Reader, body: shapes.NewSearch) -> Response:
    """One of the same name is replaced: its id and its feed stay."""
    given = body.conditions
    asked = record_query(
        party=given.party,
        type=given.type,
        since=given.since,
        until=given.until,
        sector=given.sector,
        status=given.status,
        series=given.series,
        source=given.source,
        text=given.text,
        rejected="true" if given.rejected else "false",
    )
    kept = visit.ledger.searches.save(body.name, asked)
    return answers.answer(request, _json(request, kept), status=201)


@router.get(
    "/searches/{search}",
    **told("getSearch", "One search", shapes.Search, errors=(404,), cached=True),
)
def get_search(request: Request, visit: Reader, search: SearchId) -> Response:
    """Its conditions, the address that asks it again, and that of its feed."""
    return answers.answer(request, _json(request, visit.ledger.searches.get(search)))


@router.delete(
    "/searches/{search}",
    **told("removeSearch", "Forget a search", status=204, errors=(404,)),
)
def remove_search(visit: Reader, search: SearchId) -> Response:
    """Nothing; its feed ends."""
    visit.ledger.searches.remove(search)
    return Response(status_code=204)


def _json(request: Request, search: SavedSearch) -> dict[str, Any]:
    records = filters_for(search.query).address(f"{request.scope['root_path']}/records")
    return {**search.to_json(), "records": records, "feed": f"/feeds/searches/{search.id}.atom"}
