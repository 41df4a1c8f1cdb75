"""What only another date of the text settles, and what recurs or lasts."""

from __future__ import annotations

from memcon.extract.temporal.operations.base import Captured, Context, operation
from memcon.extract.temporal.reading import Reading

WEEK, WORKING_WEEK = 7, 5  # days


@operation
def relative(_: Context, got: Captured) -> Reading | None:
    """A day, month or year that is told from another one in the text."""
    name = got.get("relative")
    if "event" in got.words:  # "the day after the vote"
        side, _, unit = name.partition("_")
        name = f"{unit}s_{'after' if side == 'following' else 'before'}_event:1"
    return Reading("R", source="context", relative=name)


@operation
def relative_offset(_: Context, got: Captured) -> Reading | None:
    """So many units before or after another date in the text."""
    number = got.get("number") or 1
    side = "after" if got.get("later") > 0 else "before"
    told = "_event" if "event" in got.words else ""  # "two days before the summit"
    name = f"{got.get('unit')}s_{side}{told}:{number:g}"
    return Reading("R", source="context", relative=name)


@operation
def cadence(_: Context, got: Captured) -> Reading | None:
    """How often; an adverb with a capital letter is part of a name ("The Daily ...")."""
    word = got.words.get("cadence", "")
    if word[:1].isupper() and " " not in word:
        return None
    return Reading("C", role="recurring", cadence=got.get("cadence"))


@operation
def length(_: Context, got: Captured) -> Reading | None:
    """A length of time; counts alone only where it is an adjective ("three-day")."""
    number = got.get("number")
    number = 1.0 if number is None else number
    if "working" in got.words:
        number *= WEEK / WORKING_WEEK
    weak = not got.words.get("hyphen")
    return Reading("L", role="duration", length=(number, got.get("unit")), weak=weak)
