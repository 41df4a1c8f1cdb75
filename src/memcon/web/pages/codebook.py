"""The codebook: what each record type is, made from the folders that the machine reads by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from fastapi import APIRouter, Request
from fastapi.responses import Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from memcon.errors import MissingError
from memcon.model.record import COMMON_SLOTS, TYPE_SLOTS, TYPES
from memcon.present.phrases import sentence_case
from memcon.web.access import Reader
from memcon.web.render import render

router = APIRouter()

_PLOVER = "reference/plover/types.yml"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One record type: its title, its first paragraph and the whole of it as HTML."""

    type: str
    title: str
    summary: Markup
    text: Markup


@router.get("/codebook")
def codebook(request: Request, visit: Reader) -> Response:
    """The record types, and the types of events."""
    chapters = [chapter(kind) for kind in TYPES]
    return render(request, "codebook.html", visit, chapters=chapters, plover=list(event_types()))


@router.get("/codebook/{kind}")
def of_type(request: Request, visit: Reader, kind: str) -> Response:
    """One record type. Raises MissingError for what is none."""
    if kind not in TYPES:
        message = f"{kind}: no such record type; there are {', '.join(TYPES)}"
        raise MissingError(message)
    return render(
        request,
        "codebook_type.html",
        visit,
        chapter=chapter(kind),
        chapters=[chapter(each) for each in TYPES],
        own=TYPE_SLOTS[kind],
        common=COMMON_SLOTS,
    )


@lru_cache(maxsize=len(TYPES))
def chapter(kind: str) -> Chapter:
    """The chapter on a record type, from its folder's README."""
    text = files("memcon").joinpath("records", kind, "README.md").read_text(encoding="utf-8")
    heading, _, body = text.partition("\n")
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    shown = Markup(made.render(body))  # noqa: S704 (our own file; HTML in it is shown as text)
    summary = Markup(made.renderInline(body.strip().partition("\n\n")[0]))  # noqa: S704 (the same)
    return Chapter(kind, sentence_case(heading.lstrip("# ").strip()), summary, shown)


def event_types() -> Iterator[tuple[str, int, str]]:
    """The event types of PLOVER with their quad class and modes."""
    text = files("memcon").joinpath(_PLOVER).read_text(encoding="utf-8")
    for entry in yaml.safe_load(text)["types"]:
        yield entry["id"], int(entry["quad_class"]), ", ".join(entry["modes"])
