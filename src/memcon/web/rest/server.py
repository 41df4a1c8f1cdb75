"""The server itself: whether it answers, what it is, and the description of its API."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from memcon.ledger.schema import FORMAT_VERSION
from memcon.version import __version__
from memcon.web.access import Reader, doors_of
from memcon.web.kept import kept_of
from memcon.web.rest import answers, shapes
from memcon.web.rest.description import describe, told

router = APIRouter(tags=["server"])


@router.get("/health", **told("getHealth", "Whether the server can answer", shapes.Health))
def get_health(request: Request) -> Response:
    """All is well if this answers; 503 where the ledger's server is away."""
    _ = doors_of(request).has_users  # asks the ledger
    return answers.answer(request, {"status": "ok"}, headers={"cache-control": "no-store"})


@router.get("/about", **told("getAbout", "What this server has", shapes.About, cached=True))
def get_about(request: Request, visit: Reader) -> Response:
    """Versions, and how many documents, statements and records of each type there are."""
    known = kept_of(request).value(visit.ledger, "counts", lambda asked: asked.counts())
    body = {
        "memcon": __version__,
        "format_version": FORMAT_VERSION,
        "counts": known.value,
        "is_current": known.is_current,
    }
    return answers.answer(request, body)


@router.get("/openapi.json", include_in_schema=False)
def get_description(request: Request) -> Response:
    """The description of the API (OpenAPI 3.1), for everybody."""
    return answers.answer(request, describe(request.app))
