"""`memcon findings`: what follows from the records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from memcon.cli.options import Db, Output, full_day, opened, party_codes, say, write

Kinds = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[KIND...]",
        help="contradiction, target, overdue, gap, change, friction, convergence, single_witness; "
        "singular or plural. [all but change and single_witness]",
        show_default=False,
    ),
]
Parties = Annotated[
    str, typer.Option("--parties", metavar="A,B", help="On records with at least these.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The day from which dates have passed or lie ahead. [today]",
        show_default=False,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="YYYY-MM-DD|last",
        help="For changes: since this day, or since changes were last looked at.",
    ),
]
Rates = Annotated[
    Path | None,
    typer.Option(
        "--rates",
        metavar="FILE",
        help="Exchange rates (currency, period, rate, source): other currencies count too.",
    ),
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", help="So many of a kind; 0 for all.")]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, md, csv, json or jsonl.")
]


def findings(
    kinds: Kinds = None,
    *,
    parties: Parties = "",
    as_of: AsOf = None,
    since: Since = None,
    rates: Rates = None,
    limit: Limit = 20,
    fmt: Format = "table",
    db: Db = None,
    output: Output = None,
) -> None:
    """Show what follows from the records.

    Contradictions, targets met or missed, what is overdue or missing, where parties are opposed or
    at one. Each finding has its rule, its sources on every side, and a confidence from 0 to 1.
    Markdown shows the words that each side rests on.

    Changes need --since: a day, or `last`, which remembers this look for the next time.
    """
    from memcon.present import findings as present
    from memcon.present.names import party_names
    from memcon.present.phrases import Phrases

    present.check_format(fmt)
    codes = party_codes(parties.split(","))
    day = full_day(as_of, option="--as-of")
    first = since if since == "last" else full_day(since, option="--since")
    with opened(db) as ledger:
        found = ledger.findings(*kinds or (), parties=codes, as_of=day, since=first, rates=rates)
        words = present.FindingWords(ledger.record, Phrases(party_names(), frozenset(codes)))
        options = f" --parties {','.join(codes)}" if codes else ""
        text = present.render(found, fmt, words=words, limit=limit, options=options)
    write(text, output)
    if not found:
        say("no such findings; `memcon findings --help` says what is looked for")
