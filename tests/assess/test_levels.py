from __future__ import annotations

import pytest

from books import meeting
from factory import record
from memcon.assess.levels import LEVELS, body_level, leads_at, level_of, meeting_level


@pytest.mark.parametrize(
    ("slots", "level"),
    [
        ({"kind": "consulate", "name": "Peruvian consulate in Arica"}, "post"),
        ({"kind": "commission", "name": "commission on cross-border cooperation"}, "commission"),
        ({"kind": "working group", "name": "working group on fisheries"}, "working"),
        ({"kind": "sub-commission", "name": "Sub-commission on Energy"}, "working"),
        (
            {"kind": "format", "name": "Maule-Tacna format", "sectors": ["regional"]},
            "interregional",
        ),
        ({"kind": "consultation format", "name": "Forum of Governors"}, "interregional"),
        (
            {"kind": "consultation format", "name": "Foreign Ministers' Meeting"},
            "foreign_ministers",
        ),
        ({"kind": "consultation format", "name": "Defence Policy Dialogue"}, "dialogue"),
        ({"kind": "fund", "name": "Stabilisation Fund", "sectors": ["finance"]}, "other"),
    ],
)
def test_kind_name_and_sector_tell_the_level_of_a_body(
    slots: dict[str, object], level: str
) -> None:
    assert body_level(record("body", **slots)) == level


@pytest.mark.parametrize(
    ("slots", "level"),
    [
        ({"kind": "heads_of_state"}, "heads_of_state"),
        ({"kind": "ministerial"}, "ministers"),
        ({"kind": "ministerial", "series": "meeting of foreign ministers"}, "foreign_ministers"),
        (
            {"kind": "ministerial", "participants": [{"name": "A B", "role": "Foreign Minister"}]},
            "foreign_ministers",
        ),
        (
            {
                "kind": "ministerial",
                "participants": [
                    {"name": "A B", "role": "Foreign Minister"},
                    {"name": "C D", "role": "Minister of Mines"},
                ],
            },
            "ministers",
        ),
        ({"kind": "ministerial", "series": "session of the mixed commission"}, "commission"),
        (
            {
                "kind": "ministerial",
                "participants": [
                    {"name": "A B", "role": "President", "country": "PER"},
                    {"name": "C D", "role": "president", "country": "CHL"},
                ],
            },
            "heads_of_state",
        ),
        (
            {
                "kind": "other",
                "participants": [
                    {"name": "A B", "role": "President", "country": "PER"},
                    {"name": "C D", "role": "Premier", "country": "CHL"},
                ],
            },
            "other",
        ),
        ({"kind": "senior_officials"}, "working"),
        ({"kind": "other"}, "other"),
        ({"kind": "other", "series": "forum of border regions"}, "interregional"),
    ],
)
def test_kind_series_and_roles_tell_the_level_of_a_meeting(
    slots: dict[str, object], level: str
) -> None:
    assert meeting_level(meeting("2020", **slots)) == level


def test_the_level_of_several_is_that_of_most_and_of_equals_the_higher() -> None:
    talks = [meeting("2019", kind="other"), meeting("2020"), meeting("2021")]
    assert level_of(talks) == "heads_of_government"
    assert level_of(talks[:2]) == "heads_of_government"
    assert level_of([]) == "other"


def test_a_role_belongs_to_the_level_at_which_its_holders_meet() -> None:
    assert leads_at("heads_of_government", "Prime Minister")
    assert not leads_at("heads_of_government", "Chair of the National Assembly")
    assert not leads_at("commission", "Prime Minister")
    assert len(set(LEVELS)) == len(LEVELS)
