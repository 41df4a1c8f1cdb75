"""Lists of records: as a table for people, as CSV, Markdown, JSON or JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from memcon.errors import UsageError
from memcon.model.check import record_format
from memcon.model.record import TYPES, Record, slots_of
from memcon.present.phrases import Phrases
from memcon.resolve.contradictions import contradictions

FORMATS = ("table", "csv", "md", "json", "jsonl")
ALL_TYPES = "record"
_CLOSE = 60.0  # of 100: words less alike than this are no suggestion
_UNBROKEN = ("id",)
_COLUMNS = ("date", "what", "place", "status", "sources", "id")
_NO_COPIES: Mapping[str, str] = {}
_FORMULA = ("=", "+", "-", "@", "\t")  # what spreadsheets take for a formula


def record_type(text: str) -> str:
    """The record type that a singular or plural names; `record` stands for all.

    Raises UsageError with the nearest one when there is none.
    """
    from rapidfuzz import process  # noqa: PLC0415 (only for the suggestion and the plural)

    name = text.casefold().replace("-", "_")
    known = (*TYPES, ALL_TYPES)
    forms = {form: kind for kind in known for form in (kind, _plural(kind))}
    if name in forms:
        return forms[name]
    near = process.extract(name, list(forms), limit=1, score_cutoff=_CLOSE)
    hint = f"did you mean {near[0][0]}? " if near else ""
    message = f"{text}: no such record type; {hint}there are {', '.join(TYPES)} and {ALL_TYPES}"
    raise UsageError(message)


def render(
    records: Sequence[Record],
    fmt: str,
    *,
    phrases: Phrases,
    width: int = 0,
    witness_of: Mapping[str, str] = _NO_COPIES,
) -> str:
    """The records in a format of `FORMATS`; a table is `width` characters wide, 0 as needed.

    `witness_of` names what documents with one text have in common, so that they count as one.
    Raises UsageError for a format that is none.
    """
    check_format(fmt)
    formats: dict[str, Callable[[], str]] = {
        "table": lambda: _table(records, phrases, width, witness_of),
        "csv": lambda: _csv(records),
        "md": lambda: _markdown(records, phrases, witness_of),
        "json": lambda: _json(records),
        "jsonl": lambda: "".join(f"{_line(record)}\n" for record in records),
    }
    return formats[fmt]()


def check_format(fmt: str) -> None:
    """Raise UsageError for a format that is none."""
    if fmt not in FORMATS:
        message = f"--format {fmt}: no such format; there are {', '.join(FORMATS)}"
        raise UsageError(message)


def _plural(kind: str) -> str:
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def _cells(record: Record, phrases: Phrases, witness_of: Mapping[str, str]) -> tuple[str, ...]:
    sources = sorted({piece.doc for piece in record.evidence})
    shown = sources[0] if len(sources) == 1 else f"{len(sources)} documents"
    witnesses = len({witness_of.get(doc, doc) for doc in sources})
    if witnesses < len(sources):
        shown = f"{shown}, {witnesses} witness{'' if witnesses == 1 else 'es'}"
    what = phrases.headline(record)
    if contradictions(record):
        what = f"{what} ⚠"
    return (
        phrases.date(record),
        what,
        phrases.place(record),
        phrases.status(record),
        shown,
        record.id,
    )


def _table(
    records: Sequence[Record], phrases: Phrases, width: int, witness_of: Mapping[str, str]
) -> str:
    rows = [_cells(record, phrases, witness_of) for record in records]
    return grid(_COLUMNS, rows, width=width)


def grid(columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 0) -> str:
    """Rows under their columns as plain text, `width` characters wide, 0 as wide as needed.

    The column `id` is never broken, so that it can be copied. No rows give no text.
    """
    if not rows:
        return ""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        is_whole = not width or name in _UNBROKEN
        table.add_column(name.upper(), overflow="fold", no_wrap=is_whole)
    for cells in rows:
        table.add_row(*(Text(_plain(cell)) for cell in cells))
    room = sum(max(cell_len(_plain(row[i])) for row in rows) + 20 for i in range(len(columns)))
    buffer = io.StringIO()
    Console(file=buffer, width=width or room, color_system=None, highlight=False).print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _markdown(records: Sequence[Record], phrases: Phrases, witness_of: Mapping[str, str]) -> str:
    lines = [f"| {' | '.join(_COLUMNS)} |", "|" + " --- |" * len(_COLUMNS)]
    for record in records:
        cells = [_plain(cell).replace("|", "\\|") for cell in _cells(record, phrases, witness_of)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _json(records: Sequence[Record]) -> str:
    lines = [record.to_json() for record in records]
    return json.dumps(lines, ensure_ascii=False, indent=2) + "\n"


def _line(record: Record) -> str:
    return json.dumps(record.to_json(), ensure_ascii=False)


def _csv(records: Sequence[Record]) -> str:
    """One row a record: every slot of the types at hand, objects as `slot.part` columns."""
    rows = [flat(record) for record in records]
    slots = [slot for kind in dict.fromkeys(r.type for r in records) for slot in slots_of(kind)]
    order = {slot: place for place, slot in enumerate(dict.fromkeys(slots))}
    found = dict.fromkeys(name for row in rows for name in row)
    middle = sorted(
        (name for name in found if name not in ("id", "type", "documents", "quote")),
        key=lambda name: (order.get(name.partition(".")[0], len(order)), name),
    )
    buffer = io.StringIO()
    columns = ["id", "type", *middle, "documents", "quote"]
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


# Parts of slots that are objects, by kind of value: columns of their own, as `amount.value`.
_WHO = ("name", "name_en", "role", "organisation", "country")
_PARTS: Mapping[str, tuple[str, ...]] = {
    "place": ("name", "country"),
    "amount": ("value", "low", "high", "unit", "qualifier", "per", "indicator"),
    "change": ("value", "unit", "qualifier", "basis"),
    "who": _WHO,
    "people": _WHO,  # where one may stand for a list
}


def csv_lines(records: Iterable[Record]) -> Iterator[str]:
    """Records of all types as lines of CSV, made as they are asked for: columns for every slot."""
    columns = ["id", "type", *_slot_columns(), "documents", "quote"]
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for record in records:
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(flat(record))
    yield buffer.getvalue()


def _slot_columns() -> list[str]:
    known = record_format()
    found: list[str] = []
    for slot in dict.fromkeys(slot for kind in TYPES for slot in slots_of(kind)):
        kind = known.kind(slot)
        parts = _PARTS.get(kind, ()) if kind != "people" or slot in known.either else ()
        if not parts or kind in ("who", "people"):
            found.append(slot)
        found += [f"{slot}.{part}" for part in parts]
    return found


def flat(record: Record, *, safe: bool = True) -> dict[str, Any]:
    """The record as one row: its slots, those of objects as `slot.part`, documents, first words.

    Unless `safe` is off, text that a spreadsheet would take for a formula has a quote before it.
    """
    row: dict[str, Any] = {"id": record.id, "type": record.type}
    for slot in slots_of(record.type):
        value = record.get(slot)
        if isinstance(value, Mapping):
            row.update({f"{slot}.{part}": _cell(item, safe=safe) for part, item in value.items()})
        elif value is not None:
            row[slot] = _cell(value, safe=safe)
    row["documents"] = "; ".join(sorted({piece.doc for piece in record.evidence}))
    row["quote"] = _cell(record.evidence[0].quote, safe=safe) if record.evidence else ""
    return row


def _cell(value: Any, *, safe: bool = True) -> Any:
    """A value as a spreadsheet takes it: text that looks like a formula gets a leading quote."""
    if isinstance(value, list):
        return "; ".join(str(_cell(item, safe=safe)) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(str(item) for item in value.values())
    if isinstance(value, str):
        text = _plain(value)
        return f"'{text}" if safe and text.startswith(_FORMULA) else text
    return value


def _plain(text: str) -> str:
    return " ".join(text.split())
