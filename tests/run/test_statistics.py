"""Files of statistics in the ledger: stored whole, one id in all releases, joined with texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import memcon
from memcon.ledger.store import Store
from memcon.model.citation import Citation
from memcon.model.document import Block, Document
from memcon.model.record import Record, record_id

FILES = Path(__file__).parent.parent / "statistics" / "files"
HEAD = "year,from,to,flow,usd,as_of\n"
MAPPING = """publisher: Office
dataset: Trade
columns: {period: year, reporter: from, counterpart: to, indicator: flow, value: usd}
constants: {unit: USD}
"""


@pytest.fixture
def ledger(tmp_path: Path) -> memcon.Ledger:
    with memcon.open(tmp_path / "ledger.db") as opened:
        yield opened


def figures(ledger: memcon.Ledger) -> list[Record]:
    return ledger.records("figure").records


def write(folder: Path, name: str, rows: list[str], release: str) -> tuple[Path, Path]:
    table, mapping = folder / f"{name}.csv", folder / f"{name}.yml"
    table.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    mapping.write_text(f'{MAPPING}release: "{release}"\n', "utf-8")
    return table, mapping


def take(ledger: memcon.Ledger, files: tuple[Path, Path]) -> str:
    return ledger.import_statistics(files[0], mapping=files[1]).outcome


FIRST = ["2018,CHL,PER,trade.exports,100,", "2019,CHL,PER,trade.exports,110,"]
SECOND = [*FIRST[:1], "2019,CHL,PER,trade.exports,112,", "2020,CHL,PER,trade.exports,90,"]


def test_each_observation_is_a_figure_that_quotes_its_line(ledger: memcon.Ledger) -> None:
    ledger.import_statistics(FILES / "comtrade-legacy.csv")
    text = ledger.document("comtrade-legacy.csv").text
    for record in figures(ledger):
        (cite,) = record.evidence
        assert text[cite.start : cite.end] == cite.quote
        assert cite.quote.endswith("@2018]")
        assert "\n" not in cite.quote
    assert ledger.check() == []


def test_the_document_tells_dataset_release_and_hash(ledger: memcon.Ledger) -> None:
    ledger.import_statistics(FILES / "worldbank-api.json", retrieved="2024-05-01")
    (found,) = ledger.documents()
    assert found.is_official
    assert ledger.document(found.name).is_official
    assert found.publisher == "World Bank"
    assert found.date == date(2024, 3, 28)
    assert found.sources["dataset"] == "worldbank"
    assert found.sources["release"] == "2024-03-28"
    assert found.sources["retrieved"] == "2024-05-01"
    assert len(found.sha256) == 64
    assert found.to_json()["sources"]["official"] == "yes"


def test_what_is_not_official_is_not_marked(ledger: memcon.Ledger, tmp_path: Path) -> None:
    table, mapping = write(tmp_path, "own", FIRST, "2020-01-01")
    mapping.write_text(mapping.read_text("utf-8") + "official: false\n", "utf-8")
    ledger.import_statistics(table, mapping=mapping)
    assert not ledger.documents()[0].is_official


def test_mirror_figures_are_never_merged(ledger: memcon.Ledger) -> None:
    ledger.import_statistics(FILES / "comtrade-legacy.csv", parties=["Russia", "China"])
    found = {(r.get("reporter"), r.get("indicator")): r for r in figures(ledger)}
    assert len(figures(ledger)) == len(found) == 4
    assert found["RUS", "trade.exports"].get("amount")["value"] == 56_019_000_000
    assert found["CHN", "trade.imports"].get("amount")["value"] == 59_081_000_000


def test_the_same_file_again_changes_nothing(ledger: memcon.Ledger, tmp_path: Path) -> None:
    files = write(tmp_path, "first", FIRST, "2020-01-01")
    assert take(ledger, files) == "added"
    before = list(ledger.lines())
    assert take(ledger, files) == "unchanged"
    assert list(ledger.lines()) == before


@pytest.mark.parametrize("name", ["a-copy.csv", "z-copy.csv"])
def test_the_same_file_under_another_name_is_the_same_document(
    ledger: memcon.Ledger, tmp_path: Path, name: str
) -> None:
    table, mapping = write(tmp_path, "first", FIRST, "2020-01-01")
    ledger.import_statistics(table, mapping=mapping)
    (tmp_path / name).write_bytes(table.read_bytes())
    again = ledger.import_statistics(tmp_path / name, mapping=mapping)
    assert again.outcome == "duplicate"
    assert [doc.name for doc in ledger.documents()] == [min("first.csv", name)]
    assert len(figures(ledger)) == 2


def test_a_later_release_is_a_new_version_with_the_same_ids(
    ledger: memcon.Ledger, tmp_path: Path
) -> None:
    take(ledger, write(tmp_path, "first", FIRST, "2020-01-01"))
    before = {record.get("date"): record.id for record in figures(ledger)}
    files = write(tmp_path, "second", SECOND, "2021-01-01")
    result = ledger.import_statistics(files[0], mapping=files[1])
    assert (result.outcome, result.added, result.changed) == ("replaced", 1, 1)
    assert "a new release of first.csv" in result.message
    after = {record.get("date"): record for record in figures(ledger)}
    assert {day: after[day].id for day in before} == before
    assert after["2019"].get("amount")["value"] == 112
    assert not after["2019"].stated
    assert [(d.name, d.version) for d in ledger.documents()] == [("first.csv", 2)]


def test_an_older_release_after_a_later_one_changes_nothing(
    ledger: memcon.Ledger, tmp_path: Path
) -> None:
    take(ledger, write(tmp_path, "second", SECOND, "2021-01-01"))
    assert take(ledger, write(tmp_path, "first", FIRST, "2020-01-01")) == "unchanged"
    assert {r.get("date"): r.get("amount")["value"] for r in figures(ledger)} == {
        "2018": 100,
        "2019": 112,
        "2020": 90,
    }


def test_files_that_only_overlap_stay_beside_each_other(
    ledger: memcon.Ledger, tmp_path: Path
) -> None:
    take(ledger, write(tmp_path, "first", FIRST, "2020-01-01"))
    other = ["2019,CHL,PER,trade.exports,110,", "2019,CHL,ARG,trade.exports,7,"]
    assert take(ledger, write(tmp_path, "other", other, "2021-01-01")) == "added"
    assert len(figures(ledger)) == 3
    both = next(r for r in figures(ledger) if len(r.evidence) == 2)
    assert both.get("date") == "2019"


def test_figures_of_texts_and_files_are_one_where_they_agree(tmp_path: Path) -> None:
    text = "Chile's exports to Peru reached 1.1 billion US dollars in 2019."
    article = Document("news.txt", text, (Block(0, len(text)),), date=date(2020, 2, 1))
    slots = {
        "parties": ["CHL", "PER"],
        "date": "2019",
        "indicator": "trade.exports",
        "amount": {"value": 1.1e9, "unit": "USD", "qualifier": "about"},
        "reporter": "CHL",
        "counterpart": "PER",
        "nature": "actual",
    }
    said = Record(
        record_id("figure", article.text_hash, text),
        "figure",
        slots,
        (Citation("news.txt", 0, len(text), text),),
    )
    with (
        memcon.open(tmp_path / "ledger.db") as ledger,
        Store.open(f"sqlite:///{tmp_path / 'ledger.db'}") as store,
    ):
        store.add_document(article, [said])
        rows = ["2019,CHL,PER,trade.exports,1098765432,", "2019,PER,CHL,trade.imports,1200000000,"]
        take(ledger, write(tmp_path, "office", rows, "2020-06-01"))
        found = {record.get("reporter"): record for record in figures(ledger)}
        assert {cite.doc for cite in found["CHL"].evidence} == {"news.txt", "office.csv"}
        assert found["CHL"].get("amount")["value"] == 1_098_765_432
        assert {cite.doc for cite in found["PER"].evidence} == {"office.csv"}
        ledger.remove("office.csv")
        (left,) = figures(ledger)
        assert left.get("amount")["value"] == 1.1e9


def test_statistics_survive_export_and_import(ledger: memcon.Ledger, tmp_path: Path) -> None:
    ledger.import_statistics(FILES / "imf-imts.csv")
    ledger.export(tmp_path / "out.jsonl")
    with memcon.open(tmp_path / "copy.db") as copy:
        copy.import_(tmp_path / "out.jsonl")
        assert list(copy.lines()) == list(ledger.lines())
        assert copy.documents()[0].is_official


def test_rows_of_statistics_are_found_by_search(ledger: memcon.Ledger) -> None:
    ledger.import_statistics(FILES / "comtrade-website.csv")
    assert "comtrade-website.csv" in {hit.name for hit in ledger.search("ammunition")}


@pytest.mark.parametrize(
    "bad",
    ["2019,CHL,PER,trade.exports,12 or so,", "20199,CHL,PER,trade.exports,12,",
     "2018,CHL,PER,trade.exports,101,"],
)  # fmt: skip
def test_one_faulty_row_leaves_nothing_half_stored(
    ledger: memcon.Ledger, tmp_path: Path, bad: str
) -> None:
    files = write(tmp_path, "bad", [FIRST[0], bad], "2020-01-01")
    with pytest.raises(memcon.MemconError, match=r"bad\.csv: row 3: "):
        take(ledger, files)
    assert ledger.documents() == []
    assert figures(ledger) == []
