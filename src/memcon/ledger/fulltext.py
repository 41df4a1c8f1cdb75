"""Full-text search: one query syntax for every database, and SQLite's index behind it.

A query is words, `"phrases"`, `prefix*` and `-not`; a hit has all of them and none of the
excluded. Whatever else is typed counts as a space, so no query is an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import Connection, text

Kind = Literal["document", "record"]
SNIPPET_WORDS = 24


@dataclass(frozen=True, slots=True)
class Term:
    """One condition of a query."""

    words: tuple[str, ...]
    prefix: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A document or record that a search found; a higher score is a better match."""

    kind: Kind
    name: str  # a document's name or a record's id
    title: str
    snippet: str
    score: float


class SearchIndex(Protocol):
    """What each database brings for full text; indexes follow their tables by themselves."""

    def find(
        self, connection: Connection, terms: tuple[Term, ...], *, kind: Kind, limit: int
    ) -> list[Hit]:
        """The best hits, best first."""

    def record_condition(self, terms: tuple[Term, ...]) -> tuple[str, dict[str, str]]:
        """An SQL condition on `records.id` and its parameters."""


_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORDS = re.compile(r"[^\W_]+")


def parse(query: str) -> tuple[Term, ...]:
    """The conditions of a query; none where it has no word to look for."""
    terms = []
    for match in _TERM.finditer(query):
        raw = match["phrase"] if match["phrase"] is not None else match["word"]
        words = tuple(_WORDS.findall(raw or ""))
        if words:
            prefix = match["phrase"] is None and str(raw).endswith("*")
            terms.append(Term(words, prefix=prefix, excluded=bool(match["minus"])))
    return tuple(terms) if any(not term.excluded for term in terms) else ()


class SqliteIndex:
    """FTS5 over `documents_text` and `records_text`."""

    def find(
        self, connection: Connection, terms: tuple[Term, ...], *, kind: Kind, limit: int
    ) -> list[Hit]:
        """The best hits, best first."""
        if not terms:
            return []
        table, name = ("documents", "name") if kind == "document" else ("records", "record_id")
        current = "AND documents.current" if kind == "document" else ""
        # Table and column names are ours; the query is a parameter.
        statement = text(
            f"SELECT {table}.{name}, {table}.title, "  # noqa: S608
            f"snippet({table}_text, 1, '[', ']', '…', {SNIPPET_WORDS}), "
            f"-bm25({table}_text, 4.0, 1.0) AS score "
            f"FROM {table}_text JOIN {table} ON {table}.id = {table}_text.rowid "
            f"WHERE {table}_text MATCH :query {current} "
            f"ORDER BY score DESC, {table}.{name} LIMIT :limit"
        )
        rows = connection.execute(statement, {"query": fts5(terms), "limit": limit})
        return [
            Hit(kind, row[0], row[1], " ".join(row[2].split()), round(row[3], 4)) for row in rows
        ]

    def record_condition(self, terms: tuple[Term, ...]) -> tuple[str, dict[str, str]]:
        """An SQL condition on `records.id` and its parameters."""
        if not terms:
            return "0 = 1", {}
        return (
            "records.id IN (SELECT rowid FROM records_text WHERE records_text MATCH :words)",
            {"words": fts5(terms)},
        )


def fts5(terms: tuple[Term, ...]) -> str:
    """The conditions in FTS5's syntax; every word is quoted, so none is an operator."""
    wanted = " AND ".join(_quoted(term) for term in terms if not term.excluded)
    unwanted = " OR ".join(_quoted(term) for term in terms if term.excluded)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _quoted(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'
