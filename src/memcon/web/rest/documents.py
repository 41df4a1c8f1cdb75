"""Documents: what was read, its text and original, where words stand in it, who sees it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from memcon.errors import MissingError, UsageError
from memcon.ledger.reading import DocumentQuery
from memcon.ledger.rows import StoredDocument
from memcon.model.place import locate
from memcon.web.access import Admin, Analyst, Reader
from memcon.web.rest import answers, shapes
from memcon.web.rest.conditions import After, Limit, Since, Text, Until, day
from memcon.web.rest.description import told

router = APIRouter(tags=["documents"])
Name = Annotated[
    str,
    Path(
        description="A document's name; a `/` in it may be written as it is.",
        examples=["dispatch-2015-12-18.html"],
        max_length=500,
    ),
]
Publisher = Annotated[
    str, Query(description="Of this publisher.", examples=["Example Wire"], max_length=500)
]
At = Annotated[int, Query(description="A character of the text.", ge=0, le=1_000_000_000)]


@router.get(
    "/documents",
    **told("listDocuments", "List documents", shapes.Documents, errors=(), cached=True),
)
def list_documents(
    request: Request,
    visit: Reader,
    *,
    publisher: Publisher = "",
    text: Text = "",
    since: Since = "",
    until: Until = "",
    limit: Limit = 50,
    after: After = "",
) -> Response:
    """Some documents by name."""
    asked = DocumentQuery(
        publisher, text, day(since), day(until, last=True), limit, answers.place(after)
    )
    found, last = visit.ledger.document_page(asked)
    labels = visit.ledger.labels()
    items = [_info(each, labels) for each in found]
    return answers.answer(request, {"items": items, "next": answers.cursor(last)})


def _info(document: StoredDocument, labels: dict[str, list[str]]) -> dict[str, Any]:
    own = labels.get(document.name)
    return {**document.to_json(), **({"labels": own} if own else {})}


@router.get(
    "/documents/{name:path}",
    **told(
        "getDocument",
        "What is known of a document",
        shapes.DocumentInfo,
        errors=(404,),
        cached=True,
    ),
)
def get_document(request: Request, visit: Reader, name: Name) -> Response:
    """One document without its text."""
    found = visit.ledger.documents(names=[name])
    if not found:
        visit.ledger.document(name)  # says which ones are like it
    return answers.answer(request, _info(found[0], visit.ledger.labels()))


@router.delete(
    "/documents/{name:path}",
    **told(
        "removeDocument",
        "Take a document out, with what rests on it alone",
        shapes.Removal,
        errors=(404, 409),
    ),
)
def remove_document(request: Request, visit: Analyst, name: Name) -> Response:
    """What was removed."""
    visit.ledger.document(name)  # whoever does not see it cannot remove it
    return answers.answer(request, asdict(visit.ledger.remove(name)))


@router.get(
    "/texts/{name:path}",
    **told("getText", "The text of a document", shapes.Text, errors=(404,), cached=True),
)
def get_text(request: Request, visit: Reader, name: Name) -> Response:
    """The text to which all offsets refer."""
    document = visit.ledger.document(name)
    blocks = [
        {"start": b.start, "end": b.end, "kind": b.kind, "language": document.language_of(b)}
        for b in document.blocks
    ]
    return answers.answer(request, {"name": name, "text": document.text, "blocks": blocks})


@router.get(
    "/originals/{name:path}",
    **told(
        "getOriginal",
        "The bytes that a document was read from",
        errors=(404, 409),
        media={"application/octet-stream": "(the file)"},
        cached=True,
    ),
)
def get_original(request: Request, visit: Reader, name: Name) -> Response:
    """The file as it was; browsers save it rather than show it."""
    kept = visit.ledger.original(name)
    if kept is None:
        message = f"{name}: its original was not kept; read the file again to keep it"
        raise MissingError(message)
    shown = quote(name.rpartition("/")[2], safe="")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{shown}",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
    }
    return answers.content(request, kept.data, "application/octet-stream", headers=headers)


@router.get(
    "/locations/{name:path}",
    **told(
        "locate",
        "Where words of a document stand in its original",
        shapes.Location,
        errors=(404,),
        cached=True,
    ),
)
def get_location(request: Request, visit: Reader, name: Name, start: At, end: At) -> Response:
    """Page and region, paragraph, line."""
    document = visit.ledger.document(name)
    try:
        place = locate(document, start, end)
    except ValueError as error:
        raise UsageError(str(error)) from error
    found = {
        "start": start,
        "end": end,
        "words": document.text[start:end],
        "place": str(place),
        "line": place.line,
        "page": place.page,
        "paragraph": place.paragraph,
        "element": place.element,
        "boxes": [asdict(box) for box in place.boxes],
    }
    return answers.answer(request, found)


@router.get(
    "/labels/{name:path}",
    **told("getLabels", "The labels of a document", shapes.Labels, errors=(404,), cached=True),
)
def get_labels(request: Request, visit: Reader, name: Name) -> Response:
    """Only those who hold all of them see the document."""
    visit.ledger.document(name)
    own = visit.ledger.labels().get(name, [])
    return answers.answer(request, {"name": name, "labels": own})


@router.put(
    "/labels/{name:path}",
    **told(
        "setLabels",
        "Restrict a document to those who hold some labels",
        shapes.Labels,
        errors=(404, 409),
    ),
)
def set_labels(request: Request, visit: Admin, name: Name, body: shapes.LabelSet) -> Response:
    """These labels and no others."""
    visit.ledger.document(name)
    now, wanted = set(visit.ledger.labels().get(name, [])), set(body.labels)
    for label in sorted(wanted - now):
        visit.ledger.label(name, label=label)
    for label in sorted(now - wanted):
        visit.ledger.label(name, label=label, remove=True)
    return answers.answer(request, {"name": name, "labels": sorted(wanted)})


@router.get(
    "/statements/{name:path}",
    **told(
        "listStatements",
        "What a document says of each field of each record",
        shapes.Statements,
        errors=(404,),
        cached=True,
    ),
)
def list_statements(request: Request, visit: Reader, name: Name) -> Response:
    """The statements of a document, by record and field."""
    from memcon.ledger.exchange import statement_json

    found = visit.ledger.statements_of_document(name)
    return answers.answer(request, {"items": [statement_json(each) for each in found]})
