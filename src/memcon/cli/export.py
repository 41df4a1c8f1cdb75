"""`memcon export`: the ledger as a file for other programs and other ledgers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli.list_ import (
    Parties,
    Rejected,
    Sector,
    Series,
    Source,
    Status,
    Text,
    query,
)
from memcon.cli.options import Db, Output, Since, Until, opened, say
from memcon.errors import UsageError

if TYPE_CHECKING:
    from memcon.export import Format as ExportFormat
    from memcon.export import Report

Type = Annotated[
    str,
    typer.Argument(metavar="[TYPE]", help="Of one record type only, as in `memcon list`."),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="jsonl, csv, xlsx, events, … `--formats` lists all.",
    ),
]
Formats = Annotated[
    bool, typer.Option("--formats", help="List the formats, with what reads each of them.")
]
WithText = Annotated[
    bool, typer.Option("--with-text/--without-text", help="The texts of the documents too (jsonl).")
]
RecordsOnly = Annotated[bool, typer.Option("--records-only", help="The records alone (jsonl).")]
QuoteLength = Annotated[
    int | None,
    typer.Option(
        "--quote-length",
        metavar="N",
        min=0,
        help="Cut quotes to N characters. [whole]",
        show_default=False,
    ),
]
NoQuotes = Annotated[bool, typer.Option("--no-quotes", help="Leave quotes out.")]
Zeros = Annotated[
    str,
    typer.Option(
        "--zeros",
        metavar="HOW",
        help="Months without an event in dyad-month: span (all months, every pair), own (between a "
        "pair's first and last event) or none.",
    ),
]


def export(
    record_type: Type = "record",
    *,
    fmt: Format = "jsonl",
    formats: Formats = False,
    parties: Parties = "",
    since: Since = None,
    until: Until = None,
    sector: Sector = "",
    status: Status = "",
    series: Series = "",
    source: Source = "",
    text: Text = "",
    rejected: Rejected = False,
    quote_length: QuoteLength = None,
    no_quotes: NoQuotes = False,
    zeros: Zeros = "span",
    with_text: WithText = True,
    records_only: RecordsOnly = False,
    db: Db = None,
    output: Output = None,
) -> None:
    """Write the ledger, or a part, for other programs.

    Without conditions, `--format jsonl` is all that the ledger has: `memcon import` reads it back
    without loss. `--formats` lists what else there is, and what reads it.
    """
    from memcon.export import format_named

    if formats:
        _list_formats()
        return
    found = format_named(fmt)
    found.check()
    words = {"series": series, "source": source, "text": text, "rejected": rejected}
    ways = {
        "query": query(record_type, parties, since, until, sector=sector, status=status, **words),
        "quote_length": 0 if no_quotes else quote_length,
        "zeros": zeros,
        "with_text": with_text,
        "records_only": records_only,
    }
    _write(found, db, output, ways)


def _write(found: ExportFormat, db: str | None, output: Path | None, options: Any) -> None:
    from memcon.files import written_bytes

    if output is None and sys.stdout.isatty() and not found.is_text:
        message = f"--format {found.name} is no text: name a file, -o export{found.suffix}"
        raise UsageError(message)
    with opened(db) as ledger:
        if output is None:
            report = ledger.export_to(sys.stdout.buffer, found.name, **options)
        else:
            with written_bytes(output) as file:
                report = ledger.export_to(file, found.name, **options)
            say(f"{report.written:,} {found.counts} written to {output}")
    _tell(report)


def _tell(report: Report) -> None:
    for reason, count in report.left_out.items():
        say(f"{count:,} left out: {reason}")
    for note in report.notes:
        say(note)


def _list_formats() -> None:
    from memcon.cli.options import terminal_width, write
    from memcon.export import formats
    from memcon.present.tables import grid

    rows = [
        (each.name, each.holds, each.reads, f"memcon[{each.extra}]" if each.extra else "")
        for each in formats().values()
    ]
    write(grid(("format", "what it holds", "what reads it", "needs"), rows, width=terminal_width()))
