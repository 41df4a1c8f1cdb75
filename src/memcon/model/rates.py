"""Exchange rates given by the user: amounts in another currency, always marked as derived.

Nothing in memcon is converted silently: without a table of rates there is no conversion, and what
is converted carries the rate, its period and its source.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memcon.errors import InputError, RecordError
from memcon.model import edtf

COLUMNS = ("currency", "period", "rate", "source")
BASE = "USD"
_CODE = 3  # letters of a currency


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of a currency one unit of `base` was worth over a period, and who says so."""

    currency: str
    period: str
    rate: float
    source: str
    base: str = BASE


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, what it was made from, and with which rates.

    `amount` is an amount of the record format with `derived: true`; it is no statement of any
    document and is never stored as one.
    """

    amount: Mapping[str, Any]
    original: Mapping[str, Any]
    period: str
    rates: tuple[Rate, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Who gives the rates, each once."""
        return tuple(dict.fromkeys(rate.source for rate in self.rates if rate.source))


@dataclass(frozen=True, slots=True)
class RateTable:
    """Rates by currency and period; `RateTable.load` reads them from a file."""

    rates: tuple[Rate, ...] = ()
    _by_currency: Mapping[str, tuple[Rate, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known: dict[str, tuple[Rate, ...]] = {}
        for rate in self.rates:
            known[rate.currency] = (*known.get(rate.currency, ()), rate)
        object.__setattr__(self, "_by_currency", known)

    @classmethod
    def load(cls, path: str | Path) -> RateTable:
        """The rates in a CSV file with the columns currency, period, rate, source.

        A rate says how many units of the currency one US dollar is worth, or one unit of the
        currency in a column `base`. Periods are EDTF: `2018`, `2018-03`, `2018-07/2018-09`. Raises
        InputError naming file, row and fault.
        """
        file = Path(path)
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            message = f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}"
            raise InputError(message) from error
        reader = csv.DictReader(io.StringIO(text, newline=""))
        names = [name.strip().casefold() for name in reader.fieldnames or ()]
        missing = [column for column in COLUMNS if column not in names]
        if missing:
            message = f"{file}: no column {missing[0]}; there must be {', '.join(COLUMNS)}"
            raise InputError(message)
        reader.fieldnames = names
        found: dict[tuple[str, str, str], Rate] = {}
        for row in reader:
            rate = _rate(file, reader.line_num, row)
            known = found.setdefault((rate.currency, rate.period, rate.base), rate)
            if known.rate != rate.rate:
                message = (
                    f"{file}: row {reader.line_num}: another rate for {rate.currency} in "
                    f"{rate.period} than above; keep one of them"
                )
                raise InputError(message)
        return cls(tuple(found.values()))

    def convert(
        self, amount: Mapping[str, Any], period: str | None, *, to: str = BASE
    ) -> Converted | None:
        """An amount of the record format in another currency; None where no rate covers it.

        The rate is that of the very period, else the average over the shortest period in the table
        that holds the amount's: a year's rate serves a month of it, a month's never the year.
        Amounts in the currency asked for, and those that are no money, give None.
        """
        unit = str(amount.get("unit", ""))
        if not period or unit == to or not _is_currency(unit) or not _is_currency(to):
            return None
        found = self._factor(unit, to, period)
        if found is None:
            return None
        factor, rates = found
        parts = {
            key: float(amount[key]) * factor
            for key in ("value", "low", "high")
            if _is_number(amount.get(key))
        }
        if not parts:
            return None
        made = {**amount, **parts, "unit": to, "derived": True}
        return Converted(made, dict(amount), period, rates)

    def _factor(self, unit: str, to: str, period: str) -> tuple[float, tuple[Rate, ...]] | None:
        """What to multiply by, directly or by way of a base that both currencies have."""
        direct = self._rate(to, period, unit)
        if direct is not None:
            return direct.rate, (direct,)
        inverse = self._rate(unit, period, to)
        if inverse is not None:
            return 1 / inverse.rate, (inverse,)
        for base in sorted({rate.base for rate in self._by_currency.get(unit, ())}):
            one, other = self._rate(unit, period, base), self._rate(to, period, base)
            if one is not None and other is not None:
                return other.rate / one.rate, (one, other)
        return None

    def _rate(self, currency: str, period: str, base: str) -> Rate | None:
        rates = [rate for rate in self._by_currency.get(currency, ()) if rate.base == base]
        try:
            wanted = edtf.bounds(period)
        except RecordError:
            return None
        if not wanted.is_closed:
            return None
        holding = [rate for rate in rates if edtf.bounds(rate.period).contains(wanted)]
        return min(holding, key=_length, default=None)


def _length(rate: Rate) -> tuple[int, str]:
    return edtf.bounds(rate.period).days or 0, rate.period


def _rate(file: Path, number: int, row: Mapping[str, Any]) -> Rate:
    """The rate of a row. Raises InputError where one of its cells is at fault."""
    cells = {name: str(row.get(name) or "").strip() for name in (*COLUMNS, "base")}
    currency, base = cells["currency"].upper(), cells["base"].upper() or BASE
    fault = ""
    if not _is_currency(currency) or not _is_currency(base):
        fault = f"currency {cells['currency']!r}; write a code of ISO 4217 such as CNY"
    elif not edtf.is_valid(cells["period"]) or not edtf.bounds(cells["period"]).is_closed:
        fault = f"period {cells['period']!r}; write it like 2018, 2018-03 or 2018-07/2018-09"
    elif not _is_positive(cells["rate"]):
        fault = f"rate {cells['rate']!r}; write a positive number, such as 6.62"
    elif not cells["source"]:
        fault = "no source; say who gives the rate"
    if fault:
        message = f"{file}: row {number}: {fault}"
        raise InputError(message)
    return Rate(currency, cells["period"], float(cells["rate"]), cells["source"], base)


def _is_currency(code: str) -> bool:
    return len(code) == _CODE and code.isalpha() and code.isascii() and code.isupper()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_positive(text: str) -> bool:
    try:
        return 0 < float(text) < float("inf")
    except ValueError:
        return False
