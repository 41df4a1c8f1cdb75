"""How good the record is: precision by type and field, estimated from what analysts decided.

Only a random sample (`memcon review --sample N`) tells of all records. What people looked at for a
reason of their own, or in the order of the review queue, where the doubtful comes first, is counted
apart and stands in for a type only as long as no sample of it was judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from memcon.ledger.reading import RecordQuery
from memcon.ledger.store import Store
from memcon.model.decision import JUDGEMENTS, Decision
from memcon.model.record import RELATIONS, TYPES, Record
from memcon.model.sampling import Share

Basis = Literal["sample", "chosen", "none"]


@dataclass(frozen=True, slots=True)
class TypeQuality:
    """The precision of one type's records, and of their fields.

    `basis` says what it rests on: a random `sample`, or records that were `chosen`, which are no
    random sample. `chosen` counts those judged that are not in a sample; `records` are all.
    """

    type: str
    basis: Basis
    records: int
    precision: Share
    chosen: Share
    fields: Mapping[str, Share] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The estimate as JSON."""
        return {
            "type": self.type,
            "basis": self.basis,
            "records": self.records,
            **_share_json(self.precision),
            "judged_by_choice": self.chosen.judged,
            "fields": {name: _share_json(share) for name, share in self.fields.items()},
        }


def _share_json(share: Share) -> dict[str, Any]:
    low, high = share.interval
    return {
        "judged": share.judged,
        "right": share.right,
        "precision": share.estimate,
        "low": low,
        "high": high,
    }


@dataclass(slots=True)
class _Tally:
    judged: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, *, is_right: bool) -> None:
        self.judged[name] += 1
        self.right[name] += is_right

    def share(self, name: str) -> Share:
        return Share(self.right[name], self.judged[name])


def quality(store: Store) -> list[TypeQuality]:
    """The precision of each record type of which any record was judged.

    A record is right unless it was rejected: accepted, or corrected in a field. A field of an
    accepted record is right unless it was corrected. What people entered is not the machine's.
    """
    tallies: dict[tuple[str, bool], _Tally] = defaultdict(_Tally)
    fields: dict[tuple[str, bool], _Tally] = defaultdict(_Tally)
    for record in judged_records(store):
        made = [each.decision for each in store.decisions.history(record.id) if each.holds]
        if any(each.kind == "add" for each in made):
            continue
        key = record.type, is_sampled(made)
        is_right = not record.is_rejected
        tallies[key].add("", is_right=is_right)
        if is_right and any(each.kind == "accept" for each in made):
            corrected = _first_corrections(made)
            for slot in {*record.slots, *corrected}:
                before = corrected[slot] if slot in corrected else record.get(slot)
                if before is not None:  # an empty field says nothing that could be wrong
                    fields[key].add(slot, is_right=slot not in corrected)
    counts = store.counts()
    return [
        _of_type(kind, counts[kind], tallies, fields)
        for kind in TYPES
        if tallies[kind, True].judged or tallies[kind, False].judged
    ]


def judged_records(store: Store) -> Iterable[Record]:
    """The records on which there is a judgement or a correction."""
    seen: set[str] = set()
    for entry in store.decisions.all():
        is_judging = entry.decision.kind in (*JUDGEMENTS, "correct")
        is_judging &= entry.decision.payload.get("field") not in RELATIONS
        if entry.holds and entry.record and is_judging and entry.record not in seen:
            seen.add(entry.record)
            yield store.get(entry.record)


def is_sampled(made: Sequence[Decision]) -> bool:
    """Whether a record was judged as one of a random sample."""
    return any("sample" in (each.payload.get("chosen") or {}) for each in made)


def _first_corrections(made: Sequence[Decision]) -> dict[str, Any]:
    """What the machine gave for the fields that were corrected."""
    found: dict[str, Any] = {}
    for decision in made:
        if decision.kind == "correct" and decision.payload["field"] not in RELATIONS:
            found.setdefault(str(decision.payload["field"]), decision.payload["before"])
    return found


def _of_type(
    kind: str,
    records: int,
    tallies: Mapping[tuple[str, bool], _Tally],
    fields: Mapping[tuple[str, bool], _Tally],
) -> TypeQuality:
    sampled, chosen = tallies[kind, True].share(""), tallies[kind, False].share("")
    has_sample = sampled.judged > 0
    counted = fields[kind, has_sample]
    return TypeQuality(
        kind,
        "sample" if has_sample else "chosen",
        records,
        sampled if has_sample else chosen,
        chosen,
        {name: counted.share(name) for name in sorted(counted.judged)},
    )


def all_records(store: Store, record_type: str = "") -> Iterable[Record]:
    """The records that a sample is drawn from: the rejected ones too, those entered by hand not."""
    types = (record_type,) if record_type else ()
    for rejected in (False, True):
        for record in store.records(RecordQuery(types=types, rejected=rejected)):
            if not any(each["kind"] == "add" for each in record.decisions):
                yield record
