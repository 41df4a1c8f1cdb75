from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memcon.errors import LedgerError
from memcon.ledger.decide import Who
from memcon.ledger.exchange import export_lines, import_lines
from memcon.ledger.store import Store
from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.place import Anchor, Box
from memcon.model.record import Record, record_id

Doc = Callable[..., Document]
Rec = Callable[..., Record]
COUNTER = itertools.count()


@contextmanager
def fresh(folder: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{folder / f'{next(COUNTER)}.db'}") as store:
        yield store


@pytest.fixture
def filled(store: Store, doc: Doc, rec: Rec) -> Store:
    text = "Peru and Chile signed an accord in Lima on 3 March 2021 — the ‘Arica’ accord."
    one = doc("one.txt", text, published="2021-03-04", title="Accord", sources={"title": "header"})
    accord = rec(
        one,
        "instrument",
        "signed an accord in Lima",
        parties=["CHL", "PER"],
        title="‘Arica’ accord",
        date="2021-03-03",
        kind="agreement",
        status="signed",
    )
    store.add_document(one, [accord], fingerprint="f1")
    store.add_document(doc("two.txt", "Nothing."), [])
    store.add_document(doc("two.txt", "Nothing more."), [])
    store.decisions.judge("accept", accord.id, Who("ana", "seen"))
    return store


def test_lines_come_in_one_order(filled: Store) -> None:
    lines = [json.loads(line) for line in export_lines(filled)]
    assert lines[0]["type"] == "header"
    assert lines[0]["format_version"] == 1
    kinds = [kind for kind, _ in itertools.groupby(line["type"] for line in lines)]
    assert kinds == ["header", "document", "statement", "decision", "instrument"]
    documents = [line for line in lines if line["type"] == "document"]
    assert [(line["name"], line["version"], "superseded" in line) for line in documents] == [
        ("one.txt", 1, False),
        ("two.txt", 1, True),
        ("two.txt", 2, False),
    ]


def test_records_only_has_no_other_lines(filled: Store) -> None:
    lines = [json.loads(line) for line in export_lines(filled, records_only=True)]
    assert [line["type"] for line in lines] == ["instrument"]


def test_texts_can_be_left_out_and_are_then_missed(filled: Store, tmp_path: Path) -> None:
    lines = list(export_lines(filled, with_text=False))
    assert not any('"text":' in line for line in lines)
    with fresh(tmp_path) as copy, pytest.raises(LedgerError, match=r"line 2: .*--with-text"):
        import_lines(copy, lines)


def test_a_copy_exports_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    lines = list(export_lines(filled))
    with fresh(tmp_path) as copy:
        brought = import_lines(copy, lines)
        assert (brought.documents, brought.decisions) == (2, 1)
        assert list(export_lines(copy)) == lines
        assert copy.check() == []
        again = import_lines(copy, lines)
        assert (again.documents, again.known, again.statements, again.decisions) == (0, 2, 0, 0)
        assert list(export_lines(copy)) == lines


def test_ids_carried_over_survive_the_copy(
    filled: Store, tmp_path: Path, doc: Doc, rec: Rec
) -> None:
    (old,) = filled.records()
    text = "Update: Peru and Chile signed an accord in Lima on 3 March 2021."
    newer = doc("one.txt", text, published="2021-03-04")
    record = rec(newer, "instrument", "signed an accord in Lima", **old.slots)
    filled.add_document(newer, [record])
    with fresh(tmp_path) as copy:
        import_lines(copy, export_lines(filled))
        assert copy.get(record.id).id == old.id != record.id
        assert list(export_lines(copy)) == list(export_lines(filled))


def test_importing_merges_with_what_is_there(
    filled: Store, tmp_path: Path, doc: Doc, rec: Rec
) -> None:
    text = "Chile and Peru concluded the Arica accord in Lima on 3 March 2021."
    with fresh(tmp_path) as other:
        page = doc("one.txt", text, published="2021-03-05")
        accord = rec(
            page,
            "instrument",
            "concluded the Arica accord in Lima on 3 March 2021",
            parties=["CHL", "PER"],
            title="Arica accord",
            date="2021-03-03",
            kind="agreement",
            status="signed",
        )
        other.add_document(page, [accord])
        brought = import_lines(other, export_lines(filled))
        assert list(brought.renamed) == ["one.txt"]  # another text has the name here
        (record,) = other.records()
        assert {cite.doc for cite in record.evidence} == {"one.txt", brought.renamed["one.txt"]}
        assert other.check() == []


def _edited(lines: list[str], kind: str, **changes: Any) -> list[str]:
    out = []
    for line in lines:
        found = json.loads(line)
        out.append(json.dumps(found | changes) if found["type"] == kind else line)
    return out


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda lines: ["{oops", *lines], "line 1: not JSON"),
        (lambda lines: lines[1:], "line 1: no header"),
        (lambda lines: _edited(lines, "header", format_version=99), "line 1: format version 99"),
        (lambda lines: [*lines, '{"type": "poem"}'], "type 'poem'"),
        (lambda lines: [*lines, "[1]"], "type None"),
        (lambda lines: _edited(lines, "document", text="Other."), "line 2: .*hash"),
        (lambda lines: _edited(lines, "document", date="soon"), "line 2: .*malformed"),
        (lambda lines: _edited(lines, "document", blocks=[[1]]), "line 2: .*malformed"),
        (lambda lines: _edited(lines, "statement", value="x"), "is not what its id says"),
        (lambda lines: _edited(lines, "statement", evidence=[]), "has no evidence"),
        (lambda lines: _edited(lines, "statement", evidence=[{"doc": "one.txt"}]), "malformed"),
        (lambda lines: _edited(lines, "statement", field="ordinal_"), "has no field"),
        (lambda lines: _edited(lines, "decision", at=5), "'at' is missing or no text"),
        (lambda lines: [lines[0], *lines[4:]], "line 2: .*no line before it brings"),
        (lambda _: [], "no line in the file"),
    ],
)
def test_a_malformed_line_is_named_and_nothing_is_imported(
    filled: Store, tmp_path: Path, spoil: Callable[[list[str]], list[str]], message: str
) -> None:
    lines = spoil(list(export_lines(filled)))
    with fresh(tmp_path) as copy:
        with pytest.raises(LedgerError, match=message):
            import_lines(copy, lines)
        assert copy.counts()["documents"] == 0


