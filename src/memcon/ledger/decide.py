"""Deciding on records: each decision is stored for good, and the records are computed with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from memcon.errors import ConflictError, LedgerError, MissingError, UsageError
from memcon.ledger import audit, computed, intake, reading
from memcon.ledger import schema as s
from memcon.ledger.connect import reading as reading_connection
from memcon.ledger.connect import writing
from memcon.ledger.decided import (
    ON_DOCUMENT,
    ON_TEXT,
    also_known_as,
    decision_labels,
    decision_of_row,
    groups_of,
    in_time,
    mentions_of,
    relocated,
    subjects_now,
)
from memcon.ledger.labels import add_decision_labels, label_decision
from memcon.ledger.rows import batches, dumps
from memcon.model.check import check_slots, check_value
from memcon.model.decision import REASONED, Decision, HistoryEntry
from memcon.model.document import Document
from memcon.model.record import RELATIONS, TYPES, Record, record_id, slots_of

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Who:
    """Who decides and why; `at` is now unless it is told (with its time zone).

    `expected` is the `etag` of the record that the person looked at: where it has changed since,
    the decision is refused with ConflictError. `chosen` tells how the record came to be judged,
    such as by a random sample (`memcon.run.review`).
    """

    by: str
    reason: str = ""
    at: datetime | None = None
    expected: str | None = None
    chosen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a record entered by hand rests on: words of a document, by `quote` or by offsets.

    `note` is a document that is put into the ledger with it.
    """

    doc: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    note: Document | None = None


