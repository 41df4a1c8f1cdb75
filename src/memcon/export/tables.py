"""The tables of CSV, Parquet, workbooks and SQLite, filled in one pass over the records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from memcon.export.base import Material, Report
from memcon.export.columns import Table, other_tables, record_table
from memcon.export.rows import Row, cited_documents, record_row, side_rows
from memcon.model.record import TYPES


class Sink(Protocol):
    """What takes up tables and their rows."""

    def open(self, table: Table) -> Callable[[Row], None]:
        """Make a table; what is called with each of its rows."""


def tables_of(material: Material) -> tuple[Table, ...]:
    """The tables of an export: those of the types that are selected, and those beside them."""
    types = material.selection.types or TYPES
    return (*(record_table(kind) for kind in TYPES if kind in types), *other_tables().values())


def fill(material: Material, sink: Sink) -> Report:
    """Put the records and what belongs to them into tables; how many records there were."""
    add = {table.name: sink.open(table) for table in tables_of(material)}
    report, phrases = Report(), material.phrases
    cited: set[str] = set()
    for record in material.records():
        add[record.type](record_row(record, phrases))
        for name, rows in side_rows(record):
            for row in rows:
                add[name](row)
        cited.update(cite.doc for cite in record.evidence)
        cited.update(doc for values in record.stated.values() for v in values for doc in v["docs"])
        report.written += 1
    for row in cited_documents(material, cited):
        add["documents"](row)
    return report
