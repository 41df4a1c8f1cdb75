"""`memcon serve`: the ledger in a browser, and its API."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from memcon.cli.options import Db, say, settings_for
from memcon.errors import InputError, UsageError
from memcon.settings import Settings, shown_db

Host = Annotated[
    str, typer.Option("--host", metavar="ADDRESS", help="Listen there; loopback, if not told.")
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, metavar="N", help="0 for any that is free.")
]


def serve(*, host: Host = "127.0.0.1", port: Port = 8765, db: Db = None) -> None:
    """Show the ledger in a browser.

    Without users it is for this machine alone, and an address that others can reach is refused:
    make a user first, with `memcon user add NAME --role admin`. TLS is the business of a proxy in
    front of it.
    """
    from memcon.web.access import is_loopback

    settings = settings_for(db)
    is_local = is_loopback(host)
    if not is_local:
        _check_users(settings, host)
    import uvicorn

    from memcon.web.app import create_app

    app = create_app(settings, is_local=is_local)
    listening = _listen(host, port)
    config = uvicorn.Config(app, log_level="warning", server_header=False)
    name, number = listening.getsockname()[:2]
    shown = f"[{name}]" if ":" in name else name
    say(f"{shown_db(settings.db)} at http://{shown}:{number}/ (Ctrl-C stops)")
    uvicorn.Server(config).run(sockets=[listening])


def _check_users(settings: Settings, host: str) -> None:
    from memcon.api import Ledger

    with Ledger(settings=settings) as ledger:
        if not ledger.users.exist():
            message = (
                f"--host {host}: others could reach it, and this ledger has no users; make one "
                "first: memcon user add NAME --role admin"
            )
            raise UsageError(message)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, UnicodeError) as error:
        made.close()
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{host}, port {port}: cannot listen there ({reason}); try another --port"
        raise InputError(message) from error
    made.listen(128)
    return made
