from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from memcon.errors import LedgerError, UsageError
from memcon.ledger.connect import writing
from memcon.ledger.exchange import export_lines
from memcon.ledger.reading import RecordQuery
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record

Doc = Callable[..., Document]
Rec = Callable[..., Record]

WIRE = "Presidents Ruto and Museveni met in Nairobi on 16 May 2024. Kenya will buy Ugandan milk."
PAGE = "Museveni was in Nairobi on 16 May 2024 for talks with Ruto. Trade reached $900 million."
PARTIES = ["KEN", "UGA"]
RUTO = {"name": "William Ruto", "role": "President", "country": "KEN"}
MUSEVENI = {"name": "Yoweri Museveni", "role": "President", "country": "UGA"}


def talks(**slots: Any) -> dict[str, Any]:
    return {
        "parties": PARTIES,
        "date": "2024-05-16",
        "kind": "heads_of_state",
        "participants": [RUTO, MUSEVENI],
        "place": {"name": "Nairobi", "country": "KEN"},
        "status": "held",
        **slots,
    }


def wire(doc: Doc, rec: Rec) -> tuple[Document, list[Record]]:
    document = doc("wire.txt", WIRE, published="2024-05-17", title="Talks", publisher="Wire")
    return document, [
        rec(document, "meeting", "met in Nairobi on 16 May 2024", **talks()),
        rec(
            document,
            "commitment",
            "Kenya will buy Ugandan milk",
            parties=PARTIES,
            by=["KEN"],
            action="buy Ugandan milk",
            status="pending",
        ),
    ]


def page(doc: Doc, rec: Rec) -> tuple[Document, list[Record]]:
    document = doc("page.html", PAGE, published="2024-05-18", url="https://news.example/1")
    return document, [
        rec(document, "meeting", "talks with Ruto", **talks(date="2024-05")),
        rec(
            document,
            "figure",
            "Trade reached $900 million",
            parties=PARTIES,
            indicator="trade.total",
            amount={"value": 900000000, "unit": "USD"},
            nature="actual",
        ),
    ]


def exported(store: Store) -> str:
    return "".join(export_lines(store))


def test_one_meeting_in_two_documents_is_one_record(store: Store, doc: Doc, rec: Rec) -> None:
    first, second = wire(doc, rec), page(doc, rec)
    store.add_document(*first)
    store.add_document(*second)
    ids = sorted((first[1][0].id, second[1][0].id))
    (meeting,) = store.records(RecordQuery(types=("meeting",)))
    assert (meeting.id, meeting.same_as) == (ids[0], (ids[1],))
    assert {cite.doc for cite in meeting.evidence} == {"wire.txt", "page.html"}
    assert meeting.get("date") == "2024-05-16"
    assert meeting.stated["date"] == [
        {"value": "2024-05", "docs": ["page.html"]},
        {"value": "2024-05-16", "docs": ["wire.txt"]},
    ]
    assert store.get(ids[1]).id == ids[0]


def test_ingesting_twice_changes_nothing(store: Store, doc: Doc, rec: Rec) -> None:
    store.add_document(*wire(doc, rec))
    before = exported(store)
    again = store.add_document(*wire(doc, rec))
    assert (again.outcome, again.unchanged) == ("unchanged", 2)
    assert exported(store) == before


def test_what_stands_is_known_before_extraction(store: Store, doc: Doc, rec: Rec) -> None:
    document, records = wire(doc, rec)
    assert store.standing(document) is None
    store.add_document(document, records, fingerprint="1")
    known = store.standing(document, fingerprint="1")
    assert known is not None
    assert (known.outcome, known.unchanged) == ("unchanged", 2)
    assert store.standing(document, fingerprint="2") is None
    copy = store.standing(replace(document, name="x.txt"), fingerprint="1")
    assert copy is not None
    assert (copy.outcome, copy.name) == ("duplicate", "wire.txt")


def test_the_same_text_under_another_name_is_a_duplicate(store: Store, doc: Doc, rec: Rec) -> None:
    store.add_document(*wire(doc, rec))
    before = exported(store)
    copy = doc("zz-copy.txt", WIRE)
    change = store.add_document(copy, [])
    assert (change.outcome, change.name) == ("duplicate", "wire.txt")
    assert exported(store) == before


def test_the_same_bytes_with_another_text_are_a_duplicate(store: Store, doc: Doc, rec: Rec) -> None:
    document, records = wire(doc, rec)
    store.add_document(replace(document, sha256="ab" * 32), records)
    copy = replace(doc("zz.txt", "other text"), sha256="ab" * 32)
    assert store.add_document(copy, []).outcome == "duplicate"


