"""Pages from templates: the one place where HTML is made, with everything in it escaped."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from memcon.present.brief.plot import draw
from memcon.present.dates import human_date
from memcon.present.labels import labels
from memcon.present.names import party_names
from memcon.present.phrases import Phrases
from memcon.version import __version__
from memcon.web.access import SEED_COOKIE, TOKEN_FIELD, Visit, form_token, new_seed
from memcon.web.navigation import navigation
from memcon.web.words import words


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, with the functions and filters that they may use."""
    made = Environment(
        loader=PackageLoader("memcon", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = party_names()
    made.globals.update(
        t=words(),
        static=static_address,
        names=names,
        labels=labels(),
        phrases=Phrases(names),
        version=__version__,
        docs_of=lambda listed: {number: source.name for number, source in listed},
    )
    made.filters.update(
        edtf=human_date,
        day=lambda value: human_date(value.isoformat() if isinstance(value, date) else str(value)),
        plain=lambda code: str(code).replace("_", " "),
        plot=draw,
        part=lambda text: quote(str(text), safe=""),  # as one part of an address
    )
    return made


@lru_cache(maxsize=200)
def static_address(path: str) -> str:
    """The address of a file under `static`, which changes with its content."""
    content = files("memcon").joinpath("web/static", *path.split("/")).read_bytes()
    return f"/static/{path}?v={hashlib.sha256(content).hexdigest()[:10]}"


def render(
    request: Request, template: str, visit: Visit | None, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """A page; templates get `visit`, `request`, `csrf_input`, and what is given here besides."""
    seed = request.cookies.get(SEED_COOKIE) or new_seed()
    token = Markup('<input type="hidden" name="{}" value="{}">').format(
        TOKEN_FIELD, form_token(request, seed)
    )
    page = environment().get_template(template)
    text = page.render(
        request=request,
        visit=visit,
        csrf_input=lambda: token,
        navigation=navigation(request, visit),
        **context,
    )
    made = HTMLResponse(text, status)
    if SEED_COOKIE not in request.cookies:
        set_cookie(request, made, SEED_COOKIE, seed)
    return made


def is_part(request: Request) -> bool:
    """Whether a script asks for a part of a page, without the frame."""
    return request.headers.get("x-part") == "yes"


def set_cookie(
    request: Request, response: Any, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Give a browser a cookie that only this server gets, and no script reads."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
