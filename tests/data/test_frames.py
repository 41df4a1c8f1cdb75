"""Every frame has examples that it covers and near-misses that it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from memcon.extract.frames import FRAMED, frames_by_concept
from memcon.extract.lexicon import concepts, load_yaml
from memcon.model.record import Record

ON = date(2020, 6, 15)
Extract = Callable[..., list[Record]]


def _entries(key: str) -> list[Any]:
    return [
        pytest.param(record, text, id=f"{entry['id']}-{number}")
        for record in FRAMED
        for entry in load_yaml(f"records/{record}/frames.yml")
        for number, text in enumerate(entry.get(key, ()))
    ]


@pytest.mark.parametrize(("record", "text"), _entries("examples"))
def test_example_yields_a_record_of_its_type(record: str, text: str, extract_text: Extract) -> None:
    assert record in {found.type for found in extract_text(text, ON)}


@pytest.mark.parametrize(("record", "text"), _entries("near_misses"))
def test_near_miss_yields_none(record: str, text: str, extract_text: Extract) -> None:
    assert record not in {found.type for found in extract_text(text, ON)}


@pytest.mark.parametrize("record", FRAMED)
def test_every_frame_has_both(record: str) -> None:
    entries: list[Mapping[str, Any]] = load_yaml(f"records/{record}/frames.yml")
    bare = [e["id"] for e in entries if not e.get("examples") or not e.get("near_misses")]
    assert bare == []


def test_every_concept_of_a_frame_has_words() -> None:
    assert concepts("en").names() >= set(frames_by_concept())
