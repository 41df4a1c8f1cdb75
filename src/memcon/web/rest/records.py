"""Records: lists with the conditions of `memcon list`, and one with all it rests on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from memcon.ledger.exchange import statement_json
from memcon.model.decision import HistoryEntry
from memcon.web.access import Reader
from memcon.web.rest import answers, shapes
from memcon.web.rest.conditions import After, AskedPage, Limit
from memcon.web.rest.description import told

router = APIRouter(tags=["records"])
RecordId = Annotated[
    str,
    Path(
        description="A record's id, or one that it had before it was merged.",
        examples=["meeting-0f3a5b7c9d1e"],
        max_length=100,
    ),
]
Lost = Annotated[
    Literal["true", "false"],
    Query(description="Only decisions that hold but whose record is gone."),
]
By = Annotated[str, Query(description="By this person.", max_length=200, examples=["ana"])]


@router.get(
    "/records",
    **told("listRecords", "List records", shapes.Records, errors=(404,), cached=True),
)
def list_records(request: Request, visit: Reader, asked: AskedPage) -> Response:
    """Some of the records that meet every condition, by type, date and id."""
    page = visit.ledger.page(asked)
    undated = visit.ledger.undated(asked) if not asked.after else 0
    body = {
        "items": [answers.record_json(each) for each in page.records],
        "next": answers.cursor(page.after),
        "undated": undated,
    }
    return answers.answer(request, body)


@router.get(
    "/records/{record}",
    **told("getRecord", "One record", shapes.Record, errors=(404,), cached=True),
)
def get_record(request: Request, visit: Reader, record: RecordId) -> Response:
    """A record in the record format; the first part of its ETag is for `If-Match`."""
    found = visit.ledger.record(record)
    return answers.answer(request, answers.record_json(found), etag=found.etag)


@router.get(
    "/records/{record}/statements",
    **told(
        "listStatementsOfRecord",
        "What each document says of each field of a record",
        shapes.Statements,
        errors=(404,),
        cached=True,
    ),
)
def record_statements(request: Request, visit: Reader, record: RecordId) -> Response:
    """All that a record rests on, by document and field."""
    found = visit.ledger.statements(record)
    return answers.answer(request, {"items": [statement_json(each) for each in found]})


@router.get(
    "/records/{record}/history",
    **told("getHistory", "All decisions on a record", shapes.History, errors=(404,), cached=True),
)
def record_history(request: Request, visit: Reader, record: RecordId) -> Response:
    """Who decided what and when, with what was undone."""
    found = visit.ledger.history(record)
    return answers.answer(request, {"items": [entry_json(each) for each in found], "next": None})


@router.get(
    "/decisions",
    **told("listDecisions", "List decisions", shapes.History, errors=(), cached=True),
)
def list_decisions(
    request: Request,
    visit: Reader,
    *,
    lost: Lost = "false",
    by: By = "",
    limit: Limit = 50,
    after: After = "",
) -> Response:
    """All decisions, oldest first, a page at a time."""
    first = answers.number_in(after)
    found = visit.ledger.decisions(lost=lost == "true")
    own = [each for each in found if not by or each.decision.by == by]
    shown = own[first : first + limit]
    last = first + limit
    body = {
        "items": [entry_json(each) for each in shown],
        "next": answers.cursor(str(last)) if last < len(own) else None,
    }
    return answers.answer(request, body)


def entry_json(entry: HistoryEntry) -> dict[str, Any]:
    """A decision with what became of it."""
    line = {**entry.decision.to_json(), "holds": entry.holds, "record": entry.record}
    return {**line, **({"undone_by": entry.undone_by} if entry.undone_by else {})}
