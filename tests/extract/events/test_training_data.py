"""The training sentences: codes and types agree, slots can be filled, and none is written twice."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from memcon.extract.events.codes import codebook

FOLDER = Path(__file__).parent.parent.parent.parent / "training/events"
if not FOLDER.is_dir():
    pytest.skip("training/ is not in this tree", allow_module_level=True)
sys.path.insert(0, str(FOLDER))

from generate import sentences, skeletons  # noqa: E402


def test_codes_are_of_the_skeletons_type() -> None:
    codes = codebook().codes
    wrong = [
        where
        for kind, cameo, _, where in skeletons()
        if kind != "NONE" and codes[cameo].event_type != kind
    ]
    assert wrong == []


def test_every_skeleton_of_an_event_marks_its_trigger() -> None:
    bare = [where for kind, _, text, where in skeletons() if kind != "NONE" and "*" not in text]
    assert bare == []


def test_there_are_enough_sentences_of_every_type() -> None:
    made = list(sentences(variants=4, seed=1))
    assert len(made) >= 3500
    for kind in codebook().types:
        assert sum(each["event"] == kind for each in made) >= 120


def test_filled_sentences_hold_no_slot_or_mark() -> None:
    rest = [
        each["text"] for each in sentences(variants=1, seed=3) if set(each["text"]) & set("{}[]*")
    ]
    assert rest == []


@pytest.mark.parametrize("name", ["sentences.tsv", "check.tsv"])
def test_single_sentences_have_known_codes(name: str) -> None:
    with (FOLDER / name).open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [r["text"] for r in rows if r["event"] != "NONE" and r["cameo"] not in codebook().codes]
    assert wrong == []
