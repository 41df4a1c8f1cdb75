"""The input of the event coder alone: lines of JSON with id, date and text."""

from __future__ import annotations

import json
from datetime import date

from memcon.errors import InputError
from memcon.extract.events import CodeInput


def parse_line(line: str, number: int) -> CodeInput:
    """The sentence on a line of JSON.

    Raises InputError naming the line where it is none.
    """
    try:
        row = json.loads(line)
    except ValueError as error:
        message = f"line {number}: not JSON; each line is one object with id, date and text"
        raise InputError(message) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        message = f"line {number}: no object with an id and a text"
        raise InputError(message)
    day = row.get("date")
    try:
        return CodeInput(str(row["id"]), row["text"], date.fromisoformat(day) if day else None)
    except (TypeError, ValueError) as error:
        message = f"line {number}: date {day}: not a date; write YYYY-MM-DD"
        raise InputError(message) from error
