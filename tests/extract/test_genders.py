"""What honorifics, offices and names tell of gender."""

from __future__ import annotations

import pytest

from memcon.extract.genders import genders
from memcon.extract.offices import load_holders


@pytest.mark.parametrize(
    ("role", "gender"), [("spokeswoman", "female"), ("First Lady", ""), ("king", "male"), ("", "")]
)
def test_an_office_may_tell_gender(role: str, gender: str) -> None:
    assert genders().of_role(role) == gender


@pytest.mark.parametrize(
    ("name", "on_file", "gender"),
    [
        ("Angela Duarte", False, "female"),
        ("Jorge Duarte", True, "male"),
        ("Jorge Duarte", False, ""),
        ("Park Geun-hye", True, "female"),
        ("Duarte", True, ""),
    ],
)
def test_a_name_may_tell_gender(name: str, on_file: bool, gender: str) -> None:
    assert genders().of_name(name, on_file=on_file) == gender


@pytest.mark.parametrize("surname", ["Merkel", "Thatcher", "Albright", "Bachelet", "Bhutto"])
def test_women_in_office_are_told_from_men(surname: str) -> None:
    held = {each.person for each in load_holders().by_name(surname)}
    assert held
    assert "female" in {genders().of_name(name, on_file=True) for name in held}
