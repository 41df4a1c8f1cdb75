"""The process that reads, extracts and stores what was sent to a server, away from its requests.

It takes one job a line of JSON on its standard input and answers with lines of JSON: the number of
sources, each result as it is stored, and how it ended. Run as `python -m memcon.web.worker`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from memcon.api import Ledger, pipeline
from memcon.errors import MemconError
from memcon.read import Source
from memcon.read.metadata import METADATA_FILE
from memcon.run.pipeline import FileResult, Pipeline
from memcon.settings import Settings

Say = Callable[[Mapping[str, Any]], None]
_PATHS = ("lexicon_dir", "cache_dir")  # settings that are paths
_KNOWN = "the same text is on record already"


def main(stdin: TextIO | None = None, stdout: TextIO | None = None) -> int:
    """Do jobs until there are no more."""
    out = stdout or sys.stdout

    def say(message: Mapping[str, Any]) -> None:
        out.write(json.dumps(message) + "\n")
        out.flush()

    for line in stdin or sys.stdin:
        job = json.loads(line)
        try:
            work(job, say)
        except MemconError as error:
            say({"failed": " ".join(str(error).split())})
        else:
            say({"done": True})
    return 0


def work(job: Mapping[str, Any], say: Say) -> None:
    """Do one job. Raises MemconError where none of it can be done."""
    settings = settings_from(job["settings"])
    day = date.fromisoformat(job["date"]) if job["date"] else None
    pipe = pipeline(settings)
    with ExitStack() as stack:
        whole = stack.enter_context(Ledger(settings=settings))
        ledger = whole
        if job["user"]:
            ledger = stack.enter_context(whole.as_user(job["user"]))
        sources = _sources(pipe, Path(job["folder"]), job["addresses"])
        say({"total": len(sources)})
        for result in ledger.ingesting(pipe, sources, day=day, labels=job["labels"]):
            say({"result": _told(ledger, result)})


def _sources(pipe: Pipeline, folder: Path, addresses: list[str]) -> list[Source]:
    """What was sent: files by the names under which they came, and pages of the web."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    if any(file.name == METADATA_FILE for file in files):
        files = [folder]
    found = pipe.sources([*files, *addresses])
    return [each if each.address else replace(each, sent=each.path.name) for each in found]


def _told(ledger: Ledger, result: FileResult) -> dict[str, Any]:
    """A result with the ids of its document's records.

    A document that whoever sent this does not see is not named.
    """
    line: dict[str, Any] = dict(result.to_json())
    if result.is_failed:
        return line
    if not ledger.documents(names=[result.name]):
        return {"name": "", "outcome": result.outcome, "records": 0, "message": _KNOWN}
    found = {each.subject for each in ledger.statements_of_document(result.name)}
    return {**line, "ids": sorted(found)}


def settings_to(settings: Settings) -> dict[str, Any]:
    """Settings as JSON."""
    made = {each.name: getattr(settings, each.name) for each in fields(settings)}
    return {name: str(value) if isinstance(value, Path) else value for name, value in made.items()}


def settings_from(told: Mapping[str, Any]) -> Settings:
    """Settings from what `settings_to` gave."""
    made: dict[str, Any] = dict(told)
    made.update({name: Path(made[name]) for name in _PATHS if made[name] is not None})
    return Settings(**made)


if __name__ == "__main__":
    sys.exit(main())
