"""A desk's own spreadsheet as records: each row is one record, and its own citation.

A CSV or XLSX file becomes a document with a line for each row; the record quotes its line. Columns
are told by a mapping file, else by their headings (`run/columns.yml`). A row that makes no
record is named, and the rest goes on.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from memcon.errors import InputError, MemconError, RecordError, UsageError
from memcon.ledger.store import Store
from memcon.model import compare
from memcon.model.check import check_slots
from memcon.model.citation import Citation
from memcon.model.document import Block, Document, Original
from memcon.model.record import TYPES, Record, record_id, slots_of
from memcon.read.decode import decode, read_bytes
from memcon.run.entered import checked_value, entered_number, entered_unit, entered_value
from memcon.run.pipeline import FileResult

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
FINGERPRINT = "table"
_COLUMNS = "run/columns.yml"
_WORKBOOK = (".xlsx", ".xlsm")
_DELIMITERS = ",;\t|"
_KEYS = ("type", "title", "publisher", "sheet", "header_row", "columns", "constants", "values")
_NUMBERS = ("value", "low", "high")
_CODES = ("country",)
_MANY = 1_000_000  # bytes of a mapping file
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What the columns of a table mean.

    `columns` names for each field (`date`, `place.country`) its column or columns; `constants`
    gives fields that are the same in all rows; `values` says for a field what cells stand for.
    """

    type: str = ""
    title: str = ""
    publisher: str = ""
    sheet: str = ""
    header_row: int = 0  # counted from 1; 0 for the first row with words
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table under their headings, each row with its number in the file."""

    headings: Row
    rows: tuple[tuple[int, Row], ...]


@dataclass(frozen=True, slots=True)
class TableImport:
    """What became of a table: its columns by field, what was left aside, and the bad rows."""

    result: FileResult
    columns: Mapping[str, Sequence[str]]
    unused: tuple[str, ...]
    faults: tuple[str, ...]


def import_table(
    store: Store,
    path: Path,
    *,
    record_type: str = "",
    mapping: Path | None = None,
    day: date | None = None,
    author: str = "",
    max_bytes: int = 20_000_000,
) -> TableImport:
    """Put the rows of a table into the ledger as records; what that changed.

    Raises InputError for a file that cannot be read or whose columns say too little, UsageError
    where the record type is not told.
    """
    told = load_table_mapping(mapping) if mapping else TableMapping()
    kind = record_type or told.type
    if kind not in TYPES:
        message = f"{path}: of which type are its records? give --type: {', '.join(TYPES)}"
        raise UsageError(message)
    data = read_bytes(path, max_bytes=max_bytes)
    table = read_table(path, data, told)
    columns = told.columns or guessed_columns(kind, table.headings)
    _check_columns(path, kind, columns, table, told)
    made = _document(path, data, table, told, day=day, author=author)
    records, faults = _records(made, table, kind, columns, told)
    if not records:
        why = f": {faults[0].partition(': ')[2]}" if faults else ""
        message = f"{path}: no row makes a record{why}; check the columns, or give --mapping"
        raise InputError(message)
    change = store.add_document(made.document, records, fingerprint=FINGERPRINT)
    result = FileResult(
        change.name,
        change.outcome,
        records=len(records),
        added=change.added,
        removed=change.removed,
        changed=change.changed,
    )
    used = {heading for some in columns.values() for heading in some}
    unused = tuple(each for each in table.headings if each and each not in used)
    return TableImport(result, columns, unused, tuple(faults))


# ---------------------------------------------------------------------- mapping


def load_table_mapping(path: Path) -> TableMapping:
    """The mapping in a TOML or YAML file. Raises InputError naming what is wrong with it."""
    text = decode(read_bytes(path, max_bytes=_MANY), name=str(path)).text
    is_yaml = path.suffix.lower() in (".yml", ".yaml")
    try:
        found = (yaml.safe_load(text) or {}) if is_yaml else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, yaml.YAMLError) as error:
        message = f"{path}: not {'YAML' if is_yaml else 'TOML'}: {' '.join(str(error).split())}"
        raise InputError(message) from error
    if not isinstance(found, dict):
        message = f"{path}: no mapping; there are the keys {', '.join(_KEYS)}"
        raise InputError(message)
    unknown = sorted(set(found) - set(_KEYS))
    if unknown:
        message = f"{path}: {unknown[0]}: no such key; there are {', '.join(_KEYS)}"
        raise InputError(message)
    columns = found.get("columns", {})
    for name, wanted in (("columns", dict), ("constants", dict), ("values", dict)):
        if not isinstance(found.get(name, {}), wanted):
            message = f"{path}: {name}: not a table; write [{name}] and then field = …"
            raise InputError(message)
    return TableMapping(
        **{
            **found,
            "columns": {
                name: tuple(map(str, compare.as_list(column)))
                for name, column in _flattened(columns)
            },
        }
    )


def _flattened(columns: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """`place.country = …` as TOML reads it, with its point again."""
    for name, column in columns.items():
        if isinstance(column, Mapping):
            yield from ((f"{name}.{part}", each) for part, each in column.items())
        else:
            yield name, column


def guessed_columns(record_type: str, headings: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The fields that headings usually mean, each with its columns."""
    known = _known_columns()
    wanted = {**_by_heading(known["all"]), **_by_heading(known.get(record_type, {}))}
    found: dict[str, list[str]] = {}
    for heading in headings:
        name = wanted.get(_folded(heading), "")
        if not name and heading.strip().casefold() in slots_of(record_type):
            name = heading.strip().casefold()
        several = name.partition(".")[0] == "parties"
        if (
            name
            and (several or name not in found)
            and name.partition(".")[0] in slots_of(record_type)
        ):
            found.setdefault(name, []).append(heading)
    return {name: tuple(columns) for name, columns in found.items()}


