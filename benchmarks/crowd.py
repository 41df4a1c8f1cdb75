"""A ledger that many use at once: writers and readers together, and whether it adds up afterwards.

python benchmarks/crowd.py                        8 writers and 4 readers, on both kinds of store

Each writer ingests documents of its own and some that all the others ingest too, all of them into a
ledger that is not there yet. Readers list, search and look up citations meanwhile, without end.
Afterwards the ledger has to be sound, and its export that of one process that read everything.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import crash

SHARED = 20  # documents that all writers ingest


def write_papers(folder: Path, *, writers: int, each: int) -> list[Path]:
    """A folder of documents for each writer; the first one is for all."""
    made = folder / "made"
    crash.write_documents(made, SHARED + writers * each)
    names = sorted(made.iterdir())
    shares = [names[:SHARED], *(names[SHARED + k * each :][:each] for k in range(writers))]
    folders = []
    for number, share in enumerate(shares):
        target = folder / "papers" / str(number)
        target.mkdir(parents=True)
        for path in share:
            path.rename(target / path.name)
        folders.append(target)
    return folders


def write(url: str, folders: list[Path]) -> int:
    """The exit code of `memcon ingest` on some folders."""
    from memcon.cli import run

    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):  # noqa: PTH123
        return run(["ingest", *map(str, folders), "--db", url])


def read(url: str, done: Path, answer: Path) -> int:
    """Read without end until the writers are done; how often, and how long it took at most."""
    import memcon

    times: list[float] = []
    while not done.exists():
        started = time.monotonic()
        try:
            ledger = memcon.Ledger(url, create=False)
        except memcon.LedgerError as error:
            if "no ledger there" in str(error):  # the first writer has not made it yet
                time.sleep(0.05)
                continue
            raise
        with ledger:
            for record in ledger.records("meeting", parties=["Chile", "Peru"]).records:
                for cite in record.evidence:
                    words = ledger.document(cite.doc).text[cite.start : cite.end]
                    if words != cite.quote:
                        return 1
            ledger.search("agreement")
            ledger.counts()
        times.append(time.monotonic() - started)
    answer.write_text(json.dumps({"times": len(times), "longest": max(times, default=0)}), "utf-8")
    return 0


def forked(act: Callable[[], int]) -> int:
    """The number of a process in which something is done; its exit code is what that gives."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = act()
    finally:
        sys.stderr.flush()
        os._exit(code)


def crowd(store: str, *, writers: int, readers: int, each: int, folder: Path) -> dict[str, Any]:
    """What came of writers and readers at one ledger."""
    folders = write_papers(folder, writers=writers, each=each)
    crash.Range(folder).load()
    done, answers = folder / "done", [folder / f"reader-{number}" for number in range(readers)]
    with crash.ledgers(store, folder) as urls:
        alone, together = next(urls), next(urls)
        if write(alone, folders):
            raise RuntimeError("one process alone failed")  # noqa: EM101, TRY003
        started = time.monotonic()
        shares = [[folders[0], own] for own in folders[1:]]
        writing = [forked(lambda share=share: write(together, share)) for share in shares]
        reading = [forked(lambda path=path: read(together, done, path)) for path in answers]
        codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in writing]
        seconds = time.monotonic() - started
        done.touch()
        codes += [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in reading]
        whole = crash.by_documents_of(alone)
        stored, faults = crash.judge(together, whole)
        same = crash.export(alone) == crash.export(together)
    told = [json.loads(path.read_text("utf-8")) for path in answers if path.exists()]
    return {
        "store": store,
        "writers": writers,
        "readers": readers,
        "documents": stored,
        "failed_processes": sum(code != 0 for code in codes),
        "faults": faults,
        "same_as_one_process_alone": same,
        "seconds": round(seconds, 1),
        "reads": sum(each["times"] for each in told),
        "longest_read_s": round(max(each["longest"] for each in told), 2) if told else None,
    }


def main() -> int:
    """Print the figures, one JSON object a kind of store; exit code 1 where anything was amiss."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("--store", choices=("sqlite", "postgresql"), action="append")
    cli.add_argument("--writers", type=int, default=8)
    cli.add_argument("--readers", type=int, default=4)
    cli.add_argument("--each", type=int, default=30, help="documents of each writer's own")
    options = cli.parse_args()
    code = 0
    for store in options.store or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="memcon-crowd-") as name:
            folder = Path(name)
            figures = crowd(
                store,
                writers=options.writers,
                readers=options.readers,
                each=options.each,
                folder=folder,
            )
        print(json.dumps(figures), flush=True)
        sound = figures["same_as_one_process_alone"] and not figures["faults"]
        code = code or int(bool(figures["failed_processes"]) or not sound)
    return code


if __name__ == "__main__":
    sys.exit(main())
