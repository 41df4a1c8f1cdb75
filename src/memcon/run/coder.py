"""The event coder alone: sentences in, their PLOVER events out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from memcon.annotate import parser_for
from memcon.errors import InputError
from memcon.extract.events.coder import CodedEvent, EventCoder, sides
from memcon.extract.reading import DocumentReader
from memcon.model.document import Block, Document
from memcon.settings import Settings

_BATCH = 256  # sentences handed to the parser at once


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


class SentenceCoder:
    """Codes sentences in one language, with its parser and lexicons loaded once."""

    def __init__(self, settings: Settings, language: str = "en") -> None:
        self._parser = parser_for(language, settings)
        self._reader = DocumentReader(language, settings.lexicon_dir)
        self._coder = EventCoder(language)

    def code(self, sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, list[CodedEvent]]]:
        """Each sentence with its events, the surest first, in the order of the sentences."""
        batch: list[Sentence] = []
        for sentence in sentences:
            batch.append(sentence)
            if len(batch) == _BATCH:
                yield from self._coded(batch)
                batch = []
        yield from self._coded(batch)

    def _coded(self, batch: Sequence[Sentence]) -> Iterator[tuple[Sentence, list[CodedEvent]]]:
        if self._parser is None:
            yield from ((sentence, []) for sentence in batch)
            return
        documents = (_document(sentence) for sentence in batch)
        for sentence, (document, parsed) in zip(batch, self._parser.parse(documents), strict=True):
            view = self._reader.read(document, parsed)
            events = [event for part in view.sentences for event in self._coder.code(part)]
            yield sentence, sorted(events, key=lambda event: -event.confidence)


def _document(sentence: Sentence) -> Document:
    blocks = (Block(0, len(sentence.text)),)
    return Document(name=sentence.id, text=sentence.text, blocks=blocks, date=sentence.date)


def event_json(event: CodedEvent) -> dict[str, Any]:
    """An event as `memcon code` writes it: what is not known is left out."""
    source, target = sides(event)
    values = {
        "event": event.event_type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "source": source,
        "target": target,
        "cameo": event.cameo,
    }
    return {key: value for key, value in values.items() if value}
