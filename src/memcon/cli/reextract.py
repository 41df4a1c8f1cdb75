"""`memcon reextract`: documents on record, extracted anew by the memcon there is now."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Db, Json, opened, say, warn, write, write_json

if TYPE_CHECKING:
    from memcon.run.pipeline import RecordChange

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
    extracted is replaced; ids, decisions and history stay. What changed is told, record by record.
    Tables, statistics and notes are left as they are.
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
            if not as_json:
                for each in result.details:
                    write(_told(each))
            if result.is_failed:
                warn(result.message)
        name = ledger.name
    total = f"{new} records new, {changed} changed, {gone} gone"
    say(f"{name}: {outcomes['done']} documents extracted anew: {total}")
    return SOME_FAILED if outcomes["failed"] else OK


_WORDS = {"added": "new", "removed": "gone", "changed": "changed"}


def _told(change: RecordChange) -> str:
    """One line on a record: what became of it, and of which fields."""
    fields = [
        "evidence" if name == "evidence" else f"{name}: {_value(before)} → {_value(now)}"
        for name, (before, now) in change.fields.items()
    ]
    return "  ".join([f"  {_WORDS[change.what]:7}", change.id, "; ".join(fields)]).rstrip()


def _value(value: object) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)
