"""The words in which records are shown: loads `labels.yml` and looks terms up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.errors import DataError
from memcon.files import from_yaml

_FILE = "present/labels.yml"


@dataclass(frozen=True, slots=True)
class Labels:
    """The sections of `labels.yml`."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    grammar: Mapping[str, Any]
    parts_of_year: Mapping[int, str]
    dates: Mapping[str, str]
    sectors: tuple[str, ...]
    types: Mapping[str, str]
    kinds: Mapping[str, str]
    meetings: Mapping[str, Mapping[str, str]]
    visits: Mapping[str, str]
    statuses: Mapping[str, str]
    decisions: Mapping[str, str]
    stances: Mapping[str, Mapping[str, str]]
    natures: Mapping[str, str]
    qualifiers: Mapping[str, str]
    scales: Mapping[int, str]
    units: Mapping[str, Any]
    rates: Mapping[str, str]
    changes: Mapping[str, Any]
    indicators: Mapping[str, Mapping[str, str]]
    brief: Mapping[str, Any]
    findings: Mapping[str, Any]
    cycle: Mapping[str, Any]
    outline: Mapping[str, str]
    structure: Mapping[str, Any]
    meeting_file: Mapping[str, Any]
    comparison: Mapping[str, Any]

    def kind(self, code: str) -> str:
        """The words for a kind; a code without words is shown as it is."""
        return self.kinds.get(code, code.replace("_", " "))

    def status(self, code: str) -> str:
        """The words for a status."""
        return self.statuses.get(code, code.replace("_", " "))


@lru_cache(maxsize=1)
def labels() -> Labels:
    """The words of this installation.

    Raises DataError when a section is missing or the file is not YAML.
    """
    text = files("memcon").joinpath(_FILE).read_text(encoding="utf-8")
    try:
        data = from_yaml(text)
    except yaml.YAMLError as error:
        message = f"{_FILE}: not YAML: {' '.join(str(error).split())}"
        raise DataError(message) from error
    missing = [name for name in Labels.__dataclass_fields__ if name not in data]
    if missing:
        message = f"{_FILE}: {missing[0]}: missing"
        raise DataError(message)
    unknown = sorted(set(data) - set(Labels.__dataclass_fields__))
    if unknown:
        message = f"{_FILE}: {unknown[0]}: no such section"
        raise DataError(message)
    data.update({name: tuple(data[name]) for name in ("months", "short_months", "sectors")})
    return Labels(**data)
