"""CSV and its like: every row of a table is a document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from memcon.errors import InputError
from memcon.read.decode import decode
from memcon.read.fields import columns_for
from memcon.read.formats.base import Flaw, Original, Part
from memcon.read.formats.entries import draft_of_row
from memcon.read.formats.sniff import delimiter_of

_GDELT_COLUMNS = 27
_LONGEST = 10_000_000  # characters of a cell


def read(original: Original) -> Iterator[Part]:
    """The rows of a table as documents. Raises InputError where no column holds a text."""
    text = decode(original.bytes(), name=original.name).text
    first = text.split("\n", 1)[0]
    if not first.strip():
        message = f"{original.name}: empty; there is nothing to read"
        raise InputError(message)
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(first))
    rows = enumerate(reader, start=1)
    header = [name.strip() for name in next(rows)[1]]
    fields = columns_for(header, original.fields, name=original.name)
    while True:
        try:
            number, cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Flaw(f"line {reader.line_num}", f"not a row of CSV ({error}); check its quotes")
            continue
        if any(cell.strip() for cell in cells):
            row = dict(zip(header, cells, strict=False))
            yield draft_of_row(row, fields, number=number - 1)
