"""What is known about a file before it is read, and the order in which sources count."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date as Date  # noqa: N812 (`date` is a field)
from pathlib import Path

from memcon.errors import InputError
from memcon.read.dates import parse_date
from memcon.read.decode import decode, read_bytes

METADATA_FILE = "metadata.csv"
TERMINAL = re.compile(r"\x1b\[[0-9;?]*[@-~]")
STEERING = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]")
DAYS = ("date", "modified")
COLUMNS = ("file", "date", "title", "publisher", "url", "language", "author")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one source says about a document; an empty field says nothing.

    `problem` is a fault in the source itself: reading the document raises it as InputError.
    """

    title: str = ""
    publisher: str = ""
    date: Date | None = None
    language: str = ""
    author: str = ""
    url: str = ""
    place: str = ""
    modified: Date | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The metadata of a document from all sources, and which source gave each value."""

    metadata: Metadata
    sources: dict[str, str] = field(default_factory=dict)


def merge(ranked: Iterable[tuple[str, Metadata]]) -> Merged:
    """One Metadata with, for each field, the value of the first source that has it."""
    values: dict[str, str] = {}
    days: dict[str, Date] = {}
    sources: dict[str, str] = {}
    names = [f.name for f in fields(Metadata) if f.name not in {"problem", *DAYS}]
    for source, metadata in ranked:
        for name in DAYS:
            day = getattr(metadata, name)
            if day is not None and name not in days:
                days[name], sources[name] = day, source
        for name in names:
            value = getattr(metadata, name)
            value = one_line(value)
            if value and name not in values:
                values[name] = value
                sources[name] = source
    return Merged(Metadata(date=days.get("date"), modified=days.get("modified"), **values), sources)


def one_line(text: str) -> str:
    """A title or name as one line without signs that would steer a terminal or turn its order.

    Control characters, line breaks and the marks of Unicode that override the direction of writing
    (UAX 9) go; tables and messages show what is left as it is.
    """
    return " ".join(STEERING.sub(" ", TERMINAL.sub("", text)).split())


def load_metadata(path: Path, *, max_bytes: int | None = None) -> dict[str, Metadata]:
    """The rows of a folder's `metadata.csv` by `file` (relative, with forward slashes).

    `path` is the folder or the file. A row with a fault comes back with its `problem`, which names
    line and column; a table that cannot be used at all raises InputError.
    """
    table = path / METADATA_FILE if path.is_dir() else path
    return metadata_of(read_bytes(table, max_bytes=max_bytes), name=str(table))


def metadata_of(data: bytes, *, name: str) -> dict[str, Metadata]:
    """The rows of a `metadata.csv` given as bytes, as `load_metadata` has them; `name` names it."""
    table = name
    text = decode(data, name=table).text
    if not text.strip():
        msg = f"{table}: empty; give it the columns {', '.join(COLUMNS)} or remove it"
        raise InputError(msg)
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader)]
        columns = _columns(header, table=table)
        rows: dict[str, Metadata] = {}
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _add_row(rows, cells, columns=columns, where=f"{table} line {reader.line_num}")
    except csv.Error as error:
        message = f"{table} line {reader.line_num}: not a CSV row ({error}); check its quotes"
        raise InputError(message) from error
    return rows


def unknown_columns(path: Path) -> list[str]:
    """Columns of a `metadata.csv` that memcon does not know and passes over."""
    text = decode(read_bytes(path), name=str(path)).text
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    header = next(csv.reader([first_line], delimiter=delimiter), [])
    return [cell.strip() for cell in header if cell.strip().lower() not in {*COLUMNS, ""}]


def _columns(header: list[str], *, table: str) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, name in enumerate(header):
        if name in COLUMNS and name in columns:
            msg = f"{table} line 1, column {index + 1}: '{name}' is given twice"
            raise InputError(msg)
        columns.setdefault(name, index)
    if "file" not in columns:
        found = ", ".join(header)
        msg = f"{table} line 1: no column 'file' among {found}; name one so"
        raise InputError(msg)
    return {name: index for name, index in columns.items() if name in COLUMNS}


def _add_row(
    rows: dict[str, Metadata], cells: list[str], *, columns: dict[str, int], where: str
) -> None:
    values = {
        name: cells[index].strip() if index < len(cells) else "" for name, index in columns.items()
    }
    file = values.pop("file").replace("\\", "/").removeprefix("./")
    day_text = values.pop("date", "")
    if not file:
        msg = f"{where}, column file: empty; name the document that the row is about"
        raise InputError(msg)
    problem = ""
    if file in rows:
        problem = f"{where}, column file: {file} has a row already; keep one"
    day = parse_date(day_text) if day_text else None
    if day_text and day is None:
        problem = (
            f"{where}, column date: '{day_text}' is no date; write YYYY-MM-DD or leave it empty"
        )
    rows[file] = Metadata(date=day, modified=None, problem=problem, **values)
