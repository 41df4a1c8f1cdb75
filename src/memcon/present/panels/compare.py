"""Two periods of a relation, or two publishers on the same records, beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from memcon.assess.figures import FigureSeries, figure_series, latest_by_period
from memcon.model.record import TOP_KINDS, TYPES, Record
from memcon.present.amounts import human_amount
from memcon.present.dates import human_date
from memcon.present.panels.events import QUADS, goldstein_mean
from memcon.present.panels.scene import Scene
from memcon.resolve.contradictions import contradictions

_SHOWN = 12  # records of a type that are named on each side


def periods(one: Scene, other: Scene) -> dict[str, Any]:
    """What was on record in two periods: counts, tone, the latest figures, and what is named.

    `counts` are rows of a key with the two numbers: types, top meetings, what was signed, kept and
    broken, events by quad class. `tone` is the mean Goldstein value of each. `figures` has the
    latest number of each line in both. `records` names the records of each period by type.
    """
    return {
        "counts": _counts(one, other),
        "tone": [goldstein_mean(scene.of("event")) for scene in (one, other)],
        "figures": _figures(one, other),
        "records": {
            kind: [
                [scene.item(r) for r in scene.of(kind)[-_SHOWN:][::-1]] for scene in (one, other)
            ]
            for kind in TYPES
            if kind != "event" and (one.of(kind) or other.of(kind))
        },
    }


def _counts(one: Scene, other: Scene) -> list[dict[str, Any]]:
    tallies = [_tally(scene) for scene in (one, other)]
    keys = [key for key in _KEYS if any(tally[key] for tally in tallies)]
    return [{"key": key, "numbers": [tally[key] for tally in tallies]} for key in keys]


_KEYS = (
    *TYPES,
    "top_meetings",
    "signed",
    "pending",
    "met",
    "missed",
    *(f"quad_{quad}" for quad in QUADS),
)


def _tally(scene: Scene) -> Counter[str]:
    found: Counter[str] = Counter(record.type for record in scene.records)
    found["top_meetings"] = sum(r.get("kind") in TOP_KINDS for r in scene.of("meeting", "held"))
    found["signed"] = len(scene.of("instrument", "signed", "in_force"))
    for status in ("pending", "met", "missed"):
        found[status] = len(scene.of("commitment", status))
    found.update(f"quad_{record.get('quad_class')}" for record in scene.of("event"))
    return found


def _figures(one: Scene, other: Scene) -> list[dict[str, Any]]:
    lines: dict[tuple[str, ...], list[dict[str, Any] | None]] = {}
    for place, scene in enumerate((one, other)):
        for line in figure_series(scene.of("figure")):
            key = (line.indicator, line.unit, line.per, line.reporter, line.counterpart)
            lines.setdefault(key, [None, None])[place] = _latest(scene, line)
    return [
        {
            "what": one.phrases.indicator_words(
                key[0], reporter=key[3], counterpart=key[4], unit=key[1]
            ),
            "values": values,
            "change": _change(values),
        }
        for key, values in sorted(lines.items())
        if any(values)
    ]


def _latest(scene: Scene, line: FigureSeries) -> dict[str, Any] | None:
    """The latest number of a line: of whole years where it has any."""
    whole = [value for value in line.values if value.kind != "part"] or list(line.values)
    if not whole:
        return None
    value = latest_by_period(whole)[-1]
    return {
        "number": value.number,
        "words": human_amount({"value": value.number, "unit": line.unit}),
        "kind": value.kind,
        "when": human_date(value.period),
        "records": [record.id for record in value.records],
        "sources": scene.cites(*value.records),
    }


def _change(values: Sequence[Mapping[str, Any] | None]) -> float | None:
    """The growth from one to the other as a fraction, where both are for like stretches of time."""
    first, second = values
    if not first or not second or first["kind"] != second["kind"] or not first["number"]:
        return None
    return round(float(second["number"]) / float(first["number"]) - 1, 4)


def publishers(scene: Scene, one: str, other: str, *, most: int = 50) -> dict[str, Any]:
    """What two publishers tell of the same: agreed, disputed with both values, told by one only.

    Publishers are told by name; each list has at most `most` records, its count all.
    """
    of: Mapping[str, str] = {name: source.publisher for name, source in scene.sources.items()}
    parts: dict[str, list[dict[str, Any]]] = {"disputed": [], "agreed": [], "one": [], "other": []}
    for record in scene.records:
        told = {of.get(cite.doc, "") for cite in record.evidence}
        if one in told and other in told:
            apart = _apart(scene, record, of, one, other)
            item = scene.item(record) | {"slots": apart}
            parts["disputed" if apart else "agreed"].append(item)
        elif one in told or other in told:
            parts["one" if one in told else "other"].append(scene.item(record))
    for items in parts.values():
        items.sort(key=lambda item: (item["last"], item["id"]), reverse=True)
    return {
        "counts": {name: len(items) for name, items in parts.items()},
        **{name: items[:most] for name, items in parts.items()},
    }


def _apart(
    scene: Scene, record: Record, of: Mapping[str, str], one: str, other: str
) -> list[dict[str, Any]]:
    """The facts on which two publishers contradict each other, with the value of each."""
    found = []
    for each in contradictions(record):
        values: dict[str, str] = {}
        for value, docs in each.values:
            for doc in docs:
                values.setdefault(of.get(doc, ""), scene.phrases.value(each.slot, value))
        if one in values and other in values and values[one] != values[other]:
            found.append({"slot": each.slot, "values": [values[one], values[other]]})
    return found
