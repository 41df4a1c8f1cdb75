"""`memcon mcp`: the ledger for an assistant."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.options import Db, opened
from memcon.errors import UsageError

User = Annotated[
    str,
    typer.Option(
        "--user", metavar="NAME", help="Only what this user of the ledger sees.", show_default=False
    ),
]


def mcp(*, user: User = "", db: Db = None) -> None:
    """Let an assistant read the ledger.

    A server of the Model Context Protocol on stdin and stdout, which an assistant's program starts
    itself: tools to search, list, show, brief and find, each answer with citations. It changes
    nothing.
    """
    try:
        from memcon.web.assistant import make_server
    except ImportError as error:
        message = "memcon mcp needs a package that is not there: pip install 'memcon[mcp]'"
        raise UsageError(message) from error
    with opened(db) as ledger:
        if user:
            with ledger.as_user(user) as seen:
                make_server(seen).run("stdio")
        else:
            make_server(ledger).run("stdio")
