"""The queue comes in its stated order, what is judged leaves it, samples are random and known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from memcon.ledger.decide import Who
from memcon.ledger.store import Store
from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.record import Record, record_id
from memcon.run.quality import quality
from memcon.run.review import review_queue, sample

Put = Callable[..., str]
RICH: dict[str, Any] = {
    "kind": "ministerial",
    "date": "2020-03-04",
    "series": "regular talks",
    "ordinal": 7,
    "participants": [{"name": "Ana Ruiz", "country": "PER"}],
    "place": {"name": "Arica", "country": "CHL"},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as opened:
        yield opened


@pytest.fixture
def put(store: Store) -> Put:
    """Puts a document with one record in; the record's id."""

    def make(name: str, kind: str = "meeting", /, *, day: str = "2020-05-01", **slots: Any) -> str:
        words = f"{name} tells of it."
        text = Document(name, words, (Block(0, len(words)),), date=date.fromisoformat(day))
        cite = Citation(name, 0, len(words), words)
        identity = record_id(kind, text.text_hash, words)
        known = {"parties": ["CHL", "PER"], **slots}
        store.add_document(text, [Record(identity, kind, known, (cite,))])
        return identity

    return make


def fill(put: Put) -> dict[str, str]:
    """One record for each cause."""
    ids = {
        "single old": put("old", **{**RICH, "date": "2011-01-01", "ordinal": 1}, day="2011-02-01"),
        "single new": put("new", **{**RICH, "date": "2019-01-01", "ordinal": 2}, day="2019-02-01"),
        "confidence": put("poor", "body", name="commission on fog"),
    }
    for name, place in (("one", "Arica"), ("two", "Tacna"), ("three", "Arica")):
        slots = {**RICH, "place": {"name": place, "country": "CHL"}}
        ids["contradiction"] = put(name, **slots)
    for name in ("lake", "river"):
        ids[f"doubt {name}"] = put(name, "instrument", title=f"accord on {name} water")
    return ids


def causes(store: Store, **options: Any) -> list[str]:
    return [item.cause for item in review_queue(store, **options)]


def test_the_queue_comes_in_its_order(store: Store, put: Put) -> None:
    ids = fill(put)
    items = review_queue(store)
    found = [(item.cause, item.why) for item in items]
    order = ["doubt", "contradiction", "confidence", "single"]
    assert [cause for cause, _ in found] == sorted((cause for cause, _ in found), key=order.index)
    assert set(order) <= {cause for cause, _ in found}
    singles = [item.records[0].id for item in items if item.cause == "single"]
    assert singles.index(ids["single new"]) < singles.index(ids["single old"])
    assert ("contradiction", "place") in found


def test_what_is_judged_leaves_the_queue_until_it_changes(store: Store, put: Put) -> None:
    ids = fill(put)
    before = causes(store)
    store.decisions.judge("accept", ids["confidence"], Who("Ana"))
    assert before.count("confidence") - causes(store).count("confidence") == 1
    record = store.get(ids["contradiction"])
    store.decisions.judge("accept", record.id, Who("Ana"))
    assert "contradiction" not in causes(store)
    put("four", **{**RICH, "place": {"name": "Iquique", "country": "CHL"}})
    changed = [item for item in review_queue(store) if item.cause == "changed"]
    assert [(item.records[0].id, item.why) for item in changed] == [
        (store.get(record.id).id, "Ana")
    ]


def test_a_pair_that_is_decided_on_leaves_the_queue(store: Store, put: Put) -> None:
    fill(put)
    for _ in range(9):
        pairs = [item for item in review_queue(store) if item.cause == "doubt"]
        if not pairs:
            break
        ids = [record.id for record in pairs[0].records]
        store.decisions.keep_apart(ids, Who("Ana", "two banks"))
    assert "doubt" not in causes(store)


def test_the_queue_is_as_long_as_asked_and_of_one_type(store: Store, put: Put) -> None:
    fill(put)
    assert len(review_queue(store, limit=2)) == 2
    assert {item.records[0].type for item in review_queue(store, record_type="body")} == {"body"}


def test_a_sample_is_drawn_again_and_grows_without_drawing_anew(store: Store, put: Put) -> None:
    for number in range(12):
        put(f"{number}", "body", name=f"commission {number:b} of quite another sort {number}")
    three = [item.records[0].id for item in sample(store, 3)]
    assert [item.records[0].id for item in sample(store, 5)][:3] == three
    assert [item.records[0].id for item in sample(store, 3, seed="other")] != three
    who = Who("Ana", chosen=sample(store, 3)[0].chosen)
    store.decisions.judge("accept", three[0], who)
    assert [item.records[0].id for item in sample(store, 3)] == three[1:]


def test_quality_rests_on_the_sample_where_there_is_one(store: Store, put: Put) -> None:
    ids = [put(f"{n}", "body", name=f"commission {n:b} of the sort {n}") for n in range(10)]
    for each in ids[:3]:
        store.decisions.judge("reject", each, Who("Ana", "no body"))
    (found,) = quality(store)
    assert (found.type, found.basis, found.records) == ("body", "chosen", 7)
    assert (found.precision.right, found.precision.judged) == (0, 3)
    items = sample(store, 4)
    for item in items:
        store.decisions.judge("accept", item.records[0].id, Who("Ben", chosen=item.chosen))
    (found,) = quality(store)
    assert (found.basis, found.precision.right, found.precision.judged) == ("sample", 4, 4)
    assert found.chosen.judged == len(set(ids[:3]) - {item.records[0].id for item in items})
    low, high = found.precision.interval
    assert (round(low, 2), high) == (0.51, 1.0)


def test_a_corrected_field_counts_as_wrong_and_its_record_as_right(store: Store, put: Put) -> None:
    record = put("a", **RICH)
    store.decisions.correct(record, "date", "2020-03-05", Who("Ana", "misprint"))
    store.decisions.correct(record, "date", "2020-03-06", Who("Ana", "misprint too"))
    store.decisions.correct(record, "occasion", "a summit", Who("Ana", "left out"))
    store.decisions.judge("accept", record, Who("Ana"))
    (found,) = quality(store)
    assert (found.precision.right, found.precision.judged) == (1, 1)
    assert (found.fields["date"].right, found.fields["date"].judged) == (0, 1)
    assert (found.fields["place"].right, found.fields["place"].judged) == (1, 1)
    assert "occasion" not in found.fields  # nothing that was said was wrong


def test_what_people_entered_is_not_the_machines(store: Store, put: Put) -> None:
    from memcon.ledger.decide import Passage

    put("a", **RICH)
    slots = {"parties": ["CHL"], "title": "a protocol"}
    made = store.decisions.add("instrument", slots, Who("Ana", "seen"), cite=Passage("a", "tells"))
    store.decisions.judge("accept", made.subjects[0], Who("Ana"))
    assert quality(store) == []
    assert {item.records[0].type for item in sample(store, 9)} == {"meeting"}
