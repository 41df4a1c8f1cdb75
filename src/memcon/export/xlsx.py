"""`xlsx`: the tables as sheets of a workbook, with one that says what the columns mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from memcon.export.base import Material, Report
from memcon.export.columns import Table
from memcon.export.package import JOINED
from memcon.export.rows import Row
from memcon.export.tables import fill, tables_of
from memcon.export.text import is_formula, one_line

_LONGEST = 32_767  # characters that a cell holds
_MOST_ROWS = 1_048_576  # that a sheet holds, with its head
_FIRST_YEAR = 1900  # workbooks have no earlier days
_WIDTHS = {"headline": 60, "quote": 60, "title": 40, "id": 24, "record": 24, "says": 80}
_WIDTH = 16
_BOLD = Font(bold=True)


class _Sheets:
    """A workbook that is written row by row: a table that is too long goes on in another sheet."""

    def __init__(self) -> None:
        self.book = Workbook(write_only=True)

    def open(self, table: Table) -> Callable[[Row], None]:
        """Make a sheet; what is called with each of its rows."""
        names = [column.name for column in table.columns]
        sheet, rows, number = self._sheet(table.name, names), 1, 1

        def add(row: Row) -> None:
            nonlocal sheet, rows, number
            if rows == _MOST_ROWS:
                number += 1
                sheet, rows = self._sheet(f"{table.name} {number}", names), 1
            sheet.append([_cell(sheet, row.get(name)) for name in names])
            rows += 1

        return add

    def _sheet(self, title: str, names: Iterable[str]) -> Any:
        sheet = self.book.create_sheet(title)
        heads = []
        for place, name in enumerate(names, start=1):
            width = _WIDTHS.get(name, max(_WIDTH, len(name) + 2))
            sheet.column_dimensions[get_column_letter(place)].width = width
            head = WriteOnlyCell(sheet, value=name)
            head.font = _BOLD
            heads.append(head)
        sheet.freeze_panes = "B2"
        sheet.append(heads)
        return sheet


def _cell(sheet: Any, value: Any) -> Any:
    """A value as a cell: text is text, whatever it begins with."""
    if isinstance(value, list):
        value = JOINED.join(str(item) for item in value)
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        value = value.isoformat()
    if not isinstance(value, str):
        return value
    text = one_line(value)[:_LONGEST]
    if not text:
        return None
    made = WriteOnlyCell(sheet, value=text)
    made.data_type = "s"  # else a leading = makes a formula of it
    if is_formula(text):
        made.quotePrefix = True  # it stays text when somebody edits it
    return made


def write(material: Material, file: BinaryIO) -> Report:
    """Write the workbook; how many records there are in it."""
    sheets = _Sheets()
    report = fill(material, sheets)
    about = sheets.book.create_sheet("columns")
    for name, width in (("A", 16), ("B", 24), ("C", 100)):
        about.column_dimensions[name].width = width
    about.append(["table", "column", "what it says"])
    for table in tables_of(material):
        about.append([table.name, "", table.says])
        for column in table.columns:
            about.append([table.name, column.name, column.says])
    sheets.book.save(file)
    return report
