"""From a reading to a value: the year that the text leaves out, and the EDTF form."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from memcon.extract.temporal.grammar import Found
from memcon.extract.temporal.mention import DateMention
from memcon.extract.temporal.operations import Context, deadline
from memcon.extract.temporal.operations.base import is_day
from memcon.extract.temporal.reading import Partial, Reading, Source
from memcon.model import edtf
from memcon.model.edtf import Precision

_YEAR_MONTHS = 12
_SEASON = 120  # days
_UNTOLD = ("month_of", "within_event")  # relative to what only the caller knows
_UNIT_SIGNS = {
    "hour": "TH",
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "M",
    "year": "Y",
}
_UNIT_SIZE = {"fortnight": 2, "quarter": 3, "decade": 10}


@dataclass(frozen=True, slots=True)
class Settler:
    """Settles readings: against the anchor, a year given by the caller, or an earlier full date."""

    context: Context
    context_year: int | None = None
    said: Partial | None = None  # the earlier date, where there is one near enough
    doubtful_year: int | None = None  # the year that it gives, where the anchor's is as likely

    def mentions(self, found: Found) -> list[DateMention]:
        """The mentions for a reading: none, one, or one for each day told in the same words."""
        reading = found.reading
        days = [replace(reading, first=day, last=day) for day in reading.others]
        each = [found, *(replace(found, reading=day) for day in days)]
        settled = [self.mention(one) for one in each]
        return [mention for mention in settled if mention is not None]

    def mention(self, found: Found) -> DateMention | None:
        """The mention for a reading; `None` where its value cannot be known."""
        reading = found.reading
        if reading.kind in ("R", "C", "L"):
            return self._without_value(found)
        if reading.relative.startswith("within:") and self.said is not None:
            reading = self._within(reading)
        dated = self._dated(reading)
        if dated is None or not _exists(dated):
            return None
        reading, moved = dated, dated is not reading and dated.source == "document"
        value = "" if reading.relative.startswith(_UNTOLD) else _write(reading)
        if value and not edtf.is_valid(value):
            return None
        unsure = value if moved and self.doubtful_year not in (None, reading.first.year) else ""
        value = "" if unsure else value
        return DateMention(
            start=found.start,
            end=found.end,
            edtf=value,
            role=reading.role,
            precision=_precision(reading) if value else "",
            anchor=reading.source,
            weekday=reading.weekday,
            month_only=moved,
            relative=reading.relative,
            length=_duration(reading.length),
            portion=reading.portion,
            unsure=unsure,
        )

    def _without_value(self, found: Found) -> DateMention | None:
        reading = found.reading
        source: Source = "context" if reading.relative else "explicit"
        value = ""
        if reading.relative == "that_year" and self.said is not None:
            value = self.said.at(self.said.year).edtf()[:4]
        return DateMention(
            start=found.start,
            end=found.end,
            edtf=value,
            role=reading.role,
            precision="year" if value else "",
            anchor=source,
            relative=reading.relative,
            cadence=reading.cadence,
            length=_duration(reading.length),
        )

    def _dated(self, reading: Reading) -> Reading | None:
        """The reading with its years: its own, those of another end, or those of the context."""
        first, last = reading.first, reading.last
        needed = [part for part in (first, last) if not part.open and part.year is None]
        if reading.kind == "N":
            return self._nth_day(reading)
        if not needed:
            return reading
        if first.year or last.year:
            first, last = _borrow(first, last)
            return replace(reading, first=first, last=last, source="explicit")
        if reading.relative.startswith("month_of_year"):
            return self._that_month(reading)
        if not any(part.month for part in needed):
            return reading if reading.relative else None
        return self._placed(reading)

    def _placed(self, reading: Reading) -> Reading | None:
        """The reading in the year that the context or the anchor gives it."""
        year, source = self._year(reading)
        if year is None:
            return None
        first, last = (
            part if part.open else part.at(year) for part in (reading.first, reading.last)
        )
        if not (first.open or last.open) and _key(first) > _key(last):
            first = first.at(year - 1)
        return replace(reading, first=first, last=last, source=source)

    def _within(self, reading: Reading) -> Reading:
        """A term counted from the date last told in full, where that is a day or month."""
        said, (number, unit) = self.said, reading.length or (0, "")
        if said is None or said.year is None or said.month is None or not unit:
            return reading
        end = deadline(date(said.year, said.month, said.day or 1), number, unit)
        return replace(reading, last=end, source="context") if end else reading

    def _that_month(self, reading: Reading) -> Reading:
        if self.said is None:
            return reading
        year = self.said.year
        return replace(
            reading, first=reading.first.at(year), last=reading.last.at(year), relative=""
        )

    def _nth_day(self, reading: Reading) -> Reading | None:
        """The day of the month last named, else of the anchor's or the one before."""
        day = (reading.last if reading.first.open else reading.first).day or 0
        base = self.said if self.said and self.said.month else None
        anchor = self.context.anchor
        if base is None and anchor is not None:
            base = Partial(anchor.year, anchor.month)
            if reading.back <= 0 and day > anchor.day:
                base = base.shifted(-1)
        if base is None or day > calendar.monthrange(base.year or 1, base.month or 1)[1]:
            return None
        if base is not self.said:
            reading = replace(reading, relative="nth_day")  # a plan's lies ahead
        exact = Partial(base.year, base.month, day)
        first, last = (part if part.open else exact for part in (reading.first, reading.last))
        return replace(reading, first=first, last=last)

    def _year(self, reading: Reading) -> tuple[int | None, Source]:
        """The year of a reading that does not say it, and where it is from."""
        if self.context_year is not None:
            return self.context_year, "context"
        part = reading.last if not reading.last.open else reading.first
        latest = reading.kind == "I" and reading.back < 0  # "the nine months to March"
        said = None if latest or self.doubtful_year is not None else self.said
        if said is not None and (said.month or reading.role == "point"):
            start = reading.first if not reading.first.open else part
            if (start.month or 0, start.day or 99) >= (said.month or 0, said.day or 0):
                return said.year, "context"
        if self.context.anchor is None:
            return None, "document"
        return _year_beside(self.context.anchor, part, reading), "document"


