from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import memcon
from memcon.errors import UsageError
from memcon.ledger.store import Store
from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.record import record_id
from memcon.run.days import as_day

TEXT = "Trade between Chile and Peru came to 3.1 billion dollars."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[memcon.Ledger]:
    """A ledger with one figure."""
    cite = Citation("a.txt", 0, len(TEXT), TEXT)
    slots = {
        "parties": ["CHL", "PER"],
        "date": "2018",
        "indicator": "trade.total",
        "amount": {"value": 3.1e9, "unit": "USD"},
        "nature": "actual",
    }
    figure = memcon.Record(record_id("figure", "a", TEXT), "figure", slots, (cite,))
    document = Document("a.txt", TEXT, (Block(0, len(TEXT)),), title="A", date=date(2019, 1, 2))
    with Store.open(f"sqlite:///{tmp_path / 'a.db'}") as store:
        store.add_document(document, [figure])
    with memcon.open(tmp_path / "a.db") as opened:
        yield opened


def test_records_go_by_type_party_and_period(ledger: memcon.Ledger) -> None:
    assert len(ledger.records("figures", parties=["Chile"]).records) == 1
    assert ledger.records("meeting").records == []
    assert ledger.records(since=date(2019, 1, 1)).records == []


def test_a_brief_is_text_in_a_format(ledger: memcon.Ledger) -> None:
    assert "3.1 bn USD" in ledger.brief("Chile", "PER")
    assert ledger.brief("CHL", "PER", format="html").startswith("<!DOCTYPE html>")
    with pytest.raises(memcon.UsageError):
        ledger.brief("Chile")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_frame_has_a_row_for_each_record(ledger: memcon.Ledger, library: str) -> None:
    kind = pytest.importorskip(library).DataFrame
    frame = ledger.to_frame("figure", library=library)
    assert isinstance(frame, kind)
    assert list(frame["amount.value"]) == [3.1e9]
    assert [str(day) for day in frame["date.last"]] == ["2018-12-31"]


def test_a_frame_of_an_unknown_library_is_refused(ledger: memcon.Ledger) -> None:
    with pytest.raises(memcon.UsageError, match="there are pandas and polars"):
        ledger.to_frame(library="spark")


def test_a_frame_without_pandas_says_what_to_install(
    ledger: memcon.Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(memcon.UsageError, match=r"pip install 'memcon\[frame\]'"):
        ledger.to_frame()


def test_an_export_can_be_imported(ledger: memcon.Ledger, tmp_path: Path) -> None:
    count = ledger.export(tmp_path / "out.jsonl")
    assert count == len((tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    with memcon.open(tmp_path / "b.db") as other:
        assert other.import_(tmp_path / "out.jsonl").documents == 1
        assert list(other.lines()) == list(ledger.lines())


def test_a_ledger_reports_what_it_cannot_read(ledger: memcon.Ledger, tmp_path: Path) -> None:
    seen: list[int] = []
    report = ledger.ingest(tmp_path / "nowhere.txt", progress=lambda _, total: seen.append(total))
    assert [result.outcome for result in report.failed] == ["failed"]
    assert report.count("failed") == 1
    assert seen == [1]


def test_extract_refuses_an_empty_text_and_an_unread_language() -> None:
    with pytest.raises(memcon.UsageError, match="language xx: not read"):
        memcon.extract("text", language="xx")


@pytest.mark.slow
def test_extract_needs_no_ledger(tmp_path: Path) -> None:
    program = (
        "from datetime import date; import memcon; "
        "found = memcon.extract('The presidents of Chile and Peru met in Lima on 3 March 2020.', "
        "date=date(2020, 3, 4)); "
        "assert any(r.type == 'meeting' and r.get('date') == '2020-03-03' for r in found), found"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_records_are_the_same_in_every_run() -> None:
    examples = Path(__file__).parent.parent / "examples"
    several = [str(path) for path in sorted(examples.glob("*.txt"))[::6]]
    command = [sys.executable, "-m", "memcon", "extract", *several]
    runs = [
        subprocess.run(command, check=True, capture_output=True, env=os.environ | seeded).stdout
        for seeded in ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"})
    ]
    assert runs[0].count(b"\n") > len(several)
    assert runs[0] == runs[1]


@pytest.mark.parametrize("given", [date(2020, 5, 3), "2020-05-03"])
def test_a_day_as_date_or_text(given: date | str) -> None:
    assert as_day(given) == date(2020, 5, 3)


def test_no_day_is_none() -> None:
    assert as_day(None) is None


def test_what_is_no_day_is_one_clear_line() -> None:
    with pytest.raises(UsageError, match="2016-13-01: not a date; write YYYY-MM-DD"):
        as_day("2016-13-01")
