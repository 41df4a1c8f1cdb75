"""Slot by slot: when two values can both be true, which is the more precise, which are united."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from memcon.errors import RecordError
from memcon.model import compare, edtf

ALIKE = 0.5  # phrases at least this similar name the same thing

# Lists in which each document names a part: the record shows all that any document names.
UNITED = frozenset({"parties", "sectors", "contexts", "participants", "signatories", "chairs"})

# How far along a status is, to order what documents of one day say.
_STATUSES = (
    ("proposed",),
    ("planned", "pending"),
    ("under_negotiation",),
    ("signed", "established", "under_way"),
    ("in_force", "existing", "held", "made", "completed", "met"),
    ("missed", "dropped", "cancelled", "terminated", "dissolved"),
)
_PROGRESS = {status: rank for rank, names in enumerate(_STATUSES) for status in names}


def progress(status: str) -> int:
    """How far along a status is; 0 for the earliest."""
    return _PROGRESS.get(status, 0)


def compatible(slot: str, a: Any, b: Any) -> bool:
    """Whether two values of a slot can both be true: one rounds, shortens or contains the other."""
    if compare.canonical(a) == compare.canonical(b):
        return True
    check = _COMPATIBLE.get(slot)
    return check(a, b) if check else False


def _dates(a: Any, b: Any) -> bool:
    try:
        return edtf.compatible(str(a), str(b))
    except RecordError:
        return False


def _phrases(a: Any, b: Any) -> bool:
    return compare.similarity(str(a), str(b)) >= ALIKE


def _kinds(a: Any, b: Any) -> bool:
    return "other" in (a, b)


def _people(a: Any, b: Any) -> bool:
    return (compare.people(a, b) or 0) >= ALIKE


def _amounts(a: Any, b: Any) -> bool:
    return (compare.amount(a, b) or 0) > 0.5  # noqa: PLR2004 - equal, or equal when rounded


def _places(a: Any, b: Any) -> bool:
    met = compare.place(a, b)
    return True if met is None else met >= ALIKE


_COMPATIBLE: Mapping[str, Callable[[Any, Any], bool]] = {
    **dict.fromkeys(("date", "due"), _dates),
    **dict.fromkeys(("title", "name", "series", "occasion", "remit", "action", "topic"), _phrases),
    **dict.fromkeys(("kind", "visit_kind"), _kinds),
    **dict.fromkeys(
        ("visitor", "by", "holder", "said_by", "toward", "actors", "recipients"), _people
    ),
    **dict.fromkeys(("amount", "change", "target"), _amounts),
    "place": _places,
}


def precision(slot: str, value: Any) -> float:
    """A number that is higher the more a value says."""
    if slot in ("date", "due"):
        try:
            return edtf.precision_rank(str(value))
        except RecordError:
            return -1
    if isinstance(value, dict) and "unit" in value:
        return _digits(value)
    if slot in ("kind", "visit_kind"):
        return float(value != "other")
    return len(compare.canonical(value))


def _digits(amount: Mapping[str, Any]) -> float:
    """Significant digits; a number without a qualifier says more than one with."""
    value = amount.get("value")
    if not isinstance(value, int | float) or not value:
        return 0.0
    digits = f"{abs(value):.9e}".split("e", maxsplit=1)[0].replace(".", "").rstrip("0")
    return len(digits) + (0.0 if "qualifier" in amount else 0.5)


def united(lists: Sequence[Any]) -> list[Any]:
    """All members of several lists, one for each person, state or word; the fullest form of each.

    Codes and words are sorted; persons keep the order of the longest list.
    """
    merged: list[Any] = []
    for members in sorted(
        lists, key=lambda value: (-len(compare.as_list(value)), compare.canonical(value))
    ):
        for member in compare.as_list(members):
            _add(merged, member)
    if all(isinstance(member, str) for member in merged):
        return sorted(merged)
    return merged


def _add(merged: list[Any], member: Any) -> None:
    for index, known in enumerate(merged):
        if _same_member(known, member):
            merged[index] = max(
                known,
                member,
                key=lambda each: (len(compare.canonical(each)), compare.canonical(each)),
            )
            return
    merged.append(member)


def _same_member(a: Any, b: Any) -> bool:
    if isinstance(a, str) or isinstance(b, str):
        return bool(a == b)
    return (compare.who(a, b) or 0) > 0.9  # noqa: PLR2004 - the same name, not the same country
