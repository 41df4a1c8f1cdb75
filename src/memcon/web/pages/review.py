"""The review queue: what to look at first, decided on in place."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from memcon.api import Ledger
from memcon.errors import MissingError
from memcon.model.record import TYPES, Record
from memcon.run.review import ReviewItem
from memcon.web.access import Analyst
from memcon.web.kept import kept_of
from memcon.web.record_view import Told, told_of
from memcon.web.render import render
from memcon.web.worded import cited

router = APIRouter()
AT_ONCE = 10


@router.get("/review")
def review(
    request: Request,
    visit: Analyst,
    type: str = "",  # noqa: A002 (as it stands in addresses)
    done: str = "",
) -> HTMLResponse:
    """The first items of the queue that nobody has decided on since it was worked out."""
    wanted = type if type in TYPES else ""
    found = kept_of(request).queue(visit.ledger, wanted)
    items = _open(visit.ledger, found.value)
    docs = {cite.doc for item in items for record in item.records for cite in record.evidence}
    return render(
        request,
        "review.html",
        visit,
        items=items,
        cited=cited(visit.ledger, docs),
        types=TYPES,
        wanted=wanted,
        address=f"/review?{urlencode({'type': wanted})}" if wanted else "/review",
        done=_done(visit.ledger, done),
        is_current=found.is_current,
    )


def _open(ledger: Ledger, queue: Iterable[ReviewItem]) -> list[ReviewItem]:
    """The first items whose records are as they were when the queue was made."""
    found: list[ReviewItem] = []
    for item in queue:
        if len(found) == AT_ONCE:
            break
        if all(_is_same(ledger, record) for record in item.records):
            found.append(item)
    return found


def _is_same(ledger: Ledger, record: Record) -> bool:
    try:
        return ledger.record(record.id).etag == record.etag
    except MissingError:
        return False


def _done(ledger: Ledger, decision: str) -> tuple[Told, str] | None:
    """The decision that was just made, and a record that it is on."""
    if not decision:
        return None
    entries = {each.decision.id: each for each in ledger.decisions()}
    entry = entries.get(decision)
    if entry is None:
        return None
    is_undo = entry.decision.kind == "undo"
    undone = entries.get(entry.decision.subjects[0]) if is_undo else None
    record = entry.record or (undone.record if undone else "")
    return (told_of(entry, record), record) if record else None
