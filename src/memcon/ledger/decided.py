"""What analysts have decided, as the computing of records needs it: only what holds.

A decision names records by the ids of the documents' own records (mentions). It is found by any of
them, and by the ids that stand for them since, and it rests on the first that is still there. So it
goes on holding when a document is read again, replaced or taken out, and in any order of ingestion.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from typing import Any

from sqlalchemy import Connection, Row, select

from memcon.ledger import schema as s
from memcon.ledger.rows import batches
from memcon.model import compare
from memcon.model.citation import Citation
from memcon.model.decision import JUDGEMENTS, OWN, PARTS, UNITES, Decision
from memcon.model.record import RELATIONS, Record, slots_of

Pair = tuple[int, int]  # numbers of rows of `mentions`, the smaller one first
Groups = tuple[tuple[str, ...], ...]
HOPS = 20  # aliases of aliases that are followed
ON_DOCUMENT = "document {name}"  # how a decision on a document's words is found by its name
ON_TEXT = "text {hash}"  # and by its text, where it has another name


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of mentions that belong together or apart, whatever their scores say."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


# ---------------------------------------------------------------------- decisions as rows


def decision_of_row(row: Row[Any]) -> Decision:
    """The decision that a row of `decisions` holds."""
    return Decision(
        kind=row.kind,
        subjects=tuple(json.loads(row.subjects)),
        by=row.by,
        at=row.at,
        reason=row.reason,
        payload=json.loads(row.payload) or {},
        given_id="" if row.id.startswith(OWN) else row.id,
    )


def groups_of(decision: Decision) -> Groups:
    """The sides of a decision, each the ids by which it is found, the first one first.

    A judgement on one record has one side, a merge one for each record, a split one for each part.
    """
    payload = decision.payload
    if decision.kind == "undo":
        return ()
    if decision.kind == "split" and "parts" in payload:
        return tuple(tuple(part) for part in payload["parts"])
    members: Mapping[str, Sequence[str]] = payload.get("members") or {}
    return tuple(
        tuple(dict.fromkeys((subject, *members.get(subject, ())))) for subject in decision.subjects
    )


def holding(
    connection: Connection, ids: Iterable[str], *, held: frozenset[str] | None = None
) -> list[Decision]:
    """The decisions that hold on any of some ids, oldest first.

    `held` are the labels of who sees them, None for all. Of those that they must not see, a
    rejection still holds, without a word on who and why: nothing shows then either.
    """
    found: dict[str, Decision] = {}
    for some in batches(sorted(set(ids))):
        query = (
            select(s.decisions)
            .distinct()
            .join(s.decision_subjects, s.decision_subjects.c.decision == s.decisions.c.id)
            .where(s.decision_subjects.c.subject.in_(some), s.decision_subjects.c.holds)
        )
        found.update({row.id: decision_of_row(row) for row in connection.execute(query)})
    made = sorted(found.values(), key=in_time)
    if held is None or not made:
        return made
    restricted = decision_labels(connection, found)
    hidden = {each for each, labels in restricted.items() if not labels <= held}
    return [
        replace(each, by="", reason="", payload=_sides_only(each)) if each.id in hidden else each
        for each in made
        if each.id not in hidden or each.kind in JUDGEMENTS
    ]


def _sides_only(decision: Decision) -> dict[str, Any]:
    return {"members": decision.payload.get("members", {})}


def decision_labels(connection: Connection, ids: Iterable[str]) -> dict[str, set[str]]:
    """The labels of each of some decisions that has any."""
    found: dict[str, set[str]] = {}
    for some in batches(sorted(set(ids))):
        query = select(s.decision_labels).where(s.decision_labels.c.decision.in_(some))
        for row in connection.execute(query):
            found.setdefault(row.decision, set()).add(row.label)
    return found


def in_time(decision: Decision) -> tuple[str, str]:
    """Decisions sort by time, and their ids decide between those of one moment."""
    return decision.at, decision.id


def has_any(connection: Connection) -> bool:
    """Whether anybody has decided on anything."""
    return connection.execute(select(s.decision_subjects.c.decision).limit(1)).first() is not None


# ---------------------------------------------------------------------- ids and what they are now


def also_known_as(connection: Connection, subjects: Iterable[str]) -> dict[str, str]:
    """Ids with the subject that each stands for: the subjects themselves, and their aliases."""
    known = {subject: subject for subject in subjects}
    edge = list(known)
    for _ in range(HOPS):
        found: dict[str, str] = {}
        for some in batches(edge):
            query = select(s.aliases.c.alias, s.aliases.c.target)
            rows = connection.execute(query.where(s.aliases.c.target.in_(some)))
            found.update({row.alias: known[row.target] for row in rows if row.alias not in known})
        if not found:
            break
        known.update(found)
        edge = list(found)
    return known


def subjects_now(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """For each id that stands for a subject of mentions now, that subject."""
    now: dict[str, str] = {}
    waiting = {each: each for each in ids}
    for _ in range(HOPS):
        if not waiting:
            break
        names = sorted(set(waiting.values()))
        there: set[str] = set()
        targets: dict[str, str] = {}
        for some in batches(names):
            subjects = select(s.mentions.c.subject).where(s.mentions.c.subject.in_(some))
            there |= set(connection.execute(subjects).scalars())
            query = select(s.aliases).where(s.aliases.c.alias.in_(some))
            targets.update({row.alias: row.target for row in connection.execute(query)})
        now.update({each: name for each, name in waiting.items() if name in there})
        waiting = {
            each: targets[name]
            for each, name in waiting.items()
            if name not in there and name in targets
        }
    return now


def mentions_of(connection: Connection, subjects: Iterable[str]) -> dict[str, list[int]]:
    """The rows of `mentions` with each subject."""
    found: dict[str, list[int]] = defaultdict(list)
    for some in batches(sorted(set(subjects))):
        query = select(s.mentions.c.id, s.mentions.c.subject).where(s.mentions.c.subject.in_(some))
        for row in connection.execute(query):
            found[row.subject].append(row.id)
    return found


def _subjects(connection: Connection, mentions: Iterable[int]) -> set[str]:
    found: set[str] = set()
    for some in batches(sorted(set(mentions))):
        query = select(s.mentions.c.subject).where(s.mentions.c.id.in_(some))
        found |= set(connection.execute(query).scalars())
    return found


# ---------------------------------------------------------------------- which records are one


def decided(
    connection: Connection, mentions: Iterable[int], *, held: frozenset[str] | None = None
) -> Decided:
    """All pairs decided on that have at least one side among `mentions`.

    `held` are the labels of who sees the decisions, None for all. Only what holds: of decisions
    that contradict each other, the later one. A pair's two mentions are of one type. A ledger
    without decisions has none. Who decides on mentions afterwards calls `computed.reopen` with both
    sides, then `computed.refresh`.
    """
    if not has_any(connection):
        return Decided()
    wanted = set(mentions)
    ids = also_known_as(connection, _subjects(connection, wanted))
    made = [each for each in holding(connection, ids, held=held) if each.kind in (*UNITES, *PARTS)]
    sides = [groups_of(each) for each in made]
    now = subjects_now(connection, {one for groups in sides for side in groups for one in side})
    rows = mentions_of(connection, now.values())
    pairs: dict[Pair, bool] = {}
    for decision, groups in zip(made, sides, strict=True):
        present = [_present(side, now, rows) for side in groups]
        pairs.update(_pairs(decision.kind, [side for side in present if side]))
    near = {pair: joined for pair, joined in pairs.items() if wanted & set(pair)}
    return Decided(
        together=frozenset(pair for pair, joined in near.items() if joined),
        apart=frozenset(pair for pair, joined in near.items() if not joined),
    )


def _present(
    side: Sequence[str], now: Mapping[str, str], rows: Mapping[str, Sequence[int]]
) -> list[int]:
    subjects = dict.fromkeys(now[each] for each in side if each in now)
    return [row for subject in subjects for row in rows[subject]]


def _pairs(kind: str, sides: Sequence[Sequence[int]]) -> Iterator[tuple[Pair, bool]]:
    """The pairs that one decision brings together (True) or keeps apart (False)."""
    unites = kind in UNITES
    for left, right in combinations(sides, 2):
        for one in left:
            for other in right:
                if one != other:
                    yield (min(one, other), max(one, other)), unites
    if kind == "split" and len(sides) > 1:
        for side in sides:  # what was one record stays one within each part
            for one, other in pairwise(side):
                yield (min(one, other), max(one, other)), True


def sharing(connection: Connection, mentions: Iterable[int]) -> set[int]:
    """The mentions that some decision that holds is on together with one of these."""
    if not has_any(connection):
        return set()
    ids = also_known_as(connection, _subjects(connection, mentions))
    sides = [side for each in holding(connection, ids) for side in groups_of(each)]
    now = subjects_now(connection, {one for side in sides for one in side})
    rows = mentions_of(connection, now.values())
    return {row for some in rows.values() for row in some}


# ---------------------------------------------------------------------- what a record becomes


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decisions that hold, by the mention that each rests on."""

    by_subject: Mapping[str, Sequence[Decision]] = field(default_factory=dict)

    def on(self, records: Sequence[Record]) -> list[Decision]:
        """The decisions on the record that some documents' records make up, oldest first."""
        found = {each.id: each for record in records for each in self.by_subject.get(record.id, ())}
        return sorted(found.values(), key=in_time)


