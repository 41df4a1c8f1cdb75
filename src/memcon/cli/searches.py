"""`memcon searches`: searches under a name, to be asked again and followed by feed."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli.list_ import (
    Format,
    Parties,
    Rejected,
    Sector,
    Series,
    Source,
    Status,
    Text,
    Type,
    query,
    show_records,
)
from memcon.cli.options import (
    Db,
    Json,
    Output,
    Since,
    Until,
    opened,
    say,
    terminal_width,
    write,
    write_json,
)

app = typer.Typer(name="searches", help="Keep searches, and follow them.", rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name of the search.")]


@app.command("save")
def save(
    name: Name,
    record_type: Type = "record",
    *,
    parties: Parties = "",
    since: Since = None,
    until: Until = None,
    sector: Sector = "",
    status: Status = "",
    series: Series = "",
    source: Source = "",
    text: Text = "",
    rejected: Rejected = False,
    db: Db = None,
) -> None:
    """Keep a search under a name.

    The conditions are those of `memcon list`. One of the same name is replaced.

    memcon searches save "Far East" meetings --parties CHN,RUS --since 2015
    """
    words = {"series": series, "source": source, "text": text, "rejected": rejected}
    with opened(db) as ledger:
        kept = ledger.searches.save(
            name, query(record_type, parties, since, until, sector=sector, status=status, **words)
        )
    say(f"{kept.name}: kept; `memcon serve` has its feed at /feeds/searches/{kept.id}.atom")


@app.command("list")
def list_searches(*, db: Db = None, as_json: Json = False) -> None:
    """List your searches."""
    from memcon.ledger.searches import conditions_of
    from memcon.present.tables import grid

    with opened(db) as ledger:
        found = ledger.searches.all()
    if as_json:
        for each in found:
            write_json(each.to_json())
        return
    rows = [
        (
            each.name,
            "; ".join(
                f"{name}: {_plain(value)}" for name, value in conditions_of(each.query).items()
            ),
            f"/feeds/searches/{each.id}.atom",
        )
        for each in found
    ]
    write(grid(("name", "conditions", "feed"), rows, width=terminal_width()))
    if not found:
        say("no searches; keep one: memcon searches save NAME TYPE --parties A,B")


@app.command("run")
def run(name: Name, *, fmt: Format = "table", db: Db = None, output: Output = None) -> None:
    """List the records that a search finds now."""
    from memcon.present.tables import check_format

    check_format(fmt)
    with opened(db) as ledger:
        show_records(ledger, ledger.searches.get(name).query, fmt, output)


@app.command("remove")
def remove(name: Name, *, db: Db = None) -> None:
    """Forget a search.

    Its feed ends.
    """
    with opened(db) as ledger:
        gone = ledger.searches.remove(name)
    say(f"{gone.name}: forgotten")


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
