"""`memcon follow-up`: what became of what was open before a meeting, and who has to act."""

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
from memcon.cli.prepare import OfParties, PaperAsOf, SeriesName

_Ordinal = Annotated[
    int, typer.Argument(metavar="ORDINAL", help="The number of the meeting in its series.")
]
_Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="md, html, pdf, docx or json; csv or ics: the action list alone.",
    ),
]
_LISTS = ("csv", "ics")


def follow_up(
    series: SeriesName,
    ordinal: _Ordinal,
    *,
    parties: OfParties = "",
    as_of: PaperAsOf = None,
    fmt: _Format = "md",
    db: Db = None,
    output: Output = None,
) -> None:
    """Say what became of a meeting.

    Item by item: what was open before it and is settled, missed, given up, moved, confirmed, or
    dropped without a word; what was newly promised; and who has to do what by when, also as CSV
    for a spreadsheet or iCalendar for a calendar.

    Where no document tells it, decide: `memcon correct ID status met --reason ...`, or `memcon
    note ID ...`, and it counts as the outcome.
    """
    from memcon.present.paper import check_format

    check_format(fmt, also=("json", *_LISTS))
    check_binary(fmt, output, among=("pdf", "docx"))
    day = full_day(as_of, option="--as-of")
    codes = party_codes(parties.split(","))
    with opened(db) as ledger:
        found = ledger.follow_up(series, ordinal, parties=codes, as_of=day)
        if fmt in _LISTS:
            write(ledger.actions(found, fmt), output)
        elif fmt == "json":
            write(json.dumps(found.to_json(), ensure_ascii=False, indent=2), output)
        else:
            write_bytes(ledger.paper(ledger.make_follow_up(found), fmt), output)
