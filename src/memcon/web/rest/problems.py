"""Every error of the API as `application/problem+json` (RFC 9457): one line, never a traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match

from memcon.errors import ConflictError, LedgerAwayError, MemconError, UsageError
from memcon.web.access import FormError, LoginNeededError
from memcon.web.errors import PROBLEM, status_of
from memcon.web.rest.answers import as_json
from memcon.web.rest.conditions import WORDS
from memcon.web.security import TooLargeError, TooOftenError

RETRY = 5  # seconds
_LOG = logging.getLogger("memcon.web")
_HINTS: Mapping[int, str] = {
    404: "nothing is at this address; /api/v1/openapi.json lists what there is",
    405: "this address does not take that method; the header Allow has those that it takes",
}


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> Response:
    """An error as an answer."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    told = {"cache-control": "no-store", **(headers or {})}
    return Response(as_json(body), status, headers=told, media_type=PROBLEM)


def install(api: FastAPI) -> None:
    """Have the API answer all errors so."""
    api.add_exception_handler(MemconError, _ours)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(Exception, _unforeseen)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, MemconError)  # noqa: S101 - it is registered for these
    headers: dict[str, str] = {}
    status = status_of(error)
    if isinstance(error, ConflictError) and request.headers.get("if-match"):
        status = HTTPStatus.PRECONDITION_FAILED
    elif isinstance(error, FormError):
        status = HTTPStatus.FORBIDDEN
    elif isinstance(error, UsageError):
        status = HTTPStatus.BAD_REQUEST
    if isinstance(error, TooOftenError):
        headers["retry-after"] = str(error.seconds)
    elif isinstance(error, LedgerAwayError):
        headers["retry-after"] = str(RETRY)
    elif isinstance(error, LoginNeededError):
        headers["www-authenticate"] = 'Bearer realm="memcon"'
    return problem(request, status, str(error), headers=headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these
    if isinstance(error.__cause__, TooLargeError):  # met while FastAPI read the body
        return await _ours(request, error.__cause__)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(allowed(request))
    detail = _HINTS.get(error.status_code, str(error.detail))
    return problem(request, error.status_code, detail, headers=headers)


def allowed(request: Request) -> list[str]:
    """The methods that an address takes."""
    routes: list[BaseRoute] = request.app.state.routes
    found: set[str] = set()
    for route in routes:
        fits, _ = route.matches(request.scope)
        if fits is not Match.NONE:
            found |= set(getattr(route, "methods", None) or ())
    return sorted(found)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these
    faults = [
        {"where": ".".join(str(part) for part in each["loc"]), "what": _what(each)}
        for each in error.errors()
    ]
    detail = "; ".join(f"{each['where']}: {each['what']}" for each in faults[:5])
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(request, status, detail, errors=faults)


def _what(fault: Mapping[str, Any]) -> str:
    """What is wrong: where text does not fit a pattern, what to write."""
    pattern = str((fault.get("ctx") or {}).get("pattern", ""))
    return WORDS.get(pattern, str(fault["msg"]))


async def _unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw: the log has all of it, the answer a number to find it by."""
    number = secrets.token_hex(4)
    _LOG.error("internal error %s at %s", number, request.url.path, exc_info=error)
    detail = f"internal error {number}; the server's log says more"
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)
