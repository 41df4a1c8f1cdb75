"""The publishers: how much each tells, how far others agree, how one-sided it is."""

from __future__ import annotations

from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import Response
from numpy.typing import NDArray

from memcon.ledger.overview import Overview
from memcon.present.names import party_names
from memcon.present.panels.sources import agreements
from memcon.present.panels.sources import sources as table_of
from memcon.web.access import Reader
from memcon.web.counted import chosen_by, overview_of
from memcon.web.filters import Filtered, part_of
from memcon.web.kept import kept_of
from memcon.web.render import render

router = APIRouter()

ROWS = 100
ORDERS = ("records", "documents", "agreement", "alone", "one_sided")


@router.get("/sources")
def sources(request: Request, visit: Reader, filters: Filtered) -> Response:
    """The publishers with a part in the records that the filters select."""
    known = overview_of(request, visit)
    if filters.pairs():
        chosen = chosen_by(visit, filters, known.value)
        if filters.parties:
            chosen &= known.value.about(filters.parties)
        made = _made(known.value, chosen)
    else:  # the whole table takes a second on a large ledger
        whole = known.value
        kept = kept_of(request)
        made = kept.value(visit.ledger, "sources", lambda _: _made(whole, whole.select())).value
    rows, square = list(made[0]), made[1]
    order = request.query_params.get("order", "")
    if order in ORDERS:
        rows.sort(key=lambda row: -1 if row[order] is None else row[order], reverse=True)
    part = part_of(request)
    return render(
        request,
        "sources.html",
        visit,
        filters=filters.keeping(order=order),
        known=known,
        action="/sources",
        rows=rows[part * ROWS : (part + 1) * ROWS],
        total=len(rows),
        order=order or "records",
        orders=ORDERS,
        part=part,
        parts=-(-len(rows) // ROWS),
        most=max((row["records"] for row in rows), default=1),
        square=square,
    )


def _made(
    known: Overview, chosen: NDArray[np.bool_]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return table_of(known, chosen, party_names()), agreements(known, chosen)