def _exists(reading: Reading) -> bool:
    """Whether each day told is one of its month in its year ("29 February")."""
    return all(
        part.year is None or part.month is None or is_day(part.year, part.month, part.day or 1)
        for part in (reading.first, reading.last)
    )


def _year_beside(anchor: date, part: Partial, reading: Reading) -> int:
    """The year that the anchor suggests: the nearest for a day, the past one for a month."""
    if reading.back == 0 and part.day:
        here = (part.month or 1, part.day)
        return min(
            (anchor.year - 1, anchor.year, anchor.year + 1),
            key=lambda year: _distance(anchor, _day(year, *here)),
        )
    past = reading.back < 0 or (reading.back == 0 and not _is_soon(anchor, part, reading))
    today = (anchor.month, anchor.day if part.day else 0)
    there = (part.month or 1, part.day or 0)
    if past:
        unfinished = reading.kind == "Q" and there >= today
        return anchor.year - (there > today or unfinished)
    return anchor.year + (there < today)


def _distance(anchor: date, day: date) -> int:
    """How far a day lies from the anchor; beyond a season ahead, days are told with their year."""
    days = (day - anchor).days
    return abs(days) if days <= _SEASON else days + 3 * _SEASON


def _is_soon(anchor: date, part: Partial, reading: Reading) -> bool:
    """Whether a month from which something holds ("starting in July") is taken to lie ahead."""
    months = ((part.month or 1) - anchor.month) % _YEAR_MONTHS
    return reading.role == "since" and 0 < months <= _SEASON // 30


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _key(part: Partial) -> tuple[int, int, int]:
    return (part.year or 0, part.month or 0, part.day or 0)


def _borrow(first: Partial, last: Partial) -> tuple[Partial, Partial]:
    """Both ends with a year, where only one says it."""
    if first.open or last.open:
        return first, last
    if first.year is None and last.year is not None:
        first = first.at(last.year)
        first = first.at(last.year - 1) if _key(first) > _key(last) else first
    elif last.year is None and first.year is not None:
        last = last.at(first.year)
        last = last.at(first.year + 1) if _key(last) < _key(first) else last
    return first, last


def _before(part: Partial) -> Partial:
    """The last day, month or year before one."""
    year, month = part.year or 1, part.month or 1
    if part.day:
        earlier = date(year, month, part.day) - timedelta(days=1)
        return Partial(earlier.year, earlier.month, earlier.day)
    return part.shifted(-1) if part.month else Partial(year - 1)


def _write(reading: Reading) -> str:
    """The EDTF form of a reading; "" where its years are not known."""
    first, last = reading.first, reading.last
    if reading.decade:
        return f"{reading.decade}/.." if reading.role == "since" else reading.decade
    if reading.strict:
        last = _before(last)
    if reading.portion == "end" and reading.kind == "Y":
        first = last = Partial(last.year, _YEAR_MONTHS, 31)
        return last.edtf()
    if any(part.year is None and not part.open for part in (first, last)):
        return ""  # "within two days", in a text without a date
    ends = [part.edtf(approximate=reading.approximate and not part.open) for part in (first, last)]
    return edtf.interval(*ends)


def _precision(reading: Reading) -> Precision:
    if reading.first.open or reading.last.open:
        part = reading.last if reading.first.open else reading.first
        return "day" if part.day else "month" if part.month else "year"
    if reading.portion == "end" and reading.kind == "Y":
        return "day"
    return reading.precision


def _duration(length: tuple[float, str] | None) -> str:
    """An ISO 8601 duration, or ''."""
    if length is None:
        return ""
    number, unit = length[0] * _UNIT_SIZE.get(length[1], 1), length[1]
    sign = _UNIT_SIGNS.get(unit, "Y")
    return f"P{sign[:-1]}{number:g}{sign[-1]}"


def said_after(found: Found, mention: DateMention, earlier: Partial | None) -> Partial | None:
    """The date that later days without a year go by: the last one told in full before them."""
    if mention.anchor == "document" or not mention.edtf or mention.role != "point":
        return earlier
    if found.reading.named:
        return earlier
    part = found.reading.first
    ranged = part.month is None and mention.precision != "year"
    exact = part if part.year and not ranged else None  # of "2021-2025" no later date is
    if exact is None and mention.anchor == "context":
        limits = edtf.bounds(mention.edtf)
        day = limits.first
        exact = Partial(day.year, day.month, day.day) if day else None
    return exact if exact is not None and exact.year else earlier
