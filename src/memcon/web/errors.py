"""Errors as answers: a page for people, `application/problem+json` (RFC 9457) under /api."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from memcon.errors import (
    AccessError,
    ConflictError,
    InputError,
    LedgerAwayError,
    LedgerError,
    MemconError,
    MissingError,
    RecordError,
    UsageError,
)
from memcon.web.access import LoginNeededError
from memcon.web.kept import NotYetError
from memcon.web.render import render
from memcon.web.security import TooLargeError, TooOftenError

FOR_PROGRAMS = ("/api/", "/feeds/")  # which read no pages
PROBLEM = "application/problem+json"
# The first that fits.
STATUSES: tuple[tuple[type[MemconError], int], ...] = (
    (LoginNeededError, 401),
    (TooOftenError, 429),
    (TooLargeError, 413),
    (AccessError, 403),
    (MissingError, 404),
    (ConflictError, 409),
    (LedgerAwayError, 503),
    (LedgerError, 409),
    (RecordError, 422),
    (UsageError, 400),
    (InputError, 422),
)
_AGAIN = "3"  # seconds
_LOG = logging.getLogger("memcon.web")


def status_of(error: MemconError) -> int:
    """The HTTP status that tells what kind of error it is."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def problem(
    status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> JSONResponse:
    """An error as RFC 9457 describes it."""
    title = HTTPStatus(status).phrase
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return JSONResponse(content, status, headers=dict(headers or {}), media_type=PROBLEM)


def install(app: FastAPI) -> None:
    """Have an application answer all errors so."""
    app.add_exception_handler(MemconError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)


def answer(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> Response:
    """An error in the form that whoever asks can read."""
    if request.url.path.startswith(FOR_PROGRAMS):
        return problem(status, detail, headers=headers)
    return error_page(request, status, detail, headers)


def error_page(
    request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """A page that says what went wrong and what to do."""
    made = render(request, "error.html", None, status=status, detail=detail, code=status)
    made.headers.update(dict(headers or {}))
    return made


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, MemconError)  # noqa: S101 - it is registered for these
    status = status_of(error)
    headers = {}
    if isinstance(error, TooOftenError):
        headers["retry-after"] = str(error.seconds)
    if isinstance(error, LoginNeededError):
        headers["www-authenticate"] = "Bearer"
        if not request.url.path.startswith(FOR_PROGRAMS):
            return _to_login(request)
    if isinstance(error, NotYetError):
        headers |= {"retry-after": _AGAIN, "refresh": _AGAIN}  # a browser asks again by itself
        if not request.url.path.startswith(FOR_PROGRAMS):
            made = render(request, "wait.html", None, status=status)
            made.headers.update(headers)
            return made
    return answer(request, status, str(error), headers)


def _to_login(request: Request) -> Response:
    """The way to the login, and back to what was asked for.

    Strict cookies are not sent when a link on another site is followed. So from there the page
    first sends the browser to the same address again, this time as from here.
    """
    is_get = request.method == "GET"
    if is_get and request.headers.get("sec-fetch-site") == "cross-site":
        return render(request, "again.html", None, address=_own_address(request))
    back = {"next": _own_address(request)} if is_get and request.url.path != "/" else {}
    query = f"?{urlencode(back)}" if back else ""
    return RedirectResponse(f"/login{query}", status_code=303)


def _own_address(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}"


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these
    return answer(request, error.status_code, str(error.detail), error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these
    faults = [
        f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()
    ]
    return answer(request, 422, "; ".join(faults))


async def _unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw: the log has all of it, the answer a number to find it by."""
    number = secrets.token_hex(4)
    _LOG.error("internal error %s at %s", number, request.url.path, exc_info=error)
    return answer(request, 500, f"internal error {number}; the server's log says more")
