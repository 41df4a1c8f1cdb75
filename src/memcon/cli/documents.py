"""`memcon documents`: what has been read."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import Db, Json, opened, say, terminal_width, write, write_json

Versions = Annotated[bool, typer.Option("--versions", help="Show replaced versions too.")]


def documents(*, db: Db = None, versions: Versions = False, as_json: Json = False) -> None:
    """List the documents in the ledger."""
    with opened(db) as ledger:
        found = ledger.documents(versions=versions)
    if as_json:
        for doc in found:
            write_json(doc.to_json())
        return
    from memcon.present.tables import grid

    rows = [
        (
            doc.date.isoformat() if doc.date else "",
            doc.name if doc.current else f"{doc.name} (version {doc.version})",
            doc.publisher,
            doc.title,
            str(doc.records),
            ", ".join(doc.copies),
        )
        for doc in found
    ]
    columns = ("date", "name", "publisher", "title", "records", "same text")
    shown = len(columns) if any(doc.copies for doc in found) else len(columns) - 1
    write(grid(columns[:shown], [row[:shown] for row in rows], width=terminal_width()))
    if not found:
        say("no documents yet; read some with: memcon ingest PATH")
