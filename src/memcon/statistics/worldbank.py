"""World Bank: the answers of its API (version 2), its `API_*.csv` files and those of DataBank.

Source of the layouts: World Bank, Indicators API documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.errors import InputError
from memcon.read.dates import parse_date
from memcon.statistics.builder import Builder, Draft
from memcon.statistics.files import Payload, header_of, rows_of
from memcon.statistics.knowledge import knowledge, series_of, status_of
from memcon.statistics.observation import Dataset, Table

_SOURCE = "worldbank"
_PERIOD = re.compile(r"\d{4}(?:[MQ]\d{1,2})?(?: \[[^\]]*\])?")
_UPDATED = ("lastupdateddate", "lastupdated")
_AREA_NAME, _AREA_CODE = ("countryname",), ("countrycode",)
_NAME, _CODE = ("indicatorname", "seriesname"), ("indicatorcode", "seriescode")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One value of an indicator for one area and period."""

    row: int
    code: str
    name: str
    area: tuple[str, ...]
    period: str
    value: str
    status: str = ""


def read(payload: Payload, builder: Builder) -> Table:
    """The observations of a file of the World Bank.

    Raises InputError for a file that is none, an answer that is an error, or a faulty row.
    """
    data = knowledge(_SOURCE)
    known = series_of(_SOURCE, builder.indicators)
    release: list[str] = []
    cells = _of_json(payload, builder, release) if payload.start == "[" else None
    for cell in cells or _of_csv(payload, release):
        found = known.get(cell.code)
        status = status_of(cell.status)
        if found is None:
            builder.passed.add("of indicators that memcon does not take", cell.code)
        elif status == "missing":
            builder.passed.add("without a value")
        else:
            builder.add(
                Draft(
                    row=cell.row,
                    indicator=found.indicator,
                    unit=found.unit,
                    series=f"{cell.code}.{cell.area[-2]}",
                    period=cell.period.partition(" [")[0],
                    value=cell.value,
                    reporter=cell.area,
                    nature="forecast" if status == "forecast" else "actual",
                    is_estimate=status == "estimated",
                    what=cell.name or found.name or cell.code,
                    sectors=(found.sector,) if found.sector else (),
                )
            )
    updated = release[0] if release else ""
    released = _day(updated)
    dataset = Dataset(
        code=_SOURCE,
        title=str(data["title"]),
        publisher=str(data["publisher"]),
        release=released.isoformat() if released else updated,
        released=released,
    )
    return builder.table(dataset)


def _of_json(payload: Payload, builder: Builder, release: list[str]) -> Iterator[_Cell]:
    found = payload.json()
    head = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
    if "message" in head:
        message = f"{payload.label}: the World Bank answered with an error: {_fault(head)}"
        raise InputError(message)
    rows = found[1] if "page" in head and len(found) > 1 else None
    if rows is None:
        message = f"{payload.label}: no data in the answer of the World Bank; fetch it again"
        raise InputError(message)
    if head.get("lastupdated"):
        release.append(str(head["lastupdated"]))
    pages = int(head.get("pages") or 1)
    if pages > 1:
        builder.notes.append(f"page {head['page']} of {pages}: the other pages are not in the file")
    for number, row in enumerate(rows, start=1):
        try:
            indicator, area = row["indicator"], row["country"]
            letters = str(row.get("countryiso3code") or "") or str(area["id"])
            value = row["value"]
            yield _Cell(
                row=number,
                code=str(indicator["id"]),
                name=str(indicator.get("value") or ""),
                area=(str(area["id"]), letters, str(area.get("value") or "")),
                period=str(row["date"]),
                value="" if value is None else str(value),
                status=str(row.get("obs_status") or ""),
            )
        except (KeyError, TypeError, AttributeError) as error:
            message = f"no observation of the World Bank's API ({error}); fetch the file again"
            raise payload.fault(number, message) from error


def _fault(head: Mapping[str, Any]) -> str:
    """What the World Bank says is wrong."""
    faults = head["message"]
    if isinstance(faults, Sequence) and faults and isinstance(faults[0], Mapping):
        return str(faults[0].get("value") or faults[0].get("key") or faults)
    return str(faults)


def _of_csv(payload: Payload, release: list[str]) -> Iterator[_Cell]:
    places: dict[str, int] = {}
    periods: dict[int, str] = {}
    for number, cells in rows_of(payload):
        updated = _updated(cells)
        if updated:
            release.append(updated)
        elif not places:
            places, periods = _header(cells)
        elif _is_row(cells, places):
            area = cells[places["code"]], cells[places["area"]]
            for place, period in periods.items():
                if place >= len(cells):
                    raise payload.fault(number, "fewer cells than the header; fetch the file again")
                yield _Cell(
                    number,
                    cells[places["series"]],
                    cells[places["name"]],
                    area,
                    period,
                    cells[place],
                )
    if not places:
        message = (
            f"{payload.label}: no header with Country Code and Indicator Code; not its CSV file"
        )
        raise InputError(message)


def _updated(cells: Sequence[str]) -> str:
    """The day of the release: the cell after `Last Updated Date`, or behind `Last Updated:`."""
    name, _, day = cells[0].partition(":")
    if header_of([name])[0] not in _UPDATED:
        return ""
    return day.strip() or (cells[1] if len(cells) > 1 else "")


def _header(cells: list[str]) -> tuple[dict[str, int], dict[int, str]]:
    """Where the columns stand and which ones are periods; nothing of a line above the header."""
    names = header_of(cells)
    wanted = {"area": _AREA_NAME, "code": _AREA_CODE, "name": _NAME, "series": _CODE}
    places = {
        column: names.index(alias)
        for column, aliases in wanted.items()
        for alias in aliases
        if alias in names
    }
    if len(places) < len(wanted):
        return {}, {}
    periods = {place: cell for place, cell in enumerate(cells) if _PERIOD.fullmatch(cell)}
    return places, periods


def _is_row(cells: Sequence[str], places: Mapping[str, int]) -> bool:
    """Whether a line holds observations: those below the table, on sources, do not."""
    return len(cells) > max(places.values()) and bool(cells[places["series"]])


def _day(text: str) -> date | None:
    """The day of a release, `2024-03-28` or in American order `03/28/2024`; None for no such."""
    try:
        month, day, year = text.split("/")
        return date(int(year), int(month), int(day))
    except ValueError:
        return parse_date(text) if text else None
