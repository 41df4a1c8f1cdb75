"""Whether a value is one that the record format allows in a slot; `format.yml` says what is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from memcon.errors import RecordError
from memcon.files import from_yaml
from memcon.model import edtf
from memcon.model.record import TYPE_SLOTS, TYPES, slots_of

_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,11}")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_INDICATOR = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
_LONGEST = 2000  # characters of a text
Problem = str


@dataclass(frozen=True, slots=True)
class Format:
    """What `format.yml` says: the kind of value of each slot, closed lists, limits."""

    values: Mapping[str, str]
    either: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, tuple[float, float]]

    def kind(self, slot: str) -> str:
        """The kind of value that a slot holds: `date`, `people`, `amount` and so on."""
        return self.values[slot]

    def allowed(self, record_type: str, slot: str) -> tuple[str, ...]:
        """The words that a slot may hold; none where any will do."""
        return self.words.get(f"{record_type}.{slot}") or self.words.get(slot, ())


@lru_cache(maxsize=1)
def record_format() -> Format:
    """The record format's values, read once."""
    text = files("memcon").joinpath("model/format.yml").read_text(encoding="utf-8")
    data = from_yaml(text)
    return Format(
        values=data["values"],
        either=frozenset(data["either"]),
        words={name: tuple(words) for name, words in data["words"].items()},
        limits={name: (low, high) for name, (low, high) in data["limits"].items()},
    )


def check_slots(record_type: str, slots: Mapping[str, Any]) -> None:
    """Raise RecordError where slots make no record: a bad value, no parties, nothing to check."""
    if record_type not in TYPES:
        message = f"{record_type}: no such record type; there are {', '.join(TYPES)}"
        raise RecordError(message)
    for slot, value in slots.items():
        check_value(record_type, slot, value)
    if not slots.get("parties"):
        message = f"{record_type}: no parties; name at least one state or organisation"
        raise RecordError(message)
    own = {"date", *TYPE_SLOTS[record_type]}
    if not own & set(slots):
        message = f"{record_type}: nothing to check; give one of {', '.join(sorted(own))}"
        raise RecordError(message)


def check_value(record_type: str, slot: str, value: Any) -> None:
    """Raise RecordError, saying what is allowed, for a value that a slot cannot hold."""
    if slot not in slots_of(record_type):
        known = ", ".join(slots_of(record_type))
        message = f"{record_type}: no field {slot}; there are {known}"
        raise RecordError(message)
    kind = record_format().kind(slot)
    if slot in record_format().either and not isinstance(value, list):
        value = [value]
    problem = _KINDS[kind](f"{record_type}.{slot}", value)
    if problem:
        message = f"{record_type}.{slot}: {_shown(value)}: {problem}"
        raise RecordError(message)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004 (one line)


def _text(_: str, value: Any) -> Problem:
    if not isinstance(value, str) or not value.strip():
        return "not a text"
    return "" if len(value) <= _LONGEST else f"longer than {_LONGEST} characters"


def _word(name: str, value: Any) -> Problem:
    record_type, _, slot = name.partition(".")
    allowed = record_format().allowed(record_type, slot)
    if allowed:
        return "" if value in allowed else f"not one of {', '.join(allowed)}"
    return "" if isinstance(value, str) and _WORD.fullmatch(value) else "not a word like_this"


def _words(name: str, value: Any) -> Problem:
    return _each(_word, name, value)


def _each(check: Callable[[str, Any], Problem], name: str, value: Any) -> Problem:
    if not isinstance(value, list) or not value:
        return "not a list with something in it"
    return next((problem for item in value if (problem := check(name, item))), "")


def _code(_: str, value: Any) -> Problem:
    is_code = isinstance(value, str) and _CODE.fullmatch(value)
    return "" if is_code else "not a code like BRA or EU"


def _codes(name: str, value: Any) -> Problem:
    return _each(_code, name, value)


def _date(_: str, value: Any) -> Problem:
    if isinstance(value, str) and edtf.is_valid(value):
        return ""
    return "not a date in EDTF, such as 2016-11-07, 2016-11, 2016 or ../2024"


def _place(name: str, value: Any) -> Problem:
    if not isinstance(value, dict) or not value.get("name"):
        return 'not a place like {"name": "Minsk", "country": "BLR"}'
    return _object(name, value, {"name": _text, "country": _code})


def _object(
    name: str, value: Mapping[str, Any], parts: Mapping[str, Callable[[str, Any], Problem]]
) -> Problem:
    unknown = sorted(set(value) - set(parts))
    if unknown:
        return f"no part {unknown[0]}; there are {', '.join(parts)}"
    checked = (check(name, value[part]) for part, check in parts.items() if part in value)
    return next((problem for problem in checked if problem), "")


def _who(name: str, value: Any) -> Problem:
    if isinstance(value, str):
        return _code(name, value)
    if not isinstance(value, dict) or not {"name", "role", "organisation"} & set(value):
        return 'nobody: give a code, {"name", "role", "country"} or {"organisation", "country"}'
    texts = dict.fromkeys(("name", "name_en", "role", "organisation"), _text)
    return _object(name, value, {**texts, "country": _code})


def _people(name: str, value: Any) -> Problem:
    return _each(_who, name, value)


def _actors(name: str, value: Any) -> Problem:
    return _each(_actor, name, value)


def _actor(name: str, value: Any) -> Problem:
    if not isinstance(value, dict) or not value:
        return 'not an actor like {"country": "BRA", "sector": "GOV"}'
    return _object(name, value, {"country": _code, "sector": _code, "text": _text})


def _number(name: str, value: Any) -> Problem:
    if not isinstance(value, int) or isinstance(value, bool):
        return "not a whole number"
    return _decimal(name, value)


def _decimal(name: str, value: Any) -> Problem:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return "not a number"
    low, high = record_format().limits.get(name.partition(".")[2], (float("-inf"), float("inf")))
    return "" if low <= value <= high else f"not between {low} and {high}"


def _amount(name: str, value: Any) -> Problem:
    if not isinstance(value, dict) or not value.get("unit"):
        return 'not an amount like {"value": 3.1e9, "unit": "USD"}'
    if ("value" in value) == ("low" in value or "high" in value):
        return "give either value, or low and high"
    if value.get("qualifier") not in (None, *record_format().words["qualifier"]):
        return f"qualifier: not one of {', '.join(record_format().words['qualifier'])}"
    numbers = dict.fromkeys(("value", "low", "high"), _decimal)
    texts = dict.fromkeys(("unit", "qualifier", "per"), _text)
    indicator = {"indicator": _indicator} if name.endswith(".target") else {}
    return _object(name, value, {**numbers, **texts, **indicator})


def _change(name: str, value: Any) -> Problem:
    if not isinstance(value, dict) or not {"value", "unit"} <= set(value):
        return 'not a change like {"value": 4.5, "unit": "percent", "basis": "yoy"}'
    texts = dict.fromkeys(("unit", "qualifier", "basis"), _text)
    return _object(name, value, {"value": _decimal, **texts})


def _indicator(_: str, value: Any) -> Problem:
    is_one = isinstance(value, str) and _INDICATOR.fullmatch(value)
    return "" if is_one else "not an indicator like trade.exports"


_KINDS: Mapping[str, Callable[[str, Any], Problem]] = {
    "text": _text,
    "word": _word,
    "words": _words,
    "code": _code,
    "codes": _codes,
    "date": _date,
    "place": _place,
    "who": _who,
    "people": _people,
    "actors": _actors,
    "number": _number,
    "decimal": _decimal,
    "amount": _amount,
    "change": _change,
    "indicator": _indicator,
}
