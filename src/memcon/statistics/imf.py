"""IMF: SDMX in CSV, JSON and XML, the portal's CSV files, the WEO's table, and the older services.

`SCALE` as a number belongs to the display of a value that is given in units, as the data portal of
2025 has it; `SCALE` in words ("Millions") and `UNIT_MULT`, as the files for people and the older
service have them, say what the value is to be multiplied by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from memcon.errors import InputError
from memcon.read.dates import parse_date
from memcon.statistics import sdmx
from memcon.statistics.builder import Builder, Cells, Draft
from memcon.statistics.files import Payload, by_columns, header_of, rows_of
from memcon.statistics.knowledge import Series, knowledge, series_of, status_of
from memcon.statistics.numbers import power_of
from memcon.statistics.observation import Dataset, Table

_SOURCE = "imf"
_PERIOD = re.compile(r"\d{4}(?:-?[MQSA]\d{0,2}|-\d{2})?")
_DATASET = re.compile(r"(?:.*[:=])?(?P<code>[A-Z][A-Z0-9_]*)(?:\((?P<version>[\d.+]+)\))?")
_OUTLOOK = "weosubjectcode"
_WEO, _DOT, _UNNAMED = "WEO", "DOT", "DATA"
_EDITION = re.compile(r"WEO([A-Z][a-z]{2})(\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read(payload: Payload, builder: Builder) -> Table:
    """The observations of a file of the IMF.

    Raises InputError for a file that is none, a faulty row, or SDMX-ML without the extra.
    """
    taken = _Reader(payload, builder)
    rows = _rows(payload)
    first = next(rows, None)
    if first is None:
        message = f"{payload.label}: no rows; there is nothing to import"
        raise InputError(message)
    taken.dataset = _dataset(payload, first)
    taken.latest = _latest(payload) if taken.is_projecting else {}
    for row in chain([first], rows):
        taken.take(row)
    return builder.table(taken.dataset)


def _rows(payload: Payload) -> Iterator[Cells]:
    if payload.start == "<":
        return _named(sdmx.rows_of_xml(payload))
    if payload.start in ("{", "["):
        return _named(sdmx.rows_of_json(payload))
    return _of_table(payload)


def _named(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Cells]:
    """Rows of SDMX under memcon's names for their dimensions and attributes."""
    columns = knowledge(_SOURCE)["columns"]
    for number, row in rows:
        names = list(row)
        places = by_columns(columns, header_of(names))
        yield Cells(number, {column: row[names[place]] for column, place in places.items()})


def _of_table(payload: Payload) -> Iterator[Cells]:
    """The rows of a table, long (one value each) or wide (a column for each period)."""
    columns = knowledge(_SOURCE)["columns"]
    rows = rows_of(payload)
    _, names = next(rows)
    folded = header_of(names)
    places = by_columns(columns, folded)
    if not {"country", "indicator"} <= set(places) and "series" not in places:
        message = f"{payload.label}: no columns COUNTRY and INDICATOR; not a file of the IMF"
        raise InputError(message)
    periods = {place: name for place, name in enumerate(names) if _PERIOD.fullmatch(name)}
    widest = max([*places.values(), *periods])
    for number, cells in rows:
        if len(cells) <= min(widest, max(places.values())):
            if len([cell for cell in cells if cell]) == 1:
                continue  # a line on the source below the table
            raise payload.fault(number, f"{len(cells)} cells of {len(names)}; fetch it again")
        known = {column: cells[place] for column, place in places.items()}
        if _OUTLOOK in folded:
            known["dataset"] = _WEO
        if not periods:
            yield Cells(number, known)
        for place, period in periods.items():
            value = cells[place] if place < len(cells) else ""
            yield Cells(number, {**known, "period": period, "value": value})


def _dataset(payload: Payload, row: Cells) -> Dataset:
    data = knowledge(_SOURCE)
    found = _DATASET.fullmatch(row.get("dataset"))
    unnamed = _DOT if row.get("counterpart") else _UNNAMED
    code = found["code"] if found else unnamed
    version = (found["version"] or "") if found else ""
    published = parse_date(row.get("published")) if row.get("published") else None
    edition = _EDITION.search(payload.path.name)
    if edition and code == _WEO and edition[1] in _MONTHS:
        month = _MONTHS.index(edition[1]) + 1
        version, published = f"{edition[2]}-{month:02d}", date(int(edition[2]), month, 1)
    release = published.isoformat() if published and not edition else version
    return Dataset(
        code=f"{_SOURCE}:{code}",
        title=f"{data['datasets'].get(code, code)} ({code})",
        publisher=str(data["publisher"]),
        release=release,
        released=published,
    )


