"""Figures in line: the numbers for one indicator between the same parties, by period.

Part-year figures stand beside full years and are never compared with them unmarked. Amounts in
another currency enter only with a rate table, and stay marked as converted. Where a reporter
gives exports and imports but no total, the sum is derived and marked as that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from memcon.assess.book import parties_of
from memcon.files import from_yaml
from memcon.model import edtf
from memcon.model.periods import covered_days, limits
from memcon.model.rates import RateTable
from memcon.model.record import Record

FULL_YEAR = 365
_TOTAL, _EXPORTS, _IMPORTS = "trade.total", "trade.exports", "trade.imports"
_OPEN_END = 0.1
_INDICATORS = "reference/indicators.yml"


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a line: what it can be at least and at most, its period and its records.

    `kind` is `year` for twelve months, `part` for less, `longer` for more, `day` for a single day
    or a stock's date. `derived` says how the number came about where no document gives it:
    `sum` of exports and imports, or `converted` by the rates of `rate_sources`.
    """

    period: str
    kind: Literal["year", "part", "longer", "day"]
    number: float
    low: float
    high: float
    records: tuple[Record, ...]
    derived: tuple[str, ...] = ()
    rate_sources: tuple[str, ...] = ()

    @property
    def first(self) -> date:
        """The first day of the period."""
        return edtf.bounds(self.period).first or date.min

    @property
    def last(self) -> date:
        """The last day of the period."""
        return edtf.bounds(self.period).last or date.max


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """Actual numbers of one indicator, between the same parties, in one unit, by period."""

    parties: tuple[str, ...]
    indicator: str
    unit: str
    per: str
    reporter: str
    counterpart: str
    values: tuple[Value, ...]


Key = tuple[tuple[str, ...], str, str, str, str, str]


def figure_series(
    figures: Iterable[Record],
    *,
    nature: str = "actual",
    currency: str = "",
    rates: RateTable | None = None,
) -> list[FigureSeries]:
    """The figures of a nature in line, by indicator, parties, reporter, counterpart and unit.

    With `rates`, amounts in other currencies join those in `currency`, marked as converted.
    """
    lines: dict[Key, list[Value]] = defaultdict(list)
    for record in figures:
        if str(record.get("nature", "actual")) != nature:
            continue
        made = _value(record, currency, rates)
        if made is not None:
            unit, value = made
            lines[_key(record, unit)].append(value)
    _derive_totals(lines)
    return [
        FigureSeries(
            key[0], key[1], key[2], key[3], key[4], key[5], tuple(sorted(values, key=_by_period))
        )
        for key, values in sorted(lines.items())
    ]


def is_stock(indicator: str) -> bool:
    """Whether an indicator counts what there is on a day, not what flows in a period."""
    return _is_among(indicator, "stocks")


def is_to_fall(indicator: str) -> bool:
    """Whether less of an indicator is what parties aim at, unless they say otherwise."""
    return _is_among(indicator, "falling")


def _is_among(indicator: str, name: str) -> bool:
    return any(indicator == code or indicator.startswith(f"{code}.") for code in _codes()[name])


def span(amount: Mapping[str, Any]) -> tuple[float, float] | None:
    """The least and the most that an amount is read as; None for one without a number.

    As in comparing amounts, "over" is up to a tenth more and "under" down to a tenth less.
    """
    low, high = amount.get("low", amount.get("value")), amount.get("high", amount.get("value"))
    if not _is_number(low) or not _is_number(high):
        return None
    margin = abs(float(high)) * _OPEN_END
    qualifier = amount.get("qualifier")
    if qualifier in ("over", "at_least"):
        return float(low), float(high) + margin
    if qualifier in ("under", "up_to"):
        return float(low) - margin, float(high)
    return float(low), float(high)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _key(record: Record, unit: str) -> Key:
    amount = record.get("amount")
    return (
        parties_of(record),
        str(record.get("indicator", "")),
        unit,
        str(amount.get("per", "")),
        str(record.get("reporter", "")),
        str(record.get("counterpart", "")),
    )


def _value(record: Record, currency: str, rates: RateTable | None) -> tuple[str, Value] | None:
    """The unit and number of a figure, or None for one without a number or a closed period."""
    amount, period = record.get("amount"), str(record.get("date"))
    found = limits(record)
    if not isinstance(amount, Mapping) or found is None or not found.is_closed:
        return None
    converted = rates.convert(amount, period, to=currency) if rates and currency else None
    told = converted.amount if converted else amount
    ends = span(told)
    if ends is None:
        return None
    value = Value(
        period,
        _kind(record),
        float(told.get("value", sum(ends) / 2)),
        *ends,
        (record,),
        ("converted",) if converted else (),
        converted.sources if converted else (),
    )
    return str(told.get("unit", "")), value


def _kind(record: Record) -> Literal["year", "part", "longer", "day"]:
    days = covered_days(record) or 0
    if days == 1:
        return "day"
    if days < FULL_YEAR:
        return "part"
    return "year" if days <= FULL_YEAR + 1 else "longer"


def _derive_totals(lines: dict[Key, list[Value]]) -> None:
    """Add the sums of a reporter's exports and imports where it gives no total of its own."""
    for key in sorted(lines):
        parties, indicator, unit, per, reporter, counterpart = key
        if indicator != _EXPORTS or not reporter:
            continue
        total: Key = (parties, _TOTAL, unit, per, reporter, counterpart)
        known = {value.period for value in lines.get(total, ())}
        imports = lines.get((parties, _IMPORTS, unit, per, reporter, counterpart), ())
        by_period = {value.period: value for value in imports}
        for value in lines[key]:
            other = by_period.get(value.period)
            if other is not None and value.period not in known:
                lines[total].append(_sum(value, other))


def _sum(exports: Value, imports: Value) -> Value:
    return Value(
        exports.period,
        exports.kind,
        exports.number + imports.number,
        exports.low + imports.low,
        exports.high + imports.high,
        (*exports.records, *imports.records),
        tuple(sorted({"sum", *exports.derived, *imports.derived})),
        tuple(sorted({*exports.rate_sources, *imports.rate_sources})),
    )


def _by_period(value: Value) -> tuple[date, date, float, str]:
    return value.last, value.first, value.number, value.records[0].id


def growth(earlier: Value, later: Value) -> float | None:
    """The mean growth a year between two numbers, as a fraction; None where there is none.

    The compound annual growth rate, over the time between the ends of the two periods.
    """
    years = (later.last - earlier.last).days / 365.25
    if years <= 0 or earlier.number <= 0 or later.number <= 0:
        return None
    return float((later.number / earlier.number) ** (1 / years) - 1)


def latest_by_period(values: Sequence[Value]) -> list[Value]:
    """One number for each period: where there are several, the exact and derived-free one."""
    kept: dict[str, Value] = {}
    for value in values:
        known = kept.get(value.period)
        if known is None or _rank(value) < _rank(known):
            kept[value.period] = value
    return sorted(kept.values(), key=_by_period)


def _rank(value: Value) -> tuple[bool, bool, str]:
    return bool(value.derived), value.low != value.high, value.records[0].id


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, tuple[str, ...]]:
    text = files("memcon").joinpath(_INDICATORS).read_text(encoding="utf-8")
    return {name: tuple(codes) for name, codes in from_yaml(text).items()}
