"""Write the generated pages of docs/reference: what the program says of itself, in one place.

python scripts/write_reference.py            write them
python scripts/write_reference.py --check    exit 1 where one is not current
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import typer.main

from memcon import errors, settings
from memcon.cli.app import app
from memcon.export import formats
from memcon.export.columns import Table, all_tables, dyad_month_table, event_tables

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
_DEFAULTS = {"lexicon_dir": "~/.config/memcon/lexicon"}  # what the environment comes to
NOTE = "<!-- Written by scripts/write_reference.py (`make docs`): do not edit. -->"


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    return {
        "cli.md": _page(_cli()),
        "settings.md": _page(_settings()),
        "errors.md": _page(_errors()),
        "exports.md": _page(_exports()),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pages, or with `--check` only compare them."""
    cli = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    cli.add_argument("--check", action="store_true")
    check = cli.parse_args(arguments).check
    stale = [name for name, text in pages().items() if _current(name) != text]
    for name in stale:
        if check:
            print(f"docs/reference/{name} is not current: run `make docs`")
            continue
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(pages()[name], encoding="utf-8")
        print(f"written: docs/reference/{name}")
    return 1 if check and stale else 0


def _page(lines: Iterator[str]) -> str:
    return "\n".join([NOTE, "", *lines]).rstrip() + "\n"


def _current(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _cli() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    yield "# Command line"
    yield ""
    yield inspect.cleandoc(group.help or "")
    yield ""
    yield "Data goes to stdout, messages and progress to stderr."
    yield group.epilog
    yield ""
    for name, command in group.commands.items():
        yield from _command(name, command)


def _command(name: str, command: Any, level: str = "##") -> Iterator[str]:
    """A command, or a group with the commands in it one level below."""
    inner = getattr(command, "commands", {})
    if inner:
        yield from (f"{level} memcon {name}", "", inspect.cleandoc(command.help or ""), "")
        for each, below in inner.items():
            yield from _command(f"{name} {each}", below, f"{level}#")
        return
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    usage = " ".join(param.metavar or param.name.upper() for param in arguments)
    yield f"{level} memcon {name}"
    yield ""
    yield f"`{f'memcon {name} {usage}'.strip()} [OPTIONS]`"
    yield ""
    yield inspect.cleandoc(command.help or "")
    yield ""
    if arguments or options:
        yield "| | |"
        yield "| --- | --- |"
    for param in [*arguments, *options]:
        yield f"| {_named(param)} | {_told(param)} |"
    yield ""


def _named(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{param.metavar or param.name.upper()}`"
    names = ", ".join(f"`{name}`" for name in [*param.opts, *param.secondary_opts])
    return f"{names} {param.metavar}" if param.metavar else names


def _told(param: Any) -> str:
    text = str(param.help or "").replace("|", "\\|")
    if param.param_type_name == "option" and param.default not in (None, "", False, True):
        text = f"{text} Default: {param.default}."
    return text


def _settings() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "Set by environment variables, read once when a command starts. An empty one counts as"
    yield "not set; `--db` on the command line goes before `MEMCON_DB`."
    yield ""
    yield "| Variable | Default | What it is |"
    yield "| --- | --- | --- |"
    told = _comments(settings.Settings)
    for field in dataclasses.fields(settings.Settings):
        default = _DEFAULTS.get(field.name, field.default)
        yield f"| `MEMCON_{field.name.upper()}` | `{default}` | {told[field.name]} |"
    yield "| `MEMCON_DEBUG` | | set to 1: errors are shown with the place in the program |"
    yield ""


def _comments(cls: type) -> dict[str, str]:
    """The comment behind each field of a dataclass."""
    found = {}
    for line in inspect.getsource(cls).splitlines():
        code, mark, comment = line.partition("  # ")
        if mark and ":" in code:
            found[code.partition(":")[0].strip()] = comment.strip()
    return found


def _errors() -> Iterator[str]:
    yield "# Errors"
    yield ""
    yield "What goes wrong is told in one line on stderr: what was found, where, what to do. In"
    yield "Python all errors are subclasses of `memcon.MemconError`."
    yield ""
    yield "| Class | When | Exit code |"
    yield "| --- | --- | --- |"
    for name, value in vars(errors).items():
        if inspect.isclass(value) and issubclass(value, errors.MemconError):
            told = inspect.cleandoc(value.__doc__ or "").replace("\n", " ")
            code = 2 if issubclass(value, errors.UsageError) else 1
            yield f"| `{name}` | {told} | {code} |"
    yield ""
    yield "Exit code 130: stopped by the user. An internal error (a fault of memcon itself) is also"
    yield "one line, with exit code 1; with `MEMCON_DEBUG=1` the traceback is shown."
    yield ""
    yield "While documents are read, one that cannot be used is named and passed over, the rest are"
    yield "done, and the exit code is 1. Nothing of the failed one is stored."


def _exports() -> Iterator[str]:
    yield "# Exports"
    yield ""
    yield "What `memcon export --format` writes; [how to choose](../how-to/take-it-away.md)."
    yield ""
    yield "| Format | File | What it holds | What reads it | Needs | Memory |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for each in formats().values():
        needs = f"`memcon[{each.extra}]`" if each.extra else ""
        memory = "bounded" if each.streams else "grows"
        cells = (f"`{each.name}`", f"`{each.suffix}`", each.holds, each.reads, needs, memory)
        yield f"| {' | '.join(cells)} |"
    yield from _section("Tables of csv, xlsx, parquet and sqlite", all_tables())
    yield from _section("Tables of events", event_tables().values())
    yield from _section("The table of dyad-month", (dyad_month_table(),))


def _section(title: str, tables: Iterable[Table]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    for table in tables:
        yield ""
        yield f"### {table.name}"
        yield ""
        yield f"{table.says[0].upper()}{table.says[1:]}."
        yield ""
        yield "| Column | Type | What it says |"
        yield "| --- | --- | --- |"
        for column in table.columns:
            yield f"| `{column.name}` | {column.type} | {column.says} |"


if __name__ == "__main__":
    sys.exit(main())
