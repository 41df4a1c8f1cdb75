"""Who leads each side of a body or series of meetings, and when that is on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from memcon.assess.book import Book
from memcon.assess.levels import leads_at, persons
from memcon.model import compare
from memcon.model.periods import first_day, last_day
from memcon.model.record import Record

CHAIRS, TOOK_PART = "chairs", "took_part"


@dataclass(frozen=True, slots=True)
class Leader:
    """A person at the head of one side, from the first to the last day for which that is told.

    `how` is `chairs` where a document names the person as a chair, `took_part` where the person
    stood for that side at meetings. `records` are what it rests on.
    """

    party: str
    who: Mapping[str, Any]
    how: str
    first: date | None
    last: date | None
    records: tuple[str, ...]


def leaders_of(
    book: Book, bodies: Iterable[Record], meetings: Iterable[Record], *, level: str
) -> tuple[Leader, ...]:
    """The leaders of a format by side and time.

    They are the chairs whom documents name, and those who took part in meetings: of each side
    whoever has the office of that level, else the one person whom a meeting's reports name.
    Spellings of one name are one person.
    """
    told = [*_chairs(book, bodies), *_present(meetings, level)]
    found: list[Leader] = []
    for each in sorted(told, key=_by_day):
        known = next((one for one in found if _is_same(one, each)), None)
        if known is None:
            found.append(each)
        else:
            found[found.index(known)] = _joined(known, each)
    return tuple(sorted(found, key=lambda one: (one.party, *_by_day(one))))


def _chairs(book: Book, bodies: Iterable[Record]) -> Iterator[Leader]:
    """The chairs of bodies, as of the documents that name them."""
    for body in bodies:
        given = body.stated.get("chairs") or [
            {"value": body.get("chairs"), "docs": sorted({cite.doc for cite in body.evidence})}
        ]
        for each in given:
            for who in _persons(each["value"]):
                docs = _naming(body, who) or each["docs"]
                days = [day for doc in docs if (day := book.origin(doc).date)]
                first, last = min(days, default=None), max(days, default=None)
                yield Leader(_party(who), who, CHAIRS, first, last, (body.id,))


def _naming(body: Record, who: Mapping[str, Any]) -> set[str]:
    """The documents whose words on a body name a person."""
    last = str(who["name"]).split()[-1]
    return {cite.doc for cite in body.evidence if last in cite.quote}


def _present(meetings: Iterable[Record], level: str) -> Iterator[Leader]:
    for meeting in meetings:
        if meeting.get("status") == "cancelled":
            continue
        persons = _persons(meeting.get("participants"))
        days = first_day(meeting), last_day(meeting)
        for party in dict.fromkeys(_party(who) for who in persons):
            side = [who for who in persons if _party(who) == party]
            fitting = [who for who in side if leads_at(level, str(who.get("role", "")))]
            for who in fitting or (side if len(side) == 1 else ()):
                yield Leader(party, who, TOOK_PART, *days, (meeting.id,))


def _persons(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in persons(value) if each.get("name")]


def _party(who: Mapping[str, Any]) -> str:
    return str(who.get("country", ""))


def _is_same(one: Leader, other: Leader) -> bool:
    """Whether two mentions are of one person; a state that one does not tell is the other's."""
    if one.party and other.party and one.party != other.party:
        return False
    party = one.party or other.party
    left, right = ({**each.who, "country": party} for each in (one, other))
    return compare.who(left, right) == 1.0


def _joined(one: Leader, other: Leader) -> Leader:
    """One leader out of two mentions, with the fuller name of the surer kind."""
    firsts = [day for day in (one.first, other.first) if day]
    lasts = [day for day in (one.last, other.last) if day]
    return replace(
        one,
        party=one.party or other.party,
        who=max(one.who, other.who, key=_fullness),
        how=CHAIRS if CHAIRS in (one.how, other.how) else TOOK_PART,
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        records=tuple(dict.fromkeys((*one.records, *other.records))),
    )


def _fullness(who: Mapping[str, Any]) -> tuple[int, int]:
    """How fully a person is named: by the words of the name but for initials, then by its parts."""
    words = [word for word in str(who["name"]).split() if not word.endswith(".")]
    return len(words), len(who)


def _by_day(one: Leader) -> tuple[date, str]:
    return one.first or date.max, str(one.who["name"])


def followed(leaders: Sequence[Leader]) -> list[tuple[Leader, Leader]]:
    """Each leader of a side with the one who came after, where the two do not overlap."""
    found = []
    for party in dict.fromkeys(one.party for one in leaders if one.party):
        own = [one for one in leaders if one.party == party and one.first and one.last]
        for before, after in pairwise(own):
            if before.last and after.first and before.last < after.first:
                found.append((before, after))
    return found
