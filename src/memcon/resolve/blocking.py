"""Keys that two records must share to be compared at all, so that cost grows with the matches.

Every key is made of slots that a pair has to agree in anyway. Names and titles give a key for
each of their longest words, persons for each part of their names, dates for each year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from memcon.model import compare
from memcon.model.record import Record
from memcon.resolve.features import days_of

MANY_PARTIES = 4  # with more, all of them together are the key
WORDS = 5  # so many of a phrase's longest words are keys
YEARS = 3  # a date that covers more years is no key


def keys(record: Record) -> frozenset[str]:
    """The keys of a record; two records that share none are never compared."""
    return frozenset(f"{record.type}|{key}" for key in _KEYS[record.type](record))


def _pairs(record: Record) -> list[str]:
    parties = sorted(str(party) for party in compare.as_list(record.get("parties")))
    if len(parties) < 2 or len(parties) > MANY_PARTIES:  # noqa: PLR2004 - a pair takes two
        return ["+".join(parties)]
    return ["+".join(pair) for pair in combinations(parties, 2)]


def _years(record: Record, slot: str = "date") -> list[str]:
    limits = days_of(record.get(slot))
    if limits is None:
        return ["-"]
    first, last = limits.first or limits.last, limits.last or limits.first
    if first is None or last is None or last.year - first.year > YEARS:
        return ["-"]
    # A month on either side: sources that differ across a new year still meet.
    low = first.year - (first.month == 1)
    high = last.year + (last.month == 12)  # noqa: PLR2004 - December
    return [str(year) for year in range(low, high + 1)]


def _words(value: object) -> list[str]:
    if not isinstance(value, str):
        return []
    words = sorted(
        set(re.findall(r"\w+", compare.fold(value))), key=lambda word: (-len(word), word)
    )
    long = [word[: compare.STEM] for word in words[:WORDS]]
    return sorted({*long, *re.findall(r"\d+", value)})


def _name_parts(who: object) -> list[str]:
    if isinstance(who, str):
        return [who]
    name = compare.name_of(who)
    parts = [part[:3] for part in re.findall(r"[^\W\d_]+", compare.fold(name)) if len(part) > 1]
    return parts or [f"({compare.country_of(who)})"]


def _meeting(record: Record) -> Iterator[str]:
    for pair in _pairs(record):
        if "ordinal" in record.slots:
            yield f"{pair}|#{record.get('ordinal')}"
        yield from (f"{pair}|{year}" for year in _years(record))
        if place := _place(record):  # what is not dated meets what is by where it was
            yield f"{pair}|@{place}"


def _place(record: Record) -> str:
    place = record.get("place")
    return compare.fold(str(place.get("name", ""))) if isinstance(place, dict) else ""


def _visit(record: Record) -> Iterator[str]:
    host, visitor = record.get("host", ""), record.get("visitor")
    yield from (f"{host}|{part}" for part in _name_parts(visitor))
    # "The premier", unnamed, meets the premier's name in visits of the same year.
    country = compare.country_of(visitor) if visitor else ""
    yield from (f"{host}|({country})|{year}" for year in _years(record))


def _named(slot: str) -> Callable[[Record], Iterator[str]]:
    def made(record: Record) -> Iterator[str]:
        words = _words(record.get(slot))
        for pair in _pairs(record):
            yield from (f"{pair}|{word}" for word in words)
            if record.get("date"):
                yield from (f"{pair}|{record.get('kind', '')}|{y}" for y in _years(record))

    return made


def _commitment(record: Record) -> Iterator[str]:
    target = record.get("target")
    for pair in _pairs(record):
        yield from (f"{pair}|{word}" for word in _words(record.get("action")))
        if record.get("due"):
            yield from (f"{pair}|{year}" for year in _years(record, "due"))
        if isinstance(target, dict):
            yield f"{pair}|{target.get('unit')}|{target.get('indicator')}"


def _figure(record: Record) -> Iterator[str]:
    yield f"{'+'.join(_pairs(record))}|{record.get('indicator')}|{record.get('nature')}"


def _position(record: Record) -> Iterator[str]:
    for holder in compare.as_list(record.get("holder")):
        country = compare.country_of(holder) or compare.name_of(holder)[:3]
        for year in _years(record):
            yield f"{country}|{record.get('stance')}|{year}"
        for word in _words(record.get("topic")):
            yield f"{country}|{record.get('stance')}|{word}"


def _event(record: Record) -> Iterator[str]:
    countries = sorted({str(who.get("country")) for who in compare.as_list(record.get("actors"))})
    for year in _years(record):
        yield f"{record.get('event_type')}|{'+'.join(countries)}|{year}"
    for cite in record.evidence:
        for word in _words(cite.quote):
            yield f"{record.get('event_type')}|{'+'.join(countries)}|{word}"


_KEYS: Mapping[str, Callable[[Record], Iterable[str]]] = {
    "meeting": _meeting,
    "visit": _visit,
    "body": _named("name"),
    "instrument": _named("title"),
    "project": _named("name"),
    "commitment": _commitment,
    "figure": _figure,
    "position": _position,
    "event": _event,
}
