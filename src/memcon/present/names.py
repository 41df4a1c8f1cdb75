"""Parties by code and by name, both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from memcon.errors import DataError, UsageError
from memcon.files import from_yaml
from memcon.present.labels import labels

_STATES = "lang/{language}/names.yml"
_ORGANISATIONS = "lang/{language}/actors.yml"
_CODES = "reference/states.yml"
_CLOSE = 70.0  # of 100: names less alike than this are no suggestion
_MANY = 4


@dataclass(frozen=True, slots=True)
class PartyNames:
    """The name shown for each party, and the codes that names and codes stand for."""

    shown: Mapping[str, str]
    codes: Mapping[str, str]

    def name(self, code: str) -> str:
        """The name of a party; a code without one is shown as it is."""
        return self.shown.get(code, code)

    def list_of(self, codes: Iterable[str]) -> str:
        """The names of several parties: "Chile, Peru and the EU"."""
        return join([self.name(code) for code in codes])

    def code(self, text: str) -> str:
        """The code of a party given by code or name, however written.

        A state's code may be of two letters, in capitals: KE.
        Raises UsageError with the nearest names when there is none.
        """
        found = self.codes.get(_key(text)) or _two_letters().get(text.strip())
        if found:
            return found
        near = process.extract(_key(text), list(self.codes), scorer=fuzz.WRatio, limit=_MANY * 2)
        codes = {self.codes[name]: "" for name, score, _ in near if score >= _CLOSE}
        hint = ", ".join(f"{self.name(code)} ({code})" for code in list(codes)[:_MANY])
        hint = f"did you mean {hint}?" if hint else "write a name or an ISO 3166 code like BRA"
        message = f"{text}: no state or organisation of that name or code; {hint}"
        raise UsageError(message)


def join(items: Sequence[str]) -> str:
    """Items as a list in a sentence."""
    if len(items) < 2:  # noqa: PLR2004 (one item needs no joining)
        return "".join(items)
    return f"{', '.join(items[:-1])} {labels().grammar['and']} {items[-1]}"


@lru_cache(maxsize=4)
def party_names(language: str = "en") -> PartyNames:
    """The parties that memcon knows, by their names in a language."""
    organisations = _section(_ORGANISATIONS.format(language=language), "organizations")
    states = _section(_STATES.format(language=language), "states")
    codes = {
        _key(name): code
        for entries in (organisations, states)
        for code, entry in entries.items()
        for name in (*entry["names"], code)
    }
    # Organisations go by their acronyms, as in documents.
    return PartyNames({code: entry["names"][0] for code, entry in states.items()}, codes)


@lru_cache(maxsize=1)
def _two_letters() -> Mapping[str, str]:
    """The codes of states by their codes of two letters (ISO 3166-1 alpha-2)."""
    text = files("memcon").joinpath(_CODES).read_text(encoding="utf-8")
    return {entry["alpha2"]: code for code, entry in from_yaml(text).items() if "to" not in entry}


def _section(path: str, section: str) -> Mapping[str, Any]:
    text = files("memcon").joinpath(path).read_text(encoding="utf-8")
    data = from_yaml(text)
    found = data.get(section) if isinstance(data, Mapping) else None
    if not isinstance(found, Mapping):
        message = f"{path}: {section}: missing"
        raise DataError(message)
    return found


def _key(text: str) -> str:
    words = text.casefold().replace("’", "'").split()
    is_led_in = len(words) > 1 and words[0] in labels().grammar["articles"]
    return " ".join(words[1:] if is_led_in else words)
