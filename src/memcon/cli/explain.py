"""`memcon explain`: why a sentence gave what it gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import (
    Day,
    Json,
    full_day,
    settings_for,
    terminal_width,
    warn,
    write,
    write_json,
)
from memcon.errors import InputError

if TYPE_CHECKING:
    from memcon.extract.explain import Explanation
    from memcon.model.document import Document
    from memcon.settings import Settings

_LONGEST_PATH = 4096
_LABELS = 9  # characters of the column of labels
_STYLES = {"matched": "green", "records": "bold green", "nearly": "yellow"}  # on a terminal
Line = tuple[str, str]  # a label and what it is put to

Subject = Annotated[
    str, typer.Argument(metavar="FILE|TEXT", help="A file, or a sentence in quotation marks.")
]
Syntax = Annotated[bool, typer.Option("--syntax", help="Show the parse of each sentence too.")]


def explain(
    subject: Subject, *, date: Day = None, syntax: Syntax = False, as_json: Json = False
) -> int:
    """Explain what is found in a text, and why.

    For each sentence: the parties, dates and amounts with the form that they were recognised by,
    who speaks, the frames that matched or nearly did and what they miss, the events, and the
    records that came of it.
    """
    day = full_day(date, option="--date")
    from memcon.extract.explain import explain as explained

    settings = settings_for(None)
    document = _document(subject, settings, date=day)
    told = False
    for explanation in explained(document, settings):
        told = True
        if as_json:
            write_json(explanation.to_json())
        else:
            _show(" ".join(explanation.text.split()), list(_lines(explanation, syntax=syntax)))
    if not told:
        warn(f"{document.name}: language “{document.language}” is not read yet; nothing to explain")
    return OK if told else SOME_FAILED


def _document(subject: str, settings: Settings, **date: Any) -> Document:
    from memcon.read import read_path, read_text

    if len(subject) < _LONGEST_PATH and Path(subject).is_file():
        return read_path(Path(subject), settings=settings, **date)
    if " " not in subject.strip():
        message = f"{subject}: no such file, and no sentence"
        raise InputError(message)
    return read_text(subject, **date)


def _lines(explanation: Explanation, *, syntax: bool) -> Iterator[Line]:
    for label in ("parties", "dates", "amounts"):
        yield from ((label, str(found)) for found in getattr(explanation, label))
    if explanation.speaker:
        yield "speaker", explanation.speaker
    if syntax:
        yield "syntax", explanation.syntax
    for label in ("matched", "nearly", "events"):
        yield from ((label, str(found)) for found in getattr(explanation, label))
    for record in explanation.records:
        slots = "; ".join(f"{slot} {_value(value)}" for slot, value in record.slots.items())
        yield "records", f"{record.type}: {slots}"


def _value(value: Any) -> str:
    """A slot's value on one line, without the marks of JSON."""
    if isinstance(value, Mapping):
        return f"({', '.join(f'{key} {_value(part)}' for key, part in value.items())})"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_value, value))
    return str(value)


def _show(text: str, lines: list[Line]) -> None:
    """Write a sentence and what was found in it: in columns on a terminal, else as plain lines."""
    if not terminal_width():
        rows = (f"  {label:{_LABELS}}{value}" for label, value in lines)
        write("\n".join((text, *rows, "\n")))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1))
    table.add_column(width=_LABELS + 1, no_wrap=True)
    table.add_column(overflow="fold")
    last = ""
    for label, value in lines:
        shown = Text(value, style=_STYLES.get(label, ""))
        table.add_row(Text(f"  {label if label != last else ''}", style="dim"), shown)
        last = label
    console = Console()
    console.print(Text(text, style="bold"))
    console.print(table)
    console.print()
