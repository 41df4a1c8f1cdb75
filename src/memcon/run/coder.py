"""The event coder alone: sentences in, their PLOVER events out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from memcon.errors import InputError
from memcon.model.document import Block, Document
from memcon.model.record import Record

_BATCH = 256  # sentences handed to the parser at once


class EventExtractor(Protocol):
    """What turns documents into records, events among them."""

    def extract_many(
        self, documents: Iterable[Document]
    ) -> Iterator[tuple[Document, list[Record]]]:
        """Each document with its records."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text to be coded, under the id that its events are returned with."""

    id: str
    text: str
    date: date | None = None


def parse_line(line: str, number: int) -> Sentence:
    """The sentence on a line of JSON.

    Raises InputError naming the line where it is none.
    """
    try:
        row = json.loads(line)
    except ValueError as error:
        message = f"line {number}: not JSON; each line is one object with id, date and text"
        raise InputError(message) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        message = f"line {number}: no object with an id and a text"
        raise InputError(message)
    day = row.get("date")
    try:
        return Sentence(str(row["id"]), row["text"], date.fromisoformat(day) if day else None)
    except (TypeError, ValueError) as error:
        message = f"line {number}: date {day}: not a date; write YYYY-MM-DD"
        raise InputError(message) from error


def code_sentences(
    sentences: Iterable[Sentence], extractor: EventExtractor
) -> Iterator[dict[str, Any]]:
    """For each sentence its id and its events, the surest first, as `memcon code` writes them."""
    batch: list[Sentence] = []
    for sentence in sentences:
        batch.append(sentence)
        if len(batch) == _BATCH:
            yield from _coded(batch, extractor)
            batch = []
    yield from _coded(batch, extractor)


def _coded(batch: list[Sentence], extractor: EventExtractor) -> Iterator[dict[str, Any]]:
    documents = [
        Document(
            name=str(place), text=item.text, blocks=(Block(0, len(item.text)),), date=item.date
        )
        for place, item in enumerate(batch)
    ]
    for document, records in extractor.extract_many(documents):
        events = [event_json(record) for record in records if record.type == "event"]
        yield {"id": batch[int(document.name)].id, "events": events}


def event_json(record: Record) -> dict[str, Any]:
    """An event as `memcon code` writes it: what is not known is left out."""
    values = {
        "event": record.get("event_type"),
        "mode": record.get("mode"),
        "contexts": record.get("contexts"),
        "source": _codes(record.get("actors")),
        "target": _codes(record.get("recipients")),
        "cameo": record.get("cameo"),
    }
    return {key: value for key, value in values.items() if value}


def _codes(actors: Any) -> list[str]:
    codes = (str(actor.get("country", "")) for actor in actors or () if isinstance(actor, Mapping))
    return list(dict.fromkeys(code for code in codes if code))
