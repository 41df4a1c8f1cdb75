"""Subjects that declarations leave out."""

from __future__ import annotations

import pytest

from memcon.annotate.implied import with_subject


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("WELCOMED the opening of the bridge.", "They welcomed the opening of the bridge."),
        ("CALLED UPON Fiji to sign.", "They called upon Fiji to sign."),
        ("ALSO TOOK NOTE OF the report.", "They also took note of the report."),
        ("Takes note of the report.", "They takes note of the report."),
        ("Reaffirmed their will to meet.", "They reaffirmed their will to meet."),
        ("Agreed to meet in Suva.", "They agreed to meet in Suva."),
    ],
)
def test_a_paragraph_without_a_subject_is_read_with_one(text: str, read: str) -> None:
    assert with_subject(text) == (read, len("They "))


@pytest.mark.parametrize(
    "text",
    [
        "NATO welcomed the opening of the bridge.",
        "Calls for talks grew louder on Monday.",
        "Established in 1992, the commission meets yearly.",
        "Invited by Fiji, the minister flew to Suva.",
        "The two sides WELCOMED the report.",
        "Welcomed.",
        "",
    ],
)
def test_other_paragraphs_stay_as_they_are(text: str) -> None:
    assert with_subject(text) == (text, 0)
