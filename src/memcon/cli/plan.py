"""`memcon plan`: what lies ahead of a relation, and where its targets are heading."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from memcon.cli.brief import Parties
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
from memcon.cli.prepare import PaperAsOf
from memcon.errors import UsageError

_Horizon = Annotated[
    str, typer.Option("--horizon", metavar="YEARS", help="How far ahead: 5y, 10y or 15y.")
]
_Growth = Annotated[
    str,
    typer.Option(
        "--growth", metavar="RATES", help="What if: percent a year, e.g. 5,8,12 (-2 is a fall)."
    ),
]
_Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="md, html, pdf, docx or json.")
]


def plan(
    parties: Parties,
    *,
    horizon: _Horizon = "5y",
    growth: _Growth = "",
    as_of: PaperAsOf = None,
    fmt: _Format = "md",
    db: Db = None,
    output: Output = None,
) -> None:
    """Put everything dated ahead on one page.

    Meetings planned or expected by their cadence, promises, instruments and projects with a date.
    For each target: what was observed, where that leads, the growth that it still takes, and what
    other growth would bring. The method and its back-test are stated.
    """
    from memcon.present.paper import check_format

    check_format(fmt, also=("json",))
    check_binary(fmt, output, among=("pdf", "docx"))
    day = full_day(as_of, option="--as-of")
    codes = party_codes(parties)
    rates = _rates(growth)
    with opened(db) as ledger:
        found = ledger.plan(*codes, horizon=horizon, growth=rates, as_of=day)
        if fmt == "json":
            write(json.dumps(found.to_json(), ensure_ascii=False, indent=2), output)
        else:
            write_bytes(ledger.paper(ledger.make_plan(found), fmt), output)


def _rates(text: str) -> list[float]:
    """Rates given in percent as fractions. Raises UsageError for what is none."""
    found = []
    for part in filter(None, (part.strip().rstrip("%").strip() for part in text.split(","))):
        try:
            rate = float(part) / 100
        except ValueError:
            rate = -1.0
        if not -1 < rate < 10:  # noqa: PLR2004 (a thousand percent a year)
            message = f"--growth {part}: not a rate; write percents a year, e.g. --growth 5,8"
            raise UsageError(message)
        found.append(rate)
    return found
