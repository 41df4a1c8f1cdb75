"""Lifelines: the dated steps of a status that changed, each with the words that it rests on.

Documents come in any order and tell of the past as well as of the day. A step is dated by the
record's own date where that is the day of the step (signed, held, completed), else by the day on
which a document first said so. A late document that still calls something planned, with no date of
its own, does not undo what had happened by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from memcon.errors import RecordError
from memcon.model import compare, edtf
from memcon.model.record import Record
from memcon.resolve import values
from memcon.resolve.features import days_of
from memcon.resolve.matchers import document_of

# Statuses that hold from the record's own date on; of the others it tells something else, as the
# date of a plan is the day on which it is to be carried out.
_SELF_DATED = frozenset(
    {"signed", "established", "under_way", "completed", "held", "made", "pending"}
)
# Statuses that may have a date of their own, unless it is that of an earlier step.
_LATER = frozenset({"in_force", "terminated", "dissolved"})
_ENDED = frozenset({"missed", "dropped", "cancelled", "terminated", "dissolved"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What one document says of the status, and when: the step's own date, the document's."""

    status: str
    own: str
    said: date | None
    evidence: tuple[Mapping[str, Any], ...]

    @property
    def rank(self) -> int:
        """How far along the status is."""
        return values.progress(self.status)

    @property
    def day(self) -> date:
        """The first day from which the step can hold."""
        limits = days_of(self.own)
        return (limits and (limits.first or limits.last)) or self.said or date.min


@dataclass(slots=True)
class _Step:
    told: list[_Told] = field(default_factory=list)
    is_dated: bool = True

    @property
    def status(self) -> str:
        return self.told[0].status

    def to_json(self) -> dict[str, Any]:
        step: dict[str, Any] = {"status": self.status}
        if self.is_dated and (day := self._date()):
            step["date"] = day
        known = {
            compare.canonical(cite): dict(cite) for each in self.told for cite in each.evidence
        }
        step["evidence"] = sorted(known.values(), key=lambda c: (c["doc"], c["start"], c["end"]))
        return step

    def _date(self) -> str:
        own = [each.own for each in self.told if each.own]
        if own:
            return min(own, key=lambda value: (-values.precision("date", value), value))
        return min((each.said.isoformat() for each in self.told if each.said), default="")


def history(
    records: Sequence[Record], published: Mapping[str, date | None]
) -> tuple[dict[str, Any], ...]:
    """The steps of a status that differs between documents, oldest first; else nothing."""
    told = [each for record in records for each in _told(record, published)]
    has_own = any(record.history for record in records)
    if not has_own and len({each.status for each in told}) < 2:  # noqa: PLR2004 - no change
        return ()
    settled = _settled(told)
    steps: list[_Step] = []
    for each in sorted(settled, key=lambda each: _in_time(each, settled)):
        _add(steps, each)
    return tuple(step.to_json() for step in steps)


def _told(record: Record, published: Mapping[str, date | None]) -> Iterable[_Told]:
    said = published.get(document_of(record))
    if status := str(record.get("status") or ""):
        evidence = tuple(cite.to_json() for cite in sorted(set(record.evidence)))
        yield _Told(status, _own_date(record, status, said), said, evidence)
    for step in record.history:
        own = str(step.get("date", ""))
        yield _Told(str(step.get("status")), own, said, tuple(step.get("evidence", ())))


def _own_date(record: Record, status: str, said: date | None) -> str:
    limits = days_of(record.get("date"))
    if limits is None or status not in _SELF_DATED | _LATER:
        return ""
    begun = limits.first or limits.last
    has_begun = said is None or (begun is not None and begun <= said)
    return str(record.get("date")) if has_begun else ""


def _settled(told: Sequence[_Told]) -> list[_Told]:
    """Without dates that later steps have from earlier ones: "the treaty of 2018 is in force"."""
    return [
        replace(each, own="")
        if each.status in _LATER
        and any(other.rank < each.rank and _is_one_day(other.own, each.own) for other in told)
        else each
        for each in told
    ]


def _is_one_day(a: str, b: str) -> bool:
    try:
        return bool(a and b) and edtf.compatible(a, b)
    except RecordError:
        return False


def _in_time(each: _Told, told: Iterable[_Told]) -> tuple[date, int, str]:
    """A place in time; what came some time in a year comes after the earlier steps of that year."""
    limits = days_of(each.own)
    until = limits.last if limits and limits.last else each.day
    before = [other.day for other in told if other.rank < each.rank and other.day <= until]
    day = max((each.day, *before))
    return day, each.rank, compare.canonical([dict(cite) for cite in each.evidence])


def _add(steps: list[_Step], each: _Told) -> None:
    """Put what is told next in time where it belongs: to a step that is there, or to a new one."""
    if steps and steps[-1].status == each.status:
        steps[-1].told.append(each)
        return
    is_stale = (
        bool(steps)
        and not each.own
        and steps[-1].status not in _ENDED
        and each.rank < steps[-1].told[0].rank
    )
    if not is_stale:
        steps.append(_Step([each]))
        return
    for step in steps:
        if step.status == each.status:
            step.told.append(each)
            return
    later = next(place for place, step in enumerate(steps) if step.told[0].rank > each.rank)
    steps.insert(later, _Step([each], is_dated=False))
