"""Toward whom a stance is turned."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

CASES = [
    # who suffers is not addressed
    ("Chad condemned the embargo against Libya.", ""),
    ("Kenya criticised the raid on Somalia.", ""),
    ("Kenya criticised Ethiopia's raid on Somalia.", "ETH"),
    ("Kenya lodged a complaint against Somalia.", "SOM"),
    # who is to act is
    ("Cuba demanded that Haiti return the boats to Jamaica.", "HTI"),
    ("Laos hopes that Vietnam will sell its rice to China.", "VNM"),
    # where something goes to, what a name is made of, whose people are concerned
    ("Peru called for a halt of Chilean arms shipments to Bolivia.", "CHL"),
    ("Georgia stressed the importance of the Baku-Tbilisi railway.", ""),
    ("Poland praised the Minsk accords.", ""),
    ("Spain wants to improve the care of Cuban, Haitian and Dominican migrants.", ""),
    # with whom something is to be done
    ("Ecuador hopes to open talks with Peru.", "PER"),
    ("France supports the Kabul government.", "AFG"),
]


@pytest.mark.parametrize(("text", "toward"), CASES)
def test_toward_is_who_is_to_act_or_has_acted(
    extract_text: Extract, text: str, toward: str
) -> None:
    found = [r.get("toward") or "" for r in extract_text(text) if r.type == "position"]
    assert found == [toward]
