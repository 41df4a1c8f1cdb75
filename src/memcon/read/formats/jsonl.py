"""JSON: every object of a list, or of a line, is a document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from memcon.errors import InputError
from memcon.read.decode import decode
from memcon.read.fields import columns_for
from memcon.read.formats.base import Flaw, Original, Part
from memcon.read.formats.entries import draft_of_row

_LONG = 30  # digits of a number


def read(original: Original) -> Iterator[Part]:
    """The objects in a JSON file as documents. Raises InputError where none holds a text."""
    text = decode(original.bytes(), name=original.name).text
    found = 0
    for number, row in enumerate(_rows(text, original.name), start=1):
        if isinstance(row, Flaw):
            yield row
            continue
        if row.get("type") == "header" and "memcon" in row:
            message = f"{original.name}: an export of memcon; take it up with `memcon import`"
            raise InputError(message)
        try:
            fields = columns_for(
                list(row), original.fields, name=f"{original.name}: object {number}"
            )
        except InputError as error:
            if not found:
                raise
            message = str(error).removeprefix(f"{original.name}: ")
            yield Flaw(f"object-{number}", message, is_placed=True)
            continue
        found += 1
        yield draft_of_row(row, fields, number=number)
    if not found:
        message = f"{original.name}: no JSON object in it; nothing to read"
        raise InputError(message)


def _rows(text: str, name: str) -> Iterator[Mapping[str, Any] | Flaw]:
    try:
        whole = _loaded(text)
    except ValueError as error:
        yield from _lines(text, name, error)
        return
    yield from (row if isinstance(row, dict) else Flaw("", "no object") for row in _listed(whole))


def _listed(whole: Any) -> list[Any]:
    """The list of objects in a JSON value: itself, or what one of its fields holds."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return []
    for value in whole.values():
        # `{"articles": [...]}`, as news services answer
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            text_like = any(isinstance(one, str) and len(one) > 200 for one in whole.values())  # noqa: PLR2004 (a text)
            if not text_like:
                return value
    return [whole]


def _loaded(text: str) -> Any:
    """What JSON stands for; a number longer than any that means something is taken as a string."""
    return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < _LONG else digits)


def _lines(text: str, name: str, error: ValueError) -> Iterator[Mapping[str, Any] | Flaw]:
    """The objects of JSON lines; the lines that are none are told."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    good = 0
    for number, line in lines:
        try:
            row = _loaded(line)
        except ValueError:
            row = None
        if isinstance(row, dict):
            good += 1
            yield row
        elif good:
            yield Flaw(f"line-{number}", "not a JSON object")
        else:
            message = f"{name}: not JSON ({error}); write one object a line, or a list of them"
            raise InputError(message)
