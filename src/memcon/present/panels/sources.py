"""Publishers: how much each tells, how far others agree with it, how far it stands alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.assess.contradictions import contradictions
from memcon.assess.publishers import country_of_publisher
from memcon.ledger.overview import Overview
from memcon.model.record import TYPES
from memcon.present.names import PartyNames


def sources(known: Overview, chosen: NDArray[np.bool_], names: PartyNames) -> list[dict[str, Any]]:
    """The publishers with a part in some records, those of most records first.

    `shared` counts the records that another publisher tells of too, `disputed` those of them in
    which its value of a fact cannot be true beside another's; `agreement` is the share that is
    not, None where nothing is shared. `alone` is the share of its records that nobody else tells.
    Where its state is known, `own_side` is the share of its records that this state is a party to,
    and `one_sided` the share of those that only publishers of that state tell of.
    """
    countries = [country_of_publisher(each.name, each.url) for each in known.publishers]
    tellers_of: dict[int, set[int]] = defaultdict(set)
    for row, publisher in known.tellers.tolist():
        if chosen[row]:
            tellers_of[row].add(publisher)
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    kinds: dict[int, Counter[str]] = defaultdict(Counter)
    for row, tellers in tellers_of.items():
        lands = {countries[publisher] for publisher in tellers}
        parties = known.groups[known.group[row]]
        for publisher in tellers:
            counts["records"][publisher] += 1
            counts["shared"][publisher] += len(tellers) > 1
            if countries[publisher] in parties and countries[publisher]:
                counts["own"][publisher] += 1
                counts["one_sided"][publisher] += len(lands) == 1
            kinds[publisher][TYPES[known.kinds[row]]] += 1
    counts["disputed"] = _disputed(known, tellers_of)
    rows = [
        _row(known, publisher, countries[publisher], counts, kinds[publisher], names)
        for publisher in counts["records"]
    ]
    return sorted(rows, key=lambda row: (-row["records"], row["name"]))


def _disputed(known: Overview, tellers_of: dict[int, set[int]]) -> Counter[int]:
    """In how many of its shared records each publisher has a value that another's contradicts."""
    found: Counter[int] = Counter()
    for row, record in known.disputed.items():
        if row not in tellers_of:
            continue
        apart: set[int] = set()
        for each in contradictions(record):
            told = [{known.publisher_of.get(doc, -1) for doc in docs} for _, docs in each.values]
            apart |= {
                publisher
                for n, side in enumerate(told)
                for publisher in side
                if any(other - {publisher} for m, other in enumerate(told) if m != n)
            }
        found.update(apart & tellers_of[row])
    return found


def _row(
    known: Overview,
    publisher: int,
    country: str,
    counts: dict[str, Counter[int]],
    kinds: Counter[str],
    names: PartyNames,
) -> dict[str, Any]:
    each = known.publishers[publisher]
    told = {name: counts[name][publisher] for name in ("records", "shared", "disputed")}
    own = counts["own"][publisher]
    return {
        "name": each.name,
        "country": country,
        "country_name": names.name(country) if country else "",
        "documents": each.documents,
        "first": each.first,
        "last": each.last,
        **told,
        "types": dict(kinds.most_common()),
        "agreement": _share(told["shared"] - told["disputed"], told["shared"]),
        "alone": _share(told["records"] - told["shared"], told["records"]),
        "own_side": _share(own, told["records"]) if country else None,
        "one_sided": _share(counts["one_sided"][publisher], own),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def agreements(known: Overview, chosen: NDArray[np.bool_], *, most: int = 12) -> dict[str, Any]:
    """Which publishers tell of the same records, and how many of these they tell differently.

    A square over the `most` publishers with most shared records.
    """
    by_record: dict[int, list[int]] = defaultdict(list)
    for row, publisher in known.tellers.tolist():
        if chosen[row]:
            by_record[row].append(publisher)
    both: Counter[tuple[int, int]] = Counter()
    apart: Counter[tuple[int, int]] = Counter()
    busy: Counter[int] = Counter()
    for row, tellers in by_record.items():
        pairs = [(a, b) for a in tellers for b in tellers if a < b]
        both.update(pairs)
        busy.update(publisher for pair in pairs for publisher in pair)
        if row in known.disputed:
            apart.update(_opposed(known, row) & set(pairs))
    first = [publisher for publisher, _ in busy.most_common(most)]
    return {
        "publishers": [known.publishers[publisher].name for publisher in first],
        "cells": [[_cell(both, apart, a, b) for b in first] for a in first],
    }


def _opposed(known: Overview, row: int) -> set[tuple[int, int]]:
    found = set()
    for each in contradictions(known.disputed[row]):
        told = [{known.publisher_of.get(doc, -1) for doc in docs} for _, docs in each.values]
        for n, side in enumerate(told):
            for other in told[n + 1 :]:
                found |= {(min(a, b), max(a, b)) for a in side for b in other if a != b}
    return found


def _cell(
    both: Counter[tuple[int, int]], apart: Counter[tuple[int, int]], a: int, b: int
) -> dict[str, int] | None:
    pair = (min(a, b), max(a, b))
    if a == b or not both[pair]:
        return None
    return {"shared": both[pair], "disputed": apart[pair]}
