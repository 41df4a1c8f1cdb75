"""All findings on a set of records, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from memcon.assess.book import Book, Origin, by_parties
from memcon.assess.changes import Look, changes_since, changes_since_look
from memcon.assess.contradictions import find_contradictions
from memcon.assess.finding import KINDS, Finding
from memcon.assess.gaps import find_gaps
from memcon.assess.overdue import find_overdue
from memcon.assess.positions import find_convergences, find_frictions
from memcon.assess.targets import find_targets
from memcon.assess.witnesses import find_single_witnesses
from memcon.model.rates import RateTable
from memcon.model.record import TYPES, Record


def assess(
    records: Iterable[Record],
    origins: Mapping[str, Origin],
    *,
    as_of: date,
    kinds: Iterable[str] = KINDS,
    since: date | None = None,
    look: Look | None = None,
    rates: RateTable | None = None,
) -> list[Finding]:
    """The findings of the kinds named on records, as of a day: by kind, surest first.

    Records are compared among those of exactly the same parties. `change` needs `since`, a day, or
    `look`, what was on record then; without either there is none. `rates` let figures in other
    currencies count for targets and for what was promised, as converted.
    """
    wanted = [kind for kind in KINDS if kind in set(kinds)]
    found: list[Finding] = []
    for _, group in sorted(by_parties(records).items()):
        book = Book(group, origins, as_of, rates)
        for kind in wanted:
            if kind == "change":
                found += _changes(book, since, look)
            else:
                found += _MAKERS[kind](book)
    return sorted(_once(found), key=order)


def _changes(book: Book, since: date | None, look: Look | None) -> list[Finding]:
    if look is not None:
        return changes_since_look(book, look)
    return changes_since(book, since) if since is not None else []


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[str] = set()
    for each in found:
        if each.id not in seen:
            seen.add(each.id)
            yield each


def order(each: Finding) -> tuple[int, int, bool, float, tuple[str, ...], str]:
    """A key that puts findings by kind, what matters most first, then the surest.

    Overdue comes before fulfilled, a target that was missed before one that was met, what has no
    date last; changes go by the type of what is new.
    """
    kind, states = KINDS.index(each.kind), _FIRST.get(each.kind, ())
    place = states.index(each.state) if each.state in states else 0
    if each.kind == "change":
        place = TYPES.index(each.records[-1].partition("-")[0])
    undated = each.kind == "target" and "due" not in each.details
    return kind, place, undated, -each.confidence, each.parties, each.id


_FIRST: Mapping[str, tuple[str, ...]] = {
    "target": ("missed", "off_course", "on_course", "met", "unknown"),
    "overdue": ("overdue", "fulfilled"),
    "gap": ("overdue", "missing", "due"),
}
_MAKERS: Mapping[str, Callable[[Book], list[Finding]]] = {
    "contradiction": find_contradictions,
    "target": find_targets,
    "overdue": find_overdue,
    "gap": find_gaps,
    "friction": find_frictions,
    "convergence": find_convergences,
    "single_witness": find_single_witnesses,
}
