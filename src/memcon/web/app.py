"""The application: pages, static files and the API over one ledger."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from memcon.settings import Settings, load_settings
from memcon.version import __version__
from memcon.web import errors, feeds, pages, rest
from memcon.web.access import Doors
from memcon.web.config import Config
from memcon.web.jobs import Jobs
from memcon.web.kept import Kept
from memcon.web.security import Guard

TITLE = "memcon"
_FOREVER = "public, max-age=31536000, immutable"


class _Static(StaticFiles):
    """Static files, which browsers keep: their addresses change with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        response = await super().get_response(path, scope)
        if b"v=" in scope.get("query_string", b""):
            response.headers["cache-control"] = _FOREVER
        return response


def create_app(
    settings: Settings | None = None, *, is_local: bool = True, config: Config | None = None
) -> FastAPI:
    """The application that serves the ledger of some settings.

    `is_local` says that it will listen on this machine alone; `config` tells more. Raises
    LedgerError where the ledger cannot be opened.
    """
    known = config or Config(settings or load_settings(), is_local=is_local)
    doors = Doors(known)
    app = FastAPI(
        title=TITLE,
        version=__version__,
        docs_url=None,  # they would load scripts from elsewhere
        redoc_url=None,
        openapi_url=None,  # the API has its own
        lifespan=_lifespan,
    )
    app.state.doors = doors
    app.state.config = known
    app.state.jobs = Jobs(known.settings)
    app.state.kept = Kept()
    app.add_middleware(Guard, config=known)
    errors.install(app)
    folder = Path(str(files("memcon").joinpath("web/static")))
    app.mount("/static", _Static(directory=folder), name="static")
    app.mount(rest.PATH, rest.make_api(doors, app.state.jobs, app.state.kept), name="api")
    app.include_router(feeds.router, include_in_schema=False)
    for router in page_routers():
        app.include_router(router, include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Closes what is open when the server stops."""
    yield
    app.state.jobs.close()
    app.state.kept.close()
    app.state.doors.close()


def page_routers() -> list[APIRouter]:
    """The router of each module of `pages`."""
    names = sorted(module.name for module in pkgutil.iter_modules(pages.__path__))
    modules = [importlib.import_module(f"{pages.__name__}.{name}") for name in names]
    return [module.router for module in modules]
