"""Which records a page shows: read from the address once, the same on every page, and kept there.

`party` (code or name; several with commas, or repeated), `since`, `until` (YYYY, YYYY-MM or
YYYY-MM-DD), `type` (may be repeated), `sector`, `status`, `series` (words of its name), `source` (a
document or publisher), `text` (words) and `rejected` (`true`: only what analysts have rejected).
`after` is where the page before ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from memcon.errors import RecordError, UsageError
from memcon.ledger.reading import RecordQuery
from memcon.model import edtf
from memcon.model.record import TYPES
from memcon.present.labels import labels
from memcon.present.names import party_names
from memcon.web.words import words

PAGE = 50  # records on one page of a list
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LONGEST = 500  # characters of one value


@dataclass(frozen=True, slots=True)
class Filters:
    """What an address asks for. `faults` says in one line each what in it could not be used.

    `since` and `until` are kept as they were written; `query` has the days.
    """

    parties: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    types: tuple[str, ...] = ()
    sector: str = ""
    status: str = ""
    series: str = ""
    source: str = ""
    text: str = ""
    rejected: bool = False
    after: str = ""
    faults: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()  # what else of an address a page keeps

    def query(self, *, limit: int = PAGE, **more: object) -> RecordQuery:
        """The question to the ledger, one page of `limit` records; `more` goes before all else."""
        asked = RecordQuery(
            types=self.types,
            parties=self.parties,
            since=_day(self.since),
            until=_day(self.until, last=True),
            sector=self.sector,
            status=self.status,
            series=self.series,
            text=self.text,
            source=self.source,
            rejected=self.rejected,
            limit=limit,
            after=self.after,
        )
        return replace(asked, **more)  # type: ignore[arg-type]

    @property
    def since_day(self) -> date | None:
        """The first day that counts."""
        return _day(self.since)

    @property
    def until_day(self) -> date | None:
        """The last day that counts."""
        return _day(self.until, last=True)

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        own = {name for name, _ in self.extra}
        return any(name not in own for name, _ in self.pairs())

    @property
    def in_use(self) -> list[str]:
        """The values of the filters that are set, as a reader knows them."""
        own = {name for name, _ in self.extra}
        shown: dict[str, Callable[[str], str]] = {
            "party": party_names().name,
            "status": labels().status,
            "rejected": lambda _: words()("filters.rejected"),
        }
        return [
            shown.get(name, str)(value).replace("_", " ")
            for name, value in self.pairs()
            if name not in own
        ]

    @property
    def cleared(self) -> Filters:
        """No filters, with what else the addresses keep."""
        return Filters(extra=self.extra)

    def keeping(self, **extra: str) -> Filters:
        """These filters, in whose addresses and forms something else is kept where it is set."""
        return replace(self, extra=tuple((name, value) for name, value in extra.items() if value))

    def pairs(self, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
        """Names and values as they stand in an address."""
        left = {"after", *without}
        single = ("since", "until", "sector", "status", "series", "source", "text")
        found = [("party", code) for code in self.parties]
        found += [("type", name) for name in self.types]
        found += [(name, getattr(self, name)) for name in single if getattr(self, name)]
        found += [("rejected", "true")] if self.rejected else []
        found += self.extra
        return [(name, value) for name, value in found if name not in left]

    def address(self, path: str, *, without: Sequence[str] = (), **more: str) -> str:
        """An address with these filters, less those `without`, and `more` besides."""
        pairs = [*self.pairs(without=[*without, *more]), *more.items()]
        query = urlencode([(name, value) for name, value in pairs if value])
        return f"{path}?{query}" if query else path


def filters_of(request: Request) -> Filters:
    """The filters in a request's address; what cannot be used is named in `faults`."""
    faults: list[str] = []
    given = request.query_params
    return Filters(
        parties=tuple(_parties(given.getlist("party"), faults)),
        since=_date(given.get("since", ""), "since", faults),
        until=_date(given.get("until", ""), "until", faults),
        types=tuple(_known(given.getlist("type"), TYPES, "type", faults)),
        sector=_one(given.get("sector", ""), labels().sectors, "sector", faults),
        status=_one(given.get("status", ""), list(labels().statuses), "status", faults),
        series=given.get("series", "").strip()[:_LONGEST],
        source=given.get("source", "").strip()[:_LONGEST],
        text=given.get("text", "").strip()[:_LONGEST],
        rejected=given.get("rejected", "") == "true",
        after=given.get("after", "")[:_LONGEST],
        faults=tuple(faults),
    )


def filters_for(query: RecordQuery) -> Filters:
    """The filters that ask a query."""
    return Filters(
        parties=query.parties,
        since=query.since.isoformat() if query.since else "",
        until=query.until.isoformat() if query.until else "",
        types=query.types,
        sector=query.sector,
        status=query.status,
        series=query.series,
        source=query.source,
        text=query.text,
        rejected=query.rejected,
    )


def part_of(request: Request, *, digits: int = 5) -> int:
    """Which part of a long list an address asks for, from 0; the first for what is no number."""
    text = request.query_params.get("part", "")
    return int(text) if text.isdigit() and len(text) <= digits else 0


Filtered = Annotated[Filters, Depends(filters_of)]


def _parties(given: Iterable[str], faults: list[str]) -> Iterable[str]:
    texts = [part.strip() for text in given for part in text[:_LONGEST].split(",")]
    found: dict[str, None] = {}
    for text in filter(None, texts):
        try:
            found[party_names().code(text)] = None
        except UsageError as error:
            faults.append(str(error))
    return found


def _known(
    given: Iterable[str], known: Sequence[str], name: str, faults: list[str]
) -> Iterable[str]:
    return dict.fromkeys(found for text in given if (found := _one(text, known, name, faults)))


def _one(text: str, known: Sequence[str], name: str, faults: list[str]) -> str:
    value = text.strip()[:_LONGEST]
    if not value or value in known:
        return value
    faults.append(f"{name} {value}: no such value; there are {', '.join(known)}")
    return ""


def _date(text: str, name: str, faults: list[str]) -> str:
    value = text.strip()[:_LONGEST]
    if not value:
        return ""
    try:
        _day(value)
    except UsageError as error:
        faults.append(f"{name} {error}")
        return ""
    return value


def _day(text: str, *, last: bool = False) -> date | None:
    """The day at which a range begins or (`last`) ends."""
    if not text:
        return None
    try:
        limits = edtf.bounds(text) if _DAY.fullmatch(text) else None
    except RecordError:
        limits = None
    if limits is None:
        message = f"{text}: not a date; write YYYY, YYYY-MM or YYYY-MM-DD"
        raise UsageError(message)
    return limits.last if last else limits.first
