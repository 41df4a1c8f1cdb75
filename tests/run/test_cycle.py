"""A cycle of three meetings, read from the bundled examples: what became of each, and the pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memcon.api import Ledger
from memcon.assess.pack import REASONS

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SERIES = "Joint Ministerial Commission"
DOCUMENTS = (
    "2021-03-19-kampala-communique.txt",
    "2022-04-08-nairobi-readout.txt",
    "2023-05-12-kampala-wire.txt",
    "2023-07-20-nairobi-statistics.txt",
    "2023-08-03-kampala-statistics.txt",
    "2023-11-24-border-interview.txt",
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("cycle") / "cycle.db"
    with Ledger(path) as opened:
        report = opened.ingest(*(ROOT / "examples" / name for name in DOCUMENTS))
        assert not report.failed
        yield opened


def outcomes(ledger: Ledger, ordinal: int) -> dict[str, str]:
    found = ledger.follow_up(SERIES, ordinal)
    named = ((each.record.get("action") or each.record.get("name"), each) for each in found.items)
    return {str(name): each.outcome for name, each in named}


def test_commitments_are_met_missed_and_dropped_across_the_meetings(ledger: Ledger) -> None:
    fifth, sixth = outcomes(ledger, 5), outcomes(ledger, 6)
    assert fifth["reopen the Lwakhakha border crossing"] == "settled"
    assert fifth["lift its ban on Ugandan maize"] == "missed"
    assert fifth["publish a single list of lorry fees"] == "silent"
    assert sixth["publish a single list of lorry fees"] == "stale"
    assert [each for text, each in sixth.items() if "megawatts" in text] == ["settled"]
    assert sixth["one-stop border post at Suam"] == "moved"


def test_the_pack_for_the_next_meeting_shows_every_kind_of_item(ledger: Ledger) -> None:
    pack = ledger.prepare(SERIES)
    assert (pack.next.ordinal, pack.next.basis) == (7, "planned")
    paper = ledger.make_pack(pack)
    assert [section.key for section in paper.sections] == [
        "agenda",
        "commitments",
        "instruments",
        "projects",
        "targets",
        "figures",
        "positions",
        "said",
    ]
    reasons = {point.reason for point in pack.agenda}
    assert reasons >= set(REASONS) - {"overdue"}
    assert any(item.body for item in pack.commitments)
    assert any(item.state == "overdue" for item in pack.projects)
    assert [code for code, _ in pack.said] == ["KEN", "UGA"]


def test_the_plan_has_a_trend_with_its_back_test(ledger: Ledger) -> None:
    headings = ledger.plan("Kenya", "Uganda", growth=[0.15]).headings
    trade = next(each for each in headings if each.target.indicator == "trade.total")
    assert trade.projection.method == "trend"
    assert trade.projection.back_test is not None
    assert trade.what_if[0].reached == 2025
