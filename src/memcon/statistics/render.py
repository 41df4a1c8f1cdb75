"""A table of observations as a document: a line each, and a figure that quotes it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.model import edtf
from memcon.model.citation import Citation
from memcon.model.document import OFFICIAL, Block, Document
from memcon.model.record import Record, record_id
from memcon.present.names import party_names
from memcon.statistics.files import Payload
from memcon.statistics.knowledge import knowledge
from memcon.statistics.observation import Observation, Table

_KEY = re.compile(r"\[([^\[\]\n]+@[^\[\]\n]+)\]$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The document that a table makes, and its figures."""

    document: Document
    records: tuple[Record, ...]


def render(table: Table, payload: Payload, *, retrieved: date | None = None) -> Rendered:
    """A table as a document and its figures, each citing its own line.

    `retrieved` is the day on which the file was fetched, without one the day on which it was
    saved. The document is dated by its release, where the file tells that, else by that day.
    """
    day = retrieved or payload.saved
    dataset = table.dataset
    head = _head(table)
    lines = [_line(each) for each in table.observations]
    text = "\n".join([*head, "", *lines]) + "\n"
    starts = _starts(text, len(head) + 1, lines)
    name = payload.path.name
    document = Document(
        name=name,
        text=text,
        blocks=tuple(Block(start, end, "item") for start, end in starts),
        title=head[0],
        publisher=dataset.publisher,
        date=dataset.released or day,
        url=dataset.url,
        sha256=payload.sha256,
        media_type=payload.media_type,
        sources=_sources(table, day),
    )
    records = [
        _record(each, table, Citation(name, start, end, text[start:end]))
        for each, (start, end) in zip(table.observations, starts, strict=True)
    ]
    return Rendered(document, tuple(records))


def keys_of(text: str) -> frozenset[str]:
    """The keys of the observations in the text of such a document."""
    return frozenset(_KEY.findall(text))


def _head(table: Table) -> list[str]:
    dataset = table.dataset
    limits = [edtf.bounds(each.date) for each in table.observations]
    first = min(bound.first.year for bound in limits if bound.first)
    last = max(bound.last.year for bound in limits if bound.last)
    covered = edtf.interval(str(first), str(last))
    title = f"{dataset.title}, {dataset.release or covered}"
    return [title, f"{dataset.publisher}. {dataset.code}, {covered}."]


def _line(observation: Observation) -> str:
    """An observation as a line that can be quoted alone."""
    marks = knowledge("common")["marks"]
    value = f"{observation.value:,}"
    parts = [
        _called(observation.reporter, observation.reporter_name),
        _clean(observation.what),
        _called(observation.counterpart, observation.counterpart_name),
    ]
    words = ", ".join(part for part in parts if part)
    notes = [str(marks["forecast"])] if observation.nature == "forecast" else []
    notes += [str(marks["estimated"])] if observation.is_estimate else []
    note = f" ({', '.join(notes)})" if notes else ""
    return (
        f"{words}, {observation.period}: {value} {observation.unit}{note} "
        f"[{_clean(observation.key)}]"
    )


def _called(code: str, name: str) -> str:
    """A party as the source calls it, by name; by memcon's name where the source has codes only."""
    shown = _clean(name)
    if not code:
        return shown
    is_name = len(shown) > len(code) and not shown.isdigit()
    return shown if is_name else party_names().name(code)


def _clean(text: str) -> str:
    return " ".join(text.replace("[", "(").replace("]", ")").split())


def _starts(text: str, skipped: int, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where each line of observations stands in the text."""
    place = 0
    for _ in range(skipped):
        place = text.index("\n", place) + 1
    found = []
    for line in lines:
        found.append((place, place + len(line)))
        place += len(line) + 1
    return found


def _sources(table: Table, retrieved: date) -> dict[str, str]:
    """What else is known of the document: dataset, release, day of retrieval."""
    dataset = table.dataset
    known = {
        "dataset": dataset.code,
        "release": dataset.release,
        "retrieved": retrieved.isoformat(),
        OFFICIAL: "yes" if dataset.is_official else "",
        "date": "release" if dataset.released else "retrieved",
    }
    return {key: value for key, value in known.items() if value}


def _record(observation: Observation, table: Table, cite: Citation) -> Record:
    """The figure of an observation.

    Its id comes from dataset, series and period, not from the file: in a later release the same
    observation is the same record.
    """
    amount: dict[str, Any] = {"value": observation.value, "unit": observation.unit}
    if observation.is_estimate:
        amount["qualifier"] = "about"
    slots: dict[str, Any] = {
        "parties": observation.parties,
        "date": observation.date,
        "sectors": sorted(observation.sectors),
        "indicator": observation.indicator,
        "amount": amount,
        "reporter": observation.reporter,
        "counterpart": observation.counterpart,
        "nature": observation.nature,
    }
    identity = hashlib.sha256(table.dataset.code.encode()).hexdigest()
    anchor = f"{observation.key} {observation.indicator}"
    return Record(
        record_id("figure", identity, anchor),
        "figure",
        {slot: value for slot, value in slots.items() if value not in ("", [])},
        (cite,),
    )
