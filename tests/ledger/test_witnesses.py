from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import update

from memcon.ledger import computed
from memcon.ledger import schema as s
from memcon.ledger.connect import writing
from memcon.ledger.exchange import export_lines
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record

Doc = Callable[..., Document]
Rec = Callable[..., Record]

WIRE = (
    "The leaders of Peru and Chile met in Arica and agreed that trains will run between Tacna and "
    "Arica again. Work on the line begins in March and costs 18 million dollars, of which each "
    "side pays half; it was last used before the floods of 2012, when two bridges were lost."
)
OWN = (
    "Chile's railway has long waited for word on the line to Tacna. It came on Tuesday, when the "
    "leaders of Peru and Chile met and their transport ministers laid out how the bridges are to "
    "be built anew, with money from both treasuries and a loan that is still being talked about."
)
MET = "leaders of Peru and Chile met"
SLOTS = {"parties": ["CHL", "PER"], "kind": "heads_of_state", "participants": ["CHL", "PER"]}


def put(store: Store, doc: Doc, rec: Rec, name: str, text: str, **slots: Any) -> None:
    document = doc(name, text, published="2024-05-20", publisher=name.removesuffix(".txt").title())
    records = [rec(document, "meeting", MET, **{**SLOTS, **slots})]
    store.add_document(document, records)


def copies(store: Store) -> dict[str, tuple[str, ...]]:
    return {each.name: each.copies for each in store.documents()}


def test_copies_of_a_text_are_one_witness_with_all_publishers(
    store: Store, doc: Doc, rec: Rec
) -> None:
    for name, text in (
        ("courier.txt", f"From our desk. {WIRE}"),
        ("daily.txt", f"{WIRE} Reporting by the wire."),
        ("own.txt", OWN),
    ):
        put(store, doc, rec, name, text, date="2024-05-14")
    assert copies(store) == {
        "courier.txt": ("daily.txt",),
        "daily.txt": ("courier.txt",),
        "own.txt": (),
    }
    groups = store.witness_groups()
    assert groups["daily.txt"] is groups["courier.txt"]
    assert groups["daily.txt"].id == "courier.txt"
    assert groups["daily.txt"].publishers == ("Courier", "Daily")
    assert groups["own.txt"].documents == ("own.txt",)
    assert store.documents()[0].to_json()["copies"] == ["daily.txt"]
    assert "copies" not in store.documents()[2].to_json()


def test_reprints_do_not_outvote_independent_sources(store: Store, doc: Doc, rec: Rec) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        put(store, doc, rec, name, f"{WIRE} ({name})", date="2024-05-15", ordinal=3)
    put(store, doc, rec, "x.txt", OWN, date="2024-05-14", ordinal=3)
    put(store, doc, rec, "y.txt", f"So far so good: {MET} in May.", date="2024-05-14", ordinal=3)
    (found,) = store.records()
    assert found.get("date") == "2024-05-14"
    assert found.stated["date"] == [
        {"value": "2024-05-14", "docs": ["x.txt", "y.txt"]},
        {"value": "2024-05-15", "docs": ["a.txt", "b.txt", "c.txt"]},
    ]


def test_a_copy_between_two_makes_them_one_and_takes_that_with_it(
    store: Store, doc: Doc, rec: Rec
) -> None:
    words = [
        f"The {n}th of the clauses is on matter{n} and says what side{n} will do. "
        for n in ("four", "six", "seven", "nin", "ten", "eleven", "twelf", "thirteen", "fourteen")
    ]
    whole = f"{MET}. " + "".join(words)
    head, tail = f"{MET}. " + "".join(words[:5]), f"{MET}. " + "".join(words[4:])
    put(store, doc, rec, "a.txt", head, date="2024-05-14")
    put(store, doc, rec, "c.txt", tail, date="2024-05-14")
    assert copies(store) == {"a.txt": (), "c.txt": ()}
    put(store, doc, rec, "b.txt", whole, date="2024-05-14")
    assert copies(store)["a.txt"] == ("b.txt", "c.txt")
    store.remove("b.txt")
    assert copies(store) == {"a.txt": (), "c.txt": ()}
    assert store.check() == []


def test_order_has_no_part_in_what_is_one_witness(url: str, doc: Doc, rec: Rec) -> None:
    texts = {
        "a.txt": (f"{WIRE} (a)", "2024-05-15"),
        "b.txt": (f"By our desk. {WIRE}", "2024-05-15"),
        "x.txt": (OWN, "2024-05-14"),
    }
    found = set()
    with Store.open(url) as store:
        for order in permutations(texts):
            for name in order:
                put(store, doc, rec, name, texts[name][0], date=texts[name][1])
            found.add("".join(export_lines(store)))
            for name in order[1:]:
                store.remove(name)
            put(store, doc, rec, order[1], texts[order[1]][0], date=texts[order[1]][1])
            store.remove(order[0])
            store.remove(order[1])
    assert len(found) == 1


def test_a_new_version_with_another_text_is_a_copy_no_more(
    store: Store, doc: Doc, rec: Rec
) -> None:
    put(store, doc, rec, "a.txt", f"{WIRE} (a)", date="2024-05-15")
    put(store, doc, rec, "b.txt", f"{WIRE} (b)", date="2024-05-15")
    put(store, doc, rec, "b.txt", OWN, date="2024-05-15")
    assert copies(store) == {"a.txt": (), "b.txt": ()}


@pytest.mark.parametrize("value", ["", "weights-of-another-version"])
def test_what_another_version_computed_is_computed_anew_at_the_next_change(
    store: Store, doc: Doc, rec: Rec, value: str
) -> None:
    put(store, doc, rec, "a.txt", f"{WIRE} (a)", date="2024-05-15")
    put(store, doc, rec, "b.txt", f"{WIRE} (b)", date="2024-05-15")
    with writing(store.engine) as connection:
        connection.execute(
            update(s.meta).where(s.meta.c.key == computed.METHOD).values(value=value)
        )
        for table in (s.copies, s.links, s.block_keys):
            connection.execute(table.delete())
        connection.execute(update(s.signatures).values(method="another", witness="z"))
    put(store, doc, rec, "c.txt", f"{WIRE} (c)", date="2024-05-15")
    assert copies(store)["c.txt"] == ("a.txt", "b.txt")
    assert len(list(store.records())) == 1
