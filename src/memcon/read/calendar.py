"""How outlets print days, in all the languages of `calendar.yml` together.

A page's day is often printed in another language than its text, so all languages count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from memcon.read.words import header_words

TENS = 10


@dataclass(frozen=True, slots=True)
class Calendar:
    """Words and signs of printed days, in folded form (`fold`)."""

    months: Mapping[str, int]
    links: tuple[str, ...]
    day_suffixes: tuple[str, ...]
    signs: Mapping[str, tuple[str, ...]]
    numerals: Mapping[str, int]
    ten: str
    first_year: str
    numbered_months: Mapping[str, tuple[str, ...]]
    year_links: tuple[str, ...]
    eras: Mapping[str, int]
    buddhist_years: int
    buddhist_from: int
    weekdays: frozenset[str]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    words: frozenset[str]


def fold(word: str) -> str:
    """A word in one case, with the Turkish and Greek letters that have two small forms as one."""
    return (
        word.casefold().replace("i\u0307", "i").replace("\u0131", "i").replace("\u03c2", "\u03c3")
    )


def _plain(word: str) -> str:
    """A word without accents, as capitals and old systems print it."""
    parts = (c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
    letters = unicodedata.normalize("NFC", "".join(parts))
    return letters if len(letters) == len(unicodedata.normalize("NFC", word)) else word


@cache
def calendar() -> Calendar:
    """What `calendar.yml` and the English words say together."""
    text = files("memcon").joinpath("read/calendar.yml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    words = header_words()
    months = {fold(name): number for name, number in words.months.items()}
    for names in data["months"].values():
        for number, forms in enumerate(names, 1):
            for form in forms:
                months[fold(str(form))] = number
                months.setdefault(_plain(fold(str(form))), number)
    weekdays = {str(day) for days in data["weekdays"] for day in days}
    return Calendar(
        months=months,
        links=(*words.day_links, *map(str, data["links"])),
        day_suffixes=(*words.day_suffixes, *map(str, data["day_suffixes"])),
        signs={key: tuple(map(str, signs)) for key, signs in data["signs"].items()},
        numerals={str(sign): int(value) for sign, value in data["numerals"].items()},
        ten=str(data["ten"]),
        first_year=str(data["first_year"]),
        numbered_months={k: tuple(map(str, v)) for k, v in data["numbered_months"].items()},
        year_links=tuple(map(str, data["year_links"])),
        eras={str(name): int(year) for name, year in data["eras"].items()},
        buddhist_years=int(data["buddhist"]["years"]),
        buddhist_from=int(data["buddhist"]["from"]),
        weekdays=words.weekdays | weekdays,
        published=(*words.published, *map(str, data["published"])),
        updated=(*words.updated, *map(str, data["updated"])),
        words=words.date_line | _bag(data["words"], data["published"], data["updated"]),
    )


def _bag(*lists: list[object]) -> set[str]:
    return {word for terms in lists for term in terms for word in str(term).split()}


def number(text: str) -> int:
    """The number that digits of any script, or Chinese numerals up to 99, stand for.

    Digits of Chinese numerals without tens are read one by one, as in years.
    """
    if text.isdecimal():
        return int(text)
    known = calendar()
    if known.ten not in text:
        return int("".join(str(known.numerals[sign]) for sign in text))
    tens, ones = text.split(known.ten, 1)
    value = TENS * (known.numerals[tens] if tens else 1)
    return value + (known.numerals[ones] if ones else 0)
