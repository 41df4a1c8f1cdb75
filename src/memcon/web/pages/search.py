"""One box over documents and records: the best hits of both, with what was looked for marked."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from memcon.ledger.fulltext import Hit, marked, pieces
from memcon.model.record import Record
from memcon.web.access import Reader, Visit
from memcon.web.filters import Filtered, Filters, part_of
from memcon.web.render import render
from memcon.web.worded import records_by_id

router = APIRouter()

ROWS = 15  # of each kind on a page
_RANKED = 300  # of each kind that are ranked; filters choose among them
_LONGEST = 300  # characters of a query


@router.get("/search")
def search(request: Request, visit: Reader, filters: Filtered) -> Response:
    """Documents and records with the words of the query `q`, best first."""
    query = request.query_params.get("q", "")[:_LONGEST].strip()
    part = part_of(request, digits=3)
    hits = visit.ledger.search(query, limit=_RANKED) if query else []
    found = {
        kind: _left(visit, filters, [hit for hit in hits if hit.kind == kind])
        for kind in ("document", "record")
    }
    start, end = part * ROWS, (part + 1) * ROWS
    shown = found["record"][start:end]
    known = records_by_id(visit.ledger, [hit.name for hit in shown])
    return render(
        request,
        "search.html",
        visit,
        filters=filters.keeping(q=query),
        action="/search",
        query=query,
        counts={kind: len(each) for kind, each in found.items()},
        ranked=_RANKED,
        documents=[(hit, pieces(hit.snippet, query)) for hit in found["document"][start:end]],
        records=[
            (known[hit.name], marked(_words(known[hit.name], query), query))
            for hit in shown
            if hit.name in known
        ],
        part=part,
        rows=ROWS,
        parts=-(-max(len(each) for each in found.values()) // ROWS),
    )


def _words(record: Record, query: str) -> str:
    """The quotation of a record in which most of what was looked for stands."""
    quotes = [" ".join(cite.quote.split()) for cite in record.evidence]
    return max(quotes, key=lambda quote: sum(is_hit for _, is_hit in marked(quote, query)))


def _left(visit: Visit, filters: Filters, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that the filters leave: records that meet them, and documents that tell of one."""
    if not filters.pairs() or not hits:
        return list(hits)
    names = tuple(hit.name for hit in hits)
    kind = "ids" if hits[0].kind == "record" else "docs"
    found = visit.ledger.page(filters.query(limit=0, **{kind: names})).records
    if kind == "ids":
        left = {record.id for record in found}
    else:
        left = {cite.doc for record in found for cite in record.evidence}
    return [hit for hit in hits if hit.name in left]
