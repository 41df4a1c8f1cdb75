"""Amounts and changes as people write them: "over 100 bn USD", "up 4.5 % on the year"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from memcon.present.labels import labels

_PERCENT = ("percent", "percentage_points")
_CODE_LENGTH = 3


def human_amount(amount: Mapping[str, Any]) -> str:
    """An amount of the record format in words."""
    unit = str(amount.get("unit", ""))
    if "value" in amount:
        text = _with_unit(_number(amount["value"], unit), unit, plural=abs(amount["value"]) != 1)
    elif "low" in amount and "high" in amount:
        text = _with_unit(_range(amount["low"], amount["high"], unit), unit, plural=True)
    else:
        return ""
    words = labels()
    form = words.qualifiers.get(str(amount.get("qualifier", "")), "{amount}")
    text = form.format(amount=text)
    if "per" in amount:
        text += " " + words.rates["default"].format(per=amount["per"])
    return text


def human_change(change: Mapping[str, Any]) -> str:
    """A change of the record format in words: "down 11 % on the year"."""
    words = labels().changes
    value = change.get("value")
    if value is None:
        return ""
    basis = str(change.get("basis", ""))
    direction = "none" if value == 0 else "up" if value > 0 else "down"
    amount = human_amount({**change, "value": abs(value)})
    text = str(words[direction]).format(amount=amount)
    return f"{text} {words['bases'].get(basis, basis)}".strip()


def _range(low: float, high: float, unit: str) -> str:
    scale, name = scale_of(high, unit)
    if not name or low < scale / 1000:
        return f"{_number(low, unit)}–{_number(high, unit)}"
    return f"{plain_number(low / scale)}–{plain_number(high / scale)} {name}"


def _number(value: float, unit: str) -> str:
    scale, name = scale_of(value, unit)
    return f"{plain_number(value / scale)} {name}".strip()


def scale_of(value: float, unit: str) -> tuple[float, str]:
    """The power of ten that a value is written in, and its name."""
    if unit in _PERCENT:
        return 1, ""
    for power, name in sorted(labels().scales.items(), reverse=True):
        if abs(value) >= 10**power:
            return float(10**power), name
    return 1, ""


def plain_number(value: float) -> str:
    """A number with grouped digits and no zeros at its end."""
    text = f"{round(value, 6):,.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _with_unit(number: str, unit: str, *, plural: bool) -> str:
    words = labels().units
    if unit in words and unit in _PERCENT:
        return f"{number} {words[unit]}"
    is_currency = len(unit) == _CODE_LENGTH and unit.isupper()
    name = unit if is_currency or not plural else _plural(unit)
    return f"{number} {name.replace('_', ' ')}".strip()


def _plural(noun: str) -> str:
    """The plural of a counted noun, by rule unless `labels.yml` gives it."""
    head, _, last = noun.replace("_", " ").rpartition(" ")
    irregular: Mapping[str, str] = labels().units["plurals"]
    if " of " in f"{head} ":
        first, _, rest = noun.partition(" of ")
        return f"{_plural(first)} of {rest}"
    if last in irregular:
        last = irregular[last]
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        last = f"{last}es"
    elif last.endswith("y") and not last.endswith(("ay", "ey", "oy", "uy")):
        last = f"{last[:-1]}ies"
    elif last:
        last = f"{last}s"
    return f"{head} {last}".strip()
