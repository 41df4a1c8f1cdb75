"""`memcon import`: take up another ledger's export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from memcon.cli.options import Db, opened, say

File = Annotated[Path, typer.Argument(metavar="FILE", help="What `memcon export` wrote.")]


def import_(file: File, *, db: Db = None) -> None:
    """Take up another ledger's export.

    All of it or nothing; what is there already stays as it is.
    """
    with opened(db, create=True) as ledger:
        brought = ledger.import_(file)
    renamed = "".join(f"; {old} is here as {new}" for old, new in brought.renamed.items())
    say(
        f"{brought.documents} new documents ({brought.known} known), {brought.statements} "
        f"statements, {brought.decisions} decisions{renamed}"
    )