PHRASES = st.text(alphabet='abc ÄŁ中\n‘’"\\', min_size=1, max_size=12).filter(str.strip)
CODES = st.lists(st.sampled_from(["CHL", "PER", "BRA", "EU"]), min_size=2, unique=True).map(sorted)
DATES = st.sampled_from(["2021", "2021-03", "2021-03-03", "2020/2022", "../2024"])
SLOTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "meeting": st.fixed_dictionaries(
        {"parties": CODES, "date": DATES},
        optional={"ordinal": st.integers(1, 3), "series": PHRASES, "status": st.just("held")},
    ),
    "figure": st.fixed_dictionaries(
        {
            "parties": CODES,
            "indicator": st.just("trade.total"),
            "amount": st.fixed_dictionaries(
                {"value": st.sampled_from([1, 1.5, 2e9]), "unit": st.just("USD")}
            ),
        },
        optional={"date": DATES, "nature": st.sampled_from(["actual", "target"])},
    ),
    "position": st.fixed_dictionaries(
        {"parties": CODES, "holder": st.just("PER"), "stance": st.just("seeks"), "topic": PHRASES}
    ),
}


@st.composite
def collections(draw: st.DrawFn) -> list[tuple[Document, list[Record]]]:
    made = []
    for index in range(draw(st.integers(1, 4))):
        words = draw(st.lists(PHRASES, min_size=1, max_size=4))
        text = f"{index} " + " | ".join(words)
        name = f"{draw(st.sampled_from('abc'))}{index}.txt"
        document = Document(
            name,
            text,
            (Block(0, len(text)),),
            title=draw(st.sampled_from(["", "Title"])),
            date=draw(st.sampled_from([None, date(2021, 3, 4), date(2022, 1, 1)])),
            modified=draw(st.sampled_from([None, date(2022, 1, 2)])),
            anchors=draw(st.sampled_from([(), (Anchor(0, 2, 1, box=Box(1, 2.0, 3.0, 4.5, 6.0)),)])),
        )
        records = []
        for number, phrase in enumerate(words):
            kind = draw(st.sampled_from(sorted(SLOTS)))
            start = text.index(phrase)
            cite = Citation(name, start, start + len(phrase), phrase)
            identity = record_id(kind, document.text_hash, f"{number}")
            records.append(Record(identity, kind, draw(SLOTS[kind]), (cite,)))
        made.append((document, records))
    return made


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=collections(), data=st.data())
def test_any_ledger_survives_order_repetition_and_copy(
    tmp_path: Path, made: list[tuple[Document, list[Record]]], data: st.DataObject
) -> None:
    with fresh(tmp_path) as store, fresh(tmp_path) as other, fresh(tmp_path) as copy:
        for document, records in made:
            store.add_document(document, records)
        for document, records in data.draw(st.permutations(made)):
            other.add_document(document, records)
        lines = list(export_lines(store))
        assert list(export_lines(other)) == lines
        for document, records in made:
            assert store.add_document(document, records).outcome == "unchanged"
        gone, back = made[0]
        other.remove(gone.name)
        other.add_document(gone, back)
        assert list(export_lines(other)) == lines
        import_lines(copy, lines)
        assert list(export_lines(copy)) == lines
        assert copy.check() == other.check() == []
