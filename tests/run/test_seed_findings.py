"""What follows from the five documents that memcon comes from, where they are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import score

import memcon
from memcon.assess.finding import Finding
from memcon.assess.series import ordinal_of
from memcon.model.record import Record

pytestmark = pytest.mark.slow

PAIR = ("RUS", "CHN")
LATER = "Trade between Russia and China came to 244.8 billion US dollars in 2024.\n"
LESS = "Trade between Russia and China came to only 181 billion US dollars in 2024.\n"
MAPPING = """
publisher: General Administration of Customs
dataset: Trade by partner
release: "2025-01-18"
official: true
columns: {period: Year, indicator: Flow, value: Value}
constants: {reporter: CHN, counterpart: RUS, unit: USD, scale: millions}
values: {indicator: {Out: trade.exports, In: trade.imports}}
"""


@pytest.fixture(scope="module")
def seeds() -> Path:
    shared = score.find_shared()
    if shared is None:
        pytest.skip("no ../shared here, and MEMCON_SHARED names none")
    return shared / "corpus" / "seeds"


@pytest.fixture(scope="module")
def ledger(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[memcon.Ledger]:
    with memcon.open(tmp_path_factory.mktemp("seeds") / "seeds.db") as opened:
        opened.ingest(seeds)
        yield opened


def records(ledger: memcon.Ledger, kind: str) -> list[Record]:
    return ledger.records(kind, parties=PAIR).records


def trade_target(ledger: memcon.Ledger, **options: object) -> Finding:
    found = [
        each
        for each in ledger.findings("target", parties=PAIR, **options)  # type: ignore[arg-type]
        if each.details["target"] == 200e9
    ]
    assert len(found) == 1
    return found[0]


def test_the_21st_meeting_is_one_record_with_two_witnesses(ledger: memcon.Ledger) -> None:
    found = [r for r in records(ledger, "meeting") if ordinal_of(r) == 21]
    assert len(found) == 1
    assert len({cite.doc for cite in found[0].evidence}) == 2


def test_trade_in_2018_and_the_fifth_commission_are_one_record_each(ledger: memcon.Ledger) -> None:
    trade = [
        record
        for record in records(ledger, "figure")
        if (record.get("indicator"), record.get("date")) == ("trade.total", "2018")
    ]
    assert len(trade) == 1
    assert len([r for r in records(ledger, "body") if ordinal_of(r) == 5]) == 1


def test_the_series_has_its_numbers_and_names_its_gaps(ledger: memcon.Ledger) -> None:
    gaps = ledger.findings("gap", parties=PAIR, as_of="2019-12-31")
    missing = [each.details["missing"] for each in gaps if each.rule == "gap.numbers"]
    assert sorted(missing) == [[19, 20], [22, 23]]


def test_the_trade_target_is_open_on_these_documents_alone(ledger: memcon.Ledger) -> None:
    assert trade_target(ledger).state == "unknown"
    seen = trade_target(ledger, as_of="2019-12-31")
    assert 0.11 < seen.details["growth_needed"] < 0.14


@pytest.mark.parametrize(("text", "state"), [(LATER, "met"), (LESS, "missed")])
def test_a_later_document_settles_it(seeds: Path, tmp_path: Path, text: str, state: str) -> None:
    paper = tmp_path / "later.txt"
    paper.write_text(f"Date: 2025-02-01\n\n{text}", "utf-8")
    with memcon.open(tmp_path / "settled.db") as opened:
        opened.ingest(seeds, paper)
        assert trade_target(opened, as_of=date(2025, 6, 1)).state == state


@pytest.mark.parametrize(("exports", "state"), [(130_000, "met"), (80_000, "missed")])
def test_official_statistics_settle_it(
    seeds: Path, tmp_path: Path, exports: int, state: str
) -> None:
    table = tmp_path / "customs.csv"
    table.write_text(f"Year,Flow,Value\n2024,Out,{exports}\n2024,In,110000\n", "utf-8")
    mapping = tmp_path / "customs.yml"
    mapping.write_text(MAPPING, "utf-8")
    with memcon.open(tmp_path / "settled.db") as opened:
        opened.ingest(seeds)
        opened.import_statistics(table, mapping=mapping)
        found = trade_target(opened, as_of=date(2025, 6, 1))
    assert found.state == state
    outcome = [side for side in found.sides if side.role == "outcome"]
    assert {tuple(side.value["derived"]) for side in outcome} == {("sum",)}


def test_arms_and_energy_deals_have_their_amounts(ledger: memcon.Ledger) -> None:
    deals = [record.get("amount") for record in records(ledger, "instrument")]
    assert {"value": 260e9, "unit": "USD"} in deals
    counted = [record.get("amount") for record in records(ledger, "figure")]
    assert {"value": 24, "unit": "jet"} in counted
    assert {"value": 4, "unit": "submarine"} in counted
