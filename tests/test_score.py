"""The floors of gate.json, and the script that holds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import score

REPORTS: dict[str, Any] = {
    "records": {"overall": {"ledger_score": 0.5, "f1": 0.6}, "evidence": {"validity": 1.0}},
    "plover": {"type16": {"f1": 0.4}},
}


def test_a_figure_below_its_floor_is_named() -> None:
    floors = {"records": {"overall.ledger_score": 0.51, "overall.f1": 0.6}}
    assert list(score.below(REPORTS, floors)) == [
        "records: overall.ledger_score is 0.5, its floor 0.51"
    ]


@pytest.mark.parametrize("name", ["overall.nothing", "overall", "evidence.x"])
def test_a_figure_that_is_not_reported_is_below(name: str) -> None:
    assert list(score.below(REPORTS, {"records": {name: 0.0}}))


def test_floors_only_rise() -> None:
    floors = {"records": {"overall.ledger_score": 0.7, "overall.f1": 0.1}}
    new = score.raised(REPORTS, floors)
    assert new["records"]["overall.ledger_score"] == 0.7
    assert new["records"]["overall.f1"] == 0.59
    assert new["records"]["evidence.validity"] == 1.0
    assert new["plover"] == {"type16.f1": 0.39}


def test_the_gate_has_floors_for_what_the_script_measures() -> None:
    floors = score.load_floors()
    assert set(floors) <= set(score.HEADLINES)
    for part, names in floors.items():
        assert set(names) <= set(score.HEADLINES[part])
        assert all(0 <= floor <= 1 for floor in names.values())


def test_nothing_is_measured_where_there_is_nothing_to_measure_against(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MEMCON_SHARED", str(tmp_path))
    assert score.main([]) == 0
    assert "nothing measured" in capsys.readouterr().out


@pytest.mark.slow
def test_every_floor_holds(tmp_path: Path) -> None:
    shared = score.find_shared()
    if shared is None:
        pytest.skip("no ../shared here, and MEMCON_SHARED names none: the floors are not held")
    reports = score.measure(score.Bench(shared), tmp_path, show=False)
    assert list(score.below(reports, score.load_floors())) == []


def test_the_floors_that_memcon_shows_are_those_of_the_gate() -> None:
    assert score.SHOWN.read_text(encoding="utf-8") == score.GATE.read_text(encoding="utf-8")
