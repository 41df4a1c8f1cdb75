"""The whole ledger in a few columns: who is in each record with whom, when, and who tells of it.

For networks, maps and tables of publishers over hundreds of thousands of records, where reading
each whole record would take a minute. One row a record, as numpy arrays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from memcon.ledger import schema as s
from memcon.ledger.rows import record_of_line
from memcon.model.record import TYPES, Record

UNDATED = -1
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published documents: the name ("" where none is known), their number and their days."""

    name: str
    documents: int
    first: str
    last: str
    url: str  # of one document, by whose domain its state can be told


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """The records of a ledger in columns; months count from year 0, `UNDATED` for none.

    `groups` are the distinct sets of parties, `group` says which one each record has. `tellers`
    are pairs of a record's row and a publisher's place in `publishers`. `disputed` are the records
    for which documents state unequal values of some slot, by their row.
    """

    ids: tuple[str, ...]
    kinds: NDArray[np.int16]
    statuses: NDArray[np.int16]
    status_names: tuple[str, ...]
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    sectors: NDArray[np.int64]
    sector_names: tuple[str, ...]
    group: NDArray[np.int32]
    groups: tuple[tuple[str, ...], ...]
    publishers: tuple[Publisher, ...]
    publisher_of: Mapping[str, int]  # by the document's name
    tellers: NDArray[np.int32]
    disputed: Mapping[int, Record]

    def select(
        self,
        *,
        types: Sequence[str] = (),
        statuses: Sequence[str] = (),
        sectors: Sequence[str] = (),
        publishers: Sequence[str] = (),
        since: date | None = None,
        until: date | None = None,
    ) -> NDArray[np.bool_]:
        """Which records meet every condition that is given; of several values any one.

        `since` and `until` select records that may fall in between, to the month; without a date
        they are left out then.
        """
        chosen = np.ones(len(self.ids), dtype=np.bool_)
        if types:
            chosen &= np.isin(self.kinds, [TYPES.index(kind) for kind in types if kind in TYPES])
        if statuses:
            known = [n for n, name in enumerate(self.status_names) if name in statuses]
            chosen &= np.isin(self.statuses, known)
        if sectors:
            bits = sum(1 << n for n, name in enumerate(self.sector_names) if name in sectors)
            chosen &= (self.sectors & bits) != 0
        if publishers:
            chosen &= np.logical_or.reduce([self.told_by(name) for name in publishers])
        if since or until:
            chosen &= (self.first != UNDATED) | (self.last != UNDATED)
        if since:
            chosen &= (self.last == UNDATED) | (self.last >= month_number(since))
        if until:
            chosen &= (self.first == UNDATED) | (self.first <= month_number(until))
        return chosen

    def about(self, parties: Sequence[str]) -> NDArray[np.bool_]:
        """Which records are about at least these parties."""
        wanted = set(parties)
        fits = np.array([wanted <= set(own) for own in self.groups], dtype=np.bool_)
        return fits[self.group] if len(fits) else np.zeros(len(self.ids), dtype=np.bool_)

    def told_by(self, publisher: str) -> NDArray[np.bool_]:
        """Which records a publisher tells of."""
        known = [n for n, each in enumerate(self.publishers) if each.name == publisher]
        rows = self.tellers[np.isin(self.tellers[:, 1], known), 0]
        told = np.zeros(len(self.ids), dtype=np.bool_)
        told[rows] = True
        return told

    def pairs(self, chosen: NDArray[np.bool_]) -> Counter[tuple[str, str]]:
        """How many of some records each two parties are in together."""
        numbers = np.bincount(self.group[chosen], minlength=len(self.groups))
        found: Counter[tuple[str, str]] = Counter()
        for place in np.flatnonzero(numbers):
            for pair in combinations(self.groups[place], 2):
                found[pair] += int(numbers[place])
        return found

    def alone(self, chosen: NDArray[np.bool_]) -> Counter[str]:
        """How many of some records each party is in."""
        numbers = np.bincount(self.group[chosen], minlength=len(self.groups))
        found: Counter[str] = Counter()
        for place in np.flatnonzero(numbers):
            found.update(dict.fromkeys(self.groups[place], int(numbers[place])))
        return found

    def years(self, chosen: NDArray[np.bool_]) -> Counter[int]:
        """How many of some records begin in each year."""
        months = self.first[chosen]
        return Counter((months[months != UNDATED] // _MONTHS).tolist())


def month_number(day: date) -> int:
    """The number of a day's month, from year 0."""
    return day.year * _MONTHS + day.month - 1


def overview(connection: Connection) -> Overview:
    """The ledger's records in columns, but for the rejected ones."""
    r = s.records.c
    shown = (r.audience == "", r.judgement != "reject")
    columns = (r.id, r.record_id, r.type, r.status, r.first, r.last)
    rows = connection.execute(select(*columns).where(*shown).order_by(r.id)).all()
    place = {row[0]: n for n, row in enumerate(rows)}
    statuses = sorted({row[3] for row in rows})
    known = {name: n for n, name in enumerate(statuses)}
    kinds = {name: n for n, name in enumerate(TYPES)}
    parties, sectors, names = _facets(connection, place)
    groups = sorted(set(parties))
    number = {own: n for n, own in enumerate(groups)}
    publishers, of_document, tellers = _tellers(connection, place)
    return Overview(
        ids=tuple(row[1] for row in rows),
        kinds=np.array([kinds.get(row[2], len(TYPES)) for row in rows], dtype=np.int16),
        statuses=np.array([known[row[3]] for row in rows], dtype=np.int16),
        status_names=tuple(statuses),
        first=_months(row[4] for row in rows),
        last=_months(row[5] for row in rows),
        sectors=np.array(sectors, dtype=np.int64),
        sector_names=names,
        group=np.array([number[own] for own in parties], dtype=np.int32),
        groups=tuple(groups),
        publishers=publishers,
        publisher_of=of_document,
        tellers=tellers,
        disputed=_disputed(connection, place),
    )


def _months(days: Any) -> NDArray[np.int32]:
    numbers = [int(d[:4]) * _MONTHS + int(d[5:7] or 1) - 1 if d else UNDATED for d in days]
    return np.array(numbers, dtype=np.int32)


def _facets(
    connection: Connection, place: Mapping[int, int]
) -> tuple[list[tuple[str, ...]], list[int], tuple[str, ...]]:
    """The parties of each record, its sectors as bits, and which bit each sector is."""
    f = s.facets.c
    parties: list[list[str]] = [[] for _ in place]
    named = select(f.record, f.value).where(f.facet == "party").order_by(f.value)
    for record, value in connection.execute(named):
        if record in place:
            parties[place[record]].append(value)
    sectors, bits = [0] * len(place), dict[str, int]()
    for record, value in connection.execute(select(f.record, f.value).where(f.facet == "sector")):
        if record in place:
            sectors[place[record]] |= 1 << bits.setdefault(value, len(bits))
    return [tuple(each) for each in parties], sectors, tuple(bits)


def _tellers(
    connection: Connection, place: Mapping[int, int]
) -> tuple[tuple[Publisher, ...], dict[str, int], NDArray[np.int32]]:
    """The publishers, which of them each document is from, and which records they tell of."""
    d = s.documents.c
    found: dict[str, Publisher] = {}
    numbers: dict[str, int] = {}
    of_document: dict[str, int] = {}
    of_id: dict[int, int] = {}
    rows = connection.execute(
        select(d.id, d.name, d.publisher, d.date, d.url).where(d.current).order_by(d.id)
    )
    for row in rows:
        number = numbers.setdefault(row.publisher, len(numbers))
        of_document[row.name] = of_id[row.id] = number
        known = found.get(row.publisher) or Publisher(row.publisher, 0, "", "", row.url)
        days = [day for day in (known.first, known.last, row.date) if day]
        found[row.publisher] = Publisher(
            known.name,
            known.documents + 1,
            min(days, default=""),
            max(days, default=""),
            known.url or row.url,
        )
    told = {
        (place[record], of_id[document])
        for record, document in connection.execute(
            select(s.mentions.c.record, s.mentions.c.document_id)
        )
        if record in place and document in of_id
    }
    tellers = np.array(sorted(told), dtype=np.int32).reshape(-1, 2)
    return tuple(found[name] for name in numbers), of_document, tellers


def _disputed(connection: Connection, place: Mapping[int, int]) -> dict[int, Record]:
    """The records with a slot for which documents state unequal values, by their row."""
    r = s.records.c
    told = select(r.id, r.line).where(r.line.contains('"stated"', autoescape=True))
    return {
        place[number]: record
        for number, line in connection.execute(told)
        if number in place and (record := record_of_line(line)).stated
    }
