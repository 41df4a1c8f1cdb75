"""`memcon list`: records of a type."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import (
    Db,
    Output,
    Since,
    Until,
    bound,
    one_of,
    opened,
    party_codes,
    say,
    terminal_width,
    write,
)

Type = Annotated[
    str,
    typer.Argument(
        metavar="TYPE",
        help="meeting, visit, body, instrument, project, commitment, figure, position, event, "
        "or record for all; singular or plural.",
    ),
]
Parties = Annotated[
    str,
    typer.Option("--parties", metavar="A,B", help="With at least these: codes or names."),
]
Sector = Annotated[str, typer.Option("--sector", metavar="SECTOR", help="Of a sector: trade, …")]
Status = Annotated[str, typer.Option("--status", metavar="STATUS", help="Of a status: planned, …")]
Series = Annotated[str, typer.Option("--series", metavar="WORDS", help="Of a series, by its name.")]
Text = Annotated[str, typer.Option("--text", metavar="WORDS", help="With these words.")]
Rejected = Annotated[
    bool, typer.Option("--rejected", help="What analysts have rejected, left out otherwise.")
]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, csv, md, json or jsonl.")
]


def list_records(
    record_type: Type,
    *,
    parties: Parties = "",
    since: Since = None,
    until: Until = None,
    sector: Sector = "",
    status: Status = "",
    series: Series = "",
    text: Text = "",
    rejected: Rejected = False,
    fmt: Format = "table",
    db: Db = None,
    output: Output = None,
) -> None:
    """List the records of a type.

    Where several conditions are given, every one must hold.

    Under --since and --until, records without a date are left out and counted.
    """
    from memcon.present import tables
    from memcon.present.labels import labels
    from memcon.present.names import party_names
    from memcon.present.phrases import Phrases

    kind = tables.record_type(record_type)
    one_of(sector, labels().sectors, option="--sector")
    one_of(status, labels().statuses, option="--status")
    tables.check_format(fmt)
    codes = party_codes(parties.split(","))
    first = bound(since, option="--since")
    last = bound(until, option="--until", last=True)
    with opened(db) as ledger:
        found = ledger.records(
            kind,
            parties=codes,
            since=first,
            until=last,
            sector=sector,
            status=status,
            series=series,
            text=text,
            rejected=rejected,
        )
        copies = {doc: each.id for doc, each in ledger.witnesses().items()}
    width = 0 if output else terminal_width()
    phrases = Phrases(party_names(), frozenset(codes))
    shown = tables.render(found.records, fmt, phrases=phrases, width=width, witness_of=copies)
    write(shown, output)
    if not found.records:
        say("nothing on record that meets these conditions")
    if found.undated:
        say(f"{found.undated} without a date left out")
