"""`sqlite`: the tables in a database of their own, flat, with views, as Datasette shows them."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from memcon.export.base import Material, Report
from memcon.export.columns import Table
from memcon.export.rows import Row
from memcon.export.tables import fill, tables_of
from memcon.export.text import one_line

_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_SHARED = (
    "id",
    "headline",
    "parties",
    "date",
    "date_first",
    "date_last",
    "place",
    "status",
    "quote",
)
_INDEXED = ("record", "to", "document", "date_first")
_CITED = """
create view cited as
  select r.type, r.id, r.headline, r.date, c.document, d.title, d.publisher, d.date as published,
    d.url, c.quote
  from citations c join records r on r.id = c.record left join documents d on d.name = c.document
"""


class _Database:
    """A database that is being filled."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def open(self, table: Table) -> Callable[[Row], None]:
        """Make a table; what is called with each of its rows."""
        names = [column.name for column in table.columns]
        columns = [
            f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}"
            + (" primary key" if place == 0 and column.name in ("id", "name") else "")
            for place, column in enumerate(table.columns)
        ]
        self._connection.execute(f"create table {_quoted(table.name)} ({', '.join(columns)})")
        for name in names:
            if name in _INDEXED:
                where = f"{_quoted(table.name)} ({_quoted(name)})"
                self._connection.execute(f"create index {table.name}_{name} on {where}")
        marks = ", ".join("?" * len(names))
        insert = f"insert into {_quoted(table.name)} values ({marks})"  # noqa: S608 (own names)

        def add(row: Row) -> None:
            self._connection.execute(insert, [_value(row.get(name)) for name in names])

        return add

    def finish(self, tables: Iterable[Table]) -> None:
        """Add the views, and the table that says what the columns mean."""
        listed = list(tables)
        shared = ", ".join(map(_quoted, _SHARED))
        parts = [
            f"select '{table.name}' as type, {shared} from {_quoted(table.name)}"  # noqa: S608
            for table in listed
            if table.columns[0].name == "id"
        ]
        self._connection.execute(f"create view records as {' union all '.join(parts)}")
        self._connection.execute(_CITED)
        self._connection.execute('create table columns ("table" text, "column" text, says text)')
        told = [
            (table.name, column.name, column.says) for table in listed for column in table.columns
        ]
        self._connection.executemany("insert into columns values (?, ?, ?)", told)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps([one_line(str(item)) for item in value], ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return one_line(value) if isinstance(value, str) else value


def write(material: Material, file: BinaryIO) -> Report:
    """Write the database; how many records there are in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.sqlite"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("pragma journal_mode = off")
            with connection:
                database = _Database(connection)
                report = fill(material, database)
                database.finish(tables_of(material))
        with path.open("rb") as source:
            shutil.copyfileobj(source, file)
    return report
