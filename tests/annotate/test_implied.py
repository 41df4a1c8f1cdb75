"""Subjects and articles that declarations leave out, and their verbs in capitals."""

from __future__ import annotations

import pytest

from memcon.annotate.implied import as_declared


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("WELCOMED the opening of the bridge.", "They welcomed the opening of the bridge."),
        ("CALLED UPON Fiji to sign.", "They called upon Fiji to sign."),
        ("ALSO TOOK NOTE OF the report.", "They also took note of the report."),
        ("Takes note of the report.", "They takes note of the report."),
        ("Reaffirmed their will to meet.", "They reaffirmed their will to meet."),
        ("REJECT the tariffs on our fish.", "They reject the tariffs on our fish."),
        ("Agreed to meet in Suva.", "They agreed to meet in Suva."),
    ],
)
def test_a_paragraph_without_a_subject_is_read_with_one(text: str, read: str) -> None:
    assert as_declared(text) == (read, len("They "))


@pytest.mark.parametrize(
    "text",
    [
        "NATO welcomed the opening of the bridge.",
        "Calls for talks grew louder on Monday.",
        "Established in 1992, the commission meets yearly.",
        "Invited by Fiji, the minister flew to Suva.",
        "Council tax rose.",
        "ALL MEMBERS CONDEMNED THE RAID.",
        "Welcomed.",
        "",
    ],
)
def test_other_paragraphs_stay_as_they_are(text: str) -> None:
    assert as_declared(text) == (text, 0)


def test_a_bare_name_of_who_declares_is_read_with_an_article() -> None:
    read = ("The Council also took note of the report.", len("The "))
    assert as_declared("Council also TOOK note of the report.") == read


def test_verbs_of_declaring_in_capitals_are_written_small() -> None:
    read = "The two sides welcomed the report, and called for talks."
    assert as_declared("The two sides WELCOMED the report, and CALLED for talks.") == (read, 0)
