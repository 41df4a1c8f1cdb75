"""PLOVER events by month: how many of each quad class, and the mean on the Goldstein scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from memcon.model.periods import limits
from memcon.model.record import Record
from memcon.present.panels.scene import Scene, mean, months_between

QUADS = (1, 2, 3, 4)


def events(scene: Scene) -> dict[str, Any]:
    """Months, and years, from the first event to the last: counts by quad class, Goldstein means.

    An event counts for a month where its date lies in one; those known to the year only, and
    undated ones, are counted apart (`coarse`, `undated`). The mean is None for a time without
    events.
    """
    by_month: dict[str, list[Record]] = {}
    coarse = undated = 0
    for record in scene.of("event"):
        found = limits(record)
        if found is None or not (found.first or found.last):
            undated += 1
        elif not found.is_closed or not _same_month(found):
            coarse += 1
        else:
            by_month.setdefault(str(found.first)[:7], []).append(record)
    by_year: dict[str, list[Record]] = {}
    for month, records in by_month.items():
        by_year.setdefault(month[:4], []).extend(records)
    years = [str(n) for n in range(int(min(by_year)), int(max(by_year)) + 1)] if by_year else []
    return {
        "months": _counted(_months(by_month), by_month),
        "years": _counted(years, by_year),
        "coarse": coarse,
        "undated": undated,
    }


def _counted(spans: Sequence[str], records: Mapping[str, list[Record]]) -> dict[str, Any]:
    return {
        "spans": list(spans),
        "quads": {
            str(quad): [
                sum(record.get("quad_class") == quad for record in records.get(span, ()))
                for span in spans
            ]
            for quad in QUADS
        },
        "goldstein": [goldstein_mean(records.get(span, ())) for span in spans],
    }


def goldstein_mean(records: Iterable[Record]) -> float | None:
    """The mean Goldstein value of some events, to two digits; None where none has one."""
    values = [record.get("goldstein") for record in records]
    return mean(float(value) for value in values if isinstance(value, int | float))


def _same_month(found: Any) -> bool:
    return bool(str(found.first)[:7] == str(found.last)[:7])


def _months(by_month: dict[str, list[Record]]) -> list[str]:
    if not by_month:
        return []
    ends = [date.fromisoformat(f"{month}-01") for month in (min(by_month), max(by_month))]
    return months_between(ends[0], ends[1])
