"""`memcon extract`: records without a ledger."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated, TextIO

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Day, Map, Sources, full_day, settings_for, warn
from memcon.errors import UsageError

FORMATS = ("jsonl",)
_FILE = "records.jsonl"
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="jsonl.")]
Target = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE|DIR", help=f"Write to a file, or to {_FILE} in a folder."
    ),
]


def extract(
    sources: Sources,
    *,
    date: Day = None,
    columns: Map = None,
    fmt: Format = "jsonl",
    output: Target = None,
) -> int:
    """Extract records without a ledger.

    One JSON object a line.

    Ids are the same that `memcon ingest` gives; nothing is merged across documents.
    """
    day = full_day(date, option="--date")
    if fmt not in FORMATS:
        message = f"--format {fmt}: no such format; there is {' and '.join(FORMATS)}"
        raise UsageError(message)
    from memcon.api import pipeline
    from memcon.cli.progress import progress
    from memcon.run.pipeline import Failure

    pipe = pipeline(settings_for(None), on_note=warn, fields=columns)
    found = pipe.sources(sources)
    code = OK
    with progress("extracting", len(found)) as step, _target(output) as file:
        for item in pipe.extract(pipe.read(found, day=day)):
            if isinstance(item, Failure):
                warn(item.message)
                code = SOME_FAILED
                step(item.name)
                continue
            document, records = item
            lines = (json.dumps(record.to_json(), ensure_ascii=False) for record in records)
            file.writelines(f"{line}\n" for line in lines)
            step(document.name)
    return code


def _target(output: Path | None) -> AbstractContextManager[TextIO]:
    if output is None:
        return nullcontext(sys.stdout)
    from memcon.files import written

    return written(output / _FILE if output.is_dir() else output)
