"""`memcon prepare`: the pack for the next meeting of a series."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from memcon.cli.options import (
    Db,
    Output,
    check_binary,
    full_day,
    opened,
    party_codes,
    write,
    write_bytes,
)
from memcon.errors import UsageError

SeriesName = Annotated[
    str,
    typer.Argument(
        metavar="SERIES",
        help="A series of meetings: its name, or heads_of_state, heads_of_government.",
    ),
]
OfParties = Annotated[
    str, typer.Option("--parties", metavar="A,B", help="The series of these parties.")
]
_Ordinal = Annotated[
    int | None,
    typer.Argument(
        metavar="[ORDINAL]",
        help="The number of a meeting: the pack as it was the day before. [the next]",
        show_default=False,
    ),
]
_Next = Annotated[bool, typer.Option("--next", help="For the next meeting; so it is without this.")]
_Side = Annotated[
    str,
    typer.Option(
        "--side", metavar="PARTY", help="For this party: only what the others have said is in it."
    ),
]
_Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="md, html, pdf, docx or json.")
]
PaperAsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The day from which dates have passed. [the latest document's]",
        show_default=False,
    ),
]


def prepare(
    series: SeriesName,
    ordinal: _Ordinal = None,
    *,
    for_next: _Next = False,
    parties: OfParties = "",
    side: _Side = "",
    as_of: PaperAsOf = None,
    fmt: _Format = "md",
    db: Db = None,
    output: Output = None,
) -> None:
    """Make the pack for the next meeting of a series.

    What is open and how old it is, unsigned instruments, late projects, targets, figures that
    differ, positions by topic, what was said since the last meeting, and a suggested agenda in the
    order of urgency. Every line cites its sources.

    `memcon prepare "heads of government" --parties RUS,CHN --side CHN`
    """
    from memcon.present.paper import check_format

    check_format(fmt, also=("json",))
    check_binary(fmt, output, among=("pdf", "docx"))
    if for_next and ordinal is not None:
        message = "give the number of a meeting or --next, not both"
        raise UsageError(message)
    day = full_day(as_of, option="--as-of")
    codes = party_codes(parties.split(","))
    with opened(db) as ledger:
        pack = ledger.prepare(series, ordinal, parties=codes, side=side, as_of=day)
        if fmt == "json":
            write(json.dumps(pack.to_json(), ensure_ascii=False, indent=2), output)
        else:
            write_bytes(ledger.paper(ledger.make_pack(pack), fmt), output)
