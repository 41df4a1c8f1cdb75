"""The REST API under /api/v1: an application of its own within that of the pages."""

from __future__ import annotations

from fastapi import Depends, FastAPI, Request

from memcon.version import __version__
from memcon.web.access import Doors
from memcon.web.jobs import Jobs
from memcon.web.kept import Kept
from memcon.web.rest import (
    cooperation,
    decisions,
    documents,
    exports,
    ingest,
    papers,
    people,
    problems,
    records,
    searches,
    server,
    views,
)
from memcon.web.rest.limits import Limits

PATH = "/api/v1"
_ROUTERS = (
    documents.router,
    ingest.router,
    records.router,
    decisions.router,
    views.router,
    searches.router,
    cooperation.router,
    papers.router,
    exports.router,
    people.router,
    server.router,
)


def make_api(doors: Doors, jobs: Jobs, kept: Kept) -> FastAPI:
    """The API over the ledger behind some doors, to be mounted at `PATH`."""
    limits = Limits(doors.config.settings.api_rate)

    def counted(request: Request) -> None:
        limits.check(request)

    api = FastAPI(
        title="memcon",
        version=__version__,
        docs_url=None,  # they would load scripts from elsewhere
        redoc_url=None,
        openapi_url=None,  # see `server`
        redirect_slashes=False,
        dependencies=[Depends(counted)],
    )
    api.state.doors = doors
    api.state.jobs = jobs
    api.state.kept = kept
    api.state.routes = [route for router in _ROUTERS for route in router.routes]
    problems.install(api)
    for router in _ROUTERS:
        api.include_router(router)
    return api
