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
    ("Laos called for Vietnam to delay its exercises with China.", "VNM"),
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


PAIR = "Peru and Chile held border talks in Lima on Monday. "
UNNAMED = [
    ("Chile called for the release of two pilots.", "PER"),
    ("Chile condemned the closure of the pass.", "PER"),
    ("Chile praised the warm welcome.", "PER"),
    ("Chile wants more orders for its machinery.", "PER"),
    # somebody else is asked, or a third is in it
    ("Chile called on the international community to lift the embargo.", ""),
    ("Chile called for the release of two Bolivian pilots.", "BOL"),
    # what one supports or opposes may be anything
    ("Chile opposes the use of nuclear power.", ""),
]


@pytest.mark.parametrize(("text", "toward"), UNNAMED)
def test_stance_that_names_nobody_is_turned_to_the_other_of_the_two_a_text_is_about(
    extract_text: Extract, text: str, toward: str
) -> None:
    found = {r.get("toward") or "" for r in extract_text(PAIR + text) if r.type == "position"}
    assert found == {toward}
