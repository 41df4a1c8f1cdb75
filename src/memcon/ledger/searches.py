"""Searches that people keep under a name, each their own, to ask again and to follow by feed."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select

from memcon.errors import LedgerError, MissingError, UsageError
from memcon.ledger import schema as s
from memcon.ledger.connect import reading, writing
from memcon.ledger.reading import RecordQuery
from memcon.ledger.rows import dumps

MOST = 200  # of one person
LONGEST = 100  # characters of a name
_DAYS = ("since", "until")
# As the conditions are called in addresses, and what they are in a query.
_CONDITIONS = {
    "party": "parties",
    "type": "types",
    **{name: name for name in (*_DAYS, "sector", "status", "series", "source", "text", "rejected")},
}


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name: `owner` is who keeps it, `query` has no place in a list."""

    id: str
    owner: str
    name: str
    query: RecordQuery
    created_at: str

    def to_json(self) -> dict[str, Any]:
        """The search as JSON, with the conditions that it has."""
        return {
            "id": self.id,
            "name": self.name,
            "conditions": conditions_of(self.query),
            "created_at": self.created_at,
        }


def conditions_of(query: RecordQuery) -> dict[str, Any]:
    """The conditions of a query that are given, by the names that they have in addresses."""
    values = {name: getattr(query, field) for name, field in _CONDITIONS.items()}
    return {name: _plain(value) for name, value in values.items() if value}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


class Searches:
    """The searches that one person keeps; nobody else sees them."""

    def __init__(self, engine: Engine, owner: str) -> None:
        self._engine = engine
        self._owner = owner

    def all(self) -> list[SavedSearch]:
        """All of them by name."""
        with reading(self._engine) as connection:
            return [_search(row) for row in self._rows(connection)]

    def get(self, name: str) -> SavedSearch:
        """The search of a name or id. Raises MissingError where there is none."""
        with reading(self._engine) as connection:
            return _search(self._wanted(connection, name))

    def save(self, name: str, query: RecordQuery) -> SavedSearch:
        """Keep a search; one of the same name is replaced, and keeps its id and so its feed.

        Raises UsageError for a name that is none, LedgerError where there are too many.
        """
        plain = " ".join(name.split())
        if not plain or len(plain) > LONGEST or not plain.isprintable():
            message = f"{name[:LONGEST]!r}: not a name; give a short one, such as Far East"
            raise UsageError(message)
        with writing(self._engine) as connection:
            known = {row.name: row for row in self._rows(connection)}
            before = known.get(plain)
            if before is None and len(known) >= MOST:
                message = f"{MOST} searches are kept already; remove one first"
                raise LedgerError(message)
            values = {
                "id": before.id if before else secrets.token_hex(6),
                "owner": self._owner,
                "name": plain,
                "query": dumps(conditions_of(query)),
                "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            self._delete(connection, values["id"])
            connection.execute(insert(s.saved_searches).values(values))
            return _search(self._wanted(connection, values["id"]))

    def remove(self, name: str) -> SavedSearch:
        """Forget a search by name or id; what it was. Raises MissingError where there is none."""
        with writing(self._engine) as connection:
            found = _search(self._wanted(connection, name))
            self._delete(connection, found.id)
            return found

    def _delete(self, connection: Connection, search_id: str) -> None:
        on = s.saved_searches.c
        connection.execute(
            delete(s.saved_searches).where(on.owner == self._owner, on.id == search_id)
        )

    def _rows(self, connection: Connection) -> list[Row[Any]]:
        on = s.saved_searches.c
        query = select(s.saved_searches).where(on.owner == self._owner)
        return list(connection.execute(query.order_by(func.lower(on.name), on.name)))

    def _wanted(self, connection: Connection, name: str) -> Row[Any]:
        plain = " ".join(name.split())
        found = {row.id: row for row in self._rows(connection)}
        named = {row.name: row for row in found.values()}
        row = named.get(plain) or found.get(plain)
        if row is None:
            known = f"there are {', '.join(named)}" if named else "none is kept"
            message = f"{plain[:LONGEST]}: no search of that name; {known}"
            raise MissingError(message)
        return row


def _search(row: Row[Any]) -> SavedSearch:
    given = {_CONDITIONS[name]: value for name, value in json.loads(row.query).items()}
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    days = {name: date.fromisoformat(given[name]) for name in _DAYS if name in given}
    query = RecordQuery(**{**given, **lists, **days})
    return SavedSearch(row.id, row.owner, row.name, query, row.created_at)
