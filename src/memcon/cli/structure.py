"""`memcon structure`: how states meet and work together, as a tree with dates."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.found import FoundFormat, check_found_format, write_found
from memcon.cli.options import Db, Output, full_day, opened, party_codes

Parties = Annotated[
    list[str],
    typer.Argument(metavar="PARTY PARTY...", help="Two or more states or organisations."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="Leave out what came after this day. [the latest document's]",
        show_default=False,
    ),
]


def structure(
    parties: Parties,
    *,
    as_of: AsOf = None,
    fmt: FoundFormat = "text",
    db: Db = None,
    output: Output = None,
) -> None:
    """Show how parties meet and work together.

    A tree with dates: summits, ministers, commissions, working groups, regions, consulates, and the
    groupings they belong to; what each is charged with, who leads it, what founded it, how often it
    meets. What no document says can be entered by hand: memcon add body, memcon correct.

    memcon structure Kenya Uganda --as-of 2019-12-31
    """
    check_found_format(fmt, output)
    codes = party_codes(parties)
    day = full_day(as_of, option="--as-of")
    with opened(db) as ledger:
        write_found(ledger, ledger.structure(*codes, as_of=day), fmt, output)
