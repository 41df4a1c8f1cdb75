"""How Russia and China work together by the five documents that memcon comes from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import score

import memcon
from memcon.assess.structure import Structure

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[memcon.Ledger]:
    shared = score.find_shared()
    if shared is None:
        pytest.skip("no ../shared here, and MEMCON_SHARED names none")
    with memcon.open(tmp_path_factory.mktemp("seeds") / "seeds.db") as opened:
        opened.ingest(shared / "corpus" / "seeds")
        yield opened


@pytest.fixture(scope="module")
def structure(ledger: memcon.Ledger) -> Structure:
    return ledger.structure("Russia", "China")


def test_two_levels_of_leaders_meet_regularly(structure: Structure) -> None:
    top = {each.level: each.sessions for each in structure.formats}
    assert top["heads_of_state"] is not None
    assert [number for _, number, _ in top["heads_of_state"].stated] == [5.0]
    assert top["heads_of_government"] is not None
    assert top["heads_of_government"].numbers == (18, 21, 24)
    assert top["heads_of_government"].missing == (19, 20, 22, 23)


def test_the_fifth_commission_has_its_remit(structure: Structure) -> None:
    fifth = next(each for each in structure.at("commission") if each.number == 5)
    assert any("Far East" in words and "northeast" in words for words in fifth.remit)
    assert fifth.sectors == ("regional",)


def test_regions_work_together_in_the_volga_yangtze_format(structure: Structure) -> None:
    assert [each.name for each in structure.at("interregional")] == ["Volga-Yangtze format"]


def test_both_consulates_are_there(structure: Structure) -> None:
    posts = {each.place["name"] for each in structure.at("post") if each.place}
    assert posts == {"Wuhan", "Kazan"}


def test_the_groupings_named_are_those_that_both_belong_to(structure: Structure) -> None:
    listed = {each.code for each in structure.groupings if each.membership == "listed"}
    assert {"UN", "G20", "BRICS", "SCO", "APEC"} <= listed
    assert not listed & {"EAEU", "NATO", "EU"}
    assert all(each.evidence for each in structure.groupings)


def test_every_format_has_its_words(ledger: memcon.Ledger, structure: Structure) -> None:
    for each in structure.all():
        assert each.evidence, each.name
        for cite in each.evidence:
            assert ledger.document(cite.doc).text[cite.start : cite.end] == cite.quote


def test_the_file_of_the_21st_meeting_has_its_outputs_from_two_sources(
    ledger: memcon.Ledger,
) -> None:
    meetings = ledger.records("meeting", parties=("RUS", "CHN")).records
    found = ledger.meeting_file(next(each.id for each in meetings if each.get("ordinal") == 21))
    outputs = [each.record for each in found.outputs]
    assert len({cite.doc for record in outputs for cite in record.evidence}) == 2
    told = " ".join(str(each.get("title") or each.get("name")) for each in outputs)
    for words in ("nuclear power", "fifth inter-governmental commission", "cross-border"):
        assert words in told
    assert found.before is not None
    assert found.after is not None
    assert (found.before.get("ordinal"), found.after.get("ordinal")) == (18, 24)
    assert found.inputs
    assert {"CHN", "RUS"} <= {each.side for each in found.voices}
