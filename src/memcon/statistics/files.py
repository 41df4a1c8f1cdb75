"""The bytes of a file of statistics: plain, gzipped or in a ZIP archive, and its rows."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from memcon.errors import InputError
from memcon.read.decode import MAGIC, decode, read_bytes
from memcon.statistics.knowledge import folded

_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_DELIMITERS = (",", ";", "\t", "|")
_ASIDE = "metadata"  # members of an archive with this in their name hold no observations
_MEDIA = {"{": "application/json", "[": "application/json", "<": "application/xml"}


@dataclass(frozen=True, slots=True)
class Payload:
    """A file: its text, the SHA-256 of its bytes, their media type and the day it was saved.

    `label` names it in messages, with the member of an archive that the text is from.
    """

    path: Path
    label: str
    text: str
    sha256: str
    media_type: str
    saved: date

    @property
    def start(self) -> str:
        """The first character that is no space, or ''."""
        return self.text.lstrip()[:1]

    def json(self) -> Any:
        """The text as JSON. Raises InputError naming line and column where it is not."""
        try:
            return json.loads(self.text)
        except json.JSONDecodeError as error:
            message = (
                f"{self.label}: not JSON: {error.msg} in line {error.lineno}, column "
                f"{error.colno}; fetch or save the file again"
            )
            raise InputError(message) from error
        except RecursionError as error:
            message = f"{self.label}: nested too deeply; fetch or save the file again"
            raise InputError(message) from error

    def fault(self, row: int, message: str) -> InputError:
        """The error that a row of the file is."""
        return InputError(f"{self.label}: row {row}: {message}")


def payload_of(path: Path, *, max_bytes: int, encoding: str = "") -> Payload:
    """A file of statistics as text.

    Raises InputError where it is missing, too big, no text, or an archive without a table.
    """
    data = read_bytes(path, max_bytes=max_bytes)
    digest = hashlib.sha256(data).hexdigest()
    saved = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    inner, label = _unpacked(data, path, max_bytes)
    text = _decoded(inner, label, encoding)
    if not text.strip():
        message = f"{label}: empty; there is nothing to import"
        raise InputError(message)
    media = _MEDIA.get(text.lstrip()[:1], "text/csv")
    return Payload(path, label, text, digest, media, saved)


def _unpacked(data: bytes, path: Path, max_bytes: int) -> tuple[bytes, str]:
    try:
        if data.startswith(_GZIP):
            with gzip.open(io.BytesIO(data)) as file:
                return _capped(file.read(max_bytes + 1), str(path), max_bytes), str(path)
        if data.startswith(_ZIP):
            return _member(data, path, max_bytes)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        message = f"{path}: a broken archive ({error}); fetch it again"
        raise InputError(message) from error
    return data, str(path)


def _member(data: bytes, path: Path, max_bytes: int) -> tuple[bytes, str]:
    """The one table of an archive, as the World Bank packs them beside metadata."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [
            name
            for name in archive.namelist()
            if name.lower().endswith((".csv", ".json", ".tsv", ".txt", ".xml"))
            and _ASIDE not in name.lower()
        ]
        if len(names) != 1:
            found = f"{len(names)} tables" if names else "no table"
            message = f"{path}: an archive with {found}; unpack it and import the CSV file you want"
            raise InputError(message)
        with archive.open(names[0]) as file:
            label = f"{path} ({names[0]})"
            return _capped(file.read(max_bytes + 1), label, max_bytes), label


def _capped(data: bytes, label: str, max_bytes: int) -> bytes:
    if len(data) > max_bytes:
        message = f"{label}: over {max_bytes} bytes unpacked; raise the setting MEMCON_MAX_BYTES"
        raise InputError(message)
    return data


def _decoded(data: bytes, label: str, encoding: str) -> str:
    kind = next((kind for magic, kind in MAGIC if data.startswith(magic)), "")
    if kind:
        message = f"{label}: {kind}, no table; save it as CSV and import that"
        raise InputError(message)
    if not encoding:
        return decode(data, name=label).text
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        message = f"{label}: not {encoding}; correct `encoding` in the mapping file"
        raise InputError(message) from error


# ---------------------------------------------------------------------- tables


def delimiter_of(text: str) -> str:
    """The mark between the cells of a table: the one that the first full line has most of."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=lambda mark: (line.count(mark), -_DELIMITERS.index(mark)))


def rows_of(payload: Payload, *, delimiter: str = "") -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with the line that each ends in; empty ones are left out.

    Raises InputError where quotation marks do not match up or a cell is larger than any is.
    """
    mark = delimiter or delimiter_of(payload.text)
    reader = csv.reader(io.StringIO(payload.text, newline=""), delimiter=mark)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise payload.fault(
                reader.line_num, f"no row of a table ({error}); save it anew"
            ) from error
        if any(cell.strip() for cell in cells):
            yield reader.line_num, [cell.strip() for cell in cells]


@dataclass(frozen=True, slots=True)
class Row:
    """One row by the names of its columns, as the file has them and folded."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell of a column, by its folded name; '' where there is none."""
        return self.cells.get(column, "")


def header_of(cells: list[str]) -> list[str]:
    """The names of columns, folded."""
    return [folded(cell) for cell in cells]


def by_columns(columns: Mapping[str, list[str]], names: list[str]) -> dict[str, int]:
    """Where each column of ours stands in a header, by any of the names that it goes by.

    The name that is listed first wins where the header has several.
    """
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    found = {
        column: next((places[alias] for alias in aliases if alias in places), -1)
        for column, aliases in columns.items()
    }
    return {column: place for column, place in found.items() if place >= 0}