def _latest(payload: Payload) -> dict[str, str]:
    """The latest actual year of each series, which SDMX-CSV gives on rows without a value."""
    return {
        _series(row): row.get("latest_actual") for row in _rows(payload) if row.get("latest_actual")
    }


class _Reader:
    """Takes rows of a dataset and makes observations of those whose indicator is known."""

    def __init__(self, payload: Payload, builder: Builder) -> None:
        self.dataset = Dataset("", "", "")
        self.latest: Mapping[str, str] = {}
        self._payload = payload
        self._builder = builder
        self._series = series_of(_SOURCE, builder.indicators)

    @property
    def is_projecting(self) -> bool:
        """Whether the dataset goes on into the future."""
        return self.dataset.code.partition(":")[2] in knowledge(_SOURCE)["projections"]

    def take(self, row: Cells) -> None:
        """Make an observation of a row, or count why not."""
        passed = self._builder.passed
        indicator, found = self._indicator(row)
        if not row.get("period") or row.get("attribute").casefold() not in ("", "value"):
            passed.add("that hold attributes, no values")
            return
        status = status_of(row.get("status"))
        if found is None:
            passed.add("of indicators that memcon does not take", indicator)
        elif status == "missing" or not row.get("value"):
            passed.add("without a value")
        else:
            is_estimate = "estimated" in (status, status_of(row.get("derivation")))
            self._builder.add(self._draft(row, found, indicator, status, is_estimate=is_estimate))

    def _draft(
        self, row: Cells, found: Series, indicator: str, status: str, *, is_estimate: bool
    ) -> Draft:
        is_ahead = self.is_projecting and self._is_ahead(row)
        return Draft(
            row=row.number,
            indicator=found.indicator,
            unit=found.unit,
            series=_series(row),
            period=row.get("period"),
            value=row.get("value"),
            reporter=_side(row, "country"),
            counterpart=_side(row, "counterpart"),
            power=self._power(row),
            frequency=row.get("frequency"),
            nature="forecast" if is_ahead or status == "forecast" else "actual",
            is_estimate=is_estimate and not is_ahead,
            what=found.name or row.get("indicator_name") or indicator,
            sectors=(found.sector,) if found.sector else (),
        )

    def _indicator(self, row: Cells) -> tuple[str, Series | None]:
        """A row's indicator: by its own code, else by the part of the series' key that is one."""
        code = row.get("indicator")
        if code in self._series:
            return code, self._series[code]
        for part in row.get("series").split("."):
            if part in self._series:
                return part, self._series[part]
        return code, None

    def _power(self, row: Cells) -> int:
        """The power of ten that a value is written in."""
        try:
            if row.get("multiplier"):
                return int(row.get("multiplier"))
            scale = row.get("scale")
            return 0 if not scale or scale.lstrip("-").isdigit() else power_of(scale)
        except ValueError as error:
            raise self._payload.fault(row.number, f"{error}") from error

    def _is_ahead(self, row: Cells) -> bool:
        """Whether a period lies after the latest one with actual data."""
        latest = re.search(r"\d{4}", self.latest.get(_series(row), ""))
        year = int(row.get("period")[:4])
        if latest:
            return year > int(latest[0])
        released = self.dataset.released or self._payload.saved
        return year >= released.year


def _side(row: Cells, side: str) -> tuple[str, ...]:
    """The codes and the name of a side."""
    parts = row.get(side), row.get(f"{side}_name")
    return tuple(part for part in parts if part)


def _series(row: Cells) -> str:
    """The key of a row's series, as the source has it or made of its dimensions."""
    own = row.get("series")
    if own:
        return own
    dimensions = ("country", "indicator", "counterpart", "frequency")
    return ".".join(part for part in map(row.get, dimensions) if part)
