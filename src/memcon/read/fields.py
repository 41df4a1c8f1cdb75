"""Which fields of a table, a JSON object or an export are a document's text, title, date and so on.

The usual names are data (`formats/fields.yml`); a user's own mapping (`--map FILE`, or a file
beside the table with `.map.yml` after its name) stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from memcon.errors import InputError
from memcon.read.dates import EARLIEST, LATEST, parse_date
from memcon.read.headers import language_code
from memcon.read.metadata import Metadata

FIELDS = ("text", "title", "date", "publisher", "url", "language", "author", "place", "id")
SIDECAR = ".map.yml"
DATE_FORMAT = "date_format"
CONSTANT = "="
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?")
_MILLISECONDS = 1e11
_STAMPS = ("%Y%m%dT%H%M%SZ", "%Y%m%d%H%M%S", "%Y%m%dT%H%M%S")  # GDELT's


@dataclass(frozen=True, slots=True)
class FieldMap:
    """The names of columns for each field, best first; `=words` gives the words themselves."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_format: str = ""

    def to_json(self) -> dict[str, Any]:
        """The mapping as its file would have it."""
        named: dict[str, Any] = {key: list(names) for key, names in self.names.items()}
        return {**named, DATE_FORMAT: self.date_format} if self.date_format else named


@dataclass(frozen=True, slots=True)
class Row:
    """What the fields of one row are: its text, its metadata, its own name."""

    text: str
    metadata: Metadata
    key: str


def load_map(path: Path) -> FieldMap:
    """A mapping from a YAML or JSON file. Raises InputError saying what is wrong with it."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror or error}"
        raise InputError(message) from error
    except (yaml.YAMLError, ValueError) as error:
        message = f"{path}: not YAML; write a line `text: NAME OF THE COLUMN` and so on"
        raise InputError(message) from error
    return map_of(found, name=str(path))


def map_of(found: Any, *, name: str) -> FieldMap:
    """A mapping from what its file holds. Raises InputError saying what is wrong with it."""
    known = ", ".join((*FIELDS, DATE_FORMAT))
    if not isinstance(found, dict) or not found:
        message = f"{name}: no mapping; write a line for each field ({known}) that the table has"
        raise InputError(message)
    unknown = [str(key) for key in found if key not in (*FIELDS, DATE_FORMAT)]
    if unknown:
        message = f"{name}: {', '.join(unknown)}: no such field; there are {known}"
        raise InputError(message)
    names = {}
    for key, value in found.items():
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) and one for one in values):
            message = f"{name}: {key}: write the name of a column, or a list of names"
            raise InputError(message)
        names[key] = tuple(values)
    form = names.pop(DATE_FORMAT, ("",))[0]
    return FieldMap(names, date_format=form)


@cache
def _known() -> Mapping[str, Any]:
    source = files("memcon").joinpath("read", "formats", "fields.yml")
    found: Mapping[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return found


@cache
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """The names that tables usually have for each field, best first, in small letters."""
    return {key: tuple(_known()["fields"].get(key, ())) for key in FIELDS}


def columns_for(columns: Sequence[str], given: FieldMap | None, *, name: str) -> FieldMap:
    """Which of a table's columns is which field.

    Raises InputError where the user's mapping names a column that is not there, or no column looks
    like a text or a title.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    folded = {_fold(column): column for column in reversed(columns)}
    for key, names in (given.names if given else {}).items():
        missing = [one for one in names if not one.startswith(CONSTANT) and one not in columns]
        missing = [one for one in missing if one.split(".")[0] not in columns]
        if missing:
            there = _listed(columns)
            message = f"{name}: no column {', '.join(missing)} (for {key}); there are {there}"
            raise InputError(message)
        chosen[key] = names
    for key, usual in usual_names().items():
        if key not in chosen:
            found = tuple(folded[one] for one in usual if one in folded)
            # Of several texts the first is read; other fields are looked up until one is filled.
            chosen[key] = (found[:1] or _together(folded)) if key == "text" else found
    if not chosen["text"] and not chosen["title"]:
        there = _listed(columns)
        message = (
            f"{name}: no column looks like a text or a title among {there}; "
            "say which with --map FILE (text: NAME, title: NAME, date: NAME)"
        )
        raise InputError(message)
    return FieldMap(chosen, date_format=given.date_format if given else "")


