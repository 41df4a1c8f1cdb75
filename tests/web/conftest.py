"""A server over a real ledger, asked by a client or by a browser; nothing reaches another host."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from memcon.api import Ledger
from memcon.settings import Settings
from memcon.web.app import create_app
from web_site import PASSWORD, served

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def example_ledger(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the examples; only copies of it are changed."""
    path = tmp_path_factory.mktemp("ledger") / "examples.db"
    with Ledger(settings=Settings(db=str(path), user="ana")) as ledger:
        report = ledger.ingest(root / "examples")
        assert not report.failed
    return path


@pytest.fixture
def settings(example_ledger: Path, tmp_path: Path) -> Settings:
    """Settings with a ledger of one's own."""
    path = tmp_path / "web.db"
    shutil.copy(example_ledger, path)
    return Settings(db=str(path), user="ana")


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    """The ledger that the client and the browser see."""
    with Ledger(settings=settings) as made:
        yield made


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """Asks the application as somebody on this machine; follows no redirects."""
    app = create_app(settings)
    app.state.kept.patience = 60
    with TestClient(app, follow_redirects=False) as made:
        yield made


@pytest.fixture
def guarded(settings: Settings, ledger: Ledger) -> Iterator[TestClient]:
    """The same over a ledger with a reader, an analyst and an admin; nobody is logged in."""
    for role in ("reader", "analyst", "admin"):
        ledger.users.add(role, role=role, password=PASSWORD)
    app = create_app(settings)
    app.state.kept.patience = 60
    with TestClient(app, follow_redirects=False) as made:
        yield made


# ---------------------------------------------------------------------- in a browser


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """The address of a server over the ledger."""
    with served(settings) as made:
        yield made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's browser, started once; without it the tests on it are skipped."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-sync"],
        )
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page of a browser, and what it asked other hosts for or complained of."""

    page: Any
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def watch(chromium: Any) -> Iterator[Callable[..., Watched]]:
    """Makes pages; afterwards none may have asked another host, or broken the policy."""
    made: list[tuple[Any, Watched]] = []

    def start(**options: Any) -> Watched:
        context = chromium.new_context(**options)
        context.set_default_timeout(2 * 60_000)  # milliseconds: machines are busy
        watched = Watched(context.new_page())

        def asked(request: Any) -> None:
            if not request.url.startswith(("http://127.0.0.1", "data:", "blob:", "about:")):
                watched.strangers.append(request.url)

        context.on("request", asked)
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.on(
            "console",
            lambda message: (
                watched.complaints.append(message.text)
                if "Content Security Policy" in message.text
                else None
            ),
        )
        made.append((context, watched))
        return watched

    yield start
    for context, watched in made:
        with suppress(Exception):
            context.close()
        assert watched.strangers == []
        assert watched.complaints == []


@pytest.fixture
def page(watch: Callable[..., Watched]) -> Any:
    """One page of a browser."""
    return watch(viewport={"width": 1280, "height": 900}).page
