"""What was on record when somebody last asked what is new, kept among the ledger's own entries."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from memcon.ledger import schema as s
from memcon.ledger.rows import dumps

_PREFIX = "look "
_LENGTH = 100  # of a key of `meta`


def look(connection: Connection, name: str) -> Mapping[str, Mapping[str, str]]:
    """What a look remembered of each record, by id; nothing where there was none."""
    query = select(s.meta.c.value).where(s.meta.c.key == _key(name))
    found = connection.execute(query).scalar()
    return json.loads(found) if found else {}


def remember(connection: Connection, name: str, seen: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what is on record now as the look of that name, in place of the one before."""
    connection.execute(delete(s.meta).where(s.meta.c.key == _key(name)))
    row = {"key": _key(name), "value": dumps(dict(sorted(seen.items())))}
    connection.execute(insert(s.meta).values(row))


def _key(name: str) -> str:
    return f"{_PREFIX}{name}"[:_LENGTH]
