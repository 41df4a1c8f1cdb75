"""Values as people type them, in a spreadsheet or on the command line, as the record format has it.

"7 November 2016" becomes 2016-11-07, "USD 3.1bn" an amount, "Kenya; Uganda" two codes,
"Ana Ruiz (Minister of Trade, Peru)" a person. What is JSON already is taken as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from math import isclose
from typing import Any

from memcon.errors import RecordError, UsageError
from memcon.model import edtf
from memcon.model.check import check_value, record_format
from memcon.model.record import slots_of
from memcon.present.names import PartyNames, party_names

_JSON = re.compile(r'\s*[\[{"]')
_PERSON = re.compile(r"(?P<name>[^()]+?)\s*\((?P<rest>[^()]+)\)\s*")
_SEVERAL = re.compile(r"\s*[;\n]\s*")
_LISTED = re.compile(r"\s*[;,\n]\s*")
_NUMBER = re.compile(r"[-+−]?\d[\d\s.,  ]*")
_DECIMAL_COMMA = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:[.\s]\d{3})+),(?:\d{1,2}|\d{4,})")
_THOUSANDS = re.compile(r"(?<=\d)[,\s  ](?=\d{3}(?!\d))")
_PERCENT = ("%", "percent")
_SCALES = (1e3, 1e6, 1e9, 1e12)


def entered_value(record_type: str, slot: str, text: str) -> Any:
    """The value of a slot that a text gives.

    Raises RecordError, saying what is wanted, for a text that gives none.
    """
    if slot not in slots_of(record_type):
        check_value(record_type, slot, None)  # says what fields there are
    value = _json(text) if _JSON.match(text) else None
    if value is None:
        kind = record_format().kind(slot)
        try:
            value = _KINDS[kind](text.strip(), f"{record_type}.{slot}")
        except UsageError as error:
            message = f"{record_type}.{slot}: {error}"
            raise RecordError(message) from error
    elif isinstance(value, str):
        value = _KINDS[record_format().kind(slot)](value, f"{record_type}.{slot}")
    return checked_value(record_type, slot, value)


def checked_value(record_type: str, slot: str, value: Any) -> Any:
    """A value that the record format allows in a slot; lists of codes and words in their order.

    Raises RecordError for another, and for the code of no state or organisation.
    """
    check_value(record_type, slot, value)
    for code in _codes_in(value, slot):
        if code not in _known_codes():
            message = f"{record_type}.{slot}: {code}: no state or organisation has this code"
            raise RecordError(message)
    if slot in ("parties", "sectors", "contexts"):
        return sorted(set(value))
    return value


def entered_unit(number: float, unit: str) -> dict[str, Any]:
    """The value and unit of a number whose unit stands apart and may tell how many: "USD bn".

    Empty where the words are no unit that is known.
    """
    words = unit.replace("(", " ").replace(")", " ").split()
    ways = [([], words), (words[:1], words[1:]), (words[-1:], words[:-1])]
    size = abs(number) or 1  # amounts are read without their sign
    for scale, name in ways:
        many = "".join(scale)
        orders = [str(size), *scale, *name], [*name, str(size), *scale], [*name, f"{size}{many}"]
        for order in orders:
            found = _whole_amount(" ".join(order))
            times = found.get("value", 0) / size
            if any(isclose(times, each) for each in (_SCALES if scale else (1,))):
                return {
                    **found,
                    "value": 0 if not number else found["value"] * (1 if number > 0 else -1),
                }
    return {}


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _whole_amount(text: str) -> dict[str, Any]:
    """The amount that a text is from its first sign to its last; empty for any other text."""
    from memcon.extract.amounts import find_amounts  # noqa: PLC0415 (its grammar takes a moment)

    found = find_amounts(text)
    if len(found) != 1 or not found[0].unit or found[0].end - found[0].start != len(text):
        return {}
    return found[0].to_value()


def entered_number(text: str, name: str) -> float | int:
    """The number in a text, with points or commas between thousands or without.

    `name` stands for it in the message. Raises RecordError where there is none.
    """
    return _decimal(text, name)


@lru_cache(maxsize=1)
def _known_codes() -> frozenset[str]:
    return frozenset(party_names().codes.values())


def _codes_in(value: Any, slot: str) -> list[str]:
    if isinstance(value, Mapping):
        return [value["country"]] if value.get("country") else []
    if isinstance(value, list):
        return [code for item in value for code in _codes_in(item, slot)]
    holds_codes = record_format().kind(slot) in ("code", "codes", "who", "people")
    return [value] if holds_codes and isinstance(value, str) else []


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


# ---------------------------------------------------------------------- one kind of value each


def _text(text: str, _: str) -> str:
    return " ".join(text.split())


def _word(text: str, name: str) -> str:
    record_type, _, slot = name.partition(".")
    allowed = record_format().allowed(record_type, slot)
    wanted = re.sub(r"[\s_-]+", "_", text.strip()).casefold()
    return next((word for word in allowed if word.casefold() == wanted), wanted)


def _words(text: str, name: str) -> list[str]:
    return [_word(part, name) for part in _LISTED.split(text) if part]


def _code(text: str, _: str) -> str:
    return _names().code(text)


def _codes(text: str, _: str) -> list[str]:
    parts = [part for part in _SEVERAL.split(text) if part]
    found: list[str] = []
    for part in parts:
        # "Korea, Republic of" is one name; "Kenya, Uganda" are two.
        whole = _code_or_none(part)
        found += [whole] if whole else [_names().code(each) for each in _LISTED.split(part) if each]
    return sorted(set(found))


def _code_or_none(text: str) -> str:
    with suppress(UsageError):
        return _names().code(text)
    return ""


def _names() -> PartyNames:
    return party_names()


def _date(text: str, name: str) -> str:
    if edtf.is_valid(text):
        return text
    with suppress(ValueError):
        return date.fromisoformat(text[:10]).isoformat()  # a cell with day and time
    from memcon.extract.dates import find_dates  # noqa: PLC0415 (its grammar takes a moment)

    found = [each for each in find_dates(text, anchor=None) if each.edtf]
    if len(found) == 1:
        wholly = text[: found[0].start].strip(" .,") + text[found[0].end :].strip(" .,")
        if not wholly:
            return found[0].edtf
    message = f"{name}: {text}: not a date; write 2016-11-07, 2016-11, 2016 or 7 November 2016"
    raise RecordError(message)


def _place(text: str, _: str) -> dict[str, str]:
    place, _, state = text.rpartition(",")
    code = _code_or_none(state)
    if place and code:
        return {"name": place.strip(), "country": code}
    return {"name": text}


def _who(text: str, _: str) -> Any:
    code = _code_or_none(text)
    if code:
        return code
    told = _PERSON.fullmatch(text)
    if told is None:
        return {"name": text}
    role, _, state = told["rest"].rpartition(",")
    code = _code_or_none(state)
    person = {"name": told["name"].strip(), "role": role.strip(), "country": code}
    if not code:
        person["role"] = told["rest"].strip()
    return {part: value for part, value in person.items() if value}


def _people(text: str, name: str) -> list[Any]:
    return [_who(part, name) for part in _SEVERAL.split(text) if part]


def _actors(text: str, name: str) -> list[dict[str, str]]:
    return [{"country": code} for code in _codes(text, name)]


def _number(text: str, name: str) -> int:
    plain = text.strip(" .")
    if plain.isdecimal():
        return int(plain)
    from memcon.extract.amounts import find_ordinals  # noqa: PLC0415 (like those below)

    found = find_ordinals(plain)
    if len(found) != 1:
        message = f"{name}: {text}: not a whole number"
        raise RecordError(message)
    return int(found[0].value)


def _decimal(text: str, name: str) -> float | int:
    plain = text.strip().replace("−", "-")
    if _DECIMAL_COMMA.fullmatch(plain):
        plain = "".join(plain.replace(".", "").replace(",", ".").split())
    plain = _THOUSANDS.sub("", plain)
    try:
        number = float(plain)
    except ValueError as error:
        message = f"{name}: {text}: not a number; write it like 3100000 or 3,100,000.5"
        raise RecordError(message) from error
    return int(number) if number.is_integer() else number


def _amount(text: str, name: str) -> dict[str, Any]:
    from memcon.extract.amounts import find_amounts  # noqa: PLC0415 (its grammar takes a moment)

    found = [each for each in find_amounts(text) if each.unit]
    if len(found) == 1:
        return found[0].to_value()
    number = _NUMBER.match(text)
    unit = text[number.end() :].strip() if number else ""
    if number and unit:
        return {"value": _decimal(number.group(), name), "unit": unit}
    message = f"{name}: {text}: not one amount with its unit; write it like USD 3.1 billion"
    raise RecordError(message)


def _change(text: str, name: str) -> dict[str, Any]:
    number = _NUMBER.match(text)
    rest = text[number.end() :].strip() if number else ""
    unit = next((each for each in _PERCENT if rest.casefold().startswith(each)), "")
    if number is None or not unit:
        message = f"{name}: {text}: not a change; write it like +4.5% yoy"
        raise RecordError(message)
    change = {"value": _decimal(number.group().strip().lstrip("+"), name), "unit": "percent"}
    basis = rest[len(unit) :].strip()
    return {**change, **({"basis": basis} if basis else {})}


def _indicator(text: str, _: str) -> str:
    return text.strip().casefold()


_KINDS: Mapping[str, Callable[[str, str], Any]] = {
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
