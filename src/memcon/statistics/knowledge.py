"""The codes of statistical offices and what they stand for (`reference/statistics`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from memcon.errors import UsageError
from memcon.extract.lexicon import load_yaml
from memcon.present.names import party_names

FOLDER = "reference/statistics"
_OTHER_NUMBERS = ("imf",)  # sources whose numbers of areas are not those of the United Nations
_STATES = "reference/states.yml"
_ORGANISATIONS = "reference/organizations.yml"
_LETTERS = 3  # of a code; names are longer
_TURNED = re.compile(r"(?P<before>[^,(]+)(?:, | \()(?P<after>[^()]+)\)?")


def knowledge(name: str) -> Any:
    """The content of one file of `reference/statistics`."""
    return load_yaml(f"{FOLDER}/{name}.yml")


def folded(text: str) -> str:
    """A column's name by its letters and digits alone, in lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())


@dataclass(frozen=True, slots=True)
class Areas:
    """The states and organisations that the codes of a source stand for."""

    codes: Mapping[str, str]
    world: frozenset[str]
    world_name: str

    def is_world(self, *codes: str) -> bool:
        """Whether a code or name stands for the whole world."""
        return any(code.strip().upper() in self.world for code in codes if code.strip())

    def party(self, *codes: str) -> str:
        """The party that the first known of several codes or names stands for, or ''."""
        for code in codes:
            found = self.codes.get(code.strip().upper())
            if found:
                return found
        return next((found for code in codes if (found := _named(code))), "")


def _named(text: str) -> str:
    """The party of a name, as statistical offices write it; '' for none."""
    name = " ".join(text.split())
    own = knowledge("areas")["names"].get(name)
    if own:
        return str(own)
    if len(name) <= _LETTERS or name.isdigit():
        return ""
    for spelling in _spellings(name):
        try:
            return party_names().code(spelling)
        except UsageError:
            continue
    return ""


def _spellings(name: str) -> Iterator[str]:
    """A name, and what it is written out and put in the usual order."""
    data = knowledge("areas")
    yield name
    full = " ".join(data["abbreviations"].get(word, word) for word in name.split())
    yield full
    found = _TURNED.fullmatch(full)
    if found:
        before, after = found["before"], found["after"]
        yield from (order.format(before=before, after=after) for order in data["orders"])


@lru_cache(maxsize=4)
def areas(source: str = "") -> Areas:
    """The areas as a source codes them; `comtrade` and `imf` have numbers of their own."""
    data = knowledge("areas")
    states, organisations = load_yaml(_STATES), load_yaml(_ORGANISATIONS)
    numbers = {**data["numeric"], **(data.get(source) or {})}
    if source in _OTHER_NUMBERS:
        numbers = {}
    codes = {str(number): code for number, code in numbers.items()}
    codes |= {f"{number:03d}": code for number, code in numbers.items()}
    codes |= {code.upper(): code for code in organisations}
    # Two letters are a state's in statistics: AL is Albania, AU Australia.
    codes |= {entry["alpha2"]: code for code, entry in states.items() if "to" not in entry}
    codes |= {code: code for code in states}
    codes |= {str(letters).upper(): code for letters, code in data["letters"].items()}
    world = frozenset(str(code).upper() for code in data["world"])
    known = {code: party for code, party in codes.items() if code not in world}
    return Areas(known, world, str(data["world_name"]))


def numeric_code(party: str) -> str:
    """The number by which UN Comtrade knows a party, or ''; its own numbers come first."""
    data = knowledge("areas")
    # The last of several is the one in use: 842 after 841.
    own = [number for number, code in data["comtrade"].items() if code == party]
    known = [number for number, code in data["numeric"].items() if code == party]
    current = [number for number in own if number not in _FORMER] or known or own
    return str(current[-1]) if current else ""


def letters_of(party: str, source: str) -> str:
    """The letters by which a source knows a party."""
    return str(knowledge("areas")["letters_of"][source].get(party, party))


_FORMER = frozenset({58, 280, 530, 588, 591, 592, 736, 886})  # areas that no longer report


@dataclass(frozen=True, slots=True)
class Goods:
    """What a commodity code stands for: the last part of the indicator, its sector and words."""

    name: str
    sector: str
    words: str


def goods_of(classification: str, code: str) -> Goods | None:
    """The goods of a commodity code of the HS or the SITC; None where its chapter is not known."""
    table: Mapping[str, list[str]] = knowledge("goods").get(_family(classification), {})
    if code in table:
        return Goods(*table[code])
    parent = next((code[:n] for n in range(len(code) - 1, 0, -1) if code[:n] in table), "")
    if not parent or not code.isdigit():
        return None
    name, sector, words = table[parent]
    return Goods(f"{name}.{_family(classification).lower()}{code}", sector, words)


def _family(classification: str) -> str:
    """`HS` of `H0` to `H6` and `HS`, `SITC` of `S1` to `S4` and `SS`."""
    letter = classification[:1].upper()
    return {"H": "HS", "S": "SITC"}.get(letter, "HS" if not letter else "")


@dataclass(frozen=True, slots=True)
class Series:
    """What an indicator's code stands for: indicator, unit and sector of the record format."""

    indicator: str
    unit: str
    sector: str = ""
    name: str = ""


def series_of(source: str, extra: Mapping[str, Series]) -> dict[str, Series]:
    """The indicators of a source by their codes, with those that a mapping file adds."""
    known = {code: Series(**entry) for code, entry in knowledge(source)["indicators"].items()}
    return {**known, **extra}


@lru_cache(maxsize=1)
def statuses() -> dict[str, str]:
    """What the marks on values mean: `actual`, `estimated`, `forecast` or `missing`."""
    table = knowledge("common")["statuses"]
    return {str(mark): meaning for meaning, marks in table.items() for mark in marks}


def status_of(mark: str) -> str:
    """What a mark on a value means; one that is not known changes nothing."""
    return statuses().get(mark.strip().casefold(), "actual")
