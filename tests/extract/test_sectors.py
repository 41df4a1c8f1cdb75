"""Which sectors the words of a passage name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
