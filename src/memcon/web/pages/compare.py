"""Two periods of a relation, or two publishers on the same records, beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import Response

from memcon.errors import RecordError
from memcon.ledger.overview import Overview
from memcon.ledger.reading import RecordQuery
from memcon.model import edtf
from memcon.model.record import Record
from memcon.present.panels import compare as panel
from memcon.web.access import Reader, Visit
from memcon.web.counted import chosen_by, overview_of
from memcon.web.filters import Filtered, Filters
from memcon.web.kept import Value
from memcon.web.pages.dyad import scene_of
from memcon.web.render import render

router = APIRouter()

_BOTH = 150  # records of both publishers that are looked at; those that are disputed first
_ALONE = 25
_PUBLISHERS = 400


@router.get("/compare")
def compare(request: Request, visit: Reader, filters: Filtered) -> Response:
    """Two periods (`one`, `other`) of a group, or two publishers (`source`, `beside`)."""
    given = {
        name: request.query_params.get(name, "").strip()[:200]
        for name in ("one", "other", "first", "second")
    }
    known = overview_of(request, visit)
    names = sorted(each.name for each in known.value.publishers if each.name)
    context: dict[str, Any] = {"faults": list(filters.faults), "told": None, "sides": None}
    if given["first"] and given["second"]:
        context |= _publishers(visit, filters, known, given["first"], given["second"])
    elif given["one"] or given["other"]:
        context |= _periods(request, visit, filters, known.value, (given["one"], given["other"]))
    return render(
        request,
        "compare.html",
        visit,
        filters=filters.keeping(**given),
        given=given,
        known=known,
        publishers=names[:_PUBLISHERS],
        action="/compare",
        **context,
    )


def _periods(
    request: Request, visit: Visit, filters: Filters, known: Overview, periods: Sequence[str]
) -> dict[str, Any]:
    if len(filters.parties) < 2:  # noqa: PLR2004 (a pair)
        return {"needs": "parties"}
    try:
        limits = [edtf.bounds(text) for text in periods]
    except RecordError:
        return {"needs": "periods"}
    whole = scene_of(request, visit, Filters(), filters.parties)
    sides = []
    for each in limits:
        first, last = (day.isoformat() if day else "" for day in (each.first, each.last))
        chosen = chosen_by(visit, replace(filters, since=first, until=last), known)
        ids = (known.ids[row] for row in chosen.nonzero()[0].tolist())
        sides.append(replace(whole, shown=frozenset(ids)))
    return {"told": panel.periods(*sides)}


def _publishers(
    visit: Visit, filters: Filters, known: Value[Any], first: str, second: str
) -> dict[str, Any]:
    overview = known.value
    chosen = chosen_by(visit, filters, overview)
    if filters.parties:
        chosen &= overview.about(filters.parties)
    told = [overview.told_by(name) & chosen for name in (first, second)]
    both = np.flatnonzero(told[0] & told[1]).tolist()
    both.sort(key=lambda row: row not in overview.disputed)
    alone = [np.flatnonzero(told[n] & ~told[1 - n]) for n in (0, 1)]
    rows = [*both[:_BOTH], *(row for each in alone for row in each[-_ALONE:].tolist())]
    scene = visit.ledger.scene_of(_records(visit, [overview.ids[row] for row in rows]))
    made = panel.publishers(scene, first, second, most=_BOTH)
    counts = made["counts"] | {"one": len(alone[0]), "other": len(alone[1])}
    counts["agreed"] = len(both) - counts["disputed"]
    return {"sides": made | {"counts": counts}}


def _records(visit: Visit, ids: Sequence[str]) -> list[Record]:
    return list(visit.ledger.page(RecordQuery(ids=tuple(ids))).records)
