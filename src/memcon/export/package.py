"""CSV tables in a zip, described by a Frictionless data package."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, TextIO

from memcon.export.base import Selection
from memcon.export.columns import Column, Table
from memcon.export.rows import Row
from memcon.export.text import harmless, one_line

JOINED = "; "
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same export gives the same bytes
_PROFILE = "tabular-data-resource"
# Frictionless' names of types; lists are joined, so they are strings to it.
_TYPES = {"list": "string"}


def cell(value: Any) -> Any:
    """A value as a line of CSV takes it; text that looks like a formula gets a leading quote."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(one_line(value))
    if isinstance(value, list):
        return harmless(JOINED.join(one_line(str(item)) for item in value))
    return value.isoformat() if isinstance(value, date) else value


class CsvFiles:
    """CSV tables on disk until they are packed; used in a `with`."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._files: dict[str, tuple[Table, TextIO]] = {}

    def __enter__(self) -> Self:
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def open(self, table: Table) -> Callable[[Row], None]:
        """Make a table; what is called with each of its rows."""
        path = self._folder / f"{table.name}.csv"
        file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._files[table.name] = (table, self._stack.enter_context(file))
        return row_writer(file, table.columns)

    def pack(self, file: BinaryIO, *, name: str, title: str, selection: Selection) -> None:
        """Write the tables and what describes them into a zip."""
        tables = [table for table, _ in self._files.values()]
        about = datapackage(tables, name=name, title=title, selection=selection)
        with zipfile.ZipFile(file, "w") as archive:
            text = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
            archive.writestr(member("datapackage.json"), text)
            for each, (_, opened) in self._files.items():
                opened.close()
                pack_file(archive, self._folder / f"{each}.csv")


def row_writer(file: TextIO, columns: Iterable[Column]) -> Callable[[Row], None]:
    """Write the head of a table; what is called with each of its rows."""
    names = [column.name for column in columns]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)

    def add(row: Row) -> None:
        writer.writerow([cell(row.get(name, "")) for name in names])

    return add


def member(name: str, *, compressed: bool = True) -> zipfile.ZipInfo:
    """A file of an archive, without the time at which it was made."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    return info


def pack_file(archive: zipfile.ZipFile, path: Path, *, compressed: bool = True) -> None:
    """Put a file into an archive, piece by piece."""
    info = member(path.name, compressed=compressed)
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target)


def datapackage(
    tables: Iterable[Table], *, name: str, title: str, selection: Selection
) -> dict[str, Any]:
    """What describes CSV tables, after the Frictionless standard (Data Package 1)."""
    listed = list(tables)
    names = {table.name for table in listed}
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": _description(selection),
        "resources": [_resource(table, names) for table in listed],
    }


def _description(selection: Selection) -> str:
    parts = [f"Written by memcon {selection.version} on {selection.as_of.isoformat()}."]
    if selection.since or selection.until:
        first = selection.since.isoformat() if selection.since else ".."
        last = selection.until.isoformat() if selection.until else ".."
        parts.append(f"Records whose date may fall in {first}/{last}; undated ones are left out.")
    parts.append(
        f"Values of lists are joined by {JOINED.strip()!r}. Text that a spreadsheet would take "
        "for a formula has a quote before it. Places' coordinates: GeoNames, CC BY 4.0."
    )
    return " ".join(parts)


def _resource(table: Table, names: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    columns = [column.name for column in table.columns]
    schema["missingValues"] = [""]
    if columns[0] in ("id", "name"):
        schema["primaryKey"] = columns[0]
    if "document" in columns and "documents" in names:
        target = {"resource": "documents", "fields": "name"}
        schema["foreignKeys"] = [{"fields": "document", "reference": target}]
    return {
        "profile": _PROFILE,
        "name": table.name.replace("_", "-"),
        "title": table.says,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> Mapping[str, str]:
    kind = _TYPES.get(column.type, column.type)
    return {"name": column.name, "type": kind, "description": column.says}