def verdicts(
    connection: Connection, records: Iterable[Record], *, held: frozenset[str] | None = None
) -> Verdicts:
    """The decisions on documents' records, all of whose mates are among them.

    `held` are the labels of who sees the decisions, None for all.
    """
    if not has_any(connection):
        return Verdicts()
    ids = also_known_as(connection, {record.id for record in records})
    made = holding(connection, ids, held=held)
    others = {one for each in made for side in groups_of(each) for one in side} - set(ids)
    elsewhere = set(subjects_now(connection, others))
    parted = [groups_of(each) for each in made if each.kind in PARTS]
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in made:
        for side in groups_of(decision):
            kept = [one for one in side if not _is_parted(side[0], one, parted)]
            anchor = next((one for one in kept if one in ids or one in elsewhere), None)
            if anchor in ids:
                found[ids[str(anchor)]].append(decision)
    return Verdicts(found)


def _is_parted(one: str, other: str, parted: Sequence[Groups]) -> bool:
    """Whether somebody has said that two ids of one record are not the same after all."""
    return any(
        any(one in side and other not in side for side in groups)
        and any(other in side for side in groups)
        for groups in parted
    )


def applied(record: Record, records: Sequence[Record], made: Sequence[Decision]) -> Record:
    """A merged record with what was decided on it; `records` are the documents' own.

    A corrected slot shows the analyst's value, and what the documents say stays under `stated`; a
    link by hand takes the place of those of its kind.
    """
    if not made:
        return record
    slots, stated, links = dict(record.slots), dict(record.stated), list(record.links)
    standing = _standing(made)
    for decision in standing:
        if decision.kind != "correct":
            continue
        slot, value = str(decision.payload["field"]), decision.payload.get("after")
        if slot in RELATIONS:
            links = [link for link in links if link["rel"] != slot]
            links += [{"rel": slot, "id": str(value)}] if value is not None else []
            continue
        given = given_by(records, slot)
        slots.pop(slot, None)
        stated.pop(slot, None)
        if value is not None:
            slots[slot] = value
        if any(compare.canonical(each["value"]) != compare.canonical(value) for each in given):
            stated[slot] = given
    order = slots_of(record.type)
    return replace(
        record,
        slots={slot: slots[slot] for slot in order if slot in slots},
        stated={slot: stated[slot] for slot in order if slot in stated},
        links=tuple(links),
        decisions=tuple(_told(each) for each in standing if each.by or each.kind == "reject"),
    )


