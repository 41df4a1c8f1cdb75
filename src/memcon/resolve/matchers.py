"""One matcher for each record type: its features and their weights, and the keys that block it.

A score is a sum of points as in the record linkage of Fellegi and Sunter: `START` and each
feature's points, in bits of evidence. At `LINK` or above two records of different documents are
one; from `DOUBT` on the pair is worth a person's look. The weights were set by hand on the
development corpus, where a wrong merge counts more than a missed one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from memcon.model.record import Record
from memcon.resolve import features as f
from memcon.resolve.features import Feature

LINK = 0.0
DOUBT = -3.0
SLIP = 5 * f.YEAR  # days by which what is planned may come later than planned
START: Mapping[str, float] = {
    "meeting": -4.8,
    "visit": -4.0,
    "body": -4.8,
    "instrument": -5.2,
    "project": -4.8,
    "commitment": -5.8,
    "figure": -4.5,
    "position": -5.2,
    "event": -6.0,
}
MATCHERS: Mapping[str, tuple[Feature, ...]] = {
    "meeting": (
        Feature("parties", f.parties, 2, -4, veto_below=0.1),
        Feature(
            "date",
            f.dates_of_stages("date", within=2 * f.YEAR, by="ordinal"),
            5,
            -5,
            veto_below=0.1,
        ),
        Feature("ordinal", f.equal("ordinal"), 6, 0, veto_below=1),
        Feature("kind", f.kinds, 1, -3),
        Feature("participants", f.people("participants"), 3, -5),
        Feature("series", f.phrases("series"), 2, -8),
        Feature("place", f.places, 2, -3),
        Feature("occasion", f.phrases("occasion"), 1.5, -0.5),
        Feature("postponed", f.postponed, 0, 0, veto_below=1),
        Feature("evidence", f.evidence, 2, -0.5),
    ),
    "visit": (
        Feature("visitor", f.people("visitor"), 4, -8, veto_below=0.5),
        Feature("host", f.equal("host"), 1, 0, veto_below=1),
        Feature("date", f.dates("date"), 4, -4, veto_below=0.1),
        Feature("dated", f.all_give("date"), 0, -2.5),
        Feature("place", f.places, 1, -2),
        Feature("visit_kind", f.equal("visit_kind"), 1, -1),
        Feature("status", f.equal("status"), 0.5, -0.5),
        Feature("postponed", f.postponed, 0, 0, veto_below=1),
        Feature("evidence", f.evidence, 2, -0.5),
    ),
    "body": (
        Feature("parties", f.parties, 2, 0, veto_below=0.1),
        Feature("name", f.phrases("name"), 7, -5),
        Feature("numbers", f.numbers_in("name"), 0.5, 0, veto_below=1),
        Feature("ordinal", f.equal("ordinal"), 4, 0, veto_below=1),
        Feature("kind", f.kinds, 1, -2),
        Feature("date", f.dates("date"), 2, -3),
        Feature("place", f.places, 2, -4),
        Feature("sectors", f.sectors, 0.5, -1),
        Feature("evidence", f.evidence, 1, -0.5),
    ),
    "instrument": (
        Feature("parties", f.parties, 1.5, 0, veto_below=0.1),
        Feature("title", f.phrases("title"), 7, -5),
        Feature("numbers", f.numbers_in("title"), 0.5, -2),
        Feature("kind", f.kinds, 1.5, -3),
        Feature("date", f.dates_of_stages("date", within=SLIP), 3, -4, veto_below=0.1),
        Feature("amount", f.amounts("amount"), 3, -3),
        Feature("signatories", f.people("signatories"), 2, -2),
        Feature("ordinal", f.equal("ordinal"), 2, 0, veto_below=1),
        Feature("sectors", f.sectors, 1, -1.5),
        Feature("evidence", f.evidence, 2, -0.5),
    ),
    "project": (
        Feature("parties", f.parties, 1.5, 0, veto_below=0.1),
        Feature("name", f.phrases("name"), 8, -5),
        Feature("numbers", f.numbers_in("name"), 0.5, -3),
        Feature("amount", f.amounts("amount"), 2, -1),
        Feature("date", f.dates_of_stages("date", within=SLIP), 1.5, -2),
        Feature("place", f.places, 1.5, -1.5),
        Feature("sectors", f.sectors, 1, -2),
        Feature("evidence", f.evidence, 1, -0.5),
    ),
    "commitment": (
        Feature("by", f.people("by"), 1.5, 0, veto_below=0.5),
        Feature("parties", f.parties, 1, -3),
        Feature("action", f.phrases("action"), 6.5, -8),
        Feature("due", f.dates("due"), 3, -4, veto_below=0.1),
        Feature("due given", f.both_give("due"), 0, -1.5),
        Feature("target", f.amounts("target"), 4, -4),
        Feature("date", f.dates_of_stages("date", within=SLIP), 1.5, -3),
        Feature("sectors", f.sectors, 0.5, -1.5),
        Feature("evidence", f.evidence, 2, -0.5),
    ),
    "figure": (
        Feature("parties", f.parties, 1, 0, veto_below=1),
        Feature("indicator", f.equal("indicator"), 2, 0, veto_below=1),
        Feature("period", f.same_period, 2, 0, veto_below=0.4),
        Feature("nature", f.equal("nature"), 1, 0, veto_below=1),
        Feature("reporter", f.equal("reporter"), 1, 0, veto_below=1),
        Feature("counterpart", f.equal("counterpart"), 0.5, 0, veto_below=1),
        Feature("amount", f.amounts("amount"), 3, -3),
        Feature("change", f.amounts("change"), 2, -1),
        Feature("dated", f.both_give("date"), 0, -3),
        Feature("evidence", f.evidence, 2, -0.5),
    ),
    "position": (
        Feature("holder", f.people("holder"), 2, 0, veto_below=0.5),
        Feature("stance", f.equal("stance"), 1, 0, veto_below=1),
        Feature("topic", f.phrases("topic"), 6, -4),
        Feature("toward", f.equal("toward"), 0.5, -2),
        Feature("date", f.dates("date"), 2, -2),
        Feature("sectors", f.sectors, 0.5, -1.5),
        Feature("evidence", f.evidence, 2, -0.5),
    ),
    "event": (
        Feature("event_type", f.equal("event_type"), 1, 0, veto_below=1),
        Feature("mode", f.equal("mode"), 1, -3),
        Feature("actors", f.actors("actors"), 1, 0, veto_below=1),
        Feature("recipients", f.actors("recipients"), 0.5, 0, veto_below=1),
        Feature("cameo", f.equal("cameo"), 1.5, -2),
        Feature("date", f.dates("date"), 4, -4, veto_below=0.15),
        Feature("dated", f.both_give("date"), 0, -1),
        Feature("contexts", f.contexts, 0.5, -1.5),
        Feature("place", f.places, 1, -2),
        Feature("evidence", f.evidence, 5, -2),
    ),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Two records of different documents, the score of their being one, and what it is made of."""

    a: Record
    b: Record
    score: float
    features: Mapping[str, float]

    @property
    def probability(self) -> float:
        """The score as a probability."""
        return probability(self.score)


def probability(score: float) -> float:
    """A score as a probability: a half where a person should look, 0.89 at the threshold."""
    return 1 / (1 + float(2.0 ** (DOUBT - score)))


def link(a: Record, b: Record) -> Link | None:
    """The link of two records of one type and two documents; `None` where they cannot be one."""
    if a.type != b.type or document_of(a) == document_of(b):
        return None
    points: dict[str, float] = {"start": START[a.type]}
    for feature in MATCHERS[a.type]:
        earned = feature.points(a, b)
        if earned is None:
            return None
        if earned:
            points[feature.name] = earned
    return Link(a, b, round(sum(points.values()), 3), points)


@lru_cache(maxsize=1)
def method() -> str:
    """A short hash of all weights: links made by others cannot be compared with these."""
    told = [LINK, DOUBT, sorted(START.items())]
    for kind, features in sorted(MATCHERS.items()):
        told.append((kind, [(f.name, f.agree, f.differ, f.veto_below) for f in features]))
    return f"weights-{hashlib.sha256(repr(told).encode()).hexdigest()[:12]}"


def document_of(record: Record) -> str:
    """The document that a record was read from."""
    return record.evidence[0].doc
