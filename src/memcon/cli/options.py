"""What several commands share: options, dates, parties, output, and opening the ledger."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.errors import RecordError, UsageError
from memcon.files import written, written_bytes
from memcon.model import edtf
from memcon.settings import Settings, load_settings

if TYPE_CHECKING:
    from memcon.api import Ledger

Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="LEDGER",
        help="The ledger: a path or a SQLAlchemy URL. [MEMCON_DB, else memcon.db]",
        show_default=False,
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        help="The day of publication, for documents that do not tell.",
        show_default=False,
    ),
]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, addresses (https://…), or - for the standard input.",
    ),
]
Map = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="FILE",
        help="A YAML file that says which columns of tables are text, title, date and so on.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Leave out what ended before this day."),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Leave out what began after this day."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to stdout."),
]
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def settings_for(db: str | None) -> Settings:
    """The settings of the environment, with the ledger named on the command line."""
    settings = load_settings()
    return replace(settings, db=db) if db else settings


def full_day(text: str | None, *, option: str) -> date | None:
    """The day that an option names.

    Raises UsageError when it is no day of the calendar.
    """
    if text is None:
        return None
    if _FULL_DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    message = f"{option} {text}: not a date; write YYYY-MM-DD"
    raise UsageError(message)


def bound(text: str | None, *, option: str, last: bool = False) -> date | None:
    """The day at which a range begins or (`last`) ends: a day, or the edge of a month or year.

    Raises UsageError when it is no date.
    """
    if text is None:
        return None
    limits = None
    if _DAY.fullmatch(text):
        with suppress(RecordError):
            limits = edtf.bounds(text)
    if limits is None:
        message = f"{option} {text}: not a date; write YYYY, YYYY-MM or YYYY-MM-DD"
        raise UsageError(message)
    return limits.last if last else limits.first


def party_codes(texts: list[str]) -> tuple[str, ...]:
    """The codes of parties given by code or name, each once.

    Raises UsageError for one that is not known.
    """
    from memcon.present.names import party_names

    names = party_names()
    return tuple(dict.fromkeys(names.code(text) for text in texts if text.strip()))


def one_of(value: str, known: Iterable[str], *, option: str) -> None:
    """Raise UsageError, with the nearest one, for a value that is none of those known."""
    if not value or value in (names := list(known)):
        return
    from rapidfuzz import process

    near = process.extract(value, names, limit=1, score_cutoff=60)
    hint = f"did you mean {near[0][0]}?" if near else f"there are {', '.join(names)}"
    message = f"{option} {value}: no such value; {hint}"
    raise UsageError(message)


@contextmanager
def opened(db: str | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger of a command, closed at its end; only `create` makes one that is not there.

    Raises LedgerError when there is none.
    """
    from memcon.api import Ledger

    with Ledger(settings=settings_for(db), create=create) as ledger:
        yield ledger


def write(text: str, output: Path | None = None) -> None:
    """Write data to stdout or to a file; its folder is made.

    Raises InputError when the file cannot be written.
    """
    text = text if text.endswith("\n") or not text else f"{text}\n"
    if output is None:
        sys.stdout.write(text)
        return
    with written(output) as file:
        file.write(text)
    say(f"written to {output}")


def write_bytes(data: bytes, output: Path | None = None) -> None:
    """Write bytes to stdout or to a file; its folder is made.

    Raises InputError when the file cannot be written.
    """
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    with written_bytes(output) as file:
        file.write(data)
    say(f"written to {output}")


def check_binary(fmt: str, output: Path | None, *, among: Iterable[str]) -> None:
    """Raise UsageError where a format that is no text would go to a terminal."""
    if output is None and fmt in among and sys.stdout.isatty():
        message = f"--format {fmt} is no text: name a file, -o brief.{fmt}"
        raise UsageError(message)


def write_json(value: Any) -> None:
    """Write one JSON value on a line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def say(message: str) -> None:
    """A message to the user, on stderr."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def warn(message: str) -> None:
    """One line on stderr about what went wrong or was passed over."""
    say(f"memcon: {' '.join(message.split())}")


def terminal_width() -> int:
    """The width of the terminal that stdout is, 0 where it is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
