"""Full-text search: one query syntax for every database, and the index of each behind it.

A query is words, `"phrases"`, `prefix*` and `-not`; a hit has all of them and none of the
excluded. Whatever else is typed counts as a space, so no query is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, Protocol

from sqlalchemy import ColumnElement, Connection, Select, any_, bindparam, func, text

from memcon.ledger import schema as s
from memcon.ledger.rows import dumps

Kind = Literal["document", "record"]
SNIPPET_WORDS = 24
TITLE_WEIGHT = 4.0  # a word in a title counts as much as so many in the text
RANKED: Mapping[Kind, int] = {"document": 1_500, "record": 4_000}  # of more hits, the latest
_TABLES: Mapping[Kind, tuple[str, str]] = {
    "document": ("documents", "name"),
    "record": ("records", "record_id"),
}
_NUMBERS: Mapping[Kind, ColumnElement[int]] = {
    "document": s.documents.c.id,
    "record": s.records.c.id,
}
_AMONG: Mapping[str, str] = {  # numbers given as one JSON array, however many
    "sqlite": "SELECT value FROM json_each(:ids)",
    "postgresql": "SELECT CAST(value AS integer) FROM json_array_elements_text(CAST(:ids AS json))",
}
_SHOWN: Mapping[Kind, str] = {  # not replaced, not rejected
    "document": "documents.current",
    "record": "records.audience = '' AND records.judgement <> 'reject'",
}


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
    """What each database brings for looking up; indexes follow their tables by themselves."""

    def find(
        self, connection: Connection, terms: tuple[Term, ...], *, kind: Kind, limit: int
    ) -> list[Hit]:
        """The best hits, best first."""

    def condition(self, terms: tuple[Term, ...], *, kind: Kind) -> ColumnElement[bool]:
        """The condition that a row of the kind's table is a hit."""

    def among(self, column: ColumnElement[int], query: Select[Any]) -> ColumnElement[bool]:
        """The condition that a column is one of what a query finds."""


_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_WORDS = re.compile(r"[^\W_]+")


def parse(query: str) -> tuple[Term, ...]:
    """The conditions of a query; none where it has no word to look for."""
    terms = []
    for match in _TERM.finditer(unicodedata.normalize("NFC", query)):
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
        index = f"{_TABLES[kind][0]}_text"
        # Table names are ours; the query is a parameter.
        statement = text(
            f"SELECT rowid, -bm25({index}, {TITLE_WEIGHT}, 1.0) FROM {index} "  # noqa: S608
            f"WHERE {index} MATCH :query ORDER BY rowid DESC LIMIT {RANKED[kind]}"
        )
        ranked = connection.execute(statement, {"query": fts5(terms)}).all()
        scores = {int(row[0]): float(row[1]) for row in ranked}
        return _best(connection, kind, terms, scores, limit=limit)

    def condition(self, terms: tuple[Term, ...], *, kind: Kind) -> ColumnElement[bool]:
        """The condition that a row of the kind's table is a hit."""
        number = _NUMBERS[kind]
        if not terms:
            return number.is_(None)
        table, _ = _TABLES[kind]
        found = text(f"SELECT rowid FROM {table}_text WHERE {table}_text MATCH :words")  # noqa: S608
        return number.in_(found.bindparams(words=fts5(terms)).columns(number))

    def among(self, column: ColumnElement[int], query: Select[Any]) -> ColumnElement[bool]:
        """The condition that a column is one of what a query finds."""
        return column.in_(query)


