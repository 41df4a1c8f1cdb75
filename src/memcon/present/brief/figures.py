"""Key figures over time: the table, the plots, and the nearest target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from memcon.model.periods import covered_days, last_day
from memcon.model.record import Record
from memcon.present.amounts import human_amount, human_change, plain_number, scale_of
from memcon.present.brief.desk import Desk
from memcon.present.brief.parts import Group, Plot, Point, Row, Section
from memcon.present.dates import human_date, short_date
from memcon.present.labels import labels

_TRADE = "trade.total"
_FIRST = ("trade.total", "trade", "investment", "energy")  # what a desk officer looks for first
_CAP = 16
_CAP_TRADE = 9
_CAP_EACH = 3  # of any other series
_FULL_YEAR = 365
_FEWEST_POINTS = 3
_MOST_PLOTS = 2
_MOST_YEARS = 9
_MOST_AIMS = 2


def is_trade(record: Record) -> bool:
    """Whether a figure is the whole trade between the parties."""
    return str(record.get("indicator")) == _TRADE


def period_of(record: Record) -> tuple[str, str]:
    """The period that a figure covers and its value with its change, in words."""
    value = record.get("date")
    period = human_date(value) if isinstance(value, str) else labels().dates["undated"]
    amount, change = record.get("amount"), record.get("change")
    parts = [human_amount(amount)] if isinstance(amount, Mapping) else []
    parts += [human_change(change)] if isinstance(change, Mapping) else []
    return period, ", ".join(parts)


def nearest_target(desk: Desk) -> tuple[Record, Mapping[str, Any], str] | None:
    """The target whose date comes next, with its amount and EDTF due date."""
    found: list[tuple[date, int, Record, Mapping[str, Any], str]] = []
    for record in desk.of("commitment", "pending"):
        target, due = record.get("target"), record.get("due")
        day = last_day(record, "due")
        if isinstance(target, Mapping) and isinstance(due, str) and day and day >= desk.as_of:
            found.append((day, 0, record, target, due))
    for record in _targets(desk):
        amount, when, day = record.get("amount"), record.get("date"), last_day(record)
        if isinstance(amount, Mapping) and isinstance(when, str) and day and day >= desk.as_of:
            found.append((day, 1, record, amount, when if "/" in when else f"../{when}"))
    if not found:
        return None
    _, _, record, amount, due = min(found, key=lambda item: (item[0], item[1], item[2].id))
    return record, amount, due


def aim_of(desk: Desk, promise: Record) -> str:
    """What a promise aims at, in words: "Trade: 10 bn EUR"; '' where it names no number."""
    target = promise.get("target")
    if not isinstance(target, Mapping):
        return ""
    codes = [str(record.get("indicator", "")) for record in _targets(desk) if _same(record, target)]
    code = str(target.get("indicator") or (codes[0] if codes else ""))
    amount = human_amount(target)
    return f"{desk.phrases.indicator_words(code)}: {amount}" if code else amount


def _same(record: Record, target: Mapping[str, Any]) -> bool:
    return _value(record.get("amount")) == _value(target)


def lone_targets(desk: Desk) -> list[Record]:
    """The targets that no commitment on record carries."""
    promised = {_value(record.get("target")) for record in desk.of("commitment")}
    return [record for record in _targets(desk) if _value(record.get("amount")) not in promised]


def figures(desk: Desk) -> Section:
    """The table of key figures, oldest first within each, and a plot where there are enough."""
    words = labels().brief
    columns = tuple(words["columns"][name] for name in ("figure", "period", "value", "change"))
    series = _series(desk)
    kept = [
        (title, list(records) if desk.whole else _current(records, desk.as_of))
        for title, records in series
    ]
    kept.sort(key=lambda item: not any(last_day(record) for record in item[1]))  # dated first
    group = None
    if kept:
        rows = [row for title, records in kept for row in _rows(desk, title, records)]
        cap = len(rows) if desk.whole else _CAP
        more = sum(len(records) for _, records in series) - min(len(rows), cap)
        hint = desk.listing("figure") if more else ""
        group = Group("", tuple(rows[:cap]), columns, more, hint)
    plots = [plot for title, records in series if (plot := _plot(desk, title, records))]
    shown = plots if desk.whole else plots[:_MOST_PLOTS]
    return Section("figures", words["figures"], (group,) if group else (), tuple(shown))


def _is_over(record: Record, as_of: date) -> bool:
    """Whether the period of a figure has ended by a day: before that, no figure is actual."""
    return (last_day(record) or date.max) <= as_of


def _current(records: Sequence[Record], as_of: date) -> list[Record]:
    """The latest of a series, without parts of years for which the whole year is on record.

    Numbers without a date are shown only where the series has no others.
    """
    years = {
        str(record.get("date"))
        for record in records
        if (covered_days(record) or 0) >= _FULL_YEAR
        and "amount" in record.slots
        and _is_over(record, as_of)
    }
    dated = [
        record
        for record in records
        if last_day(record)
        and (
            (covered_days(record) or _FULL_YEAR) >= _FULL_YEAR
            or str(record.get("date"))[:4] not in years
        )
    ]
    undated = [record for record in records if last_day(record) is None]
    most = _CAP_TRADE if is_trade(records[0]) else _CAP_EACH
    return dated[-most:] or undated[:most]


def _targets(desk: Desk) -> list[Record]:
    return [record for record in desk.of("figure") if record.get("nature") == "target"]


def _value(amount: Any) -> tuple[Any, Any]:
    if not isinstance(amount, Mapping):
        return None, None
    return amount.get("value"), amount.get("unit")


def _series(desk: Desk) -> list[tuple[str, list[Record]]]:
    """Actual and forecast figures by what they count, what matters most first."""
    kept: dict[str, list[Record]] = {}
    for record in desk.of("figure"):
        if record.get("nature") != "target":
            kept.setdefault(desk.phrases.indicator(record), []).append(record)
    for records in kept.values():
        records.sort(key=lambda record: (last_day(record) or date.max, record.id))
    return sorted(kept.items(), key=lambda item: (_rank(item[1][0]), -len(item[1]), item[0]))


def _rank(record: Record) -> int:
    return rank_of(str(record.get("indicator", "")))


def rank_of(code: str) -> int:
    """The place of an indicator among those that are looked for first."""
    for place, first in enumerate(_FIRST):
        if code == first or code.startswith(f"{first}."):
            return place
    return len(_FIRST)


def _rows(desk: Desk, title: str, records: Sequence[Record]) -> list[Row]:
    """A line for each number; a change told apart from it stands beside it, where it is clear."""
    numbers = Counter(str(record.get("date")) for record in records if "amount" in record.slots)
    changes = {
        str(record.get("date")): record
        for record in reversed(records)
        if "amount" not in record.slots and numbers[str(record.get("date"))] == 1
    }
    rows: list[Row] = []
    used: set[str] = set()
    for record in sorted(records, key=lambda each: "amount" not in each.slots):
        if record.id in used:
            continue
        other = changes.get(str(record.get("date"))) if "change" not in record.slots else None
        told = other or record
        used.add(told.id)
        rows.append(_row(desk, record, told))
    order = {record.id: place for place, record in enumerate(records)}
    rows.sort(key=lambda row: order[row.record_id])
    return [
        replace(row, cells=(title if place == 0 else "", *row.cells))
        for place, row in enumerate(rows)
    ]


def _row(desk: Desk, record: Record, told: Record) -> Row:
    """A number with its change, which another record may tell."""
    amount, change = record.get("amount"), told.get("change")
    row = desk.row(
        record,
        period_of(record)[0],
        human_amount(amount) if isinstance(amount, Mapping) else "",
        human_change(change) if isinstance(change, Mapping) else "",
        note=_nature(record, desk.as_of),
    )
    return row if told is record else replace(row, cites=desk.citer.cite(record, told))


def _nature(record: Record, as_of: date) -> str:
    """What kind of number it is, where it is not one of a time that is over."""
    nature = str(record.get("nature", "actual"))
    if nature == "actual" and record.get("date") and not _is_over(record, as_of):
        return str(labels().brief["not_over"])
    return labels().natures.get(nature, "")


def _plot(desk: Desk, title: str, records: Sequence[Record]) -> Plot | None:
    """A series in its commonest unit: whole years, the latest part of one, and what is aimed at."""
    units = [str(record.get("amount")["unit"]) for record in records if _is_exact(record)]
    if not units:
        return None
    unit = max(sorted(set(units)), key=units.count)
    known = [r for r in records if _is_exact(r) and r.get("amount")["unit"] == unit]
    known = [r for r in known if r.get("nature") == "forecast" or _is_over(r, desk.as_of)]
    full = [record for record in known if (covered_days(record) or 0) >= _FULL_YEAR]
    years = list({str(record.get("date")): record for record in full}.values())[-_MOST_YEARS:]
    parts = [r for r in known if r not in full and (not years or _is_later(r, years[-1]))]
    chosen = [*years, *parts[-1:], *_aims(desk, title, unit)]
    if len(chosen) < _FEWEST_POINTS:
        return None
    largest = max(abs(float(record.get("amount")["value"])) for record in chosen)
    scale, name = scale_of(largest, unit)
    points = tuple(_point(record, scale) for record in chosen)
    shown = str(labels().units.get(unit, unit))
    return Plot(f"{title}, {' '.join(part for part in (name, shown) if part)}", points)


def _aims(desk: Desk, title: str, unit: str) -> list[Record]:
    """The next targets that are set for a series."""
    aims = [
        record
        for record in _targets(desk)
        if _is_exact(record)
        and record.get("amount")["unit"] == unit
        and desk.phrases.indicator(record) == title
        and (last_day(record) or date.min) >= desk.as_of
    ]
    return aims[::-1][:_MOST_AIMS]


def _is_exact(record: Record) -> bool:
    """Whether a figure is one number at a known time."""
    amount = record.get("amount")
    return (
        isinstance(amount, Mapping)
        and "value" in amount
        and "unit" in amount
        and last_day(record) is not None
    )


def _is_later(record: Record, other: Record) -> bool:
    return (last_day(record) or date.min) > (last_day(other) or date.max)


def _point(record: Record, scale: float) -> Point:
    amount = record.get("amount")
    kind = str(record.get("nature", "actual"))
    if kind == "actual" and (covered_days(record) or 0) < _FULL_YEAR:
        kind = "part"
    value = float(amount["value"])
    label = plain_number(value / scale)
    return Point(short_date(str(record.get("date"))), human_amount(amount), label, value, kind)
