"""Who is in records with whom: parties as nodes and pairs as edges, and on a map of the world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memcon.ledger.overview import Overview
from memcon.present.names import PartyNames

# What an edge counts, by the types of records that it is made of; none: all types.
MEASURES: Mapping[str, tuple[str, ...]] = {
    "records": (),
    "meets": ("meeting", "visit"),
    "signs": ("instrument",),
    "builds": ("project", "body"),
    "events": ("event",),
}
_MOST_NODES = 80  # more are a tangle: the busiest are drawn, the table has the rest
_MOST_EDGES = 400
_ROUNDS = 100
_CLOSE = 1e-9


def network(
    known: Overview,
    chosen: NDArray[np.bool_],
    names: PartyNames,
    *,
    around: Sequence[str] = (),
    most: int = _MOST_NODES,
) -> dict[str, Any]:
    """The parties of some records with whom they share them, the busiest first.

    An edge's `weight` is the number of records that both parties are in; of one with several
    parties every pair counts. Of a node, `weight` is the number of its records, `partners` that of
    its neighbours, and `centrality` its eigenvector centrality from 0 to 1 (Bonacich 1972): high
    for who is bound to those who are well bound. `around`: only these parties and their neighbours.
    `left_out` are nodes and edges beyond what can be drawn; counts are taken with them.
    """
    pairs = known.pairs(chosen)
    if around:
        pairs = Counter({p: n for p, n in pairs.items() if set(around) & set(p)})
    shown = _nodes(known.alone(chosen), pairs, names, around)
    drawn = {node["id"] for node in shown[:most]}
    edges = [
        {"a": a, "b": b, "weight": weight, "names": [names.name(a), names.name(b)]}
        for (a, b), weight in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    ]
    kept = [edge for edge in edges if {edge["a"], edge["b"]} <= drawn][:_MOST_EDGES]
    return {
        "nodes": shown[:most],
        "edges": kept,
        "left_out": {"nodes": len(shown) - len(shown[:most]), "edges": len(edges) - len(kept)},
        "years": dict(sorted(known.years(chosen).items())),
        "records": int(chosen.sum()),
    }


def _nodes(
    alone: Counter[str],
    pairs: Counter[tuple[str, str]],
    names: PartyNames,
    around: Sequence[str],
) -> list[dict[str, Any]]:
    partners: Counter[str] = Counter()
    for a, b in pairs:
        partners.update((a, b))
    central = centrality(pairs)
    nodes = [
        {
            "id": code,
            "name": names.name(code),
            "weight": alone[code],
            "partners": partners[code],
            "centrality": round(central[code], 3),
            "is_focus": code in around,
        }
        for code in partners
    ]
    return sorted(nodes, key=lambda node: (not node["is_focus"], -node["weight"], node["id"]))


def centrality(pairs: Mapping[tuple[str, str], int]) -> dict[str, float]:
    """The eigenvector centrality of each party, the highest being 1; by power iteration."""
    codes = sorted({code for pair in pairs for code in pair})
    if not codes:
        return {}
    place = {code: n for n, code in enumerate(codes)}
    weights = np.zeros((len(codes), len(codes)))
    for (a, b), weight in pairs.items():
        weights[place[a], place[b]] = weights[place[b], place[a]] = weight
    vector = np.ones(len(codes))
    # One more of itself changes no eigenvector, and keeps a graph of two halves from swinging.
    weights += np.eye(len(codes)) * weights.max()
    for _ in range(_ROUNDS):
        new = weights @ vector
        new /= new.max()
        if np.abs(new - vector).max() < _CLOSE:
            break
        vector = new
    return {code: float(vector[place[code]]) for code in codes}


def intensity(
    known: Overview, chosen: NDArray[np.bool_], names: PartyNames, *, around: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """How many of some records each party is in, the most first: what a map colours.

    `share` is the part of the busiest, from 0 to 1. `around`: how many each shares with one of
    these, whose own numbers are those of all that they share.
    """
    if not around:
        numbers = known.alone(chosen)
    else:
        numbers = Counter()
        for pair, weight in known.pairs(chosen).items():
            for code in pair if set(around) & set(pair) else ():
                numbers[code] += weight
    most = max(numbers.values(), default=1)
    return [
        {
            "id": code,
            "name": names.name(code),
            "weight": weight,
            "share": round(weight / most, 4),
            "is_focus": code in around,
        }
        for code, weight in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    ]
