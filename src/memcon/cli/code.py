"""`memcon code`: the event coder alone, for sentences."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Output, settings_for, warn
from memcon.errors import InputError

if TYPE_CHECKING:
    from memcon.extract.events import CodeInput

Input = Annotated[
    str,
    typer.Argument(metavar="IN.jsonl", help='Lines of {"id", "date", "text"}; - for stdin.'),
]


def code(source: Input, *, output: Output = None) -> int:
    """Code sentences as PLOVER events.

    One JSON object a line, with the events best first.

    Source and target are lists of ISO 3166 alpha-3 codes or acronyms of organisations, those of
    the less known after IGO (IGOIAEA).
    """
    from memcon.extract.events import code_sentences

    faults: list[str] = []
    with _lines(source) as lines, _target(output) as file:
        rows = _sentences(lines, faults)
        for coded in code_sentences(rows, settings=settings_for(None)):
            file.write(json.dumps(coded.to_json(), ensure_ascii=False) + "\n")
    return SOME_FAILED if faults else OK


def _sentences(lines: Iterable[str], faults: list[str]) -> Iterator[CodeInput]:
    from memcon.run.coder import parse_line

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield parse_line(line, number)
        except InputError as error:
            faults.append(str(error))
            warn(str(error))


def _lines(source: str) -> AbstractContextManager[Iterable[str]]:
    if source == "-":
        return nullcontext(sys.stdin)
    try:
        return Path(source).open(encoding="utf-8", errors="strict")
    except OSError as error:
        message = f"{source}: cannot be read: {error.strerror or error}"
        raise InputError(message) from error


def _target(output: Path | None) -> AbstractContextManager[TextIO]:
    if output is None:
        return nullcontext(sys.stdout)
    from memcon.files import written

    return written(output)
