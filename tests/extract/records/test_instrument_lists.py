"""Instruments that a text tells one by one after telling of all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]
_SIGNED = "Kenya and Tanzania signed five pacts on 4 May 2020. "


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("The pacts include a treaty on extradition.", "treaty on extradition"),
        ("These include a memorandum on mining and others.", "memorandum on mining"),
        ("Among them are an agreement on fish and others.", "agreement on fish"),
        ("They comprise a protocol on visas.", "protocol on visas"),
        ("The pacts signed are a treaty on fish and an accord on ports.", "accord on ports"),
        ("This included an accord on coal, as well as a treaty on tax.", "treaty on tax"),
        ("The pacts include accords on coal and tea as well as treaties on tax.", "accord on tea"),
    ],
)
def test_each_that_the_pacts_include_is_signed_with_them(
    extract_text: Extract, told: str, expected: str
) -> None:
    found = [r.slots for r in extract_text(_SIGNED + told) if r.type == "instrument"]
    listed = [slots for slots in found if slots["title"] == expected]
    assert [(s["parties"], s["status"], s["date"]) for s in listed] == [
        (["KEN", "TZA"], "signed", "2020-05-04")
    ]


@pytest.mark.parametrize(
    "told",
    ["The talks included a treaty on extradition.", "Their aims include a treaty on extradition."],
)
def test_what_talks_or_aims_include_is_not_signed(extract_text: Extract, told: str) -> None:
    found = [r.slots for r in extract_text(_SIGNED + told) if r.type == "instrument"]
    assert "treaty on extradition" not in [s["title"] for s in found if s["status"] == "signed"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            (
                "Peru and Chile signed a package of eight accords, among them a tax treaty and a"
                " protocol on customs."
            ),
            {"tax treaty", "protocol on customs"},
        ),
        (
            (
                "Peru and Chile signed two accords in 2019; the Lima Road Accord and the Lima Rail"
                " Accord."
            ),
            {"Lima Road Accord", "Lima Rail Accord"},
        ),
        (
            (
                "Peru and Chile signed a protocol on rules for the sale of meat and a plan on"
                " papers for fish."
            ),
            {"plan on papers for fish"},
        ),
    ],
)
def test_each_of_a_list_in_one_sentence_is_signed(
    extract_text: Extract, text: str, titles: set[str]
) -> None:
    found = [r.slots for r in extract_text(text) if r.type == "instrument"]
    assert titles <= {slots["title"] for slots in found if slots["status"] == "signed"}


@pytest.mark.parametrize("noun", ["cease-fire", "ceasefire"])
def test_a_word_is_the_same_with_and_without_its_hyphen(extract_text: Extract, noun: str) -> None:
    told = f"Peru and Chile agreed to a {noun} on 4 May 2020."
    found = [r.slots for r in extract_text(told) if r.type == "instrument"]
    assert [(s["title"], s["kind"], s["date"]) for s in found] == [
        (noun, "agreement", "2020-05-04")
    ]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("The summit of Peru and Chile will be marked by the signing of two accords.", "planned"),
        ("The summit of Peru and Chile was marked by the signing of two accords.", "signed"),
        ("Peru and Chile formalised two accords on Monday.", "signed"),
        ("Peru and Chile signed a framework of understanding on health.", "signed"),
    ],
)
def test_what_is_to_be_signed_at_an_occasion_is_not_signed_yet(
    extract_text: Extract, told: str, status: str
) -> None:
    found = [r.slots["status"] for r in extract_text(told) if r.type == "instrument"]
    assert found == [status]


def test_a_council_named_by_two_adjectives_belongs_to_both(extract_text: Extract) -> None:
    told = "The Kenyan-Tanzanian Coordination Council discussed trade on Monday."
    found = [r.slots for r in extract_text(told) if r.type == "body"]
    assert [(s["name"], s["parties"]) for s in found] == [
        ("Kenyan-Tanzanian Coordination Council", ["KEN", "TZA"])
    ]
