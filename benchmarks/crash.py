"""How a ledger takes being killed: `memcon ingest` is shot at random moments, what is left judged.

python benchmarks/crash.py --kills 300            an SQLite file and a PostgreSQL server of its own
python benchmarks/crash.py --store sqlite --kills 20 --per-ledger 5

One run over the documents is left in peace: its ledger is what others are compared with. Then, for
each kill, a run is started, killed (SIGKILL) after a random number of documents and a random part
of the time that the next one takes, and the ledger judged: it opens, `memcon db check` finds
nothing, and every document in it is there whole, with exactly the statements that it has in the
ledger of the run in peace. After `--per-ledger` kills a last run goes to its end, and then the
export has to be the same, byte for byte. The documents are parsed once; later runs take that from a
cache, and are forked from a process that has imported all, so that most kills meet a writer. A run
that is ended early (SIGTERM, Ctrl-C) prints the figures of the kills until then.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

PLACES = {
    "Chile": "Arica",
    "Peru": "Lima",
    "Kenya": "Nairobi",
    "Uganda": "Kampala",
    "Norway": "Oslo",
    "Estonia": "Tallinn",
    "Vietnam": "Hanoi",
    "Slovenia": "Ljubljana",
    "Mexico": "Puebla",
    "Jordan": "Amman",
    "Morocco": "Rabat",
    "Nepal": "Kathmandu",
    "Fiji": "Suva",
    "Ghana": "Accra",
    "Portugal": "Lisbon",
    "Mongolia": "Ulaanbaatar",
}
PAIRS = tuple(itertools.combinations(PLACES, 2))
MONTHS = ("January", "March", "May", "July", "September", "November")
GOODS = ("trade", "tourism", "farm exports", "rail freight")


@dataclass(slots=True)
class Outcome:
    """What the kills did to one kind of store."""

    store: str
    documents: int
    records: int
    kills: int = 0
    early: int = 0  # killed before anything was stored in that run
    late: int = 0  # done before the shot
    stored: list[int] = field(default_factory=list)  # documents in the ledger after each kill
    completed: int = 0  # ledgers carried to their end, all equal to the one made in peace
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The figures for the table of results."""
        spread = sorted(self.stored)
        return {
            "store": self.store,
            "documents": self.documents,
            "records": self.records,
            "kills": self.kills,
            "before_anything_was_stored": self.early,
            "after_the_end": self.late,
            "documents_in_the_ledger_when_killed": [spread[0], spread[len(spread) // 2], spread[-1]]
            if spread
            else [],
            "ledgers_completed_and_equal": self.completed,
            "faults": self.faults,
            "seconds": round(self.seconds),
        }


def write_documents(folder: Path, count: int) -> None:
    """Made-up dispatches on pairs of states; each thing is told of by a few of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        one, other = PAIRS[number // 2 % len(PAIRS)]
        day, month = 1 + number // 7 % 27, MONTHS[number // 11 % len(MONTHS)]
        goods = GOODS[number // 5 % len(GOODS)]
        lines = [
            f"Title: {one} and {other}, {number}",
            f"Date: 2021-12-{1 + number % 28:02}",
            "",
            f"The foreign ministers of {one} and {other} met in {PLACES[one]} on {day} {month}.",
            f"Their {goods} came to {1 + number % 90}.{number % 7} billion dollars in 2020.",
        ]
        if number % 3 == 0:
            lines.append(f"{one} and {other} signed an agreement on visas number {number % 40}.")
        name = f"{number:04}.txt"
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


@dataclass(slots=True)
class Run:
    """One `memcon ingest` under way in a process of its own."""

    pid: int
    told: TextIO  # a line for each document as it is stored
    errors: Path

    def kill(self) -> None:
        """End it on the spot, if it has not ended."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        """Its exit code, or minus the number of the signal that ended it."""
        with self.told:
            self.told.read()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@dataclass(frozen=True, slots=True)
class Range:
    """Where the shooting is done: a folder with the documents and the cache of extractions."""

    folder: Path

    @property
    def papers(self) -> Path:
        """The documents."""
        return self.folder / "papers"

    def load(self) -> None:
        """Import all that a run needs, and fill the cache: children have it from the start."""
        for name in [name for name in os.environ if name.startswith("MEMCON_")]:
            del os.environ[name]
        os.environ["MEMCON_CACHE_DIR"] = str(self.folder / "cache")
        if self.start(f"sqlite:///{self.folder / 'first.db'}").wait():  # parses, and is gone
            raise RuntimeError((self.folder / "errors").read_text("utf-8"))
        first = sorted(path for path in self.papers.rglob("*") if path.is_file())[:3]
        with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere), redirect_stdout(nowhere):  # noqa: PTH123
            self._ingest(f"sqlite:///{self.folder / 'second.db'}", *first)

    def _ingest(self, url: str, *sources: Path) -> int:
        from memcon.cli import run

        return run(["ingest", *map(str, sources), "--db", url, "--json"])

    def start(self, url: str) -> Run:
        """`memcon ingest` on the documents, telling of each as it is stored."""
        errors = self.folder / "errors"
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid:
            os.close(theirs)
            return Run(pid, os.fdopen(ours, encoding="utf-8"), errors)
        code = 1
        try:
            os.dup2(theirs, sys.stdout.fileno())
            os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), sys.stderr.fileno())
            sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
            code = self._ingest(url, self.papers)
        finally:
            os._exit(code)

    def finish(self, url: str) -> None:
        """Ingest to the end. Raises RuntimeError where that fails."""
        process = self.start(url)
        if process.wait():
            message = f"ingesting to the end failed: {process.errors.read_text('utf-8').strip()}"
            raise RuntimeError(message)


def shoot(place: Range, url: str, rng: random.Random, *, documents: int) -> None:
    """Kill one run at a random moment."""
    process = place.start(url)
    until, told = rng.randrange(documents), 0
    last = started = time.monotonic()
    while told < until and process.told.readline():
        told += 1
        last = time.monotonic()
    each = (last - started) / max(told, 1)
    time.sleep(rng.uniform(0, 2 * min(each, 0.5)))
    process.kill()


def judge(url: str, whole: Mapping[str, Sequence[str]]) -> tuple[int, list[str]]:
    """How many documents a ledger has, and what is wrong with it."""
    from memcon.errors import MemconError
    from memcon.ledger.store import Store

    try:
        with Store.open(url) as store:
            faults = store.check()
            found = by_document(store)
    except MemconError as error:
        return 0, [f"does not open: {error}"]
    for name, lines in found.items():
        if list(lines) != list(whole.get(name, ())):
            faults.append(f"{name}: not whole")
    return len(found), faults


def by_document(store: Any) -> dict[str, list[str]]:
    """The stored lines of a ledger's export (not the computed ones), by their document."""
    from memcon.ledger.exchange import export_lines

    found: dict[str, list[str]] = {}
    for line in export_lines(store):
        read = json.loads(line)
        if read["type"] == "document":
            found.setdefault(read["name"], []).append(line)
        elif read["type"] == "statement":
            found.setdefault(read["doc"], []).append(line)
    return found


def by_documents_of(url: str) -> dict[str, list[str]]:
    """The same of the ledger at an address."""
    from memcon.ledger.store import Store

    with Store.open(url, create=False) as store:
        return by_document(store)


def export(url: str) -> list[str]:
    """All lines of a ledger's export."""
    from memcon.ledger.exchange import export_lines
    from memcon.ledger.store import Store

    with Store.open(url, create=False) as store:
        return list(export_lines(store))


@dataclass(slots=True)
class Trial:
    """The kills of one kind of store."""

    place: Range
    ledgers: Iterator[str]  # addresses of ledgers that are not there yet
    outcome: Outcome
    rng: random.Random
    whole: dict[str, list[str]] = field(default_factory=dict)
    peaceful: list[str] = field(default_factory=list)

    def in_peace(self) -> None:
        """Make the ledger that others are compared with."""
        from memcon.ledger.store import Store

        url = next(self.ledgers)
        self.place.finish(url)
        self.peaceful = export(url)
        with Store.open(url) as store:
            self.whole = by_document(store)
            counts = store.counts()
        self.outcome.documents = counts["documents"]
        self.outcome.records = sum(counts.values()) - counts["documents"] - counts["statements"]

    def one_ledger(self, kills: int) -> None:
        """Shoot at one ledger's runs, then carry it to its end."""
        url, outcome = next(self.ledgers), self.outcome
        for _ in range(kills):
            shoot(self.place, url, self.rng, documents=outcome.documents)
            stored, faults = judge(url, self.whole)
            outcome.kills += 1
            outcome.early += stored == 0
            outcome.late += stored == outcome.documents
            outcome.stored.append(stored)
            outcome.faults += faults
        self.place.finish(url)
        if export(url) == self.peaceful:
            outcome.completed += 1
        else:
            outcome.faults.append(f"after {outcome.kills} kills: not the ledger made in peace")


def trial(
    store: str, *, kills: int, per_ledger: int, documents: int, seed: int, folder: Path
) -> Outcome:
    """Kill so many runs on one kind of store; what came of it."""
    started = time.monotonic()
    place = Range(folder)
    write_documents(place.papers, documents)
    place.load()
    outcome = Outcome(store, documents, 0)
    with ledgers(store, folder) as addresses:
        run = Trial(place, addresses, outcome, random.Random(seed))  # noqa: S311 (no secret)
        run.in_peace()
        with suppress(KeyboardInterrupt):
            while outcome.kills < kills:
                run.one_ledger(min(per_ledger, kills - outcome.kills))
    outcome.seconds = time.monotonic() - started
    return outcome


@contextmanager
def ledgers(store: str, folder: Path) -> Iterator[Iterator[str]]:
    """Addresses of ledgers that are not there yet, as many as are asked for."""
    if store == "sqlite":
        work = Path(tempfile.mkdtemp(dir=folder))
        yield (f"sqlite:///{work / f'{number}.db'}" for number in range(10_000))
        shutil.rmtree(work)
        return
    import postgres_server

    with postgres_server.running(durable=True) as server:
        yield (server.create(f"ledger_{number}") for number in range(10_000))


def main() -> int:
    """Print the figures, one JSON object a kind of store; exit code 1 where anything was amiss."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("--store", choices=("sqlite", "postgresql"), action="append")
    cli.add_argument("--kills", type=int, default=20)
    cli.add_argument("--per-ledger", type=int, default=1, help="kills before a run to the end")
    cli.add_argument("--documents", type=int, default=500)
    cli.add_argument("--seed", type=int, default=1)
    options = cli.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    code = 0
    for store in options.store or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="memcon-crash-") as folder:
            outcome = trial(
                store,
                kills=options.kills,
                per_ledger=options.per_ledger,
                documents=options.documents,
                seed=options.seed,
                folder=Path(folder),
            )
        print(json.dumps(outcome.to_json()), flush=True)
        code = code or int(bool(outcome.faults))
    return code


if __name__ == "__main__":
    sys.exit(main())
