"""`memcon doctor`: is everything there that memcon needs?"""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Db, Json, settings_for, write, write_json
from memcon.errors import MemconError
from memcon.settings import Settings, is_url, shown_db

_OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is as it should be, and what was found or is to be done."""

    name: str
    is_sound: bool
    told: str


def doctor(*, db: Db = None, as_json: Json = False) -> int:
    """Check the installation and the ledger.

    What is wrong is named, with what to do; exit code 1 if anything is.
    """
    settings = settings_for(db)
    findings = list(_examine(settings))
    for finding in findings:
        if as_json:
            write_json({"name": finding.name, "ok": finding.is_sound, "told": finding.told})
        else:
            write(f"{'ok  ' if finding.is_sound else 'FAIL'} {finding.name}: {finding.told}")
    return OK if all(finding.is_sound for finding in findings) else SOME_FAILED


def _examine(settings: Settings) -> Iterator[Finding]:
    from memcon.version import __version__

    python = platform.python_version()
    yield Finding("memcon", is_sound=True, told=__version__)
    yield Finding("python", sys.version_info >= _OLDEST, python)
    yield from _check("database engine", _sqlite)
    yield from _check("language model", lambda: _model(settings))
    yield from _check("knowledge", lambda: _knowledge(settings))
    yield from _ledger(settings)


def _check(name: str, look: Callable[[], str]) -> Iterator[Finding]:
    try:
        yield Finding(name, is_sound=True, told=look())
    except MemconError as error:
        yield Finding(name, is_sound=False, told=str(error))
    except Exception as error:  # noqa: BLE001 (the doctor reports whatever it meets)
        yield Finding(name, is_sound=False, told=f"{type(error).__name__}: {error}")


def _sqlite() -> str:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    connection.close()
    return f"SQLite {sqlite3.sqlite_version} with full text search"


def _model(settings: Settings) -> str:
    from importlib.metadata import version

    import spacy

    model = spacy.load(settings.english_model)
    return f"{settings.english_model} {model.meta['version']} on spaCy {version('spacy')}"


def _knowledge(settings: Settings) -> str:
    from memcon.api import extractor_for
    from memcon.present.labels import labels
    from memcon.present.names import party_names

    names = party_names()
    labels()
    extractor_for("en", settings)
    return f"lexicons and frames load; {len(names.shown)} states and organisations"


def _ledger(settings: Settings) -> Iterator[Finding]:
    if not is_url(settings.db) and not Path(settings.db).exists():
        told = f"{settings.db}: none yet; `memcon ingest PATH` makes it"
        yield Finding("ledger", is_sound=True, told=told)
        return
    from memcon.api import Ledger

    try:
        with Ledger(settings=settings, create=False) as ledger:
            counts, faults = ledger.counts(), ledger.check()
    except MemconError as error:
        yield Finding("ledger", is_sound=False, told=str(error))
        return
    where = shown_db(settings.db)
    told = f"{where}: {counts['documents']} documents, {counts['statements']} statements"
    yield Finding("ledger", is_sound=not faults, told=told)
    for fault in faults:
        yield Finding("ledger", is_sound=False, told=fault)
