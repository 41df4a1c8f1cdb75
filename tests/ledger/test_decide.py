"""Decisions hold whatever happens to the documents, and each can be undone."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from memcon.errors import ConflictError, LedgerError, RecordError, UsageError
from memcon.ledger.decide import Decisions, Passage, Who
from memcon.ledger.exchange import export_lines, import_lines
from memcon.ledger.reading import RecordQuery
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record

Doc = Callable[..., Document]
Rec = Callable[..., Record]
Pages = dict[str, tuple[Document, list[Record]]]

ANA, BEN = Who("Ana", "the dispatch is wrong"), Who("Ben", "seen in the register")
TEXTS = {
    "wire.txt": "Presidents Ruto and Museveni met in Nairobi on 16 May 2024.",
    "page.txt": "Talks of Museveni with Ruto in Nairobi on 16 May 2024 went well.",
    "late.txt": "On 16 May 2024 the presidents of Kenya and Uganda met in Nairobi for talks.",
}
WORDS = {
    "wire.txt": "met in Nairobi",
    "page.txt": "Talks of Museveni",
    "late.txt": "met in Nairobi",
}
TALKS: dict[str, Any] = {
    "parties": ["KEN", "UGA"],
    "date": "2024-05-16",
    "place": {"name": "Nairobi", "country": "KEN"},
    "status": "held",
    "kind": "heads_of_state",
    "participants": [
        {"name": "William Ruto", "country": "KEN"},
        {"name": "Yoweri Museveni", "country": "UGA"},
    ],
}
Refused = Callable[[Decisions, Record], object]
COUNTER = itertools.count()


@pytest.fixture
def pages(doc: Doc, rec: Rec) -> Pages:
    """Three documents on one meeting, which the machine merges."""
    made: Pages = {}
    for name, text in TEXTS.items():
        document = doc(name, text, published="2024-05-17")
        made[name] = document, [rec(document, "meeting", WORDS[name], **TALKS)]
    return made


@pytest.fixture
def full(store: Store, pages: Pages) -> Store:
    for document, records in pages.values():
        store.add_document(document, records, fingerprint="1")
    return store


@contextmanager
def fresh(folder: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{folder / f'{next(COUNTER)}.db'}") as store:
        yield store


def all_of(store: Store) -> list[Record]:
    return list(store.records())


def the_one(store: Store) -> Record:
    (record,) = all_of(store)
    return record


def exported(store: Store) -> str:
    return "".join(export_lines(store))


def mention(pages: Pages, name: str) -> str:
    return pages[name][1][0].id


# ---------------------------------------------------------------------- what each decision does


def test_a_correction_is_shown_first_and_the_documents_values_stay(full: Store) -> None:
    record = the_one(full)
    made = full.decisions.correct(record.id, "date", "2024-05-15", ANA)
    now = the_one(full)
    assert now.get("date") == "2024-05-15"
    assert now.stated["date"] == [{"value": "2024-05-16", "docs": sorted(TEXTS)}]
    assert now.decisions == (
        {
            "id": made.id,
            "kind": "correct",
            "by": "Ana",
            "at": made.at,
            "reason": "the dispatch is wrong",
            "field": "date",
        },
    )
    found = list(full.records(RecordQuery(until=date(2024, 5, 15))))
    assert [each.id for each in found] == [record.id]


def test_a_field_can_be_emptied_and_filled(full: Store) -> None:
    record = the_one(full)
    full.decisions.correct(record.id, "place", None, ANA)
    full.decisions.correct(record.id, "ordinal", 4, ANA)
    now = the_one(full)
    assert (now.get("place"), now.get("ordinal")) == (None, 4)
    assert "ordinal" not in now.stated
    assert [each["value"] for each in now.stated["place"]] == [TALKS["place"]]


def test_a_rejected_record_is_in_no_list_and_no_search(full: Store) -> None:
    record = the_one(full)
    assert full.search("Nairobi", kinds=("record",))
    full.decisions.judge("reject", record.id, ANA)
    assert all_of(full) == []
    assert full.search("Nairobi", kinds=("record",)) == []
    assert full.counts()["meeting"] == 0
    assert [each.id for each in full.records(RecordQuery(rejected=True))] == [record.id]
    assert full.get(record.id).is_rejected
    assert '"type":"meeting"' not in exported(full)
    full.decisions.judge("accept", record.id, BEN)
    assert the_one(full).decisions[0]["kind"] == "accept"


def test_links_to_a_rejected_record_are_not_shown(store: Store, doc: Doc, rec: Rec) -> None:
    document = doc("a.txt", "They met. They signed an accord.")
    met = rec(document, "meeting", "They met", **TALKS)
    accord = rec(document, "instrument", "signed an accord", parties=["KEN", "UGA"], title="accord")
    accord = replace(accord, links=({"rel": "produced_by", "id": met.id},))
    store.add_document(document, [met, accord])
    assert store.get(accord.id).links
    store.decisions.judge("reject", met.id, ANA)
    assert store.get(accord.id).links == ()


def test_a_note_stands_with_the_record(full: Store) -> None:
    full.decisions.note(the_one(full).id, "See the cable of 17 May.", Who("Ana"))
    assert the_one(full).decisions[0]["text"] == "See the cable of 17 May."


def test_records_are_split_by_document_and_joined_again(full: Store, pages: Pages) -> None:
    record = the_one(full)
    made = full.decisions.split(record.id, ANA, documents=["late.txt"])
    assert sorted(len(each.evidence) for each in all_of(full)) == [1, 2]
    assert full.get(mention(pages, "late.txt")).evidence[0].doc == "late.txt"
    full.decisions.undo(made.id, BEN)
    assert len(the_one(full).evidence) == 3


def test_a_split_without_documents_makes_one_record_of_each(full: Store) -> None:
    full.decisions.split(the_one(full).id, ANA)
    assert len(all_of(full)) == 3


def test_two_records_are_merged_also_of_one_document(store: Store, doc: Doc, rec: Rec) -> None:
    document = doc("a.txt", "They met in May. The talks were frank.")
    one = rec(document, "meeting", "They met in May", parties=["KEN", "UGA"], date="2024-05")
    two = rec(document, "meeting", "The talks were frank", parties=["KEN", "TZA"])
    store.add_document(document, [one, two])
    assert len(all_of(store)) == 2
    made = store.decisions.unite("merge", [one.id, two.id], ANA)
    record = the_one(store)
    assert record.id == min(one.id, two.id)
    assert record.same_as == (max(one.id, two.id),)
    assert record.get("parties") == ["KEN", "TZA", "UGA"]
    store.decisions.undo(made.id, BEN)
    assert len(all_of(store)) == 2


def test_what_is_not_the_same_stays_apart_when_more_documents_come(
    store: Store, pages: Pages
) -> None:
    for name in ("wire.txt", "page.txt"):
        store.add_document(*pages[name])
    record = the_one(store)
    store.decisions.split(record.id, ANA, documents=["wire.txt"])
    wire, page = (store.get(mention(pages, name)).id for name in ("wire.txt", "page.txt"))
    store.decisions.keep_apart([wire, page], BEN)
    store.add_document(*pages["late.txt"])
    assert store.get(wire).id != store.get(page).id


def test_the_later_of_two_decisions_on_a_pair_holds(full: Store, pages: Pages) -> None:
    full.decisions.split(the_one(full).id, ANA, documents=["wire.txt"])
    ids = [each.id for each in all_of(full)]
    full.decisions.unite("same", ids, BEN)
    assert len(the_one(full).evidence) == 3
    full.decisions.split(the_one(full).id, ANA, documents=["page.txt"])
    assert full.get(mention(pages, "page.txt")).id != full.get(mention(pages, "wire.txt")).id


def test_statements_of_one_document_are_split_off(store: Store, doc: Doc, rec: Rec) -> None:
    document = doc("a.txt", "Ministers met in Lima; the talks in March were of another kind.")
    record = rec(
        document, "meeting", "Ministers met in Lima", **{**TALKS, "date": "2024-03", "ordinal": 3}
    )
    store.add_document(document, [record], fingerprint="1")
    chosen = [each.id for each in store.statements(record.id) if each.field in ("date", "ordinal")]
    made = store.decisions.split(record.id, ANA, statements=chosen)
    rest, other = store.get(record.id), store.get(made.payload["into"])
    assert {"date", "ordinal"} & set(rest.slots) == set()
    assert dict(other.slots) == {"parties": ["KEN", "UGA"], "date": "2024-03", "ordinal": 3}
    assert store.check() == []
    store.add_document(document, [record], fingerprint="2")
    assert store.get(made.payload["into"]).get("ordinal") == 3
    store.decisions.undo(made.id, BEN)
    assert the_one(store).get("ordinal") == 3


def test_a_record_is_entered_by_hand_with_its_words(full: Store) -> None:
    slots = {"parties": ["KEN", "UGA"], "title": "a protocol on milk", "status": "signed"}
    made = full.decisions.add("instrument", slots, ANA, cite=Passage("page.txt", "went well"))
    record = full.get(made.subjects[0])
    assert record.evidence[0].quote == "went well"
    assert TEXTS["page.txt"][record.evidence[0].start :].startswith("went well")
    assert [each.field for each in full.statements(record.id)] == ["parties", "status", "title"]
    assert record.decisions[0]["kind"] == "add"
    assert full.check() == []
    assert [hit.name for hit in full.search("milk", kinds=("record",))] == [record.id]


# ---------------------------------------------------------------------- what is refused


SLOTS = {"parties": ["KEN"], "title": "x"}
REFUSALS: list[tuple[str, Refused, type[Exception], str]] = [
    ("bad date", lambda desk, r: desk.correct(r.id, "date", "soon", ANA), RecordError, "EDTF"),
    ("no field", lambda desk, r: desk.correct(r.id, "colour", "x", ANA), RecordError, "date"),
    (
        "bad status",
        lambda desk, r: desk.correct(r.id, "status", "signed", ANA),
        RecordError,
        "held",
    ),
    (
        "no parties",
        lambda desk, r: desk.correct(r.id, "parties", None, ANA),
        UsageError,
        "reject it",
    ),
    (
        "no record",
        lambda desk, _: desk.judge("accept", "meeting-0", ANA),
        LedgerError,
        "no record",
    ),
    (
        "no reason",
        lambda desk, r: desk.judge("reject", r.id, Who("Ana")),
        UsageError,
        "--reason",
    ),
    ("nobody", lambda desk, r: desk.judge("accept", r.id, Who(" ")), UsageError, "MEMCON_USER"),
    ("no note", lambda desk, r: desk.note(r.id, " ", ANA), UsageError, "without words"),
    (
        "itself",
        lambda desk, r: desk.unite("merge", [r.id, r.id], ANA),
        LedgerError,
        "one record already",
    ),
    ("one", lambda desk, r: desk.keep_apart([r.id, r.id], ANA), LedgerError, "memcon split"),
    (
        "no document",
        lambda desk, r: desk.split(r.id, ANA, documents=["x"]),
        LedgerError,
        "not a document",
    ),
    (
        "all documents",
        lambda desk, r: desk.split(r.id, ANA, documents=[*TEXTS]),
        LedgerError,
        "nothing to split",
    ),
    (
        "no statement",
        lambda desk, r: desk.split(r.id, ANA, statements=["x"]),
        LedgerError,
        "not a statement",
    ),
    (
        "no words",
        lambda desk, _: desk.add("instrument", SLOTS, ANA, cite=Passage("page.txt", "zzz")),
        LedgerError,
        "does not have these words",
    ),
    (
        "empty record",
        lambda desk, _: desk.add(
            "instrument", {"parties": ["KEN"]}, ANA, cite=Passage("page.txt", "well")
        ),
        RecordError,
        "nothing to check",
    ),
    (
        "no such document",
        lambda desk, _: desk.add("instrument", SLOTS, ANA, cite=Passage("x", "well")),
        LedgerError,
        "no document",
    ),
    ("no decision", lambda desk, _: desk.undo("decision-0", ANA), LedgerError, "no decision"),
]


@pytest.mark.parametrize(
    ("call", "error", "told"), [each[1:] for each in REFUSALS], ids=[each[0] for each in REFUSALS]
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    full: Store, call: Refused, error: type[Exception], told: str
) -> None:
    before = exported(full)
    with pytest.raises(error, match=told):
        call(full.decisions, the_one(full))
    assert exported(full) == before


def test_a_decision_on_what_another_has_changed_is_refused_and_names_who(full: Store) -> None:
    seen = the_one(full)
    full.decisions.correct(seen.id, "date", "2024-05-15", BEN)
    with pytest.raises(
        ConflictError, match=r"Ben decided “correct date” at .*register.*memcon show"
    ):
        full.decisions.correct(seen.id, "date", "2024-05-14", replace(ANA, expected=seen.etag))
    now = the_one(full)
    full.decisions.correct(seen.id, "date", "2024-05-14", replace(ANA, expected=now.etag))
    assert the_one(full).get("date") == "2024-05-14"
    assert [each.decision.by for each in full.decisions.history(seen.id)] == ["Ben", "Ana"]


def test_a_record_whose_documents_changed_is_looked_at_again(full: Store) -> None:
    seen = the_one(full)
    full.remove("wire.txt")
    with pytest.raises(ConflictError, match="its documents changed"):
        full.decisions.judge("accept", seen.id, replace(ANA, expected=seen.etag))


def test_etags_of_all_records_of_a_merge_are_looked_at(full: Store) -> None:
    full.decisions.split(the_one(full).id, ANA)
    records = all_of(full)[:2]
    full.decisions.note(records[1].id, "hm", BEN)
    expected = ",".join(each.etag for each in records)
    with pytest.raises(ConflictError, match="Ben"):
        full.decisions.unite("merge", [r.id for r in records], replace(ANA, expected=expected))


# ---------------------------------------------------------------------- what they outlive


def decide_much(store: Store, pages: Pages) -> None:
    """One decision of every kind on the meeting of the three documents."""
    desk = store.decisions
    record = the_one(store)
    desk.judge("accept", record.id, ANA)
    desk.correct(record.id, "date", "2024-05-15", ANA)
    desk.note(record.id, "checked", BEN)
    split = desk.split(record.id, ANA, documents=["late.txt"])
    late = store.get(mention(pages, "late.txt")).id
    rest = store.get(mention(pages, "wire.txt")).id
    desk.keep_apart([late, rest], BEN)
    desk.judge("reject", late, ANA)
    slots = {"parties": ["KEN", "UGA"], "title": "a protocol", "status": "signed"}
    desk.add("instrument", slots, ANA, cite=Passage("page.txt", "went well"))
    undone = desk.correct(rest, "ordinal", 9, ANA)
    desk.undo(undone.id, BEN)
    assert split.payload["parts"]


def computed_lines(store: Store) -> list[str]:
    """What the ledger comes to, but for the order in which documents came."""
    everything = [*store.records(), *store.records(RecordQuery(rejected=True))]
    return sorted(str(each.to_json()) for each in everything)


def test_an_export_brings_all_decisions_into_a_fresh_ledger(
    full: Store, pages: Pages, tmp_path: Path
) -> None:
    decide_much(full, pages)
    with fresh(tmp_path) as copy:
        import_lines(copy, exported(full).splitlines())
        assert exported(copy) == exported(full)
        assert computed_lines(copy) == computed_lines(full)
        assert copy.check() == []
        entries = copy.decisions.all()
        assert [each.holds for each in entries] == [e.holds for e in full.decisions.all()]
        assert import_lines(copy, exported(full).splitlines()).decisions == 0


def test_decisions_imported_before_their_documents_hold_when_these_come(
    full: Store, pages: Pages, tmp_path: Path
) -> None:
    decide_much(full, pages)
    header, *rest = exported(full).splitlines()
    decisions = [line for line in rest if '"type":"decision"' in line]
    with fresh(tmp_path) as copy:
        import_lines(copy, [header, *decisions[::-1]])
        for document, records in pages.values():
            copy.add_document(document, records, fingerprint="1")
        assert computed_lines(copy) == computed_lines(full)


@pytest.mark.parametrize("order", list(itertools.permutations(TEXTS))[::2])
def test_documents_may_go_and_come_back_in_any_order(
    full: Store, pages: Pages, order: tuple[str, ...]
) -> None:
    decide_much(full, pages)
    wanted = computed_lines(full)
    for name in order:
        full.remove(name)
    assert all_of(full) == []
    for name in order:
        full.add_document(*pages[name], fingerprint="1")
    assert computed_lines(full) == wanted
    assert full.check() == []


def test_a_decision_stays_with_the_record_when_its_first_document_goes(
    full: Store, pages: Pages
) -> None:
    record = the_one(full)
    full.decisions.correct(record.id, "date", "2024-05-15", ANA)
    first = next(name for name in TEXTS if mention(pages, name) == record.id)
    full.remove(first)
    assert the_one(full).id != record.id
    assert the_one(full).get("date") == "2024-05-15"
    assert len(full.decisions.history(record.id)) == 1


def test_a_newer_extraction_does_not_overwrite_a_correction(full: Store, pages: Pages) -> None:
    record = the_one(full)
    full.decisions.correct(record.id, "date", "2024-05-15", ANA)
    for document, (found,) in pages.values():
        other = replace(found, slots={**found.slots, "date": "2024-05-17", "ordinal": 2})
        full.add_document(document, [other], fingerprint="2")
    now = the_one(full)
    assert (now.id, now.get("date"), now.get("ordinal")) == (record.id, "2024-05-15", 2)
    assert [each["value"] for each in now.stated["date"]] == ["2024-05-17"]


def test_a_changed_document_keeps_the_decisions_on_it(full: Store, doc: Doc, rec: Rec) -> None:
    record = the_one(full)
    full.decisions.correct(record.id, "date", "2024-05-15", ANA)
    added = full.decisions.add(
        "instrument", {"parties": ["KEN"], "title": "x"}, ANA, cite=Passage("page.txt", "went well")
    )
    document = doc(
        "page.txt", f"Updated. {TEXTS['page.txt']} More is to come.", published="2024-05-18"
    )
    full.add_document(document, [rec(document, "meeting", WORDS["page.txt"], **TALKS)])
    assert full.get(record.id).get("date") == "2024-05-15"
    cite = full.get(added.subjects[0]).evidence[0]
    assert document.text[cite.start : cite.end] == "went well"
    assert full.check() == []


def test_what_an_analyst_vouched_for_stays_though_the_machine_no_longer_finds_it(
    store: Store, doc: Doc, rec: Rec
) -> None:
    document = doc("a.txt", "They met in May. They quarrelled in June.")
    met = rec(document, "meeting", "They met in May", **TALKS)
    other = rec(document, "meeting", "They quarrelled in June", **{**TALKS, "date": "2024-06"})
    store.add_document(document, [met, other], fingerprint="1")
    store.decisions.judge("accept", met.id, Who("Ana"))
    change = store.add_document(document, [], fingerprint="2")
    assert change.removed == 1
    assert [each.id for each in all_of(store)] == [met.id]
    assert store.add_document(document, [], fingerprint="2").outcome == "unchanged"
    store.add_document(doc("a.txt", "Nothing of the kind."), [], fingerprint="2")
    assert all_of(store) == []
    assert [each.record for each in store.decisions.all(lost=True)] == [""]


def test_undoing_an_undoing_brings_a_decision_back(full: Store) -> None:
    record = the_one(full)
    made = full.decisions.correct(record.id, "date", "2024-05-15", ANA)
    undone = full.decisions.undo(made.id, BEN)
    assert the_one(full).get("date") == "2024-05-16"
    with pytest.raises(LedgerError, match=f"undone already, by {undone.id}"):
        full.decisions.undo(made.id, BEN)
    full.decisions.undo(undone.id, ANA)
    assert the_one(full).get("date") == "2024-05-15"
    entries = full.decisions.history(record.id)
    assert [(each.decision.kind, each.holds) for each in entries] == [
        ("correct", True),
        ("undo", False),
        ("undo", True),
    ]


def test_history_tells_before_and_after(full: Store) -> None:
    record = the_one(full)
    full.decisions.correct(record.id, "date", "2024-05-15", ANA)
    full.decisions.correct(record.id, "date", "2024-05-14", BEN)
    told = [
        (e.decision.payload["before"], e.decision.payload["after"])
        for e in full.decisions.history(record.id)
    ]
    assert told == [("2024-05-16", "2024-05-15"), ("2024-05-15", "2024-05-14")]
    with pytest.raises(LedgerError, match="no record of that id"):
        full.decisions.history("meeting-0")


def test_times_rise_whatever_the_clocks_say(full: Store) -> None:
    record = the_one(full)
    full.decisions.judge("reject", record.id, ANA)
    early = Who("Ben", at=datetime(2001, 1, 1, tzinfo=UTC))
    full.decisions.judge("accept", record.id, early)
    assert not full.get(record.id).is_rejected


def test_a_link_by_hand_takes_the_place_of_what_documents_say(
    store: Store, doc: Doc, rec: Rec
) -> None:
    text = "The commission and the council set up a working group under the treaty."
    document = doc("wire.txt", text)
    top, other = (rec(document, "body", word, name=word) for word in ("commission", "council"))
    group = replace(
        rec(document, "body", "working group", name="working group"),
        links=({"rel": "part_of", "id": top.id}, {"rel": "follows", "id": other.id}),
    )
    store.add_document(document, [top, other, group], fingerprint="1")
    made = store.decisions.correct(group.id, "part_of", other.id, ANA)
    links = [{"rel": "follows", "id": other.id}, {"rel": "part_of", "id": other.id}]
    assert sorted(store.get(group.id).links, key=lambda link: link["rel"]) == links
    assert made.payload["before"] == [top.id]
    store.decisions.correct(group.id, "part_of", None, ANA)
    assert [link["rel"] for link in store.get(group.id).links] == ["follows"]
    emptied = store.decisions.history(group.id)[-1].decision
    store.decisions.undo(emptied.id, ANA)
    store.decisions.undo(made.id, ANA)
    assert {"rel": "part_of", "id": top.id} in store.get(group.id).links


def test_a_link_leads_to_another_record_that_there_is(store: Store, doc: Doc, rec: Rec) -> None:
    document = doc("wire.txt", "The commission met.")
    body = rec(document, "body", "commission", name="commission")
    store.add_document(document, [body], fingerprint="1")
    with pytest.raises(UsageError, match="itself"):
        store.decisions.correct(body.id, "part_of", body.id, ANA)
    with pytest.raises(LedgerError, match="no record of that id"):
        store.decisions.correct(body.id, "founded_by", "instrument-000000000000", ANA)
    assert store.get(body.id).links == ()


def test_links_by_hand_go_with_an_export(store: Store, doc: Doc, rec: Rec, tmp_path: Path) -> None:
    document = doc("wire.txt", "The commission has a board.")
    top, part = (rec(document, "body", word, name=word) for word in ("commission", "board"))
    store.add_document(document, [top, part], fingerprint="1")
    store.decisions.correct(part.id, "part_of", top.id, ANA)
    lines = list(export_lines(store))
    with fresh(tmp_path) as other:
        import_lines(other, lines)
        assert other.get(part.id).links == ({"rel": "part_of", "id": top.id},)
