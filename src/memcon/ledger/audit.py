"""The audit log: every change with who made it and when, each entry sealed with the one before.

The database refuses to change or delete an entry. Whoever gets round that breaks the chain of
hashes, which `problems` finds; entries cut off at the end are found by the number and hash that
`meta` keeps, and by whoever wrote the last hash down elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from memcon.ledger import schema as s
from memcon.ledger.rows import dumps

HEAD = "audit_head"  # the key in `meta`: number and hash of the last entry
PAGE = 500
_LOSSES = ("label", "remove")
_OF_USERS = (
    "session",
    "token create",
    "token revoke",
    "user add",
    "user role",
    "user password",
    "user labels",
    "user disable",
    "user enable",
)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: number, time (UTC), who, what, on what, details, and the hash of the chain."""

    number: int
    at: str
    by: str
    action: str
    subject: str
    details: Mapping[str, Any]
    hash: str

    def to_json(self) -> dict[str, Any]:
        """The entry as JSON."""
        return {name: getattr(self, name) for name in AuditEntry.__slots__}


def log(
    connection: Connection, by: str, action: str, subject: str, details: Mapping[str, Any]
) -> None:
    """Add an entry, in the transaction of the change itself."""
    number, before = _head(connection)
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    told = dumps(dict(details))
    sealed = seal(before, number + 1, at, by, action, subject, told)
    values = {
        "id": number + 1,
        "at": at,
        "by": by,
        "action": action,
        "subject": subject,
        "details": told,
        "hash": sealed,
    }
    connection.execute(insert(s.audit).values(values))
    head = dumps([number + 1, sealed])
    if number:
        connection.execute(update(s.meta).where(s.meta.c.key == HEAD).values(value=head))
    else:
        connection.execute(insert(s.meta).values(key=HEAD, value=head))


def seal(before: str, *content: Any) -> str:
    """The hash of an entry and of all before it."""
    return hashlib.sha256(dumps([before, *content]).encode()).hexdigest()


def _head(connection: Connection) -> tuple[int, str]:
    found = connection.execute(select(s.meta.c.value).where(s.meta.c.key == HEAD)).scalar()
    if found is None:
        return 0, ""
    number, sealed = json.loads(found)
    return int(number), str(sealed)


def entries(
    connection: Connection, *, subject: str = "", by: str = "", limit: int | None = None
) -> list[AuditEntry]:
    """The latest entries, oldest first."""
    query = select(s.audit).order_by(s.audit.c.id.desc())
    if subject:
        query = query.where(s.audit.c.subject == subject)
    if by:
        query = query.where(s.audit.c.by == by)
    rows = connection.execute(query.limit(limit) if limit else query).all()
    return [_entry(row) for row in reversed(rows)]


def last(connection: Connection) -> int:
    """The number of the last change to what is on record, 0 where there was none.

    Who came in, and who may, changes nothing of it.
    """
    return _last(connection, s.audit.c.action.not_in(_OF_USERS))


def last_loss(connection: Connection) -> int:
    """The number of the last change after which something must not be shown any more."""
    return _last(connection, s.audit.c.action.in_(_LOSSES))


def _last(connection: Connection, which: ColumnElement[bool]) -> int:
    query = select(s.audit.c.id).where(which).order_by(s.audit.c.id.desc()).limit(1)
    return int(connection.execute(query).scalar() or 0)


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        row.id, row.at, row.by, row.action, row.subject, json.loads(row.details), row.hash
    )


def problems(connection: Connection) -> Iterator[str]:
    """Where the chain is broken: entries that were changed, are missing, or were cut off."""
    number, sealed = 0, ""
    with connection.execute(
        select(s.audit).order_by(s.audit.c.id), execution_options={"yield_per": PAGE}
    ) as rows:
        for row in rows:
            if row.id != number + 1:
                yield f"audit log: entries {number + 1} to {row.id - 1} are missing"
            content = (row.id, row.at, row.by, row.action, row.subject, row.details)
            if seal(sealed, *content) != row.hash:
                yield f"audit log: entry {row.id} is not what its hash says"
            number, sealed = row.id, row.hash
    if _head(connection) != (number, sealed):
        yield f"audit log: ends at entry {number}, where entry {_head(connection)[0]} was written"
