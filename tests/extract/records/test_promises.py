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
    # who is promised nothing, what is left undone, what is up to others
    (
        "Peru promised its sailors would leave Chile after the rescue.",
        ["PER"],
        "leave Chile after the rescue",
        "",
    ),
    (
        "Libya gave assurances that it would pull its soldiers out of Chad by June 2020.",
        ["LBY"],
        "pull its soldiers out of Chad",
        "../2020-06",
    ),
    (
        "Egypt and Sudan agreed not to sign any new accord on the river.",
        ["EGY", "SDN"],
        "not sign any new accord on the river",
        "",
    ),
    (
        "Kenya decided to extend the mandate of its mission in Chad beyond the end of August.",
        ["KEN"],
        "extend the mandate of its mission in Chad beyond the end of August",
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
    # things without a deed, prices, what is put off, foreseen or only supposed
    "Peru's president said Bolivia had proposed three venues for the talks.",
    "Sudan is offering Kenya 9 dollars a barrel to ship its oil.",
    "King Hussein said Jordan plans a naval base near Aqaba, within five miles of the frontier.",
    "Prime Minister Sato of Japan has decided to postpone a trip to Laos.",
    "The withdrawal of Syrian troops will be over by May, the Israeli foreign minister said.",
    "The dam would pose a grave risk to Niger, the premier of Chad said.",
    "Peru and Chile expressed a firm commitment to ending border clashes.",
    "The European Union will agree to roll over its levy on Chilean fish, diplomats say.",
    "Samoa will host the next SOM in the second quarter of 2021.",
    "The Hungarian foreign minister will make a working visit to Baku on 3 March.",
    "The President of Angola will pay tribute to the late premier of Vietnam.",
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
