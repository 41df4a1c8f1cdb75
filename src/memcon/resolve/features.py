"""Features of a pair of records: each a small function with one sentence on what it tells.

A feature compares two records of one type and gives an agreement from 0 to 1, or `None` where one
of them has nothing to compare. A matcher turns agreements into points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from memcon.errors import RecordError
from memcon.model import compare, edtf
from memcon.model.record import Record
from memcon.resolve.generic import generic_stems

Agreement = Callable[[Record, Record], float | None]

ENOUGH = 2  # telling words in common from which two pieces are as alike as they look
_YEAR = re.compile(r"(?:19|20)\d\d")
# Kinds that reports use for one another: a deal, a pact or a treaty; a statement or a communique.
NEAR_KINDS = (
    frozenset({"treaty", "agreement", "contract"}),
    frozenset({"joint_statement", "communique"}),
)
PLANS = ("proposed", "planned", "under_negotiation", "pending")  # statuses of what is to be
DAYS, WEEK, MONTH, QUARTER, YEAR = 3, 7, 31, 92, 366


@dataclass(frozen=True, slots=True)
class Feature:
    """A named comparison and its weights: the points at full agreement and at none.

    `veto_below` forbids the pair where the agreement is lower: no other feature outweighs that.
    """

    name: str
    compare: Agreement
    agree: float
    differ: float = 0.0
    veto_below: float | None = None

    def points(self, a: Record, b: Record) -> float | None:
        """The points that the pair earns: 0 with nothing to compare, `None` for a veto."""
        agreement = self.compare(a, b)
        if agreement is None:
            return 0.0
        if self.veto_below is not None and agreement < self.veto_below:
            return None
        return round(self.differ + (self.agree - self.differ) * agreement, 3)


def days_of(value: object) -> edtf.Bounds | None:
    """The bounds of an EDTF value, or `None` where it is missing or invalid."""
    if not isinstance(value, str) or not value:
        return None
    try:
        return edtf.bounds(value)
    except RecordError:
        return None


def dates(slot: str) -> Agreement:
    """How closely two dates meet: 1 on a day, less at a coarser precision, little when apart."""

    def compared(a: Record, b: Record) -> float | None:
        left, right = days_of(a.get(slot)), days_of(b.get(slot))
        if left is None or right is None:
            return None
        if left.overlaps(right):
            return _closeness(left, right)
        return _nearness(left, right)

    return compared


def dates_of_stages(slot: str, *, within: int, by: str = "") -> Agreement:
    """As `dates`, but `None` where a plan was carried out later than it said, so many days at most.

    Where `by` names a slot, plan and outcome must give the same value for it.
    """
    compared = dates(slot)

    def of_stages(a: Record, b: Record) -> float | None:
        plan, outcome = (a, b) if a.get("status") in PLANS else (b, a)
        is_lifeline = (
            plan.get("status") in PLANS
            and outcome.get("status") not in (None, "cancelled", *PLANS)
            and (not by or (plan.get(by) is not None and plan.get(by) == outcome.get(by)))
        )
        if is_lifeline and _is_later(days_of(outcome.get(slot)), days_of(plan.get(slot)), within):
            return None
        return compared(a, b)

    return of_stages


def _is_later(later: edtf.Bounds | None, earlier: edtf.Bounds | None, within: int) -> bool:
    if later is None or earlier is None or later.first is None or earlier.last is None:
        return False
    return 0 < (later.first - earlier.last).days <= within


def _closeness(left: edtf.Bounds, right: edtf.Bounds) -> float:
    longest = max(left.days or 10 * YEAR, right.days or 10 * YEAR)
    if left == right:
        longest = min(longest, QUARTER)
    for limit, agreement in ((DAYS, 1.0), (MONTH, 0.85), (QUARTER, 0.75), (YEAR, 0.6)):
        if longest <= limit:
            return agreement
    return 0.5


def _nearness(left: edtf.Bounds, right: edtf.Bounds) -> float:
    gaps = [
        (first - last).days
        for first, last in ((left.first, right.last), (right.first, left.last))
        if first is not None and last is not None
    ]
    gap = max(gaps, default=YEAR)
    if gap <= 1:
        return 0.5  # a day is easily off by one: time zones, "yesterday", the day of the report
    if gap <= WEEK:
        return 0.3
    return 0.2 if gap <= MONTH else 0.0


def same_period(a: Record, b: Record) -> float | None:
    """Whether two figures cover the same days; part of a year is not the year."""
    left, right = a.get("date"), b.get("date")
    if left is None and right is None:
        return None
    if left is None or right is None:
        return 0.5
    return float(days_of(left) == days_of(right))


def parties(a: Record, b: Record) -> float | None:
    """Whether both concern the same parties; less where one's parties are among the other's."""
    left, right = set(compare.as_list(a.get("parties"))), set(compare.as_list(b.get("parties")))
    if not left or not right:
        return None
    if left == right:
        return 1.0
    shared = len(left & right)
    return 0.7 if shared > 1 and (left <= right or right <= left) else 0.0


def equal(slot: str) -> Agreement:
    """Whether both give the same value for a slot."""

    def compared(a: Record, b: Record) -> float | None:
        left, right = a.get(slot), b.get(slot)
        if left is None or right is None:
            return None
        return float(compare.canonical(left) == compare.canonical(right))

    return compared


def kinds(a: Record, b: Record) -> float | None:
    """Whether the kinds are the same, or of names used for one another; `other` goes with any."""
    left, right = a.get("kind"), b.get("kind")
    if left is None or right is None or (left != right and "other" in (left, right)):
        return None
    if any(left in near and right in near for near in NEAR_KINDS):
        return 1.0 if left == right else 0.5
    return float(left == right)


def phrases(slot: str) -> Agreement:
    """How alike two titles, names, actions or topics are."""

    def compared(a: Record, b: Record) -> float | None:
        left, right = a.get(slot), b.get(slot)
        if not isinstance(left, str) or not isinstance(right, str):
            return None
        if not compare.same_script(left, right):
            return None
        return compare.similarity(left, right, generic_stems())

    return compared


def numbers_in(slot: str) -> Agreement:
    """Whether two titles or names carry the same numbers, where both carry any."""

    def compared(a: Record, b: Record) -> float | None:
        left, right = (
            set(re.findall(r"\d+", value)) if isinstance(value := record.get(slot), str) else set()
            for record in (a, b)
        )
        return float(left == right) if left and right else None

    return compared


def people(slot: str) -> Agreement:
    """The share of the shorter list of persons, states or organisations met in the longer."""

    def compared(a: Record, b: Record) -> float | None:
        return compare.people(a.get(slot), b.get(slot))

    return compared


def amounts(slot: str) -> Agreement:
    """How far two amounts agree: equal, equal when rounded, near, or not."""

    def compared(a: Record, b: Record) -> float | None:
        return compare.amount(a.get(slot), b.get(slot))

    return compared


def places(a: Record, b: Record) -> float | None:
    """Whether the places can be the same."""
    return compare.place(a.get("place"), b.get("place"))


def sectors(a: Record, b: Record) -> float | None:
    """The share of the shorter list of sectors that is in the longer one."""
    return _shared(a, b, "sectors")


def contexts(a: Record, b: Record) -> float | None:
    """The share of the shorter list of contexts that is in the longer one."""
    return _shared(a, b, "contexts")


def _shared(a: Record, b: Record, slot: str) -> float | None:
    left, right = set(compare.as_list(a.get(slot))), set(compare.as_list(b.get(slot)))
    return len(left & right) / min(len(left), len(right)) if left and right else None


def evidence(a: Record, b: Record) -> float | None:
    """How many telling words the closest two pieces of evidence share.

    Words that every report uses say little, and few words in common say little however short the
    pieces are.
    """
    return max(_told_alike(one.quote, other.quote) for one in a.evidence for other in b.evidence)


@lru_cache(maxsize=200_000)
def _told_alike(a: str, b: str) -> float:
    generic = generic_stems()
    common = sum(
        compare.GENERIC if word in generic or _YEAR.fullmatch(word) else 1
        for word in compare.stems(a) & compare.stems(b)
    )
    return compare.similarity(a, b, generic) * min(1.0, common / ENOUGH)


def postponed(a: Record, b: Record) -> float | None:
    """0 where one is the cancelled old date of the other: two records by the format's rule 6."""
    if (a.get("status") == "cancelled") == (b.get("status") == "cancelled"):
        return None
    return float(a.get("date") == b.get("date"))


def both_give(slot: str) -> Agreement:
    """0 where only one of two records gives a slot."""

    def compared(a: Record, b: Record) -> float | None:
        return float((a.get(slot) is None) == (b.get(slot) is None))

    return compared


def all_give(slot: str) -> Agreement:
    """1 where both records give a slot, 0 where one or both do not."""

    def compared(a: Record, b: Record) -> float | None:
        return float(a.get(slot) is not None and b.get(slot) is not None)

    return compared


def actors(slot: str) -> Agreement:
    """Whether the same countries act, or are acted upon."""

    def compared(a: Record, b: Record) -> float | None:
        left, right = (
            {who.get("country", "") for who in compare.as_list(record.get(slot))}
            for record in (a, b)
        )
        return float(left == right)

    return compared
