"""Meetings in series: by level, name, parties and number; their cadence, gaps and numbering.

A meeting told of with a number, or by the series' name, is a member. The cadence is the median
time from one number to the next, else what documents state; from it follows when the next is due.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from statistics import median

from memcon.assess.book import Book, by_parties, once
from memcon.assess.telling import telling_stems
from memcon.files import from_yaml
from memcon.model import compare
from memcon.model.periods import first_day, last_day
from memcon.model.record import TOP_KINDS, Record
from memcon.resolve.generic import generic_stems

ONE_OCCASION = timedelta(days=7)  # reports of one meeting may differ by days: the number tells
_OTHER = "other"
_OFTEN = ("senior_officials", _OTHER)
_ALIKE = 0.75  # of the content words of a series' name
_SUCH = 0.5  # of all content words, from which two names are names of such a thing
_WORD = re.compile(r"\w+")
_YEAR_DAYS = 365.25
_GRACE = 0.25  # of the cadence: a meeting is overdue when it is later than that


@dataclass(frozen=True, slots=True)
class Conflict:
    """Meetings whose numbers and dates cannot all be right; `rule` is a contradiction's id."""

    rule: str
    meetings: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The meetings of one format between the same parties, oldest first.

    `numbered` are those that carry a number, `unnumbered` those that belong to the series by
    name or level only.
    """

    kind: str
    name: str
    parties: tuple[str, ...]
    numbered: tuple[Record, ...]
    unnumbered: tuple[Record, ...] = ()

    @property
    def meetings(self) -> tuple[Record, ...]:
        """All meetings by date."""
        return tuple(sorted((*self.numbered, *self.unnumbered), key=by_date))

    @property
    def held(self) -> list[Record]:
        """The meetings that took place, by date."""
        return [record for record in self.meetings if record.get("status") == "held"]

    @property
    def rises(self) -> bool:
        """Whether later numbers have later dates, and no number has two years."""
        return rises(self.numbered)

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers between the lowest and the highest that no meeting on record carries."""
        return missing_numbers(self.numbered)

    @property
    def cadence(self) -> timedelta | None:
        """The time from one meeting to the next; None where nothing tells it.

        The median over dated neighbours with numbers, each gap divided by how many numbers it
        spans; else a word of the series' name ("annual"); a series of two dates that the numbers
        contradict has none.
        """
        dated = _numbers_and_days(self.numbered)
        gaps = [
            (later[1] - earlier[1]).days / (later[0] - earlier[0])
            for earlier, later in pairwise(dated)
            if later[0] > earlier[0] and later[1] > earlier[1]
        ]
        if gaps and self.rises:
            return timedelta(days=round(median(gaps)))
        return _stated_cadence(self.name)

    @property
    def last(self) -> Record | None:
        """The latest meeting that was held."""
        held = [record for record in self.held if last_day(record)]
        return held[-1] if held else None

    @property
    def next_due(self) -> date | None:
        """The day about which the next meeting falls by the cadence; None without one."""
        latest, cadence = self.last, self.cadence
        if latest is None or cadence is None:
            return None
        day = last_day(latest)
        return day + cadence if day else None

    def is_late(self, day: date) -> bool:
        """Whether by a day the next meeting is later than the cadence and some grace allow."""
        due, cadence = self.next_due, self.cadence
        return due is not None and cadence is not None and day > due + cadence * _GRACE

    def planned_after(self, day: date) -> list[Record]:
        """The meetings that are planned for later than a day, the next first."""
        planned = [record for record in self.meetings if record.get("status") == "planned"]
        return [record for record in planned if (last_day(record) or date.min) > day]

    def conflicts(self) -> list[Conflict]:
        """The meetings whose numbers and dates contradict each other."""
        return [*self._two_dates(), *self._two_numbers(), *self._out_of_order()]

    def _two_dates(self) -> Iterable[Conflict]:
        by_number: dict[int, list[Record]] = defaultdict(list)
        for record in self.numbered:
            if last_day(record) and record.get("status") != "cancelled":
                by_number[ordinal_of(record)].append(record)
        for members in by_number.values():
            if any(_apart(one, other) for one, other in pairwise(members)):
                yield Conflict("contradiction.number", tuple(members))

    def _two_numbers(self) -> Iterable[Conflict]:
        if self.kind in _OFTEN:
            return  # rounds of talks follow each other within days
        dated = [record for record in self.numbered if _exact_day(record)]
        for one, other in pairwise(sorted(dated, key=by_date)):
            if ordinal_of(one) != ordinal_of(other) and not _apart(one, other):
                pair = sorted((one, other), key=ordinal_of)
                yield Conflict("contradiction.date", tuple(pair))

    def _out_of_order(self) -> Iterable[Conflict]:
        dated = [r for r in self.numbered if last_day(r) and r.get("status") == "held"]
        ranked = sorted(dated, key=lambda record: (ordinal_of(record), by_date(record)))
        for lower, higher in pairwise(ranked):
            if ordinal_of(lower) != ordinal_of(higher) and (
                (first_day(lower) or date.min) > (last_day(higher) or date.max) + ONE_OCCASION
            ):
                yield Conflict("contradiction.order", (lower, higher))


