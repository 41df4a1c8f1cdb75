"""SDMX messages as rows: the JSON ones read here, the XML ones by the library `sdmx1`.

SDMX-JSON is read here because the library drops the attributes of series there, and with them the
multiplier of the values.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from memcon.errors import InputError, UsageError
from memcon.statistics.files import Payload

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # its encoding is no longer the text's
_URN = re.compile(r"Dataflow=([\w.]+:\w+\([\d.+]+\))")
_HEAD = 4_000
_NO_DATA = "no data in the message; fetch it again"
Rows = Iterator[tuple[int, dict[str, str]]]


def rows_of_json(payload: Payload) -> Rows:
    """The observations of SDMX-JSON 1.0 and 2.0, or of the IMF's older CompactData.

    Raises InputError for a message that is none of these.
    """
    found = payload.json()
    if isinstance(found, Mapping) and "CompactData" in found:
        return _of_compact(payload, found["CompactData"])
    try:
        return _of_message(payload, found)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise _broken(payload, error) from error


def _of_message(payload: Payload, found: Mapping[str, Any]) -> Rows:
    body = found.get("data", found)
    structures = body.get("structures") or [body.get("structure") or found["structure"]]
    rows: list[dict[str, str]] = []
    for place, dataset in enumerate(body["dataSets"]):
        structure = structures[min(int(dataset.get("structure", place)), len(structures) - 1)]
        rows += _Message(structure).rows(dataset)
    if not rows:
        message = f"{payload.label}: {_NO_DATA}"
        raise InputError(message)
    return enumerate(rows, start=1)


class _Message:
    """The dimensions and attributes of one structure, by the level at which they stand."""

    def __init__(self, structure: Mapping[str, Any]) -> None:
        self._dimensions: Mapping[str, list[Any]] = structure["dimensions"]
        self._attributes: Mapping[str, list[Any]] = structure.get("attributes") or {}
        self._flow = _flow(structure)

    def rows(self, dataset: Mapping[str, Any]) -> list[dict[str, str]]:
        """The observations of a dataset, each with all that holds of it."""
        known = {"DATAFLOW": self._flow} if self._flow else {}
        for level in ("dataset", "dataSet"):
            parts = self._dimensions.get(level) or []
            known |= {part["id"]: _value(part, 0) for part in parts if part.get("values")}
            known |= self._of(level, dataset.get("attributes") or [])
        found = [*self._observations(dataset, known)]
        for key, series in (dataset.get("series") or {}).items():
            base = {**known, **self._key("series", key)}
            base |= self._of("series", series.get("attributes") or [])
            found += self._observations(series, base)
        return found

    def _observations(
        self, holder: Mapping[str, Any], base: Mapping[str, str]
    ) -> Iterator[dict[str, str]]:
        for key, cells in (holder.get("observations") or {}).items():
            row = {**base, **self._key("observation", key)}
            row["OBS_VALUE"] = _text(cells[0]) if cells else ""
            yield {**row, **self._of("observation", cells[1:])}

    def _key(self, level: str, key: str) -> dict[str, str]:
        parts = self._dimensions.get(level) or []
        places = [int(place) for place in key.split(":")]
        return {part["id"]: _value(part, place) for part, place in zip(parts, places, strict=False)}

    def _of(self, level: str, places: Sequence[Any]) -> dict[str, str]:
        """The attributes of a level: their places among the values, or the values themselves."""
        found: dict[str, str] = {}
        for part, place in zip(self._attributes.get(level) or [], places, strict=False):
            if place is None:
                continue
            is_place = isinstance(place, int) and part.get("values")
            found[part["id"]] = _value(part, place) if is_place else _text(place)
        return found


def _flow(structure: Mapping[str, Any]) -> str:
    """The dataflow that a structure's links name, as `IMF.STA:IMTS(1.0.0)`, else its name."""
    for link in structure.get("links") or []:
        urn = str(link.get("urn") or "")
        if "=" in urn:
            return urn.partition("=")[2]
    return ""


def _value(part: Mapping[str, Any], place: int) -> str:
    value = part["values"][place]
    return _text(value.get("id", value.get("value", value.get("name"))))


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("id", value.get("en", ""))
    return "" if value is None else str(value)


