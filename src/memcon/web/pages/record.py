"""One record: what every document says of it, and what analysts decide on it, in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from memcon.api import Ledger
from memcon.errors import AccessError, MemconError, UsageError
from memcon.model.decision import Decision
from memcon.web.access import Analyst, AnalystForm, Reader, Visit, text_in
from memcon.web.errors import status_of
from memcon.web.kept import kept_of
from memcon.web.record_view import shown as in_words
from memcon.web.record_view import view_of
from memcon.web.render import is_part, render
from memcon.web.worded import finding_words

router = APIRouter()


@router.get("/record/{record_id}")
def record(request: Request, visit: Reader, record_id: str, done: str = "") -> Response:
    """A record; `done` is a decision that was just made on it, to be told and undone."""
    found = visit.ledger.record(record_id)
    if found.id != record_id:
        rest = f"?done={quote(done)}" if done else ""
        return RedirectResponse(f"/record/{quote(found.id)}{rest}", status_code=303)
    return _page(request, visit, found.id, done=done)


@router.post("/record/{record_id}/decide")
def decide(request: Request, visit: Analyst, form: AnalystForm, record_id: str) -> Response:
    """Make a decision on a record, and show it again."""
    act = _ACTS.get(text_in(form, "action"))
    try:
        if act is None:
            message = f"action {text_in(form, 'action')}: there are {', '.join(_ACTS)}"
            raise UsageError(message)
        made = act(visit.ledger, record_id, form)
        return RedirectResponse(_after(visit.ledger, form, record_id, made), status_code=303)
    except AccessError:
        raise
    except MemconError as error:
        return _page(request, visit, record_id, fault=str(error), status=status_of(error))


@router.get("/record/{record_id}/findings")
def findings(request: Request, visit: Reader, record_id: str) -> HTMLResponse:
    """What follows from a record: a part of its page that takes longer."""
    record = visit.ledger.record(record_id)
    known = kept_of(request).findings_at_hand(visit.ledger)
    if known is None:  # those on its own parties are there long before those on all
        known = visit.ledger.findings(parties=list(record.get("parties") or ()))
    touching = [each for each in known if record.id in each.records]
    return render(
        request,
        "record_findings.html",
        visit,
        record=record,
        findings=touching,
        finding_words=finding_words(visit.ledger, touching),
        is_part=is_part(request),
    )


def _page(
    request: Request,
    visit: Visit,
    record_id: str,
    *,
    done: str = "",
    fault: str = "",
    status: int = 200,
) -> HTMLResponse:
    record = visit.ledger.record(record_id)
    shown = view_of(visit.ledger, record)
    last = next((each for each in shown.told if each.entry.decision.id == done), None)
    return render(
        request,
        "record.html",
        visit,
        status=status,
        view=shown,
        shown=in_words,
        record=record,
        done=last,
        fault=fault,
        back=request.query_params.get("back", ""),
    )


def _after(ledger: Ledger, form: FormData, record_id: str, made: Decision) -> str:
    """Where one goes after a decision: on in the queue, or to the record as it is now."""
    back = text_in(form, "back")
    if back.startswith("/review"):
        return f"{back}{'&' if '?' in back else '?'}done={quote(made.id)}"
    on = record_id if made.kind in ("undo", "split") else made.subjects[0]
    return f"/record/{quote(ledger.record(on).id)}?done={quote(made.id)}"


# ---------------------------------------------------------------------- one action each


def _accept(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    return ledger.accept(record_id, **_about(form))


def _reject(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    return ledger.reject(record_id, **_about(form))


def _correct(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    value = text_in(form, "value").strip()
    given = None if text_in(form, "empty") or not value else value
    return ledger.correct(record_id, text_in(form, "field"), given, **_about(form))


def _note(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    return ledger.note(record_id, text_in(form, "text"), expected=text_in(form, "expected") or None)


def _merge(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    return ledger.merge(record_id, _other(form), reason=text_in(form, "reason"))


def _same(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    return ledger.same(record_id, _other(form), **_about(form))


def _not_same(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    about = _about(form)
    if "," not in (about["expected"] or ""):  # of the record that is looked at alone
        about["expected"] = None
    return ledger.not_same(record_id, _other(form), **about)


def _split(ledger: Ledger, record_id: str, form: FormData) -> Decision:
    documents = [str(each) for each in form.getlist("document")]
    statements = [str(each) for each in form.getlist("statement")]
    return ledger.split(record_id, documents=documents, statements=statements, **_about(form))


def _undo(ledger: Ledger, _: str, form: FormData) -> Decision:
    return ledger.undo(text_in(form, "decision"), reason=text_in(form, "reason"))


_ACTS: Mapping[str, Callable[[Ledger, str, FormData], Decision]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "note": _note,
    "merge": _merge,
    "same": _same,
    "not-same": _not_same,
    "split": _split,
    "undo": _undo,
}


def _about(form: FormData) -> dict[str, Any]:
    return {"reason": text_in(form, "reason"), "expected": text_in(form, "expected") or None}


def _other(form: FormData) -> str:
    """The id of the other record: as such, or in an address that was copied."""
    given = text_in(form, "other").strip().partition("?")[0].rstrip("/")
    if not given:
        message = "which other record? give its id, or its address"
        raise UsageError(message)
    return given.rpartition("/")[2]
