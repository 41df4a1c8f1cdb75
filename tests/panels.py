"""Builders for tests of panels: a scene of records, and a ledger of a few documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from books import AS_OF, book
from memcon.assess.book import Origin
from memcon.model.record import Record
from memcon.present.brief.parts import Source
from memcon.present.names import party_names
from memcon.present.panels.scene import Scene
from memcon.present.phrases import Phrases

PAIR = ("CHL", "PER")


def scene(*records: Record, as_of: date = AS_OF, sources: Iterable[Source] = ()) -> Scene:
    """A scene of records of the made-up neighbours; documents not described are of nobody."""
    known = {each.name: each for each in sources}
    origins = [Origin(each.name, each.date, each.publisher) for each in known.values()]
    phrases = Phrases(party_names(), frozenset(PAIR))
    return Scene(book(*records, as_of=as_of, origins=origins), phrases, known)
