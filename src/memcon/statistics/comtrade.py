"""UN Comtrade: its CSV files and the JSON answers of its API, in old and new column names.

Merchandise trade as reported: exports f.o.b., imports mostly c.i.f., in US dollars. Source of the
layouts: UN Statistics Division, UN Comtrade data dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from memcon.errors import InputError
from memcon.statistics.builder import Builder, Cells, Draft
from memcon.statistics.files import Payload, by_columns, header_of, rows_of
from memcon.statistics.knowledge import goods_of, knowledge
from memcon.statistics.observation import Dataset, Table

_MONTHLY = 6  # characters of a period that is a month: 201803
_SOURCE = "comtrade"


def read(payload: Payload, builder: Builder) -> Table:
    """The observations of a file of UN Comtrade.

    Raises InputError for a file that is none, an answer that is an error, or a faulty row.
    """
    data = knowledge(_SOURCE)
    reader = _Reader(payload, builder, data)
    kinds: dict[str, None] = {}
    for row in _rows(payload, data):
        kinds[row.get("type") or "C"] = None
        reader.take(row)
    words = [str(data["kinds"].get(kind, kind)) for kind in kinds or ("C",)]
    dataset = Dataset(
        code=_SOURCE,
        title=str(data["title"]).format(kind=" and ".join(words)),
        publisher=str(data["publisher"]),
    )
    return builder.table(dataset)


def _rows(payload: Payload, data: Mapping[str, Any]) -> Iterator[Cells]:
    if payload.start in ("{", "["):
        return _of_json(payload, data["columns"])
    return _of_csv(payload, data)


def _of_csv(payload: Payload, data: Mapping[str, Any]) -> Iterator[Cells]:
    rows = rows_of(payload)
    _, names = next(rows)
    places = by_columns(data["columns"], header_of(names))
    missing = [name for name in data["needed"] if name not in places]
    if missing:
        wanted = data["columns"][missing[0]][0]
        message = f"{payload.label}: no column {wanted}; a CSV file of UN Comtrade has one"
        raise InputError(message)
    for number, cells in rows:
        # The website ends its rows with a mark too many: a cell more than the header is no fault.
        if len(cells) <= max(places.values()):
            raise payload.fault(number, f"{len(cells)} cells of {len(names)}; fetch the file again")
        yield Cells(number, {name: cells[place] for name, place in places.items()})


def _of_json(payload: Payload, columns: Mapping[str, list[str]]) -> Iterator[Cells]:
    found = payload.json()
    if not isinstance(found, dict):
        message = f"{payload.label}: no answer of UN Comtrade; it is an object with `data`"
        raise InputError(message)
    rows = found.get("data", found.get("dataset"))
    fault = found.get("error") or found.get("message") or found.get("errorObject")
    if not rows and fault:
        message = f"{payload.label}: UN Comtrade answered with an error: {fault}"
        raise InputError(message)
    if not isinstance(rows, list):
        message = f"{payload.label}: no `data` in the answer of UN Comtrade; fetch it again"
        raise InputError(message)
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise payload.fault(number, "no object; fetch the file again")
        names = list(row)
        places = by_columns(columns, header_of(names))
        cells = {name: row[names[place]] for name, place in places.items()}
        yield Cells(number, {k: "" if v is None else str(v).strip() for k, v in cells.items()})


class _Reader:
    """Takes the rows of a file and makes observations of those that are whole."""

    def __init__(self, payload: Payload, builder: Builder, data: Mapping[str, Any]) -> None:
        self._payload = payload
        self._builder = builder
        self._data = data

    def take(self, row: Cells) -> None:
        """Make an observation of a row, or count why not."""
        passed = self._builder.passed
        if not all(row.get(column) in marks for column, marks in self._data["whole"].items()):
            passed.add("parts of rows split by customs procedure, transport, supply or partner")
            return
        flow = self._data["flows"].get(row.get("flow_code").upper())
        if flow is None:
            passed.add("of other flows", row.get("flow") or row.get("flow_code"))
            return
        traded = self._traded(row)
        if traded is None:
            passed.add("of commodity codes without a name here", row.get("commodity_code"))
            return
        goods, sectors, words = traded
        reporter, partner = self._party(row, "reporter"), self._party(row, "partner")
        draft = Draft(
            row=row.number,
            indicator=f"{flow}.{goods}" if goods else str(flow),
            unit="USD",
            series=_series(row, str(self._data["flow_codes"][flow])),
            period=row.get("period") or row.get("year"),
            value=row.get("value"),
            reporter=reporter,
            counterpart=partner,
            what=", ".join(
                word for word in (row.get("flow") or self._data["flow_names"][flow], words) if word
            ),
            sectors=sectors,
        )
        self._builder.add(draft)

    def _party(self, row: Cells, side: str) -> tuple[str, ...]:
        """A side's codes and last its name, as they are looked up."""
        return row.get(f"{side}_code"), row.get(f"{side}_iso"), row.get(side)

    def _traded(self, row: Cells) -> tuple[str, tuple[str, ...], str] | None:
        code = row.get("commodity_code").upper()
        words = row.get("commodity")
        if row.get("type").upper() == "S":
            if code not in self._data["services"]:
                return None
            return "services", ("trade",), words or str(self._data["services_name"])
        if code in self._data["totals"]:
            return "", ("trade",), words or code
        goods = goods_of(row.get("classification"), code)
        if goods is None:
            return None
        sectors = tuple(sorted({"trade", goods.sector} - {""}))
        return goods.name, sectors, f"{code} {words or goods.words}"


def _series(row: Cells, flow: str) -> str:
    """The key of a row's series: kind, frequency, classification, the two sides, flow, goods."""
    period = row.get("period")
    parts = (
        row.get("type") or "C",
        row.get("frequency") or ("M" if len(period) == _MONTHLY else "A"),
        {"H": "HS", "S": "SITC"}.get(row.get("classification")[:1].upper(), "HS"),
        row.get("reporter_code"),
        row.get("partner_code"),
        flow,
        row.get("commodity_code").upper(),
    )
    return ".".join(parts)
