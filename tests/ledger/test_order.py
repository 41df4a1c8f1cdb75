"""The same set of documents gives the same ledger, whatever came first, went and came again."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import Report, reports

from memcon.api import extractor_for
from memcon.ledger.exchange import export_lines
from memcon.ledger.store import Store
from memcon.model.document import Document
from memcon.model.record import Record
from memcon.read import read_text
from memcon.settings import Settings

REPORTS = reports(36, 9, seed=4)
Found = tuple[Document, Sequence[Record]]


def found(report: Report) -> Found:
    return report.document, report.records


def exported(folder: Path, given: Sequence[Found], *, again: Sequence[int] = ()) -> list[str]:
    """The export of documents put in one by one; those in `again` are put in anew afterwards."""
    path = folder / "ledger.db"
    path.unlink(missing_ok=True)
    with Store.open(f"sqlite:///{path}") as store:
        for document, records in given:
            store.add_document(document, records)
        for place in again:
            document, records = given[place]
            store.remove(document.name)
            store.add_document(document, records)
            store.add_document(document, records)
        assert store.check() == []
        lines = list(export_lines(store))
        for _, records in given:
            for record in records:
                assert record.id in {(kept := store.get(record.id)).id, *kept.same_as}
    return lines


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return exported(tmp_path_factory.mktemp("expected"), [found(each) for each in REPORTS])


def test_the_reports_have_what_can_go_wrong(expected: list[str]) -> None:
    lines = "\n".join(expected)
    assert '"same_as"' in lines
    assert '"stated"' in lines
    assert any("reprint" in report.document.title for report in REPORTS)


@settings(max_examples=5)
@given(
    shuffler=st.randoms(use_true_random=False),
    again=st.lists(st.integers(0, len(REPORTS) - 1), max_size=6),
)
def test_five_orders_give_one_ledger(
    shuffler: random.Random, again: list[int], expected: list[str], tmp_path: Path
) -> None:
    shuffled = [found(each) for each in REPORTS]
    shuffler.shuffle(shuffled)
    assert exported(tmp_path, shuffled, again=again) == expected


TEXTS = {
    "wire.txt": "Kenyan Foreign Minister Amina Wanjiru met Norwegian Foreign Minister Ola Heide in "
    "Oslo on 6 May 2019. Norway and Kenya signed an agreement on fisheries.",
    "paper.txt": "The foreign ministers of Kenya and Norway, Amina Wanjiru and Ola Heide, held "
    "talks in Oslo on 6 May 2019 and signed a fisheries agreement. Trade came to 120 million "
    "dollars in 2018.",
    "review.txt": "Trade between Kenya and Norway was 120 million dollars in 2018. Norway will buy "
    "2,000 tonnes of tea from Kenya by 2021.",
    "copy.txt": "Our own report. Kenyan Foreign Minister Amina Wanjiru met Norwegian Foreign "
    "Minister Ola Heide in Oslo on 6 May 2019. Norway and Kenya signed an agreement on fisheries.",
}


def test_texts_read_in_five_orders_give_one_ledger(tmp_path: Path) -> None:
    extractor = extractor_for("en", Settings())
    assert extractor is not None
    documents = [read_text(text, name=name, date=date(2019, 5, 7)) for name, text in TEXTS.items()]
    read = list(extractor.extract_many(documents))
    orders = [read, read[::-1], read[1:] + read[:1], read[2:] + read[:2], read[3:] + read[:3]]
    first, *others = [exported(tmp_path, order, again=[0]) for order in orders]
    assert '"same_as"' in "\n".join(first)
    assert all(other == first for other in others)
