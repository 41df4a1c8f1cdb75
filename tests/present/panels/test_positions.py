from __future__ import annotations

from books import position
from memcon.present.panels.positions import JOINT, OTHERS, positions
from panels import PAIR, scene


def test_parties_that_are_opposed_stand_side_by_side_and_first() -> None:
    rows = positions(
        scene(
            position("PER", "supports", "the herring quota"),
            position("CHL", "supports", "a dam on the upper Rimac"),
            position("PER", "opposes", "a dam on the upper Rimac"),
        ),
        PAIR,
    )
    assert [row["state"] for row in rows] == ["opposed", ""]
    assert set(rows[0]["cells"]) == {"CHL", "PER"}
    assert rows[0]["cells"]["PER"][0]["is_against"]


def test_what_both_hold_is_shared() -> None:
    [row] = positions(
        scene(
            position("CHL", "supports", "free transit through Arica"),
            position({"name": "Ana Ruiz", "country": "PER"}, "supports", "free transit via Arica"),
        ),
        PAIR,
    )
    assert (row["state"], set(row["cells"])) == ("shared", {"CHL", "PER"})


def test_a_joint_position_and_a_third_partys_have_columns_of_their_own() -> None:
    [row] = positions(
        scene(
            position(["CHL", "PER"], "supports", "the herring quota"),
            position("BOL", "opposes", "the herring quota"),
        ),
        PAIR,
    )
    assert {JOINT, OTHERS} == set(row["cells"])
    assert row["state"] == "opposed"


def test_what_is_only_said_together_comes_last() -> None:
    rows = positions(
        scene(
            position(["CHL", "PER"], "supports", "the herring quota"),
            position("PER", "seeks", "a dam on the upper Rimac"),
        ),
        PAIR,
    )
    assert [row["state"] for row in rows] == ["", "joint"]
