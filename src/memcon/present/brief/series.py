"""Numbered meetings as series: which belong together, and which plans came true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from memcon.model.record import Record
from memcon.present.brief.desk import first_day, last_day
from memcon.present.phrases import series_name

TOP_KINDS = ("heads_of_state", "heads_of_government")
_WORD = re.compile(r"\w+")


def numbered_series(meetings: Iterable[Record]) -> list[list[Record]]:
    """Numbered meetings by series: top meetings by kind, others by kind and the series' name.

    A series that is only called by the head of another's name ("regular meeting") joins it where
    numbers and dates rise together and no second one fits as well.
    """
    series: dict[str, list[Record]] = {}
    for record in meetings:
        if record.get("ordinal"):
            series.setdefault(_key(record), []).append(record)
    for key in sorted(series, key=lambda name: (len(name), name)):
        homes = [
            other
            for other in series
            if other != key
            and _is_short_for(series[key], series[other])
            and rises([*series[key], *series[other]])
        ]
        if len(homes) == 1:
            series[homes[0]] += series.pop(key)
    return list(series.values())


def fulfilled(plan: Record, meetings: Iterable[Record]) -> bool:
    """Whether a planned meeting is one of those held: same kind, within the time planned."""
    first, last = first_day(plan), last_day(plan)
    if plan.get("status") != "planned" or first is None or last is None:
        return False
    return any(
        record.get("status") == "held"
        and record.get("kind") == plan.get("kind")
        and plan.get("ordinal") in (None, record.get("ordinal"))
        and (day := first_day(record)) is not None
        and first <= day <= last
        for record in meetings
    )


def _key(record: Record) -> str:
    kind = str(record.get("kind", "other"))
    if kind in TOP_KINDS:
        return kind
    return f"{kind}:{series_name(str(record.get('series', ''))).casefold()}"


def _is_short_for(short: Sequence[Record], full: Sequence[Record]) -> bool:
    """Whether a series has no kind of its own and all words of its name are in another's."""
    if any(record.get("kind", "other") != "other" for record in short):
        return False
    words = set(_WORD.findall(_key(short[0]).partition(":")[2]))
    return any(words <= _words(record) for record in full)


def _words(record: Record) -> set[str]:
    return set(_WORD.findall(str(record.get("series", "")).casefold()))


def rises(meetings: Sequence[Record]) -> bool:
    """Whether later numbers have later dates, and no number has two."""
    dated = [(int(r.get("ordinal")), day) for r in meetings if (day := last_day(r))]
    dated.sort()
    return all(_follows(one, other) for one, other in pairwise(dated))


def _follows(one: tuple[int, date], other: tuple[int, date]) -> bool:
    if one[0] == other[0]:
        return one[1].year == other[1].year
    return one[1] <= other[1]
