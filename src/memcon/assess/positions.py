"""Positions of the parties side by side: opposed, at one, or turned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from memcon.assess.book import Book, docs_of, parties_of
from memcon.assess.finding import Finding, confidence, side
from memcon.model import compare
from memcon.model.periods import last_day
from memcon.model.record import Record
from memcon.resolve.generic import generic_stems

FOR = frozenset({"supports", "praises", "seeks"})
AGAINST = frozenset({"opposes", "criticises", "concerned", "denies", "warns"})
_ALIKE = 0.6  # topics at least this similar are one topic


def find_frictions(book: Book) -> list[Finding]:
    """Topics on which parties are opposed, and what one party holds against another."""
    held = by_topic(book)
    found = [each for group in held for each in _opposed(book, group)]
    return [*found, *_reproaches(book)]


def find_convergences(book: Book) -> list[Finding]:
    """Topics on which parties hold the same position, jointly or each by itself."""
    return [each for group in by_topic(book) for each in _shared(book, group)]


def find_turned(book: Book, since: date) -> list[Finding]:
    """Holders who changed from for to against, or back, on a topic since a day."""
    found = []
    for group in by_topic(book):
        for holder in sorted({code for record in group for code in sides_of(record)}):
            own = [r for r in group if holder in sides_of(r) and _when(book, r)]
            own.sort(key=lambda record: (_when(book, record) or date.min, record.id))
            earlier = [r for r in own if (_when(book, r) or date.max) < since]
            later = [r for r in own if (_when(book, r) or date.min) >= since]
            if earlier and later and _is_for(earlier[-1]) != _is_for(later[-1]):
                found.append(_turned(book, holder, earlier[-1], later[-1]))
    return found


def sides_of(position: Record) -> tuple[str, ...]:
    """The states or organisations whose position it is: the holders', or their countries."""
    holders = compare.as_list(position.get("holder"))
    codes = {compare.country_of(holder) for holder in holders if not _is_private(holder)}
    return tuple(sorted(codes - {""}))


def _is_private(holder: Any) -> bool:
    """Whether a holder is a company or other organisation, which speaks for no state."""
    return isinstance(holder, dict) and "organisation" in holder and "role" not in holder


def _is_for(record: Record) -> bool:
    return record.get("stance") in FOR


def _when(book: Book, record: Record) -> date | None:
    return last_day(record) or book.reported(record)


def by_topic(book: Book) -> list[list[Record]]:
    """Positions of the same parties in groups of one topic each.

    Those without a topic of their own, or held by nobody who is a side, are left out.
    """
    groups: dict[tuple[str, ...], list[list[Record]]] = defaultdict(list)
    for record in book.of("position"):
        if not sides_of(record) or not record.get("topic"):
            continue
        if not compare.stems(str(record.get("topic"))) - generic_stems():
            continue  # "cooperation" is a topic of everything
        known = groups[parties_of(record)]
        home = next((group for group in known if _is_one_topic(record, group[0])), None)
        if home is None:
            known.append([record])
        else:
            home.append(record)
    return [group for known in groups.values() for group in known]


def _is_one_topic(one: Record, other: Record) -> bool:
    topics = str(one.get("topic")), str(other.get("topic"))
    return compare.similarity(*topics, generic_stems()) >= _ALIKE


def _opposed(book: Book, group: Sequence[Record]) -> Iterable[Finding]:
    supporters = [record for record in group if record.get("stance") in FOR]
    opponents = [record for record in group if record.get("stance") in AGAINST]
    pairs = [
        (one, other)
        for one in supporters
        for other in opponents
        if not set(sides_of(one)) & set(sides_of(other))
    ]
    if not pairs:
        return
    records = list({record.id: record for pair in pairs for record in pair}.values())
    yield _made(book, "friction.opposed", "opposed", records)


def _shared(book: Book, group: Sequence[Record]) -> Iterable[Finding]:
    holders = {code for record in group for code in sides_of(record)}
    for stances in (FOR, AGAINST):
        records = [
            record
            for record in group
            if record.get("stance") in stances and record.get("toward") not in holders
        ]
        if len({code for record in records for code in sides_of(record)}) > 1:
            yield _made(book, "convergence.shared", "shared", records)


def _reproaches(book: Book) -> Iterable[Finding]:
    for record in book.of("position"):
        toward, own = record.get("toward"), sides_of(record)
        if record.get("stance") in AGAINST and toward and own and toward not in own:
            yield _made(book, "friction.reproach", "reproach", [record])


def _turned(book: Book, holder: str, before: Record, after: Record) -> Finding:
    rule = "change.position"
    return Finding(
        rule,
        "turned",
        parties_of(after),
        (side("before", before, before.get("stance")), side("holder", after, after.get("stance"))),
        book.as_of,
        confidence(rule, [book.witnesses(docs_of(each)) for each in (before, after)]),
        details={"holder": holder, "topic": str(after.get("topic"))},
    )


def _made(book: Book, rule: str, state: str, records: Sequence[Record]) -> Finding:
    ordered = sorted(records, key=lambda r: (_when(book, r) or date.min, r.id))
    return Finding(
        rule,
        state,
        parties_of(ordered[0]),
        tuple(side("holder", record, record.get("stance")) for record in ordered),
        book.as_of,
        confidence(rule, [book.witnesses(docs_of(*ordered))]),
        details={"topic": max((str(r.get("topic")) for r in ordered), key=lambda t: (len(t), t))},
    )
