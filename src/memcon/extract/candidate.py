"""What the extractors make: records of one document before they are merged and numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from memcon.annotate import Token
from memcon.extract.clauses import trim
from memcon.model.party import Actor

Span = tuple[int, int]
LONGEST_EVIDENCE = 600  # characters; the record format allows a sentence or two


_UNFILLED: tuple[Any, ...] = (None, "", [], {})  # what a slot without a value may hold
_EMPTY = (*_UNFILLED, 0)


@dataclass(slots=True, eq=False)
class Candidate:
    """A record as one passage gives it. Slots hold values of the record format."""

    type: str
    slots: dict[str, Any]
    spans: list[Span]  # evidence: character offsets into the document's text
    anchor: Span  # the words that make it this record (trigger and name)
    sentence: int = 0  # index of the sentence
    actors: tuple[Actor, ...] = ()  # the actors behind the slots, for linking
    links: list[tuple[str, Candidate]] = field(default_factory=list)
    pointers: list[tuple[str, str, Span]] = field(default_factory=list)  # relation, word and place
    assumed: set[str] = field(default_factory=set)  # slots that only the surroundings give
    is_old: bool = False  # in the news of its document, of a day told outright and long past
    about: Candidate | None = None  # of the event of a signing, what is signed

    def get(self, slot: str) -> Any:
        """The value of a slot, or None."""
        return self.slots.get(slot)

    def fill(self, slot: str, value: Any) -> None:
        """Set a slot that is still empty; nothing where the value is empty or 0."""
        if value not in _EMPTY and self.slots.get(slot) in _UNFILLED:
            self.slots[slot] = value


_NAMING = ("name", "title", "action", "topic", "series", "occasion", "remit")
_LAYOUT = re.compile(r"[|*#_]{2,}|\||[<>{}\[\]]")  # marks of tables and of Markdown
_QUOTES = (("“", "”"), ("«", "»"))


def is_sound(candidate: Candidate) -> bool:
    """Whether the words of a record's names are words: no marks of layout, at least one letter."""
    named = [candidate.slots[slot] for slot in _NAMING if slot in candidate.slots]
    return all(
        isinstance(text, str) and not _LAYOUT.search(text) and any(c.isalpha() for c in text)
        for text in named
    )


def balance_quotes(candidate: Candidate) -> None:
    """Take quotation marks without their partner out of a record's names."""
    for slot in _NAMING:
        text = candidate.slots.get(slot)
        if isinstance(text, str):
            candidate.slots[slot] = _balanced(text)


def _balanced(text: str) -> str:
    if text.count('"') % 2:
        text = text.strip('"') if text.strip('"').count('"') % 2 == 0 else text.replace('"', "")
    for opening, closing in _QUOTES:
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text.strip()


def span_of(tokens: Sequence[Token]) -> Span:
    """The characters from the first to the last word, cut where evidence would grow too long."""
    kept = trim(list(tokens))
    start, end = kept[0].start, kept[-1].end
    if end - start > LONGEST_EVIDENCE:
        end = max((t.end for t in kept if t.end - start <= LONGEST_EVIDENCE), default=kept[0].end)
    return start, end


def parties_of(actors: Iterable[Actor]) -> list[str]:
    """The codes of the states and organisations that actors are or belong to, sorted."""
    return sorted({actor.party for actor in actors if actor.party})


def values_of(actors: Iterable[Actor]) -> list[Any]:
    """Actors as values of the record format, each once."""
    values: list[Any] = []
    for actor in actors:
        value = actor.to_value()
        if value and value not in values:
            values.append(value)
    return values


def one_or_list(values: Sequence[Any]) -> Any:
    """A single value as it is, several as a list, none as None."""
    if not values:
        return None
    return values[0] if len(values) == 1 else list(values)
