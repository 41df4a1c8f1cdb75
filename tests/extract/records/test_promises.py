"""Promises: by which constructions something is promised, and by which it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

PROMISED = [
    # text, by, action, due
    ("Britain will withdraw its troops from Malta.", ["GBR"], "withdraw its troops from Malta", ""),
    ("Chile will suspend its levy on copper.", ["CHL"], "suspend its levy on copper", ""),
    ("Rwanda pledged to stop arming the rebels.", ["RWA"], "stop arming the rebels", ""),
    (
        "Peru and Chile agreed to keep the crossing open.",
        ["PER", "CHL"],
        "keep the crossing open",
        "",
    ),
    (
        "Ukraine said it would pay off $2bn (£1bn) of its debts.",
        ["UKR"],
        "pay off $2bn (£1bn) of its debts",
        "",
    ),
    (
        "Oman will build 40 wells in Yemen, adding that it needs no thanks.",
        ["OMN"],
        "build 40 wells in Yemen",
        "",
    ),
]

NOT_PROMISED = [
    "The presidents of Peru and Chile will discuss a bridge.",
    "Peru and Chile discussed a plan to build a bridge.",
    "Ghana turned down an offer to lease 12 trawlers.",
    "One way for Kenya would be to cut its duty on tea.",
    "Togo was welcome to buy the wheat.",
    "It is likely that Chad will sell the wheat.",
    "Mali warned that Niger will close the bridge.",
    "Niger reportedly will sell 40 trucks to Mali.",
    "The aim of the visit of the Indian minister was to congratulate the premier of Nepal.",
    "The quay was planned to take 90 ships.",
    "Benin said Togo must pledge to open the road.",
    "The council had mandated the secretariat to buy ten trucks.",
    "Peru and Chile will hold a series of meetings.",
    "A ship would be seized, rebel leader Hassan Keita said.",
    # left open, or what should be
    "Minister Okoye of Gabon declined to say when the curfew would be lifted.",
    "Mali has not decided whether to buy 20 trucks.",
    "Kenya's budget should set aside 40 million dollars for wells.",
    # what others are to do, what has been settled, what only sounds like a deed
    "The ministers of Peru and Chile agreed to recommend that all members halt arms sales.",
    "Ghana and Togo resolved three disputes.",
    "Peru and Chile agreed to settle disputes between the two states in a friendly spirit.",
    "The Lusaka meeting will give Kenya and Chad a new start.",
    "The envoy will undertake an official visit to Peru on 3 August.",
    "Romania will lend Moldova.",
    "Samoa's top priority was to connect its villages.",
    "The strife would end, Foreign Minister Okoye of Gabon said.",
    "Peru and Chile agreed to build a community with a shared future.",
]


@pytest.mark.parametrize(("text", "by", "action", "due"), PROMISED)
def test_what_can_be_seen_to_be_done_is_promised(
    extract_text: Extract, text: str, by: list[str], action: str, due: str
) -> None:
    found = [r for r in extract_text(text) if r.type == "commitment"]
    assert [(r.get("by"), r.get("action"), r.get("due") or "") for r in found] == [
        (by, action, due)
    ]


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_what_nobody_undertakes_is_not_promised(extract_text: Extract, text: str) -> None:
    assert [r.get("action") for r in extract_text(text) if r.type == "commitment"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Chile will drop its 6 percent tariff on copper.",
        "India and Oman agreed to form a pact that rests on four pillars.",
        "Kenya pledged to build a road that links three towns.",
        "Oman will mend the 48-mile road to Yemen.",
        "Chad and Mali agreed to reopen the post 60 miles north of Gao.",
        "A plant with four units is to be completed by Egypt by 2029.",
    ],
)
def test_what_only_describes_is_no_target(extract_text: Extract, text: str) -> None:
    found = [r for r in extract_text(text) if r.type == "commitment"]
    assert [r.get("target") for r in found] == [None] * len(found)
