from __future__ import annotations

import pytest

from books import meeting
from memcon.assess.named import all_series, meeting_numbered, series_named
from memcon.assess.series import Series
from memcon.errors import UsageError

MEETINGS = (
    meeting("2022-05-02", 3),
    meeting("2023-05-03", 4),
    meeting("2023-03-01", kind="commission", series="Joint Fisheries Commission"),
    meeting("2024-03-01", 9, kind="commission", series="session of the Transport Commission"),
    meeting("2023-05-03", 7, parties=["BOL", "PER"]),
)


def label(series: Series) -> str:
    return series.name or f"Meetings of {series.kind}".replace("_", " ")


def named(text: str, *parties: str) -> Series:
    known = [each for each in MEETINGS if set(parties) <= set(each.get("parties"))]
    return series_named(all_series(known), text, label=label)


@pytest.mark.parametrize(
    ("text", "kind", "size"),
    [
        ("heads_of_government", "heads_of_government", 2),
        ("meetings of heads of government", "heads_of_government", 2),
        ("transport commission", "commission", 1),
        ("the Joint Fisheries Commission", "commission", 1),
    ],
)
def test_a_series_goes_by_its_name_its_level_or_what_it_is_called(
    text: str, kind: str, size: int
) -> None:
    found = named(text, "CHL")
    assert (found.kind, len(found.meetings)) == (kind, size)


@pytest.mark.parametrize(
    ("text", "parties", "words"),
    [
        ("heads_of_government", (), "--parties"),
        ("commission", ("CHL",), "Transport"),
        ("culture forum", ("CHL",), "no such series"),
        ("the", ("CHL",), "no such series"),
        ("x", ("USA",), "no series of meetings is on record"),
    ],
)
def test_what_names_none_or_several_says_which_there_are(
    text: str, parties: tuple[str, ...], words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        named(text, *parties)


def test_a_number_that_no_meeting_carries_is_told_with_those_on_record() -> None:
    found = named("heads_of_government", "CHL")
    assert meeting_numbered(found, 4, label=label) == MEETINGS[1]
    with pytest.raises(UsageError, match="no meeting 9 on record; there are 3, 4"):
        meeting_numbered(found, 9, label=label)
