"""The codebook: types, CAMEO codes and what they become when an act is not done."""

from __future__ import annotations

import pytest

from memcon.extract.events.codes import DERIVATIONS, codebook


def test_there_are_sixteen_types_in_four_quad_classes() -> None:
    types = codebook().types.values()
    assert len(types) == 16
    assert {kind.quad_class for kind in types} == {1, 2, 3, 4}


def test_default_code_of_a_type_is_of_that_type_or_more_general() -> None:
    book = codebook()
    for kind in book.types.values():
        assert book.codes[kind.cameo].event_type == kind.id


def test_goldstein_values_lie_on_the_scale() -> None:
    assert all(-10 <= code.goldstein <= 10 for code in codebook().codes.values())


@pytest.mark.parametrize(
    ("base", "how", "code"),
    [
        ("071", "intended", "0331"),
        ("087", "demanded", "1056"),
        ("0841", "appealed", "0253"),
        ("042", "refused", "125"),
        ("163", "threatened", "1312"),
        ("163", "stopped", "085"),
        ("1712", "intended", "132"),  # no row of its own: its parent's
        ("055", "stopped", ""),
    ],
)
def test_undone_act_takes_the_parallel_code(base: str, how: str, code: str) -> None:
    assert codebook().derive(base, how) == code


@pytest.mark.parametrize(
    ("how", "kinds"),
    [
        ("intended", {"AGREE", "THREATEN", "ACCUSE", ""}),
        ("demanded", {"REQUEST", "ACCUSE", ""}),
        ("appealed", {"REQUEST", "ACCUSE", ""}),
        ("refused", {"REJECT", ""}),
        ("threatened", {"THREATEN", ""}),
    ],
)
def test_derived_codes_are_of_the_type_that_the_operator_makes(how: str, kinds: set[str]) -> None:
    book = codebook()
    found = {book.codes[row[how]].event_type if row[how] else "" for row in book.derived.values()}
    assert found <= kinds


def test_every_derivation_is_a_column() -> None:
    assert all(set(row) == set(DERIVATIONS) for row in codebook().derived.values())
