"""`memcon ingest`: read, extract and store documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 (`date` is an option)
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import (
    Day,
    Db,
    Json,
    Map,
    Sources,
    full_day,
    opened,
    say,
    settings_for,
    warn,
    write_json,
)
from memcon.settings import shown_db

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.read import Source
    from memcon.run.pipeline import FileResult, Pipeline

_OUTCOMES = {
    "added": "new",
    "replaced": "in a new version",
    "updated": "updated",
    "unchanged": "unchanged",
    "duplicate": "on record under another name",
    "failed": "failed",
}


Labels = Annotated[
    list[str] | None,
    typer.Option(
        "--label",
        metavar="LABEL",
        help="Only those who hold this label see what is new; may be repeated.",
        show_default=False,
    ),
]


def ingest(
    sources: Sources,
    *,
    db: Db = None,
    date: Day = None,
    columns: Map = None,
    label: Labels = None,
    as_json: Json = False,
) -> int:
    """Read documents into the ledger.

    What they tell is extracted, cited and matched with what is on record.

    A folder may hold a metadata.csv (file, date, title, publisher, url, language, author), which
    outranks what the files say of themselves. Reading the same document twice changes nothing; a
    changed one replaces its old version. A file that cannot be read is named, and the rest done.
    """
    day = full_day(date, option="--date")
    from memcon.api import pipeline

    pipe = pipeline(settings_for(db), on_note=warn, fields=columns)
    found = pipe.sources(sources)
    with opened(db, create=True) as ledger:
        results = _run(ledger, pipe, found, day=day, labels=label or (), as_json=as_json)
        total = ledger.counts()
    outcomes = Counter[str](result.outcome for result in results)
    parts = [f"{outcomes[name]} {words}" for name, words in _OUTCOMES.items() if outcomes[name]]
    records = sum(total.values()) - total["documents"] - total["statements"]
    say(
        f"{_counted(len(results), 'document')}: {', '.join(parts)}; "
        f"{shown_db(settings_for(db).db)} now holds {_counted(total['documents'], 'document')} and "
        f"{_counted(records, 'record')}"
    )
    return SOME_FAILED if outcomes["failed"] else OK


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _run(
    ledger: Ledger,
    pipe: Pipeline,
    sources: Sequence[Source],
    *,
    day: Date | None,
    labels: Sequence[str],
    as_json: bool,
) -> list[FileResult]:
    from memcon.cli.progress import progress

    results: list[FileResult] = []
    with progress("reading", len(sources)) as step:
        for result in ledger.ingesting(pipe, sources, day=day, labels=labels):
            results.append(result)
            if result.message:
                warn(result.message)
            if as_json:
                write_json(result.to_json())
            step(result.name)
    return results
