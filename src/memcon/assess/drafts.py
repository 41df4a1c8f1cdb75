"""Which bodies and meetings are one format: by what is told, by level, by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from memcon.assess.book import docs_of, parties_of
from memcon.assess.levels import LEADERS, body_level, level_of, meeting_level
from memcon.assess.series import Series, by_date, plain_name, series_of
from memcon.assess.telling import telling_stems
from memcon.model import compare
from memcon.model.record import Record
from memcon.resolve.generic import generic_stems

_ALIKE = 0.75  # of the content words of two names, from which they are names of one thing
_VAGUE = ("dialogue", "other")
_Key = tuple[tuple[str, ...], str, str]  # parties, level and name of unnumbered meetings


@dataclass(slots=True)
class Draft:
    """A format in the making: its bodies and its meetings."""

    level: str
    bodies: list[Record]
    series: Series | None = None


def drafts_of(
    parties: Sequence[str], bodies: Sequence[Record], meetings: Sequence[Record]
) -> list[Draft]:
    """Bodies with the series of meetings that are theirs, and the other series by themselves.

    A series is a body's where a meeting is linked to it, where both are of one of the levels that
    have one format only (`LEADERS`), or where their names have the same telling words.
    """
    own = tuple(sorted(parties))
    drafts: list[Draft] = []
    for body in sorted(bodies, key=by_date):
        level = body_level(body) if parties_of(body) == own else "multilateral"
        home = next((d for d in drafts if d.level == level and level in LEADERS), None)
        if home is not None:
            home.bodies.append(body)
        else:
            drafts.append(Draft(level, [body]))
    for series in _all_series(meetings):
        level = level_of(series.meetings) if series.parties == own else "multilateral"
        home = _home(drafts, series, level)
        if home is None:
            drafts.append(Draft(level, [], series))
            continue
        home.series = _united(home.series, series)
        if home.level in _VAGUE:
            home.level = level
    _join_newborn(drafts, meetings)
    _join_regular(drafts)
    return drafts


def _join_regular(drafts: list[Draft]) -> None:
    """Join "the meeting is held every two years" with the one series whose reports say so."""
    for draft in [each for each in drafts if each.series is None and each.level == "dialogue"]:
        body = draft.bodies[0]
        words = set(plain_name(_named(draft)).split())
        homes = [
            other
            for other in drafts
            if other.series is not None
            and other.series.parties == parties_of(body)
            and set(docs_of(body)) & set(docs_of(*other.series.meetings))
            and any(words <= _words_of(each) for each in other.series.meetings)
        ]
        if body.get("cadence") and len(homes) == 1:
            homes[0].bodies.append(body)
            drafts.remove(draft)


def _words_of(meeting: Record) -> set[str]:
    return set(plain_name(str(meeting.get("series") or "")).split())


def _join_newborn(drafts: list[Draft], meetings: Sequence[Record]) -> None:
    """Join a new body told of only by its number with the one that the same meeting set up.

    "A fifth commission" of one report of a meeting is the commission by name of another, where the
    reports tell of one such.
    """
    reports = [set(docs_of(each)) for each in meetings if each.get("status") == "held"]
    new = [each for each in drafts if _is_newborn(each)]
    for draft in [each for each in new if _is_only_numbered(each)]:
        docs = set(docs_of(*draft.bodies))
        near = [told for told in reports if told & docs]
        others = [
            other
            for other in new
            if other.level == draft.level
            and not _is_only_numbered(other)
            and parties_of(other.bodies[0]) == parties_of(draft.bodies[0])
            and any(told & set(docs_of(*other.bodies)) for told in near)
        ]
        if len(others) == 1:
            others[0].bodies += draft.bodies
            drafts.remove(draft)


def _is_newborn(draft: Draft) -> bool:
    """Whether a format is one body that is only being set up."""
    return (
        draft.series is None
        and len(draft.bodies) == 1
        and draft.bodies[0].get("status") in ("planned", "established")
    )


def _is_only_numbered(draft: Draft) -> bool:
    """Whether a body is told of by its number ("a fifth commission") and by nothing else."""
    return bool(draft.bodies[0].get("ordinal")) and len(telling_stems(_named(draft))) <= 1


def _named(draft: Draft) -> str:
    return str(draft.bodies[0].get("name", ""))


def _home(drafts: Iterable[Draft], series: Series, level: str) -> Draft | None:
    """The format whose meetings a series are: by a link, its level at the top, or its name."""
    linked = {
        link["id"] for each in series.meetings for link in each.links if link["rel"] == "part_of"
    }
    alike: list[tuple[float, Draft]] = []
    for draft in drafts:
        if linked & {body.id for body in draft.bodies}:
            return draft
        if draft.level == level and level in LEADERS:
            return draft
        likeness = max((_likeness(body, series, level) for body in draft.bodies), default=0)
        if likeness:
            alike.append((likeness, draft))
    best = max((score for score, _ in alike), default=0)
    homes = [draft for score, draft in alike if score == best]
    if not homes and level == "commission" and not telling_stems(series.name):
        homes = _told_with(drafts, series)
    return homes[0] if len(homes) == 1 else None


def _told_with(drafts: Iterable[Draft], series: Series) -> list[Draft]:
    """The commissions whose documents tell of sessions that have no name of their own."""
    docs = set(docs_of(*series.meetings))
    return [
        draft
        for draft in drafts
        if draft.level == "commission"
        and docs.intersection(docs_of(*draft.bodies))
        and all(parties_of(body) == series.parties for body in draft.bodies)
    ]


def _likeness(body: Record, series: Series, level: str) -> float:
    """How alike the names of a body and a series are, 0 where they name two things."""
    if parties_of(body) != series.parties or level in LEADERS or not series.name:
        return 0.0
    names = [str(body.get(slot, "")) for slot in ("name", "remit") if body.get(slot)]
    numbers = body.get("ordinal")
    told = telling_stems(series.name)
    if numbers and not told:
        return 0.0
    for name in names:
        own = telling_stems(name)
        if told and own and (told <= own or own <= told):
            return compare.similarity(name, series.name)
        likeness = compare.similarity(plain_name(name), plain_name(series.name), generic_stems())
        if likeness >= _ALIKE:
            return likeness
    return 0.0


def _all_series(meetings: Sequence[Record]) -> list[Series]:
    """The meetings in series: numbered ones, those of one name, and the rest by level."""
    found = list(series_of(meetings))
    placed = {each.id for series in found for each in series.meetings}
    for (_, level, _), members in _loose(each for each in meetings if each.id not in placed):
        extra = _unnumbered(level, members)
        home = next((one for one in found if _is_level(one, extra.parties, level)), None)
        if home is None:
            found.append(extra)
        else:
            found[found.index(home)] = _united(home, extra)
    return found


def _loose(meetings: Iterable[Record]) -> Iterable[tuple[_Key, list[Record]]]:
    """Meetings without a number by parties, level and name."""
    groups: dict[_Key, list[Record]] = {}
    for meeting in meetings:
        level = meeting_level(meeting)
        name = "" if level in LEADERS else plain_name(str(meeting.get("series") or ""))
        key = (parties_of(meeting), level, name)
        known = next((one for one in groups if _is_one(one, key)), key)
        groups.setdefault(known, []).append(meeting)
    return groups.items()


def _unnumbered(level: str, members: Sequence[Record]) -> Series:
    names = [str(each.get("series")) for each in members if each.get("series")]
    name = "" if level in LEADERS else max(names, key=len, default="")
    kind = str(members[0].get("kind", "other"))
    return Series(kind, name, parties_of(members[0]), (), tuple(sorted(members, key=by_date)))


def _is_level(series: Series, parties: tuple[str, ...], level: str) -> bool:
    """Whether a series is the one that its parties have at one of the levels of leaders."""
    return level in LEADERS and series.parties == parties and level_of(series.meetings) == level


def _is_one(one: _Key, other: _Key) -> bool:
    if one[:2] != other[:2] or not one[2] or not other[2]:
        return one == other
    return compare.similarity(one[2], other[2], generic_stems()) >= _ALIKE


def _united(one: Series | None, other: Series) -> Series:
    if one is None:
        return other
    return replace(
        one,
        name=max(one.name, other.name, key=len),
        numbered=(*one.numbered, *other.numbered),
        unnumbered=(*one.unnumbered, *other.unnumbered),
    )
