"""Publishers: how much each tells, how far others agree with it, how far it stands alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.assess.publishers import country_of_publisher
from memcon.ledger.overview import Overview
from memcon.model.record import TYPES
from memcon.present.names import PartyNames
from memcon.resolve.contradictions import contradictions


def sources(known: Overview, chosen: NDArray[np.bool_], names: PartyNames) -> list[dict[str, Any]]:
    """The publishers with a part in some records, those of most records first.

    `shared` counts the records that another publisher tells of too, `disputed` those of them in
    which its value of a fact cannot be true beside another's; `agreement` is the share that is
    not, None where nothing is shared. `alone` is the share of its records that nobody else tells.
    Where its state is known, `own_side` is the share of its records that this state is a party to,
    and `one_sided` the share of those that only publishers of that state tell of.
    """
    countries = [country_of_publisher(each.name, each.url) for each in known.publishers]
    told = known.tellers[chosen[known.tellers[:, 0]]] if len(known.tellers) else known.tellers
    rows, by = told[:, 0], told[:, 1]
    number = len(known.publishers)
    is_shared = np.bincount(rows, minlength=len(known.ids))[rows] > 1
    is_own, is_one_sided = _sides(known, countries, rows, by)
    counts = {
        "records": np.bincount(by, minlength=number),
        "shared": np.bincount(by[is_shared], minlength=number),
        "own": np.bincount(by[is_own], minlength=number),
        "one_sided": np.bincount(by[is_own & is_one_sided], minlength=number),
        "disputed": _disputed(known, chosen, number),
    }
    width = len(TYPES) + 1
    kinds = np.bincount(by * width + known.kinds[rows], minlength=number * width)
    made = [
        _row(
            known,
            publisher,
            countries[publisher],
            {name: int(numbers[publisher]) for name, numbers in counts.items()},
            kinds.reshape(number, width)[publisher].tolist(),
            names,
        )
        for publisher in np.flatnonzero(counts["records"]).tolist()
    ]
    return sorted(made, key=lambda row: (-row["records"], row["name"]))


def _sides(
    known: Overview,
    countries: Sequence[str],
    rows: NDArray[np.int32],
    by: NDArray[np.int32],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each telling, whether the publisher's state is a party, and no other state's tells it."""
    codes = {code: place for place, code in enumerate(sorted(set(countries)))}
    state = np.array([codes[code] for code in countries], dtype=np.int64)
    is_party = np.zeros((len(known.groups), len(codes)), dtype=np.bool_)
    for place, parties in enumerate(known.groups):
        for code in parties:
            if code in codes:
                is_party[place, codes[code]] = True
    is_own = is_party[known.group[rows], state[by]]
    sides = np.unique(rows.astype(np.int64) * len(codes) + state[by]) // max(len(codes), 1)
    states = np.bincount(sides, minlength=len(known.ids))
    return is_own, states[rows] == 1


def _disputed(known: Overview, chosen: NDArray[np.bool_], number: int) -> NDArray[np.int64]:
    """In how many of some records each publisher has a value that another's contradicts."""
    found = np.zeros(number, dtype=np.int64)
    for row in known.disputed:
        if chosen[row]:
            for publisher in {one for pair in _opposed(known, row) for one in pair}:
                found[publisher] += 1
    return found


def _row(
    known: Overview,
    publisher: int,
    country: str,
    counts: Mapping[str, int],
    kinds: Sequence[int],
    names: PartyNames,
) -> dict[str, Any]:
    each = known.publishers[publisher]
    types = {kind: number for kind, number in zip(TYPES, kinds, strict=False) if number}
    return {
        "name": each.name,
        "country": country,
        "country_name": names.name(country) if country else "",
        "documents": each.documents,
        "first": each.first,
        "last": each.last,
        "records": counts["records"],
        "shared": counts["shared"],
        "disputed": counts["disputed"],
        "types": dict(sorted(types.items(), key=lambda item: -item[1])),
        "agreement": _share(counts["shared"] - counts["disputed"], counts["shared"]),
        "alone": _share(counts["records"] - counts["shared"], counts["records"]),
        "own_side": _share(counts["own"], counts["records"]) if country else None,
        "one_sided": _share(counts["one_sided"], counts["own"]),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def agreements(known: Overview, chosen: NDArray[np.bool_], *, most: int = 12) -> dict[str, Any]:
    """Which publishers tell of the same records, and how many of these they tell differently.

    A square over the `most` publishers with most shared records.
    """
    told = known.tellers[chosen[known.tellers[:, 0]]] if len(known.tellers) else known.tellers
    shared = np.bincount(told[:, 0], minlength=len(known.ids))[told[:, 0]] > 1
    by_record: dict[int, list[int]] = defaultdict(list)
    for row, publisher in told[shared].tolist():
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
    """The pairs of publishers with values of a record that cannot both be true."""
    found = set()
    for each in contradictions(known.disputed[row]):
        told = [{known.publisher_of.get(doc, -1) for doc in docs} for _, docs in each.values]
        for n, side in enumerate(told):
            for other in told[n + 1 :]:
                found |= {
                    (min(a, b), max(a, b)) for a in side for b in other if a != b and min(a, b) >= 0
                }
    return found


def _cell(
    both: Counter[tuple[int, int]], apart: Counter[tuple[int, int]], a: int, b: int
) -> dict[str, int] | None:
    pair = (min(a, b), max(a, b))
    if a == b or not both[pair]:
        return None
    return {"shared": both[pair], "disputed": apart[pair]}
