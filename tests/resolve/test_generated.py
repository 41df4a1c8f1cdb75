"""A slice of the generated corpus; `benchmarks/resolving.py` measures the whole."""

from __future__ import annotations

import pytest
from reports import reports
from resolving import b_cubed, measure

from memcon.resolve.clusters import cluster


def test_the_same_seed_gives_the_same_reports() -> None:
    assert reports(20, 5, seed=3) == reports(20, 5, seed=3)
    assert reports(20, 5, seed=3) != reports(20, 5, seed=4)


def test_reports_of_one_event_become_one_record() -> None:
    made = reports(900, 120)
    truth = {ident: number for report in made for ident, number in report.truth.items()}
    clusters = cluster(record for report in made for record in report.records)
    items = [(x.type, truth[x.id], each.id) for each in clusters for x in each.records]
    precision, recall, f1 = b_cubed(items)
    assert precision >= 0.98
    assert recall >= 0.95
    assert f1 >= 0.97


def test_a_ledger_resolves_them_likewise() -> None:
    found = measure(reports(80, 20))
    assert found["f1"] >= 0.97
    assert found["documents"] == 80


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([("t", 1, "a"), ("t", 1, "a"), ("t", 2, "b")], (1, 1, 1)),
        ([("t", 1, "a"), ("t", 1, "b")], (1, 0.5, 2 / 3)),
        ([("t", 1, "a"), ("t", 2, "a")], (0.5, 1, 2 / 3)),
        ([], (0, 0, 0)),
    ],
)
def test_b_cubed_counts_record_by_record(
    items: list[tuple[str, int, str]], expected: tuple[float, float, float]
) -> None:
    assert b_cubed(items) == pytest.approx(expected)
