"""The words that reading needs, from `lang/*/headers.yml` and `lang/*/boilerplate.yml`.

Header lines and page furniture are often in another language than the text, so all languages count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from memcon.errors import DataError

FIELDS = frozenset({"title", "publisher", "date", "updated", "author", "url", "language", "other"})
SCOPES = frozenset({"line", "until_blank", "section", "rest_of_document"})
_LISTS = (
    "weak_labels",
    "weekdays",
    "day_suffixes",
    "day_links",
    "not_places",
    "range_from",
    "range_to",
    "agenda",
    "to_come",
)
ZONES = frozenset({"anywhere", "top", "tail", "end"})

_CAPITAL = "[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚŻİŞ]"
_WORD = rf"{_CAPITAL}[\w'’.\-]*"
# A person's name, for patterns: two to seven capitalised words, particles between them.
_NAME = rf"(?-i:{_WORD}(?: (?:[a-z]{{1,3}} ){{0,2}}{_WORD}){{1,6}})"


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Words of header lines, date lines and datelines, in lower case."""

    labels: Mapping[str, str]  # label -> field
    weak_labels: frozenset[str]
    date_line: frozenset[str]
    published: tuple[str, ...]
    updated: tuple[str, ...]
    weekdays: frozenset[str]
    weekday_numbers: Mapping[str, int]  # 1 is Monday
    range_from: tuple[str, ...]
    range_to: tuple[str, ...]
    agenda: tuple[str, ...]
    to_come: tuple[str, ...]
    months: Mapping[str, int]
    day_suffixes: tuple[str, ...]
    day_links: tuple[str, ...]
    not_places: frozenset[str]
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of boilerplate: the pattern that a paragraph begins with, and how far it reaches."""

    id: str
    pattern: re.Pattern[str]
    scope: str
    zone: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


@cache
def header_words() -> HeaderWords:
    """The header words of all languages together."""
    labels: dict[str, str] = {}
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    languages: dict[str, str] = {}
    bags: dict[str, list[str]] = {}
    for where, data in _language_files("headers.yml"):
        for name, entry in _mapping(data, "labels", where).items():
            if name not in FIELDS:
                msg = f"{where}: labels.{name}: not one of {', '.join(sorted(FIELDS))}"
                raise DataError(msg)
            for term in _terms(entry, f"{where}: labels.{name}"):
                if labels.setdefault(term, name) != name:
                    msg = f"{where}: label '{term}' stands for two fields"
                    raise DataError(msg)
        for name, found in (("months", months), ("weekday_numbers", weekdays)):
            for number, terms in _mapping(data, name, where).items():
                found.update(dict.fromkeys(_terms(terms, f"{where}: {name}.{number}"), int(number)))
        languages |= {str(k): str(v) for k, v in _mapping(data, "languages", where).items()}
        date_line = _mapping(data, "date_line", where)
        for name in ("terms", "published", "updated"):
            bags.setdefault(f"date_{name}", []).extend(_terms(date_line.get(name, []), where))
        for name in _LISTS:
            bags.setdefault(name, []).extend(_terms(data.get(name, []), f"{where}: {name}"))
    return HeaderWords(
        labels=labels,
        weak_labels=frozenset(bags["weak_labels"]),
        date_line=frozenset(bags["date_terms"]),
        published=tuple(bags["date_published"]),
        updated=tuple(bags["date_updated"]),
        weekdays=frozenset(bags["weekdays"]),
        weekday_numbers=weekdays,
        range_from=tuple(bags["range_from"]),
        range_to=tuple(bags["range_to"]),
        agenda=tuple(bags["agenda"]),
        to_come=tuple(bags["to_come"]),
        months=months,
        day_suffixes=tuple(bags["day_suffixes"]),
        day_links=tuple(bags["day_links"]),
        not_places=frozenset(bags["not_places"]),
        languages=languages,
    )


@cache
def boilerplate_rules() -> tuple[Rule, ...]:
    """Every boilerplate rule of all languages, by id."""
    rules: dict[str, Rule] = {}
    for where, data in _language_files("boilerplate.yml"):
        for entry in data.get("rules", []):
            rule = _rule(entry, where)
            if rule.id in rules:
                msg = f"{where}: rule '{rule.id}' is there twice; give it another id"
                raise DataError(msg)
            rules[rule.id] = rule
    return tuple(rules[key] for key in sorted(rules))


@cache
def any_boilerplate() -> re.Pattern[str]:
    """One pattern that matches wherever some boilerplate rule does: a cheap first test."""
    return re.compile(
        "|".join(f"(?:{_source(r.pattern)})" for r in boilerplate_rules()) or "(?!)", re.IGNORECASE
    )


def _source(pattern: re.Pattern[str]) -> str:
    return pattern.pattern.replace("(?P<name>", "(?:")


def _rule(entry: Mapping[str, Any], where: str) -> Rule:
    name = str(entry.get("id", ""))
    if not name or "pattern" not in entry:
        msg = f"{where}: a rule lacks id or pattern: {dict(entry)}"
        raise DataError(msg)
    scope, zone = str(entry.get("scope", "line")), str(entry.get("where", "anywhere"))
    if scope not in SCOPES or zone not in ZONES:
        msg = f"{where}: rule '{name}': scope '{scope}' or where '{zone}' is unknown"
        raise DataError(msg)
    source = " ".join(str(entry["pattern"]).split()).replace("{who}", f"(?P<name>{_NAME})")
    source = source.replace("{name}", _NAME)
    try:
        pattern = re.compile(source, re.IGNORECASE)
    except re.error as error:
        msg = f"{where}: rule '{name}': pattern: {error}"
        raise DataError(msg) from error
    examples, misses = (tuple(map(str, entry.get(k, []))) for k in ("examples", "near_misses"))
    if not examples or not misses:
        msg = f"{where}: rule '{name}': give examples and near_misses"
        raise DataError(msg)
    return Rule(name, pattern, scope, zone, examples, misses)


def _language_files(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    folder = files("memcon") / "lang"
    for language in sorted(folder.iterdir(), key=lambda item: item.name):
        resource = language / name
        if resource.is_file():
            where = f"lang/{language.name}/{name}"
            try:
                data = yaml.safe_load(resource.read_text(encoding="utf-8"))
            except yaml.YAMLError as error:
                msg = f"{where}: not YAML: {' '.join(str(error).split())}"
                raise DataError(msg) from error
            if not isinstance(data, Mapping):
                msg = f"{where}: not a mapping"
                raise DataError(msg)
            yield where, data


def _mapping(data: Mapping[str, Any], key: str, where: str) -> Mapping[Any, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        msg = f"{where}: {key}: not a mapping"
        raise DataError(msg)
    return value


def _terms(entry: object, where: str) -> list[str]:
    terms = entry.get("terms", []) if isinstance(entry, Mapping) else entry
    if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
        msg = f"{where}: not a list of words"
        raise DataError(msg)
    return [term.lower() for term in terms]
