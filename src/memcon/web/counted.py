"""The overview of the whole ledger for a request, kept until the ledger changes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from fastapi import Request
from numpy.typing import NDArray

from memcon.api import Ledger
from memcon.ledger.overview import Overview
from memcon.web.access import Visit
from memcon.web.filters import Filters
from memcon.web.kept import Value, kept_of


def overview_of(request: Request, visit: Visit) -> Value[Overview]:
    """The records of a visitor's ledger in columns.

    Raises NotYetError where they are being counted for the first time, and are many.
    """
    return kept_of(request).value(visit.ledger, "overview", Ledger.overview)


def chosen_by(
    visit: Visit, filters: Filters, known: Overview, *, types: Sequence[str] = ()
) -> NDArray[np.bool_]:
    """The rows of an overview that the filters of an address select; parties are left to the page.

    `types` are those that the page asks for besides.
    """
    kinds = [kind for kind in types if not filters.types or kind in filters.types]
    is_publisher = any(each.name == filters.source for each in known.publishers)
    chosen = known.select(
        types=kinds or filters.types or types,
        statuses=[filters.status] if filters.status else (),
        sectors=[filters.sector] if filters.sector else (),
        publishers=[filters.source] if filters.source and is_publisher else (),
        since=filters.since_day,
        until=filters.until_day,
    )
    if filters.text or (filters.source and not is_publisher):  # only the ledger itself knows these
        query = filters.query(limit=0, parties=(), since=None, until=None)
        found = {record.id for record in visit.ledger.page(query).records}
        chosen &= np.array([each in found for each in known.ids], dtype=np.bool_)
    return chosen
