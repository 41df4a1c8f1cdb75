"""Ids carried over: which record of a document's new version is which of the old one's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from memcon.model import compare
from memcon.model.record import Record, slots_of

SAME = 0.6  # at least so alike in words and slots together, an old and a new record are one
WORDS_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Carried:
    """A new version's records under the ids they had, and what became of the old ones."""

    records: tuple[Record, ...]
    aliases: Mapping[str, str]  # the id that the new version gives, to the id that stays
    added: int
    changed: int
    unchanged: int
    removed: tuple[str, ...]  # old ids that nothing in the new version answers to


def carry_over(
    old: Sequence[Record], new: Sequence[Record], *, aliases: Mapping[str, str]
) -> Carried:
    """The new records with the ids of the old ones that they continue.

    `aliases` are the ids given over by earlier versions. What has the same id is the same record;
    the others are matched by type, the words of their evidence and their slots, best pairs first.
    """
    old_by_id = {record.id: record for record in old}
    kept = {
        record.id: target
        for record in new
        if (target := aliases.get(record.id, record.id)) in old_by_id
    }
    taken = set(kept.values())
    free_old = [record for record in old if record.id not in taken]
    free_new = [record for record in new if record.id not in kept]
    kept.update(_matched(free_old, free_new))
    renamed = {record.id: kept.get(record.id, record.id) for record in new}
    records = tuple(_renamed(record, renamed) for record in new)
    same = [_same_content(old_by_id[each.id], each) for each in records if each.id in old_by_id]
    return Carried(
        records=records,
        aliases={ours: theirs for ours, theirs in renamed.items() if ours != theirs},
        added=len(records) - len(same),
        changed=same.count(False),
        unchanged=same.count(True),
        removed=tuple(sorted(set(old_by_id) - set(renamed.values()))),
    )


def _matched(old: Sequence[Record], new: Sequence[Record]) -> dict[str, str]:
    scored = sorted(
        (-score, before.id, after.id)
        for before in old
        for after in new
        if before.type == after.type and (score := likeness(before, after)) >= SAME
    )
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for _, before_id, after_id in scored:
        if before_id not in taken and after_id not in matched:
            matched[after_id] = before_id
            taken.add(before_id)
    return matched


def likeness(a: Record, b: Record) -> float:
    """How alike two versions of a record are, from 0 to 1: their words, and their equal slots."""
    words = max(compare.wording(x.quote, y.quote) for x in a.evidence for y in b.evidence)
    slots = [slot for slot in slots_of(a.type) if slot in a.slots or slot in b.slots]
    equal = [compare.canonical(a.get(slot)) == compare.canonical(b.get(slot)) for slot in slots]
    share = sum(equal) / len(equal) if equal else 1.0
    return WORDS_WEIGHT * words + (1 - WORDS_WEIGHT) * share


def _renamed(record: Record, renamed: Mapping[str, str]) -> Record:
    links = tuple({**link, "id": renamed.get(link["id"], link["id"])} for link in record.links)
    return replace(record, id=renamed[record.id], links=links)


def _same_content(old: Record, new: Record) -> bool:
    """Whether slots and quoted words are the same; where they stand in the text may differ."""
    return compare.canonical(dict(old.slots)) == compare.canonical(dict(new.slots)) and {
        cite.quote for cite in old.evidence
    } == {cite.quote for cite in new.evidence}
