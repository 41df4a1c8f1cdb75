"""The event coder: PLOVER events with their CAMEO codes, in single sentences and in documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from memcon.annotate import parser_for
from memcon.errors import UsageError
from memcon.extract.events.coder import CodedEvent, EventCoder, sides
from memcon.extract.events.participants import Participant
from memcon.extract.events.records import coder_for, derived_events, event_candidates
from memcon.extract.lexicon import load_yaml
from memcon.extract.reading import DocumentReader
from memcon.model.document import Block, Document
from memcon.settings import Settings

__all__ = [
    "CodeInput",
    "CodeOutput",
    "CodedEvent",
    "EventCoder",
    "EventLine",
    "code_sentences",
    "derived_events",
    "event_candidates",
    "sides",
]


_IGO = "IGO"


@dataclass(frozen=True, slots=True)
class CodeInput:
    """A text to be coded, under the id that its events are returned with."""

    id: str
    text: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as `memcon code` writes it; `source` and `target` are codes of states and bodies.

    Bodies of states are acronyms; of those that few know, after IGO ("IGOIAEA").
    """

    event: str
    mode: str
    contexts: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    cameo: str

    def to_json(self) -> dict[str, object]:
        """The event's object; what is not known is left out."""
        values: dict[str, object] = {
            "event": self.event,
            "mode": self.mode,
            "contexts": list(self.contexts),
            "source": list(self.source),
            "target": list(self.target),
            "cameo": self.cameo,
        }
        return {key: value for key, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class CodeOutput:
    """The events of a text, best first."""

    id: str
    events: tuple[EventLine, ...]

    def to_json(self) -> dict[str, object]:
        """The line of `memcon code`."""
        return {"id": self.id, "events": [event.to_json() for event in self.events]}


def code_sentences(
    rows: Iterable[CodeInput],
    *,
    language: str = "en",
    settings: Settings | None = None,
    most: int = 2,
) -> Iterator[CodeOutput]:
    """For each text the events that it tells of, at most `most`, the likeliest first.

    After the first only those told in clauses coordinated with its own ("expelled two diplomats
    and closed the border"): what a sentence mentions in passing is not what it reports.

    Raises UsageError where memcon has no parser of the language.
    """
    used = settings or Settings()
    parser = parser_for(language, used)
    if parser is None:
        message = f"no parser for {language}: texts in this language cannot be coded"
        raise UsageError(message)
    reader = DocumentReader(language, used.lexicon_dir)
    coder = coder_for(language)
    held: list[CodeInput] = []

    def documents() -> Iterator[Document]:
        for row in rows:
            held.append(row)
            block = Block(0, len(row.text))
            yield Document(name=row.id, text=row.text, blocks=(block,), date=row.date)

    for document, sentences in parser.parse(documents()):
        view = reader.read(document, sentences)
        found = [event for each in view.sentences for event in coder.code(each)]
        found.sort(key=lambda event: -event.confidence)
        yield CodeOutput(held.pop(0).id, tuple(_line(event) for event in _best(found, most)))


def _best(events: Sequence[CodedEvent], most: int) -> list[CodedEvent]:
    """The likeliest event, and those of other types that are told on a par with it."""
    kept = list(events[:1])
    for event in events[1:most]:
        if event.is_on_a_par_with(kept[0]) and event.event_type != kept[0].event_type:
            kept.append(event)
    return kept


def _line(event: CodedEvent) -> EventLine:
    return EventLine(
        event.event_type,
        event.mode,
        event.contexts,
        _codes(event.actors),
        _codes(event.recipients),
        event.cameo,
    )


def _codes(participants: Sequence[Participant]) -> tuple[str, ...]:
    """The codes of a side, each once."""
    return tuple(dict.fromkeys(_code(each) for each in participants if each.party))


def _code(participant: Participant) -> str:
    """ISO 3166 or an acronym, after IGO where its letters could be taken for those of a state."""
    code = participant.party
    own = code == participant.sector  # "NGO": of no state
    return code if own or code in _plain_codes() else f"{_IGO}{code.upper()}"


@lru_cache(maxsize=1)
def _plain_codes() -> frozenset[str]:
    states = load_yaml("reference/states.yml")
    return frozenset(states) | frozenset(load_yaml("reference/cameo_actors.yml")["plain"])
