"""`memcon list`: records of a type."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.ledger.reading import RecordQuery

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
Source = Annotated[
    str,
    typer.Option("--source", metavar="NAME", help="Of a document, by name, or of a publisher."),
]
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
    source: Source = "",
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
    from memcon.present.tables import check_format

    words = {"series": series, "source": source, "text": text, "rejected": rejected}
    asked = query(record_type, parties, since, until, sector=sector, status=status, **words)
    check_format(fmt)
    with opened(db) as ledger:
        show_records(ledger, asked, fmt, output)


def query(
    record_type: str,
    parties: str,
    since: str | None,
    until: str | None,
    *,
    sector: str,
    status: str,
    **words: Any,
) -> RecordQuery:
    """The query that the conditions of a command make.

    Raises UsageError, with the nearest there is, for what is not known.
    """
    from memcon.api import query_of
    from memcon.present.labels import labels

    one_of(sector, labels().sectors, option="--sector")
    one_of(status, labels().statuses, option="--status")
    return query_of(
        record_type,
        parties=party_codes(parties.split(",")),
        since=bound(since, option="--since"),
        until=bound(until, option="--until", last=True),
        sector=sector,
        status=status,
        **words,
    )


def show_records(ledger: Ledger, asked: RecordQuery, fmt: str, output: Path | None) -> None:
    """Write the records of a query, and say how many have no date where dates count."""
    from memcon.present import tables
    from memcon.present.names import party_names
    from memcon.present.phrases import Phrases

    records = list(ledger.stream(asked))
    undated = ledger.undated(asked)
    cited = {cite.doc for record in records for cite in record.evidence}
    copies = {doc: each.id for doc, each in ledger.witnesses(cited).items()}
    width = 0 if output else terminal_width()
    phrases = Phrases(party_names(), frozenset(asked.parties))
    shown = tables.render(records, fmt, phrases=phrases, width=width, witness_of=copies)
    write(shown, output)
    if not records:
        say("nothing on record that meets these conditions")
    if undated:
        say(f"{undated} without a date left out")
