"""What the five seed documents alone give for the meeting after the 24th."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import score

from memcon.api import Ledger

pytestmark = pytest.mark.slow
AS_OF = "2019-12-31"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    shared = score.find_shared()
    if shared is None:
        pytest.skip("no ../shared here, and MEMCON_SHARED names none")
    with Ledger(tmp_path_factory.mktemp("seeds") / "seeds.db") as opened:
        opened.ingest(shared / "corpus" / "seeds")
        yield opened


def test_the_pack_lists_what_the_24th_meeting_left_to_do(ledger: Ledger) -> None:
    pack = ledger.prepare("heads of government", parties=["RUS", "CHN"], as_of=AS_OF)
    assert pack.next.ordinal == 25
    found = [str(item.record.get("action")) for item in pack.commitments]
    for words in (
        "200 billion",
        "exchange information on eliminating obstacles",
        "Siberia and the Far East",
        "East-Route",
        "local currencies",
    ):
        assert any(words in action for action in found), words
    points = [point.records[0].get("action") for point in pack.agenda[:6]]
    assert all(item.record.evidence for item in pack.commitments)
    assert sum(action in points for action in found) >= 4


def test_the_plan_shows_the_target_for_2024_with_the_growth_it_needs(ledger: Ledger) -> None:
    plan = ledger.plan("RUS", "CHN", horizon="5y", as_of=AS_OF)
    (trade,) = [each for each in plan.headings if each.target.indicator == "trade.total"]
    assert (trade.target.number, str(trade.target.due)) == (200e9, "2024-12-31")
    assert trade.outcome.details["growth_needed"] == pytest.approx(0.122, abs=0.001)
    assert trade.projection.reason == "short"
