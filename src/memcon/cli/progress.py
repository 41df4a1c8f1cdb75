"""A progress bar on stderr, where there is a terminal to show it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SHOWN = 40  # characters of a file's name


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[str], None]]:
    """A function to call after each of `total` items with its name; it moves the bar."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, name="")

        def step(name: str) -> None:
            bar.update(task, advance=1, name=name[-_SHOWN:])

        yield step


def tenths() -> Callable[[str, int, int], None]:
    """A function to call with a step, how much of it is done and of how much.

    It writes a line to stderr for each tenth of a step, so that a log shows it, too.
    """
    said: dict[str, int] = {}

    def tell(step: str, done: int, total: int) -> None:
        share = 10 * done // total
        if share > said.get(step, -1):
            said[step] = share
            sys.stderr.write(f"{step}: {done} of {total}\n")
            sys.stderr.flush()

    return tell
