"""Multilateral groupings that states belong to together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from memcon.extract.gazetteer import organization
from memcon.model.citation import Citation
from memcon.model.record import Record

LISTED, UNLISTED = "listed", "unlisted"


@dataclass(frozen=True, slots=True)
class Grouping:
    """An organisation or forum that documents name and that all the parties belong to.

    `membership` is `listed` where memcon's own list of members has all of them (`since` and
    `until` are years, None where open or not known), `unlisted` where it holds no list for the
    organisation, as for the UN. `records` are those in which it plays a part.
    """

    code: str
    membership: str
    since: int | None
    until: int | None
    docs: tuple[str, ...]
    evidence: tuple[Citation, ...]
    records: tuple[str, ...] = ()


def groupings_of(
    parties: Sequence[str],
    named: Mapping[str, Sequence[Citation]],
    records: Iterable[Record],
    *,
    as_of: date,
) -> tuple[Grouping, ...]:
    """The organisations among those `named` that the parties all belong to as of a day.

    `named` has for each organisation's code the words of documents that name it. Those whose list
    of members lacks one of the parties are left out.
    """
    used: dict[str, list[str]] = {}
    for record in records:
        for party in record.get("parties") or ():
            used.setdefault(str(party), []).append(record.id)
    found = []
    for code, evidence in named.items():
        years = _years(code, parties, as_of.year)
        if years is None:
            continue
        membership, since, until = years
        docs = tuple(sorted({cite.doc for cite in evidence}))
        found.append(
            Grouping(
                code,
                membership,
                since,
                until,
                docs,
                tuple(evidence),
                tuple(sorted(used.get(code, ()))),
            )
        )
    return tuple(sorted(found, key=lambda each: (-len(each.docs), each.code)))


def _years(
    code: str, parties: Sequence[str], year: int
) -> tuple[str, int | None, int | None] | None:
    """Whether and from when all the parties are members; None where one is not."""
    known = organization(code)
    if known is not None and known.all_but is not None:
        return None if known.all_but & set(parties) else (LISTED, None, None)
    if known is None or not known.members:
        return UNLISTED, None, None
    own = [
        next((one for one in known.members if one.code == party and one.includes(year)), None)
        for party in parties
    ]
    if not all(own):
        return None
    joined = [one.since for one in own if one and one.since]
    left = [one.until for one in own if one and one.until]
    return LISTED, max(joined, default=None), min(left, default=None)
