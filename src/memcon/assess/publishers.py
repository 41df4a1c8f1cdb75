"""The state that a publisher belongs to: by its name, else by its address.

A publisher is looked up among the organisations of `reference/actors.tsv` by the names in
`lang/<code>/actors.tsv`; one whose name holds that of exactly one state ("Ministry of Foreign
Affairs of Japan", "Korea Herald") belongs to that; else the top-level domain tells, where it is a
country's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from memcon.files import from_yaml
from memcon.model.compare import fold

# Domains that are a country's by the standard and everybody's by use.
_GENERIC_DOMAINS = frozenset({"io", "tv", "me", "co", "ai", "fm", "eu", "int"})
_OWN_DOMAINS = {"uk": "GBR"}  # not the alpha-2 code of ISO 3166
_WORD = re.compile(r"[\w.'-]+")


@lru_cache(maxsize=4096)
def country_of_publisher(name: str, url: str = "") -> str:
    """The code of the state that a publisher belongs to; '' where nothing tells."""
    words = _key(name)
    return _organisations().get(words) or _named_in(words) or _by_domain(url)


def _named_in(words: str) -> str:
    """The one state whose name or adjective stands in a publisher's name."""
    names = state_words()
    tokens = words.split()
    longest = max((len(term.split()) for term in names), default=1)
    found = {
        names[part]
        for size in range(1, longest + 1)
        for start in range(len(tokens) - size + 1)
        if (part := " ".join(tokens[start : start + size])) in names
    }
    return found.pop() if len(found) == 1 else ""


def _by_domain(url: str) -> str:
    host = urlsplit(url).hostname or ""
    last = host.rpartition(".")[2]
    if not last or last in _GENERIC_DOMAINS:
        return ""
    return _OWN_DOMAINS.get(last) or _domains().get(last, "")


def _key(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=1)
def _organisations() -> Mapping[str, str]:
    """The state of each organisation by every name that it has in any language."""
    rows = _rows(files("memcon").joinpath("reference/actors.tsv").read_text(encoding="utf-8"))
    states = {row[0]: row[1] for row in rows if row[1] != "-"}
    found: dict[str, str] = {}
    for language in _languages("actors.tsv"):
        for row in _rows(language):
            if row[0] in states:
                found.update(dict.fromkeys((_key(name) for name in row[1:]), states[row[0]]))
    return found


@lru_cache(maxsize=1)
def state_words() -> Mapping[str, str]:
    """Names and adjectives of states as they are compared, each with its one state."""
    found: dict[str, set[str]] = {}
    for language in _languages("names.yml"):
        data: Mapping[str, Any] = from_yaml(language)
        for code, entry in data["states"].items():
            for term in (*entry["names"], *entry.get("adjectives", ())):
                found.setdefault(_key(str(term)), set()).add(code)
    return {term: codes.pop() for term, codes in found.items() if len(codes) == 1}


@lru_cache(maxsize=1)
def _domains() -> Mapping[str, str]:
    text = files("memcon").joinpath("reference/states.yml").read_text(encoding="utf-8")
    states: Mapping[str, Any] = from_yaml(text)
    current = {code: entry for code, entry in states.items() if "to" not in entry}
    return {str(entry["alpha2"]).lower(): code for code, entry in current.items()}


def _languages(name: str) -> Iterator[str]:
    for language in sorted(files("memcon").joinpath("lang").iterdir(), key=lambda path: path.name):
        source = language.joinpath(name)
        if source.is_file():
            yield source.read_text(encoding="utf-8")


def _rows(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
