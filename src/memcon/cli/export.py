"""`memcon export`: the ledger as a file for other programs and other ledgers."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from memcon.cli.options import Db, Output, opened, say
from memcon.errors import UsageError

FORMATS = ("jsonl",)
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="jsonl.")]
WithText = Annotated[
    bool, typer.Option("--with-text/--without-text", help="The texts of the documents too.")
]
RecordsOnly = Annotated[bool, typer.Option("--records-only", help="The records alone.")]


def export(
    *,
    fmt: Format = "jsonl",
    with_text: WithText = True,
    records_only: RecordsOnly = False,
    db: Db = None,
    output: Output = None,
) -> None:
    """Write the ledger as JSON lines.

    `memcon import` reads them back without loss.
    """
    if fmt not in FORMATS:
        message = f"--format {fmt}: no such format; there is {' and '.join(FORMATS)}"
        raise UsageError(message)
    with opened(db) as ledger:
        if output is not None:
            count = ledger.export(output, with_text=with_text, records_only=records_only)
            say(f"{count} lines written to {output}")
            return
        sys.stdout.writelines(ledger.lines(with_text=with_text, records_only=records_only))
