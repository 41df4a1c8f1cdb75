"""`memcon watch`: feeds and sitemaps read as they grow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from memcon.cli import OK, SOME_FAILED
from memcon.cli.options import Db, Json, opened, say, warn, write_json

if TYPE_CHECKING:
    from memcon.run.watch import Poll

_OUTCOMES = {
    "added": "new",
    "replaced": "in a new version",
    "updated": "updated",
    "unchanged": "known",
    "duplicate": "on record under another name",
    "failed": "failed",
}
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

Once = Annotated[
    bool, typer.Option("--once", help="Look at what is due and leave, for cron and the like.")
]
Early = Annotated[
    bool, typer.Option("--all", help="With --once: look also at what is not due yet.")
]
Watchlist = Annotated[
    Path, typer.Argument(metavar="FEEDS.TOML", help="The sources: feeds and sitemaps.")
]


def watch(
    watchlist: Watchlist,
    *,
    once: Once = False,
    also_early: Early = False,
    db: Db = None,
    as_json: Json = False,
) -> int:
    """Read what feeds and sitemaps list, as it appears.

    Each source is asked when it is due, what is new in it is fetched and stored, and one line says
    what became of it. A source that fails is asked again later and stops no other. What was seen is
    kept beside the ledger (LEDGER.watch.json), so that the next run goes on where this one ended.

    Stop it with Ctrl-C, or use --once.
    """
    code = OK
    with opened(db, create=True) as ledger:
        polls = ledger.watch(watchlist, forever=not once, also_early=also_early or not once)
        for poll in polls:
            for message in poll.messages:
                warn(message)
            if as_json:
                write_json(to_json(poll))
            else:
                say(line(poll))
            code = SOME_FAILED if poll.is_failed else code
    return code


def line(poll: Poll) -> str:
    """What a look found, on one line."""
    again = f"again in {duration(poll.next_in)}"
    if not poll.is_due:
        return f"{poll.name}: not due; {again}"
    if poll.problem:
        return f"{poll.name}: failed: {poll.problem} ({again})"
    found = [
        f"{poll.outcomes[key]} {words}" for key, words in _OUTCOMES.items() if poll.outcomes[key]
    ]
    waiting = f"; {poll.waiting} wait for the next look" if poll.waiting else ""
    return f"{poll.name}: {', '.join(found) or 'nothing new'}{waiting} ({again})"


def duration(seconds: int) -> str:
    """A time in the largest unit that fits: `40 s`, `25 min`, `6 h`, `2 d`."""
    for size, unit in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= size:
            return f"{round(seconds / size)} {unit}"
    return f"{max(seconds, 0)} s"


def to_json(poll: Poll) -> dict[str, Any]:
    """What a look found, for programs."""
    return {
        "source": poll.name,
        "due": poll.is_due,
        "outcomes": dict(poll.outcomes),
        "waiting": poll.waiting,
        "problem": poll.problem,
        "messages": list(poll.messages),
        "next_in": poll.next_in,
    }
