"""From three documents to a brief: what a desk officer would ask for first is there, and cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import memcon
from memcon.model.record import TYPES

pytestmark = pytest.mark.slow

DOCUMENTS = Path(__file__).parent.parent / "documents"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[memcon.Ledger]:
    with memcon.open(tmp_path_factory.mktemp("ledger") / "trio.db") as opened:
        report = opened.ingest(DOCUMENTS)
        assert report.count("added") == len(report.results) == 3
        yield opened


@pytest.fixture(scope="module")
def brief(ledger: memcon.Ledger) -> str:
    return ledger.brief("Slovenia", "VNM")


def source(brief: str, publisher: str) -> str:
    """The number of the source of a publisher."""
    found = re.search(rf"^(\d+)\. .*{publisher}", brief, re.MULTILINE)
    assert found, publisher
    return found[1]


@pytest.mark.parametrize(
    ("pattern", "publisher"),
    [
        (r"\| 6th \| .*Ljubljana", "t1"),
        (r"\| 7th \| 4 June 2019 \| Hanoi", "t2"),
        (r"\| 9th \| 8 September 2022 \| Maribor", "t3"),
        (r"third intergovernmental commission|ntergovernmental.*\(the 3rd", "t2"),
        (r"\| 2017 \| 3\.4 bn EUR", "t1"),
        (r"\| 2021 \| over 4 bn EUR", "t3"),
        (r"January–June 2022 \| 2\.71 bn EUR \| up 8\.2 % on the year", "t3"),
        (r"\| by 2030 \|.*10 (bn EUR|billion euros)", "t3"),
    ],
)
def test_the_brief_holds_what_is_asked_for_first_with_its_source(
    brief: str, pattern: str, publisher: str
) -> None:
    lines = [line for line in brief.splitlines() if re.search(pattern, line)]
    assert lines, f"{pattern} not in:\n{brief}"
    documents = {doc.name[:2]: doc.publisher for doc in _documents()}
    number = source(brief, re.escape(documents[publisher]))
    assert any(re.search(rf"\[(\d+, )*{number}(, \d+)*\]", line) for line in lines)


def _documents() -> list[memcon.Document]:
    from memcon.read import expand, read_path

    return [
        read_path(found.path, settings=memcon.Settings(), metadata=found.metadata)
        for found in expand([DOCUMENTS])
    ]


def test_every_quotation_stands_at_its_place(ledger: memcon.Ledger) -> None:
    texts = {doc.name: ledger.document(doc.name).text for doc in ledger.documents()}
    records = ledger.records().records
    assert len(records) > 20
    for record in records:
        assert record.evidence
        for cite in record.evidence:
            assert texts[cite.doc][cite.start : cite.end] == cite.quote


def test_records_follow_the_format(ledger: memcon.Ledger) -> None:
    for record in ledger.records().records:
        assert record.type in TYPES
        assert record.id.startswith(f"{record.type}-")
        line = record.to_json()
        assert all(value not in (None, "", [], {}) for value in line.values()), line


def test_reading_again_changes_nothing(ledger: memcon.Ledger) -> None:
    before = list(ledger.lines())
    assert ledger.ingest(DOCUMENTS).count("unchanged") == 3
    assert list(ledger.lines()) == before


def test_the_order_of_reading_makes_no_difference(ledger: memcon.Ledger, tmp_path: Path) -> None:
    with memcon.open(tmp_path / "other.db") as other:
        for path in sorted(DOCUMENTS.glob("*.txt"), reverse=True):
            other.ingest(path)
        assert sorted(other.lines(records_only=True)) == sorted(ledger.lines(records_only=True))
