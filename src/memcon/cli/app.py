"""All commands under one name."""

from __future__ import annotations

from typing import Annotated

import typer

from memcon.cli import (
    WRONG_USE,
    brief,
    code,
    compare,
    db,
    decide,
    doctor,
    documents,
    explain,
    export,
    extract,
    fetch,
    findings,
    follow_up,
    history,
    import_,
    ingest,
    lexicon,
    list_,
    mcp,
    original,
    plan,
    prepare,
    quality,
    read,
    reextract,
    remove,
    review,
    search,
    searches,
    serve,
    show,
    structure,
    users,
    watch,
)
from memcon.version import __version__

app = typer.Typer(
    name="memcon",
    help="Keep a cited record of relations between states from the documents that report them.",
    epilog="Exit codes: 0 all went well, 1 some inputs failed, 2 wrong use.",
    invoke_without_command=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _memcon(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    if version:
        typer.echo(f"memcon {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(WRONG_USE)


app.command("ingest")(ingest.ingest)
app.command("watch")(watch.watch)
app.command("documents")(documents.documents)
app.command("remove")(remove.remove)
app.command("original")(original.original)
app.command("reextract")(reextract.reextract)
app.command("list")(list_.list_records)
app.command("show")(show.show)
app.command("brief")(brief.brief)
app.command("report")(brief.report)
app.command("prepare")(prepare.prepare)
app.command("follow-up")(follow_up.follow_up)
app.command("plan")(plan.plan)
app.command("findings")(findings.findings)
app.command("structure")(structure.structure)
app.command("compare")(compare.compare)
# "-word" leaves a word out: no option
app.command("search", context_settings={"ignore_unknown_options": True})(search.search)
app.add_typer(searches.app)
app.command("serve")(serve.serve)
app.command("accept")(decide.accept)
app.command("reject")(decide.reject)
app.command("correct")(decide.correct)
app.command("merge")(decide.merge)
app.command("split")(decide.split)
app.command("same")(decide.same)
app.command("not-same")(decide.not_same)
app.command("note")(decide.note)
app.command("add")(decide.add)
app.command("undo")(decide.undo)
app.command("history")(history.history)
app.command("review")(review.review)
app.command("quality")(quality.quality)
app.command("label")(users.label)
app.command("audit")(users.audit)
app.add_typer(users.app)
app.add_typer(users.tokens)
app.command("mcp")(mcp.mcp)
app.command("export")(export.export)
app.command("import")(import_.import_)
app.command("fetch")(fetch.fetch)
app.command("read")(read.read)
app.command("extract")(extract.extract)
app.command("code")(code.code)
app.command("explain")(explain.explain)
app.add_typer(lexicon.app)
app.add_typer(db.app)
app.command("doctor")(doctor.doctor)
