"""Figures in line with the targets set for them, and the sources of each point."""

from __future__ import annotations

from typing import Any

from memcon.assess.figures import FigureSeries, Value, figure_series, latest_by_period
from memcon.assess.targets import Outcome, Target, judged
from memcon.present.amounts import human_amount
from memcon.present.brief.figures import rank_of
from memcon.present.dates import human_date, short_date
from memcon.present.panels.scene import Scene


def figures(scene: Scene) -> list[dict[str, Any]]:
    """One chart for each indicator and unit, the richest of what matters most first.

    `lines` are told apart by whose figures they are. A point has its period (whole years and parts
    of them are marked in `kind`), the number with what it can be at least and at most, how it was
    `derived` where no document gives it, and its sources. `is_early` marks an actual number told
    before its period was over, `is_other` one beside the period's first. `targets` lie at their due
    dates with what became of them.
    """
    found: dict[tuple[str, str, str], list[tuple[str, FigureSeries]]] = {}
    for nature in ("actual", "forecast"):
        for line in figure_series(scene.of("figure"), nature=nature):
            found.setdefault((line.indicator, line.unit, line.per), []).append((nature, line))
    aims: dict[tuple[str, str, str], list[tuple[Target, Outcome]]] = {}
    for target, outcome in judged(scene.book):
        if not scene.shows(*target.records):
            continue
        aims.setdefault((target.indicator, target.unit, target.per), []).append((target, outcome))
    charts = [
        {
            "title": scene.phrases.indicator_words(key[0], unit=key[1]),
            "indicator": key[0],
            "unit": key[1],
            "per": key[2],
            "lines": [_line(scene, nature, line) for nature, line in lines],
            "targets": [_target(scene, target, outcome) for target, outcome in aims.get(key, [])],
        }
        for key, lines in found.items()
    ]
    return sorted(charts, key=_rank)


def _rank(chart: dict[str, Any]) -> tuple[int, int, str, str]:
    code = str(chart["indicator"])
    points = sum(len(line["points"]) for line in chart["lines"])
    return rank_of(code), -points, code, str(chart["unit"])


def _line(scene: Scene, nature: str, line: FigureSeries) -> dict[str, Any]:
    name = scene.phrases.indicator_words(
        line.indicator, reporter=line.reporter, counterpart=line.counterpart, unit=line.unit
    )
    if scene.phrases.home and not set(line.parties) <= scene.phrases.home:
        name = f"{name} ({scene.phrases.names.list_of(line.parties)})"
    first = latest_by_period(line.values)
    return {
        "name": name,
        "parties": list(line.parties),
        "reporter": line.reporter,
        "nature": nature,
        "points": [_point(scene, value, line, value in first) for value in line.values],
    }


def _point(
    scene: Scene,
    value: Value,
    line: FigureSeries,
    is_first: bool,  # noqa: FBT001 (of two)
) -> dict[str, Any]:
    amount = value.records[0].get("amount") if not value.derived else None
    told = amount or {"value": value.number, "unit": line.unit}
    return {
        "period": value.period,
        "when": human_date(value.period),
        "label": short_date(value.period),
        "first": value.first.isoformat(),
        "last": value.last.isoformat(),
        "kind": value.kind,
        "number": value.number,
        "low": value.low,
        "high": value.high,
        "words": human_amount(told),
        "derived": list(value.derived),
        "is_early": not all(scene.book.is_over(record) for record in value.records),
        "is_other": not is_first,
        "records": [record.id for record in value.records],
        "sources": scene.cites(*value.records),
    }


def _target(scene: Scene, target: Target, outcome: Outcome) -> dict[str, Any]:
    return {
        "number": target.number,
        "words": human_amount({"value": target.number, "unit": target.unit}),
        "due": target.due.isoformat() if target.due else "",
        "when": _due(target),
        "falls": target.falls,
        "state": outcome.state,
        "reason": outcome.reason,
        "records": [record.id for record in target.records],
        "sources": scene.cites(*target.records),
    }


def _due(target: Target) -> str:
    """When a target is due as the records say it."""
    for record in target.records:
        told = record.get("date") if record.type == "figure" else record.get("due")
        if isinstance(told, str):
            return human_date(told)
    return ""