class Decisions:
    """Makes, undoes and tells decisions on a ledger's records."""

    def __init__(self, engine: Engine, view: Engine | None = None, *, actor: str = "") -> None:
        """`view`: the part of the ledger that the person sees, where that is not all of it.

        `actor` is who runs the program, for the audit log.
        """
        self._engine = engine
        self._actor = actor
        self._view = view or engine

    # ------------------------------------------------------------------ on one record

    def judge(self, kind: str, record_id: str, who: Who) -> Decision:
        """Accept or reject a record."""
        with self._deciding() as desk:
            record = desk.look(record_id, who)
            before = computed.judgement_of(record)
            payload = {"before": before, "after": kind, "digest": record.digest}
            return desk.make(kind, (record.id,), who, payload)

    def correct(self, record_id: str, slot: str, value: Any, who: Who) -> Decision:
        """Give a slot of a record another value; None empties it.

        A relation (`RELATIONS`) takes the id of the record that it leads to. Raises RecordError for
        a value that the record format does not allow there.
        """
        with self._deciding() as desk:
            record = desk.look(record_id, who)
            if slot in RELATIONS:
                payload = _relation(desk.seen, record, slot, value)
                return desk.make("correct", (record.id,), who, payload)
            if value is None:
                _check_emptied(record, slot)
            else:
                check_value(record.type, slot, value)
            payload = {"field": slot, "before": record.get(slot), "after": value}
            return desk.make("correct", (record.id,), who, payload)

    def note(self, record_id: str, text: str, who: Who) -> Decision:
        """Write a note to a record."""
        if not text.strip():
            message = "a note without words; give the text"
            raise UsageError(message)
        with self._deciding() as desk:
            record = desk.look(record_id, who)
            return desk.make("note", (record.id,), who, {"text": text.strip()})

    # ------------------------------------------------------------------ on several

    def unite(self, kind: str, record_ids: Sequence[str], who: Who) -> Decision:
        """Make one record of several of one type (`merge`, or `same` for a doubtful pair)."""
        with self._deciding() as desk:
            records = desk.look_at(record_ids, who)
            ids = tuple(sorted({record.id for record in records}))
            if len(ids) < 2:  # noqa: PLR2004 (one is none to merge)
                message = f"{', '.join(record_ids)}: one record already; there is nothing to merge"
                raise LedgerError(message)
            _check_one_type(records)
            return desk.make(kind, ids, who, {"before": list(ids), "after": ids[0]})

    def keep_apart(self, record_ids: Sequence[str], who: Who) -> Decision:
        """Say that records are not one, whatever the machine thinks of it later."""
        with self._deciding() as desk:
            records = desk.look_at(record_ids, who)
            ids = tuple(sorted({record.id for record in records}))
            if len(ids) < 2:  # noqa: PLR2004 (one is not told apart from itself)
                message = (
                    f"{', '.join(record_ids)}: one record; to make two of it: memcon split {ids[0]}"
                )
                raise LedgerError(message)
            return desk.make("not-same", ids, who, {"before": list(ids), "after": list(ids)})

    def split(
        self,
        record_id: str,
        who: Who,
        *,
        documents: Sequence[str] = (),
        statements: Sequence[str] = (),
    ) -> Decision:
        """Make two records of one.

        What some `documents` say of it becomes a record of its own, or some `statements` (by their
        ids) of one document. With neither, every document's becomes one.
        """
        with self._deciding() as desk:
            record = desk.look(record_id, who)
            if statements:
                if documents:
                    message = "give documents or statements, not both"
                    raise UsageError(message)
                return desk.make("split", (record.id,), who, desk.taken(record, statements))
            parts = desk.parts(record, documents)
            after = sorted(min(part) for part in parts)
            payload = {"parts": parts, "before": record.id, "after": after}
            return desk.make("split", (record.id,), who, payload)

    # ------------------------------------------------------------------ by hand

    def add(
        self, record_type: str, slots: Mapping[str, Any], who: Who, *, cite: Passage
    ) -> Decision:
        """Enter a record by hand, cited from words of a document in the ledger, or of a note.

        Raises RecordError for slots that make no record.
        """
        check_slots(record_type, slots)
        ordered = {slot: slots[slot] for slot in slots_of(record_type) if slot in slots}
        with self._deciding() as desk:
            name, text, text_hash = desk.noted(cite.note) if cite.note else desk.document(cite.doc)
            begin, words = _passage(name, text, cite)
            payload = {
                "record_type": record_type,
                "slots": ordered,
                "doc": name,
                "text_hash": text_hash,
                "start": begin,
                "quote": words,
            }
            anchor = f"{who.by}\0{words}\0{begin}\0{dumps(ordered)}"
            identity = record_id(record_type, text_hash, anchor)
            if subjects_now(desk.seen, [identity]):
                message = f"{identity}: the same record was entered from the same words before"
                raise LedgerError(message)
            return desk.make("add", (identity,), who, payload)

    # ------------------------------------------------------------------ undoing and telling

    def undo(self, decision_id: str, who: Who) -> Decision:
        """Take a decision back; undoing that brings it into force again."""
        with self._deciding() as desk:
            row = desk.decision(decision_id)
            holds = select(s.decision_subjects.c.holds).where(
                s.decision_subjects.c.decision == row.id
            )
            if not all(desk.seen.execute(holds).scalars()):
                undone = next(each for each in desk.entries([row.id]) if each.decision.id == row.id)
                message = f"{decision_id}: undone already, by {undone.undone_by}"
                raise LedgerError(message)
            return desk.make("undo", (row.id,), who, {"undoes": row.kind})

    def history(self, record_id: str) -> list[HistoryEntry]:
        """All decisions on a record, oldest first, those that were undone too.

        Raises LedgerError where there is neither a record nor a decision of that id.
        """
        with reading_connection(self._view) as seen:
            return _Desk(seen, seen).of_record(record_id)

    def all(self, *, lost: bool = False) -> list[HistoryEntry]:
        """All decisions, oldest first; with `lost`, those that hold but have no record now."""
        with reading_connection(self._view) as seen:
            ids = seen.execute(select(s.decisions.c.id)).scalars().all()
            found = _Desk(seen, seen).entries(ids)
        if not lost:
            return found
        return [
            each
            for each in found
            if each.holds and not each.record and each.decision.kind != "undo"
        ]

    @contextmanager
    def _deciding(self) -> Iterator[_Desk]:
        with writing(self._engine) as connection:
            if self._view is self._engine:
                yield _Desk(connection, connection, self._actor)
            else:
                # Nobody else writes meanwhile: what is seen is what is decided on.
                with reading_connection(self._view) as seen:
                    yield _Desk(connection, seen, self._actor)
            computed.refresh(connection)


