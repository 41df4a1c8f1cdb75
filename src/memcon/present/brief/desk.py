"""What the sections of a brief are made from: the records in question and how to word them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from memcon.assess.finding import Finding
from memcon.model.periods import last_day
from memcon.model.record import Record
from memcon.present.brief.parts import Citer, Dispute, Group, Row
from memcon.present.dates import day_in_words, human_date
from memcon.present.labels import labels
from memcon.present.phrases import Phrases
from memcon.resolve.contradictions import contradictions


@dataclass(frozen=True, slots=True)
class Desk:
    """The records about a relation, as seen on a day, with names and source numbers."""

    records: Sequence[Record]
    parties: tuple[str, ...]
    as_of: date
    phrases: Phrases
    citer: Citer
    findings: tuple[Finding, ...] = ()
    verdicts: Mapping[tuple[str, str], Finding] = field(init=False)
    introduced: set[str] = field(default_factory=set)
    whole: bool = False  # a report: nothing is left out for the sake of length

    def __post_init__(self) -> None:
        verdicts = {
            (finding.kind, each.record): finding
            for finding in reversed(self.findings)
            for each in finding.sides
            if each.role in ("promise", "target")
        }
        object.__setattr__(self, "verdicts", verdicts)

    def introduce(self, value: Any) -> str:
        """An actor in words: with a long role at the first mention, by name alone after that."""
        words = self.phrases.who(value)
        name = str(value.get("name", "")) if isinstance(value, Mapping) else ""
        if not name or not words.startswith(name):
            return words
        if name in self.introduced:
            return name
        self.introduced.add(name)
        return words

    def of(self, record_type: str, *statuses: str) -> list[Record]:
        """Records of a type, in any of the statuses where some are given, newest first."""
        found = [
            record
            for record in self.records
            if record.type == record_type and (not statuses or record.get("status") in statuses)
        ]
        return sorted(found, key=self.age)

    def age(self, record: Record) -> tuple[int, str]:
        """A key that puts the newest first; an undated record counts by its document's date."""
        day = last_day(record) or self.reported(record) or date.min
        return (-day.toordinal(), record.id)

    def reported(self, record: Record) -> date | None:
        """The date of the latest document that a record rests on."""
        sources = self.citer.sources
        days = [sources[piece.doc].date for piece in record.evidence if piece.doc in sources]
        return max((day for day in days if day), default=None)

    def verdict(self, record: Record, kind: str) -> Finding | None:
        """What became of a promise, plan or target, by the finding of a kind that is about it."""
        return self.verdicts.get((kind, record.id))

    def is_kept(self, plan: Record) -> bool:
        """Whether a later record tells of what was planned or promised having been done."""
        found = self.verdict(plan, "overdue")
        return found is not None and found.state == "fulfilled"

    def when(self, record: Record, slot: str = "date") -> str:
        """The record's date in words; of an undated one when it was reported."""
        value = record.get(slot)
        if isinstance(value, str):
            return human_date(value)
        day = self.reported(record)
        if slot != "date" or day is None:
            return ""
        return labels().dates["reported"].format(date=day_in_words(day))

    def row(self, record: Record, *cells: str, note: str = "") -> Row:
        """A line about a record, with its sources, who said so and what is disputed."""
        speaker = self.introduce(record.get("said_by"))
        said = labels().brief["said_by"].format(who=speaker) if speaker else ""
        notes = "; ".join(part for part in (note, said) if part)
        return Row(cells, self.citer.cite(record), notes, self.disputes(record), record.id)

    def disputes(self, record: Record) -> tuple[Dispute, ...]:
        """The slots for which documents give values that cannot all be true."""
        found = []
        for each in contradictions(record):
            words = [
                (self.phrases.value(each.slot, value), self.citer.documents(docs))
                for value, docs in each.values
            ]
            found.append(Dispute(each.slot.replace("_", " "), tuple(words)))
        return tuple(found)

    def group(
        self,
        title: str,
        records: Sequence[Record],
        make: Callable[[Record], Row],
        *,
        cap: int,
        columns: tuple[str, ...] = (),
        listed: str = "",
    ) -> Group | None:
        """A group of lines, or nothing where there are none; beyond `cap` they are counted.

        Where all is wanted, `cap` does not count.
        """
        if not records:
            return None
        cap = len(records) if self.whole else cap
        columns, rows = filled(columns, [make(record) for record in records[:cap]])
        more = max(0, len(records) - cap)
        kind = listed or records[0].type
        return Group(title, rows, columns, more, self.listing(kind) if more else "")

    def listing(self, record_type: str) -> str:
        """The command that lists all of a type."""
        return f"memcon list {record_type} --parties {','.join(self.parties)}"


def filled(
    columns: tuple[str, ...], rows: Sequence[Row]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """A table without the columns in which no line has anything; lists stay as they are."""
    if not columns:
        return columns, tuple(rows)
    kept = [place for place in range(len(columns)) if any(row.cells[place] for row in rows)]
    trimmed = [replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows]
    return tuple(columns[place] for place in kept), tuple(trimmed)


def present(groups: Iterable[Group | None]) -> tuple[Group, ...]:
    """The groups that have lines."""
    return tuple(group for group in groups if group is not None)
