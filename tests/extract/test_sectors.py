"""Which sectors the words of a passage name."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest

from memcon.extract.offices import load_holders
from memcon.extract.people import NameRun
from memcon.extract.register import Register
from memcon.extract.sectors import SectorReader
from memcon.extract.view import DocumentView
from memcon.model.record import Record

Extract = Callable[..., list[Record]]

SIGNED = [
    ("a Belt and Road memorandum", ["regional"]),  # no road
    ("a convention on wind farms", ["energy"]),  # no farm
    ("a treaty on farming", ["agriculture"]),  # the kind of the paper is no field
    ("a treaty of friendship", ["legal"]),
    ("an accord on the training of police officers", ["security"]),
    ("an accord on training", ["education"]),
    ("an agreement on the Ganges", None),  # no gang
    ("an agreement on pilot projects in schools", ["education"]),
    ("an agreement on armoured vehicles", ["defence"]),
    ("an agreement on their maritime boundary", ["legal"]),
    ("an agreement on a sugar mill", ["agriculture", "industry"]),
    ("an agreement on a nuclear power plant", ["energy", "nuclear"]),
]


@pytest.mark.parametrize(("thing", "sectors"), SIGNED, ids=[thing for thing, _ in SIGNED])
def test_sectors_of_a_thing(extract_text: Extract, thing: str, sectors: list[str] | None) -> None:
    found = extract_text(f"Bhutan and Ivory Coast signed {thing}.")
    slots = [r.slots for r in found if r.type == "instrument"]
    assert [sorted(s.get("sectors", [])) or None for s in slots] == [sectors]


PASSAGES = [
    ("Bhutan stressed the importance of its ties with Fiji.", []),  # nothing is imported
    ("Bhutan praised Fiji's healthy politics.", []),
    ("The move would fuel tensions and traded barbs followed.", []),
    ("The king granted them an audience and would grant the islands autonomy.", []),
    ("Lima vowed not to resort to force.", []),
    ("It hailed the climate of trust and the bonds of friendship.", []),
    ("Foreign Affairs and Trade Minister Ola Rees arrived.", []),  # relations with others
    ("The Minister of Foreign Affairs, Overseas Work and Tourism, Ola Rees, arrived.", []),
    ("The Minister of Agriculture, Ola Rees, arrived.", ["agriculture"]),
    ("The Minister of Agriculture, Ola Rees, signed an accord on railways.", ["transport"]),
    ("They met at Callao Airport.", []),
    ("They will enlarge Callao Airport.", ["transport"]),
    ("Condoleezza Rice arrived.", []),
    ("A bridge will cross the Sava River.", ["transport"]),
    ("They share a river.", ["environment"]),
]


@pytest.mark.parametrize(("text", "sectors"), PASSAGES, ids=[text for text, _ in PASSAGES])
def test_sectors_of_a_passage(text: str, sectors: list[str]) -> None:
    document = SimpleNamespace(register=Register(load_holders(), None))
    document.register.add(NameRun(0, 2, "Condoleezza Rice", titled=True))
    assert SectorReader(cast("DocumentView", document), "en").read(text) == sectors