def series_of(meetings: Iterable[Record]) -> list[Series]:
    """The series that meetings form, one for each format of the same parties.

    Top meetings are one series a level; others go by their name. A series whose name only says
    less than another's ("regular meeting", "session of the joint commission") joins it where
    numbers and dates rise together and no second one fits as well. Meetings without a number join
    the series of their level, or that which they are named after.
    """
    found: list[Series] = []
    for parties, members in sorted(by_parties(meetings).items()):
        groups = numbered_series(members)
        loose = [record for record in members if not record.get("ordinal")]
        placed = _placed(loose, groups)
        found += [
            _made(parties, group, placed.get(index, ())) for index, group in enumerate(groups)
        ]
    return found


@once  # several rules go through them
def series_in(book: Book) -> tuple[Series, ...]:
    """The series that the meetings of a book form."""
    return tuple(series_of(book.of("meeting")))


def ordinal_of(record: Record) -> int:
    """The number of a meeting in its series; 0 where it has none."""
    try:
        return int(record.get("ordinal") or 0)
    except (TypeError, ValueError):
        return 0


def missing_numbers(meetings: Iterable[Record]) -> tuple[int, ...]:
    """The numbers between the lowest and the highest that no meeting carries."""
    numbers = {ordinal_of(record) for record in meetings}
    return tuple(
        n for n in range(min(numbers, default=0), max(numbers, default=0)) if n not in numbers
    )


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """Rising numbers with their neighbours drawn together: [19, 20], [23]."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def rises(meetings: Sequence[Record]) -> bool:
    """Whether later numbers have later dates, and no number has two."""
    return all(_follows(one, other) for one, other in pairwise(_numbers_and_days(meetings)))


def _made(parties: tuple[str, ...], members: Sequence[Record], loose: Sequence[Record]) -> Series:
    numbered = sorted(members, key=lambda record: (ordinal_of(record), by_date(record)))
    kinds = [str(record.get("kind", _OTHER)) for record in numbered]
    told = [kind for kind in kinds if kind != _OTHER] or kinds
    names = {str(record.get("series")) for record in numbered if record.get("series")}
    return Series(
        max(sorted(set(told)), key=told.count),
        max(names, key=lambda each: (len(each), each), default=""),
        parties,
        tuple(numbered),
        tuple(sorted(loose, key=by_date)),
    )


def numbered_series(meetings: Iterable[Record]) -> list[list[Record]]:
    """Numbered meetings by series, as `series_of` groups those of the same parties."""
    series: dict[tuple[str, ...], list[Record]] = {}
    for record in meetings:
        if ordinal_of(record):
            series.setdefault((*_key(record), *_home(record)), []).append(record)
    _join_alike(series)
    for key in sorted(series, key=lambda name: (len("".join(name)), name)):
        homes = [
            other
            for other in series
            if other != key
            and _is_short_for(series[key], series[other])
            and not _of_two_bodies(series[key], series[other])
            and rises([*series[key], *series[other]])
        ]
        if len(homes) == 1:
            series[homes[0]] += series.pop(key)
    return list(series.values())


def _join_alike(series: dict[tuple[str, ...], list[Record]]) -> None:
    """Draw together series of one body or one name whose numbers rise with their dates."""
    for key in sorted(series):
        for other in sorted(series):
            if other >= key or key not in series or other not in series:
                continue
            linked = bool(_bodies(series[key]) & _bodies(series[other]))
            if (linked or _is_alike(key, other)) and rises([*series[key], *series[other]]):
                series[other] += series.pop(key)


def _is_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two keys of series below the top name the same thing.

    Of one kind the words weigh by how much they tell; else both have the same telling words, as
    reports call a session of a commission a meeting of ministers.
    """
    if len(one) < 2 or len(other) < 2:  # noqa: PLR2004 (a name)
        return False
    if len(one) > 2 and len(other) > 2 and one[2] != other[2]:  # noqa: PLR2004 (and a body)
        return False
    if one[0] == other[0] and compare.similarity(one[1], other[1], generic_stems()) >= _ALIKE:
        return True
    return _says_less(one[1], other[1]) and _says_less(other[1], one[1])


def _key(record: Record) -> tuple[str, ...]:
    kind = str(record.get("kind", _OTHER))
    if kind in TOP_KINDS:
        return (kind,)
    return kind, plain_name(str(record.get("series", "")))


def _home(record: Record) -> tuple[str, ...]:
    """The body that a meeting is linked to, where its name ("third meeting") tells nothing."""
    bodies = _bodies([record])
    is_bare = record.get("kind") not in TOP_KINDS and not telling_stems(_key(record)[-1])
    return (min(bodies),) if bodies and is_bare else ()


