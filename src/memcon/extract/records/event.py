"""Events: PLOVER events, as the event coder finds them in the clauses of a document."""

from __future__ import annotations

from memcon.extract.candidate import Candidate
from memcon.extract.events.records import event_candidates
from memcon.extract.records.context import Context


def extract(context: Context) -> list[Candidate]:
    """The PLOVER events of a document that its clauses tell of."""
    return event_candidates(context)
