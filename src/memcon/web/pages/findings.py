"""What follows from the records: findings by kind, with the words on every side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from memcon.assess.finding import KINDS, Finding
from memcon.errors import LedgerError
from memcon.present.findings import FindingWords
from memcon.web.access import Reader, Visit
from memcon.web.counted import chosen_by, overview_of
from memcon.web.filters import Filtered, Filters, part_of
from memcon.web.kept import about, kept_of
from memcon.web.render import render
from memcon.web.worded import finding_words

router = APIRouter()

ROWS = 20  # each with its records looked up
_SIDES = 6  # of one finding


@router.get("/findings")
def findings(request: Request, visit: Reader, filters: Filtered) -> Response:
    """The findings of one kind or all, on the records that the filters select."""
    known = kept_of(request).findings(visit.ledger)
    found = _selected(request, visit, filters, known.value)
    kind, state = (request.query_params.get(name, "") for name in ("kind", "state"))
    tally = Counter((each.kind, each.state) for each in found)
    kinds, states = Counter[str](), Counter[str]()
    for (of_kind, of_state), number in tally.items():
        kinds[of_kind] += number
        states[of_state] += number if kind in ("", of_kind) else 0
    shown = found
    if kind or state:
        shown = [each for each in found if kind in ("", each.kind) and state in ("", each.state)]
    part = part_of(request)
    return render(
        request,
        "findings.html",
        visit,
        filters=filters.keeping(kind=kind, state=state),
        known=known,
        action="/findings",
        kinds=[(name, kinds[name]) for name in KINDS if kinds[name]],
        states=sorted((name, number) for name, number in states.items() if number),
        kind=kind,
        state=state,
        total=len(shown),
        found=_worded(visit, filters, shown[part * ROWS : (part + 1) * ROWS]),
        part=part,
        parts=-(-len(shown) // ROWS),
    )


def _selected(
    request: Request, visit: Visit, filters: Filters, found: Sequence[Finding]
) -> list[Finding]:
    """The findings on at least the filters' parties that touch a record which they select."""
    mine = about(found, filters.parties)
    if not filters.pairs(without=["party"]):
        return mine
    known = overview_of(request, visit).value
    chosen = chosen_by(visit, filters, known)
    ids = {known.ids[row] for row in chosen.nonzero()[0].tolist()}
    return [each for each in mine if ids & set(each.records)]


def _worded(visit: Visit, filters: Filters, found: Sequence[Finding]) -> list[dict[str, Any]]:
    words = finding_words(visit.ledger, found, home=filters.parties)
    rows = []
    for each in found:
        try:
            rows.append(_row(each, words))
        except LedgerError:  # what it rests on was merged or taken out a moment ago
            continue
    return rows


def _row(finding: Finding, words: FindingWords) -> dict[str, Any]:
    return {
        "id": finding.id,
        "kind": finding.kind,
        "state": finding.state,
        "parties": finding.parties,
        "confidence": finding.confidence,
        "text": words.line(finding),
        "sides": [
            {
                "record": side.record,
                "what": words.what(side),
                "cites": [
                    (cite, words.cited(cite.doc), " ".join(cite.quote.split()))
                    for cite in side.evidence[:2]
                ],
            }
            for side in finding.sides[:_SIDES]
        ],
        "more": max(len(finding.sides) - _SIDES, 0),
    }
