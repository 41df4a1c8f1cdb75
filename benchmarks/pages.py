"""How long every page takes on a ledger: the first byte, and until it is drawn.

python benchmarks/pages.py LEDGER [--pair KEN-UGA] [--rounds 3] [--browser]

Serves the ledger on this machine and asks for each page; prints a table in milliseconds: the first
byte when it is asked for first and then the median, and the computing of this process, which other
work on the machine leaves alone. What takes long to work out is asked for first until it is there,
and that time is told apart. With --browser each page is opened in Debian's chromium too, until all
its parts are there and all is drawn. The ledger is only read.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import uvicorn

if TYPE_CHECKING:
    from memcon.api import Ledger

CHROMIUM = "/usr/bin/chromium"
_PATIENCE = 600.0  # seconds for what is worked out once
_DRAWN = """() => {
  const all = (where, holds) => [...document.querySelectorAll(where)].every(holds);
  return !document.querySelector("[aria-busy=true]")
    && all("[data-timeline]", (box) => {
      const made = box.querySelector(".vis-timeline");
      return made && getComputedStyle(made).visibility === "visible";
    })
    && all("[data-figure], [data-events], .graph", (box) => box.querySelector("canvas"))
    && all(".world", (box) => box.querySelector("path"));
}"""
_SLOW = ("/findings", "/network", "/sources", "/about")


def main() -> None:
    """Print the table."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("ledger", type=Path)
    cli.add_argument("--pair", default="")
    cli.add_argument("--rounds", type=int, default=3)
    cli.add_argument("--browser", action="store_true")
    given = cli.parse_args()
    with served(given.ledger) as (address, ledger):
        for path in _SLOW:
            print(f"{path}: worked out in {prepared(address, path):.1f} s")
        paths = addresses(ledger, given.pair)
        told = {path: measured(address, path, given.rounds) for path in paths}
        drawn = in_browser(address, paths) if given.browser else {}
        print("| page | first byte, ms | again | computing, ms | again | KB | drawn, ms |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for path in paths:
            known = told[path]
            shown = f"{drawn[path]:.0f}" if path in drawn else ""
            cold, warm = known[0], [statistics.median(each) for each in zip(*known, strict=True)]
            row = [f"{cold[0]:.0f}", f"{warm[0]:.0f}", f"{cold[1]:.0f}", f"{warm[1]:.0f}"]
            print(f"| `{path}` | {' | '.join(row)} | {cold[2] / 1000:.0f} | {shown} |")


def addresses(ledger: Ledger, pair: str) -> list[str]:
    """One address of each page, on records and documents that the ledger has."""
    from memcon.ledger.reading import RecordQuery

    known = ledger.overview()
    codes = pair or "-".join(known.pairs(known.select()).most_common(1)[0][0])
    parties = codes.replace("-", ",")
    query = RecordQuery(parties=tuple(codes.split("-")), limit=1)
    record = ledger.page(query).records[0]
    views = ("", "/timeline", "/timeline.json", "/meetings", "/figures", "/promises")
    whole = [
        *(f"/dyad/{codes}{view}" for view in (*views, "/positions", "/events")),
        "/",
        "/records",
        f"/records?party={parties}",
        f"/record/{record.id}",
        f"/document/{quote(record.evidence[0].doc)}",
        "/dyad",
        "/network",
        "/network?measure=meets&since=2005&until=2010",
        "/map",
        f"/map?party={parties.split(',')[0]}",
        "/map/borders.json",
        "/findings",
        f"/findings?party={parties}&kind=overdue",
        "/sources",
        "/sources?type=meeting",
        "/search?q=trade+agreement",
        f"/search?q=trade&party={parties}",
        f"/compare?party={parties}&one=2000/2005&other=2006/2012",
        "/codebook",
        "/codebook/meeting",
        "/about",
    ]
    return [path for path in whole if path]


@contextmanager
def served(path: Path) -> Iterator[tuple[str, Ledger]]:
    """The address of a server over a ledger, and the ledger."""
    from memcon.api import Ledger
    from memcon.settings import Settings
    from memcon.web.app import create_app

    settings = Settings(db=str(path))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        with Ledger(settings=settings, create=False) as ledger:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", ledger
    finally:
        server.should_exit = True
        thread.join(30)


def prepared(address: str, path: str) -> float:
    """The seconds until a page that has to be worked out is there."""
    start = time.monotonic()
    while time.monotonic() - start < _PATIENCE:
        if asked(address, path)[0] == 200:
            return time.monotonic() - start
        time.sleep(0.2)
    message = f"{path}: not there after {_PATIENCE:.0f} s"
    raise TimeoutError(message)


def asked(address: str, path: str) -> tuple[int, float, float, int]:
    """The status of an answer, milliseconds to its first byte and of computing, its bytes."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_PATIENCE)
    start, computed = time.perf_counter(), time.process_time()
    connection.request("GET", path)
    answer = connection.getresponse()
    first = time.perf_counter()
    size = len(answer.read())
    spent = time.process_time() - computed
    connection.close()
    return answer.status, 1000 * (first - start), 1000 * spent, size


def measured(address: str, path: str, rounds: int) -> list[tuple[float, float, int]]:
    """The milliseconds to the first byte of a page and of computing, and its bytes, each time."""
    tries = [asked(address, path) for _ in range(rounds)]
    if any(status != 200 for status, *_ in tries):
        message = f"{path}: answered {[status for status, *_ in tries]}"
        raise RuntimeError(message)
    return [(first, spent, size) for _, first, spent, size in tries]


def in_browser(address: str, paths: Sequence[str]) -> dict[str, float]:
    """The milliseconds until a page and all that belongs to it is loaded and drawn.

    It is opened twice, and the second time counts: somebody has been there before.
    """
    from playwright.sync_api import sync_playwright

    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for path in paths:
            if path.endswith(".json"):
                continue
            for _ in range(2):
                start = time.perf_counter()
                page.goto(f"{address}{path}", wait_until="load")
                page.wait_for_function(_DRAWN, polling=20)
                found[path] = 1000 * (time.perf_counter() - start)
        browser.close()
    return found


if __name__ == "__main__":
    main()
