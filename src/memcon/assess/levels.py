"""At which level states work together: summits, ministers, commissions, regions, posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from memcon.errors import DataError
from memcon.files import from_yaml
from memcon.model.compare import as_list
from memcon.model.record import Record

LEVELS = (
    "heads_of_state",
    "heads_of_government",
    "foreign_ministers",
    "ministers",
    "commission",
    "working",
    "interregional",
    "post",
    "dialogue",
    "other",
    "multilateral",
)
LEADERS = ("heads_of_state", "heads_of_government", "foreign_ministers")  # one format a pair
_REGIONAL = "regional"
_DIALOGUE = "consultation format"  # the record format's word for dialogues and regular talks
_OF_KIND: Mapping[str, str] = {
    "ministerial": "ministers",
    "senior_officials": "working",
    **{kind: kind for kind in ("heads_of_state", "heads_of_government", "commission")},
    "multilateral": "multilateral",
}
_BETWEEN = re.compile(r"[\W_]+")


def body_level(body: Record) -> str:
    """The level of a body: one of `LEVELS`.

    Its kind tells it (a working group, a consulate), else a word of its name or remit ("of foreign
    ministers", "interregional"), else its sector `regional`.
    """
    kind = str(body.get("kind", ""))
    found = _told(_words().kinds, [kind]) if kind != _DIALOGUE else ""
    if found:
        return found
    names = [str(body.get(slot, "")) for slot in ("name", "remit")]
    found = _told(_words().names, names)
    if found:
        return found
    if _REGIONAL in as_list(body.get("sectors")):
        return "interregional"
    return "dialogue" if kind == _DIALOGUE else "other"


def meeting_level(meeting: Record) -> str:
    """The level of a meeting: one of `LEVELS`.

    Where both sides are named and all have one top office, its level counts, whatever the kind.
    Ministers are foreign ministers where the series or the roles of all who are named say so, and
    at a commission where the series is one's.
    """
    kind, series = str(meeting.get("kind", "")), str(meeting.get("series", ""))
    level = _OF_KIND.get(kind, "") or _told(_words().names, [series])
    if level in ("", "ministers") and (top := _top(meeting)):
        return top
    if level == "ministers":
        if _has(_words().kinds["commission"], series):
            return "commission"
        return "foreign_ministers" if _is_foreign(meeting) else level
    return level or "other"


def leads_at(level: str, role: str) -> bool:
    """Whether a role is that of those who meet at a level: a prime minister's, of governments."""
    return _has(_words().roles.get(level, ()), role)


def level_of(meetings: Iterable[Record]) -> str:
    """The level of most of the meetings; of equals the higher one."""
    counted = Counter(meeting_level(each) for each in meetings)
    return max(counted, key=lambda level: (counted[level], -LEVELS.index(level)), default="other")


def _top(meeting: Record) -> str:
    """The level of the one office that all who are named have, on two sides or more."""
    named = persons(meeting.get("participants"))
    if len({str(who.get("country", "")) for who in named}) < 2:  # noqa: PLR2004 (sides)
        return ""
    roles = {_fold(str(who.get("role", ""))) for who in named}
    for level in LEADERS[:2]:
        if roles <= {_fold(word) for word in _words().roles[level]}:
            return level
    return ""


def _is_foreign(meeting: Record) -> bool:
    words = _words().names["foreign_ministers"]
    series = str(meeting.get("series", ""))
    if series and _has(words, series):
        return True
    roles = [str(who.get("role", "")) for who in persons(meeting.get("participants"))]
    return bool(roles) and all(_has(words, role) for role in roles)


def persons(value: Any) -> list[Mapping[str, Any]]:
    """The persons among those who are named."""
    return [each for each in as_list(value) if isinstance(each, Mapping)]


def _told(levels: Mapping[str, Sequence[str]], texts: Iterable[str]) -> str:
    known = [text for text in texts if text]
    for level, words in levels.items():
        if any(_has(words, text) for text in known):
            return level
    return ""


def _has(words: Iterable[str], text: str) -> bool:
    """Whether a text has one of the words, as words of their own."""
    folded = f" {_fold(text)} "
    return any(f" {_fold(word)} " in folded for word in words)


@lru_cache(maxsize=10_000)
def _fold(text: str) -> str:
    return _BETWEEN.sub(" ", text.casefold()).strip()


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of every language, by what they stand in and by level."""

    kinds: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    """The words of every language, from `lang/<code>/levels.yml`.

    Raises DataError naming the file and level at fault.
    """
    sections: dict[str, dict[str, list[str]]] = {"kinds": {}, "names": {}, "roles": {}}
    for language in sorted(files("memcon").joinpath("lang").iterdir(), key=lambda path: path.name):
        source = language.joinpath("levels.yml")
        if not source.is_file():
            continue
        data = from_yaml(source.read_text(encoding="utf-8"))
        for section, known in sections.items():
            for level, words in data[section].items():
                if level not in LEVELS:
                    message = f"lang/{language.name}/levels.yml: {level}: no such level"
                    raise DataError(message)
                known.setdefault(level, []).extend(words)
    plain = {
        section: {level: tuple(words) for level, words in known.items()}
        for section, known in sections.items()
    }
    return _Words(plain["kinds"], plain["names"], plain["roles"])
