"""The words of a name or action that tell what it is about."""

from __future__ import annotations

from functools import lru_cache

from memcon.assess.publishers import state_words
from memcon.model import compare
from memcon.model.record import Record
from memcon.resolve.generic import generic_stems


def called(record: Record) -> str:
    """What a task, an instrument or a project is called."""
    return " ".join(str(record.get(slot) or "") for slot in ("action", "title", "name")).strip()


@lru_cache(maxsize=100_000)
def telling_stems(text: str) -> frozenset[str]:
    """The stems of a phrase without generic words and names of states."""
    return compare.stems(text) - generic_stems() - _state_stems()


@lru_cache(maxsize=1)
def _state_stems() -> frozenset[str]:
    return frozenset(stem for word in state_words() for stem in compare.stems(word))