def test_order_of_ingestion_does_not_matter(
    doc: Doc, rec: Rec, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = wire(doc, rec), page(doc, rec)
    copy = doc("a-copy.txt", WIRE, published="2024-05-17")
    copied = (copy, [_moved(record, copy.name) for record in first[1]])
    seen = set()
    for order in itertools.permutations((first, second, copied)):
        path = tmp_path_factory.mktemp("order") / "ledger.db"
        with Store.open(f"sqlite:///{path}") as store:
            for document, records in order:
                store.add_document(document, records)
            seen.add(exported(store))
    assert len(seen) == 1


def _moved(record: Record, name: str) -> Record:
    return replace(record, evidence=tuple(replace(cite, doc=name) for cite in record.evidence))


def test_a_new_version_keeps_the_ids_of_unchanged_facts(store: Store, doc: Doc, rec: Rec) -> None:
    document, records = wire(doc, rec)
    store.add_document(document, records)
    newer = doc("wire.txt", "Correction. " + WIRE.replace("milk", "sugar"), published="2024-05-18")
    meeting = rec(newer, "meeting", "met in Nairobi on 16 May 2024", **talks())
    visit = rec(newer, "visit", "Museveni met", visitor=MUSEVENI, host="KEN", parties=PARTIES)
    change = store.add_document(newer, [meeting, visit])
    assert (change.outcome, change.version) == ("replaced", 2)
    assert (change.added, change.removed, change.unchanged) == (1, 1, 1)
    assert meeting.id != records[0].id
    assert store.get(meeting.id).id == records[0].id
    assert {record.type for record in store.records()} == {"meeting", "visit"}
    assert [each.version for each in store.documents(versions=True)] == [1, 2]
    assert store.add_document(newer, [meeting, visit]).outcome == "unchanged"


def test_another_address_under_the_same_name_is_another_document(store: Store, doc: Doc) -> None:
    store.add_document(doc("statement", "One text.", url="https://a.example/statement"), [])
    change = store.add_document(doc("statement", "Another.", url="https://b.example/statement"), [])
    assert change.outcome == "added"
    assert change.name.startswith("statement~")
    assert len(store.documents()) == 2
    again = doc("statement", "Another, corrected.", url="https://b.example/statement")
    assert store.add_document(again, []).name == change.name


def test_the_same_address_under_another_name_is_a_new_version(store: Store, doc: Doc) -> None:
    store.add_document(doc("a.html", "One text.", url="https://a.example/1"), [])
    change = store.add_document(doc("b.html", "Another.", url="https://a.example/1"), [])
    assert (change.outcome, change.name, change.version) == ("replaced", "a.html", 2)


def test_other_metadata_of_the_same_text_is_taken_up(store: Store, doc: Doc, rec: Rec) -> None:
    document, records = wire(doc, rec)
    store.add_document(document, records)
    dated = replace(document, date=date(2024, 5, 20))
    assert store.standing(dated) is None
    change = store.add_document(dated, records)
    assert (change.outcome, change.version, change.unchanged) == ("updated", 1, 2)
    assert store.document("wire.txt").date == date(2024, 5, 20)


def test_removing_takes_out_what_rests_on_the_document_alone(
    store: Store, doc: Doc, rec: Rec
) -> None:
    first, second = wire(doc, rec), page(doc, rec)
    store.add_document(*second)
    alone = exported(store)
    store.add_document(*first)
    removal = store.remove("wire.txt")
    assert (removal.removed, removal.weakened) == (1, 1)
    assert store.get(first[1][0].id).id == second[1][0].id  # the id goes on resolving
    assert {each.name for each in store.documents()} == {"page.html"}
    lines = [line for line in exported(store).splitlines() if '"type":"document"' not in line]
    assert lines == [line for line in alone.splitlines() if '"type":"document"' not in line]
    assert store.check() == []


def test_removing_and_adding_again_gives_the_same_ledger(store: Store, doc: Doc, rec: Rec) -> None:
    store.add_document(*wire(doc, rec))
    store.add_document(*page(doc, rec))
    before = exported(store)
    store.remove("wire.txt")
    store.add_document(*wire(doc, rec))
    assert exported(store) == before


def test_nothing_is_stored_of_a_document_whose_records_cannot_be(
    store: Store, doc: Doc, rec: Rec, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        message = "stopped half-way"
        raise LedgerError(message)

    before = exported(store)
    monkeypatch.setattr("memcon.ledger.computed.refresh", fails)
    with pytest.raises(LedgerError, match="half-way"):
        store.add_document(*wire(doc, rec))
    assert exported(store) == before


def test_evidence_that_is_not_in_the_document_is_refused(store: Store, doc: Doc, rec: Rec) -> None:
    document, records = wire(doc, rec)
    (cite,) = records[0].evidence
    wrong = replace(records[0], evidence=(replace(cite, start=cite.start + 1),))
    with pytest.raises(LedgerError, match="other words stand"):
        store.add_document(document, [wrong])
    assert store.documents() == []


def test_records_of_one_id_are_one(store: Store, doc: Doc, rec: Rec) -> None:
    document = doc("a.txt", "Ruto had talks. Ruto had talks!")
    first = rec(document, "meeting", "Ruto had talks.", kind="other", parties=PARTIES)
    again = rec(document, "meeting", "Ruto had talks!", kind="other", date="2024")
    assert first.id == again.id
    assert store.add_document(document, [first, again]).added == 1
    (record,) = store.records()
    assert (len(record.evidence), record.get("date")) == (2, "2024")
    assert store.add_document(document, [first, again]).outcome == "unchanged"
    assert store.check() == []


def test_links_point_to_the_record_that_is_kept(store: Store, doc: Doc, rec: Rec) -> None:
    (first, (meeting, _)), second = wire(doc, rec), page(doc, rec)
    accord = rec(first, "commitment", "Kenya will buy Ugandan milk", parties=PARTIES, by=["KEN"])
    linked = replace(accord, links=({"rel": "produced_by", "id": meeting.id},))
    store.add_document(first, [meeting, linked])
    store.add_document(*second)
    kept = min(meeting.id, second[1][0].id)
    assert store.get(accord.id).links == ({"rel": "produced_by", "id": kept},)


@pytest.mark.parametrize(
    ("query", "types"),
    [
        (RecordQuery(parties=("KEN",)), ["meeting", "commitment", "figure"]),
        (RecordQuery(parties=("KEN", "TZA")), []),
        (RecordQuery(types=("figure",)), ["figure"]),
        (RecordQuery(status="held"), ["meeting"]),
        (RecordQuery(since=date(2024, 5, 17)), []),
        (RecordQuery(until=date(2024, 5, 17)), ["meeting"]),
        (RecordQuery(text="milk"), ["commitment"]),
        (RecordQuery(text='"no such phrase"'), []),
    ],
)
def test_queries_select_records(
    store: Store, doc: Doc, rec: Rec, query: RecordQuery, types: list[str]
) -> None:
    store.add_document(*wire(doc, rec))
    store.add_document(*page(doc, rec))
    assert [record.type for record in store.records(query)] == types


def test_records_come_in_groups_of_exactly_the_same_parties(
    store: Store, doc: Doc, rec: Rec
) -> None:
    document = doc("note.txt", WIRE, published="2024-05-17")
    words = ("Presidents Ruto", "met in Nairobi", "on 16 May 2024", "Kenya will buy")
    parties = (PARTIES, ["KEN"], ["KEN", "TZA", "UGA"], PARTIES)
    store.add_document(
        document,
        [
            rec(document, "position", quote, parties=codes, stance="seeks", topic=quote)
            for quote, codes in zip(words, parties, strict=True)
        ],
    )

    def grouped(*codes: str) -> list[tuple[list[str], int]]:
        return [(group[0].get("parties"), len(group)) for group in store.by_parties(codes)]

    assert grouped() == [(["KEN"], 1), (["KEN", "TZA", "UGA"], 1), (PARTIES, 2)]
    assert grouped("UGA") == [(["KEN", "TZA", "UGA"], 1), (PARTIES, 2)]


def test_undated_records_are_counted_where_a_period_leaves_them_out(
    store: Store, doc: Doc, rec: Rec
) -> None:
    store.add_document(*wire(doc, rec))
    assert store.undated(RecordQuery(since=date(2024, 1, 1))) == 1
    assert store.undated(RecordQuery()) == 0


def test_statements_are_cited(store: Store, doc: Doc, rec: Rec) -> None:
    document, records = wire(doc, rec)
    store.add_document(document, records)
    found = store.statements(records[0].id)
    assert {each.field for each in found} == set(records[0].slots)
    assert {cite.quote for each in found for cite in each.citations} == {
        "met in Nairobi on 16 May 2024"
    }


def test_an_unknown_id_or_name_is_told(store: Store) -> None:
    with pytest.raises(LedgerError, match="no record of that id"):
        store.get("meeting-000000000000")
    with pytest.raises(LedgerError, match="no document of that name"):
        store.document("nothing.txt")
    with pytest.raises(LedgerError, match="no document of that name"):
        store.remove("nothing.txt")


def test_a_sound_ledger_has_no_problems_and_a_changed_one_has(
    store: Store, doc: Doc, rec: Rec
) -> None:
    store.add_document(*wire(doc, rec))
    assert store.check() == []
    with writing(store.engine) as connection:
        connection.exec_driver_sql(
            "UPDATE statements SET value = '\"2024-06\"' WHERE field = 'date'"
        )
    problems = store.check()
    assert any("is not what its hash says" in line for line in problems)
    assert any("is not what its statements add up to" in line for line in problems)


def test_vacuum_leaves_the_ledger_as_it_was(store: Store, doc: Doc, rec: Rec) -> None:
    store.add_document(*wire(doc, rec))
    before = exported(store)
    store.vacuum()
    assert exported(store) == before


def test_what_was_doubtful_is_one_record_once_its_rival_is_gone(
    store: Store, doc: Doc, rec: Rec
) -> None:
    slots = talks(participants=[RUTO])
    first = doc("a.txt", "Ruto had talks. Ruto held talks.", published="2024-05-17")
    rivals = [
        rec(first, "meeting", "Ruto had talks.", **slots),
        rec(first, "meeting", "Ruto held talks.", **slots),
    ]
    second = doc("b.txt", "Ruto had talks", published="2024-05-17")
    third = rec(second, "meeting", "Ruto had talks", **slots)
    store.add_document(first, rivals)
    store.add_document(second, [third])
    assert len(list(store.records())) == 3
    store.add_document(doc("a.txt", "Ruto had talks.", published="2024-05-17"), [rivals[0]])
    assert [sorted((record.id, *record.same_as)) for record in store.records()] == [
        sorted((rivals[0].id, third.id))
    ]


def test_pages_put_together_are_the_whole_list(store: Store, doc: Doc, rec: Rec) -> None:
    days = ["2024-05-03", "", "2023", "2024-05-03", "../2024-06", "2025-01/.."]
    text = " ".join(f"Item {number}." for number in range(len(days)))
    document = doc("a.txt", text, published="2024-05-17")
    kinds = ("project", "body")
    store.add_document(
        document,
        [
            rec(document, kind, f"Item {number}.", name=f"{kind} {number}", **dated)
            for number, day in enumerate(days)
            for kind in kinds
            for dated in [{"date": day} if day else {}]
        ],
    )
    whole = [record.id for record in store.records()]
    assert len(whole) == len(days) * len(kinds)
    for limit in (1, 2, 5, len(whole), 99):
        found, after = [], ""
        while True:
            page = store.page(RecordQuery(limit=limit, after=after))
            assert len(page.records) <= limit
            found += [record.id for record in page.records]
            after = page.after
            if not after:
                break
        assert found == whole
    assert [each.id for each in store.records(RecordQuery(limit=3))] == whole[:3]
    assert store.page(RecordQuery()).after == ""


def test_a_page_goes_on_where_the_last_one_ended_though_records_came_in(
    store: Store, doc: Doc, rec: Rec
) -> None:
    def put(name: str, day: str) -> None:
        document = doc(f"{name}.txt", f"Note {name}.", published="2024-05-17")
        store.add_document(document, [rec(document, "project", "Note", name=name, date=day)])

    for name, day in (("b", "2021"), ("d", "2023")):
        put(name, day)
    page = store.page(RecordQuery(types=("project",), limit=1))
    put("a", "2020")
    put("c", "2022")
    rest = store.page(RecordQuery(types=("project",), limit=9, after=page.after))
    assert [record.get("name") for record in rest.records] == ["c", "d"]


def test_what_is_no_place_of_a_page_is_told(store: Store) -> None:
    with pytest.raises(UsageError, match="not where a page ended"):
        store.page(RecordQuery(after="poem 2024 x"))


def test_documents_of_some_names(store: Store, doc: Doc, rec: Rec) -> None:
    store.add_document(*wire(doc, rec))
    store.add_document(*page(doc, rec))
    (found,) = store.documents(names=["page.html", "absent.txt"])
    assert (found.name, found.records) == ("page.html", 2)
    assert store.documents(names=[]) == []
