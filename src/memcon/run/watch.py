"""Watching feeds and sitemaps: look when it is time, read what is new, remember it.

One source that fails stops no other; killed at any point, the next run goes on where this one was.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from memcon.errors import FetchError, InputError, LedgerError, MemconError
from memcon.read.dates import parse_date
from memcon.read.feeds import Entry, Sitemap, feed_entries, sitemap
from memcon.read.fetch import Fetched, Fetcher
from memcon.read.metadata import Metadata
from memcon.read.sources import Source, from_web
from memcon.run.pipeline import DocumentStore, FileResult, Pipeline
from memcon.run.watchlist import SourceState, State, Watched

CHUNK = 8  # documents that are read before the state is written down
TRIES = 4  # of a document, in as many looks
PAUSE = 1.0  # seconds between two pages of a host
LONGEST_PAUSE = 30.0
BACK_OFF = 6  # a failing source is asked at most so many times its interval later
SITEMAP_DAYS = 30  # at the first look, what a sitemap lists as older is passed over
SITEMAPS = 50  # of an index, at one look
SITEMAP_DEPTH = 3
NAP = 5.0  # seconds; a stop is heard so soon


@dataclass(frozen=True, slots=True)
class Poll:
    """What a look at one source found."""

    name: str
    outcomes: Counter[str] = field(default_factory=Counter)  # of its documents
    waiting: int = 0  # documents that are left for the next look
    problem: str = ""  # why the source could not be read
    messages: tuple[str, ...] = ()  # about its documents
    next_in: int = 0  # seconds
    is_due: bool = True  # else it was not looked at

    @property
    def is_failed(self) -> bool:
        """Whether the source could not be read, or a document of it."""
        return bool(self.problem) or self.outcomes["failed"] > 0


@dataclass(slots=True)
class Watch:
    """Watches sources into a store; `now` and `sleep` are the clock."""

    pipe: Pipeline
    store: DocumentStore
    state: State
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def once(self, sources: Sequence[Watched], *, also_early: bool = False) -> Iterator[Poll]:
        """One look at each source that is due, or, `also_early`, at all."""
        for source in sources:
            known = self.state.of(source)
            left = known.due - self.now()
            if left > 0 and not also_early:
                yield Poll(source.name, next_in=round(left), is_due=False)
                continue
            yield self._look(source, known)

    def forever(self, sources: Sequence[Watched]) -> Iterator[Poll]:
        """Looks at sources as they become due, without end."""
        while True:
            due = [one for one in sources if self.state.of(one).due <= self.now()]
            yield from self.once(due)
            next_due = min(self.state.of(one).due for one in sources)
            while (left := next_due - self.now()) > 0:
                self.sleep(min(left, NAP))

    def _look(self, source: Watched, known: SourceState) -> Poll:
        try:
            poll = self._read(source, known)
        except LedgerError:
            raise  # the ledger itself is at fault: no other source would fare better
        except FetchError as error:
            poll = self._failed(source, known, str(error), wait=error.retry_after)
        except MemconError as error:
            poll = self._failed(source, known, str(error))
        except Exception as error:  # noqa: BLE001 (one source must not stop the others)
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            message = f"{source.address}: internal error: {reason}; please report it"
            poll = self._failed(source, known, message)
        self.state.save()
        return poll

    def _failed(
        self, source: Watched, known: SourceState, problem: str, *, wait: int | None = None
    ) -> Poll:
        known.failures += 1
        pause = source.every * min(2 ** (known.failures - 1), BACK_OFF)
        known.due = self.now() + max(pause, wait or 0)
        return Poll(
            source.name,
            waiting=len(known.waiting),
            problem=problem,
            next_in=round(known.due - self.now()),
        )

    def _read(self, source: Watched, known: SourceState) -> Poll:
        fetcher = self.pipe.fetcher()
        fetched = fetcher.fetch(source.address, known=known.validators)
        if not fetched.is_unchanged:
            entries = self._entries(source, fetched, fetcher)
            self._queue(source, known, entries)
            known.validators = fetched.validators
        known.is_begun = True
        self.state.save()
        reading = _Reading(self, source, known)
        reading.run()
        known.failures = 0
        known.due = self.now() + max(source.every, reading.wait)
        return Poll(
            source.name,
            outcomes=reading.outcomes,
            waiting=len(known.waiting),
            messages=tuple(reading.messages),
            next_in=round(known.due - self.now()),
        )

    def _entries(self, source: Watched, fetched: Fetched, fetcher: Fetcher) -> list[Entry]:
        if source.kind == "feed":
            return feed_entries(fetched)
        cap = self.pipe.settings.max_bytes
        found = sitemap(fetched, max_bytes=cap)
        return [*found.entries, *self._of_index(found, fetcher, depth=1)]

    def _of_index(self, index: Sitemap, fetcher: Fetcher, *, depth: int) -> list[Entry]:
        """What the sitemaps of an index list, the last changed first; broken ones passed over."""
        entries: list[Entry] = []
        if depth > SITEMAP_DEPTH:
            return entries
        newest = sorted(index.sitemaps, key=lambda entry: entry.changed, reverse=True)
        for child in newest[:SITEMAPS]:
            self.pause(child.url)
            try:
                fetched = fetcher.fetch(child.url)
                found = sitemap(fetched, max_bytes=self.pipe.settings.max_bytes)
            except InputError as error:
                self.pipe.on_note(str(error))
                continue
            entries += found.entries
            entries += self._of_index(found, fetcher, depth=depth + 1)
        return entries

    def _queue(self, source: Watched, known: SourceState, entries: Sequence[Entry]) -> None:
        """Put what is new or has changed into the queue; the rest is known."""
        since = source.since
        if source.kind == "sitemap" and since is None and not known.is_begun:
            today = datetime.fromtimestamp(self.now(), UTC).date()
            since = today - timedelta(days=SITEMAP_DAYS)
        for entry in entries:
            if known.seen.get(entry.key) == entry.changed:
                continue
            if source.match and not re.search(source.match, entry.url):
                continue
            changed = _day_of(entry)
            # A sitemap without days says nothing of what is new at the first look.
            unknown = changed is None and source.kind == "sitemap" and not known.is_begun
            if unknown or (since is not None and changed is not None and changed < since):
                known.seen[entry.key] = entry.changed
                continue
            before = known.waiting.get(entry.key)
            tries = before[1] if before and before[0].changed == entry.changed else 0
            known.waiting[entry.key] = (entry, tries)

    def pause(self, url: str) -> None:
        """Wait as long as the host of an address asks for between two pages, a second at least."""
        self.sleep(min(max(PAUSE, self.pipe.fetcher().delay(url)), LONGEST_PAUSE))


class _Reading:
    """The documents of one source that wait, read chunk by chunk."""

    def __init__(self, watch: Watch, source: Watched, known: SourceState) -> None:
        self.outcomes: Counter[str] = Counter()
        self.messages: list[str] = []
        self.wait = 0  # seconds that the server asks for
        self._watch = watch
        self._source = source
        self._known = known

    def run(self) -> None:
        """Read as many as the source may have at once."""
        keys = list(self._known.waiting)[: self._source.limit]
        for start in range(0, len(keys), CHUNK):
            self._chunk(keys[start : start + CHUNK])
            self._watch.state.save()
            if self.wait:
                return

    def _chunk(self, keys: Sequence[str]) -> None:
        found: dict[str, Source] = {}
        for key in keys:
            entry, _ = self._known.waiting[key]
            try:
                found[key] = self._fetched(entry)
            except FetchError as error:
                if error.retry_after is not None:
                    self.wait = error.retry_after
                    self.messages.append(str(error))
                    break
                self._missed(key, str(error))
        watch = self._watch
        for result in watch.pipe.ingest(watch.store, list(found.values())):
            self._note(result)
        for key in found:
            self._done(key)

    def _fetched(self, entry: Entry) -> Source:
        source = self._source
        row = Metadata(publisher=source.publisher, language=source.language)
        hint = Metadata(title=entry.title, date=entry.day, author=entry.author)
        if source.content == "feed" or not entry.url:
            address = entry.url or f"{source.address}#{entry.key}"
            page = Fetched(address, _page_of(entry), "text/html; charset=utf-8")
        else:
            self._watch.pause(entry.url)
            page = self._watch.pipe.fetcher().fetch(entry.url)
        at = from_web(entry.url or source.address, metadata=row, hint=hint, fetched=page)
        if not entry.url:
            at = replace(at, name=f"{at.name}/{entry.key}", address=f"{at.address}#{entry.key}")
        return replace(at, labels=source.labels)

    def _missed(self, key: str, message: str) -> None:
        entry, tries = self._known.waiting[key]
        if tries + 1 >= TRIES:
            self._done(key)
            message = f"{message}; given up after {TRIES} tries"
        else:
            self._known.waiting[key] = (entry, tries + 1)
        self.outcomes["failed"] += 1
        self.messages.append(message)

    def _done(self, key: str) -> None:
        entry, _ = self._known.waiting.pop(key)
        self._known.seen.pop(key, None)
        self._known.seen[key] = entry.changed

    def _note(self, result: FileResult) -> None:
        self.outcomes[result.outcome] += 1
        if result.message:
            self.messages.append(result.message)


def _day_of(entry: Entry) -> date | None:

    return parse_date(entry.changed) or entry.day


def _page_of(entry: Entry) -> bytes:
    """The text that a feed holds, as a page."""
    page = f"<html><body><article>{entry.markup}</article></body></html>"
    return page.encode("utf-8", "replace")
