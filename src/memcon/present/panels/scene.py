"""The records that a view is about, with what it takes to word and cite them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from memcon.assess.book import Book
from memcon.model import edtf
from memcon.model.citation import Citation
from memcon.model.periods import first_day, last_day, limits
from memcon.model.record import Record
from memcon.present.brief.parts import Source
from memcon.present.dates import day_in_words, human_date
from memcon.present.phrases import Phrases

_QUOTE = 240  # characters of a quotation beside a chart; a record's own page has it whole


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Records as seen on a day, the words for them, and the documents that they rest on.

    What follows from the records is worked out from all of `book`; where filters are in use, only
    the records in `shown` are listed and drawn.
    """

    book: Book
    phrases: Phrases
    sources: Mapping[str, Source] = field(default_factory=dict)
    shown: frozenset[str] | None = None

    def shows(self, *records: Record) -> bool:
        """Whether any of some records is to be shown."""
        return self.shown is None or any(record.id in self.shown for record in records)

    @property
    def records(self) -> list[Record]:
        """The records that are shown."""
        return [record for record in self.book.records if self.shows(record)]

    def item(self, record: Record) -> dict[str, Any]:
        """A record in a list: what it says, when, its status, and what it rests on."""
        first, last = first_day(record), last_day(record)
        return {
            "id": record.id,
            "type": record.type,
            "what": self.phrases.headline(record),
            "when": self.when(record),
            "first": first.isoformat() if first else "",
            "last": last.isoformat() if last else "",
            "place": self.phrases.place(record),
            "status": str(record.get("status") or ""),
            "status_words": self.phrases.status(record),
            "sources": self.cites(record),
        }

    def when(self, record: Record) -> str:
        """The date of a record in words; '' without one."""
        value = record.get("date")
        return human_date(value) if isinstance(value, str) else ""

    def cites(self, *records: Record) -> list[dict[str, str]]:
        """The documents that records rest on, each with its first words on them, by date.

        `at` is where in the text these words are, as addresses of documents have it.
        """
        firsts: dict[str, Citation] = {}
        for record in records:
            for cite in record.evidence:
                firsts.setdefault(cite.doc, cite)
        told = [self._cite(cite) for cite in firsts.values()]
        return sorted(told, key=lambda each: (each["date"] or "9999", each["doc"]))

    def _cite(self, cite: Citation) -> dict[str, str]:
        known = self.sources.get(cite.doc)
        words = " ".join(cite.quote.split())
        return {
            "doc": cite.doc,
            "at": f"{cite.start}-{cite.end}",
            "title": (known.title if known else "") or cite.doc,
            "publisher": known.publisher if known else "",
            "date": known.date.isoformat() if known and known.date else "",
            "when": day_in_words(known.date) if known and known.date else "",
            "quote": words if len(words) <= _QUOTE else f"{words[: _QUOTE - 1].rstrip()}…",
        }

    def of(self, record_type: str, *statuses: str) -> list[Record]:
        """Shown records of a type, in any of the statuses where some are given, oldest first."""
        return [record for record in self.book.of(record_type, *statuses) if self.shows(record)]


@dataclass(frozen=True, slots=True)
class Extent:
    """How a date is drawn: its first and last day, and how surely it has these."""

    first: date | None
    last: date | None
    is_about: bool

    @property
    def is_range(self) -> bool:
        """Whether it covers more than a day, or is open at one end."""
        return self.first != self.last


def extent(record: Record, slot: str = "date") -> Extent | None:
    """How a date slot of a record is drawn; None without a date."""
    found = limits(record, slot)
    if found is None or not (found.first or found.last):
        return None
    told = edtf.parse(str(record.get(slot)))
    return Extent(found.first, found.last, is_about=told.approximate or told.uncertain)


def months_between(first: date, last: date) -> list[str]:
    """The months from one day to another as `YYYY-MM`, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [
        f"{(first.year * 12 + first.month - 1 + step) // 12:04d}-"
        f"{(first.month - 1 + step) % 12 + 1:02d}"
        for step in range(max(count, 0))
    ]


def mean(values: Iterable[float]) -> float | None:
    """The mean of some numbers to two digits; None of none."""
    known = list(values)
    return round(sum(known) / len(known), 2) if known else None
