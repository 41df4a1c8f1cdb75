"""`memcon brief` and `memcon report`: where the relations of a pair or group stand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from memcon.cli.options import (
    Db,
    Output,
    Since,
    bound,
    check_binary,
    full_day,
    opened,
    party_codes,
    write_bytes,
)

Parties = Annotated[
    list[str],
    typer.Argument(metavar="PARTY PARTY...", help="Two or more states or organisations."),
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="md, html, pdf or docx.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The day from which it looks ahead and back. [the latest document's]",
        show_default=False,
    ),
]


def brief(
    parties: Parties,
    *,
    since: Since = None,
    as_of: AsOf = None,
    fmt: Format = "md",
    db: Db = None,
    output: Output = None,
) -> None:
    """Write a brief on two or more parties.

    Where their relations stand, what is signed, promised and disputed; every line cites its
    sources.

    Parties are codes or names: `memcon brief BRA Argentina`, `memcon brief EU "South Korea"`.
    """
    _write(parties, since, as_of, fmt, db, output, whole=False)


def report(
    parties: Parties,
    *,
    since: Since = None,
    as_of: AsOf = None,
    fmt: Format = "md",
    db: Db = None,
    output: Output = None,
) -> None:
    """Write a report on two or more parties.

    All of a brief with nothing left out, what follows from it, a chronology, charts of every
    series of figures, and the words of the sources. PDF needs `memcon[pdf]`.
    """
    _write(parties, since, as_of, fmt, db, output, whole=True)


def _write(
    parties: list[str],
    since: str | None,
    as_of: str | None,
    fmt: str,
    db: str | None,
    output: Path | None,
    *,
    whole: bool,
) -> None:
    from memcon.present.brief import check_parties
    from memcon.present.paper import check_format

    codes = check_parties(party_codes(parties))
    check_format(fmt)
    check_binary(fmt, output, among=("pdf", "docx"))
    first = bound(since, option="--since")
    day = full_day(as_of, option="--as-of")
    with opened(db) as ledger:
        make = ledger.make_report if whole else ledger.make_brief
        write_bytes(ledger.paper(make(*codes, since=first, as_of=day), fmt), output)
