"""`memcon brief`: where the relations of a pair or group stand."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import Db, Output, Since, bound, full_day, opened, party_codes, write

Parties = Annotated[
    list[str],
    typer.Argument(metavar="PARTY PARTY...", help="Two or more states or organisations."),
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="md or html.")]
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
    from memcon.present.brief import check_format, check_parties

    codes = check_parties(party_codes(parties))
    check_format(fmt)
    first = bound(since, option="--since")
    day = full_day(as_of, option="--as-of")
    with opened(db) as ledger:
        write(ledger.brief(*codes, since=first, as_of=day, format=fmt), output)