def _together(folded: Mapping[str, str]) -> tuple[str, ...]:
    """The columns that hold a text in parts."""
    return tuple(folded[one] for one in _known()["together"] if one in folded)


def _listed(columns: Sequence[str]) -> str:
    """The names of columns for a message: one line, however damaged they are."""
    return ", ".join(" ".join(name.split())[:40] for name in columns[:20])


def is_table_of_documents(columns: Sequence[str]) -> bool:
    """Whether a table with these columns holds texts, or at least titles with an address."""
    usual = usual_names()
    folded = {_fold(column) for column in columns}
    has = {key: any(name in folded for name in names) for key, names in usual.items()}
    has["text"] = has["text"] or folded.issuperset(_known()["together"])
    return has["text"] or (has["title"] and has["url"])


def read_row(row: Mapping[str, Any], fields: FieldMap) -> Row:
    """A row's text and metadata. A title alone is the text where the row has no text."""
    title = _first(row, fields.names.get("title", ()))
    texts = [_value(row, name, of_text=True) for name in fields.names.get("text", ())]
    text = "\n\n".join(one for one in texts if any(map(str.isalpha, one)))
    day_text = _first(row, fields.names.get("date", ()))
    return Row(
        text or title,
        Metadata(
            title=" ".join(title.split()),
            publisher=_first(row, fields.names.get("publisher", ())),
            date=stamp_day(day_text, form=fields.date_format),
            language=language_code(_first(row, fields.names.get("language", ()))),
            author=_first(row, fields.names.get("author", ())),
            url=_first(row, fields.names.get("url", ())),
            place=_first(row, fields.names.get("place", ())),
        ),
        _first(row, fields.names.get("id", ())),
    )


def stamp_day(text: str, *, form: str = "") -> date | None:
    """The day of a time stamp, as it was where the stamp was set; None where it is none."""
    text = text.strip()
    if form:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (its own day)
        return None
    day = _seconds(text) or _iso(text)
    for pattern in _STAMPS:
        with suppress(ValueError):
            day = day or datetime.strptime(text, pattern).date()  # noqa: DTZ007
    if day is None and re.search(r"\d{1,2}:\d{2}", text):
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            day = parsedate_to_datetime(text).date()
    if day is None:
        return parse_date(text)
    return day if EARLIEST <= day.year <= LATEST else None


def _iso(text: str) -> date | None:
    with suppress(ValueError):
        return datetime.fromisoformat(text).date()
    return None


def _seconds(text: str) -> date | None:
    """The day of a Unix time, in seconds or milliseconds."""
    if not _SECONDS.fullmatch(text) and not re.fullmatch(r"\d{12,13}", text):
        return None
    number = float(text)
    with suppress(ValueError, OverflowError, OSError):
        seconds = number / 1000 if number > _MILLISECONDS else number
        return datetime.fromtimestamp(seconds, tz=UTC).date()
    return None


def _first(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((value for name in names if (value := _value(row, name))), "")


def _value(row: Mapping[str, Any], name: str, *, of_text: bool = False) -> str:
    if name.startswith(CONSTANT):
        return name.removeprefix(CONSTANT).strip()
    found: Any = row.get(name)
    if found is None and "." in name:
        found = row
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if of_text and isinstance(found, list | tuple):  # of paragraphs
        return "\n\n".join(filter(None, map(_as_text, found)))
    return _as_text(found)


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, bool | bytes):
        return ""
    if isinstance(value, float):
        return "" if value != value else f"{value:.15g}"  # noqa: PLR0124 (not a number)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return next((_as_text(value[key]) for key in ("name", "title", "text") if key in value), "")
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_as_text, value)))
    return str(value).strip()


def _fold(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", name.strip()).lower()
