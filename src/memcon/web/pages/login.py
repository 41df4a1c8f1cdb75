"""Coming in and going out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from memcon.errors import AccessError
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


@router.get("/login")
def login_page(request: Request) -> Response:
    """The form to log in with."""
    doors = doors_of(request)
    if not doors.has_users:
        return RedirectResponse("/", status_code=303)
    return _page(request)


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
        return _page(request, name=name, fault=str(error), status=403)
    doors.logins.succeeded(name, address)
    return come_in(request, token, str(form.get("next", "")))


def come_in(request: Request, token: str, onward: str) -> Response:
    """The answer that begins a session and leads on."""
    made = RedirectResponse(own_path(onward), status_code=303)
    set_cookie(request, made, SESSION_COOKIE, token, seconds=int(SESSION.total_seconds()))
    return made


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


def _page(request: Request, *, name: str = "", fault: str = "", status: int = 200) -> HTMLResponse:
    return render(
        request,
        "login.html",
        None,
        status=status,
        name=name,
        fault=fault,
        onward=own_path(request.query_params.get("next", "/")),
        provider=oidc.provider_name(doors_of(request).config.settings),
    )
