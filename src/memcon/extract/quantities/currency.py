"""Currencies as texts name them, resolved to ISO 4217 codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from memcon.extract.quantities.knowledge import alternatives, load, section

_NAME = "reference/currencies.yml"
_SHORT = 2  # letters before the figures that need more evidence than being there


class Currencies:
    """What `reference/currencies.yml` holds, ready for use."""

    def __init__(self) -> None:
        data = load("reference", "currencies.yml")
        self._entries: Mapping[str, Mapping[str, Any]] = section(data, "currencies", _NAME)
        self._defaults: Mapping[str, str] = section(data, "defaults", _NAME)
        self._own: Mapping[str, list[str]] = section(data, "own", _NAME)
        self._shared: Mapping[str, list[str]] = section(data, "shared_symbols", _NAME)
        self._successors: Mapping[str, Any] = section(data, "successors", _NAME)
        self._spaced = frozenset(section(data, "spaced_prefixes", _NAME))
        plurals: Mapping[str, str] = section(data, "plurals", _NAME)
        self._by_name: dict[str, str] = {}
        self._by_noun: dict[str, dict[str, str]] = {}  # noun: state: code
        self._users: dict[str, list[str]] = {}  # noun: codes
        self._symbols: dict[str, str] = {}
        for code, entry in self._entries.items():
            self._add(code, entry, plurals)
        words = [*self._by_name, *self._by_noun]
        named = rf"[\s\-\u2011]?(?P<name>{alternatives(words)})(?!\w)"
        self.after = re.compile(named, re.IGNORECASE)
        self.code_after = re.compile(rf"\s?(?P<code>{alternatives(self._entries)})(?!\w)")
        signs = alternatives([*self._symbols, *self._shared])
        self.before = re.compile(rf"(?<![A-Za-z])(?P<sign>{signs})(?P<gap>\s?)$")

    def _add(self, code: str, entry: Mapping[str, Any], plurals: Mapping[str, str]) -> None:
        for name in entry["names"]:
            for form in _forms(name, plurals):
                self._by_name[form] = code
        for noun in entry["nouns"]:
            for form in _forms(noun, plurals):
                self._users.setdefault(form, []).append(code)
                states = self._by_noun.setdefault(form, {})
                own = self._own.get(noun)
                users = entry.get("states", ())
                states.update({state: code for state in users if own is None or state in own})
                self._defaults_for(noun, form)
        for sign in [*entry.get("symbols", ()), *entry.get("prefixes", ())]:
            if sign not in self._shared:
                self._symbols.setdefault(sign, code)

    def _defaults_for(self, noun: str, form: str) -> None:
        if noun in self._defaults and form not in self._defaults:
            self._defaults = {**self._defaults, form: self._defaults[noun]}

    def named(self, words: str, country: str) -> str:
        """The code for a name or noun as written ("US dollars", "rupees")."""
        key = " ".join(words.casefold().split())
        if key in self._by_name:
            return self._by_name[key]
        return self._noun(key, country)

    def _noun(self, noun: str, country: str) -> str:
        own = self._by_noun.get(noun, {}).get(country)
        users = self._users.get(noun, [])
        return own or self._defaults.get(noun) or (users[0] if users else "")

    def local(self, words: str, states: Iterable[str], year: int | None) -> str:
        """The code for a shared noun ("francs"), by the states that a passage names; '' where none.

        A currency that replaced one of its name stands only from its first year on.
        """
        own = self._by_noun.get(words.casefold(), {})
        code = next((own[state] for state in states if state in own), "")
        former = self._successors.get(code or self._defaults.get(words.casefold(), ""))
        if former is not None and year is not None and year < former["since"]:
            return str(former["before"])
        return code

    def is_world_wide(self, noun: str) -> bool:
        """Whether a noun that several currencies share means one of them anywhere: "dollars"."""
        return noun.casefold() in self._defaults

    def signed(self, sign: str, country: str) -> str:
        """The code for a sign or prefix ("€", "NZ$", "Tk")."""
        if sign in self._shared:
            for noun in self._shared[sign]:
                own = self._by_noun.get(noun, {}).get(country)
                if own:
                    return own
            return self._defaults.get(sign) or self._noun(self._shared[sign][0], country)
        return self._symbols[sign]

    def is_plain(self, sign: str, *, gap: bool, country: str) -> bool:
        """Whether a sign is enough to show money: letters may also be something else."""
        if not sign.isalpha() or sign in self._spaced:
            return True
        if len(sign) <= _SHORT:
            return not gap and self.uses(country, self._symbols.get(sign, ""))
        return True

    def uses(self, country: str, code: str) -> bool:
        """Whether a state uses a currency."""
        return bool(country) and country in self._entries.get(code, {}).get("states", ())


def _forms(name: str, plurals: Mapping[str, str]) -> list[str]:
    """Singular and plural of a name, in lower case."""
    head, _, last = name.rpartition(" ")
    plural = plurals.get(last, last + "s")
    return list(dict.fromkeys([name.casefold(), f"{head} {plural}".strip().casefold()]))


@lru_cache(maxsize=1)
def currencies() -> Currencies:
    """The currencies, loaded once."""
    return Currencies()
