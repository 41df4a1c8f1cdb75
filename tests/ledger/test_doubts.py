from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select

from memcon.ledger import computed, doubts
from memcon.ledger import schema as s
from memcon.ledger.connect import writing
from memcon.ledger.decided import Decided
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.resolve.matchers import DOUBT, LINK

Doc = Callable[..., Document]
Rec = Callable[..., Record]

TALKS = {"parties": ["KEN", "UGA"], "kind": "ministerial", "status": "held"}


def put(store: Store, doc: Doc, rec: Rec, name: str, words: str, **slots: Any) -> Record:
    document = doc(name, f"{words}. Filed by {name}.", published="2024-05-20")
    record = rec(document, "meeting", words, **{**TALKS, **slots})
    store.add_document(document, [record])
    return record


def two_doubtful(store: Store, doc: Doc, rec: Rec) -> tuple[Record, Record]:
    return (
        put(store, doc, rec, "a.txt", "The ministers met in Nairobi", date="2024-05-17"),
        put(store, doc, rec, "b.txt", "A round of talks was had", date="2024"),
    )


def test_a_pair_that_scores_too_low_to_join_is_doubtful(store: Store, doc: Doc, rec: Rec) -> None:
    made = two_doubtful(store, doc, rec)
    (found,) = store.doubtful()
    assert len(list(store.records())) == 2
    assert (found.a, found.b) == tuple(sorted(record.id for record in made))
    assert DOUBT <= found.score < LINK
    assert found.score == pytest.approx(sum(found.features.values()))
    assert 0.5 <= found.probability < 0.9
    assert sorted(found.docs) == ["a.txt", "b.txt"]


def test_a_pair_passed_over_for_its_rivals_is_doubtful(store: Store, doc: Doc, rec: Rec) -> None:
    slots = {**TALKS, "date": "2024-05-17"}
    first = doc("a.txt", "He had talks. So had talks she.", published="2024-05-17")
    rivals = [rec(first, "meeting", words, **slots) for words in ("He had talks", "talks she")]
    store.add_document(first, rivals)
    third = put(store, doc, rec, "b.txt", "Talks were had", date="2024-05-17")
    found = store.doubtful()
    expected = {tuple(sorted((rival.id, third.id))) for rival in rivals}
    assert {(each.a, each.b) for each in found} == expected
    assert all(each.score >= LINK for each in found)


def test_what_is_one_record_or_unlike_is_not_doubtful(store: Store, doc: Doc, rec: Rec) -> None:
    for name in ("a.txt", "b.txt"):
        put(store, doc, rec, name, "The ministers met in Nairobi", date="2024-05-17")
    put(store, doc, rec, "c.txt", "The ministers met in Nairobi", date="2019-05-17")
    assert store.doubtful() == []


def test_the_likeliest_pairs_come_first_each_once(store: Store, doc: Doc, rec: Rec) -> None:
    two_doubtful(store, doc, rec)
    put(store, doc, rec, "c.txt", "The ministers met in Nairobi", date="2024-05-17")
    put(store, doc, rec, "d.txt", "They sat down together", date="2024-05-24")
    found = store.doubtful()
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert len({(each.a, each.b) for each in found}) == len(found) > 1
    assert store.doubtful(limit=1) == found[:1]


def test_what_an_analyst_decided_joins_or_parts_records(
    store: Store, doc: Doc, rec: Rec, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two_doubtful(store, doc, rec)

    def decide(said: Decided) -> None:
        def answer(_connection: Connection, _mentions: object, **_: object) -> Decided:
            return said

        monkeypatch.setattr(computed, "decided", answer)
        monkeypatch.setattr(doubts, "decided", answer)
        with writing(store.engine) as connection:
            ids = connection.execute(select(s.mentions.c.id)).scalars().all()
            computed.reopen(connection, ids)
            computed.refresh(connection)

    with writing(store.engine) as connection:
        low, high = sorted(connection.execute(select(s.mentions.c.id)).scalars())
    decide(Decided(together=frozenset({(low, high)})))
    assert store.get(one.id) == store.get(other.id)
    assert store.doubtful() == []
    decide(Decided(apart=frozenset({(low, high)})))
    assert store.get(one.id) != store.get(other.id)
    assert store.doubtful() == []


def test_all_records_can_be_computed_anew(store: Store, doc: Doc, rec: Rec) -> None:
    two_doubtful(store, doc, rec)
    put(store, doc, rec, "c.txt", "The ministers met in Nairobi", date="2024-05-17")
    records, pairs = list(store.records()), store.doubtful()
    with writing(store.engine) as connection:
        connection.execute(delete(s.links))
        computed.rebuild(connection)
    assert (list(store.records()), store.doubtful()) == (records, pairs)
