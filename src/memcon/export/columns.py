"""The columns of tables: what they are called, what they hold and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.model.check import record_format
from memcon.model.record import TYPES, slots_of
from memcon.present.labels import labels

_FILE = "export/columns.yml"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `type` is string, list, integer, number, date or boolean."""

    name: str
    type: str
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what its rows are, and its columns."""

    name: str
    says: str
    columns: tuple[Column, ...]


@lru_cache(maxsize=1)
def column_data() -> Mapping[str, Any]:
    """What `columns.yml` says."""
    text = files("memcon").joinpath(_FILE).read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.safe_load(text)
    return data


@lru_cache(maxsize=16)
def record_table(record_type: str) -> Table:
    """The table of a record type: a row for each record."""
    data = column_data()
    columns = [*_named(data["first"])]
    for slot in slots_of(record_type):
        says = str(data["slots"][slot])
        for suffix, kind, more in data["kinds"][kind_of(slot)]:
            columns.append(Column(f"{slot}{suffix}", kind, f"{says}: {more}" if more else says))
    columns += _named(data["last"])
    return Table(record_type, str(labels().types[record_type]), tuple(columns))


def kind_of(slot: str) -> str:
    """The kind of value that a slot holds, as far as columns differ by it."""
    return "target" if slot == "target" else record_format().kind(slot)


@lru_cache(maxsize=1)
def other_tables() -> Mapping[str, Table]:
    """The tables beside those of the record types, by name."""
    return {name: _table(name, entry) for name, entry in column_data()["tables"].items()}


@lru_cache(maxsize=1)
def event_tables() -> Mapping[str, Table]:
    """The tables of event data, by the data set whose columns they have."""
    return {name: _table(name, entry) for name, entry in column_data()["events"].items()}


@lru_cache(maxsize=1)
def dyad_month_table() -> Table:
    """The table of monthly counts."""
    return _table("dyad_month", column_data()["dyad_month"])


def all_tables() -> tuple[Table, ...]:
    """Every table of the record types, and those beside them."""
    return (*map(record_table, TYPES), *other_tables().values())


def _table(name: str, entry: Mapping[str, Any]) -> Table:
    return Table(name, str(entry["says"]), tuple(_named(entry["columns"])))


def _named(columns: Mapping[str, Any]) -> list[Column]:
    return [Column(name, each["type"], each["says"]) for name, each in columns.items()]
