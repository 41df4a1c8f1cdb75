"""The two sides' figures beside each other: one flow and period, counted by each side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from memcon.assess.book import Book
from memcon.assess.figures import FigureSeries, Value, figure_series, latest_by_period

_EXPORTS, _IMPORTS = "trade.exports", "trade.imports"


@dataclass(frozen=True, slots=True)
class Mirror:
    """One flow in one period as two sides count it, the larger number first.

    `gap` is the difference as a share of the larger number. Such numbers differ by method (transit,
    freight, time of booking), not by mistake alone: see the mirror statistics of the UN's
    International Merchandise Trade Statistics, Compilers Manual (2013), chapter 9.
    """

    indicator: str
    unit: str
    period: str
    sides: tuple[tuple[str, Value], ...]
    gap: float


def mirrors(book: Book) -> tuple[Mirror, ...]:
    """The periods for which both sides give numbers that no rounding brings together, newest first.

    What one side exports to the other is what the other imports from it.
    """
    lines = figure_series([r for r in book.of("figure") if book.is_over(r)])
    groups: dict[tuple[str, str, str], list[tuple[str, Value]]] = defaultdict(list)
    for line in lines:
        if line.reporter:
            for value in latest_by_period(line.values):
                key = (_flow(line), f"{line.unit} {line.per}".strip(), value.period)
                groups[key].append((line.reporter, value))
    found = [
        made
        for (flow, unit, period), told in groups.items()
        if (made := _mirror(flow, unit, period, told)) is not None
    ]
    return tuple(
        sorted(found, key=lambda each: (each.sides[0][1].last, each.indicator), reverse=True)
    )


def _flow(line: FigureSeries) -> str:
    """What is counted: imports of one side are named as the exports of the other."""
    if line.indicator == _IMPORTS and line.counterpart:
        return f"{_EXPORTS} {line.counterpart}"
    if line.indicator == _EXPORTS:
        return f"{_EXPORTS} {line.reporter}"
    return line.indicator


def _mirror(flow: str, unit: str, period: str, told: Iterable[tuple[str, Value]]) -> Mirror | None:
    sides = sorted(dict(told).items(), key=lambda each: (-each[1].number, each[0]))
    if len(sides) < 2:  # noqa: PLR2004 (both)
        return None
    high, low = sides[0][1], sides[-1][1]
    if high.low <= low.high or high.number <= 0:
        return None
    gap = round((high.number - low.number) / high.number, 4)
    return Mirror(flow, unit, period, tuple(sides), gap)
