"""`memcon db`: upkeep of a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Db, Json, opened, say, settings_for, warn, write, write_json
from memcon.cli.progress import tenths

app = typer.Typer(
    name="db",
    help="Check, back up, restore and upgrade a ledger.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Target = Annotated[Path, typer.Argument(metavar="FILE", help="The backup to write.")]
Backup = Annotated[Path, typer.Argument(metavar="FILE", help="What `memcon db backup` wrote.")]
Quick = Annotated[
    bool,
    typer.Option("--quick", help="Leave out reading originals again."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a ledger that has documents in it.")]


@app.command("check")
def check(*, quick: Quick = False, db: Db = None, as_json: Json = False) -> int:
    """Check that nothing in a ledger is damaged.

    Looked at are the database itself, the references between rows, the words that the search looks
    through, the audit log, every statement's hash, whether the words that it cites stand where it
    says, and whether each text is what its original says when that is read again. What is wrong is
    listed, one line each; exit code 1 if anything is. Documents that another memcon version read
    otherwise are named, and are no damage.
    """
    notes: list[str] = []
    with opened(db) as ledger:
        counts, problems = ledger.counts(), ledger.check()
        if not quick:
            anew = ledger.reread()
            problems, notes = [*problems, *anew.problems], anew.notes
        name = ledger.name
    if as_json:
        line = {"ledger": name, "ok": not problems, "problems": problems, "notes": notes}
        write_json(line)
        return SOME_FAILED if problems else OK
    for note in notes:
        warn(note)
    for problem in problems:
        write(problem)
    if problems:
        faults = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        say(f"{name}: {faults}; restore a backup, or import an export anew")
        return SOME_FAILED
    say(f"{name}: sound; {counts['documents']} documents, {counts['statements']} statements")
    return OK


@app.command("backup")
def backup(file: Target, *, db: Db = None) -> None:
    """Copy a ledger to a file.

    The copy is of one moment, also while others write, and is itself a ledger (of SQLite,
    whatever the original is in): `memcon list … --db FILE` reads it. Its hash is written beside
    it, as `sha256sum --check` reads it.
    """
    with opened(db) as ledger:
        made = ledger.backup(file)
        say(f"{ledger.name}: {made.documents} documents and {made.records} records in {file}")


@app.command("restore")
def restore(file: Backup, *, db: Db = None, force: Force = False) -> None:
    """Make a ledger what a backup holds.

    The backup is checked first: its hash, and all that `memcon db check` looks at. A ledger with
    documents in it is only replaced with --force.
    """
    from memcon.api import restore as restored

    settings = settings_for(db)
    found = restored(file, settings=settings, force=force)
    from memcon.settings import shown_db

    where = shown_db(settings.db)
    say(f"{where}: restored, {found.documents} documents and {found.records} records")


@app.command("upgrade")
def upgrade(*, db: Db = None) -> None:
    """Bring a ledger of an older memcon up to date.

    All of it happens or nothing; nobody else can write meanwhile. Where another version would
    make other records, they are computed anew, which takes a while on a large ledger.
    """
    from memcon.api import upgrade as upgraded
    from memcon.settings import shown_db

    settings = settings_for(db)
    before, now = upgraded(settings=settings, tell=tenths())
    where = shown_db(settings.db)
    if before == now:
        say(f"{where}: up to date (ledger revision {now})")
    else:
        say(f"{where}: upgraded from ledger revision {before} to {now}")


@app.command("vacuum")
def vacuum(*, db: Db = None) -> None:
    """Give back the space of what was removed.

    Also counts anew how much there is of what, so that questions are answered quickly.
    """
    with opened(db) as ledger:
        ledger.vacuum()
        say(f"{ledger.name}: done")
