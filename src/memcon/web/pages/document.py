"""One document: its text with the records that rest on it, the original beside it."""

from __future__ import annotations

import base64
import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from memcon.errors import LedgerError, MemconError, UsageError
from memcon.ledger.rows import StoredDocument
from memcon.model.check import record_format
from memcon.model.document import Document
from memcon.model.record import TYPES, slots_of
from memcon.present.tables import record_type as type_named
from memcon.run.deciding import Citing
from memcon.web.access import Analyst, AnalystForm, Reader, Visit
from memcon.web.document_view import text_view
from memcon.web.errors import status_of
from memcon.web.render import render

router = APIRouter()
PDF, PAGES = "application/pdf", ("text/html", "application/xhtml+xml")
_TRIED = 5  # paragraphs that are looked for in the markup of a page
_AT = re.compile(r"(\d{1,12})-(\d{1,12})")
# What a document's own page may do in its frame: show itself.
FRAMED = {
    "content-security-policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
}
_PICTURE = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
}


@router.get("/document/{name:path}")
def document(
    request: Request, visit: Reader, name: str, at: str = "", begin: int = 0
) -> HTMLResponse:
    """A document's text; `at` is the passage sought, as START-END."""
    return _page(request, visit, name, at=at, begin=begin)


@router.get("/original/{name:path}")
def original(
    request: Request, visit: Reader, name: str, at: str = "", page: int = 0
) -> HTMLResponse:
    """The original as it looks, in a frame: a page of a PDF, or an HTML page without its life."""
    found = visit.ledger.document(name)
    start, end = _passage(found, at) or (0, 0)
    if found.media_type == PDF:
        picture = visit.ledger.page_picture(name, start, end, page=page)
        made = render(
            request,
            "original_page.html",
            visit,
            name=name,
            at=at,
            picture=picture,
            data=base64.b64encode(picture.png).decode(),
        )
        made.headers.update(_PICTURE)
        return made
    passages = [(start, end)] if start < end else []
    passages += [(block.start, block.end) for block in found.blocks[:_TRIED]]
    for low, high in passages:
        markup = visit.ledger.page_markup(name, low, high)
        if markup is not None:
            return HTMLResponse(markup, headers=FRAMED)
    message = f"{name}: its original cannot be shown; its text is on its page"
    raise LedgerError(message)


@router.get("/download/{name:path}")
def download(visit: Reader, name: str) -> Response:
    """The original's bytes, to keep; a browser is told not to open them."""
    kept = visit.ledger.original(name)
    if kept is None:
        message = f"{name}: its original was not kept; read the file again to keep it"
        raise LedgerError(message)
    told = quote(PurePosixPath(name).name or "document", safe="")
    return Response(
        kept.data,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{told}",
            "content-security-policy": "sandbox; default-src 'none'",
        },
    )


@router.get("/enter/{name:path}")
def enter(
    request: Request,
    visit: Analyst,
    name: str,
    type: str = "",  # noqa: A002 (as it stands in addresses)
    at: str = "",
    words: str = "",
) -> HTMLResponse:
    """The form to enter a record by hand, from a passage of a document."""
    return _form(request, visit, name, {"type": type, "at": at, "quote": words})


@router.post("/enter/{name:path}")
def entered(request: Request, visit: Analyst, form: AnalystForm, name: str) -> Response:
    """Enter a record by hand."""
    given = {key: value for key, value in form.items() if isinstance(value, str)}
    try:
        kind = type_named(given.get("type", ""))
        fields = {slot: given[f"slot-{slot}"] for slot in slots_of(kind) if _is_given(form, slot)}
        cite = _citing(visit.ledger.document(name), given)
        made = visit.ledger.add(kind, fields, cite=cite, reason=given.get("reason", ""))
    except MemconError as error:
        return _form(request, visit, name, given, fault=str(error), status=status_of(error))
    address = f"/record/{quote(made.subjects[0])}"
    return RedirectResponse(f"{address}?done={made.id}", status_code=303)


# ---------------------------------------------------------------------- parts


def _page(
    request: Request, visit: Visit, name: str, *, at: str = "", begin: int = 0
) -> HTMLResponse:
    found = visit.ledger.document(name)
    records = [each for each in visit.ledger.records_of(name) if not each.is_rejected]
    passage = _passage(found, at)
    return render(
        request,
        "document.html",
        visit,
        document=found,
        stored=_stored(visit, name),
        view=text_view(found, records, at=passage, begin=begin),
        at=at if passage else "",
        count=len(records),
        types=TYPES,
        has_picture=found.media_type == PDF and _is_kept(visit, name),
        has_page=found.media_type in PAGES and _is_kept(visit, name),
        labels_held=visit.ledger.labels().get(name, []),
    )


def _is_kept(visit: Visit, name: str) -> bool:
    """Whether the original is there to be shown."""
    try:
        return visit.ledger.original(name) is not None
    except LedgerError:
        return False


def _stored(visit: Visit, name: str) -> StoredDocument:
    return visit.ledger.documents(names=[name])[0]


def _passage(document: Document, at: str) -> tuple[int, int] | None:
    """Where the passage sought begins and ends; None where it is none of the text's."""
    found = _AT.fullmatch(at)
    if found is None:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= len(document.text) else None


def _form(
    request: Request,
    visit: Visit,
    name: str,
    given: dict[str, str],
    *,
    fault: str = "",
    status: int = 200,
) -> HTMLResponse:
    found = visit.ledger.document(name)
    kind = given.get("type", "")
    passage = _passage(found, given.get("at", ""))
    words = found.text[slice(*passage)] if passage else given.get("quote", "")
    return render(
        request,
        "enter.html",
        visit,
        status=status,
        document=found,
        kind=kind if kind in TYPES else "",
        types=TYPES,
        slots=[(slot, _allowed(kind, slot)) for slot in slots_of(kind)] if kind in TYPES else [],
        given=given,
        words=words,
        at=given.get("at", "") if passage else "",
        fault=fault,
    )


def _allowed(kind: str, slot: str) -> tuple[str, ...]:
    is_single = record_format().kind(slot) == "word"
    return record_format().allowed(kind, slot) if is_single else ()


def _is_given(form: FormData, slot: str) -> bool:
    return bool(str(form.get(f"slot-{slot}", "")).strip())


def _citing(document: Document, given: dict[str, Any]) -> Citing:
    passage = _passage(document, given.get("at", ""))
    if passage:
        return Citing(document.name, "", *passage)
    words = given.get("quote", "").strip().replace("\r\n", "\n")
    if not words:
        message = "no words to cite; select a passage, or copy its words here"
        raise UsageError(message)
    return Citing(document.name, words)
