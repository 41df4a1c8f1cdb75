"""Whose "the army" and "the rebels" are, where the text names but one state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from memcon.model.record import Record

Extract = Callable[[str, date], Sequence[Record]]
DAY = date(2020, 6, 15)


def sides_of(extract_text: Extract, text: str, event: str) -> list[tuple[list[str], list[str]]]:
    """Country and sector of the actors and recipients of each event of a type."""
    found = []
    for record in extract_text(text, DAY):
        told = record.to_json()
        if told["type"] == "event" and told["event_type"] == event:
            sides = (told.get("actors", ()), told.get("recipients", ()))
            one, two = (
                [f"{who['country']}/{who.get('sector', '')}" for who in side] for side in sides
            )
            found.append((one, two))
    return found


def test_in_a_text_about_one_state_they_are_its_own(extract_text: Extract) -> None:
    text = (
        "NIAMEY, June 15 (Reuters) - Niger is at war in its north. "
        "On Monday army helicopters killed six rebels."
    )
    assert (["NER/MIL"], ["NER/REB"]) in sides_of(extract_text, text, "ASSAULT")


def test_whom_rebels_rob_is_of_the_state_whatever_they_are(extract_text: Extract) -> None:
    text = (
        "BAMAKO, June 15 (AFP) - Mali has closed its schools. "
        "The rebels kidnapped two girls on Sunday."
    )
    assert (["MLI/REB"], ["MLI/"]) in sides_of(extract_text, text, "ASSAULT")


def test_in_a_text_about_two_they_are_nobody_s(extract_text: Extract) -> None:
    text = (
        "BAMAKO, June 15 (AFP) - Mali and Niger met on Friday. Mali thanked Niger. "
        "Niger thanked Mali. The rebels kidnapped two girls."
    )
    assert sides_of(extract_text, text, "ASSAULT") == []
