"""`memcon import --format table`: a desk's own spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import say, warn, write_json

if TYPE_CHECKING:
    from memcon.api import Ledger

TABLE = "table"


def take_table(  # (what, of what type, how, when, and how it is told)
    ledger: Ledger,
    path: Path,
    *,
    record_type: str,
    mapping: Path | None,
    day: date | None,
    as_json: bool,
) -> int:
    """Import a spreadsheet, say which column was taken for what, and name the bad rows."""
    from memcon.present.tables import record_type as type_named

    kind = type_named(record_type) if record_type else ""
    taken = ledger.import_table(path, record_type=kind, mapping=mapping, date=day)
    for name, headings in taken.columns.items():
        say(f"  {name}: {', '.join(headings)}")
    if taken.unused:
        say(f"  not used: {', '.join(taken.unused)}")
    for fault in taken.faults:
        warn(fault)
    if as_json:
        write_json(taken.result.to_json())
    result = taken.result
    counts = {"new": result.added, "changed": result.changed, "gone": result.removed}
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    bad = f", {len(taken.faults)} rows passed over" if taken.faults else ""
    say(f"{path}: {result.records} records, {', '.join(parts) or 'nothing new'}{bad}")
    return SOME_FAILED if taken.faults else OK
