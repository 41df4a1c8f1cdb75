"""What tests of the pages and of the API share: servers, users, tokens."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.app import create_app

PASSWORD = "correct horse battery"
MINUTE = 60.0


def bearer(ledger: Ledger, user: str, *scopes: str) -> dict[str, str]:
    """The header that lets a program in as some user."""
    given = scopes or {"reader": ("read",), "analyst": ("read", "write")}.get(
        user, ("read", "write", "admin")
    )
    return {"Authorization": f"Bearer {ledger.users.create_token(user, scopes=given)}"}


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """A server on a free port of this machine, and its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    until = time.monotonic() + MINUTE
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(MINUTE)
        listening.close()


def with_users(settings: Settings, **roles: str) -> Settings:
    """The same settings, once the ledger has users of these roles, all with PASSWORD."""
    with Ledger(settings=settings) as ledger:
        for name, role in roles.items():
            ledger.users.add(name, role=role, password=PASSWORD)
    return settings
