"""`memcon compare`: systems of cooperation side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.found import FoundFormat, check_found_format, write_found
from memcon.cli.options import Db, Output, Since, bound, full_day, opened

Pairs = Annotated[
    list[str],
    typer.Argument(metavar="A-B...", help="Pairs or groups of parties, by code or name."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The day up to which is counted. [the latest document's]",
        show_default=False,
    ),
]


def compare(
    pairs: Pairs,
    *,
    since: Since = None,
    as_of: AsOf = None,
    fmt: FoundFormat = "text",
    db: Db = None,
    output: Output = None,
) -> None:
    """Compare how pairs of parties work together.

    How often they meet and at which levels, how many promises are kept and how fast, on how few
    sectors they work, what is missing from their series: with intervals of 95 %.

    memcon compare RUS-CHN IND-JPN DEU-FRA
    """
    check_found_format(fmt, output)
    first = bound(since, option="--since")
    day = full_day(as_of, option="--as-of")
    with opened(db) as ledger:
        write_found(ledger, ledger.compare(*pairs, since=first, as_of=day), fmt, output)
