"""`memcon lexicon`: the user's own actors, agents and office-holders."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import say, settings_for, warn
from memcon.errors import MemconError, UsageError

FORMATS = ("petrarch",)
_FIRST_YEAR = 1990
app = typer.Typer(
    name="lexicon",
    help="Bring your own dictionaries and office-holders.",
    rich_markup_mode=None,
)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Dictionaries of actors or agents."),
]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="petrarch.")]
First = Annotated[
    int, typer.Option("--since", metavar="YEAR", help="Ask for those in office since this year.")
]
Offices = Annotated[
    list[str] | None,
    typer.Option(
        "--office",
        metavar="OFFICE",
        help="Ask for this office only, such as foreign_minister; may be repeated. [all]",
        show_default=False,
    ),
]
Endpoint = Annotated[
    str, typer.Option("--endpoint", metavar="URL", help="Ask another query service.")
]


@app.command("import")
def import_(files: Files, *, fmt: Format = "petrarch") -> int:
    """Import dictionaries of actors and agents.

    In the format of PETRARCH and TABARI, dates of validity included; `code`, `extract` and `ingest`
    then use them.

    Each file takes the place of an earlier import of that name. A line that cannot be read is
    named, and the rest imported.
    """
    from memcon.run.lexicon import import_dictionaries

    if fmt not in FORMATS:
        message = f"--format {fmt}: no such format; there is {' and '.join(FORMATS)}"
        raise UsageError(message)
    code = OK
    for path in _distinct(files):
        try:
            (imported,) = import_dictionaries([path], _folder())
        except MemconError as error:
            warn(str(error))
            code = SOME_FAILED
            continue
        for fault in imported.faults:
            warn(fault)
            code = SOME_FAILED
        passed = f", {len(imported.faults)} lines passed over" if imported.faults else ""
        taken = f"{imported.actors} actors, {imported.agents} agents{passed}"
        say(f"{path}: {taken}; kept in {_folder()}")
    return code


@app.command("update")
def update(*, since: First = _FIRST_YEAR, office: Offices = None, endpoint: Endpoint = "") -> None:
    """Refresh the office-holders from Wikidata.

    It and `memcon fetch` alone go to the network. What it writes goes before memcon's own list.
    """
    from memcon.run.lexicon import update_holders

    updated = update_holders(
        _folder(),
        today=date.today(),  # noqa: DTZ011 (the user's day)
        since=since,
        endpoint=endpoint,
        offices=office or (),
    )
    left_out = f", {updated.left_out} incomplete ones left out" if updated.left_out else ""
    say(f"{updated.tenures} terms of office{left_out}; written to {updated.path}")


def _folder() -> Path:
    from memcon.settings import lexicon_folder

    return settings_for(None).lexicon_dir or lexicon_folder()


def _distinct(files: list[Path]) -> list[Path]:
    """The files; UsageError where one would take the place of another."""
    by_name: dict[str, Path] = {}
    for path in files:
        other = by_name.setdefault(path.stem, path)
        if other != path:
            message = f"{path}: would take the place of {other}; rename one of them"
            raise UsageError(message)
    return list(by_name.values())
