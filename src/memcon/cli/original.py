"""`memcon original`: the bytes that a document was read from."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Db, Json, Output, opened, say, warn, write_json
from memcon.files import written_bytes

Name = Annotated[
    str, typer.Argument(metavar="DOC", help="A document's name, as `memcon documents` has it.")
]


def original(doc: Name, *, db: Db = None, output: Output = None, as_json: Json = False) -> int:
    """Give out what a document was read from.

    The very bytes, to stdout or a file; --json tells their hash, when they were read and from
    where instead.
    """
    with opened(db) as ledger:
        kept = ledger.original(doc)
    if kept is None:
        warn(f"{doc}: its original was not kept; read the file again to keep it")
        return SOME_FAILED
    if as_json:
        told = {"sha256": kept.sha256, "size": len(kept.data)}
        write_json({**told, "read_at": kept.read_at, "read_from": kept.read_from})
    elif output is None:
        sys.stdout.buffer.write(kept.data)
    else:
        with written_bytes(output) as file:
            file.write(kept.data)
        say(f"written to {output}; read on {kept.read_at} from {kept.read_from}")
    return OK
