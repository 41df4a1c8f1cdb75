"""`memcon quality`: how good the record is, as far as people have judged it."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import Db, Json, opened, say, terminal_width, write, write_json
from memcon.model.sampling import Share

Fields = Annotated[bool, typer.Option("--fields", help="The fields of each type too.")]


def quality(*, fields: Fields = False, db: Db = None, as_json: Json = False) -> None:
    """Estimate how many of the records are right.

    From what was accepted, rejected and corrected, with the interval in which the share lies with
    95 % confidence (Wilson). An estimate rests on a random sample where one was judged; what was
    looked at by choice or in the review queue is no random sample, and says so.
    """
    with opened(db) as ledger:
        found = ledger.quality()
    if as_json:
        for each in found:
            write_json(each.to_json())
        return
    from memcon.present.tables import grid

    rows: list[tuple[str, ...]] = []
    for each in found:
        rows.append((each.type, "", *_told(each.precision), each.basis, str(each.records)))
        if fields:
            rows += [("", name, *_told(share), "", "") for name, share in each.fields.items()]
    columns = ("type", "field", "judged", "right", "precision", "95 %", "basis", "records")
    write(grid(columns, rows, width=terminal_width()))
    if any(each.basis == "chosen" for each in found):
        say(
            "basis “chosen”: judged by choice or in the review queue, where the doubtful comes "
            "first; for an estimate of all records: memcon review --sample 50"
        )
    if not found:
        say("nothing was judged yet; judge a random sample: memcon review --sample 50")


def _told(share: Share) -> tuple[str, str, str, str]:
    low, high = share.interval
    estimate = "" if share.estimate is None else f"{share.estimate:.0%}"
    return str(share.judged), str(share.right), estimate, f"{low:.0%}–{high:.0%}"
