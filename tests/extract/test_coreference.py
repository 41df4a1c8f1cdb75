"""Mentions of one thing in a document become one record."""

from __future__ import annotations

from typing import Any

import pytest

from memcon.extract.candidate import Candidate
from memcon.extract.coreference import absorb

MINISTER = {"name": "Ana Ruiz", "role": "minister", "country": "CHL"}


def mention(start: int, **slots: Any) -> Candidate:
    """What one passage says of a meeting."""
    return Candidate("meeting", slots, [(start, start + 20)], (start, start + 5))


@pytest.mark.parametrize(
    ("first", "second", "source"),
    [
        ({"said_by": MINISTER}, {}, None),
        ({}, {"said_by": MINISTER}, None),
        ({"said_by": MINISTER}, {"said_by": MINISTER}, MINISTER),
    ],
)
def test_what_the_document_asserts_once_is_nobodys_word(
    first: dict[str, Any], second: dict[str, Any], source: dict[str, str] | None
) -> None:
    known = mention(0, status="held", **first)
    absorb(known, mention(100, status="held", **second))
    assert known.get("said_by") == source
    assert known.spans == [(0, 20), (100, 120)]
