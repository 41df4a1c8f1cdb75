"""`memcon search`: full text over documents and records."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import Db, Json, opened, say, write, write_json
from memcon.errors import UsageError

Query = Annotated[
    list[str],
    typer.Argument(metavar="QUERY...", help='Words, "phrases", prefix* and -not.'),
]
Limit = Annotated[
    int, typer.Option("--limit", min=1, metavar="N", help="At most so many of each kind.")
]


def search(query: Query, *, limit: Limit = 10, db: Db = None, as_json: Json = False) -> None:
    """Search documents and records, best first."""
    options = [each for each in query if each.startswith("--")]
    if options:
        message = f"{options[0]}: search has no such option; to look for it, leave the dashes out"
        raise UsageError(message)
    with opened(db) as ledger:
        hits = ledger.search(" ".join(query), limit=limit)
    if as_json:
        for hit in hits:
            write_json(
                {
                    "kind": hit.kind,
                    "name": hit.name,
                    "title": hit.title,
                    "snippet": hit.snippet,
                    "score": hit.score,
                }
            )
        return
    for hit in hits:
        write(f"{hit.kind} {hit.name}: {hit.title}\n    {_flat(hit.snippet)}")
    if not hits:
        say("nothing found")


def _flat(text: str) -> str:
    return " ".join(text.split())
