"""Records of several documents, grouped into those that are one thing.

The result depends on the records alone, not on their order: pairs are compared by pure functions,
and the best links are followed first, with ids deciding between equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from memcon.model.record import Record
from memcon.resolve.blocking import keys
from memcon.resolve.matchers import LINK, Link, document_of, link

MARGIN = 0.5  # bits by which a link must beat its rivals in the same two documents
Key = tuple[str, str]  # a record's document and id


@dataclass(frozen=True, slots=True)
class Cluster:
    """Records, at most one of each document, that are one thing, and the links that join them."""

    records: tuple[Record, ...]
    links: tuple[Link, ...] = ()

    @property
    def id(self) -> str:
        """The smallest of its records' ids: the one that stays."""
        return min(record.id for record in self.records)


def key_of(record: Record) -> Key:
    """What names a record among all documents' records."""
    return document_of(record), record.id


def cluster(records: Iterable[Record]) -> list[Cluster]:
    """All records in clusters, sorted by id; a record that is like no other stands alone."""
    known = sorted(records, key=key_of)
    return group(known, links(known))


def links(records: Iterable[Record]) -> list[Link]:
    """The links of all pairs that share a blocking key and reach the threshold."""
    found: list[Link] = []
    for one, other in _candidates(records):
        made = link(one, other)
        if made is not None and made.score >= LINK:
            found.append(made)
    return found


def _candidates(records: Iterable[Record]) -> Iterable[tuple[Record, Record]]:
    blocks: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for key in keys(record):
            blocks[key].append(record)
    seen: set[tuple[Key, Key]] = set()
    for block in blocks.values():
        for one, other in combinations(sorted(block, key=key_of), 2):
            pair = key_of(one), key_of(other)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def group(records: Sequence[Record], made: Sequence[Link]) -> list[Cluster]:
    """The clusters that the links make of the records, sorted by id.

    Links that do not clearly beat their rivals are passed over; the others are followed from the
    strongest down, unless they would bring two records of one document, or a pair that cannot be
    one, together.
    """
    groups = _Groups(records, made)
    for each in sorted(_clear(made), key=_strongest_first):
        groups.join(each)
    return sorted(groups.clusters(), key=lambda one: (one.id, key_of(one.records[0])))


def _strongest_first(each: Link) -> tuple[float, list[Key]]:
    return -each.score, sorted((key_of(each.a), key_of(each.b)))


def _clear(made: Sequence[Link]) -> list[Link]:
    """The links that beat every other of the same record into the same document by the margin."""
    scores: dict[tuple[Key, str], list[float]] = defaultdict(list)
    for each in made:
        scores[key_of(each.a), document_of(each.b)].append(each.score)
        scores[key_of(each.b), document_of(each.a)].append(each.score)
    return [
        each
        for each in made
        if _beats(each, scores[key_of(each.a), document_of(each.b)])
        and _beats(each, scores[key_of(each.b), document_of(each.a)])
    ]


def _beats(each: Link, scores: Sequence[float]) -> bool:
    rivals = sorted(scores, reverse=True)
    return each.score >= rivals[0] and (len(rivals) == 1 or rivals[0] - rivals[1] >= MARGIN)


class _Groups:
    """A union of records that keeps at most one record of each document together."""

    def __init__(self, records: Sequence[Record], made: Sequence[Link]) -> None:
        self._possible = {frozenset((key_of(each.a), key_of(each.b))) for each in made}
        self._members: dict[Key, list[Record]] = {key_of(each): [each] for each in records}
        self._root: dict[Key, Key] = {key: key for key in self._members}
        self._links: dict[Key, list[Link]] = defaultdict(list)
        self._join_equal_ids()

    def _join_equal_ids(self) -> None:
        """One id in two documents is one record: its words moved from one to the other."""
        first: dict[str, Key] = {}
        for key in sorted(self._members):
            self._unite(first.setdefault(key[1], key), key)

    def join(self, each: Link) -> None:
        """Bring the two sides of a link together, where that is allowed."""
        left, right = self._root[key_of(each.a)], self._root[key_of(each.b)]
        if left == right:
            self._links[left].append(each)
        elif self._may_meet(left, right):
            self._unite(left, right)
            self._links[self._root[left]].append(each)

    def _may_meet(self, left: Key, right: Key) -> bool:
        ours, theirs = self._members[left], self._members[right]
        if {document_of(one) for one in ours} & {document_of(one) for one in theirs}:
            return False
        return all(
            frozenset((key_of(one), key_of(other))) in self._possible
            or link(one, other) is not None
            for one in ours
            for other in theirs
        )

    def _unite(self, left: Key, right: Key) -> None:
        left, right = self._root[left], self._root[right]
        if left == right:
            return
        for record in self._members[right]:
            self._root[key_of(record)] = left
        self._members[left].extend(self._members.pop(right))
        self._links[left].extend(self._links.pop(right, []))

    def clusters(self) -> list[Cluster]:
        """The groups as they are now."""
        return [
            Cluster(
                tuple(sorted(members, key=key_of)),
                tuple(sorted(self._links.get(root, ()), key=_strongest_first)),
            )
            for root, members in self._members.items()
        ]
