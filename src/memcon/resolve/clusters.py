"""Records of several documents, grouped into those that are one thing.

The result depends on the records alone, not on their order: pairs are compared by pure functions,
and the best links are followed first, with ids deciding between equals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from memcon.model.record import Record
from memcon.resolve.blocking import keys
from memcon.resolve.matchers import DOUBT, LINK, Link, document_of, link

MARGIN = 0.5  # bits by which a link must beat its rivals in the same two documents
COMPANION = 1.5  # bits that a link gains from another of records told in the same words
FLOOR = DOUBT - COMPANION  # below this no link is doubtful, whatever goes with it
Key = tuple[str, str]  # a record's document and id
Pair = tuple[Key, Key]


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
    made = [link(one, other) for one, other in _candidates(records)]
    near = [each for each in made if each is not None and each.score >= FLOOR]
    return [each for each in with_companions(near) if each.score >= LINK]


def with_companions(made: Sequence[Link]) -> list[Link]:
    """The links, those with a companion stronger by `COMPANION`.

    Two records told in the same words as two others that are linked are likely to be one as well:
    the visit and its event, the contract and the project. `made` holds all links, from `FLOOR` up,
    of the documents that it is about; what one pair of documents says has no part in another's.
    """
    by_documents: dict[tuple[str, str], list[Link]] = defaultdict(list)
    turned = [each if document_of(each.a) < document_of(each.b) else _turned(each) for each in made]
    for each in turned:
        if each.score >= LINK - COMPANION / 2:
            by_documents[document_of(each.a), document_of(each.b)].append(each)
    return [
        _accompanied(each, by_documents[document_of(each.a), document_of(each.b)])
        for each in turned
    ]


def _turned(each: Link) -> Link:
    return Link(each.b, each.a, each.score, each.features)


def _accompanied(each: Link, strong: Iterable[Link]) -> Link:
    if any(
        other.a.id != each.a.id
        and other.b.id != each.b.id
        and _overlap(other.a, each.a)
        and _overlap(other.b, each.b)
        for other in strong
    ):
        features = {**each.features, "companion": COMPANION}
        return Link(each.a, each.b, round(each.score + COMPANION, 3), features)
    return each


def _overlap(one: Record, other: Record) -> bool:
    """Whether two records of a document rest on some of the same words."""
    return any(
        left.start < right.end and right.start < left.end
        for left in one.evidence
        for right in other.evidence
    )


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


def group(
    records: Sequence[Record],
    made: Sequence[Link],
    *,
    together: AbstractSet[Pair] = frozenset(),
    apart: AbstractSet[Pair] = frozenset(),
) -> list[Cluster]:
    """The clusters that the links make of the records, sorted by id.

    Links that do not clearly beat their rivals are passed over; the others are followed from the
    strongest down, unless they would bring two records of one document, or a pair that cannot be
    one, together.

    Pairs in `together` (records of one type, by an analyst's word) end up in one cluster with all
    that the links join to either, whatever features and documents say; those in `apart` never do,
    also not through a third. Where the two contradict each other, `apart` holds. Pairs of which a
    record is missing are passed over, and so is an `apart` of two records with one id.
    """
    groups = _Groups(records, made, together=together, apart=apart)
    for each in sorted(groups.clear(made), key=_strongest_first):
        groups.join(each)
    return sorted(groups.clusters(), key=lambda one: (one.id, key_of(one.records[0])))


def _strongest_first(each: Link) -> tuple[float, list[Key]]:
    return -each.score, sorted((key_of(each.a), key_of(each.b)))


class _Sets:
    """Disjoint sets of records' keys."""

    def __init__(self, keys_: Iterable[Key]) -> None:
        self._root = {key: key for key in keys_}
        self._members = {key: [key] for key in self._root}

    def root(self, key: Key) -> Key:
        """A member of the key's set that stands for it until the set grows."""
        return self._root[key]

    def of(self, key: Key) -> list[Key]:
        """The members of the key's set."""
        return self._members[self._root[key]]

    def unite(self, one: Key, other: Key) -> None:
        """Make one set of two."""
        small, large = sorted(
            (self._root[one], self._root[other]), key=lambda root: len(self._members[root])
        )
        if small == large:
            return
        for key in self._members[small]:
            self._root[key] = large
        self._members[large].extend(self._members.pop(small))

    def all(self) -> list[list[Key]]:
        """All sets."""
        return list(self._members.values())


class _Groups:
    """Records in groups: what the links join, and of these what an analyst has merged.

    A group by links has at most one record of a document and no pair that cannot be one. An
    analyst's merge makes one of several such groups, which go on growing by themselves.
    """

    def __init__(
        self,
        records: Sequence[Record],
        made: Sequence[Link],
        *,
        together: AbstractSet[Pair],
        apart: AbstractSet[Pair],
    ) -> None:
        self._records = {key_of(each): each for each in records}
        self._possible = {frozenset((key_of(each.a), key_of(each.b))) for each in made}
        self._linked = _Sets(sorted(self._records))
        self._whole = _Sets(sorted(self._records))
        self._links: list[Link] = []
        self._join_equal_ids()
        self._apart: dict[Key, set[Key]] = defaultdict(set)
        for one, other in self._known(apart):
            if one[1] != other[1]:
                self._apart[one].add(other)
                self._apart[other].add(one)
        for one, other in self._known(together):
            if self._allowed(one, other):
                self._whole.unite(one, other)

    def _known(self, pairs: AbstractSet[Pair]) -> list[Pair]:
        return sorted(
            {
                (min(pair), max(pair))
                for pair in pairs
                if all(key in self._records for key in pair) and pair[0] != pair[1]
            }
        )

    def _join_equal_ids(self) -> None:
        """One id in two documents is one record: its words moved from one to the other."""
        first: dict[str, Key] = {}
        for key in sorted(self._records):
            same = first.setdefault(key[1], key)
            self._linked.unite(same, key)
            self._whole.unite(same, key)

    def clear(self, made: Sequence[Link]) -> list[Link]:
        """The links that beat all others of the same record into the same document by the margin.

        What an analyst has merged are no rivals, and what is said to be apart is none.
        """
        ends = [(key_of(each.a), key_of(each.b)) for each in made]
        possible = [
            (each, one, other)
            for each, (one, other) in zip(made, ends, strict=True)
            if other not in self._apart.get(one, ())
        ]
        scores: dict[tuple[Key, str], dict[Key, float]] = defaultdict(dict)
        for each, *pair in possible:
            for one, other in (pair, pair[::-1]):
                known = scores[one, other[0]]
                rival = self._whole.root(other)
                known[rival] = max(each.score, known.get(rival, each.score))
        return [
            each
            for each, *pair in possible
            if all(
                self._beats(each.score, other, scores[one, other[0]])
                for one, other in (pair, pair[::-1])
            )
        ]

    def _beats(self, score: float, other: Key, scores: Mapping[Key, float]) -> bool:
        if len(scores) == 1:
            return True
        own = self._whole.root(other)
        return all(score - rival >= MARGIN for root, rival in scores.items() if root != own)

    def join(self, each: Link) -> None:
        """Bring the two sides of a link together, where that is allowed."""
        one, other = key_of(each.a), key_of(each.b)
        if self._linked.root(one) == self._linked.root(other):
            self._links.append(each)
        elif self._allowed(one, other) and self._may_meet(one, other):
            self._linked.unite(one, other)
            self._whole.unite(one, other)
            self._links.append(each)

    def _allowed(self, one: Key, other: Key) -> bool:
        """Whether no two records that are said to be apart would meet."""
        if not self._apart:
            return True
        theirs = self._whole.of(other)
        return not any(
            self._apart[key].intersection(theirs)
            for key in self._whole.of(one)
            if key in self._apart
        )

    def _may_meet(self, one: Key, other: Key) -> bool:
        ours, theirs = self._linked.of(one), self._linked.of(other)
        if {key[0] for key in ours} & {key[0] for key in theirs}:
            return False
        return all(
            frozenset((left, right)) in self._possible
            or link(self._records[left], self._records[right]) is not None
            for left in ours
            for right in theirs
        )

    def clusters(self) -> list[Cluster]:
        """The groups as they are now."""
        links_of: dict[Key, list[Link]] = defaultdict(list)
        for each in self._links:
            links_of[self._whole.root(key_of(each.a))].append(each)
        return [
            Cluster(
                tuple(self._records[key] for key in sorted(keys_)),
                tuple(sorted(links_of[self._whole.root(keys_[0])], key=_strongest_first)),
            )
            for keys_ in self._whole.all()
        ]
