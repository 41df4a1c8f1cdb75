"""Mapping files: what the columns of somebody's table mean, in YAML or TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from memcon.errors import InputError
from memcon.read.decode import decode, read_bytes
from memcon.statistics.knowledge import Series
from memcon.statistics.numbers import power_of

FIELDS = (
    "reporter",
    "counterpart",
    "indicator",
    "period",
    "value",
    "unit",
    "scale",
    "nature",
    "status",
    "series",
    "sector",
    "what",
)
NEEDED = ("reporter", "indicator", "period", "value", "unit")
_KEYS = frozenset(
    {
        "publisher",
        "dataset",
        "release",
        "url",
        "official",
        "delimiter",
        "encoding",
        "decimal",
        "header_row",
        "columns",
        "constants",
        "values",
        "indicators",
    }
)
_TABLES = ("columns", "constants", "values", "indicators")
_TEXTS = ("publisher", "dataset", "release", "url", "delimiter", "encoding", "decimal")
_CAP = 1_000_000  # bytes; a mapping file is short


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a table is read: `columns` names ours to the file's, `constants` what holds of all rows.

    `values` says for some of our columns what the file's cells stand for; `indicators` adds codes
    to those of the World Bank or the IMF.
    """

    path: Path | None = None
    publisher: str = ""
    dataset: str = ""
    release: str = ""
    url: str = ""
    official: bool = True
    delimiter: str = ""
    encoding: str = ""
    decimal: str = "."
    header_row: int = 1
    columns: Map[str, str] = field(default_factory=dict)
    constants: Map[str, str] = field(default_factory=dict)
    values: Map[str, Map[str, str]] = field(default_factory=dict)
    indicators: Map[str, Series] = field(default_factory=dict)


def load_mapping(path: Path) -> Mapping:
    """The mapping in a file.

    Raises InputError, naming file, key and what to write, where it is malformed.
    """
    found = _parsed(path)
    if not isinstance(found, dict):
        message = f"{path}: no mapping; write keys such as `columns:` and what they hold"
        raise InputError(message)
    _check(path, found)
    texts = {key: str(found[key]) for key in _TEXTS if key in found}
    return Mapping(
        path=path,
        official=_flag(path, found),
        header_row=_header_row(path, found),
        columns=_fields(path, found, "columns"),
        constants=_fields(path, found, "constants"),
        values=_values(path, found),
        indicators=_indicators(path, found),
        **texts,
    )


def check_complete(mapping: Mapping) -> None:
    """Raise InputError where a mapping does not say all that a table of its own needs."""
    given = {*mapping.columns, *mapping.constants}
    for name in NEEDED:
        if name not in given:
            message = f"{mapping.path}: {name}: missing; name its column under `columns`"
            if name not in ("period", "value"):
                message += ", or give it under `constants`"
            raise InputError(message)
    for name in ("publisher", "dataset"):
        if not getattr(mapping, name):
            message = f"{mapping.path}: {name}: missing; say who publishes what"
            raise InputError(message)
    scale = mapping.constants.get("scale")
    if scale:
        try:
            power_of(scale)
        except ValueError as error:
            message = f"{mapping.path}: constants: {error}"
            raise InputError(message) from error


def _parsed(path: Path) -> Any:
    text = decode(read_bytes(path, max_bytes=_CAP), name=str(path)).text
    try:
        return tomllib.loads(text) if path.suffix.lower() == ".toml" else yaml.safe_load(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: not TOML: {error}"
        raise InputError(message) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        message = f"{path}: not YAML{line}: {getattr(error, 'problem', None) or error}"
        raise InputError(message) from error


def _check(path: Path, found: Map[str, Any]) -> None:
    for key in found:
        if key not in _KEYS:
            message = f"{path}: {key}: no such key; there are {', '.join(sorted(_KEYS))}"
            raise InputError(message)
    for key in _TABLES:
        if not isinstance(found.get(key, {}), dict):
            message = f"{path}: {key}: write names with what they stand for below it"
            raise InputError(message)
    if found.get("decimal", ".") not in (".", ","):
        message = f"{path}: decimal: {found['decimal']!r}; write '.' or ','"
        raise InputError(message)
    if "delimiter" in found and len(str(found["delimiter"])) != 1:
        message = f"{path}: delimiter: {found['delimiter']!r}; write one character"
        raise InputError(message)


def _flag(path: Path, found: Map[str, Any]) -> bool:
    value = found.get("official", True)
    if not isinstance(value, bool):
        message = f"{path}: official: {value!r}; write true or false"
        raise InputError(message)
    return value


def _header_row(path: Path, found: Map[str, Any]) -> int:
    value = found.get("header_row", 1)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        message = f"{path}: header_row: {value!r}; write the number of the header's line"
        raise InputError(message)
    return value


def _fields(path: Path, found: Map[str, Any], key: str) -> dict[str, str]:
    given = found.get(key, {})
    for name, value in given.items():
        if name not in FIELDS:
            message = f"{path}: {key}: {name}: no such field; there are {', '.join(FIELDS)}"
            raise InputError(message)
        if isinstance(value, dict | list) or value is None:
            message = f"{path}: {key}: {name}: write one name or value"
            raise InputError(message)
    return {name: str(value) for name, value in given.items()}


def _values(path: Path, found: Map[str, Any]) -> dict[str, dict[str, str]]:
    given = found.get("values", {})
    for name, table in given.items():
        if name not in FIELDS or not isinstance(table, dict):
            message = (
                f"{path}: values: {name}: write a field, and below it what its cells stand for"
            )
            raise InputError(message)
    return {
        name: {
            str(cell): "" if meaning is None else str(meaning) for cell, meaning in table.items()
        }
        for name, table in given.items()
    }


def _indicators(path: Path, found: Map[str, Any]) -> dict[str, Series]:
    known: dict[str, Series] = {}
    for code, entry in found.get("indicators", {}).items():
        try:
            known[str(code)] = Series(**{key: str(value) for key, value in entry.items()})
        except (TypeError, AttributeError) as error:
            message = (
                f"{path}: indicators: {code}: write it as {{indicator: trade.exports.services, "
                "unit: USD, sector: trade}"
            )
            raise InputError(message) from error
    return known
