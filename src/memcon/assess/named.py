"""A series of meetings by the name that somebody gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from memcon.assess.book import parties_of
from memcon.assess.series import Series, by_date, ordinal_of, plain_name, series_of
from memcon.errors import UsageError
from memcon.model import compare
from memcon.model.record import TOP_KINDS, Record

_ENOUGH = 0.75  # of the words asked for
_SHOWN = 8  # series that a message names

Label = Callable[[Series], str]


def all_series(meetings: Iterable[Record]) -> list[Series]:
    """The series that meetings form, those of meetings without numbers included.

    Meetings without a number that are in no series are one by their name, else by their top level.
    """
    known = list(meetings)
    found = series_of(known)
    placed = {record.id for each in found for record in each.meetings}
    loose: dict[tuple[tuple[str, ...], str, str], list[Record]] = defaultdict(list)
    for record in known:
        kind, name = str(record.get("kind", "other")), str(record.get("series") or "")
        if record.id not in placed and (name or kind in TOP_KINDS):
            key = parties_of(record), kind, "" if kind in TOP_KINDS else plain_name(name)
            loose[key].append(record)
    for (parties, kind, _), members in sorted(loose.items()):
        names = sorted({str(record.get("series") or "") for record in members}, key=len)
        found.append(Series(kind, names[-1], parties, (), tuple(sorted(members, key=by_date))))
    return found


def series_named(found: Sequence[Series], name: str, *, label: Label) -> Series:
    """The series that a name tells best: its own words, `label`, or the code of its level.

    Raises UsageError where none is meant, or several: it names those there are.
    """
    scored = [(score, each) for each in found if (score := _score(each, name, label)) >= _ENOUGH]
    if not scored:
        raise UsageError(_message(f"{name}: no such series of meetings", found, label))
    best = max(score for score, _ in scored)
    meant = [each for score, each in scored if score == best]
    if len({each.parties for each in meant}) > 1:
        text = f"{name}: a series of several parties; say which with --parties"
        raise UsageError(_message(text, meant, label))
    most = max(len(each.meetings) for each in meant)
    chosen = [each for each in meant if len(each.meetings) == most]
    if len(chosen) > 1:
        raise UsageError(_message(f"{name}: may be one of several series", chosen, label))
    return chosen[0]


def meeting_numbered(series: Series, ordinal: int, *, label: Label) -> Record:
    """The meeting of a number, that which was held first. Raises UsageError where there is none."""
    found = [record for record in series.numbered if ordinal_of(record) == ordinal]
    if not found:
        numbers = sorted({ordinal_of(record) for record in series.numbered})
        known = ", ".join(map(str, numbers)) or "none with a number"
        message = f"{label(series)}: no meeting {ordinal} on record; there are {known}"
        raise UsageError(message)
    return min(found, key=lambda r: (r.get("status") != "held", r.id))


def _score(series: Series, name: str, label: Label) -> float:
    """How much of a name a series' own names hold; over 1 where it is a name of its own."""
    plain = plain_name(name)
    if not plain:
        return 0.0
    own = {plain_name(series.name), plain_name(label(series)), series.kind.replace("_", " ")}
    own |= {plain_name(str(record.get("series") or "")) for record in series.meetings}
    if plain.replace("_", " ") in own or series.kind == plain:
        return 2.0
    wanted = compare.stems(name)
    if not wanted:
        return 0.0
    return max(
        len(wanted & known) / len(wanted) + 0.1 * len(wanted & known) / max(len(known), 1)
        for known in map(compare.stems, own)
    )


def _message(text: str, found: Sequence[Series], label: Label) -> str:
    names = [f"“{label(each)}” ({', '.join(each.parties)})" for each in found if each.parties]
    if not names:
        return f"{text}; no series of meetings is on record"
    rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{text}; there are {', '.join(names[:_SHOWN])}{rest}"
