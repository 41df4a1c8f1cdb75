"""Make the pictures of the pages that the documentation shows, from the bundled examples.

python scripts/screenshots.py [NAME ...]

Needs Debian's chromium and Playwright. The examples are read into a ledger of their own; a picture
of more than 200 kilobytes is an error.
"""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
CHROMIUM = "/usr/bin/chromium"
LARGEST = 200_000  # bytes of a picture

# Name, address, width, height, colour scheme; the record is the meeting with most sources.
SHOTS = (
    ("home", "/", 1200, 780, "light"),
    ("record", "/record/{record}", 1200, 800, "light"),
    ("document", "/document/{document}?at={at}", 1100, 660, "light"),
    ("review", "/review", 1280, 900, "dark"),
    ("brief", "/dyad/CHN-RUS", 1280, 900, "light"),
    ("timeline", "/dyad/CHN-RUS/timeline", 1280, 900, "light"),
    ("meetings", "/dyad/CHN-RUS/meetings", 1280, 700, "light"),
    ("figures", "/dyad/CHN-RUS/figures", 1280, 900, "light"),
    ("promises", "/dyad/CHN-RUS/promises", 1280, 900, "light"),
    ("events", "/dyad/CHN-RUS/events", 1280, 800, "dark"),
    ("network", "/network", 1280, 900, "light"),
    ("map", "/map?party=CHN", 1280, 900, "light"),
    ("findings", "/findings?party=CHN,RUS", 1280, 800, "light"),
    ("sources", "/sources", 1280, 800, "light"),
    ("search", "/search?q=gas+pipeline", 1200, 720, "dark"),
    ("compare", "/compare?party=CHN,RUS&one=2012/2015&other=2016/2019", 1280, 900, "light"),
    ("phone", "/dyad/CHN-RUS", 390, 800, "light"),
)


def main() -> int:
    """Write the pictures; 1 where one is too large."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(parents=True, exist_ok=True)
    heavy = []
    arguments = ["--no-sandbox", "--hide-scrollbars"]
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as (address, known),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        for name, path, width, height, scheme in SHOTS:
            if sys.argv[1:] and name not in sys.argv[1:]:
                continue
            content = taken(browser, address + path.format_map(known), width, height, scheme)
            (PICTURES / f"{name}.png").write_bytes(content)
            print(f"{name}.png: {len(content) // 1000} KB")
            heavy += [name] if len(content) > LARGEST else []
        browser.close()
    for name in heavy:
        print(f"{name}.png is larger than {LARGEST // 1000} KB", file=sys.stderr)
    return 1 if heavy else 0


def taken(browser: Any, address: str, width: int, height: int, scheme: str) -> bytes:
    """A picture of what one sees at an address, without moving parts."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    while page.goto(address).status != 200:  # noqa: PLR2004 (it is being worked out)
        time.sleep(0.5)
    page.wait_for_load_state("networkidle")
    page.wait_for_function("!document.querySelector('[aria-busy=true]')")
    page.wait_for_timeout(2000)
    content: bytes = page.screenshot()
    context.close()
    return content


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a server over a ledger of the examples, and what it is to show."""
    from memcon.api import Ledger
    from memcon.settings import Settings
    from memcon.web.app import create_app

    settings = Settings(db=str(folder / "examples.db"))
    with Ledger(settings=settings) as ledger:
        ledger.ingest(ROOT / "examples")
        record = max(ledger.records("meeting").records, key=lambda each: len(each.evidence))
    cite = record.evidence[0]
    known = {"record": record.id, "document": cite.doc, "at": f"{cite.start}-{cite.end}#at"}
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", known
    finally:
        server.should_exit = True
        thread.join(30)


if __name__ == "__main__":
    sys.exit(main())
