"""Days as programs give them."""

from __future__ import annotations

from datetime import date

from memcon.errors import UsageError


def as_day(value: date | str | None) -> date | None:
    """A day given as such or as `YYYY-MM-DD`.

    Raises UsageError where a text is no day.
    """
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        message = f"{value}: not a date; write YYYY-MM-DD"
        raise UsageError(message) from error


def today() -> date:
    """The user's day."""
    return date.today()  # noqa: DTZ011 (the user's day)
