"""Builders for tests of findings: records of a pair of states, and a book of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from factory import record
from memcon.assess.book import Book, Origin
from memcon.model.record import Record

AS_OF = date(2024, 6, 1)
USD = {"unit": "USD"}


def book(*records: Record, as_of: date = AS_OF, origins: Iterable[Origin] = ()) -> Book:
    """A book of the records; documents that are not described are undated and of nobody."""
    return Book(records, {each.doc: each for each in origins}, as_of)


def dated(**days: str) -> list[Origin]:
    """Documents `NAME.txt`, each by a publisher of its own, published on the days given."""
    return [Origin(f"{name}.txt", date.fromisoformat(day), name) for name, day in days.items()]


def meeting(day: str, ordinal: int | None = None, **slots: Any) -> Record:
    """A meeting of heads of government that was held, unless told otherwise."""
    known: dict[str, Any] = {"kind": "heads_of_government", "status": "held", "date": day}
    known |= {"ordinal": ordinal} if ordinal else {}
    return record("meeting", **{**known, **slots})


def trade(period: str, billions: float, **slots: Any) -> Record:
    """The actual trade of a period, in billions of dollars, unless told otherwise."""
    amount = {"value": billions * 1e9, **USD, **slots.pop("amount", {})}
    known = {"indicator": "trade.total", "nature": "actual", "date": period}
    return record("figure", amount=amount, **{**known, **slots})


def aim(due: str, billions: float, **slots: Any) -> Record:
    """A promise to bring trade to so many billions of dollars."""
    target = {"value": billions * 1e9, **USD, "indicator": "trade.total", **slots.pop("target", {})}
    known: dict[str, Any] = {"action": "raise trade", "by": ["CHL", "PER"], "status": "pending"}
    known |= {"due": due} if due else {}
    return record("commitment", target=target, **{**known, **slots})


def promise(action: str, **slots: Any) -> Record:
    """Something that the parties said they would do."""
    known = {"action": action, "by": ["CHL", "PER"], "status": "pending"}
    return record("commitment", **{**known, **slots})


def position(holder: Any, stance: str, topic: str, **slots: Any) -> Record:
    """A stance on a topic."""
    return record("position", holder=holder, stance=stance, topic=topic, **slots)
