"""`memcon history`: what people have decided on a record, or on all."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from memcon.cli.options import Db, Json, opened, say, write, write_json
from memcon.model.decision import HistoryEntry
from memcon.present.decisions import summary

RecordId = Annotated[
    str | None,
    typer.Argument(metavar="[RECORD_ID]", help="The record. [all]", show_default=False),
]
Lost = Annotated[
    bool, typer.Option("--lost", help="Only decisions that hold but whose record is gone.")
]


def history(
    record_id: RecordId = None, *, lost: Lost = False, db: Db = None, as_json: Json = False
) -> None:
    """Show all decisions on a record.

    Who decided what and when, why, what was there before, and what was undone.
    """
    with opened(db) as ledger:
        if record_id and not lost:
            entries = ledger.history(record_id)
        else:
            entries = ledger.decisions(lost=lost)
    for entry in entries:
        if as_json:
            write_json(_line(entry))
        else:
            write(_told(entry))
    if not entries and not as_json:
        say("nobody has decided on it yet" if record_id else "no decisions")


def _line(entry: HistoryEntry) -> dict[str, Any]:
    line = {**entry.decision.to_json(), "holds": entry.holds, "record": entry.record}
    return {**line, **({"undone_by": entry.undone_by} if entry.undone_by else {})}


def _told(entry: HistoryEntry) -> str:
    made = entry.decision
    when = made.at[:16].replace("T", " ")
    lines = [f"{when} UTC  {made.by}  {made.kind}  {made.id}", f"    {summary(made)}"]
    if made.reason:
        lines.append(f"    because: {made.reason}")
    if entry.undone_by:
        lines.append(f"    undone by {entry.undone_by}")
    elif not entry.holds:
        lines.append("    no longer holds")
    return "\n".join(lines)