def _standing(made: Sequence[Decision]) -> list[Decision]:
    """Of judgements, and of corrections of one slot, the latest; of the others all."""
    latest: dict[tuple[str, ...], Decision] = {}
    for decision in made:
        if decision.kind in JUDGEMENTS:
            latest["judgement",] = decision
        elif decision.kind == "correct":
            latest["correct", str(decision.payload["field"])] = decision
        else:
            latest[decision.id,] = decision
    return sorted(latest.values(), key=in_time)


def _told(decision: Decision) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": decision.id,
        "kind": decision.kind,
        "by": decision.by,
        "at": decision.at,
    }
    if decision.reason:
        told["reason"] = decision.reason
    if decision.kind == "correct":
        told["field"] = decision.payload["field"]
    if decision.kind == "accept" and "digest" in decision.payload:
        told["digest"] = decision.payload["digest"]  # of what was accepted
    if decision.kind == "note":
        told["text"] = decision.payload["text"]
    return told


def given_by(records: Sequence[Record], slot: str) -> list[dict[str, Any]]:
    """Each value that documents give for a slot, with the documents that give it."""
    found: dict[str, dict[str, Any]] = {}
    for record in records:
        value = record.get(slot)
        if value is None or value in ("", [], {}):
            continue
        entry = found.setdefault(compare.canonical(value), {"value": value, "docs": set()})
        entry["docs"].add(record.evidence[0].doc)
    return [
        {"value": entry["value"], "docs": sorted(entry["docs"])}
        for _, entry in sorted(found.items())
    ]


