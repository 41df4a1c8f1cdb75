"""Who asks, and what they see: a session's cookie or a program's token leads to a view.

A ledger without users is for whoever sits at this machine: requests from it, to it, under its own
name may do everything, and no others anything.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData

from memcon.api import Ledger
from memcon.errors import AccessError, UsageError
from memcon.ledger.users import SCOPES, Access, User
from memcon.web.config import Config
from memcon.web.oidc import Logins as ProviderLogins
from memcon.web.security import Logins

SESSION_COOKIE = "memcon_session"
SEED_COOKIE = "memcon_form"  # what the tokens of a browser's forms are made from
TOKEN_FIELD = "csrf"  # noqa: S105 (the name of a field)
TOKEN_HEADER = "x-csrf-token"  # noqa: S105 (the name of a header)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_TEST_CLIENT = ("testclient", "testserver")  # as Starlette's calls itself and us: no network has it
_VIEWS = 32  # sets of labels whose connections are kept open
_FIELDS = 1000  # of a form
_FILES = 200


class LoginNeededError(AccessError):
    """Nobody has come in: a page sends to the login, the API answers 401."""


class FormError(UsageError):
    """A form was not sent by a page of this server, or that page is too old."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request's part of the ledger, and who asks.

    `way` is `session`, `token`, or `local` where the ledger has no users; `name` then is who runs
    the server.
    """

    ledger: Ledger
    name: str
    role: str
    scopes: frozenset[str]
    labels: tuple[str, ...]
    way: str
    token_id: str = ""

    def may(self, scope: str) -> bool:
        """Whether the visitor may read, write or administer."""
        return scope in self.scopes

    def check(self, scope: str) -> None:
        """Raise AccessError where the visitor may not."""
        if not self.may(scope):
            message = f"{self.name}: a {self.role} may not do that (needs {scope})"
            raise AccessError(message)


class Doors:
    """The ledger of a server, and its views for those who hold some labels."""

    def __init__(self, config: Config) -> None:
        """Raises LedgerError where the ledger cannot be opened."""
        self.config = config
        self.whole = Ledger(settings=config.settings)
        self._views: OrderedDict[frozenset[str], Ledger] = OrderedDict()
        self._lock = Lock()
        self.logins = Logins()
        self.provider_logins = ProviderLogins()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            for view in self._views.values():
                view.close()
            self._views.clear()
        self.whole.close()

    @property
    def has_users(self) -> bool:
        """Whether one has to log in."""
        return self.whole.users.exist()

    def visit(self, request: Request) -> Visit:
        """Who asks, with the ledger as they see it.

        Raises LoginNeededError where one has to come in first, AccessError for who is kept out.
        """
        if not self.has_users:
            return self._local(request)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer":
            return self._known(bearer.strip(), "token")
        session = request.cookies.get(SESSION_COOKIE, "")
        if not session:
            message = "log in first"
            raise LoginNeededError(message)
        return self._known(session, "session")

    def of(self, access: Access, way: str) -> Visit:
        """The visit of somebody who was let in."""
        user = access.user
        ledger = self.whole.as_access(access, view=self._view(user))
        return Visit(
            ledger, user.name, user.role, access.scopes, user.labels, way, token_id=access.token
        )

    def _known(self, token: str, way: str) -> Visit:
        try:
            access = self.whole.users.access(token)
        except AccessError as error:
            raise LoginNeededError(str(error)) from error
        return self.of(access, way)

    def _local(self, request: Request) -> Visit:
        if not (self.config.is_local and is_from_here(request)):
            message = (
                "this ledger has no users, so it is only for the machine that it is on: "
                "memcon user add NAME --role admin"
            )
            raise AccessError(message)
        name = self.whole.actor
        return Visit(self.whole, name, "admin", frozenset(SCOPES), (), "local")

    def _view(self, user: User) -> Ledger:
        key = frozenset(user.labels)
        with self._lock:
            if key not in self._views:
                self._views[key] = self.whole.view(user.labels)
            self._views.move_to_end(key)
            # A view that is dropped closes when the last request that has it is done.
            while len(self._views) > _VIEWS:
                self._views.popitem(last=False)
            return self._views[key]


# ---------------------------------------------------------------------- where it comes from


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine itself."""
    plain = host.strip("[]").casefold()
    if plain == "localhost":
        return True
    try:
        return ipaddress.ip_address(plain).is_loopback
    except ValueError:
        return False


