"""`memcon remove`: take a document out again."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import Db, opened, say

Names = Annotated[
    list[str],
    typer.Argument(metavar="DOC...", help="Names of documents, as `memcon documents` has them."),
]


def remove(docs: Names, *, db: Db = None) -> None:
    """Take documents out again.

    What rests on them alone goes with them.
    """
    with opened(db) as ledger:
        for name in docs:
            gone = ledger.remove(name)
            own = "1 record" if gone.removed == 1 else f"{gone.removed} records"
            kept = "1 other keeps" if gone.weakened == 1 else f"{gone.weakened} others keep"
            rest = f"; {kept} other sources" if gone.weakened else ""
            say(f"{gone.name}: taken out, and {own} that it alone told of{rest}")