# ---------------------------------------------------------------------- a document's own records


def in_force(connection: Connection, document: Any, records: Sequence[Record]) -> list[Record]:
    """A document's records as analysts left them: with those entered by hand, and split ones.

    `document` has its name, text and text_hash.
    """
    if not has_any(connection):
        return list(records)
    names = also_known_as(connection, {record.id for record in records})
    on_words = (
        ON_DOCUMENT.format(name=document.name),
        ON_TEXT.format(hash=document.text_hash),
    )
    made = holding(connection, [*names, *on_words])
    found = {record.id: record for record in records}
    for decision in made:
        if decision.kind == "add":
            added = added_record(decision, document.name, document.text)
            if added is not None:
                found[added.id] = added
        elif decision.kind == "split" and "statements" in decision.payload:
            _take_apart(found, decision, names)
    return list(found.values())


def added_record(decision: Decision, doc: str, text: str) -> Record | None:
    """The record that an analyst entered, cited from a document; None where its words are gone."""
    payload = decision.payload
    quote = str(payload["quote"])
    start = relocated(text, quote, int(payload["start"]))
    if start is None:
        return None
    cite = Citation(doc, start, start + len(quote), quote)
    return Record(decision.subjects[0], payload["record_type"], payload["slots"], (cite,))


def relocated(text: str, quote: str, start: int) -> int | None:
    """Where words stand in a text that may have changed: the place nearest to where they stood."""
    if text[start : start + len(quote)] == quote:
        return start
    places: list[int] = []
    at = text.find(quote)
    while at >= 0:
        places.append(at)
        at = text.find(quote, at + 1)
    return min(places, key=lambda place: (abs(place - start), place), default=None)


def _take_apart(found: dict[str, Record], decision: Decision, names: Mapping[str, str]) -> None:
    """Move the statements that a split names into a record of their own."""
    payload = decision.payload
    subject = names.get(payload["mention"])
    record = found.get(subject) if subject else None
    if record is None:
        return
    moved = {
        each["field"]: each["value"]
        for each in payload["statements"]
        if compare.canonical(record.get(each["field"])) == compare.canonical(each["value"])
    }
    if not moved:
        return
    rest = {slot: value for slot, value in record.slots.items() if slot not in moved}
    shared = {"parties": record.get("parties")} if record.get("parties") else {}
    into = str(payload["into"])
    found[record.id] = replace(record, slots={**shared, **rest})
    found[into] = Record(into, record.type, {**shared, **moved}, record.evidence)
