"""`memcon import`: take up another ledger's export, official statistics, or a spreadsheet."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 (`date` is an option)
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import (
    Db,
    Json,
    Since,
    Until,
    bound,
    full_day,
    one_of,
    opened,
    party_codes,
    say,
    settings_for,
    warn,
    write_json,
)
from memcon.cli.tables import TABLE, take_table
from memcon.errors import MemconError, UsageError

if TYPE_CHECKING:
    from memcon.api import Ledger
    from memcon.run.pipeline import FileResult

EXPORT = "jsonl"
FORMATS = (EXPORT, "comtrade", "worldbank", "imf", "csv", TABLE)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="What `memcon export` wrote, statistics, spreadsheets."),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="jsonl, comtrade, worldbank, imf, csv; table for a spreadsheet. [told from --type or "
        "the content]",
        show_default=False,
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        help="What the columns of a csv or table mean, in YAML or TOML; also more indicators of a "
        "source.",
        show_default=False,
    ),
]
Retrieved = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        help="The day of the table, or on which statistics were fetched. [when the file was saved]",
        show_default=False,
    ),
]
Type = Annotated[
    str,
    typer.Option(
        "--type",
        metavar="TYPE",
        help="What the rows of a table are: meeting, instrument, figure, …",
        show_default=False,
    ),
]
Parties = Annotated[
    str,
    typer.Option(
        "--parties",
        metavar="P1,P2",
        help="Take the statistics of these parties alone, with each other and in total.",
        show_default=False,
    ),
]


def import_(
    files: Files,
    *,
    db: Db = None,
    fmt: Format = "",
    record_type: Type = "",
    mapping: MappingFile = None,
    date: Retrieved = None,
    parties: Parties = "",
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
) -> int:
    """Take up an export, statistics or a spreadsheet.

    What `memcon export` wrote is taken up all or nothing; what is there already stays as it is.

    Statistics are files of UN Comtrade, the World Bank and the IMF, and any table with a mapping
    file. Their observations become figures, each citing its row. A later release replaces the one
    before. A file that cannot be used is named, and the rest done.

    A table (CSV, XLSX) has a record of your own in each row, which is its citation. A row that
    makes no record is named, and the rest done.

    memcon import --format table --type meeting meetings.xlsx
    """
    one_of(fmt, FORMATS, option="--format")
    if (fmt == "csv") and mapping is None:
        message = "--format csv: a table needs --mapping FILE, which says what its columns mean"
        raise UsageError(message)
    day = full_day(date, option="--date")
    request = {
        "mapping": mapping,
        "retrieved": day,
        "parties": party_codes(parties.split(",")),
        "since": bound(since, option="--since"),
        "until": bound(until, option="--until", last=True),
    }
    table = partial(take_table, record_type=record_type, mapping=mapping, day=day, as_json=as_json)
    is_table = fmt == TABLE or (bool(record_type) and not fmt)
    code = OK
    with opened(db, create=True) as ledger:
        for path in files:
            try:
                if is_table:
                    code = max(code, table(ledger, path))
                    continue
                _take(ledger, path, fmt, request, as_json=as_json)
            except MemconError as error:
                if len(files) == 1 and isinstance(error, UsageError):
                    raise
                warn(str(error))
                code = SOME_FAILED
    return code


def _take(
    ledger: Ledger,
    path: Path,
    fmt: str,
    request: dict[str, Path | Date | tuple[str, ...] | None],
    *,
    as_json: bool,
) -> None:
    """Import one file and say what it brought."""
    from memcon.run.statistics import format_of

    found = fmt or format_of(path, max_bytes=settings_for(None).max_bytes)
    if found == EXPORT or (not found and path.suffix == f".{EXPORT}"):
        _export(ledger, path, as_json=as_json)
        return
    result = ledger.import_statistics(path, format=found, **request)  # type: ignore[arg-type]
    report(result, as_json=as_json, name=str(path))


def _export(ledger: Ledger, path: Path, *, as_json: bool) -> None:
    brought = ledger.import_(path)
    renamed = "".join(f"; {old} is here as {new}" for old, new in brought.renamed.items())
    say(
        f"{brought.documents} new documents ({brought.known} known), {brought.statements} "
        f"statements, {brought.decisions} decisions{renamed}"
    )
    if as_json:
        write_json({"name": path.name, "outcome": "imported", "documents": brought.documents})


def report(result: FileResult, *, as_json: bool, name: str = "") -> None:
    """Say what importing a file of statistics brought."""
    if result.message:
        warn(result.message)
    if as_json:
        write_json(result.to_json())
    counts = {"new": result.added, "changed": result.changed, "gone": result.removed}
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    say(f"{name or result.name}: {result.records} figures, {', '.join(parts) or 'nothing new'}")