def _relation(seen: Connection, record: Record, rel: str, value: Any) -> dict[str, Any]:
    """The payload of a link entered by hand, in place of those that documents give."""
    after = reading.record(seen, str(value)).id if value is not None else None
    if after == record.id:
        message = f"{record.id}: {rel} itself; give another record"
        raise UsageError(message)
    before = [link["id"] for link in record.links if link["rel"] == rel]
    return {"field": rel, "before": before or None, "after": after}


def _check_emptied(record: Record, slot: str) -> None:
    if slot not in slots_of(record.type):
        check_value(record.type, slot, None)
    if slot == "parties":
        message = f"{record.id}: a record has parties; to take it away, reject it"
        raise UsageError(message)


def _check_one_type(records: Iterable[Record]) -> None:
    types = sorted({record.type for record in records})
    if len(types) > 1:
        message = f"a {types[0]} and a {types[1]} cannot be one record; give records of one type"
        raise LedgerError(message)


def _passage(doc: str, text: str, cite: Passage) -> tuple[int, str]:
    """Where a citation begins, and its words."""
    start, end, quote = cite.start, cite.end, cite.quote
    if start is not None and end is not None:
        words = text[start:end]
        if start < 0 or end > len(text) or not words.strip():
            message = f"{doc}: no words at {start}-{end}; its text has {len(text)} characters"
            raise LedgerError(message)
        if quote and words != quote:
            message = f"{doc}: other words stand at {start}-{end}: {words[:60]}"
            raise LedgerError(message)
        return start, words
    if not quote and cite.note:
        quote = text.strip()
    if not quote.strip():
        message = "no words to cite; give the quote, or where it starts and ends"
        raise UsageError(message)
    found = relocated(text, quote, start or 0)
    if found is None:
        message = f"{doc}: does not have these words: {quote[:60]}"
        raise LedgerError(message)
    if start is None and text.count(quote) > 1:
        message = f"{doc}: has these words {text.count(quote)} times; give --start too, or more"
        raise LedgerError(message)
    return found, quote