def _of_compact(payload: Payload, found: Any) -> Rows:
    """CompactData of SDMX 2.0 in JSON: attributes have an `@`, one child stands without a list."""
    dataset = (found.get("DataSet") or {}) if isinstance(found, Mapping) else {}
    series = _listed(dataset.get("Series"))
    if not series:
        message = f"{payload.label}: {_NO_DATA}"
        raise InputError(message)
    flow = str(dataset.get("@xmlns") or "").rstrip("/").rpartition("/")[2]
    whole = {"DATAFLOW": flow} if flow else {}
    rows = [
        {**whole, **_own(one), **_own(each)}
        for one in series
        for each in _listed(one.get("Obs"))
        if isinstance(each, Mapping)
    ]
    return enumerate(rows, start=1)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _own(element: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.removeprefix("@"): _text(value)
        for name, value in element.items()
        if name.startswith("@") and not name.startswith("@xmlns")
    }


def _broken(payload: Payload, error: BaseException) -> InputError:
    reason = " ".join(str(error).split()) or type(error).__name__
    return InputError(f"{payload.label}: no data message of SDMX ({reason}); fetch it again")


# ---------------------------------------------------------------------- XML


def rows_of_xml(payload: Payload) -> Rows:
    """The observations of SDMX-ML 2.1 and 3.0.

    Raises UsageError where `sdmx1` is not installed, InputError for a message that is none.
    """
    try:
        import sdmx  # noqa: PLC0415 (an extra, and slow to import)
        import sdmx.message  # noqa: PLC0415
    except ImportError as error:
        message = (
            f"{payload.label}: SDMX-ML needs the library sdmx1; install it with: "
            "pip install 'memcon[statistics]', or save the data as CSV"
        )
        raise UsageError(message) from error
    logging.getLogger("sdmx").setLevel(logging.ERROR)  # it warns that it was given no structure
    try:
        message_ = sdmx.read_sdmx(
            io.BytesIO(_DECLARATION.sub("", payload.text).encode()), format="xml"
        )
    except Exception as error:  # whatever the library's parser meets
        raise _broken(payload, error) from error
    if not isinstance(message_, sdmx.message.DataMessage):
        message = f"{payload.label}: {_NO_DATA}"
        raise InputError(message)
    rows = [row for dataset in message_.data for row in _of_dataset(payload, message_, dataset)]
    if not rows:
        message = f"{payload.label}: {_NO_DATA}"
        raise InputError(message)
    return enumerate(rows, start=1)


def _of_dataset(payload: Payload, message: Any, dataset: Any) -> Iterator[dict[str, str]]:
    flow = _flow_of(payload, message)
    whole = {**({"DATAFLOW": flow} if flow else {}), **_attributes(dataset.attrib)}
    series: dict[int, dict[str, str]] = {}
    for each in dataset.obs:
        key = each.series_key
        if id(key) not in series:
            series[id(key)] = {**whole, **_of_series(dataset, key)}
        row = {**series[id(key)], **_values(each.dimension), **_attributes(each.attached_attribute)}
        yield {**row, "OBS_VALUE": _text(each.value)}


def _of_series(dataset: Any, key: Any) -> dict[str, str]:
    """What holds of a series: its dimensions and attributes, and those of groups that it is in."""
    if key is None:
        return {}
    own = _values(key)
    groups: dict[str, str] = {}
    for group in dataset.group:
        values = _values(group)
        if all(own.get(name, value) == value for name, value in values.items()):
            groups |= {**values, **_attributes(group.attrib)}
    return {**groups, **own, **_attributes(key.attrib)}


def _values(key: Any) -> dict[str, str]:
    return {name: str(value.value) for name, value in key.values.items()} if key else {}


def _attributes(found: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(getattr(value, "value", value)) for name, value in found.items()}


def _flow_of(payload: Payload, message: Any) -> str:
    """The dataflow that a message is of, by the URN in its header, else by its structure's id."""
    urn = _URN.search(payload.text[:_HEAD])
    return urn[1] if urn else str(getattr(message.dataflow.structure, "id", "") or "")
