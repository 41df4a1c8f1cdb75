"""`parquet`: the tables as Parquet files in a zip; needs pyarrow."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from memcon.export.base import Material, Report
from memcon.export.columns import Column, Table
from memcon.export.package import pack_file
from memcon.export.rows import Row
from memcon.export.tables import fill

_ROWS = 5_000  # held until they are written
_TYPES: dict[str, Any] = {
    "string": pa.string(),
    "list": pa.list_(pa.string()),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


class _Files:
    """Parquet files in a folder, each written in groups of rows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, tuple[Any, Any, list[Row]]] = {}

    def open(self, table: Table) -> Callable[[Row], None]:
        """Make a file; what is called with each of its rows."""
        schema = pa.schema(
            [_field(column) for column in table.columns], metadata={"title": table.says}
        )
        writer = pq.ParquetWriter(self._folder / f"{table.name}.parquet", schema)
        rows: list[Row] = []
        self._open[table.name] = (writer, schema, rows)

        def add(row: Row) -> None:
            rows.append(row)
            if len(rows) == _ROWS:
                self._flush(table.name)

        return add

    def _flush(self, name: str) -> None:
        writer, schema, rows = self._open[name]
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))
        rows.clear()

    def close(self) -> None:
        """Write what is left, and the ends of the files."""
        for name, (writer, _, _) in self._open.items():
            self._flush(name)
            writer.close()


def _field(column: Column) -> Any:
    return pa.field(column.name, _TYPES[column.type], metadata={"description": column.says})


def write(material: Material, file: BinaryIO) -> Report:
    """Write the tables; how many records there are in them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _Files(folder)
        try:
            report = fill(material, files)
        finally:
            files.close()
        with zipfile.ZipFile(file, "w") as archive:
            for path in sorted(folder.iterdir()):
                pack_file(archive, path, compressed=False)
    return report