class _Desk:
    """One decision in the making: `write` keeps it, `seen` is what the person sees."""

    def __init__(self, write: Connection, seen: Connection, actor: str = "") -> None:
        self._write = write
        self._actor = actor
        self.seen = seen

    # ------------------------------------------------------------------ looking

    def look(self, record_id: str, who: Who) -> Record:
        """The record, unless it was changed since the person looked at it."""
        record = reading.record(self.seen, record_id)
        if who.expected is not None and who.expected != record.etag:
            raise ConflictError(self._conflict(record))
        return record

    def look_at(self, record_ids: Sequence[str], who: Who) -> list[Record]:
        """Several records; `expected` has their etags in order, with commas between."""
        expected = who.expected.split(",") if who.expected else [None] * len(record_ids)
        if len(expected) != len(record_ids):
            message = f"expected: {len(expected)} etags for {len(record_ids)} records"
            raise UsageError(message)
        return [
            self.look(each, Who(who.by, expected=etag))
            for each, etag in zip(record_ids, expected, strict=True)
        ]

    def _conflict(self, record: Record) -> str:
        if not record.decisions:
            return (
                f"{record.id}: its documents changed since you looked; look again: "
                f"memcon show {record.id}"
            )
        last = record.decisions[-1]
        what = f"{last['kind']} {last.get('field', '')}".strip()
        why = f", because: {last['reason']}" if last.get("reason") else ""
        return (
            f"{record.id}: changed since you looked; {last['by']} decided “{what}” at "
            f"{last['at'][:19].replace('T', ' ')} UTC{why}; your decision was not stored, look "
            f"again: memcon show {record.id}"
        )

    def document(self, name: str) -> tuple[str, str, str]:
        """A document's name, text and hash."""
        query = select(s.documents).where(s.documents.c.name == name, s.documents.c.current)
        row = self.seen.execute(query).first()
        if row is None:
            raise MissingError(intake.no_document(self.seen, name))
        return row.name, row.text, row.text_hash

    def noted(self, note: Document) -> tuple[str, str, str]:
        """A note put into the ledger, where it is not: its name, text and hash."""
        known = intake.same_document(self._write, note)
        if known is not None:
            return known.name, known.text, known.text_hash
        note, before = intake.named(self._write, note)
        if before is not None:
            message = f"{note.name}: another note of that name is there"
            raise LedgerError(message)
        intake.put_first(self._write, note, [], "")
        return note.name, note.text, note.text_hash

    def decision(self, decision_id: str) -> Any:
        """The row of a decision that there is."""
        row = self.seen.execute(select(s.decisions).where(s.decisions.c.id == decision_id)).first()
        if row is None:
            message = f"{decision_id}: no decision of that id; `memcon history` gives ids"
            raise MissingError(message)
        return row

    def members(self, record: str) -> list[tuple[str, str]]:
        """The documents' own records that make up a record: their ids and documents."""
        query = (
            select(s.mentions.c.subject, s.documents.c.name)
            .join(s.documents, s.documents.c.id == s.mentions.c.document_id)
            .join(s.records, s.records.c.id == s.mentions.c.record)
            .where(s.records.c.record_id == record)
            .order_by(s.mentions.c.subject, s.documents.c.name)
        )
        return [(row.subject, row.name) for row in self.seen.execute(query)]

    def parts(self, record: Record, documents: Sequence[str]) -> list[list[str]]:
        """The two sides of a split by documents."""
        members = self.members(record.id)
        unknown = sorted(set(documents) - {doc for _, doc in members})
        if unknown:
            message = f"{unknown[0]}: not a document of {record.id}; {_names(members)} are"
            raise LedgerError(message)
        if not documents:
            parts = [[subject] for subject in sorted({subject for subject, _ in members})]
        else:
            taken = sorted({subject for subject, doc in members if doc in documents})
            parts = [taken, sorted({subject for subject, _ in members} - set(taken))]
        if len(parts) < 2 or not all(parts):  # noqa: PLR2004 (a split has two sides)
            message = (
                f"{record.id}: rests on {_names(members)} alone; there is nothing to split by "
                "document; to split one document's statements, give --statement"
            )
            raise LedgerError(message)
        return parts

    def taken(self, record: Record, statements: Sequence[str]) -> dict[str, Any]:
        """The payload of a split by statements of one document's record."""
        stated = reading.statements(self.seen, record.id)
        known = {each.id: each for each in stated}
        missing = [each for each in statements if each not in known]
        if missing:
            message = (
                f"{missing[0]}: not a statement of {record.id}; `memcon show {record.id} --json` "
                "lists them"
            )
            raise LedgerError(message)
        chosen = [known[each] for each in dict.fromkeys(statements)]
        subjects = sorted({each.subject for each in chosen})
        if len(subjects) > 1:
            message = "these statements are of several documents' records; split them one by one"
            raise LedgerError(message)
        rest = [
            each for each in stated if each.subject == subjects[0] and each.id not in statements
        ]
        if not [each for each in rest if each.field not in ("parties", "sectors", "links")]:
            message = f"{record.id}: nothing would be left of it; take fewer statements"
            raise LedgerError(message)
        content = [{"field": each.field, "value": each.value} for each in chosen]
        into = record_id(record.type, subjects[0], dumps(content))
        return {
            "mention": subjects[0],
            "statements": content,
            "into": into,
            "before": record.id,
            "after": [record.id, into],
        }

    # ------------------------------------------------------------------ keeping

    def make(
        self, kind: str, subjects: tuple[str, ...], who: Who, payload: Mapping[str, Any]
    ) -> Decision:
        """Store a decision; `Decisions` computes the records afterwards."""
        if not who.by.strip():
            message = "nobody decides; give a name with --by or MEMCON_USER"
            raise UsageError(message)
        if kind in REASONED and not who.reason.strip():
            message = f"{kind} without a reason; say why with --reason"
            raise UsageError(message)
        members = {each: [subject for subject, _ in self.members(each)] for each in subjects}
        told = {name: found for name, found in members.items() if found != [name] and found}
        decision = Decision(
            kind=kind,
            subjects=subjects,
            by=who.by.strip(),
            at=self._now(who.at),
            reason=who.reason.strip(),
            payload={
                **payload,
                **({"members": told} if told else {}),
                **({"chosen": dict(who.chosen)} if who.chosen else {}),
            },
        )
        keep(self._write, decision)
        details = {"decision": decision.id, "by": decision.by}
        audit.log(self._write, self._actor or decision.by, kind, ", ".join(subjects), details)
        return decision

    def _now(self, at: datetime | None) -> str:
        """The time of a decision: after all that are stored, whatever the clocks say."""
        moment = (at or datetime.now(UTC)).astimezone(UTC)
        last = self._write.execute(select(func.max(s.decisions.c.at))).scalar()
        if last is not None:
            moment = max(moment, datetime.fromisoformat(last) + TICK)
        return moment.isoformat(timespec="microseconds")

    # ------------------------------------------------------------------ telling

    def of_record(self, record_id: str) -> list[HistoryEntry]:
        """All decisions on a record, oldest first."""
        now = reading.current_id(self.seen, record_id)
        subjects = [subject for subject, _ in self.members(now)] if now else [record_id]
        ids = [*also_known_as(self.seen, subjects), record_id]
        on = s.decision_subjects.c
        made: set[str] = set()
        for some in batches(sorted(set(ids))):
            made |= set(
                self.seen.execute(select(on.decision).where(on.subject.in_(some))).scalars()
            )
        if now is None and not made:
            reading.record(self.seen, record_id)  # says that there is none
        return self.entries(made)

    def entries(self, ids: Iterable[str]) -> list[HistoryEntry]:
        """Decisions by their ids, oldest first, with what became of them."""
        rows: dict[str, Decision] = {}
        holds: dict[str, bool] = {}
        undone: dict[str, str] = {}
        on = s.decision_subjects.c
        for some in batches(sorted(set(ids))):
            query = select(s.decisions).where(s.decisions.c.id.in_(some))
            rows.update({row.id: decision_of_row(row) for row in self.seen.execute(query)})
            found = select(on.decision, on.holds).where(on.decision.in_(some))
            for row in self.seen.execute(found):
                holds[row.decision] = row.holds
            by = select(on.subject, on.decision).where(on.subject.in_(some), on.holds)
            undone.update({row.subject: row.decision for row in self.seen.execute(by)})
        now = _records_now(self.seen, rows.values())
        return [
            HistoryEntry(each, holds.get(each.id, True), undone.get(each.id, ""), now[each.id])
            for each in sorted(rows.values(), key=in_time)
        ]


