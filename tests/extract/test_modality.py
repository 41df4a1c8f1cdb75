"""Asserted, planned, proposed, requested, supposed, negated, denied."""

from __future__ import annotations

import pytest

from memcon.extract.modality import Modality, modality_reader
from reading import first_view

CASES = [
    ("Chile signed the treaty.", "signed", "asserted"),
    ("Chile will sign the treaty.", "sign", "planned"),
    ("Chile plans to sign the treaty.", "sign", "planned"),
    ("Chile is expected to sign the treaty.", "sign", "planned"),
    ("Chile agreed to sign the treaty.", "sign", "planned"),
    ("Chile said it would sign the treaty.", "sign", "planned"),
    ("Chile could sign the treaty.", "sign", "hypothetical"),
    ("If Chile signed the treaty, Peru would object.", "signed", "hypothetical"),
    ("Had Chile signed the treaty, Peru would have objected.", "signed", "hypothetical"),
    ("Chile proposed to sign the treaty.", "sign", "proposed"),
    ("Peru urged Chile to sign the treaty.", "sign", "requested"),
    ("Chile did not sign the treaty.", "sign", "negated"),
    ("Chile never signed the treaty.", "signed", "negated"),
    ("No treaty was signed.", "signed", "negated"),
    ("Chile refused to sign the treaty.", "sign", "negated"),
    ("Chile failed to sign the treaty.", "sign", "negated"),
    ("Chile denied signing the treaty.", "signing", "denied"),
    ("The plan must be ready not later than May, and Chile signed it.", "signed", "asserted"),
    ("Chile has yet to sign the treaty.", "sign", "planned"),
    ("Chile said it would have signed the treaty.", "signed", "hypothetical"),
    ("Work is supposed to begin in May.", "begin", "planned"),
    ("The loan is no longer sought by Chile.", "sought", "negated"),
    ("Will Chile sign the treaty with Peru?", "sign", "hypothetical"),
    ("They spoke of the possibility of signing the treaty.", "signing", "proposed"),
    ("The question of signing a treaty was raised.", "signing", "proposed"),
    ("Chile made known its plans for signing the treaty.", "signing", "planned"),
    ("After signing the treaty Chile and Peru agreed on a dam.", "signing", "asserted"),
    ("By signing the treaty Chile will win friends.", "signing", "planned"),
    ("Is it true that Chile will sign the treaty?", "sign", "hypothetical"),
]


@pytest.mark.parametrize(("text", "verb", "modality"), CASES)
def test_modality_of_a_verb(text: str, verb: str, modality: str) -> None:
    view = first_view(text)
    token = next(token for token in view.tokens if token.text == verb)
    assert modality_reader().read(token) is Modality(modality)
