"""Lines that head the items of a digest: a day, several days on end, or a weekday alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from memcon.read.calendar import calendar
from memcon.read.dateline import CAPITAL, in_mixed_case
from memcon.read.dates import Day, find_days, make_date
from memcon.read.paragraphs import is_heading_like
from memcon.read.words import header_words

LINE_CHARS = 160
RANGE_DAYS = 7  # of one item: in more, a weekday is no day
WEEK = 7
MONTH = 31
_PAIR = 2
_MARKUP = "#*_=>[]() \t"
_AFTER = re.compile(r"\s*(?:$|[:|–—]|-\s|[,.]\s)\s*(?P<title>.*)")
_AFTER_WEEKDAY = re.compile(r"\s*(?:$|[:|–—]|-\s)\s*(?P<title>.*)")
_HYPHEN = re.compile(r"(?<![\d-])(\d{1,2})-(?=\d{1,2}(?![\d-]))")
_PLACE = re.compile(rf"{CAPITAL}[\w.'’-]*(?: {CAPITAL}[\w.'’-]*){{0,2}},\s*")


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line that is or begins with the day of an item, and what else it says.

    Either `day` is known (of several days the last, `first` being the first), or the `weekday`
    (1 is Monday) and perhaps the `number` of the day in its month.
    """

    day: Day | None = None
    first: Day | None = None
    weekday: int = 0
    number: int = 0
    title: str = ""
    place: str = ""

    @property
    def is_weekday(self) -> bool:
        """Whether a weekday is all that it says of the day."""
        return self.day is None and not self.number


def read_day_line(line: str) -> DayLine | None:
    """What a line says that heads an item of a digest; None for any other line."""
    if len(line) > LINE_CHARS or line.lstrip().startswith("|"):
        return None  # a row of a table
    plain = line.strip(_MARKUP)
    if not is_heading_like(plain):
        return None
    is_marked = line.lstrip().startswith(("*", "_", "#"))
    return _weekday(plain) or _range(plain) or _day(plain, may_have_place=is_marked)


def resolve(line: DayLine, near: date | None) -> date | None:
    """The day of an item, of several the last; None where the document's day, `near`, is needed.

    A year that is not told is the nearest one, a weekday the last one up to the document's day.
    """
    if line.day is not None:
        day = line.day.date if line.day.year is not None else _nearest(line.day, near)
        return day if day is not None and _is_short(line, day) else None
    if near is None:
        return None
    days = (near - timedelta(days=back) for back in range(MONTH if line.number else WEEK))
    return next(
        (d for d in days if d.isoweekday() == line.weekday and line.number in {0, d.day}), None
    )


def _is_short(line: DayLine, last: date) -> bool:
    """Whether what a line says is one day, or a few days on end."""
    if line.first is None:
        return True
    first = make_date(line.first.year or last.year, line.first.month, line.first.day)
    if first is not None and first > last and line.first.year is None:
        first = make_date(last.year - 1, line.first.month, line.first.day)
    return first is not None and 0 < (last - first).days < RANGE_DAYS


def _nearest(day: Day, near: date | None) -> date | None:
    if near is None:
        return None
    years = (make_date(near.year + step, day.month, day.day) for step in (-1, 0, 1))
    return min(
        (each for each in years if each is not None),
        key=lambda each: abs((each - near).days),
        default=None,
    )


def _weekday(plain: str) -> DayLine | None:
    match = _weekday_pattern().match(plain)
    if match is None:
        return None
    after = _AFTER_WEEKDAY.match(plain[match.end() :])
    if after is None:
        return None
    number = header_words().weekday_numbers[match["name"].lower()]
    title = after["title"].strip(_MARKUP)
    return DayLine(weekday=number, number=int(match["number"] or 0), title=title)


def _range(plain: str) -> DayLine | None:
    """Several days on end: "3–5 May 2021", "May 3-5", "29 April to 3 May"."""
    opening, dash = _range_patterns()
    plain = _HYPHEN.sub(r"\1–", plain)  # "May 3-13" is no day of the year 13
    opened = opening.match(plain)
    start = opened.end() if opened else 0
    days = list(find_days(plain))
    if len(days) == _PAIR and days[0].start == start:
        between = plain[days[0].end : days[1].start]
        return _told(days[0], days[1], plain[days[1].end :]) if dash.fullmatch(between) else None
    if len(days) != 1:
        return None
    day = days[0]
    before = re.fullmatch(r"(\d{1,2})(?:[a-z]{2})?(?P<dash>\D{1,12})", plain[start : day.start])
    if before is not None and dash.fullmatch(before["dash"]):
        first = Day(start, day.start, day.month, int(before[1]), day.year)
        return _told(first, day, plain[day.end :])
    rest = re.match(
        r"(?P<dash>\D{1,9})(\d{1,2})(?:[a-z]{2})?(?:,?\s+(\d{4}))?(?!\d)", plain[day.end :]
    )
    if day.start != start or rest is None or not dash.fullmatch(rest["dash"]):
        return None
    year = int(rest[3]) if rest[3] else day.year
    last = Day(day.start, day.end + rest.end(), day.month, int(rest[2]), year)
    return _told(day, last, plain[last.end :])


def _told(first: Day, last: Day, rest: str) -> DayLine | None:
    after = _AFTER.match(rest)
    return DayLine(last, first, title=after["title"].strip(_MARKUP)) if after else None


def _day(plain: str, *, may_have_place: bool) -> DayLine | None:
    days = list(find_days(plain))
    if len(days) != 1:
        return None
    before = plain[: days[0].start]
    place = _PLACE.fullmatch(before) if may_have_place or before.isupper() else None
    words = re.findall(r"[^\W\d_]+|\S", before)
    rest = plain[days[0].end :]
    rest = re.sub(r"^\s*[(,]\s*([^\W\d_]+)\)?", _no_weekday, rest)
    after = _AFTER.match(rest)
    if after is None:
        return None
    title = after["title"].strip(_MARKUP)
    if not any(_is_word(word) for word in words):
        return DayLine(days[0], title=title)
    if place is None or title or before.strip(" ,").lower() in header_words().not_places:
        return None
    return DayLine(days[0], place=in_mixed_case(before.strip(" ,")))


def _no_weekday(match: re.Match[str]) -> str:
    return "" if match[1].lower() in calendar().weekdays else match.group()


def _is_word(word: str) -> bool:
    return word not in ",.;" and word.lower() not in calendar().weekdays


@cache
def _weekday_pattern() -> re.Pattern[str]:
    words = header_words()
    names = "|".join(map(re.escape, words.weekday_numbers))
    suffix = "|".join(map(re.escape, words.day_suffixes))
    number = rf"(?:,?\s+(?P<number>\d{{1,2}})(?:{suffix})?(?![\w.:]))?"
    return re.compile(rf"(?P<name>{names})(?!\w){number}", re.IGNORECASE)


@cache
def _range_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = header_words()
    start, to = ("|".join(map(re.escape, each)) for each in (words.range_from, words.range_to))
    return (
        re.compile(rf"(?:{start})\s+", re.IGNORECASE),
        re.compile(rf"\s*(?:[-–—]|(?<=\s)(?:{to})(?=\s))\s*", re.IGNORECASE),
    )
