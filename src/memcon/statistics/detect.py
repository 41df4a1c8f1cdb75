"""Which format a file of statistics is in, where its content tells unmistakably."""

from __future__ import annotations

from itertools import islice

from memcon.errors import InputError
from memcon.statistics.files import Payload, by_columns, header_of, rows_of
from memcon.statistics.knowledge import knowledge

FORMATS = ("comtrade", "worldbank", "imf", "csv")
EXPORT = "jsonl"
_TOP_ROWS = 8  # the World Bank writes a few lines above its header
_HEAD = 4_000
_WORLD_BANK_CODES = ({"indicatorcode"}, {"seriescode"})


def guess(payload: Payload) -> str:
    """The format of a file: one of `FORMATS` but `csv`, `jsonl` for an export, '' where unclear."""
    if payload.start in ("{", "["):
        return _of_json(payload)
    if payload.start == "<":
        return "imf" if "sdmx" in payload.text[:_HEAD].lower() else ""
    return _of_table(payload)


def _of_json(payload: Payload) -> str:
    if _is_export(payload):
        return EXPORT
    try:
        found = payload.json()
    except InputError:
        return ""
    if isinstance(found, list):
        first = found[0] if found else None
        return "worldbank" if isinstance(first, dict) and {"page", "message"} & set(first) else ""
    if not isinstance(found, dict):
        return ""
    inner = found.get("data")
    if {"CompactData", "dataSets"} & set(found) or (
        isinstance(inner, dict) and "dataSets" in inner
    ):
        return "imf"
    if isinstance(found.get("dataset", inner), list) and {"elapsedTime", "validation"} & set(found):
        return "comtrade"
    return ""


def _is_export(payload: Payload) -> bool:
    first = payload.text.lstrip().split("\n", 1)[0].replace(" ", "")
    return first.startswith('{"type":"header"')


def _of_table(payload: Payload) -> str:
    try:
        for _, cells in islice(rows_of(payload), _TOP_ROWS):
            found = _of_header(header_of(cells))
            if found:
                return found
    except InputError:
        return ""
    return ""


def _of_header(names: list[str]) -> str:
    comtrade = knowledge("comtrade")
    if set(comtrade["needed"]) <= set(by_columns(comtrade["columns"], names)):
        return "comtrade"
    known = set(names)
    if {"timeperiod", "obsvalue"} <= known and {"dataflow", "structureid"} & known:
        return "imf"
    if {"dataset", "seriescode"} <= known or {"weosubjectcode", "iso"} <= known:
        return "imf"
    if "counterpartcountrycode" in known and "indicatorcode" in known:
        return "imf"
    if "countrycode" in known and any(codes <= known for codes in _WORLD_BANK_CODES):
        return "worldbank"
    return ""
