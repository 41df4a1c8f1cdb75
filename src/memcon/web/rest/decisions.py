"""What analysts decide: each by whoever asks, with a reason, on the record that they looked at."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request
from fastapi.responses import Response

from memcon.errors import UsageError
from memcon.model.decision import Decision
from memcon.run.deciding import Citing
from memcon.web.access import Analyst
from memcon.web.rest import answers, shapes
from memcon.web.rest.answers import expected_etag
from memcon.web.rest.description import told
from memcon.web.rest.records import RecordId

router = APIRouter(tags=["decisions"])
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The ETag of the record that was looked at: 412 where it has changed since.",
        examples=['"0f3a5b7c9d1e.1a2b3c4d5e6f7a8b"'],
        pattern=r'^(\*|(W/)?"[A-Za-z0-9._-]{1,100}")$',
    ),
]
IfMatchAll = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="The ETags of the records in order, with commas between.",
        examples=['"0f3a5b7c9d1e", "1a2b3c4d5e6f"'],
        pattern=r'^(\*|"[A-Za-z0-9._-]{1,100}"( ?, ?"[A-Za-z0-9._-]{1,100}"){0,49})$',
    ),
]
DecisionId = Annotated[
    str, Path(description="A decision's id.", examples=["decision-0f3a5b7c9d1e"], max_length=100)
]
_ERRORS = (404, 409, 412)


def _made(request: Request, decision: Decision) -> Response:
    return answers.answer(request, decision.to_json(), status=201)


def _told(name: str, summary: str) -> dict[str, Any]:
    return told(name, summary, shapes.Decision, errors=_ERRORS, status=201)


def _by(reason: str, if_match: str | None) -> dict[str, Any]:
    return {"reason": reason, "expected": expected_etag(if_match)}


@router.post("/records/{record}/accept", **_told("acceptRecord", "Say that a record is right"))
def accept(
    request: Request,
    visit: Analyst,
    record: RecordId,
    body: shapes.Reason,
    if_match: IfMatch = None,
) -> Response:
    """The decision."""
    return _made(request, visit.ledger.accept(record, **_by(body.reason, if_match)))


@router.post("/records/{record}/reject", **_told("rejectRecord", "Say that a record is wrong"))
def reject(
    request: Request,
    visit: Analyst,
    record: RecordId,
    body: shapes.NeededReason,
    if_match: IfMatch = None,
) -> Response:
    """The decision; the record is in no list any more."""
    return _made(request, visit.ledger.reject(record, **_by(body.reason, if_match)))


@router.post("/records/{record}/correct", **_told("correctRecord", "Correct one field of a record"))
def correct(
    request: Request,
    visit: Analyst,
    record: RecordId,
    body: shapes.Correction,
    if_match: IfMatch = None,
) -> Response:
    """The decision; what the documents say stays beside it."""
    by = _by(body.reason, if_match)
    return _made(request, visit.ledger.correct(record, body.field, body.value, **by))


@router.post("/records/{record}/split", **_told("splitRecord", "Make two records of one"))
def split(
    request: Request,
    visit: Analyst,
    record: RecordId,
    body: shapes.Split,
    if_match: IfMatch = None,
) -> Response:
    """The decision; with neither documents nor statements, each document's becomes a record."""
    by = _by(body.reason, if_match)
    made = visit.ledger.split(record, documents=body.documents, statements=body.statements, **by)
    return _made(request, made)


@router.post("/records/{record}/notes", **_told("noteRecord", "Write a note to a record"))
def note(
    request: Request,
    visit: Analyst,
    record: RecordId,
    body: shapes.Note,
    if_match: IfMatch = None,
) -> Response:
    """The decision."""
    made = visit.ledger.note(record, body.text, expected=expected_etag(if_match))
    return _made(request, made)


@router.post("/records", **_told("enterRecord", "Enter a record by hand"))
def enter(request: Request, visit: Analyst, body: shapes.Entry) -> Response:
    """The decision; the first of its `subjects` is the new record's id."""
    cite = Citing(body.document, body.quote, body.start, body.end, body.note)
    made = visit.ledger.add(body.type, body.fields, cite=cite, reason=body.reason)
    return _made(request, made)


@router.post("/decisions/merge", **_told("mergeRecords", "Make one record of several"))
def merge(
    request: Request, visit: Analyst, body: shapes.Group, if_match: IfMatchAll = None
) -> Response:
    """The decision; the smallest id stays, the others go on leading to it."""
    return _made(request, visit.ledger.merge(*body.records, **_of_all(body.reason, if_match)))


@router.post("/decisions/same", **_told("sameRecords", "Say that two records are one"))
def same(
    request: Request, visit: Analyst, body: shapes.Pair, if_match: IfMatchAll = None
) -> Response:
    """The decision on a doubtful pair."""
    one, other = body.records
    return _made(request, visit.ledger.same(one, other, **_of_all(body.reason, if_match)))


@router.post("/decisions/not-same", **_told("notSameRecords", "Say that two records are not one"))
def not_same(
    request: Request, visit: Analyst, body: shapes.PairApart, if_match: IfMatchAll = None
) -> Response:
    """The decision; they stay apart whatever is read later."""
    one, other = body.records
    return _made(request, visit.ledger.not_same(one, other, **_of_all(body.reason, if_match)))


@router.post("/decisions/{decision}/undo", **_told("undoDecision", "Take a decision back"))
def undo(request: Request, visit: Analyst, decision: DecisionId, body: shapes.Reason) -> Response:
    """The decision that undoes it; undoing that brings it into force again."""
    return _made(request, visit.ledger.undo(decision, reason=body.reason))


def _of_all(reason: str, if_match: str | None) -> dict[str, Any]:
    """Reason and etags of a decision on several records."""
    if if_match is None or if_match.strip() == "*":
        return {"reason": reason, "expected": None}
    etags = [expected_etag(part) or "" for part in if_match.split(",")]
    if not all(etags):
        message = f"If-Match {if_match}: give the ETag of each record"
        raise UsageError(message)
    return {"reason": reason, "expected": ",".join(etags)}
