"""Any table with a mapping file that says what its columns mean."""

from __future__ import annotations

import re

from memcon.errors import InputError
from memcon.present.labels import labels
from memcon.read.dates import parse_date
from memcon.statistics.builder import Builder, Draft
from memcon.statistics.files import Payload, rows_of
from memcon.statistics.knowledge import status_of
from memcon.statistics.mapping import FIELDS, Mapping, check_complete
from memcon.statistics.numbers import power_of
from memcon.statistics.observation import Dataset, Table

_INDICATOR = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NATURES = ("actual", "target", "forecast")


def read(payload: Payload, builder: Builder, mapping: Mapping) -> Table:
    """The observations of a table under a mapping.

    Raises InputError where the mapping is not complete, names a column that is not there, or a row
    is faulty.
    """
    check_complete(mapping)
    reader = _Reader(payload, builder, mapping)
    header: dict[str, int] = {}
    for number, cells in rows_of(payload, delimiter=mapping.delimiter):
        if number < mapping.header_row:
            continue
        if not header:
            header = _places(payload, mapping, cells)
            continue
        row = {name: cells[place] if place < len(cells) else "" for name, place in header.items()}
        reader.take(number, row)
    dataset = Dataset(
        code=f"csv:{mapping.publisher}:{mapping.dataset}",
        title=mapping.dataset,
        publisher=mapping.publisher,
        release=mapping.release,
        released=parse_date(mapping.release) if mapping.release else None,
        url=mapping.url,
        is_official=mapping.official,
    )
    return builder.table(dataset)


def _places(payload: Payload, mapping: Mapping, cells: list[str]) -> dict[str, int]:
    """Where each of our columns stands in the header."""
    found: dict[str, int] = {}
    for name, column in mapping.columns.items():
        if column not in cells:
            message = (
                f"{payload.label}: no column {column!r}, which {mapping.path} names for {name}; "
                f"there are {', '.join(cell for cell in cells if cell)}"
            )
            raise InputError(message)
        found[name] = cells.index(column)
    return found


class _Reader:
    """Takes the rows of a table and makes observations of them."""

    def __init__(self, payload: Payload, builder: Builder, mapping: Mapping) -> None:
        self._payload = payload
        self._builder = builder
        self._mapping = mapping

    def take(self, number: int, row: dict[str, str]) -> None:
        """Make an observation of a row, or count why not."""
        cells = {name: self._meaning(name, row) for name in FIELDS}
        passed = self._builder.passed
        for name in ("indicator", "reporter"):
            if not cells[name]:
                passed.add(f"whose {name} has no meaning in the mapping", row.get(name, ""))
                return
        status = status_of(cells["status"])
        if status == "missing":
            passed.add("without a value")
            return
        self._check(number, cells)
        nature = cells["nature"] or ("forecast" if status == "forecast" else "actual")
        self._builder.add(
            Draft(
                row=number,
                indicator=cells["indicator"],
                unit=cells["unit"],
                series=cells["series"],
                period=cells["period"],
                value=cells["value"],
                reporter=(cells["reporter"], row.get("reporter", "")),
                counterpart=(cells["counterpart"], row.get("counterpart", "")),
                power=self._power(number, cells),
                decimal=self._mapping.decimal,
                nature=nature,
                is_estimate=status == "estimated",
                what=cells["what"] or row.get("indicator") or cells["indicator"],
                sectors=self._sectors(number, cells),
            )
        )

    def _meaning(self, name: str, row: dict[str, str]) -> str:
        """What a cell stands for: by the table of meanings, else as it is; else the constant."""
        cell = row.get(name, "")
        table = self._mapping.values.get(name)
        if table is not None and cell in table:
            return table[cell]
        if table is not None and name == "indicator" and not _INDICATOR.fullmatch(cell):
            return ""
        return cell or self._mapping.constants.get(name, "")

    def _check(self, number: int, cells: dict[str, str]) -> None:
        if not _INDICATOR.fullmatch(cells["indicator"]):
            message = (
                f"indicator {cells['indicator']!r}; say what it stands for under `values`, "
                "such as trade.exports"
            )
            raise self._payload.fault(number, message)
        unit = cells["unit"]
        if not unit or (unit.isupper() and not _CURRENCY.fullmatch(unit)):
            message = (
                f"unit {unit!r}; write an ISO 4217 code such as USD, percent, or a thing counted"
            )
            raise self._payload.fault(number, message)
        if cells["nature"] and cells["nature"] not in _NATURES:
            message = f"nature {cells['nature']!r}; write {', '.join(_NATURES)}"
            raise self._payload.fault(number, message)

    def _power(self, number: int, cells: dict[str, str]) -> int:
        try:
            return power_of(cells["scale"]) if cells["scale"] else 0
        except ValueError as error:
            raise self._payload.fault(number, f"{error}") from error

    def _sectors(self, number: int, cells: dict[str, str]) -> tuple[str, ...]:
        """The sector that the table gives, else the indicator's first part where that is one."""
        sector = cells["sector"]
        if sector and sector not in labels().sectors:
            message = f"sector {sector!r}; there are {', '.join(labels().sectors)}"
            raise self._payload.fault(number, message)
        family = cells["indicator"].partition(".")[0]
        return tuple(name for name in [sector or family] if name in labels().sectors)