def _bodies(meetings: Iterable[Record]) -> set[str]:
    """The bodies that meetings are linked to."""
    return {link["id"] for each in meetings for link in each.links if link["rel"] == "part_of"}


def _of_two_bodies(one: Sequence[Record], other: Sequence[Record]) -> bool:
    """Whether meetings are linked to different bodies: a commission and its working group."""
    left, right = _bodies(one), _bodies(other)
    return bool(left and right and left.isdisjoint(right))


def plain_name(series: str) -> str:
    """A series' name as it is compared: without capitals and a leading article."""
    words = series.casefold().split()
    if words and words[0] in _words().articles:
        words = words[1:]
    return " ".join(words)


def _is_short_for(short: Sequence[Record], full: Sequence[Record]) -> bool:
    """Whether a series can be another under a name that says less.

    One without a kind of its own, all of whose words are in the other's name; below the top, one
    whose telling words are.
    """
    kinds, others = _kinds(short), _kinds(full)
    words = set(_WORD.findall(_key(short[0])[-1]))
    if kinds == {_OTHER} and any(words <= _name_words(record) for record in full):
        return True
    if (kinds | others) & set(TOP_KINDS):
        return False
    name = _key(short[0])[-1]
    return any(_says_less(name, _key(record)[-1]) for record in full)


def _kinds(meetings: Iterable[Record]) -> set[str]:
    return {str(record.get("kind", _OTHER)) for record in meetings}


def _says_less(short: str, full: str) -> bool:
    """Whether a name has no telling word that the other lacks, and names such a thing."""
    within = telling_stems(short) <= telling_stems(full)
    return within and compare.similarity(short, full) >= _SUCH


def _name_words(record: Record) -> set[str]:
    return set(_WORD.findall(str(record.get("series", "")).casefold()))


def _placed(loose: Iterable[Record], groups: Sequence[Sequence[Record]]) -> dict[int, list[Record]]:
    """Meetings without a number by the series that each belongs to."""
    placed: dict[int, list[Record]] = defaultdict(list)
    for record in loose:
        homes = [index for index, group in enumerate(groups) if _belongs(record, group)]
        if len(homes) == 1:
            placed[homes[0]].append(record)
    return placed


def _belongs(record: Record, group: Sequence[Record]) -> bool:
    """Whether a meeting without a number is one of a series: by its name, or its top level."""
    kind, name = str(record.get("kind", _OTHER)), str(record.get("series") or "")
    kinds = _kinds(group)
    if name:
        return (kind in kinds or kind == _OTHER) and any(
            compare.similarity(plain_name(name), plain_name(str(other)), generic_stems()) >= _ALIKE
            for member in group
            if (other := member.get("series"))
        )
    return kind == "heads_of_government" and kind in kinds and not record.get("occasion")


def _numbers_and_days(meetings: Iterable[Record]) -> list[tuple[int, date]]:
    dated = [
        (ordinal_of(record), day)
        for record in meetings
        if record.get("status") != "cancelled" and (day := last_day(record))
    ]
    return sorted(dated)


def _follows(one: tuple[int, date], other: tuple[int, date]) -> bool:
    if one[0] == other[0]:
        return one[1].year == other[1].year
    return one[1] <= other[1]


def by_date(record: Record) -> tuple[date, str]:
    """A key that puts records in the order of their dates, undated ones last."""
    return last_day(record) or date.max, record.id


def _exact_day(record: Record) -> date | None:
    """The day of a meeting whose date is given to the week or closer."""
    first, last = first_day(record), last_day(record)
    return last if first and last and last - first <= ONE_OCCASION else None


def _apart(one: Record, other: Record) -> bool:
    """Whether two meetings lie more than a week apart, at their closest."""
    firsts = first_day(one) or date.min, first_day(other) or date.min
    lasts = last_day(one) or date.max, last_day(other) or date.max
    gap = max(firsts[0], firsts[1]) - min(lasts[0], lasts[1])
    return gap > ONE_OCCASION


def _stated_cadence(name: str) -> timedelta | None:
    """The cadence that a word of a name states."""
    rates = [rate for word in _WORD.findall(name.casefold()) if (rate := _words().rates.get(word))]
    return timedelta(days=round(_YEAR_DAYS / rates[0])) if rates else None


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of series' names: meetings a year by the word that tells them, and articles."""

    rates: Mapping[str, float]
    articles: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """The words of every language, from `lang/<code>/cadence.yml`."""
    rates: dict[str, float] = {}
    articles: set[str] = set()
    for language in sorted(files("memcon").joinpath("lang").iterdir(), key=lambda path: path.name):
        source = language.joinpath("cadence.yml")
        if source.is_file():
            data = from_yaml(source.read_text(encoding="utf-8"))
            for rate, terms in data["per_year"].items():
                rates.update(dict.fromkeys(terms, float(rate)))
            articles.update(data["articles"])
    return _Words(rates, frozenset(articles))