def _names(members: Iterable[tuple[str, str]]) -> str:
    return ", ".join(sorted({doc for _, doc in members}))


def _records_now(seen: Connection, decisions: Iterable[Decision]) -> dict[str, str]:
    """The record that each decision is on now, or ""."""
    sides = {each.id: [one for side in groups_of(each) for one in side] for each in decisions}
    subjects = subjects_now(seen, {one for side in sides.values() for one in side})
    records: dict[str, str] = {}
    for some in batches(sorted(set(subjects.values()))):
        query = (
            select(s.mentions.c.subject, s.records.c.record_id)
            .join(s.records, s.records.c.id == s.mentions.c.record)
            .where(s.mentions.c.subject.in_(some))
        )
        records.update({row.subject: row.record_id for row in seen.execute(query)})
    return {
        decision: next(
            (
                records[subjects[one]]
                for one in side
                if one in subjects and subjects[one] in records
            ),
            "",
        )
        for decision, side in sides.items()
    }


# ---------------------------------------------------------------------- in the database


def keep(connection: Connection, decision: Decision) -> bool:
    """Store a decision, if it is not there, and have what it is on computed anew by `refresh`."""
    known = select(s.decisions.c.id).where(s.decisions.c.id == decision.id)
    if connection.execute(known).first() is not None:
        return False
    connection.execute(
        insert(s.decisions).values(
            id=decision.id,
            at=decision.at,
            by=decision.by,
            kind=decision.kind,
            subjects=dumps(list(decision.subjects)),
            payload=dumps(dict(decision.payload)),
            reason=decision.reason,
        )
    )
    names = found_by(connection, decision)
    connection.execute(
        insert(s.decision_subjects),
        [{"subject": name, "decision": decision.id, "holds": True} for name in names],
    )
    label_decision(connection, decision.id, names)
    if decision.kind == "undo":
        target = decision.subjects[0]
        restricted = decision_labels(connection, [target]).get(target, set())
        add_decision_labels(connection, decision.id, restricted)
    _settle(connection, decision.id)
    if decision.kind == "undo":
        _settle(connection, decision.subjects[0])
    else:
        _reopen(connection, decision)
    return True