def _best(
    connection: Connection,
    kind: Kind,
    terms: tuple[Term, ...],
    scores: Mapping[int, float],
    *,
    limit: int,
) -> list[Hit]:
    """The best hits among rows with their scores, of what is shown; by name where these tie."""
    table, name = _TABLES[kind]
    shown = text(
        f"SELECT id, {name} AS name FROM {table} "  # noqa: S608
        f"WHERE id IN ({_AMONG[connection.dialect.name]}) AND {_SHOWN[kind]} "
        "ORDER BY name LIMIT :limit"
    )
    found: list[tuple[float, str, int]] = []
    waiting = sorted(scores, key=scores.__getitem__, reverse=True)
    while waiting and (left := limit - len(found)) > 0:
        lowest = scores[waiting[:left][-1]]
        better = [row for row in waiting[:left] if scores[row] > lowest]
        tied = [row for row in waiting if scores[row] == lowest]
        waiting = waiting[len(better) + len(tied) :]
        for some in filter(None, (better, tied)):
            rows = connection.execute(shown, {"ids": dumps(some), "limit": limit - len(found)})
            found += [(-scores[row.id], str(row.name), int(row.id)) for row in rows]
    best = sorted(found)
    words = text(
        f"SELECT id, title, text FROM {table} WHERE id IN :ids"  # noqa: S608
    ).bindparams(bindparam("ids", expanding=True))
    told = {row.id: row for row in connection.execute(words, {"ids": [row for *_, row in best]})}
    return _hits(
        kind, terms, [(named, told[row].title, told[row].text, -s) for s, named, row in best]
    )


