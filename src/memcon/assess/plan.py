"""What lies ahead of a relation: everything with a date, and where targets are heading."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from memcon.assess.book import Book
from memcon.assess.figures import Value, is_stock
from memcon.assess.named import all_series
from memcon.assess.open_items import due_of, open_items
from memcon.assess.pack import next_of
from memcon.assess.plain import plain
from memcon.assess.projection import Projection, grown, project
from memcon.assess.series import Series
from memcon.assess.targets import Outcome, Target, judged
from memcon.errors import UsageError
from memcon.model.record import Record

_HORIZON = re.compile(r"(\d{1,2}) ?y(?:ears?)?", re.IGNORECASE)
_MOST_YEARS = 30
_YEAR_DAYS = 365.25
_MOST_EXPECTED = 3  # meetings of a series by its cadence: later ones are guesses


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something with a date ahead: a record, or the next meeting of a series by its cadence."""

    day: date
    record: Record
    series: Series | None = None
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Where another growth leads: the number when the target is due, and when it is reached.

    `rate` is a fraction a year; `reached` the first year whose number does, None where none does.
    """

    rate: float
    number: float
    reached: int | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A target, what was observed, where that leads, and where other growth would."""

    target: Target
    outcome: Outcome
    projection: Projection
    what_if: tuple[WhatIf, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is dated ahead of some parties, up to a day."""

    parties: tuple[str, ...]
    as_of: date
    until: date
    ahead: tuple[Ahead, ...]
    headings: tuple[Heading, ...]

    @property
    def records(self) -> dict[str, Record]:
        """Every record that a part of the plan rests on, by id."""
        found = [each.record for each in self.ahead]
        for each in self.headings:
            found += each.target.records
            found += [record for value in each.outcome.path for record in value.records]
        return {record.id: record for record in found}

    def to_json(self) -> dict[str, Any]:
        """The plan as JSON; parts name records by id, which `records` holds with evidence."""
        return {
            "parties": list(self.parties),
            "as_of": self.as_of.isoformat(),
            "until": self.until.isoformat(),
            "ahead": [
                {
                    "day": each.day.isoformat(),
                    "record": each.record.id,
                    "by_cadence": each.series is not None,
                    **({"ordinal": each.ordinal} if each.ordinal else {}),
                }
                for each in self.ahead
            ],
            "headings": [
                {
                    "target": plain(each.target),
                    "state": each.outcome.state,
                    "details": plain(each.outcome.details),
                    "observed": plain(each.outcome.path),
                    "projection": plain(each.projection),
                    "what_if": plain(each.what_if),
                }
                for each in self.headings
            ],
            "records": {key: each.to_json() for key, each in sorted(self.records.items())},
        }


def horizon_years(text: str) -> int:
    """The years of a horizon: 5 for `5y`. Raises UsageError for what is none."""
    found = _HORIZON.fullmatch(text.strip())
    years = int(found.group(1)) if found else 0
    if not 1 <= years <= _MOST_YEARS:
        message = f"horizon {text}: write 5y, 10y or 15y; up to {_MOST_YEARS} years"
        raise UsageError(message)
    return years


def plan(book: Book, *, parties: tuple[str, ...], years: int, growth: Sequence[float] = ()) -> Plan:
    """What lies ahead up to the end of a year so many years on, of records of the same parties.

    `growth` are rates to try beside the growth seen, as fractions a year.
    """
    until = date(min(book.as_of.year + years, date.max.year), 12, 31)
    return Plan(
        parties=parties,
        as_of=book.as_of,
        until=until,
        ahead=tuple(sorted(_ahead(book, until), key=lambda each: (each.day, each.record.id))),
        headings=tuple(_headings(book, until, growth)),
    )


def _ahead(book: Book, until: date) -> list[Ahead]:
    """What is planned, promised or expected; of a target its figure and promise are one."""
    promised = {record.id for target, _ in judged(book) for record in target.records[1:]}
    found = [
        *(item.record for item in open_items(book) if item.due is not None),
        *book.of("meeting", "planned"),
        *book.of("visit", "planned"),
        *book.of("body", "planned"),
        *(target.records[0] for target, outcome in judged(book) if outcome.state != "met"),
    ]
    dated = {
        record.id: Ahead(day, record)
        for record in found
        if record.id not in promised
        and (day := due_of(record)) is not None
        and book.as_of <= day <= until
    }
    return [*dated.values(), *_expected(book, until)]


def _expected(book: Book, until: date) -> list[Ahead]:
    """The next meetings that series have by their cadence, from the one after those planned."""
    found: list[Ahead] = []
    for series in all_series(book.of("meeting")):
        upcoming, cadence = next_of(book, series), series.cadence
        last = series.last
        if cadence is None or last is None or cadence < timedelta(days=1):
            continue
        day, number = upcoming.day, upcoming.ordinal
        if upcoming.basis == "planned":
            day = (day or book.as_of) + cadence
            number = number + 1 if number else 0
        own: list[Ahead] = []
        while day is not None and day <= until and len(own) < _MOST_EXPECTED:
            if day >= book.as_of:
                own.append(Ahead(day, upcoming.record or last, series, number))
            day, number = day + cadence, number + 1 if number else 0
        found += own
    return found


def _headings(book: Book, until: date, growth: Sequence[float]) -> list[Heading]:
    """The targets ahead, by indicator and due date."""
    groups: dict[tuple[str, str, str, str], list[tuple[Target, Outcome]]] = defaultdict(list)
    for target, outcome in judged(book):
        if target.due is not None and target.due >= book.as_of and target.indicator:
            key = target.indicator, target.unit, target.per, target.reporter
            groups[key].append((target, outcome))
    found = []
    for _, group in sorted(groups.items()):
        for target, outcome in sorted(group, key=lambda each: each[0].due or date.max):
            last = max(until.year, target.due.year if target.due else 0)
            path = _yearly(target, outcome.path)
            projection = project(path, last)
            tried = tuple(_what_if(target, path, rate) for rate in growth if path)
            found.append(Heading(target, outcome, projection, tried))
    found.sort(key=lambda each: (not each.outcome.path, each.target.due or date.max))
    return found


def _yearly(target: Target, path: Sequence[Value]) -> list[Value]:
    """One number for each year: of stocks the last one of the year."""
    if not is_stock(target.indicator):
        return list(path)
    by_year = {value.last.year: value for value in path}
    return [by_year[year] for year in sorted(by_year)]


def _what_if(target: Target, path: Sequence[Value], rate: float) -> WhatIf:
    """Where a rate of growth leads from the latest number."""
    latest = path[-1]
    due = target.due or latest.last
    number = grown(latest.number, rate, (due - latest.last).days / _YEAR_DAYS)
    return WhatIf(rate, round(number, 2), _reached(target, latest, rate))


def _reached(target: Target, latest: Value, rate: float) -> int | None:
    """The first year whose number reaches a target at a rate; None where it never does."""
    ratio = target.number / latest.number if latest.number > 0 else 0
    if ratio <= 0 or rate <= -1:
        return None
    if (ratio >= 1) if target.falls else (ratio <= 1):
        return latest.last.year
    step = math.log1p(rate)
    if step == 0 or (math.log(ratio) / step) < 0:
        return None
    return latest.last.year + math.ceil(math.log(ratio) / step - 1e-9)