def found_by(connection: Connection, decision: Decision) -> list[str]:
    """The ids by which a decision is found."""
    payload = decision.payload
    names = [*decision.subjects, *(one for side in groups_of(decision) for one in side)]
    if decision.kind == "add":
        names += [
            ON_DOCUMENT.format(name=payload["doc"]),
            ON_TEXT.format(hash=payload["text_hash"]),
        ]
    if "into" in payload:
        names += [payload["into"], payload["mention"]]
    if decision.kind == "undo":  # it belongs to the history of what its target is on
        on = s.decision_subjects.c
        rows = connection.execute(select(on.subject).where(on.decision == decision.subjects[0]))
        names += [name for name in rows.scalars() if name.partition("-")[0] in TYPES]
    return list(dict.fromkeys(names))


def _settle(connection: Connection, decision_id: str) -> None:
    """Work out whether a decision holds, and what follows from it."""
    on = s.decision_subjects.c
    row = connection.execute(select(s.decisions).where(s.decisions.c.id == decision_id)).first()
    if row is None:
        return  # an undoing may be imported before what it undoes
    undoing = (
        select(s.decisions.c.id)
        .join(s.decision_subjects, on.decision == s.decisions.c.id)
        .where(on.subject == decision_id, on.holds, s.decisions.c.kind == "undo")
    )
    holds = connection.execute(undoing).first() is None
    before = connection.execute(select(on.holds).where(on.decision == decision_id)).scalars().all()
    if all(each == holds for each in before):
        return
    connection.execute(
        update(s.decision_subjects).where(on.decision == decision_id).values(holds=holds)
    )
    decision = decision_of_row(row)
    if decision.kind == "undo":
        _settle(connection, decision.subjects[0])
    else:
        _reopen(connection, decision)


def _reopen(connection: Connection, decision: Decision) -> None:
    """Have the records that a decision is on computed anew."""
    ids = {one for side in groups_of(decision) for one in side}
    rows = mentions_of(connection, subjects_now(connection, ids).values())
    computed.reopen(connection, [row for some in rows.values() for row in some])
    for document_id in _documents_of(connection, decision):
        intake.rebuild_mentions(connection, document_id)


def _documents_of(connection: Connection, decision: Decision) -> list[int]:
    """The documents whose own records a decision changes."""
    payload = decision.payload
    if decision.kind == "add":
        of_it = (s.documents.c.name == payload["doc"]) | (
            s.documents.c.text_hash == payload["text_hash"]
        )
        query = select(s.documents.c.id).where(s.documents.c.current, of_it)
    elif "mention" in payload:
        subject = subjects_now(connection, [payload["mention"]]).get(payload["mention"], "")
        query = select(s.mentions.c.document_id).where(s.mentions.c.subject == subject)
    else:
        return []
    return list(connection.execute(query).scalars())


def label_again(connection: Connection, mentions: Iterable[int], removed: Iterable[str]) -> None:
    """Restrict the decisions on some documents' own records as their documents are now."""
    gone = sorted(set(removed))
    for some in batches(sorted(set(mentions))):
        query = (
            select(s.decision_subjects.c.decision)
            .join(s.mentions, s.mentions.c.subject == s.decision_subjects.c.subject)
            .where(s.mentions.c.id.in_(some))
        )
        for each in sorted(set(connection.execute(query).scalars())):
            on = s.decision_labels.c
            if gone:
                connection.execute(
                    delete(s.decision_labels).where(on.decision == each, on.label.in_(gone))
                )
            names = select(s.decision_subjects.c.subject)
            names = names.where(s.decision_subjects.c.decision == each)
            label_decision(connection, each, connection.execute(names).scalars().all())
