"""Who does what a verb without a subject of its own tells."""

from __future__ import annotations

import pytest

from memcon.extract.clauses import Grammar
from reading import first_view

CASES = [
    ("Kenya thanked Fiji for hosting nurses.", "hosting", "Fiji"),
    ("Kenya accused Fiji of buying tanks.", "buying", "Fiji"),
    ("Fiji was accused of buying tanks.", "buying", "Fiji"),
    ("Kenya won by buying tanks.", "buying", "Kenya"),
    ("The decision of Fiji to send nurses failed.", "send", "Fiji"),
    ("Kenya dropped its plan to send nurses.", "send", "its"),
]


@pytest.mark.parametrize(("text", "verb", "subject"), CASES)
def test_whose_deed_it_is(text: str, verb: str, subject: str) -> None:
    view = first_view(text)
    token = next(token for token in view.tokens if token.text == verb)
    assert [each.text for each in Grammar("en").subjects(token)] == [subject]
