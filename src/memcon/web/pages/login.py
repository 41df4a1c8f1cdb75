"""Coming in and going out."""

from __future__ import annotations

import hmac

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from memcon.errors import AccessError, MissingError
from memcon.ledger.users import SESSION
from memcon.web import oidc
from memcon.web.access import (
    SESSION_COOKIE,
    Reader,
    ReaderForm,
    address_of,
    check_origin,
    checked_form,
    doors_of,
)
from memcon.web.render import render, set_cookie

router = APIRouter()
STATE_COOKIE = "memcon_state"


@router.get("/login")
def login_page(request: Request) -> Response:
    """The form to log in with."""
    doors = doors_of(request)
    if not doors.has_users:
        return RedirectResponse("/", status_code=303)
    return _page(request, onward=own_path(request.query_params.get("next", "/")))


@router.post("/login")
async def login(request: Request) -> Response:
    """Let somebody in who knows their password."""
    check_origin(request)
    async with checked_form(request) as form:
        return await run_in_threadpool(_login, request, form)


def _login(request: Request, form: FormData) -> Response:
    name, password = str(form.get("name", "")).strip(), str(form.get("password", ""))
    doors, address = doors_of(request), address_of(request)
    doors.logins.check(name, address)
    try:
        token = doors.whole.users.log_in(name, password)
    except AccessError as error:
        doors.logins.failed(name, address)
        onward = own_path(str(form.get("next", "/")))
        return _page(request, name=name, fault=str(error), onward=onward, status=403)
    doors.logins.succeeded(name, address)
    return come_in(request, token, str(form.get("next", "")))


def come_in(request: Request, token: str, onward: str) -> Response:
    """The answer that begins a session and leads on."""
    made = RedirectResponse(own_path(onward), status_code=303)
    set_cookie(request, made, SESSION_COOKIE, token, seconds=int(SESSION.total_seconds()))
    return made


@router.get("/login/provider")
def to_provider(request: Request) -> Response:
    """The way to the provider of identities."""
    doors = doors_of(request)
    known = _provider(request)
    onward = own_path(request.query_params.get("next", "/"))
    address, state = doors.provider_logins.begin(known, _back(request), onward)
    made = RedirectResponse(address, status_code=303)
    # Not strict: it has to come back with the provider's redirect.
    secure = request.url.scheme == "https"
    made.set_cookie(
        STATE_COOKIE, state, 600, path="/login", httponly=True, samesite="lax", secure=secure
    )
    return made


@router.get("/login/back")
def from_provider(request: Request, code: str = "", state: str = "") -> Response:
    """Let in whom the provider vouches for, if an admin has made them a user."""
    known = _provider(request)
    if not state or not hmac.compare_digest(request.cookies.get(STATE_COOKIE, ""), state):
        message = "this login was not begun in this browser; begin anew"
        raise AccessError(message)
    doors = doors_of(request)
    back = _back(request)
    claims, onward = doors.provider_logins.end(known, back, state=state, code=code)
    users = doors.whole.users
    token = users.log_in_external(
        known.issuer,
        str(claims["sub"]),
        "" if claims.get("email_verified") is False else str(claims.get(known.claim, "")),
    )
    made = come_in(request, token, onward)
    made.delete_cookie(STATE_COOKIE, path="/login")
    return made


def _provider(request: Request) -> oidc.Provider:
    known = oidc.provider(doors_of(request).config.settings)
    if known is None:
        message = "there is no other provider of identities here; log in with your password"
        raise MissingError(message)
    return known


def _back(request: Request) -> str:
    """Where the provider sends people back to: it has to be told the same address."""
    return str(request.url.replace(path="/login/back", query="", fragment=""))


@router.post("/logout")
def logout(request: Request, visit: Reader, _: ReaderForm) -> Response:
    """End the session."""
    if visit.way == "session":
        doors_of(request).whole.users.revoke(visit.token_id)
    made = RedirectResponse("/login", status_code=303)
    made.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="strict")
    return made


def own_path(address: str) -> str:
    """An address on this server, or its first page for any other."""
    is_own = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_plain = address.isprintable() and "\\" not in address
    return address if is_own and is_plain else "/"


def _page(
    request: Request, *, name: str = "", fault: str = "", onward: str = "/", status: int = 200
) -> HTMLResponse:
    return render(
        request,
        "login.html",
        None,
        status=status,
        name=name,
        fault=fault,
        onward=onward,
        provider=oidc.provider_name(doors_of(request).config.settings),
    )
