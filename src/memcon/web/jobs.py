"""Ingestion on a server: what was sent waits its turn, and is read by a process of its own.

Jobs are kept in memory; what they stored is in the ledger. Whoever began a job sees it, and admins.
"""

from __future__ import annotations

import json
import queue
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from fastapi import Request

from memcon.errors import LedgerAwayError, MissingError, UsageError
from memcon.ledger.labels import checked_label
from memcon.read.fetch_address import parsed
from memcon.settings import Settings
from memcon.web.access import Visit
from memcon.web.worker import settings_to

State = Literal["queued", "running", "done", "failed", "cancelled"]
KEPT = 500  # jobs that are remembered
WAITING = 50  # that may wait
MOST_FILES = 200
STALLED = 1_800.0  # seconds without a result, after which a job is given up
_OVER: tuple[State, ...] = ("done", "failed", "cancelled")
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Job:
    """One ingestion: its state, and what became of each source so far.

    `results` are as `FileResult.to_json` has them, with the `ids` of the document's records.
    """

    id: str
    by: str
    sources: tuple[str, ...]
    created_at: str
    state: State = "queued"
    total: int = 0
    results: tuple[Mapping[str, Any], ...] = ()
    message: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in _OVER

    def to_json(self) -> dict[str, Any]:
        """The job as JSON."""
        made = {name: getattr(self, name) for name in Job.__slots__}
        return {**made, "sources": list(self.sources), "results": [dict(r) for r in self.results]}


@dataclass(slots=True)
class _Order:
    """What the worker is told."""

    job: str
    folder: Path
    line: dict[str, Any]


