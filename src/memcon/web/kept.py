"""What takes long to work out, kept until the ledger changes: findings, the review queue, sums.

A few threads work through it, so that a page waits a moment at most: it gets what was worked out
before the last change, and is told so, or nothing where it is the first time.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as WaitedError
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Generic, TypeVar

from fastapi import Request

from memcon.api import Ledger
from memcon.assess.finding import Finding
from memcon.errors import LedgerAwayError
from memcon.run.days import today
from memcon.run.review import ReviewItem

T = TypeVar("T")
SIZE = 64  # things that are kept
RECENT = 12  # things that a request made, for those that follow it
WORKERS = 2  # so that what takes seconds need not wait for what takes minutes
PATIENCE = 2.0  # seconds that a request waits for what is not there yet
SHORT_PATIENCE = 0.2  # and for what is there as it was before a change
QUEUE = 200  # items of the review queue
_LOG = logging.getLogger("memcon.web")


class NotYetError(LedgerAwayError):
    """It is being worked out for the first time; the same request will soon be answered."""


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """What was worked out; `is_current` unless the ledger has changed since."""

    value: T
    is_current: bool = True


class Kept:
    """Things worked out from a ledger, each for those who hold the same labels."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        """`patience`: seconds that a request waits for what is not there yet."""
        self.patience = patience
        self._done: OrderedDict[tuple[str, str], tuple[tuple[int, int], Any]] = OrderedDict()
        self._running: dict[tuple[str, str, tuple[int, int]], Future[Any]] = {}
        self._recent: OrderedDict[tuple[str, str], tuple[tuple[int, int], Any]] = OrderedDict()
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(WORKERS, thread_name_prefix="memcon-kept")

    def close(self) -> None:
        """Let what is not begun go."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def value(
        self,
        ledger: Ledger,
        name: str,
        make: Callable[[Ledger], T],
    ) -> Value[T]:
        """What `make` makes of a ledger, under a name that says what it is.

        Raises NotYetError where that takes longer than `patience` the first time, and whatever
        `make` raises.
        """
        key, mark = (ledger.audience, name), ledger.changes
        with self._lock:
            known = self._done.get(key)
            if known is not None:
                self._done.move_to_end(key)
                if known[0] == mark:
                    return Value(known[1])
                if known[0][1] != mark[1]:  # it may show what was removed or restricted since
                    del self._done[key]
                    known = None
            running = self._running.get((*key, mark))
            if running is None:
                running = self._worker.submit(self._make, key, mark, ledger, make)
                self._running[*key, mark] = running
        try:
            made: T = running.result(SHORT_PATIENCE if known else self.patience)
        except WaitedError:
            if known is None:
                message = "this is being worked out for the first time; ask again in a moment"
                raise NotYetError(message) from None
            return Value(known[1], is_current=False)
        return Value(made)

    def recent(self, ledger: Ledger, name: str, make: Callable[[Ledger], T]) -> T:
        """The same of what takes a moment only: made at once, and kept as one of the last few."""
        key, mark = (ledger.audience, name), ledger.changes
        with self._lock:
            known = self._recent.get(key)
            if known is not None and known[0] == mark:
                self._recent.move_to_end(key)
                found: T = known[1]
                return found
        made = make(ledger)
        with self._lock:
            self._recent[key] = (mark, made)
            self._recent.move_to_end(key)
            while len(self._recent) > RECENT:
                self._recent.popitem(last=False)
        return made

    def findings(self, ledger: Ledger, as_of: date | None = None) -> Value[list[Finding]]:
        """All findings but changes and single witnesses, as of a day (today), the surest first."""
        day = as_of or today()
        return self.value(ledger, f"findings {day}", lambda asked: asked.findings(as_of=day))

    def findings_at_hand(self, ledger: Ledger) -> list[Finding] | None:
        """All findings as of today, where they are worked out already and still hold."""
        key, changes = (ledger.audience, f"findings {today()}"), ledger.changes
        with self._lock:
            mark, found = self._done.get(key, (None, None))
        return found if mark == changes else None

    def queue(self, ledger: Ledger, record_type: str = "") -> Value[list[ReviewItem]]:
        """The first items of the review queue, of one type or of all."""
        return self.value(
            ledger,
            f"queue {record_type}",
            lambda asked: asked.review_queue(limit=QUEUE, record_type=record_type),
        )

    def _make(
        self,
        key: tuple[str, str],
        mark: tuple[int, int],
        ledger: Ledger,
        make: Callable[[Ledger], Any],
    ) -> Any:
        try:
            made = make(ledger)
        except Exception:
            _LOG.exception("%s: could not be worked out", key[1])
            with self._lock:
                self._running.pop((*key, mark), None)
            raise
        with self._lock:
            self._done[key] = (mark, made)
            self._done.move_to_end(key)
            self._running.pop((*key, mark), None)
            while len(self._done) > SIZE:
                self._done.popitem(last=False)
        return made


def kept_of(request: Request) -> Kept:
    """What the application that a request is for keeps."""
    kept: Kept = request.app.state.kept
    return kept


def about(findings: Sequence[Finding], parties: Sequence[str]) -> list[Finding]:
    """The findings on at least these parties."""
    wanted = set(parties)
    if not wanted:
        return list(findings)
    return [each for each in findings if wanted <= set(each.parties)]