def is_from_here(request: Request) -> bool:
    """Whether a request was made on this machine, to it, and under its own name.

    A page elsewhere can have its own name lead to 127.0.0.1; the name in the request gives it away.
    Behind a proxy everybody would seem to be here.
    """
    forwarded = any(name in request.headers for name in ("x-forwarded-for", "forwarded"))
    client, host = address_of(request), request.url.hostname or ""
    is_here = is_loopback(client) and is_loopback(host)
    return (is_here or (client, host) == _TEST_CLIENT) and not forwarded


def address_of(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else ""


def check_origin(request: Request) -> None:
    """Raise FormError where another site's page had a browser send something.

    Such a page may link here, but have nothing loaded into itself: no picture, frame or script.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    if request.method in SAFE_METHODS:
        whole = request.headers.get("sec-fetch-dest", "document") == "document"
        if site in ("cross-site", "same-site") and not whole:
            message = "asked for by a page of another site; follow a link to it instead"
            raise FormError(message)
        return
    origin = request.headers.get("origin")
    is_own = origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
    if site not in ("same-origin", "none") or not is_own:
        message = "sent by a page of another site; nothing was done"
        raise FormError(message)


# ---------------------------------------------------------------------- forms


def new_seed() -> str:
    """A new value for a browser's SEED_COOKIE."""
    return secrets.token_urlsafe(24)


def form_token(request: Request, seed: str) -> str:
    """What forms of one browser, and of one session in it, have to carry."""
    bound = f"{seed}\0{request.cookies.get(SESSION_COOKIE, '')}"
    return hmac.new(doors_of(request).config.key, bound.encode(), hashlib.sha256).hexdigest()


def check_form_token(request: Request, given: str) -> None:
    """Raise FormError where a form is not one that this server gave to this browser."""
    seed = request.cookies.get(SEED_COOKIE, "")
    wanted = form_token(request, seed)
    if not seed or not hmac.compare_digest(wanted, given):
        message = "this form is too old, or from another page; load the page again and send it anew"
        raise FormError(message)


def text_in(form: FormData, name: str) -> str:
    """The text of a field; nothing where there is none."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def listed_in(form: FormData, name: str) -> list[str]:
    """The parts of a field that are written with commas between."""
    return [part.strip() for part in text_in(form, name).split(",") if part.strip()]


# ---------------------------------------------------------------------- for routes


def doors_of(request: Request) -> Doors:
    """The doors of the application that a request is for."""
    doors: Doors = request.app.state.doors
    return doors


def needs(scope: str) -> Callable[[Request], Visit]:
    """A dependency: the visit of somebody who may `read`, `write` or `admin`."""

    def visitor(request: Request) -> Visit:
        check_origin(request)
        visit = doors_of(request).visit(request)
        visit.check(scope)
        return visit

    visitor.scope = scope  # type: ignore[attr-defined]
    return visitor


Reader = Annotated[Visit, Depends(needs("read"))]
Analyst = Annotated[Visit, Depends(needs("write"))]
Admin = Annotated[Visit, Depends(needs("admin"))]


@asynccontextmanager
async def checked_form(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form that this server gave out, open while they are looked at.

    Raises FormError for others.
    """
    async with request.form(max_files=_FILES, max_fields=_FIELDS) as form:
        token = form.get(TOKEN_FIELD, request.headers.get(TOKEN_HEADER, ""))
        check_form_token(request, str(token))
        yield form


async def _reader_form(request: Request, _: Reader) -> AsyncIterator[FormData]:
    async with checked_form(request) as form:
        yield form


async def _analyst_form(request: Request, _: Analyst) -> AsyncIterator[FormData]:
    async with checked_form(request) as form:
        yield form


async def _admin_form(request: Request, _: Admin) -> AsyncIterator[FormData]:
    async with checked_form(request) as form:
        yield form


ReaderForm = Annotated[FormData, Depends(_reader_form)]
AnalystForm = Annotated[FormData, Depends(_analyst_form)]
AdminForm = Annotated[FormData, Depends(_admin_form)]
