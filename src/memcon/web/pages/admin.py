"""Users, their tokens and labels, and the log: for admins; and everybody's own account."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from memcon.errors import AccessError, MemconError, UsageError
from memcon.ledger.users import ROLES, SCOPES, Users
from memcon.web.access import (
    Admin,
    AdminForm,
    Reader,
    ReaderForm,
    Visit,
    address_of,
    doors_of,
    listed_in,
    text_in,
)
from memcon.web.errors import status_of
from memcon.web.render import render

router = APIRouter()
_LOG = 50  # entries of the log that are shown
_DAYS = 90


@router.get("/admin")
def admin(request: Request, visit: Admin) -> HTMLResponse:
    """Users, tokens, labels and the log."""
    return _page(request, visit)


@router.post("/admin")
def administer(request: Request, visit: Admin, form: AdminForm) -> Response:
    """Change something about a user, a token or a label."""
    act = _ACTS.get(text_in(form, "action"))
    try:
        if act is None:
            message = f"action {text_in(form, 'action')}: there are {', '.join(_ACTS)}"
            raise UsageError(message)
        secret = act(visit, form)
    except AccessError:
        raise
    except MemconError as error:
        return _page(request, visit, fault=str(error), status=status_of(error))
    if secret:
        return _page(request, visit, secret=secret)
    return RedirectResponse("/admin", status_code=303)


@router.get("/account")
def account(request: Request, visit: Reader) -> Response:
    """One's own password, sessions and tokens."""
    return _own(request, visit) if visit.way != "local" else RedirectResponse("/", status_code=303)


@router.post("/account")
def change_account(request: Request, visit: Reader, form: ReaderForm) -> Response:
    """Change one's own password, make a token for a program, or revoke one."""
    if visit.way != "session":
        message = "log in with your password for that"
        raise AccessError(message)
    users = Users(doors_of(request).whole.users.engine, actor=visit.name)
    try:
        secret = _change_own(request, users, visit, form)
    except AccessError as error:
        return _own(request, visit, fault=str(error), status=403)
    except MemconError as error:
        return _own(request, visit, fault=str(error), status=status_of(error))
    if secret:
        return _own(request, visit, secret=secret)
    return RedirectResponse("/account", status_code=303)


def _change_own(request: Request, users: Users, visit: Visit, form: FormData) -> str:
    """The secret of a token that was made, to be shown once; else nothing."""
    action = text_in(form, "action")
    if action == "password":
        _check_password(request, users, visit.name, text_in(form, "old"))
        users.set_password(visit.name, text_in(form, "password"))
    elif action == "token":
        return users.create_token(
            visit.name, name=text_in(form, "name"), scopes=_scopes(form), days=_days(form)
        )
    elif action == "revoke":
        own = {token.id for token in users.tokens(visit.name)}
        if text_in(form, "token") not in own:
            message = "that is no token of yours"
            raise AccessError(message)
        users.revoke(text_in(form, "token"))
    else:
        message = f"action {action}: there are password, token and revoke"
        raise UsageError(message)
    return ""


def _check_password(request: Request, users: Users, name: str, password: str) -> None:
    """Raise AccessError for a wrong password; it counts like one at the login."""
    logins, address = doors_of(request).logins, address_of(request)
    logins.check(name, address)
    try:
        users.check_password(name, password)
    except AccessError:
        logins.failed(name, address)
        raise


def _own(
    request: Request, visit: Visit, *, fault: str = "", secret: str = "", status: int = 200
) -> HTMLResponse:
    users = doors_of(request).whole.users
    return render(
        request,
        "account.html",
        visit,
        status=status,
        user=users.get(visit.name),
        tokens=users.tokens(visit.name),
        scopes=[scope for scope in SCOPES if visit.may(scope)],
        fault=fault,
        secret=secret,
    )


def _page(
    request: Request, visit: Visit, *, fault: str = "", secret: str = "", status: int = 200
) -> HTMLResponse:
    users = visit.ledger.users
    return render(
        request,
        "admin.html",
        visit,
        status=status,
        users=users.all(),
        tokens=users.tokens(),
        labelled=visit.ledger.labels(),
        log=list(reversed(visit.ledger.audit(limit=_LOG))),
        roles=ROLES,
        scopes=SCOPES,
        fault=fault,
        secret=secret,
    )


# ---------------------------------------------------------------------- one action each


def _add(visit: Visit, form: FormData) -> str:
    visit.ledger.users.add(
        text_in(form, "name"),
        role=text_in(form, "role"),
        password=text_in(form, "password"),
        labels=listed_in(form, "labels"),
    )
    return ""


def _role(visit: Visit, form: FormData) -> str:
    visit.ledger.users.set_role(text_in(form, "user"), text_in(form, "role"))
    return ""


def _labels(visit: Visit, form: FormData) -> str:
    visit.ledger.users.set_labels(text_in(form, "user"), listed_in(form, "labels"))
    return ""


def _password(visit: Visit, form: FormData) -> str:
    visit.ledger.users.set_password(text_in(form, "user"), text_in(form, "password"))
    return ""


def _disable(visit: Visit, form: FormData) -> str:
    visit.ledger.users.disable(text_in(form, "user"))
    return ""


def _enable(visit: Visit, form: FormData) -> str:
    visit.ledger.users.disable(text_in(form, "user"), disabled=False)
    return ""


def _token(visit: Visit, form: FormData) -> str:
    return visit.ledger.users.create_token(
        text_in(form, "user"), name=text_in(form, "name"), scopes=_scopes(form), days=_days(form)
    )


def _revoke(visit: Visit, form: FormData) -> str:
    visit.ledger.users.revoke(text_in(form, "token"))
    return ""


def _label(visit: Visit, form: FormData) -> str:
    """Restrict a document, or (`remove`) no longer."""
    visit.ledger.label(
        text_in(form, "document"),
        label=text_in(form, "label"),
        remove=bool(text_in(form, "remove")),
    )
    return ""


_ACTS: Mapping[str, Callable[[Visit, FormData], str]] = {
    "add": _add,
    "role": _role,
    "labels": _labels,
    "password": _password,
    "disable": _disable,
    "enable": _enable,
    "token": _token,
    "revoke": _revoke,
    "label": _label,
}


def _scopes(form: FormData) -> list[str]:
    return [str(each) for each in form.getlist("scope")] or ["read"]


def _days(form: FormData) -> int:
    text = text_in(form, "days").strip()
    if text and not text.isdigit():
        message = f"{text} days: not a whole number"
        raise UsageError(message)
    return int(text) if text else _DAYS
