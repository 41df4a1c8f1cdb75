"""What every export format is given, and what it gives back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from typing import BinaryIO, Protocol

from memcon.errors import UsageError
from memcon.ledger.rows import StoredDocument
from memcon.model.citation import Citation
from memcon.model.record import Record
from memcon.present.names import PartyNames, party_names
from memcon.present.phrases import Phrases

_CUT = "…"


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for, as far as formats must know: the period, and how zeros are filled.

    `zeros` are the months of `dyad-month` without an event: `span` (all months of the export, for
    every dyad), `own` (from the first to the last event of the dyad) or `none`. `as_of` is the day
    of the export; without `types` all are meant.
    """

    types: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    zeros: str = "span"
    as_of: date = date(1970, 1, 1)
    version: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """The records and documents that are exported, read as often as a format needs them.

    `records` gives those of some types, of all without any; `documents` all documents by name;
    `lines` the whole ledger as lossless JSON lines, where nothing of it is left out.
    """

    records: Callable[..., Iterable[Record]]
    documents: Callable[[], Mapping[str, StoredDocument]]
    selection: Selection = field(default_factory=Selection)
    lines: Callable[[], Iterator[str]] | None = None

    @property
    def names(self) -> PartyNames:
        """The names of parties."""
        return party_names()

    @property
    def phrases(self) -> Phrases:
        """Words for records."""
        return Phrases(party_names())


@dataclass(slots=True)
class Report:
    """What an export wrote: how many records (or rows), and what it left out, by reason."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: Report) -> Report:
        """Both together."""
        return Report(
            self.written + other.written,
            self.left_out + other.left_out,
            [*self.notes, *other.notes],
        )


class Writer(Protocol):
    """The one function of a format's module."""

    def __call__(self, material: Material, file: BinaryIO) -> Report:
        """Write the material to a file of bytes; what was written."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of `formats.yml`: what it is called, what reads it, what it needs.

    `module` holds its `write`; `needs` are packages that the extra `extra` brings; `streams` says
    that memory stays bounded however many records there are; `counts` is what is counted as
    written; `own_period` says that it looks itself at what lies in the period that was asked for,
    by other days than that of the record.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    module: str
    reads: str
    holds: str
    streams: bool = True
    types: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    extra: str = ""
    counts: str = "records"
    own_period: bool = False

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self.media_type.startswith("text/") or self.media_type.endswith(("json", "xml"))

    @property
    def is_available(self) -> bool:
        """Whether the packages that it needs are installed."""
        return all(find_spec(name) is not None for name in self.needs)

    def check(self) -> None:
        """Raise UsageError, saying what to install, where a package is missing."""
        if not self.is_available:
            needed = " and ".join(name for name in self.needs if find_spec(name) is None)
            message = f"--format {self.name} needs {needed}: pip install 'memcon[{self.extra}]'"
            raise UsageError(message)


def cut_quotes(records: Iterable[Record], length: int | None) -> Iterator[Record]:
    """Records whose quotes have at most `length` characters; 0 leaves them out, None whole.

    Where words begin and end in the document stays, so that who has it can look them up.
    """
    for record in records:
        yield record if length is None else _cut(record, length)


def _cut(record: Record, length: int) -> Record:
    history = tuple(
        {**entry, "evidence": [_cut_entry(each, length) for each in entry["evidence"]]}
        if "evidence" in entry
        else entry
        for entry in record.history
    )
    evidence = tuple(replace(cite, quote=cut(cite.quote, length)) for cite in record.evidence)
    return replace(record, evidence=evidence, history=history)


def _cut_entry(entry: Mapping[str, object], length: int) -> dict[str, object]:
    return {**entry, "quote": cut(str(entry.get("quote", "")), length)}


def cut(text: str, length: int) -> str:
    """A text of at most `length` characters, with … where something is left out."""
    if len(text) <= length:
        return text
    return text[: max(length - 1, 0)].rstrip() + _CUT if length else ""


def titled(text: str, record: Record, names: PartyNames) -> str:
    """A record's headline with its parties before it, where it names none of them."""
    parties = [str(code) for code in record.get("parties") or ()]
    if not parties or any(names.name(code) in text for code in parties):
        return text
    return f"{names.list_of(parties)}: {text}"


def first_quotes(record: Record) -> tuple[Citation, ...]:
    """The first citation of each document that a record rests on."""
    found: dict[str, Citation] = {}
    for cite in record.evidence:
        found.setdefault(cite.doc, cite)
    return tuple(found.values())