def _by_heading(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {_folded(heading): name for name, headings in fields.items() for heading in headings}


def _folded(heading: str) -> str:
    return " ".join(re.findall(r"\w+", compare.fold(heading).replace("_", " ")))


@lru_cache(maxsize=1)
def _known_columns() -> dict[str, dict[str, list[str]]]:
    text = files("memcon").joinpath(_COLUMNS).read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return found


def _check_columns(
    path: Path,
    record_type: str,
    columns: Mapping[str, Sequence[str]],
    table: Table,
    told: TableMapping,
) -> None:
    for name, headings in (*columns.items(), *((name, ()) for name in told.constants)):
        slot = name.partition(".")[0]
        if slot not in slots_of(record_type):
            known = ", ".join(slots_of(record_type))
            message = (
                f"{path}: {name}: no field of a record of type {record_type}; there are {known}"
            )
            raise InputError(message)
        missing = [each for each in headings if each not in table.headings]
        if missing:
            there = ", ".join(each for each in table.headings if each)
            message = f"{path}: no column {missing[0]}; there are {there}"
            raise InputError(message)
    given = {name.partition(".")[0] for name in (*columns, *told.constants)}
    if columns and record_type == "figure" and "indicator" not in given:
        message = (
            f"{path}: no column says what the figures count; name it in --mapping under [columns], "
            'or for all rows under [constants]: indicator = "trade.exports"'
        )
        raise InputError(message)
    if not columns:
        there = ", ".join(each for each in table.headings if each)
        message = (
            f"{path}: no column is known as a field of a record of type {record_type}: {there}; "
            "say which is which with --mapping, and in it header_row where the headings stand lower"
        )
        raise InputError(message)


# ---------------------------------------------------------------------- reading


def read_table(path: Path, data: bytes, told: TableMapping) -> Table:
    """The cells of a CSV or XLSX file. Raises InputError for one that has none."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = f"{path}: not a table; give one of {', '.join(SUFFIXES)}"
        raise InputError(message)
    rows = _workbook(path, data, told.sheet) if suffix in _WORKBOOK else _csv(path, data)
    filled = [(number, row) for number, row in rows if any(row)]
    if told.header_row:
        filled = [(number, row) for number, row in filled if number >= told.header_row]
    if not filled:
        message = f"{path}: no rows; the first row has the headings, each other one a record"
        raise InputError(message)
    (_, headings), *body = filled
    width = len(headings)
    return Table(
        headings,
        tuple((number, (*row, *[""] * width)[:width]) for number, row in body),
    )


def _csv(path: Path, data: bytes) -> Iterator[tuple[int, Row]]:
    text = decode(data, name=str(path)).text
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            yield number, tuple(_cell(cell) for cell in row)
    except csv.Error as error:
        message = f"{path}: not a table ({error}); save it as CSV with quotation marks"
        raise InputError(message) from error


def _workbook(path: Path, data: bytes, sheet: str) -> Iterator[tuple[int, Row]]:
    try:
        import openpyxl  # noqa: PLC0415 (only for workbooks)
    except ImportError as error:
        message = f"{path}: reading workbooks needs openpyxl; save it as CSV, or install openpyxl"
        raise InputError(message) from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:
        message = (
            f"{path}: not a workbook that can be read ({type(error).__name__}); save it as CSV"
        )
        raise InputError(message) from error
    if sheet and sheet not in book.sheetnames:
        message = f"{path}: no sheet {sheet}; there are {', '.join(book.sheetnames)}"
        raise InputError(message)
    try:
        page = book[sheet] if sheet else book.worksheets[0]
        for number, row in enumerate(page.iter_rows(values_only=True), start=1):
            yield number, tuple(_cell(cell) for cell in row)
    finally:
        book.close()


def _cell(value: object) -> str:
    """A cell as text on one line; a day without its midnight, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


# ---------------------------------------------------------------------- rows to records


@dataclass(frozen=True, slots=True)
class _Made:
    """The document that a table becomes, and where each row stands in its text."""

    document: Document
    spans: Mapping[int, tuple[int, int]]


def _document(
    path: Path, data: bytes, table: Table, told: TableMapping, *, day: date | None, author: str
) -> _Made:
    title = told.title or path.stem
    text = f"{title}\n\n"
    spans: dict[int, tuple[int, int]] = {}
    for number, row in table.rows:
        cells = [
            f"{heading}: {cell}"
            for heading, cell in zip(table.headings, row, strict=True)
            if heading and cell
        ]
        if cells:
            line = f"Row {number}. {' | '.join(cells)}"
            spans[number] = len(text), len(text) + len(line)
            text += f"{line}\n"
    saved = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    suffix = path.suffix.lower()
    kinds = {".tsv": "text/tab-separated-values", ".csv": "text/csv", ".txt": "text/csv"}
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    document = Document(
        name=path.name,
        text=text,
        blocks=tuple(Block(start, end, "item") for start, end in spans.values()),
        title=title,
        publisher=told.publisher,
        date=day or saved,
        author=author,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=kinds.get(suffix, workbook),
        sources={"date": "given" if day else "file", "title": "mapping" if told.title else "file"},
        original=Original(data, str(path.resolve())),
    )
    return _Made(document, spans)


def _records(
    made: _Made,
    table: Table,
    record_type: str,
    columns: Mapping[str, Sequence[str]],
    told: TableMapping,
) -> tuple[list[Record], list[str]]:
    records: dict[str, Record] = {}
    faults: list[str] = []
    document = made.document
    for number, row in table.rows:
        if number not in made.spans:
            continue
        start, end = made.spans[number]
        words = document.text[start:end]
        try:
            slots = row_slots(
                record_type, dict(zip(table.headings, row, strict=True)), columns, told
            )
            check_slots(record_type, slots)
        except MemconError as error:
            faults.append(f"{document.name} row {number}: {error}")
            continue
        # The row's number is no part of its identity: rows may be sorted anew.
        anchor = words.partition(". ")[2]
        identity = record_id(record_type, document.name, anchor)
        if identity in records:
            faults.append(
                f"{document.name} row {number}: says the same as a row above; passed over"
            )
            continue
        cite = Citation(document.name, start, end, words)
        records[identity] = Record(identity, record_type, slots, (cite,))
    return list(records.values()), faults


def row_slots(
    record_type: str,
    cells: Mapping[str, str],
    columns: Mapping[str, Sequence[str]],
    told: TableMapping,
) -> dict[str, Any]:
    """The slots that a row fills. Raises RecordError for a cell that gives no value."""
    given: dict[str, Any] = dict(told.constants)
    for name, headings in columns.items():
        texts = [text for heading in headings if (text := cells.get(heading, "").strip())]
        if texts:
            meant = told.values.get(name, {})
            read = [meant.get(text, text) for text in texts]
            given[name] = read[0] if len(read) == 1 else "; ".join(map(str, read))
    slots: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {}
    for name, value in given.items():
        slot, _, part = name.partition(".")
        if part:
            parts.setdefault(slot, {})[part] = value
        else:
            slots[slot] = value
    for slot, found in parts.items():
        slots[slot] = _joined(record_type, slot, slots.get(slot), found)
    made = {
        slot: entered_value(record_type, slot, value)
        if isinstance(value, str)
        else checked_value(record_type, slot, value)
        for slot, value in slots.items()
        if value is not None
    }
    if not made.get("parties"):
        parties = sorted(_codes_of(made))
        made = {**({"parties": parties} if parties else {}), **made}
    return {slot: made[slot] for slot in slots_of(record_type) if slot in made}


def _joined(record_type: str, slot: str, whole: Any, parts: Mapping[str, Any]) -> Any:
    """A place, amount or person from the columns for its parts."""
    if slot in ("amount", "target") and isinstance(whole, str):
        try:
            number = entered_number(whole, f"{record_type}.{slot}")
        except RecordError:
            return whole  # the cell has its unit itself
        return {"value": number, **parts, **entered_unit(number, str(parts.get("unit", "")))}
    value: dict[str, Any] = {}
    for part, text in parts.items():
        if part in _CODES:
            codes = entered_value(record_type, "parties", str(text))
            value[part] = codes[0]
        elif part in _NUMBERS and isinstance(text, str):
            value[part] = entered_number(text, f"{record_type}.{slot}.{part}")
        else:
            value[part] = text
    if isinstance(whole, str) and whole:
        value.setdefault("name", whole)
    if not {"name", "role", "organisation", "value", "low"} & set(value):
        return None  # the country of nothing
    return value


def _codes_of(slots: Mapping[str, Any]) -> set[str]:
    """The states and organisations that a record's other slots name."""
    found: set[str] = set()
    for slot, value in slots.items():
        if slot in ("place", "sectors", "contexts"):
            continue
        for item in compare.as_list(value):
            code = item.get("country") if isinstance(item, Mapping) else item
            is_who = slot in (
                "host",
                "reporter",
                "counterpart",
                "by",
                "holder",
                "toward",
                "visitor",
            )
            if isinstance(item, Mapping) or is_who:
                found |= {code} if isinstance(code, str) and code.isupper() else set()
    return found
