"""Operators and acts are composed: what is done, intended, demanded, refused, stopped, denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memcon.extract.events import EventLine

Code = Callable[[str], EventLine | None]


@pytest.mark.parametrize(
    ("text", "event", "cameo"),
    [
        ("Ghana lifted its embargo against Togo.", "RETREAT", "085"),
        ("Ghana agreed to lift its embargo against Togo.", "AGREE", "0354"),
        ("Ghana refused to lift its embargo against Togo.", "REJECT", "1244"),
        ("Ghana threatened to impose an embargo on Togo.", "THREATEN", "1312"),
        ("Ghana urged Togo to lift its embargo.", "REQUEST", "0254"),
        ("Ghana demanded that Togo lift its embargo.", "REQUEST", "1054"),
        ("Ghana withdrew its troops from Togo.", "RETREAT", "087"),
        ("Ghana will withdraw its troops from Togo.", "AGREE", "0356"),
        ("Ghana said it would withdraw its troops from Togo.", "AGREE", "0356"),
        ("Ghana will not withdraw its troops from Togo.", "REJECT", "1246"),
        ("Ghana will attack bases in Togo, its army said.", "THREATEN", "1384"),
        ("Ghana said Togo must withdraw its troops.", "REQUEST", "1056"),
        ("Ghana suspended aid to Togo.", "SANCTION", "162"),
        ("Ghana called off talks with Togo.", "SANCTION", "164"),
        ("Ghana announced a suspension of flights to Togo.", "SANCTION", "160"),
        ("Ghana does not recognise the government of Togo.", "REJECT", "120"),
        ("Ghana accused Togo of shelling a village.", "ACCUSE", "1123"),
        ("Ghana accused Togo of sabotage.", "ACCUSE", "112"),
        ("Ghana threatened to review its loan to Togo.", "THREATEN", "130"),
        ("Ghana vowed to retaliate against Togo.", "THREATEN", "1384"),
        ("Talks between Ghana and Togo took place in Lome.", "CONSULT", "040"),
        ("A meeting between Ghana and Togo will take place in Lome.", "AGREE", "036"),
        ("Ghana and Togo agreed to impose an embargo on Benin.", "AGREE", "030"),
        ("Ghana held a naval exercise off Togo.", "MOBILIZE", "154"),
        ("Ghana and Togo held a naval exercise.", "COOPERATE", "062"),
        ("Ghana and Togo will hold a naval exercise.", "AGREE", "0312"),
    ],
)
def test_code_follows_from_operators_and_act(text: str, event: str, cameo: str, code: Code) -> None:
    found = code(text)
    assert found is not None
    assert (found.event, found.cameo) == (event, cameo)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana denied that it had attacked Togo.",
        "Ghana did not attack Togo.",
        "Ghana may attack Togo.",
        "If Ghana attacked Togo, Benin would suffer.",
        "Suppose that Ghana attacked Togo.",
        "Did Ghana attack Togo?",
        "No talks were held between Ghana and Togo.",
        "The report that Ghana attacked Togo was a hoax.",
        "Ghana hopes to meet Togo in the final of the tournament.",
    ],
)
def test_nothing_has_happened(text: str, code: Code) -> None:
    assert code(text) is None
