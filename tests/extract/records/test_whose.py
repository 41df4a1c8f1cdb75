"""Which of several states a record is about: those of its own words, not those named beside it.

All texts are dated 15 June 2020.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from memcon.model.record import Record

Extract = Callable[..., list[Record]]

# a text, the type of its one record to look at, a slot and its value
CASES: list[tuple[str, str, str, Any]] = [
    (
        "Chile and Peru accused Fiji of harming their fishermen with the dam that it is building.",
        "position",
        "parties",
        ["CHL", "FJI", "PER"],
    ),
    (
        "A Kenyan spokesman blamed Uganda for the raid, demanding an inquiry.",
        "position",
        "holder",
        [{"role": "spokesman", "country": "KEN"}] * 2,
    ),
    (
        "Poland thanked Hungary for opening the border.",
        "position",
        "toward",
        "HUN",
    ),
    (
        (
            "President Banda of Malawi and President Moi of Kenya, who are visiting Fiji this"
            " week, held talks on Monday."
        ),
        "visit",
        "parties",
        [["FJI", "MWI"], ["FJI", "KEN"]],
    ),
    (
        "GCC members reject such levies, according to the Manama Declaration of the GCC.",
        "instrument",
        "parties",
        ["GCC"],
    ),
    (
        "In a communique released in the Kenyan capital, Nairobi, IGAD condemned the raids.",
        "instrument",
        "parties",
        ["IGAD"],
    ),
    (
        "Kenya's Foreign Office rejected the Ugandan claim.",
        "position",
        "holder",
        "KEN",
    ),
    (
        "South Korea's Joint Chiefs of Staff condemned the North Korean launch.",
        "position",
        "holder",
        {"organisation": "Joint Chiefs of Staff", "country": "KOR"},
    ),
    (
        (
            "Nigeria has agreed to withdraw its soldiers from the peninsula by 15 September in"
            " line with a ruling of the International Court of Justice."
        ),
        "commitment",
        "parties",
        ["NGA"],
    ),
    (
        "SCO states have slammed trade barriers, according to the Astana accord.",
        "position",
        "parties",
        ["SCO"],
    ),
    (
        "Kenya and Mali agreed to free 200 captives under a deal struck at talks held in Sweden.",
        "commitment",
        "parties",
        ["KEN", "MLI"],
    ),
    (
        "On top of a deal with Britain, Fiji announced that it would buy twelve jets from Peru.",
        "commitment",
        "by",
        ["FJI"],
    ),
    (
        (
            "GCC foreign ministers backed Oman. They held the Iraqis responsible, and said that"
            " Iraqis themselves should rule. They urged Iraq to free the captives."
        ),
        "position",
        "holder",
        [{"role": "foreign ministers", "country": "GCC"}] * 3,
    ),
    (
        "Morocco and Algeria will hold talks in Cairo to settle the Western Sahara dispute.",
        "meeting",
        "parties",
        ["DZA", "MAR"],
    ),
    (
        "Germany and Russia agreed in May to house former Soviet troops from former East Germany.",
        "commitment",
        "parties",
        ["DEU", "RUS"],
    ),
    (
        "Oman and the GCC signed a charter. The GCC thanked Oman for its help.",
        "instrument",
        "parties",
        ["GCC", "OMN"],
    ),
]


@pytest.mark.parametrize(("text", "kind", "slot", "value"), CASES)
def test_whom_a_record_is_about(
    extract_text: Extract, text: str, kind: str, slot: str, value: Any
) -> None:
    found = [record.slots.get(slot) for record in extract_text(text) if record.type == kind]
    assert found == (value if len(found) > 1 else [value])


# a title, a text, the type of record, and the parties of its last one
TITLED: list[tuple[str, str, str, list[str]]] = [
    (
        "Ghana and Togo agree on a truce",
        (
            "Leaders of Ghana and Togo have agreed on a truce, the mediator said. Premier Adu of"
            " Ghana and Premier Koffi of Togo spoke in Fiji. Fiji's premier chaired the talks."
            " Washington, London and Beijing sent their envoys. Washington and Beijing had pressed"
            " for talks. Washington said so.\n\nThe parties agreed to exchange prisoners."
        ),
        "commitment",
        ["GHA", "TGO"],
    ),
    (
        "China rejects sanctions",
        (
            "China on Monday rejected the use of sanctions.\n\nA spokesman made the remark when"
            " he was asked about Russian diplomats.\n\nChina and Russia are partners, he said."
        ),
        "position",
        ["CHN"],
    ),
    (
        "Talks on Rwandan truce",
        (
            "Representatives of the Rwandan army and of the rebels held their first meeting to"
            " explore a truce. The Rwandan army said that Rwandan troops held the capital of"
            " Rwanda.\n\nBelgium said that it had sent troops to Rwanda for the safety of its"
            " nationals. Rwandan officials kept silent because Rwanda had allowed it."
        ),
        "meeting",
        [],
    ),
]


@pytest.mark.parametrize(("title", "text", "kind", "parties"), TITLED)
def test_the_pair_of_a_text_is_that_of_its_title(
    extract_text: Extract, title: str, text: str, kind: str, parties: list[str]
) -> None:
    found = [r.slots["parties"] for r in extract_text(text, title=title) if r.type == kind]
    assert found[-1:] == ([parties] if parties else [])
