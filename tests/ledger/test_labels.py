"""Who lacks a document's label sees a ledger in which the document has never been."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from memcon.errors import LedgerError, UsageError
from memcon.ledger import labels as access
from memcon.ledger.connect import reading, writing
from memcon.ledger.decide import Passage, Who
from memcon.ledger.exchange import export_lines, import_lines
from memcon.ledger.reading import DocumentQuery, RecordQuery
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.present.panels.sources import agreements

Doc = Callable[..., Document]
Rec = Callable[..., Record]
Page = tuple[Document, list[Record]]

ANA = Who("Ana", "seen")
COUNTER = itertools.count()
CAUSES = ("contradiction", "changed", "confidence", "single")
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
SECRET = "cable.txt"


@pytest.fixture
def pages(doc: Doc, rec: Rec) -> dict[str, Page]:
    """Open and restricted documents that tell of the same meeting, and of things of their own."""
    texts = {
        "wire.txt": "The presidents met in Nairobi on 16 May 2024. They signed a protocol on milk.",
        "page.txt": "Talks of the presidents in Nairobi on 16 May 2024 went well.",
        SECRET: "The presidents met in Entebbe, not Nairobi, says Xylophone. A loan was promised.",
    }
    words = {"wire.txt": "met in Nairobi", "page.txt": "Talks of", SECRET: "met in Entebbe"}
    made: dict[str, Page] = {}
    for name, body in texts.items():
        document = doc(name, body, published="2024-05-17", title=f"Title of {name}")
        place = {"name": "Entebbe", "country": "UGA"} if name == SECRET else TALKS["place"]
        records = [rec(document, "meeting", words[name], **{**TALKS, "place": place})]
        made[name] = document, records
    wire, cable = made["wire.txt"][0], made[SECRET][0]
    accord = {"parties": ["KEN", "UGA"], "title": "a protocol on milk", "status": "signed"}
    made["wire.txt"][1].append(rec(wire, "instrument", "signed a protocol on milk", **accord))
    loan = {"parties": ["KEN", "UGA"], "title": "a loan on milk", "status": "planned"}
    made[SECRET][1].append(rec(cable, "instrument", "A loan was promised", **loan))
    return made


def filled(store: Store, pages: dict[str, Page], *, without: str = "") -> Store:
    for name, (document, records) in pages.items():
        if name != without:
            store.add_document(document, records, fingerprint="1")
    return store


@pytest.fixture
def full(store: Store, pages: dict[str, Page]) -> Store:
    filled(store, pages).label([SECRET], ["restricted"])
    store.remember_look("all", {record.id: {} for record in store.records()})
    return store


@pytest.fixture
def poor(tmp_path: Path, pages: dict[str, Page]) -> Iterator[Store]:
    """A ledger in which the restricted document has never been."""
    with Store.open(f"sqlite:///{tmp_path / f'poor{next(COUNTER)}.db'}") as opened:
        yield filled(opened, pages, without=SECRET)


Asked = Callable[[Store], object]


def failing(call: Callable[[], object]) -> str:
    try:
        return repr(call())
    except LedgerError as error:
        return f"refused: {error}"


def hits(store: Store, words: str) -> list[tuple[str, str, str, str]]:
    return sorted((hit.kind, hit.name, hit.title, hit.snippet) for hit in store.search(words))


def decided(store: Store) -> list[str]:
    return [each.decision.kind for each in store.decisions.all()]


# Every public name of a store that reads: what is asked, whose answer must not tell of the cable.
def overviewed(store: Store) -> object:
    """What a table of all records tells, whatever numbers its rows have."""
    seen = store.overview()
    chosen = seen.select()
    told = sorted(zip(seen.ids, (seen.groups[n] for n in seen.group), strict=True))
    tellers = [[each.name, each.documents, each.first] for each in seen.publishers]
    sharing = agreements(seen, chosen)
    disputed = sorted(record.id for record in seen.disputed.values())
    return told, seen.years(chosen), sorted(tellers), sharing, disputed, sorted(seen.publisher_of)


READS: dict[str, list[Asked]] = {
    "documents": [lambda s: s.documents(), lambda s: s.documents(versions=True)],
    "came_after": [lambda s: [each.name for each in s.came_after(0, limit=9)[2]]],
    "document": [lambda s: failing(lambda: s.document(SECRET)), lambda s: s.document("wire.txt")],
    "text": [lambda s: failing(lambda: s.text(SECRET)), lambda s: s.text("wire.txt")],
    "standing": [],  # asked by who ingests, with the document at hand
    "records": [
        lambda s: [each.to_json() for each in s.records()],
        lambda s: list(s.records(RecordQuery(text="Entebbe"))),
        lambda s: list(s.records(RecordQuery(text="Nairobi"))),
        lambda s: list(s.records(RecordQuery(parties=("KEN",), types=("instrument",)))),
        lambda s: list(s.records(RecordQuery(rejected=True))),
        lambda s: list(s.records(RecordQuery(docs=(SECRET, "wire.txt")))),
        lambda s: list(s.records(RecordQuery(ids=tuple(each.id for each in s.records())))),
    ],
    "undated": [lambda s: s.undated(RecordQuery(since=s.documents()[0].date))],
    "by_parties": [lambda s: list(s.by_parties(["KEN"])), lambda s: list(s.by_parties())],
    "pairs": [lambda s: s.pairs()],
    "latest": [lambda s: [each.record.to_json() for each in s.latest(RecordQuery(limit=9))]],
    "read_times": [lambda s: s.read_times([SECRET, "wire.txt"])],
    "look": [lambda s: s.look("all")],
    "page": [lambda s: s.page(RecordQuery(types=("meeting", "instrument")))],
    "original": [lambda s: failing(lambda: s.original(SECRET)), lambda s: s.original("wire.txt")],
    "fingerprint": [
        lambda s: failing(lambda: s.fingerprint(SECRET)),
        lambda s: s.fingerprint("wire.txt"),
    ],
    "document_page": [
        lambda s: s.document_page(DocumentQuery()),
        lambda s: s.document_page(DocumentQuery(text="Entebbe")),
    ],
    "statements_of_document": [
        lambda s: failing(lambda: s.statements_of_document(SECRET)),
        lambda s: s.statements_of_document("wire.txt"),
    ],
    "publishers": [lambda s: s.publishers()],
    "waiting": [lambda s: [s.waiting(cause, limit=9) for cause in CAUSES]],
    "witness_groups": [lambda s: s.witness_groups()],
    "overview": [overviewed],
    "get": [lambda s: [s.get(each.id) for each in s.records()]],
    "records_of": [
        lambda s: [each.to_json() for each in s.records_of("wire.txt")],
        lambda s: s.records_of(SECRET),
    ],
    "statements": [lambda s: [s.statements(each.id) for each in s.records()]],
    "doubtful": [lambda s: s.doubtful()],
    "counts": [lambda s: s.counts()],
    "search": [
        lambda s: hits(s, "Xylophone"),
        lambda s: hits(s, "Entebbe"),
        lambda s: hits(s, "Nairobi"),
        lambda s: hits(s, "milk"),
        lambda s: hits(s, "loan"),
    ],
    "decisions": [decided],
    "labels": [lambda s: s.labels()],
    "audit": [lambda s: [each for each in s.audit() if each.subject == SECRET]],
    "engine": [lambda s: "".join(export_lines(s))],
}
WRITES = {"add_document", "remove", "label", "vacuum", "check", "users", "searches", "view"} | {
    "remember_look",
    "log",
}
OTHERS = {
    "check_whole",
    "originals",
    "open",
    "close",
    "name",
    "actor",
    "new_labels",
    "audience",
    "changes",  # a number that only rises: it is nowhere shown
}


def test_every_public_name_of_a_store_is_looked_at() -> None:
    names = {name for name in dir(Store) if not name.startswith("_")} | {"actor", "new_labels"}
    unknown = names - set(READS) - WRITES - OTHERS
    assert not unknown, "a view must hide restricted documents there: add it to READS, or to WRITES"


def test_every_table_has_its_view() -> None:
    assert list(access.tables_without_view()) == []


@pytest.mark.parametrize("name", [name for name in READS if READS[name]])
def test_a_view_answers_like_a_ledger_without_the_document(
    full: Store, poor: Store, name: str
) -> None:
    with full.view() as view:
        for ask in READS[name]:
            assert ask(view) == ask(poor), name


@pytest.mark.parametrize("name", ["documents", "records", "search", "counts", "statements"])
def test_who_holds_the_label_sees_everything(full: Store, name: str) -> None:
    with full.view(["restricted"]) as view:
        for ask in READS[name]:
            assert ask(view) == ask(full), name


def test_the_whole_ledger_is_not_changed_by_its_views(full: Store) -> None:
    before = "".join(export_lines(full))
    with full.view() as view:
        assert "".join(export_lines(view)) != before
    assert "".join(export_lines(full)) == before
    assert full.check() == []


def test_a_record_that_would_tell_of_a_hidden_document_is_found(full: Store) -> None:
    full.view().close()
    assert full.check() == []
    with writing(full.engine) as connection:
        connection.execute(text("DELETE FROM veils"))
    told = "2 records tell readers with no label of documents hidden from them"
    assert told in full.check()


@pytest.mark.parametrize("name", sorted(WRITES - {"view"}))
def test_a_view_cannot_be_written_to(full: Store, pages: dict[str, Page], name: str) -> None:
    calls: dict[str, Callable[[Store], object]] = {
        "add_document": lambda s: s.add_document(pages["wire.txt"][0], []),
        "remove": lambda s: s.remove("wire.txt"),
        "label": lambda s: s.label(["wire.txt"], ["x"]),
        "vacuum": lambda s: s.vacuum(),
        "check": lambda s: s.check(),
        "users": lambda s: s.users,
        "searches": lambda s: s.searches,
        "remember_look": lambda s: s.remember_look("all", {}),
        "log": lambda s: s.log("export", {}),
    }
    with full.view() as view:
        with pytest.raises(LedgerError, match="a view of the ledger"):
            calls[name](view)
        assert "refused" in failing(lambda: emptied(view))


def test_who_sees_everything_neither_writes_nor_reads_the_log(full: Store) -> None:
    full.users.add("Ana")
    with full.view(["restricted"]) as view:
        assert "refused" in failing(lambda: emptied(view))
        with reading(view.engine) as connection:
            for table in ("audit", "users", "audiences"):
                assert connection.execute(text(f"SELECT * FROM {table}")).all() == []  # noqa: S608


def test_a_label_holds_for_views_that_are_open(store: Store, pages: dict[str, Page]) -> None:
    with filled(store, pages).view() as view:
        assert hits(view, "Xylophone")
        store.label([SECRET], ["restricted"])
        assert not hits(view, "Xylophone")
        store.label([SECRET], ["restricted"], remove=True)
        assert hits(view, "Xylophone")


def emptied(store: Store) -> None:
    with reading(store.engine) as connection:
        connection.execute(text("DELETE FROM block_keys"))


def test_views_follow_what_comes_goes_and_changes(
    full: Store, poor: Store, pages: dict[str, Page], doc: Doc, rec: Rec
) -> None:
    late = doc("late.txt", "On 16 May 2024 they met in Nairobi again.", published="2024-05-18")
    records = [rec(late, "meeting", "met in Nairobi", **TALKS)]
    with full.view() as view:

        def equal() -> bool:
            ours, theirs = (["".join(export_lines(each))] for each in (view, poor))
            return ours == theirs

        assert equal()
        for store in (full, poor):
            store.add_document(late, records, fingerprint="1")
        assert equal()
        full.remove(SECRET)
        full.add_document(*pages[SECRET], fingerprint="1")  # it comes back under its label
        assert equal()
        for store in (full, poor):
            store.remove("page.txt")
        assert [each.to_json() for each in view.records()] == [r.to_json() for r in poor.records()]
        full.label([SECRET], ["restricted"], remove=True)
        assert view.documents() == full.documents()
        assert [r.to_json() for r in view.records()] == [r.to_json() for r in full.records()]


def test_a_document_needs_all_its_labels(full: Store) -> None:
    full.label([SECRET], ["war room"])
    for held, sees in ((["restricted"], False), (["restricted", "war room", "x"], True)):
        with full.view(held) as view:
            assert (SECRET in [each.name for each in view.documents()]) is sees


def test_a_decision_on_a_restricted_document_is_not_seen(full: Store, poor: Store) -> None:
    mixed = next(each for each in full.records() if len(each.evidence) > 1)
    full.decisions.correct(mixed.id, "place", {"name": "Entebbe"}, ANA)
    cited = Passage(SECRET, "Xylophone")
    full.decisions.add("body", {"parties": ["KEN"], "name": "x"}, ANA, cite=cited)
    with full.view() as view:
        assert [each.to_json() for each in view.records()] == [r.to_json() for r in poor.records()]
        assert view.decisions.all() == []
        assert "Entebbe" not in "".join(export_lines(view))


def test_what_was_rejected_is_not_shown_to_anybody(full: Store) -> None:
    mixed = next(each for each in full.records() if len(each.evidence) > 1)
    full.decisions.judge("reject", mixed.id, ANA)
    assert mixed.id not in [each.id for group in full.by_parties() for each in group]
    with full.view() as view:
        assert [each.type for each in view.records()] == ["instrument"]
        rejected = list(view.records(RecordQuery(rejected=True)))
        assert [each.get("reason", "") for r in rejected for each in r.decisions] == [""] * len(
            rejected
        )
        assert view.decisions.all() == []


def test_who_sees_part_decides_on_what_they_see(full: Store) -> None:
    with full.view() as view:
        record = next(each for each in view.records() if each.type == "meeting")
        who = replace(ANA, expected=record.etag)
        made = view.decisions.correct(record.id, "date", "2024-05-15", who)
        assert SECRET not in str(made.to_json())
        assert view.get(record.id).get("date") == "2024-05-15"
        with pytest.raises(LedgerError, match="no record"):
            view.decisions.judge("accept", loan_of(full), ANA)
    assert (
        next(each for each in full.records() if each.type == "meeting").get("date") == "2024-05-15"
    )


def loan_of(store: Store) -> str:
    return next(each.id for each in store.records() if "loan" in str(each.get("title")))


def test_documents_are_restricted_from_the_start(store: Store, pages: dict[str, Page]) -> None:
    with store.view() as view:
        store.new_labels = ("restricted",)
        store.add_document(*pages[SECRET])
        store.new_labels = ()
        store.add_document(*pages["wire.txt"])
        assert [each.name for each in view.documents()] == ["wire.txt"]


def test_labels_go_with_an_export(full: Store, tmp_path: Path) -> None:
    loan = loan_of(full)
    full.decisions.judge("accept", loan, ANA)
    with Store.open(f"sqlite:///{tmp_path / 'copy.db'}") as copy:
        import_lines(copy, export_lines(full))
        assert copy.labels() == {SECRET: ["restricted"]}
        assert "".join(export_lines(copy)) == "".join(export_lines(full))
        with copy.view() as view:
            assert view.decisions.all() == []


@pytest.mark.parametrize("label", ["", " ", "a,b", "x" * 99, "a\nb"])
def test_a_label_is_a_short_name(full: Store, label: str) -> None:
    with pytest.raises(UsageError, match="short name"):
        full.label([SECRET], [label])


def test_only_what_is_there_is_labelled(full: Store) -> None:
    with pytest.raises(LedgerError, match="no document"):
        full.label(["nothing.txt"], ["restricted"])