def fts5(terms: tuple[Term, ...]) -> str:
    """The conditions in FTS5's syntax; every word is quoted, so none is an operator."""
    wanted = " AND ".join(_quoted(term) for term in terms if not term.excluded)
    unwanted = " OR ".join(_quoted(term) for term in terms if term.excluded)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _quoted(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


class PostgresIndex:
    """PostgreSQL's text search over the same tables, with the words as FTS5 cuts them.

    A long text is indexed in parts, so a document is a hit if each word is in one of its parts.
    """

    def find(
        self, connection: Connection, terms: tuple[Term, ...], *, kind: Kind, limit: int
    ) -> list[Hit]:
        """The best hits, best first."""
        if not terms:
            return []
        table, _ = _TABLES[kind]
        first = next(place for place, term in enumerate(terms) if not term.excluded)
        condition, values = _part_conditions(table, terms, but=first)
        any_word = " || ".join(
            f"memcon_query(:words{place}, :prefix{place})"
            for place, term in enumerate(terms)
            if not term.excluded
        )
        weight = 1 / TITLE_WEIGHT
        # Table and column names are ours; the words are parameters.
        statement = text(
            f"SELECT part.id, max(ts_rank('{{{weight}, {weight}, {weight}, 1.0}}', "  # noqa: S608
            f"part.words, {any_word}, 1)) FROM {table}_text part WHERE part.id = ANY (ARRAY("
            f"SELECT DISTINCT {table}.id FROM {table}_text AS {table} "
            f"WHERE words @@ memcon_query(:words{first}, :prefix{first}) AND {condition} "
            f"ORDER BY id DESC LIMIT {RANKED[kind]}"
            ")) GROUP BY part.id"  # an array is looked up in the index, a join reads all words
        )
        ranked = connection.execute(statement, values).all()
        scores = {int(row[0]): float(row[1]) for row in ranked}
        return _best(connection, kind, terms, scores, limit=limit)

    def condition(self, terms: tuple[Term, ...], *, kind: Kind) -> ColumnElement[bool]:
        """The condition that a row of the kind's table is a hit."""
        number = _NUMBERS[kind]
        if not terms:
            return number.is_(None)
        table, _ = _TABLES[kind]
        condition, values = _part_conditions(table, terms)
        found = text(f"SELECT {table}.id FROM {table} WHERE {condition}")  # noqa: S608
        return number.in_(found.bindparams(**values).columns(number))

    def among(self, column: ColumnElement[int], query: Select[Any]) -> ColumnElement[bool]:
        """The condition that a column is one of what a query finds.

        An array is looked up in the column's index, through views, too; a join may read all.
        """
        return column == any_(func.array(query.scalar_subquery()))


def _part_conditions(
    table: str, terms: tuple[Term, ...], *, but: int | None = None
) -> tuple[str, dict[str, Any]]:
    """The condition that some part of a row's text has each word, and its parameters.

    The place `but` is left out of the condition.
    """
    conditions = [
        f"{table}.id {'NOT IN' if term.excluded else 'IN'} (SELECT id FROM {table}_text "  # noqa: S608
        f"WHERE words @@ memcon_query(:words{place}, :prefix{place}))"
        for place, term in enumerate(terms)
        if place != but
    ]
    values: dict[str, Any] = {}
    for place, term in enumerate(terms):
        values |= {f"words{place}": " ".join(term.words), f"prefix{place}": term.prefix}
    return " AND ".join(conditions) or "true", values


INDEXES: Mapping[str, SearchIndex] = {"sqlite": SqliteIndex(), "postgresql": PostgresIndex()}


# ---------------------------------------------------------------------- snippets


def _hits(kind: Kind, terms: tuple[Term, ...], rows: Sequence[Any]) -> list[Hit]:
    return [
        Hit(kind, name, title, snippet(words, terms), round(score, 4))
        for name, title, words, score in rows
    ]


def snippet(words: str, terms: Sequence[Term]) -> str:
    """The stretch of a text around what was looked for, that in brackets, `…` for what is cut.

    Without a hit in the text (it may be in the title) its beginning.
    """
    pattern = _pattern([term for term in terms if not term.excluded])
    found = list(islice(pattern.finditer(words.translate(_FOLDED)), _LOOKED_AT))
    centre = max(found, key=lambda hit: _variety(hit, found)).start() if found else 0
    begin = _begin(words, centre)
    after = list(islice(_WORDS.finditer(words, begin), SNIPPET_WORDS + 1))
    end = after[-2].end() if len(after) > SNIPPET_WORDS else len(words)
    parts = ["…" if begin else ""]
    for hit in found:
        if begin <= hit.start() and hit.end() <= end:
            parts += [words[begin : hit.start()], "[", words[hit.start() : hit.end()], "]"]
            begin = hit.end()
    parts += [words[begin:end], "…" if end < len(words) else ""]
    return " ".join("".join(parts).split())


def pieces(words: str, query: str) -> list[tuple[str, bool]]:
    """A hit's snippet in pieces, each with whether it is what was looked for, without brackets."""
    wanted = [term for term in parse(query) if not term.excluded]
    pattern = _pattern(wanted) if wanted else None
    found: list[tuple[str, bool]] = []
    for part in re.split(r"(\[[^\[\]]+\])", words):
        inner = part[1:-1] if part.startswith("[") and part.endswith("]") else ""
        is_hit = bool(inner and pattern and pattern.fullmatch(inner.translate(_FOLDED)))
        if part:
            found.append((inner if is_hit else part, is_hit))
    return found


def marked(text: str, query: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is what a query looks for."""
    wanted = [term for term in parse(query) if not term.excluded]
    if not wanted:
        return [(text, False)]
    found: list[tuple[str, bool]] = []
    at = 0
    for match in _pattern(wanted).finditer(text.translate(_FOLDED)):
        found += [(text[at : match.start()], False), (text[match.start() : match.end()], True)]
        at = match.end()
    return [piece for piece in [*found, (text[at:], False)] if piece[0]]


_LOOKED_AT = 200  # hits in one text
_SPAN = 150  # characters in which words are near each other
_BEFORE = 6  # words shown before a hit


class _Folded(dict[int, str]):
    """Each character as it is compared: small, without accents, one for one."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code).lower())[0]
        self[code] = plain
        return plain


_FOLDED = _Folded()


def _pattern(terms: Sequence[Term]) -> re.Pattern[str]:
    """Where one of the terms stands; the name of the group says which."""
    ways = []
    for place, term in enumerate(terms):
        inner = r"[\W_]+".join(re.escape(word.translate(_FOLDED)) for word in term.words)
        after = "" if term.prefix else r"(?![^\W_])"
        ways.append(rf"(?P<t{place}>(?<![^\W_]){inner}{after})")
    return re.compile("|".join(ways))


def _variety(hit: re.Match[str], found: Sequence[re.Match[str]]) -> int:
    """How many of the terms stand in the stretch that begins with a hit."""
    until = hit.start() + _SPAN
    return len({each.lastgroup for each in found if hit.start() <= each.start() <= until})


def _begin(words: str, centre: int) -> int:
    """Where to begin so that a few words stand before a hit."""
    start = max(0, centre - _SPAN)
    before = list(_WORDS.finditer(words, start, centre))
    if start == 0 and len(before) <= _BEFORE:
        return 0
    return before[-_BEFORE:][0].start() if before else centre
