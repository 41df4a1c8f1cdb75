from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from memcon.model.citation import Citation
from memcon.model.record import Record
from memcon.resolve.merge import merge_records

PUBLISHED = {"a": date(2020, 1, 1), "b": date(2021, 1, 1), "c": date(2022, 1, 1), "u": None}


def make(doc: str, kind: str = "meeting", /, **slots: Any) -> Record:
    return Record(f"{kind}-{doc}", kind, slots, (Citation(doc, 5, 8, "met"),))


def merged(*records: Record) -> Record:
    return merge_records(records, published=PUBLISHED)


def test_the_smallest_id_stays_and_evidence_is_united() -> None:
    found = merged(make("b"), make("a"))
    assert (found.id, found.same_as) == ("meeting-a", ("meeting-b",))
    assert [cite.doc for cite in found.evidence] == ["a", "b"]


def test_equal_values_are_not_stated() -> None:
    found = merged(make("a", ordinal=3, parties=["A", "B"]), make("b", ordinal=3))
    assert found.get("ordinal") == 3
    assert found.stated == {}


def test_documents_silent_on_a_slot_are_not_named() -> None:
    found = merged(make("a", date="2020-05-01"), make("b"), make("c", date="2020-05"))
    assert found.stated == {
        "date": [
            {"value": "2020-05", "docs": ["c"]},
            {"value": "2020-05-01", "docs": ["a"]},
        ]
    }


@pytest.mark.parametrize(
    ("slot", "values", "expected"),
    [
        # the most precise that most are compatible with
        ("date", {"a": "2020-05-01", "b": "2020-05", "c": "2020"}, "2020-05-01"),
        ("date", {"a": "2020-05-01", "b": "2020-05-02", "c": "2020-05"}, "2020-05-02"),
        ("date", {"a": "2020-05-01", "b": "2020-05-01", "c": "2020-06-01"}, "2020-05-01"),
        # else the latest document's
        ("date", {"a": "2020-05-01", "b": "2020-06-01"}, "2020-06-01"),
        ("date", {"b": "2020-06-01", "u": "2020-05-01"}, "2020-06-01"),
        ("ordinal", {"a": 3, "b": 4}, 4),
        ("ordinal", {"a": 3, "b": 3, "c": 4}, 3),
        ("kind", {"a": "ministerial", "b": "other"}, "ministerial"),
        (
            "place",
            {"a": {"name": "Lima", "country": "PER"}, "b": {"country": "PER"}},
            {"name": "Lima", "country": "PER"},
        ),
    ],
)
def test_the_value_shown_first(slot: str, values: dict[str, Any], expected: Any) -> None:
    found = merged(*(make(doc, **{slot: value}) for doc, value in values.items()))
    assert found.get(slot) == expected
    stated = {doc: each["value"] for each in found.stated[slot] for doc in each["docs"]}
    assert stated == values


def test_an_exact_figure_is_shown_before_its_rounding() -> None:
    found = merged(
        make("a", "figure", amount={"value": 107.06e9, "unit": "USD"}),
        make("b", "figure", amount={"value": 100e9, "unit": "USD", "qualifier": "over"}),
    )
    assert found.get("amount") == {"value": 107.06e9, "unit": "USD"}


def test_lists_of_persons_and_parties_are_united() -> None:
    boric = {"name": "Gabriel Boric", "role": "President", "country": "CHL"}
    found = merged(
        make("a", parties=["CHL"], participants=[{"name": "Boric", "country": "CHL"}]),
        make("b", parties=["PER", "CHL"], participants=[boric, {"name": "Dina Boluarte"}]),
    )
    assert found.get("parties") == ["CHL", "PER"]
    assert found.get("participants") == [boric, {"name": "Dina Boluarte"}]
    assert set(found.stated) == {"parties", "participants"}


def test_a_status_that_changed_has_a_history() -> None:
    found = merged(
        make("a", "instrument", status="planned", date="2021"),
        make("c", "instrument", status="signed", date="2021-06-01"),
        make("b", "instrument", status="planned"),
    )
    assert found.get("status") == "signed"
    assert [(step["status"], step["date"]) for step in found.history] == [
        ("planned", "2020-01-01"),
        ("signed", "2021-06-01"),
    ]
    assert [cite["doc"] for cite in found.history[0]["evidence"]] == ["a", "b"]
    assert [each["value"] for each in found.stated["status"]] == ["planned", "signed"]


def test_a_status_on_which_all_agree_has_none() -> None:
    assert merged(make("a", status="held"), make("b", status="held")).history == ()


def test_a_record_of_one_document_stays_as_it_is() -> None:
    record = make("a", date="2020", links=None)
    assert merged(record).to_json() == record.to_json()
