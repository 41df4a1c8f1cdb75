"""The sources that are watched, as a TOML file lists them, and what is known of each so far."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from memcon.errors import FetchError, InputError
from memcon.files import written
from memcon.read.feeds import Entry
from memcon.read.fetch import Validators
from memcon.read.fetch_address import parsed
from memcon.settings import is_url, shown_db

HOUR = 3_600
DURATION = re.compile(r"(\d{1,5})\s*(s|m|h|d)")
SECONDS = {"s": 1, "m": 60, "h": HOUR, "d": 24 * HOUR}
SHORTEST = 60  # seconds between two looks at a source
LIMIT = 50  # new documents of a source at once
KEYS = frozenset(
    {
        *("name", "feed", "sitemap", "every", "publisher", "language", "labels", "limit"),
        *("match", "since", "content"),
    }
)
LANGUAGE = re.compile(r"[a-z]{2}")
SEEN = 20_000  # entries of a source that are remembered
STATE_VERSION = 1


@dataclass(frozen=True, slots=True)
class Watched:
    """A source that is watched, and what is to be said of its documents."""

    name: str
    address: str
    kind: Literal["feed", "sitemap"]
    every: int = HOUR  # seconds
    publisher: str = ""
    language: str = ""
    labels: tuple[str, ...] = ()
    limit: int = LIMIT
    match: str = ""  # a regular expression that addresses must contain
    since: date | None = None  # what is listed as older is passed over
    content: Literal["page", "feed"] = "page"  # where the text is


def load_watchlist(path: Path) -> list[Watched]:
    """The sources in a TOML file. Raises InputError with table, key and fault."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = f"{path}: no such file; check the name"
        raise InputError(message) from error
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})"
        raise InputError(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: not TOML: {error}"
        raise InputError(message) from error
    unknown = sorted(set(data) - {"source", "defaults"})
    if unknown:
        message = f"{path}: unknown table {unknown[0]}; there are defaults and [[source]]"
        raise InputError(message)
    defaults, tables = data.get("defaults", {}), data.get("source", [])
    if not isinstance(tables, list) or not tables or not isinstance(defaults, dict):
        message = f"{path}: no sources; give each a table [[source]] with feed or sitemap"
        raise InputError(message)
    found = [_watched({**defaults, **t}, f"{path}: source {n}") for n, t in enumerate(tables, 1)]
    for index, one in enumerate(found):
        if one.address in {other.address for other in found[:index]}:
            message = f"{path}: source {index + 1}: {one.address} is there twice; keep one"
            raise InputError(message)
    return found


def _watched(table: Mapping[str, Any], where: str) -> Watched:
    unknown = sorted(set(table) - KEYS)
    if unknown:
        message = f"{where}: unknown key {unknown[0]}; there are {', '.join(sorted(KEYS))}"
        raise InputError(message)
    kinds = [kind for kind in ("feed", "sitemap") if kind in table]
    if len(kinds) != 1:
        message = f"{where}: give either feed or sitemap, an address"
        raise InputError(message)
    kind: Literal["feed", "sitemap"] = "feed" if kinds == ["feed"] else "sitemap"
    try:
        at = parsed(_text(table, kind, where))
    except FetchError as error:
        message = f"{where}: {kind}: {error}"
        raise InputError(message) from error
    content = table.get("content", "page")
    if content not in {"page", "feed"} or (content == "feed" and kind == "sitemap"):
        message = f"{where}: content: 'page', or for feeds 'feed'"
        raise InputError(message)
    return Watched(
        name=_text(table, "name", where) or at.host,
        address=at.url,
        kind=kind,
        every=_duration(table.get("every", "1h"), where),
        publisher=_text(table, "publisher", where),
        language=_language(table, where),
        labels=_labels(table, where),
        limit=_limit(table, where),
        match=_pattern(table, where),
        since=_day(table, where),
        content=content,
    )


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        message = f"{where}: {key}: not a text; put it in quotation marks"
        raise InputError(message)
    return value.strip()


def _duration(value: object, where: str) -> int:
    match = DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    seconds = int(match[1]) * SECONDS[match[2]] if match else 0
    if seconds < SHORTEST:
        message = f"{where}: every: give a time of a minute or more, such as '30m', '6h' or '1d'"
        raise InputError(message)
    return seconds


def _language(table: Mapping[str, Any], where: str) -> str:
    code = _text(table, "language", where)
    if code and not LANGUAGE.fullmatch(code):
        message = f"{where}: language: a code of two letters, such as 'en'"
        raise InputError(message)
    return code


def _labels(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    value = table.get("labels", [])
    if not isinstance(value, list) or not all(isinstance(label, str) for label in value):
        message = f"{where}: labels: a list of texts, such as ['press', 'asean']"
        raise InputError(message)
    return tuple(dict.fromkeys(label.strip() for label in value if label.strip()))


def _limit(table: Mapping[str, Any], where: str) -> int:
    value = table.get("limit", LIMIT)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        message = f"{where}: limit: a whole number from 1"
        raise InputError(message)
    return value


def _pattern(table: Mapping[str, Any], where: str) -> str:
    text = _text(table, "match", where)
    try:
        re.compile(text)
    except re.error as error:
        message = f"{where}: match: no regular expression ({error})"
        raise InputError(message) from error
    return text


def _day(table: Mapping[str, Any], where: str) -> date | None:
    value = table.get("since")
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    message = f"{where}: since: a day without quotation marks, such as 2026-01-31"
    raise InputError(message)


# ---------------------------------------------------------------------------------- state


@dataclass(slots=True)
class SourceState:
    """What is known of a source: when to look again, what was seen, what waits to be read."""

    due: float = 0.0  # seconds since 1970
    failures: int = 0  # in a row
    is_begun: bool = False  # whether it was looked at before
    validators: Validators = field(default_factory=Validators)
    seen: dict[str, str] = field(default_factory=dict)  # key of each entry: when it changed
    waiting: dict[str, tuple[Entry, int]] = field(
        default_factory=dict
    )  # and how often it was tried


class State:
    """What is known of all sources, in a file that is written whole each time."""

    def __init__(self, path: Path) -> None:
        """Read the file, where there is one. Raises InputError where it is no state."""
        self.path = path
        self._sources: dict[str, SourceState] = {}
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            if data["version"] != STATE_VERSION:
                message = f"{path}: of another version of memcon; remove it to begin anew"
                raise InputError(message)
            self._sources = {key: _from_json(value) for key, value in data["sources"].items()}
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{path}: no state of `memcon watch`; remove it to begin anew"
            raise InputError(message) from error

    def of(self, source: Watched) -> SourceState:
        """What is known of a source."""
        return self._sources.setdefault(source.address, SourceState())

    def save(self) -> None:
        """Write it down. Raises InputError where it cannot be written."""
        sources = {key: _to_json(state) for key, state in sorted(self._sources.items())}
        with written(self.path) as file:
            json.dump({"version": STATE_VERSION, "sources": sources}, file, ensure_ascii=False)


def state_path(db: str, watchlist: Path) -> Path:
    """Where the state of a ledger's watching is: beside it, or for a server beside the list."""
    if not is_url(db):
        return Path(f"{db}.watch.json")
    digest = hashlib.sha256(shown_db(db).encode()).hexdigest()[:8]
    return watchlist.with_name(f"{watchlist.stem}.{digest}.watch.json")


def _to_json(state: SourceState) -> dict[str, Any]:
    return {
        "due": state.due,
        "failures": state.failures,
        "is_begun": state.is_begun,
        "validators": asdict(state.validators),
        "seen": dict(list(state.seen.items())[-SEEN:]),
        "waiting": [[_entry_to_json(entry), tries] for entry, tries in state.waiting.values()],
    }


def _from_json(data: Mapping[str, Any]) -> SourceState:
    waiting = [(_entry_from_json(entry), int(tries)) for entry, tries in data["waiting"]]
    return SourceState(
        due=float(data["due"]),
        failures=int(data["failures"]),
        is_begun=bool(data["is_begun"]),
        validators=Validators(**data["validators"]),
        seen={str(key): str(value) for key, value in data["seen"].items()},
        waiting={entry.key: (entry, tries) for entry, tries in waiting},
    )


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "day": entry.day.isoformat() if entry.day else ""}


def _entry_from_json(data: Mapping[str, Any]) -> Entry:
    return Entry(**{**data, "day": date.fromisoformat(data["day"]) if data["day"] else None})
