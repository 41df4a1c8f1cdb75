"""`memcon reextract`: documents on record, extracted anew by the memcon there is now."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Db, Json, opened, say, warn, write_json

Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DOC]...", help="Names of documents; without any, all that another memcon read."
    ),
]
Every = Annotated[bool, typer.Option("--all", help="Also what this very memcon extracted.")]


def reextract(
    docs: Names = None, *, every: Every = False, db: Db = None, as_json: Json = False
) -> int:
    """Extract documents on record anew.

    They are read from the originals that the ledger keeps, else from their texts. What memcon had
    extracted is replaced; ids, decisions and history stay. What changed is told.
    """
    outcomes: Counter[str] = Counter()
    new = changed = gone = 0
    with opened(db) as ledger:
        for result in ledger.reextract(*(docs or ()), every=every):
            outcomes["failed" if result.is_failed else "done"] += 1
            new, changed = new + result.added, changed + result.changed
            gone += result.removed
            if as_json:
                write_json(result.to_json())
            elif result.added or result.changed or result.removed:
                counts = f"{result.added} new, {result.changed} changed, {result.removed} gone"
                say(f"{result.name}: {counts}")
            if result.is_failed:
                warn(result.message)
        name = ledger.name
    total = f"{new} records new, {changed} changed, {gone} gone"
    say(f"{name}: {outcomes['done']} documents extracted anew: {total}")
    return SOME_FAILED if outcomes["failed"] else OK