class Jobs:
    """The ingestions of one server, one after the other."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._orders: queue.Queue[_Order | None] = queue.Queue()
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[str] | None = None
        self._cancelled: set[str] = set()
        self._thread: threading.Thread | None = None

    def close(self) -> None:
        """Stop; what is running is cut off between two documents at the latest."""
        self._orders.put(None)
        self._end_worker()
        if self._thread is not None:
            self._thread.join(timeout=10)

    # ------------------------------------------------------------------ asking

    def submit(
        self,
        visit: Visit,
        *,
        files: Sequence[tuple[str, Path]] = (),
        addresses: Sequence[str] = (),
        day: date | None = None,
        labels: Iterable[str] = (),
    ) -> Job:
        """Have files (the name under which each was sent, and where it is) and pages ingested.

        The files are moved away. Raises AccessError for who may not, UsageError for what is no
        address or label, LedgerAwayError where too many jobs wait.
        """
        visit.check("write")
        if not files and not addresses:
            message = "nothing to ingest; send files or addresses"
            raise UsageError(message)
        if len(files) + len(addresses) > MOST_FILES:
            message = f"too many at once; send {MOST_FILES} or fewer, or one archive"
            raise UsageError(message)
        for address in addresses:
            parsed(address)
        held = [checked_label(each) for each in labels]
        folder = Path(tempfile.mkdtemp(prefix="memcon-job-"))
        names = _moved(files, folder)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        job = Job(secrets.token_hex(8), visit.name, (*names, *addresses), now)
        line = {
            "settings": settings_to(self._settings),
            "user": "" if visit.way == "local" else visit.name,
            "folder": str(folder),
            "addresses": list(addresses),
            "date": day.isoformat() if day else "",
            "labels": held,
        }
        self._enqueue(job, _Order(job.id, folder, line))
        return job

    def get(self, visit: Visit, job_id: str) -> Job:
        """A job by its id. Raises MissingError where the visitor has none of that id."""
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None or not _may_see(visit, found):
            message = f"{job_id}: no job of that id; jobs are forgotten when the server stops"
            raise MissingError(message)
        return found

    def of(self, visit: Visit) -> list[Job]:
        """The visitor's jobs, an admin's all, the latest first."""
        with self._lock:
            known = list(self._jobs.values())
        return [each for each in reversed(known) if _may_see(visit, each)]

    def cancel(self, visit: Visit, job_id: str) -> Job:
        """Stop a job; what it has stored stays. Raises MissingError as `get` does."""
        job = self.get(visit, job_id)
        if job.is_over:
            return job
        with self._lock:
            self._cancelled.add(job_id)
            is_running = self._jobs[job_id].state == "running"
            self._jobs[job_id] = replace(self._jobs[job_id], state="cancelled")
        if is_running:
            self._end_worker()
        return self.get(visit, job_id)

    # ------------------------------------------------------------------ doing

    def _enqueue(self, job: Job, order: _Order) -> None:
        with self._lock:
            waiting = sum(each.state == "queued" for each in self._jobs.values())
            if waiting >= WAITING:
                shutil.rmtree(order.folder, ignore_errors=True)
                message = f"{waiting} jobs wait already; try again when some are done"
                raise LedgerAwayError(message)
            self._jobs[job.id] = job
            for old in [each for each in self._jobs if self._jobs[each].is_over][:-KEPT]:
                del self._jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="memcon-jobs", daemon=True)
                self._thread.start()
        self._orders.put(order)

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            try:
                with self._lock:
                    is_wanted = order.job not in self._cancelled
                if is_wanted:
                    self._do(order)
            finally:
                shutil.rmtree(order.folder, ignore_errors=True)
        self._end_worker()

    def _do(self, order: _Order) -> None:
        self._change(order.job, state="running")
        worker = self._started()
        watch = threading.Timer(STALLED, self._end_worker)
        watch.daemon = True
        try:
            assert worker.stdin is not None  # noqa: S101 - it was opened with pipes
            assert worker.stdout is not None  # noqa: S101
            worker.stdin.write(json.dumps(order.line) + "\n")
            worker.stdin.flush()
            watch.start()
            while line := worker.stdout.readline():
                watch.cancel()
                if self._heard(order.job, json.loads(line)):
                    return
                watch = threading.Timer(STALLED, self._end_worker)
                watch.daemon = True
                watch.start()
        except (OSError, ValueError):
            pass  # it has gone; said below
        finally:
            watch.cancel()
        self._end_worker()
        with self._lock:
            is_cancelled = order.job in self._cancelled
        if not is_cancelled:
            self._change(order.job, state="failed", message="reading broke off; send it once more")

    def _heard(self, job_id: str, told: Mapping[str, Any]) -> bool:
        """Take one message of the worker's; whether the job is over."""
        if "total" in told:
            self._change(job_id, total=int(told["total"]))
        elif "result" in told:
            with self._lock:
                job = self._jobs[job_id]
                self._jobs[job_id] = replace(job, results=(*job.results, told["result"]))
        elif "failed" in told:
            self._change(job_id, state="failed", message=str(told["failed"]))
        else:
            self._change(job_id, state="done")
        return "failed" in told or "done" in told

    def _change(self, job_id: str, **values: Any) -> None:
        with self._lock:
            if job_id in self._jobs and job_id not in self._cancelled:
                self._jobs[job_id] = replace(self._jobs[job_id], **values)

    def _started(self) -> subprocess.Popen[str]:
        """The worker; it stays, since loading the parser takes seconds."""
        with self._lock:
            if self._worker is None or self._worker.poll() is not None:
                self._worker = subprocess.Popen(
                    [sys.executable, "-m", "memcon.web.worker"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    encoding="utf-8",
                )
            return self._worker

    def _end_worker(self) -> None:
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    pipe.close()


def jobs_of(request: Request) -> Jobs:
    """The ingestions of the server that a request is for."""
    jobs: Jobs = request.app.state.jobs
    return jobs


def _may_see(visit: Visit, job: Job) -> bool:
    return job.by == visit.name or visit.may("admin")


def safe_name(sent: str) -> str:
    """A file's own name out of what it was sent under: no folders, nothing that cannot be shown."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    plain = "".join(char for char in last if char.isprintable()).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > _LONGEST_NAME:
        plain = f"{stem[: _LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"[-_LONGEST_NAME:]
    return plain or "unnamed"


def _moved(files: Sequence[tuple[str, Path]], folder: Path) -> list[str]:
    """The names of files that were moved into a folder, each once."""
    names: list[str] = []
    for sent, path in files:
        name = safe_name(sent)
        stem, dot, suffix = name.rpartition(".")
        number = 1
        while name in names:
            number += 1
            name = f"{stem}-{number}{dot}{suffix}" if dot else f"{suffix}-{number}"
        shutil.move(path, folder / name)
        names.append(name)
    return names
